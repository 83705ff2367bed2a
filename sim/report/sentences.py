"""A comparison in sentences: what changes, by how much, how surely, and what is not shown."""

import math
from collections.abc import Callable, Iterable, Sequence

from sim.experiment import Run
from sim.measures import Change, Comparison, Family
from sim.report.figures import target_name
from sim.report.forms import count, decimal, joined, plural
from sim.units import HOUR, MINUTE

SHOWN = ("better", "worse")
POINTS_SEEN = 2
"""Difference in percentage points that a comparison ought to show."""
MATTERS = {"share": 0.01, "seconds": 1.0 * MINUTE}
"""Smallest change of a share, of a mean wait, that is worth a sentence of its own: the same patients in both scenarios
show far smaller ones."""


def headline(comparison: Comparison) -> str:
    """Return the answer in a sentence: who waits less, who waits longer, and what that does to the targets."""
    if comparison.replications == 1:
        return "One replication shows nothing: it may be luck. Compare with more (-n 30)."
    waits = comparison.family("mean_wait_working", "priority")
    within = comparison.family("within_target", "priority")
    parts = []
    for family, words in (
        (waits, {"better": "wait less", "worse": "wait longer"}),
        (within, {"better": "meet the target more often", "worse": "meet the target less often"}),
    ):
        for verdict, word in words.items():
            changes = [one for one in mattering(family) if one.verdict == verdict]
            if changes:
                verb, *rest = word.split(" ")
                parts.append(" ".join([named(changes), verb + "s" * (len(changes) == 1), *rest]))
    if not parts:
        return _nothing(within)
    if not mattering(within):
        small = "no share within target is shown to change by a point"
        parts.append(small if shown(within.changes) else "nobody is shown to meet or miss a target because of it")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def sentences(run: Run, comparison: Comparison) -> list[str]:
    """Return what changes and by how much, the most important first, and what is not shown."""
    if comparison.replications == 1:
        return _money(comparison)
    targets = {
        priority: target_name((target.within, target.clock) if target else None)
        for priority, target in run.job.scenario.targets.priorities.items()
    }
    within = comparison.family("within_target", "priority")
    same_day = comparison.family("begun_same_day", "priority")
    return [
        *_shares(within, lambda priority: f"within {targets[priority]}"),
        *_waits(comparison.family("mean_wait_working", "priority"), ""),
        *_waits(comparison.family("mean_wait_working", "monday_priority"), " on Mondays"),
        *_shares(same_day, lambda _: "begun the same day"),
        *_small(within, same_day),
        *_not_shown(within, comparison.replications),
        *_money(comparison),
    ]


