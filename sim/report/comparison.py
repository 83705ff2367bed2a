"""A comparison, in words that carry their uncertainty: what changes, who gains, who pays, what is not shown."""

import datetime as dt
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from sim.experiment import Run
from sim.measures import Change, Comparison, Summary
from sim.measures.moments import WEEKDAYS, weekday_grouping
from sim.report.changes import held_back, margin_name, points_cell, shares_cell, shown, wait_change_cell, waits_cell
from sim.report.closed_days import closed_day_head, closed_day_sentences
from sim.report.console import bullet, table
from sim.report.figures import priority_name
from sim.report.forms import dates, decimal, percent, plural
from sim.report.precision import precision_sentence
from sim.report.sentences import (
    WAITS,
    WITHIN,
    headline,
    pairing_line,
    paying_moments,
    priority_of,
    sentences,
    verdicts_line,
    weekdays_apart,
)

GROUPS_SHOWN = 6
FEW_UNITS = 8
"""Up to so many units stand in the table; of more, those that change most."""
LEGEND = (
    "In brackets: 95 % interval, adjusted for the number of priorities or groups, of all scenarios shown together. A "
    "change without a figure before its brackets is not shown: the run cannot tell it from none. After ≈ there is no "
    "practical difference: the whole interval lies within ±{share} or ±{wait}. Waits: mean until first contact, "
    "counted in staffed hours (when the channel is staffed) only, in minutes where nothing else stands. Figures are "
    "rounded."
)
HELD_BACK = (
    " * Its interval alone would say more, but on one side more waits have no end (left at the end, or diverted at a "
    "closing)."
)


def comparison_report(
    runs: Sequence[Run], summaries: Sequence[Summary], comparisons: Sequence[Comparison], assumed: str
) -> RenderableType:
    """Return the report on a comparison.

    Parameters
    ----------
    runs, summaries
        The base and the others.
    comparisons
        Each other against the base.
    assumed
        What is assumed and not known, in words.
    """
    base = runs[0]
    parts: list[RenderableType] = []
    for run, summary, comparison in zip(runs[1:], summaries[1:], comparisons, strict=True):
        parts += [Rule(style="dim"), Text()] * bool(parts)
        parts += [*_head(base, run, summaries[0], summary, comparison), Text()]
        parts += [Text(f"! {remark}", style="bold yellow") for remark in comparison.remarks]
        on_closed_days = closed_day_sentences(base, run, comparison)
        answer = headline(comparison)
        said_first = [*on_closed_days, f"All days together: {answer[0].lower()}{answer[1:]}"]
        parts += [Text(said, style="bold") for said in (said_first if on_closed_days else [answer])] + [Text()]
        parts += [bullet(said) for said in [verdicts_line(comparison), *sentences(run, comparison)]] + [Text()]
        if on_closed_days:
            parts += [*_closed_days(closed_day_head(base, run), comparison), Text()]
        parts += [_priorities(comparison, "priority", "all days"), Text()]
        for weekday in weekdays_apart(comparison):
            parts += [_priorities(comparison, weekday_grouping(weekday), f"{WEEKDAYS[weekday]}s"), Text()]
        parts += [*_units(comparison), *_who(comparison, summary), *_moments(comparison, summary)]
        parts += [Text(line, style="dim") for line in [pairing_line(comparison)] if line]
    share, wait = (margin_name(comparisons[0].family(measure, "priority")) for measure in (WITHIN, WAITS))
    stars = HELD_BACK * any(_any_held_back(one) for one in comparisons)
    parts.append(Text(LEGEND.format(share=share, wait=wait) + stars, style="dim"))
    parts.append(Text(f"Assumed, not known: {assumed}.", style="dim"))
    return Group(*parts)


def _head(base: Run, run: Run, before: Summary, after: Summary, comparison: Comparison) -> list[RenderableType]:
    first, last = (dt.date.fromisoformat(day) for day in (after.measured_from, after.measured_until))
    about = (
        f"{run.job.name} against {base.job.name}, {dates(first, last)}, "
        f"{plural(comparison.replications, 'replication')}, seed {run.job.seed}, "
        f"the same patients{_more(before, after)}"
    )
    said = [Text(precision_sentence(after.precision))] if after.precision else []
    return [Text(comparison.other_question, style="bold"), Text(about), *said]


def _more(before: Summary, after: Summary) -> str:
    """Say how many more or fewer patients there are, where a scenario changes the demand."""
    cases = [sum(one.cases for one in summary.tables["all"]) for summary in (before, after)]
    if not all(cases) or abs(cases[1] / cases[0] - 1) < 0.01:
        return ""
    more = cases[1] / cases[0] - 1
    return f" and {percent(more)} more" if more > 0 else f" without {percent(-more)} of them"


