"""Who gains and who pays by when they come: weekday mornings and afternoons, and days on which a unit is closed."""

from collections.abc import Callable, Collection, Sequence

import numpy as np

from sim.domain.words import PRIORITIES
from sim.measures.pool import Key, Pool, pool
from sim.measures.replication import Replication
from sim.measures.unjudged import MEASURES, READ, Table
from sim.tables import Bools
from sim.units import DAY, HOUR

NOON = 12 * HOUR
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OUT_OF_HOURS = "evening, night or weekend"

Split = Callable[[Pool], list[tuple[Key, Bools]]]
"""Cuts cases into groups: what each has in common, and which cases are in it."""


def by_moment(cases: Pool) -> list[tuple[Key, Bools]]:
    """Split cases by when they arrived: ``Monday morning``, ``Monday afternoon``, ..., and outside staffed hours."""
    staffed = cases.columns["arrived_in_staffed_hours"]
    weekday, morning = cases.columns["weekday"], cases.columns["arrival"] % DAY < NOON
    out: list[tuple[Key, Bools]] = []
    for number, name in enumerate(WEEKDAYS):
        of_day = staffed & (weekday == number)
        out += [({"moment": f"{name} morning"}, of_day & morning), ({"moment": f"{name} afternoon"}, of_day & ~morning)]
    return [*out, ({"moment": OUT_OF_HOURS}, ~staffed)]


def on_days(days: Collection[int], by: Sequence[str]) -> Split:
    """Return a split of the cases that arrive on some days, by unit, or by unit and priority.

    Parameters
    ----------
    days
        Days of the horizon, 0 the first.
    by
        ``unit``, or ``unit`` and ``priority``.
    """

    def split(cases: Pool) -> list[tuple[Key, Bools]]:
        then = np.isin(cases.columns["arrival"] // DAY, sorted(days))
        out: list[tuple[Key, Bools]] = []
        for unit, name in enumerate(cases.setting.unit_names):
            of_unit = then & (cases.columns["unit"] == unit)
            if "priority" not in by:
                out.append(({"unit": name}, of_unit))
                continue
            out += [({"unit": name, "priority": n}, of_unit & (cases.columns["priority"] == n)) for n in PRIORITIES]
        return out

    return split


def on_weekday(weekday: int) -> Split:
    """Return a split of the cases that arrive on a weekday (0 is Monday), by priority."""

    def split(cases: Pool) -> list[tuple[Key, Bools]]:
        then = cases.columns["weekday"] == weekday
        return [({"priority": number}, then & (cases.columns["priority"] == number)) for number in PRIORITIES]

    return split


def weekday_grouping(weekday: int) -> str:
    """Return the name of the table of a weekday (0 is Monday): ``tuesday_priority``."""
    return f"{WEEKDAYS[weekday].lower()}_priority"


def moments(
    base: Sequence[Replication],
    other: Sequence[Replication],
    closed_days: Collection[int] = (),
    weekdays: Collection[int] = (),
) -> list[Table]:
    """Compare shares within target and waits by when the cases arrive.

    Parameters
    ----------
    base, other
        Measures of the same replications, in the same order.
    closed_days
        Days on which a unit is closed as planned in either; then also by unit on those days.
    weekdays
        Weekdays whose roster differs; then also by priority on each of them but Monday, which `compare` always has.

    Returns
    -------
    list of Table
        By ``moment``; with closed days by ``closed_day_unit`` and ``closed_day_unit_priority``; by
        ``tuesday_priority`` and so on.
    """
    names = {*READ, "arrival", "arrived_in_staffed_hours"}
    sides = pool(base, sorted(names)), pool(other, sorted(names))
    splits: dict[str, Split] = {"moment": by_moment}
    if closed_days:
        splits["closed_day_unit"] = on_days(closed_days, ["unit"])
        splits["closed_day_unit_priority"] = on_days(closed_days, ["unit", "priority"])
    splits |= {weekday_grouping(day): on_weekday(day) for day in weekdays if day}
    tables = []
    for grouping, split in splits.items():
        lines = [
            (key, sides[0].pick(before), sides[1].pick(after))
            for (key, before), (_, after) in zip(split(sides[0]), split(sides[1]), strict=True)
            if before.any() or after.any()
        ]
        for measure in ("within_target", "mean_wait_working"):
            unit, how = MEASURES[measure]
            tables.append(Table(measure, grouping, unit, [how(*line) for line in lines]))
    return tables
