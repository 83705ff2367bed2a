"""Tables of differences between two scenarios on the same patients, before they are judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.words import Role
from sim.measures.differences import difference, difference_of_shares
from sim.measures.estimate import FEWEST, Estimate, Floats, mean, ratio, share
from sim.measures.groupings import Key
from sim.measures.list_figures import growth_remark, list_figures
from sim.measures.replication import TOTALS
from sim.measures.several import Groups, Several
from sim.measures.summary import NO_CASES, ONE_REPLICATION
from sim.measures.tally import SUMS
from sim.measures.verdicts import Found
from sim.measures.waits import Ordered, Sample, Waits, quantile_difference, quantile_value
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


@dataclass(frozen=True, slots=True)
class Table:
    """A table of differences: see `comparison.Family`.

    Attributes
    ----------
    measure, grouping, unit
        Name of the measure; of the table; what it is counted in: ``share``, ``seconds``, ``count`` or
        ``money``.
    found
        Its differences.
    """

    measure: str
    grouping: str
    unit: str
    found: list[Found]


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What differs between a scenario and the base: see `comparison.Comparison`.

    Attributes
    ----------
    base_question, other_question
        Of the base; of the other.
    replications
        Of each.
    remarks
        What has to be said beside the figures.
    tables
        The differences.
    identical
        Every case went the same way, and the same hours are paid.
    weekdays
        Those on which the rosters differ, 0 for Monday.
    endless
        A list grows without bound on one side.
    away
        Units are closed at different times on the two sides: their people are away, and paid all the same.
    """

    base_question: str
    other_question: str
    replications: int
    remarks: list[str]
    tables: list[Table]
    identical: bool
    weekdays: tuple[int, ...] = ()
    endless: bool = False
    away: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """How a figure of a group of cases is compared.

    Attributes
    ----------
    unit
        ``share`` or ``seconds``.
    good
        Sign of a change for the better, 0 if neither is.
    parts
        Of `SUMS`: what is counted or added up, and among how many.
    quantile
        Of the waits; None for shares and means.
    """

    unit: str
    good: int
    parts: tuple[str, str]
    quantile: float | None = None


MEASURES = {
    "within_target": Measured("share", 1, ("within_target_true", "within_target_decided")),
    "begun_same_day": Measured("share", 1, ("begun_same_day_true", "begun_same_day_decided")),
    "became_async": Measured("share", 0, ("async", "cases")),
    "mean_wait_elapsed": Measured("seconds", -1, ("wait_elapsed_s", "cases")),
    "mean_wait_working": Measured("seconds", -1, ("wait_working_s", "cases")),
    "median_wait_elapsed": Measured("seconds", -1, ("wait_elapsed_s", "cases"), 0.5),
    "p90_wait_elapsed": Measured("seconds", -1, ("wait_elapsed_s", "cases"), 0.9),
}
"""What is compared by group."""

Sums = Mapping[str, Floats]
"""By name of `SUMS` what a group adds up to in each replication, (R,)."""
Pair = tuple[Sums, Sums]


def found(key: Key, sides: Pair, how: Measured) -> Found:
    """Return a difference of two shares or two mean waits from what the groups add up to."""
    base, other = ((side[how.parts[0]], side[how.parts[1]]) for side in sides)
    if how.unit == "share":
        before, after = share(*base), share(*other)
        cases = int(min(before.denominator, after.denominator))
        change = difference_of_shares(base, other)
        first, second = ((int(one.numerator), int(one.denominator)) for one in (before, after))
        return Found(
            key,
            before.value,
            after.value,
            cases,
            change,
            how.good,
            is_share=True,
            counts=(first, second),
            few=cases < FEWEST,
        )
    before, after = ratio(*base), ratio(*other)
    cases = int(min(before.denominator, after.denominator))
    change = difference(base, other)
    return Found(key, before.value, after.value, cases, change, how.good, _unfinished(sides), few=cases < FEWEST)


