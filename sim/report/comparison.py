"""A comparison, in words that carry their uncertainty: what changes, who gains, who pays, what is not shown."""

import datetime as dt
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment import Run
from sim.measures import Change, Comparison, Summary
from sim.report.console import table
from sim.report.figures import priority_name
from sim.report.forms import dates, decimal, plural, signed
from sim.report.sentences import SHOWN, headline, interval, mattering, places, priority_of, sentences
from sim.units import HOUR, MINUTE

GROUPS_SHOWN = 6
LEGEND = (
    "In brackets: 95 % interval, adjusted for the number of priorities or groups. A change without a figure before its "
    "brackets is not shown. Waits: mean, of staffed hours only."
)
HELD_BACK = " Where the brackets leave out 0 all the same, the side that would gain has more waits without an end."


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
        if mattering(comparison.family("mean_wait_working", "monday_priority")):
            parts += [_priorities(comparison, "monday_priority", "Mondays"), Text()]
        parts += _who(comparison, summary)
    parts.append(Text(LEGEND + HELD_BACK * any(_held_back(one) for one in comparisons), style="dim"))
    return Group(*parts)


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


def _priorities(comparison: Comparison, grouping: str, head: str) -> RenderableType:
    """Return a table with a line for each priority: shares within target and mean waits, before and after."""
    columns = ("within\ntarget, %", "change,\npoints", "mean wait,\nstaffed", "change,\nminutes")
    made = table(head, *columns, right=columns)
    shares = {priority_of(one): one for one in comparison.family("within_target", grouping).changes}
    for wait in comparison.family("mean_wait_working", grouping).changes:
        share = shares[priority_of(wait)]
        made.add_row(
            priority_name(priority_of(wait)),
            _shares(share),
            _change(share, 100),
            _pair(wait),
            _change(wait, 1 / MINUTE),
        )
    return made


def _who(comparison: Comparison, summary: Summary) -> list[RenderableType]:
    """Return the groups that gain or pay most: unit and priority, by minutes of waiting a week."""
    grouping = "unit_priority"
    changes = mattering(comparison.family("mean_wait_working", grouping))
    if not changes or len(summary.tables["unit"]) < 2:
        return []
    weeks = comparison.replications * summary.weeks
    changes.sort(key=lambda one: -abs(one.value or 0.0) * one.cases)
    made = table("who gains, who pays", "cases\na week", "mean wait,\nstaffed", "change,\nminutes",
                 right=("cases\na week", "mean wait,\nstaffed", "change,\nminutes"))  # fmt: skip
    for one in changes[:GROUPS_SHOWN]:
        name = f"{one.key['unit']}, priority {one.key['priority']}"
        made.add_row(name, decimal(one.cases / weeks), _pair(one), _change(one, 1 / MINUTE))
    rest = len(changes) - GROUPS_SHOWN
    more = [Text(f"and {rest} more in summary.json", style="dim")] if rest > 0 else []
    return [made, *more, Text()]


def _held_back(comparison: Comparison) -> bool:
    """Tell whether a wait is not said to be shorter because more of the waits there have no end."""
    return any(
        one.verdict == "no difference shown" and (one.family_low or 0.0) * (one.family_high or 0.0) > 0
        for grouping in ("priority", "monday_priority")
        for one in comparison.family("mean_wait_working", grouping).changes
    )


def _shares(one: Change) -> str:
    if one.base is None or one.other is None:
        return "–"
    return f"{100 * one.base:.0f} → {100 * one.other:.0f}"


def _pair(one: Change) -> str:
    """Return two waits in one unit: ``85 → 18 min``, ``5.8 → 5.1 h``."""
    if one.base is None or one.other is None:
        return "–"
    longest = max(one.base, one.other)
    unit, name, digits = (MINUTE, "min", 0) if longest < 2 * HOUR else (HOUR, "h", 1 if longest < 20 * HOUR else 0)
    return f"{decimal(one.base / unit, digits)} → {decimal(one.other / unit, digits)} {name}"


def _change(one: Change, scale: float) -> str:
    """Return ``−4.1 (2.8–5.4)`` where it is shown, otherwise the interval alone, or why there is none."""
    if one.value is None:
        return "–"
    if one.verdict in ("too few", "one replication"):
        return one.verdict
    if one.family_low is None or one.family_high is None:
        return "–"
    if one.family_low == one.family_high == 0:
        return "the same"
    low, high = one.family_low * scale, one.family_high * scale
    digits = places(low, high)
    if one.verdict in SHOWN:
        return f"{signed(one.value * scale, digits)} ({interval(one, scale)})"
    return f"({signed(low, digits)} to {signed(high, digits)})"
