"""A comparison in sentences: what changes, by how much, how surely, who pays, and what is not shown."""

import math
from collections.abc import Callable, Sequence

from sim.experiment import Run
from sim.measures import Change, Comparison, Family
from sim.measures.moments import OUT_OF_HOURS
from sim.report.changes import SHOWN, length, mattering, points, shown
from sim.report.figures import target_name
from sim.report.forms import count, joined, plural

POINTS_SEEN = 2
"""Difference in percentage points that a comparison ought to show."""
WAITS, WITHIN = "mean_wait_working", "within_target"


def headline(comparison: Comparison) -> str:
    """Return the answer in a sentence: who waits less, who waits longer, and what that does to the targets."""
    if comparison.replications == 1:
        return "One replication shows nothing: it may be luck. Compare with more (-n 30)."
    waits, within = comparison.family(WAITS, "priority"), comparison.family(WITHIN, "priority")
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
        return _nothing(comparison)
    parts += _payers(comparison)
    if not mattering(within):
        small = "over all days no share within target is shown to change by a point"
        parts.append(small if shown(within.changes) else "nobody is shown to meet or miss a target because of it")
    return sentence("; ".join(parts))


def sentences(run: Run, comparison: Comparison) -> list[str]:
    """Return what changes and by how much, the most important first, and what is not shown."""
    if comparison.replications == 1:
        return _money(comparison)
    targets = {
        priority: target_name((target.within, target.clock) if target else None)
        for priority, target in run.job.scenario.targets.priorities.items()
    }
    within = comparison.family(WITHIN, "priority")
    same_day = comparison.family("begun_same_day", "priority")
    said = [*_shares(within, lambda priority: f"within {targets[priority]}"), *_waits(comparison, "priority", "")]
    if mondays_differ(comparison):
        on_mondays = comparison.family(WITHIN, "monday_priority")
        said += _waits(comparison, "monday_priority", " on Mondays")
        said += _shares(on_mondays, lambda priority: f"within {targets[priority]} on Mondays")
    said += [f"Who comes {when(one)} waits longer: by {length(one)}." for one in paying_moments(comparison)]
    said += _same_day(same_day)
    return [*said, *_small(within, same_day), *_not_shown(within, comparison.replications), *_money(comparison)]


def priority_of(one: Change) -> int:
    """Return the priority that a change is about."""
    return int(one.key["priority"])


def named(changes: Sequence[Change]) -> str:
    """Return ``priorities 1, 2 and 4``."""
    numbers = [str(priority_of(one)) for one in changes]
    return f"priority {numbers[0]}" if len(numbers) == 1 else f"priorities {joined(numbers)}"


def sentence(said: str) -> str:
    """Return words with a capital and a full stop."""
    return f"{said[0].upper()}{said[1:]}."


def mondays_differ(comparison: Comparison) -> bool:
    """Tell whether Mondays change so much more than all days that they are worth lines of their own."""
    week = {priority_of(one): abs(one.value or 0.0) for one in comparison.family(WAITS, "priority").changes}
    mondays = mattering(comparison.family(WAITS, "monday_priority"))
    return any(abs(one.value or 0.0) > 2 * week.get(priority_of(one), 0.0) for one in mondays)


def paying_moments(comparison: Comparison) -> list[Change]:
    """Return the mornings and afternoons that wait longer where others wait less."""
    changes = mattering(comparison.family(WAITS, "moment"))
    return [one for one in changes if one.verdict == "worse"] if any(one.verdict == "better" for one in changes) else []


def when(one: Change) -> str:
    """Return when the patients come that a change is about: ``on Monday afternoons``."""
    moment = str(one.key["moment"])
    return "in the evening, at night or on a weekend" if moment == OUT_OF_HOURS else f"on {moment}s"


def _payers(comparison: Comparison) -> list[str]:
    """Say in the answer who pays where others gain, or that nobody is shown to."""

    def longer(grouping: str) -> list[Change]:
        return [one for one in mattering(comparison.family(WAITS, grouping)) if one.verdict == "worse"]

    if longer("priority"):
        return []
    moments, units = longer("moment"), [str(one.key["unit"]) for one in longer("unit")]
    groups = [f"{one.key['unit']} with priority {one.key['priority']}" for one in longer("unit_priority")]
    said = [f"who comes {joined([when(one) for one in moments])} waits longer"] if moments else []
    if units or groups:
        said.append(f"patients of {joined(units or groups)} wait longer")
    return said or ["nobody is shown to wait longer by a minute"]