def _both(head: str, comparison: Comparison, grouping: str, named: Sequence[tuple[str, Change]]) -> RenderableType:
    """Return a table of shares within target and mean waits, before and after."""
    columns = ("within\ntarget, %", "change,\npoints", "mean wait,\nminutes", "change,\nminutes")
    made = table(head, *columns, right=columns)
    shares = {tuple(one.key.items()): one for one in comparison.family(WITHIN, grouping).changes}
    margin = comparison.family(WAITS, grouping).margin
    for name, wait in named:
        share = shares[tuple(wait.key.items())]
        made.add_row(name, shares_cell(share), points_cell(share), waits_cell(wait), wait_change_cell(wait, margin))
    return made


def _priorities(comparison: Comparison, grouping: str, head: str) -> RenderableType:
    """Return a table with a line for each priority."""
    changes = comparison.family(WAITS, grouping).changes
    return _both(head, comparison, grouping, [(priority_name(priority_of(one)), one) for one in changes])


def _units(comparison: Comparison) -> list[RenderableType]:
    """Return a table with a line for each unit where care is sought, of many those that change."""
    family = comparison.family(WAITS, "unit")
    if len(family.changes) < 2:
        return []
    changes = family.changes if len(family.changes) <= FEW_UNITS else _most(shown(family.changes))[:FEW_UNITS]
    return [_both("by unit", comparison, "unit", [(str(one.key["unit"]), one) for one in changes]), Text()]


def _closed_days(head: str, comparison: Comparison) -> list[RenderableType]:
    """Return a table of the days of a closure: each unit, then its priorities where they change."""
    named = []
    priorities = comparison.family(WAITS, "closed_day_unit_priority")
    for unit in comparison.family(WAITS, "closed_day_unit").changes:
        named.append((str(unit.key["unit"]), "closed_day_unit", unit))
        of_unit = [one for one in priorities.changes if one.key["unit"] == unit.key["unit"]]
        if any(one in shown(priorities.changes) for one in of_unit):
            names = [f"  {priority_name(priority_of(one))}" for one in of_unit]
            named += [(name, "closed_day_unit_priority", one) for name, one in zip(names, of_unit, strict=True)]
    columns = ("within\ntarget, %", "change,\npoints", "mean wait,\nminutes", "change,\nminutes")
    made = table(head, *columns, right=columns)
    for name, grouping, wait in named:
        share = next(one for one in comparison.family(WITHIN, grouping).changes if one.key == wait.key)
        cells = waits_cell(wait), wait_change_cell(wait, priorities.margin)
        made.add_row(name, shares_cell(share), points_cell(share), *cells)
    return [made]


def _who(comparison: Comparison, summary: Summary) -> list[RenderableType]:
    """Return the groups that gain or pay most: unit and priority, by minutes of waiting a week."""
    changes = _most(shown(comparison.family(WAITS, "unit_priority").changes))
    if not changes or len(summary.tables["unit"]) < 2:
        return []
    names = [f"{one.key['unit']}, priority {one.key['priority']}" for one in changes]
    rest = len(changes) - GROUPS_SHOWN
    more = [Text(f"and {rest} more in summary.json", style="dim")] if rest > 0 else []
    chosen = list(zip(names, changes, strict=True))[:GROUPS_SHOWN]
    return [_gains("who gains, who pays", comparison, summary, chosen), *more, Text()]


def _moments(comparison: Comparison, summary: Summary) -> list[RenderableType]:
    """Return who gains and who pays by when they come, where some gain and others pay."""
    if not paying_moments(comparison):
        return []
    named = [(str(one.key["moment"]), one) for one in shown(comparison.family(WAITS, "moment").changes)]
    return [_gains("by when they come", comparison, summary, named), Text()]


def _gains(head: str, comparison: Comparison, summary: Summary, named: Sequence[tuple[str, Change]]) -> RenderableType:
    columns = ("cases\na week", "mean wait,\nminutes", "change,\nminutes")
    made = table(head, *columns, right=columns)
    weeks = comparison.replications * summary.weeks
    for name, one in named:
        made.add_row(name, decimal(one.cases / weeks), waits_cell(one), wait_change_cell(one))
    return made


def _most(changes: Sequence[Change]) -> list[Change]:
    """Return changes by the minutes of waiting that they are all together, the most first."""
    return sorted(changes, key=lambda one: -abs(one.value or 0.0) * one.cases)


def _any_held_back(comparison: Comparison) -> bool:
    families = [one for one in comparison.families if one.measure == WAITS]
    return any(held_back(one, family.margin) for family in families for one in family.changes)
