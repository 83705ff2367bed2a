"""Who gains and who pays by when they come: weekday mornings and afternoons, and days on which a unit is closed."""

from collections.abc import Callable, Collection, Sequence

import numpy as np

from sim.measures.comparison import MEASURES, READ, Family
from sim.measures.pool import Key, Pool, pool
from sim.measures.replication import Replication
from sim.measures.verdicts import judge
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
            out += [({"unit": name, "priority": n}, of_unit & (cases.columns["priority"] == n)) for n in range(1, 6)]
        return out

    return split


def moments(
    base: Sequence[Replication], other: Sequence[Replication], closed_days: Collection[int] = ()
) -> list[Family]:
    """Compare shares within target and waits by when the cases arrive.

    Parameters
    ----------
    base, other
        Measures of the same replications, in the same order.
    closed_days
        Days on which a unit is closed as planned in either; then also by unit on those days.

    Returns
    -------
    list of Family
        By ``moment``; with closed days by ``closed_day_unit`` and ``closed_day_unit_priority``.
    """
    names = {*READ, "arrival", "arrived_in_staffed_hours"}
    sides = pool(base, sorted(names)), pool(other, sorted(names))
    splits: dict[str, Split] = {"moment": by_moment}
    if closed_days:
        splits["closed_day_unit"] = on_days(closed_days, ["unit"])
        splits["closed_day_unit_priority"] = on_days(closed_days, ["unit", "priority"])
    families = []
    for grouping, split in splits.items():
        lines = [
            (key, sides[0].pick(before), sides[1].pick(after))
            for (key, before), (_, after) in zip(split(sides[0]), split(sides[1]), strict=True)
            if before.any() or after.any()
        ]
        for measure in ("within_target", "mean_wait_working"):
            unit, how = MEASURES[measure]
            families.append(Family(measure, grouping, unit, judge([how(*line) for line in lines])))
    return families
