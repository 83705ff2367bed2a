"""Two scenarios on the same patients: what differs, how surely, and who gains and who pays.

Replication r of the one is paired with replication r of the other: the same patients with the same minutes met both, so
what they have in common cancels out. A family is one table of differences; within it the p-values are adjusted step by
step (Holm), and a verdict is given exactly where the interval at the level of its step leaves out zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.measures.estimate import (
    FEWEST,
    Estimate,
    Floats,
    difference,
    difference_of_shares,
    mean,
    ratio,
    share,
)
from sim.measures.lines import grouped
from sim.measures.list_figures import growth_remark, list_figures
from sim.measures.people import stack
from sim.measures.pool import Key, Pool, pool
from sim.measures.replication import TOTALS, Replication
from sim.measures.summary import NO_CASES, ONE_REPLICATION
from sim.measures.verdicts import Change, Found, judge
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
class Family:
    """A table of differences that are judged together.

    Attributes
    ----------
    measure
        What is compared: see `MEASURES`, or ``totals``, ``money``.
    grouping
        See `lines.GROUPINGS`.
    unit
        ``share`` (0 to 1), ``seconds``, ``count``, ``SEK`` or ``hours``.
    changes
        The lines.
    """

    measure: str
    grouping: str
    unit: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two scenarios.

    Attributes
    ----------
    base_question, other_question
        Of the scenarios.
    replications
        Pairs of replications.
    remarks
        What has to be said beside the figures.
    families
        The tables of differences.
    """

    base_question: str
    other_question: str
    replications: int
    remarks: list[str]
    families: list[Family]

    def family(self, measure: str, grouping: str) -> Family:
        """Return one table.

        Raises
        ------
        KeyError
            There is none of that name.
        """
        for one in self.families:
            if (one.measure, one.grouping) == (measure, grouping):
                return one
        raise KeyError(f"{measure} by {grouping}")

    def as_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and text; None for what has no value."""
        return asdict(self)


def _flag(name: str, good: int) -> Callable[[Key, Pool, Pool], Found]:
    def compare_shares(key: Key, base: Pool, other: Pool) -> Found:
        sides = base.flags(name), other.flags(name)
        before, after = (share(*side) for side in sides)
        cases = int(min(before.denominator, after.denominator))
        return Found(
            key, before.value, after.value, cases, difference_of_shares(*sides), good, is_share=True, few=cases < FEWEST
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


def compare(base: Sequence[Replication], other: Sequence[Replication]) -> Comparison:
    """Compare two scenarios, replication by replication.

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
    families = []
    for grouping in COMPARED:
        pairs = _pairs(*pools, grouping)
        families += [
            Family(measure, grouping, unit, judge([how(*pair) for pair in pairs]))
            for measure, (unit, how) in MEASURES.items()
        ]
    remarks = [ONE_REPLICATION] if len(numbers) == 1 else []
    for name, side, cases in zip(("before", "after"), sides, pools, strict=True):
        remarks += [] if len(cases) else [f"{name}: {NO_CASES}"]
        remarks += [f"{name}: {growth_remark(one)}" for one in list_figures(side) if one.grows]
    return Comparison(
        sides[0][0].setting.question,
        sides[1][0].setting.question,
        len(numbers),
        remarks,
        [*families, _totals(*sides), *_money(*sides)],
    )


def _pairs(base: Pool, other: Pool, grouping: str) -> list[tuple[Key, Pool, Pool]]:
    """Return the lines that stand on either side, the one without cases where it has none."""
    sides = [{tuple(key.items()): (key, part) for key, part in grouped(side, grouping)} for side in (base, other)]
    nothing = [side.pick(np.empty(0, dtype=np.int64)) for side in (base, other)]
    out = []
    for name in [*sides[0], *(name for name in sides[1] if name not in sides[0])]:
        found = [side.get(name, (dict(name), none)) for side, none in zip(sides, nothing, strict=True)]
        out.append((found[0][0], found[0][1], found[1][1]))
    return out


def _totals(base: Sequence[Replication], other: Sequence[Replication]) -> Family:
    found = []
    for place, name in enumerate(TOTALS):
        before, after = (np.array([one.totals[:, place].sum() for one in side]) for side in (base, other))
        found.append(_of_means({"total": name}, before, after, 0))
    return Family("totals", "all", "count", judge(found))


def _money(base: Sequence[Replication], other: Sequence[Replication]) -> list[Family]:
    """Return what a week costs, and the hours scheduled and worked over; all units together."""
    costs, hours = [], []
    sides = base, other
    paid = [
        (stack(side, "load", "unit_scheduled") + stack(side, "load", "unit_overrun")).sum(axis=1)
        / HOUR / side[0].setting.weeks @ np.array(side[0].setting.hourly)
        for side in sides
    ]  # fmt: skip
    costs.append(_of_means({"cost": "staff_cost"}, paid[0], paid[1], -1))
    for name in ("unit_scheduled", "unit_overrun"):
        before, after = (stack(side, "load", name).sum(axis=(1, 2)) / HOUR / side[0].setting.weeks for side in sides)
        hours.append(_of_means({"hours": name.removeprefix("unit_")}, before, after, 0))
    return [Family("money", "all", "SEK", judge(costs)), Family("hours", "all", "hours", judge(hours))]


def _of_means(key: Key, before: Floats, after: Floats, good: int) -> Found:
    ones = np.ones(len(before))
    known: tuple[Estimate, Estimate] = mean(before), mean(after)
    return Found(key, known[0].value, known[1].value, len(before), difference((before, ones), (after, ones)), good)