def shown(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that are shown to be one."""
    return [one for one in changes if one.verdict in SHOWN]


def mattering(family: Family) -> list[Change]:
    """Return the changes that are shown and large enough to matter."""
    return [one for one in shown(family.changes) if abs(one.value or 0.0) >= MATTERS[family.unit]]


def priority_of(one: Change) -> int:
    """Return the priority that a change is about."""
    return int(one.key["priority"])


def named(changes: Sequence[Change]) -> str:
    """Return ``priorities 1, 2 and 4``."""
    numbers = [str(priority_of(one)) for one in changes]
    return f"priority {numbers[0]}" if len(numbers) == 1 else f"priorities {joined(numbers)}"


def places(low: float, high: float) -> int:
    """Return the decimals that an interval deserves: none if it is wide or far out."""
    return 0 if high - low >= 5 or max(abs(low), abs(high)) >= 9.95 else 1


def _nothing(within: Family) -> str:
    """Say that nothing important changes only where an important change would have been seen."""
    known = [one for one in within.changes if one.value is not None and one.verdict != "too few"]
    if known and all(_needed(one, 1) <= 1 for one in known):
        return f"Nothing important changes: no wait is shown to differ, and no share by {POINTS_SEEN} points or more."
    return "No change that matters is shown; with more replications one might be."


def _shares(family: Family, what: Callable[[int], str]) -> list[str]:
    """Return a sentence for each share that changes by enough."""
    number = len([one for one in family.changes if one.value is not None])
    adjusted = f"adjusted for {plural(number, 'priority', 'priorities')}"
    return [
        f"Priority {priority_of(one)}: {_points(one)} {what(priority_of(one))} "
        f"(95 % interval {interval(one, 100)}, {adjusted})."
        for one in mattering(family)
    ]


def _points(one: Change) -> str:
    value = 100 * (one.value or 0.0)
    return f"{decimal(abs(value))} points {'more' if value > 0 else 'less'}"


def _waits(family: Family, when: str) -> list[str]:
    """Return a sentence for those who wait shorter and one for those who wait longer."""
    said = []
    for verdict, way in (("better", "shorter"), ("worse", "longer")):
        each = [f"priority {priority_of(one)} by {_length(one)}" for one in mattering(family) if one.verdict == verdict]
        if each:
            said.append(f"Waits are {way}{when}: {', '.join(each)}.")
    return said


def _length(one: Change) -> str:
    """Return a change of a wait with its interval in one unit: ``62 min (42–81)``."""
    value, unit, name = abs(one.value or 0.0), MINUTE, "min"
    if value >= 2 * HOUR:
        unit, name = HOUR, "h"
    digits = places((one.family_low or 0.0) / unit, (one.family_high or 0.0) / unit)
    return f"{decimal(value / unit, digits)} {name} ({interval(one, 1 / unit)})"


def interval(one: Change, scale: float) -> str:
    """Return the interval adjusted for the family, turned so that a change that is shown has positive ends."""
    low, high = (one.family_low or 0.0) * scale, (one.family_high or 0.0) * scale
    if (one.value or 0.0) < 0:
        low, high = -high, -low
    digits = places(low, high)
    return f"{decimal(low, digits)}–{decimal(high, digits)}"


def _small(within: Family, same_day: Family) -> list[str]:
    """Return, in one sentence, the shares that change by too little to matter."""
    said = []
    for family, what in ((within, "within target"), (same_day, "begun the same day")):
        changes = [one for one in shown(family.changes) if one not in mattering(family)]
        if changes:
            said.append(f"{what}, {named(changes)}")
    return [f"Shown, but by less than a point: {'; '.join(said)}."] if said else []


def _not_shown(family: Family, replications: int) -> list[str]:
    """Return what the replications do not show of the shares within target, and what would."""
    silent = [one for one in family.changes if one.verdict == "no difference shown" and one.value is not None]
    needed = {priority_of(one): _needed(one, replications) for one in silent}
    seen = [one for one in silent if needed[priority_of(one)] <= replications]
    said = []
    if seen:
        would = f"a difference of {POINTS_SEEN} points would have been seen"
        said.append(f"Within target, {named(seen)}: no change shown; {would}.")
    for one in silent:
        if one not in seen:
            more = plural(needed[priority_of(one)] - replications, "more replication")
            would = f"would show a difference of {POINTS_SEEN} points"
            said.append(f"Within target, priority {priority_of(one)}: not shown. About {more} {would}.")
    few = [one for one in family.changes if one.verdict == "too few" and one.value is not None]
    return said + ([f"Within target, {named(few)}: too few cases to say."] if few else [])


def _needed(one: Change, replications: int) -> int:
    """Return about how many replications would bring half the adjusted interval down to the points to be seen."""
    half = 100 * ((one.family_high or 0.0) - (one.family_low or 0.0)) / 2
    return math.ceil(replications * (half / POINTS_SEEN) ** 2)


def _money(comparison: Comparison) -> list[str]:
    """Return what it costs a week."""
    (cost,) = comparison.family("money", "all").changes
    if cost.base is None or cost.other is None or cost.value is None or abs(cost.value) < max(1.0, 0.001 * cost.base):
        return ["Staff cost: the same."]
    more = "more" if cost.value > 0 else "less"
    return [f"Staff cost: {count(abs(cost.value))} SEK a week {more} ({count(cost.base)} → {count(cost.other)})."]