def _nothing(comparison: Comparison) -> str:
    """Say that nothing important changes only where an important change would have been seen."""
    within = comparison.family(WITHIN, "priority")
    groups = [str(one.key["unit"]) for one in mattering(comparison.family(WAITS, "unit"))]
    if groups:
        return f"No priority is shown to change as a whole, but the waits at {joined(groups)} do."
    known = [one for one in within.changes if one.value is not None and one.verdict != "too few"]
    if known and all(_needed(one, 1) <= 1 for one in known):
        return (
            "Nothing important changes: no mean wait is shown to differ by a minute, and no share by "
            f"{POINTS_SEEN} points or more."
        )
    return "No change that matters is shown; with more replications one might be."


def _shares(family: Family, what: Callable[[int], str]) -> list[str]:
    """Return a sentence for each share that changes by enough."""
    members = len([one for one in family.changes if one.value is not None])
    adjusted = f"adjusted for {plural(members, 'priority', 'priorities')}"
    said = []
    for one in mattering(family):
        number, _, interval = points(one).partition(" (")
        way = "more" if (one.value or 0.0) > 0 else "less"
        about = f"{number} {way} {what(priority_of(one))}"
        said.append(f"Priority {priority_of(one)}: {about} (95 % interval {interval[:-1]}, {adjusted}).")
    return said


def _waits(comparison: Comparison, grouping: str, when: str) -> list[str]:
    """Return a sentence for those who wait shorter and one for those who wait longer."""
    said = []
    for verdict, way in (("better", "shorter"), ("worse", "longer")):
        changes = [one for one in mattering(comparison.family(WAITS, grouping)) if one.verdict == verdict]
        each = [f"priority {priority_of(one)} by {length(one)}" for one in changes]
        if each:
            said.append(f"Waits are {way}{when}: {', '.join(each)}.")
    return said


def _same_day(family: Family) -> list[str]:
    """Return a sentence for the shares begun the same day that rise and one for those that fall."""
    said = []
    for verdict, way in (("better", "More"), ("worse", "Fewer")):
        each = [f"priority {priority_of(one)} by {points(one)}" for one in mattering(family) if one.verdict == verdict]
        if each:
            said.append(f"{way} are begun the same day: {', '.join(each)}.")
    return said


def _small(within: Family, same_day: Family) -> list[str]:
    """Return, in one sentence, the shares that change by too little to matter, and which way."""
    said = []
    for family, what in ((within, "within target"), (same_day, "begun the same day")):
        for verdict, way in (("better", "up"), ("worse", "down")):
            changes = [one for one in shown(family.changes) if one not in mattering(family) and one.verdict == verdict]
            if changes:
                said.append(f"{what}, {named(changes)} {way}")
    return [f"Shown, but by less than a point: {'; '.join(said)}."] if said else []


def _not_shown(family: Family, replications: int) -> list[str]:
    """Return what the replications do not show of the shares within target, and what would."""
    silent = [one for one in family.changes if one.verdict == "not shown" and one.value is not None]
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
    """Return what it costs a week; whoever a closure puts off duty is no cost here, though perhaps paid."""
    (cost,) = comparison.family("money", "all").changes
    if cost.base is None or cost.other is None or cost.value is None or abs(cost.value) < max(1.0, 0.001 * cost.base):
        return ["Staff cost: the same."]
    if cost.verdict not in (*SHOWN, "one replication"):
        return ["Staff cost: no change shown."]
    low, high = sorted(abs(end) for end in (cost.family_low or 0.0, cost.family_high or 0.0))
    interval = f" (95 % interval {count(low)}–{count(high)})" if round(low) < round(high) else ""
    more = "more" if cost.value > 0 else "less"
    about = f"{count(abs(cost.value))} SEK a week {more}{interval}"
    closure = any(family.grouping == "closed_day_unit" for family in comparison.families)
    off_duty = " People of a closed unit count as off duty: their pay is not in it." * closure
    return [f"Staff cost: {about}, {count(cost.base)} → {count(cost.other)}.{off_duty}"]