def _found_quantile(key: Key, sides: Pair, before: Sample, after: Sample, how: Measured) -> Found:
    part = how.quantile or 0.5
    cases = min(len(before), len(after))
    values = quantile_value(before, part), quantile_value(after, part)
    change = quantile_difference(before, after, part)
    return Found(key, *values, cases, change, how.good, _unfinished(sides), few=cases < FEWEST)


def _unfinished(sides: Pair) -> tuple[int, int]:
    before, after = (int(side["unfinished"].sum()) for side in sides)
    return before, after


def measured(base: Several, other: Several) -> Unjudged:
    """Measure what differs between two scenarios, replication by replication.

    Parameters
    ----------
    base, other
        Of runs with the same seed, and the same replications of both.

    Raises
    ------
    ValueError
        They are not the same.
    """
    if base.numbers != other.numbers:
        raise ValueError("nothing to compare: the replications of the one are not those of the other")
    sides = base, other
    orders = tuple(side.ordered("wait_elapsed_s") for side in sides)
    tables = [table for grouping in COMPARED for table in _tables(sides, orders, grouping)]
    remarks = [ONE_REPLICATION] if len(base) == 1 else []
    growing = []
    for name, side in zip(("before", "after"), sides, strict=True):
        remarks += [] if side.counted else [f"{name}: {NO_CASES}"]
        growing += [f"{name}: {growth_remark(one)}" for one in list_figures(side) if one.grows]
    return Unjudged(
        base.setting.question,
        other.setting.question,
        len(base),
        [*remarks, *growing],
        [*tables, _totals(*sides), *_money(*sides)],
        _alike(*sides),
        endless=bool(growing),
    )


def _alike(base: Several, other: Several) -> bool:
    """Tell whether every case went the same way, and the same hours are paid."""
    cases = all(np.array_equal(values, other.cases[name]) for name, values in base.cases.items())
    return cases and all(
        np.array_equal(base.arrays[name], other.arrays[name]) for name in ("tally.sums", "load.unit_scheduled")
    )


def _tables(sides: tuple[Several, Several], orders: Sequence[Ordered], grouping: str) -> list[Table]:
    """Return the differences of one table: the groups that have cases on either side."""
    base, other = (side.groups(grouping) for side in sides)
    waits = [one.waits(order) for one, order in zip((base, other), orders, strict=True)]
    where = [{tuple(key.items()): place for place, key in enumerate(one.keys)} for one in (base, other)]
    lines = []
    for name in dict.fromkeys([*where[0], *where[1]]):
        before, after = (one.get(name) for one in where)
        sums = _sums(base, before), _sums(other, after)
        lines.append((dict(name), sums, _sample(waits[0], before), _sample(waits[1], after)))
    return [
        Table(
            measure,
            grouping,
            how.unit,
            [
                found(key, sums, how) if how.quantile is None else _found_quantile(key, sums, before, after, how)
                for key, sums, before, after in lines
            ],
        )
        for measure, how in MEASURES.items()
    ]


def _sums(groups: Groups, place: int | None) -> Sums:
    """Return what a group adds up to; nothing where it has no cases."""
    none = np.zeros(len(groups.several))
    return {name: none if place is None else groups.of(name)[place] for name in SUMS}


def _sample(waits: Waits, place: int | None) -> Sample:
    none = np.empty(0, dtype=np.int64)
    return Sample(none, none.astype(np.bool_), none, waits.replications) if place is None else waits.sample(place)


def _totals(base: Several, other: Several) -> Table:
    sides = [side.stack("totals").sum(axis=1) for side in (base, other)]
    lines = [_of_means({"total": name}, [side[:, place] for side in sides], 0) for place, name in enumerate(TOTALS)]
    return Table("totals", "all", "count", lines)


def _money(base: Several, other: Several) -> list[Table]:
    """Return what a week costs, and the hours scheduled, by role too, and worked over; all units together."""
    sides = base, other
    scheduled, over = (
        [side.stack(f"load.{name}").sum(axis=1) / HOUR / side.setting.weeks for side in sides]
        for name in ("unit_scheduled", "unit_overrun")
    )
    paid = [
        (on_duty + more) @ np.array(side.setting.hourly)
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
