"""A comparison, in words that carry their uncertainty: what changes, who gains, who pays, what is not shown."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment import Run
from sim.measures import Change, Comparison, Family, Summary
from sim.report.console import table
from sim.report.figures import priority_name, target_name
from sim.report.forms import count, dates, decimal, joined, plural, signed
from sim.units import HOUR, MINUTE

SHOWN = ("better", "worse")
GROUPS_SHOWN = 6
POINTS_SEEN = 2
"""Difference in percentage points that a comparison ought to show."""


def comparison_report(
    runs: Sequence[Run], summaries: Sequence[Summary], comparisons: Sequence[Comparison]
) -> RenderableType:
    """Return the report on a comparison.

    Parameters
    ----------
    runs, summaries
        The base and the others.
    comparisons
        Each other against the base.
    """
    base = runs[0]
    parts: list[RenderableType] = []
    for run, summary, comparison in zip(runs[1:], summaries[1:], comparisons, strict=True):
        parts += [*_head(base, run, summary, comparison), Text()]
        parts += [Text(f"! {remark}", style="bold yellow") for remark in comparison.remarks]
        parts += [Text(headline(comparison), style="bold"), Text()]
        parts += [bullet(said) for said in sentences(run, comparison)]
        parts += [Text(), _priorities(comparison, "priority", "all days"), Text()]
        if any(_shown(comparison.family("mean_wait_working", "monday_priority").changes)):
            parts += [_priorities(comparison, "monday_priority", "Mondays"), Text()]
        parts += _who(comparison, summary)
    parts.append(
        Text(
            "In brackets: 95 % interval, adjusted for the number of priorities or groups. A change without a figure "
            "before its brackets is not shown. Waits: mean, of staffed hours only.",
            style="dim",
        )
    )
    return Group(*parts)


def headline(comparison: Comparison) -> str:
    """Return the answer in a sentence: who waits less, who waits longer, and what that does to the targets."""
    waits = comparison.family("mean_wait_working", "priority").changes
    within = comparison.family("within_target", "priority").changes
    parts = []
    for verdict, word in (("better", "less"), ("worse", "longer")):
        changes = [one for one in waits if one.verdict == verdict]
        if changes:
            parts.append(f"{_named(changes)} wait{'s' * (len(changes) == 1)} {word}")
    for verdict, word in (("better", "more"), ("worse", "less")):
        changes = [one for one in within if one.verdict == verdict]
        if changes:
            parts.append(f"{_named(changes)} meet{'s' * (len(changes) == 1)} the target {word} often")
    if comparison.replications == 1:
        return "One replication shows nothing: it may be luck. Compare with more (-n 30)."
    if not parts:
        known = [one for one in within if one.value is not None and one.verdict != "too few"]
        if known and all(_needed(one, 1) <= 1 for one in known):
            return (
                f"Nothing important changes: no wait is shown to differ, and no share by {POINTS_SEEN} points or more."
            )
        return "No change is shown; with more replications one might be."
    if not _shown(within):
        parts.append("nobody is shown to meet or miss a target because of it")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def sentences(run: Run, comparison: Comparison) -> list[str]:
    """Return what changes and by how much, the most important first, and what is not shown."""
    targets = {
        priority: target_name((target.within, target.clock) if target else None)
        for priority, target in run.job.scenario.targets.priorities.items()
    }
    within = comparison.family("within_target", "priority")
    if comparison.replications == 1:
        return _money(comparison)
    return [
        *_within(within, targets),
        *_waits(comparison.family("mean_wait_working", "priority"), ""),
        *_waits(comparison.family("mean_wait_working", "monday_priority"), " on Mondays"),
        *_same_day(comparison),
        *_not_shown(within, comparison.replications),
        *_money(comparison),
    ]


def bullet(said: str) -> RenderableType:
    """Return a sentence with a dash before it, its further lines indented."""
    made = table("", "", wrap=("",))
    made.show_header, made.box = False, None
    made.add_row("–", said)
    return made


def _head(base: Run, run: Run, summary: Summary, comparison: Comparison) -> list[RenderableType]:
    first, last = (dt.date.fromisoformat(day) for day in (summary.measured_from, summary.measured_until))
    about = (
        f"{run.job.name} against {base.job.name}, {dates(first, last)}, "
        f"{plural(comparison.replications, 'replication')}, seed {run.job.seed}, the same patients"
    )
    return [Text(comparison.other_question, style="bold"), Text(about)]


def _shown(changes: Iterable[Change]) -> list[Change]:
    return [one for one in changes if one.verdict in SHOWN]


def _priority(one: Change) -> int:
    return int(one.key["priority"])


def _within(family: Family, targets: dict[int, str]) -> list[str]:
    """Return a sentence for each share that changes."""
    number = len([one for one in family.changes if one.value is not None])
    said = []
    for one in _shown(family.changes):
        points = f"{decimal(100 * abs(one.value or 0.0))} points {'more' if (one.value or 0.0) > 0 else 'less'}"
        adjusted = f"95 % interval {_interval(one, 100)}, adjusted for {plural(number, 'priority', 'priorities')}"
        said.append(f"Priority {_priority(one)}: {points} within {targets[_priority(one)]} ({adjusted}).")
    return said


def _waits(family: Family, when: str) -> list[str]:
    """Return a sentence for those who wait shorter and one for those who wait longer."""
    said = []
    for verdict, way in (("better", "shorter"), ("worse", "longer")):
        each = [f"priority {_priority(one)} by {_length(one)}" for one in family.changes if one.verdict == verdict]
        if each:
            said.append(f"Waits are {way}{when}: {', '.join(each)}.")
    return said


def _length(one: Change) -> str:
    """Return a change of a wait with its interval in one unit: ``62 min (42–81)``."""
    value, unit, name = abs(one.value or 0.0), MINUTE, "min"
    if value >= 2 * HOUR:
        unit, name = HOUR, "h"
    places = _places((one.family_low or 0.0) / unit, (one.family_high or 0.0) / unit)
    return f"{decimal(value / unit, places)} {name} ({_interval(one, 1 / unit)})"


def _not_shown(family: Family, replications: int) -> list[str]:
    """Return what the replications do not show of the shares within target, and what would."""
    silent = [one for one in family.changes if one.verdict == "no difference shown" and one.value is not None]
    needed = {_priority(one): _needed(one, replications) for one in silent}
    seen = [one for one in silent if needed[_priority(one)] <= replications]
    said = []
    if seen:
        would = f"a difference of {POINTS_SEEN} points would have been seen"
        said.append(f"Within target, {_named(seen)}: no change shown; {would}.")
    for one in silent:
        if one not in seen:
            more = plural(needed[_priority(one)] - replications, "more replication")
            would = f"would show a difference of {POINTS_SEEN} points"
            said.append(f"Within target, priority {_priority(one)}: not shown. About {more} {would}.")
    few = [one for one in family.changes if one.verdict == "too few" and one.value is not None]
    return said + ([f"Within target, {_named(few)}: too few cases to say."] if few else [])


def _needed(one: Change, replications: int) -> int:
    """Return about how many replications would bring half the adjusted interval down to the points to be seen."""
    half = 100 * ((one.family_high or 0.0) - (one.family_low or 0.0)) / 2
    return math.ceil(replications * (half / POINTS_SEEN) ** 2)


def _same_day(comparison: Comparison) -> list[str]:
    changes = _shown(comparison.family("begun_same_day", "priority").changes)
    return [
        f"Begun the same day, priority {_priority(one)}: {decimal(100 * abs(one.value or 0.0))} points "
        f"{'more' if (one.value or 0.0) > 0 else 'less'} ({_interval(one, 100)})."
        for one in changes
    ]


def _money(comparison: Comparison) -> list[str]:
    """Return what it costs, where anything but overrun differs."""
    (cost,) = comparison.family("money", "all").changes
    if cost.base is None or cost.other is None or cost.value is None or abs(cost.value) < max(1.0, 0.001 * cost.base):
        return ["Staff cost: the same."]
    more = "more" if cost.value > 0 else "less"
    return [f"Staff cost: {count(abs(cost.value))} SEK a week {more} ({count(cost.base)} → {count(cost.other)})."]


def _priorities(comparison: Comparison, grouping: str, head: str) -> RenderableType:
    """Return a table with a line for each priority: shares within target and mean waits, before and after."""
    columns = ("within\ntarget", "change,\npoints", "mean wait,\nstaffed hours", "change,\nminutes")
    made = table(head, *columns, right=columns)
    shares = {_priority(one): one for one in comparison.family("within_target", grouping).changes}
    for wait in comparison.family("mean_wait_working", grouping).changes:
        share = shares[_priority(wait)]
        made.add_row(
            priority_name(_priority(wait)), _shares(share), _change(share, 100), _pair(wait), _change(wait, 1 / MINUTE)
        )
    return made


def _who(comparison: Comparison, summary: Summary) -> list[RenderableType]:
    """Return the groups that gain or pay most: unit and priority, by minutes of waiting a week."""
    grouping = "unit_priority"
    changes = _shown(comparison.family("mean_wait_working", grouping).changes)
    if not changes or len(summary.tables["unit"]) < 2:
        return []
    weeks = comparison.replications * summary.weeks
    changes.sort(key=lambda one: -abs(one.value or 0.0) * one.cases)
    made = table("who gains, who pays", "cases\na week", "mean wait,\nstaffed hours", "change,\nminutes",
                 right=("cases\na week", "mean wait,\nstaffed hours", "change,\nminutes"))  # fmt: skip
    for one in changes[:GROUPS_SHOWN]:
        name = f"{one.key['unit']}, priority {one.key['priority']}"
        made.add_row(name, decimal(one.cases / weeks), _pair(one), _change(one, 1 / MINUTE))
    rest = len(changes) - GROUPS_SHOWN
    more = [Text(f"and {rest} more in summary.json", style="dim")] if rest > 0 else []
    return [made, *more, Text()]


def _shares(one: Change) -> str:
    if one.base is None or one.other is None:
        return "–"
    return f"{100 * one.base:.0f} → {100 * one.other:.0f} %"


def _pair(one: Change) -> str:
    """Return two waits in one unit: ``85 → 18 min``, ``5.8 → 5.1 h``."""
    if one.base is None or one.other is None:
        return "–"
    longest = max(one.base, one.other)
    unit, name, places = (MINUTE, "min", 0) if longest < 2 * HOUR else (HOUR, "h", 1 if longest < 20 * HOUR else 0)
    return f"{decimal(one.base / unit, places)} → {decimal(one.other / unit, places)} {name}"


def _change(one: Change, scale: float) -> str:
    """Return ``+4.1 (2.8 to 5.4)`` where it is shown, otherwise the interval alone, or why there is none."""
    if one.value is None:
        return "–"
    if one.verdict in ("too few", "one replication"):
        return one.verdict
    if one.family_low is None or one.family_high is None:
        return "–"
    if one.family_low == one.family_high == 0:
        return "the same"
    low, value, high = (figure * scale for figure in (one.family_low, one.value, one.family_high))
    places = _places(low, high)
    interval = f"({signed(low, places)} to {signed(high, places)})"
    return f"{signed(value, places)} {interval}" if one.verdict in SHOWN else interval


def _interval(one: Change, scale: float) -> str:
    """Return the interval adjusted for the family, turned so that a change that is shown has positive ends."""
    low, high = (one.family_low or 0.0) * scale, (one.family_high or 0.0) * scale
    if (one.value or 0.0) < 0:
        low, high = -high, -low
    places = _places(low, high)
    return f"{decimal(low, places)}–{decimal(high, places)}"


def _places(low: float, high: float) -> int:
    """Return the decimals that an interval deserves: none if it is wide or far out."""
    return 0 if high - low >= 5 or max(abs(low), abs(high)) >= 20 else 1


def _named(changes: Sequence[Change]) -> str:
    numbers = [str(_priority(one)) for one in changes]
    return f"priority {numbers[0]}" if len(numbers) == 1 else f"priorities {joined(numbers)}"
