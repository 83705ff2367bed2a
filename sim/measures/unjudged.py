"""Tables of differences between two scenarios on the same patients, before they are judged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.words import Role
from sim.measures.estimate import FEWEST, Estimate, Floats, difference, difference_of_shares, mean, ratio, share
from sim.measures.lines import grouped
from sim.measures.list_figures import growth_remark, list_figures
from sim.measures.people import stack
from sim.measures.pool import Key, Pool, pool
from sim.measures.replication import SUMMARISED, TOTALS, Replication
from sim.measures.summary import NO_CASES, ONE_REPLICATION
from sim.measures.verdicts import Found
from sim.measures.waits import Sample, mean_difference, quantile_difference, quantile_value
from sim.units import HOUR

COMPARED = (
    "all",
    "priority",
    "corrected_priority",
    "monday_priority",
    "unit",
    "handling_unit",
    "role",
    "unit_priority",
)
"""Groupings that differences are given for."""
READ = (
    "unit", "handling_unit", "role", "priority", "corrected_priority", "weekday", "within_target", "begun_same_day",
    "async", "wait_elapsed_s", "wait_working_s", "still_waiting",
)  # fmt: skip
"""Columns of cases that a comparison reads."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of differences: see `comparison.Family`."""

    measure: str
    grouping: str
    unit: str
    found: list[Found]


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What differs between a scenario and the base: see `comparison.Comparison`."""

    base_question: str
    other_question: str
    replications: int
    remarks: list[str]
    tables: list[Table]
    identical: bool
    weekdays: tuple[int, ...] = ()
    endless: bool = False


def _flag(name: str, good: int) -> Callable[[Key, Pool, Pool], Found]:
    def compare_shares(key: Key, base: Pool, other: Pool) -> Found:
        sides = base.flags(name), other.flags(name)
        before, after = (share(*side) for side in sides)
        cases = int(min(before.denominator, after.denominator))
        first, second = ((int(one.numerator), int(one.denominator)) for one in (before, after))
        found = difference_of_shares(*sides)
        return Found(
            key,
            before.value,
            after.value,
            cases,
            found,
            good,
            is_share=True,
            counts=(first, second),
            few=cases < FEWEST,
        )

    return compare_shares


def _wait(name: str, quantile: float | None) -> Callable[[Key, Pool, Pool], Found]:
    def compare_waits(key: Key, base: Pool, other: Pool) -> Found:
        first, second = (side.waits(name, side.columns["still_waiting"]) for side in (base, other))
        found = mean_difference(first, second) if quantile is None else quantile_difference(first, second, quantile)
        cases = min(len(first), len(second))
        unfinished = int((~first.finished).sum()), int((~second.finished).sum())
        return Found(
            key, _figure(first, quantile), _figure(second, quantile), cases, found, -1, unfinished, few=cases < FEWEST
        )

    return compare_waits


def _figure(sample: Sample, quantile: float | None) -> float | None:
    return ratio(*sample.sums()).value if quantile is None else quantile_value(sample, quantile)


MEASURES: dict[str, tuple[str, Callable[[Key, Pool, Pool], Found]]] = {
    "within_target": ("share", _flag("within_target", 1)),
    "begun_same_day": ("share", _flag("begun_same_day", 1)),
    "became_async": ("share", _flag("async", 0)),
    "mean_wait_elapsed": ("seconds", _wait("wait_elapsed_s", None)),
    "mean_wait_working": ("seconds", _wait("wait_working_s", None)),
    "median_wait_elapsed": ("seconds", _wait("wait_elapsed_s", 0.5)),
    "p90_wait_elapsed": ("seconds", _wait("wait_elapsed_s", 0.9)),
}
"""What is compared by group: unit of the figures, and how."""


def measured(base: Sequence[Replication], other: Sequence[Replication]) -> Unjudged:
    """Measure what differs between two scenarios, replication by replication.

    Parameters
    ----------
    base, other
        Measures of runs with the same seed; paired by the number of the replication, others are left out.

    Raises
    ------
    ValueError
        No replication of the one has a partner in the other.
    """
    numbers = sorted({one.number for one in base} & {one.number for one in other})
    if not numbers:
        raise ValueError("nothing to compare: no replication of the one has the number of one of the other")
    first, second = ({one.number: one for one in side} for side in (base, other))
    sides = [first[number] for number in numbers], [second[number] for number in numbers]
    pools = pool(sides[0], READ), pool(sides[1], READ)
    tables = []
    for grouping in COMPARED:
        pairs = _pairs(*pools, grouping)
        tables += [
            Table(measure, grouping, unit, [how(*pair) for pair in pairs]) for measure, (unit, how) in MEASURES.items()
        ]
    remarks = [ONE_REPLICATION] if len(numbers) == 1 else []
    growing = []
    for name, side, cases in zip(("before", "after"), sides, pools, strict=True):
        remarks += [] if len(cases) else [f"{name}: {NO_CASES}"]
        growing += [f"{name}: {growth_remark(one)}" for one in list_figures(side) if one.grows]
    return Unjudged(
        sides[0][0].setting.question,
        sides[1][0].setting.question,
        len(numbers),
        [*remarks, *growing],
        [*tables, _totals(*sides), *_money(*sides)],
        all(_alike(*pair) for pair in zip(*sides, strict=True)),
        endless=bool(growing),
    )


def _alike(base: Replication, other: Replication) -> bool:
    """Tell whether every case went the same way, and the same hours are paid."""
    columns = all(np.array_equal(base.cases[name], other.cases[name]) for name in SUMMARISED)
    return columns and np.array_equal(base.load.unit_scheduled, other.load.unit_scheduled)


def _pairs(base: Pool, other: Pool, grouping: str) -> list[tuple[Key, Pool, Pool]]:
    """Return the lines that stand on either side, the one without cases where it has none."""
    sides = [{tuple(key.items()): (key, part) for key, part in grouped(side, grouping)} for side in (base, other)]
    nothing = [side.pick(np.empty(0, dtype=np.int64)) for side in (base, other)]
    out = []
    for name in [*sides[0], *(name for name in sides[1] if name not in sides[0])]:
        found = [side.get(name, (dict(name), none)) for side, none in zip(sides, nothing, strict=True)]
        out.append((found[0][0], found[0][1], found[1][1]))
    return out


def _totals(base: Sequence[Replication], other: Sequence[Replication]) -> Table:
    found = []
    for place, name in enumerate(TOTALS):
        sides = [np.array([one.totals[:, place].sum() for one in side]) for side in (base, other)]
        found.append(_of_means({"total": name}, sides, 0))
    return Table("totals", "all", "count", found)


def _money(base: Sequence[Replication], other: Sequence[Replication]) -> list[Table]:
    """Return what a week costs, and the hours scheduled, by role too, and worked over; all units together."""
    sides = base, other
    scheduled, over = (
        [stack(side, "load", name).sum(axis=1) / HOUR / side[0].setting.weeks for side in sides]
        for name in ("unit_scheduled", "unit_overrun")
    )
    paid = [
        (on_duty + more) @ np.array(side[0].setting.hourly)
        for side, on_duty, more in zip(sides, scheduled, over, strict=True)
    ]
    hours = [
        _of_means({"hours": name}, [side.sum(axis=1) for side in both], 0)
        for name, both in (("scheduled", scheduled), ("overrun", over))
    ]
    by_role = [
        _of_means({"role": role.name}, [side[:, role] for side in scheduled], 0)
        for role in Role
        if any(side[:, role].any() for side in scheduled)
    ]
    return [
        Table("money", "all", "SEK", [_of_means({"cost": "staff_cost"}, paid, -1)]),
        Table("hours", "all", "hours", hours),
        Table("scheduled_hours", "role", "hours", by_role),
    ]


def _of_means(key: Key, sides: Sequence[Floats], good: int) -> Found:
    before, after = sides
    ones = np.ones(len(before))
    known: tuple[Estimate, Estimate] = mean(before), mean(after)
    return Found(key, known[0].value, known[1].value, len(before), difference((before, ones), (after, ones)), good)
