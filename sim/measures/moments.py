"""Who gains and who pays by when they come: weekday mornings and afternoons, and days on which a unit is closed."""

from collections.abc import Collection, Sequence

import numpy as np

from sim.domain.words import PRIORITIES
from sim.measures.groupings import Key, codes, key, size
from sim.measures.several import Several
from sim.measures.unjudged import MEASURES, Sums, Table, found
from sim.tables import Ints
from sim.units import DAY, HOUR

NOON = 12 * HOUR
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OUT_OF_HOURS = "evening, night or weekend"

MOMENTS = (*(f"{name} {half}" for name in WEEKDAYS for half in ("morning", "afternoon")), OUT_OF_HOURS)
RECOUNTED = ("within_target_true", "within_target_decided", "wait_working_s", "cases", "unfinished")
"""Of `tally.SUMS`: what the shares and waits compared here need."""

Split = tuple[Sequence[Key], Ints]
"""Groups of cases: what each has in common, and by case its group, -1 where it is in none."""


def by_moment(run: Several) -> Split:
    """Split cases by when they arrived: ``Monday morning``, ``Monday afternoon``, ..., and outside staffed hours."""
    cases = run.cases
    half = cases["weekday"].astype(np.int64) * 2 + (cases["arrival"] % DAY >= NOON)
    places = np.where(cases["arrived_in_staffed_hours"], half, len(MOMENTS) - 1)
    return [{"moment": name} for name in MOMENTS], places


def on_days(run: Several, days: Collection[int], by: Sequence[str]) -> Split:
    """Split the cases that arrive on some days, by unit, or by unit and priority.

    Parameters
    ----------
    run
        Whose cases.
    days
        Days of the horizon, 0 the first.
    by
        ``unit``, or ``unit`` and ``priority``.
    """
    then = np.isin(run.cases["arrival"] // DAY, sorted(days))
    names = run.setting.unit_names
    keys = [key(by, code, names) for code in range(size(by, len(names)))]
    return keys, np.where(then, codes(run.cases, by, len(names)), -1)


def on_weekday(run: Several, weekday: int) -> Split:
    """Split the cases that arrive on a weekday (0 is Monday), by priority."""
    then = run.cases["weekday"] == weekday
    keys: list[Key] = [{"priority": number} for number in PRIORITIES]
    return keys, np.where(then, run.cases["priority"].astype(np.int64) - PRIORITIES[0], -1)


def weekday_grouping(weekday: int) -> str:
    """Return the name of the table of a weekday (0 is Monday): ``tuesday_priority``."""
    return f"{WEEKDAYS[weekday].lower()}_priority"


def moments(
    base: Several, other: Several, closed_days: Collection[int] = (), weekdays: Collection[int] = ()
) -> list[Table]:
    """Compare shares within target and waits by when the cases arrive.

    Parameters
    ----------
    base, other
        The same replications of both.
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
    sides = base, other
    splits = {"moment": [by_moment(side) for side in sides]}
    if closed_days:
        splits["closed_day_unit"] = [on_days(side, closed_days, ["unit"]) for side in sides]
        splits["closed_day_unit_priority"] = [on_days(side, closed_days, ["unit", "priority"]) for side in sides]
    splits |= {weekday_grouping(day): [on_weekday(side, day) for side in sides] for day in weekdays if day}
    tables = []
    for grouping, split in splits.items():
        lines = _lines(sides, split)
        for measure in ("within_target", "mean_wait_working"):
            how = MEASURES[measure]
            tables.append(Table(measure, grouping, how.unit, [found(name, sums, how) for name, sums in lines]))
    return tables


def _lines(sides: tuple[Several, Several], split: Sequence[Split]) -> list[tuple[Key, tuple[Sums, Sums]]]:
    """Return what the groups add up to that have cases on either side."""
    before, after = (_by_key(side, *one) for side, one in zip(sides, split, strict=True))
    none = {name: np.zeros(len(sides[0])) for name in RECOUNTED}
    return [
        (dict(name), (before.get(name, none), after.get(name, none)))
        for name in dict.fromkeys([*before, *after])
        if before.get(name, none)["cases"].any() or after.get(name, none)["cases"].any()
    ]


def _by_key(run: Several, keys: Sequence[Key], places: Ints) -> dict[tuple[tuple[str, str | int], ...], Sums]:
    """Return what each group adds up to in each replication."""
    among = np.flatnonzero(places >= 0)
    cases = {name: run.cases[name].take(among) for name in ("within_target", "wait_working_s", "still_waiting")}
    where = places[among] * len(run) + run.replication("unit")[among]
    weights = {
        "within_target_true": cases["within_target"] > 0,
        "within_target_decided": cases["within_target"] >= 0,
        "wait_working_s": cases["wait_working_s"],
        "cases": np.ones(len(among)),
        "unfinished": cases["still_waiting"],
    }
    shape = len(keys), len(run)
    sums = {
        name: np.bincount(where, weight, minlength=shape[0] * shape[1]).reshape(shape)
        for name, weight in weights.items()
    }
    return {tuple(one.items()): {name: sums[name][place] for name in RECOUNTED} for place, one in enumerate(keys)}
