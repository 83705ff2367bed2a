"""A comparison, in words that carry their uncertainty: what changes, who gains, who pays, what is not shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sim.experiment import Run
from sim.measures import Change, Comparison, Summary
from sim.measures.moments import WEEKDAYS, weekday_grouping
from sim.report.changes import held_back, margin_name, points_cell, shares_cell, shown, wait_change_cell, waits_cell
from sim.report.closed_days import (
    UNIT,
    UNIT_PRIORITY,
    closed_day_head,
    closed_day_sentences,
    told_priorities,
)
from sim.report.console import bullet, table
from sim.report.figures import priority_name
from sim.report.forms import dates, decimal, plural
from sim.report.headline import headline
from sim.report.precision import precision_sentence
from sim.report.sentences import (
    WAITS,
    WITHIN,
    pairing_line,
    paying_moments,
    priority_of,
    sentences,
    verdicts_line,
    weekdays_apart,
)
from sim.report.side_by_side import side_by_side, side_by_side_lines

GROUPS_SHOWN = 6
FEW_UNITS = 8
"""Up to so many units stand in the table; of more, those that change most."""
LEGEND = (
    "In brackets: 95 % interval, adjusted for the number of priorities or groups, of all scenarios shown together. A "
    "change without a figure before its brackets is not shown: the run cannot tell it from none. After ≈ there is no "
    "practical difference: the whole interval lies within ±{share} or ±{wait}. Waits: mean until first contact, "
    "counted in staffed hours (when the channel is staffed) only, in minutes where no other unit stands. Figures are "
    "rounded."
)
HELD_BACK = (
    " * Its interval alone would say more, but on one side more waits have no end (left at the end, or diverted at a "
    "closing)."
)


@dataclass(frozen=True, slots=True)
class Block:
    """A table of shares within target and mean waits, before and after.

    Attributes
    ----------
    head
        What its lines are.
    lines
        Name, table and change of the wait of each.
    """

    head: str
    lines: list[tuple[str, str, Change]]


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
    starred = False
    for run, summary, comparison in zip(runs[1:], summaries[1:], comparisons, strict=True):
        parts += [Rule(style="dim"), Text()] * bool(parts)
        parts += [*_head(base, run, summaries[0], summary, comparison), Text()]
        parts += [Text(f"! {remark}", style="bold yellow") for remark in comparison.remarks]
        parts += [Text(said, style="bold") for said in answer_lines(base, run, comparison)] + [Text()]
        bullets = [verdicts_line(comparison), *sentences(run, comparison)]
        parts += [bullet(said) for said in bullets] + [Text()]
        for block in blocks(base, run, comparison):
            parts += [block_table(block, comparison), Text()]
            starred = starred or any(
                held_back(wait, comparison.family(WAITS, grouping).margin) for _, grouping, wait in block.lines
            )
        parts += [*_who(comparison, summary), *_moments(comparison, summary)]
        parts += [Text(line, style="dim") for line in [pairing_line(comparison)] if line]
    closures = side_by_side_lines(runs, comparisons)
    if closures:
        parts += [Rule(style="dim"), Text(), *(Text(one, style="bold") for one in closures), Text()]
        parts += side_by_side(runs, comparisons)
    share, wait = (margin_name(comparisons[0].family(measure, "priority")) for measure in (WITHIN, WAITS))
    parts.append(Text(LEGEND.format(share=share, wait=wait) + HELD_BACK * starred, style="dim"))
    parts.append(Text(f"Assumed, not known: {assumed}.", style="dim"))
    return Group(*parts)


def answer_lines(base: Run, run: Run, comparison: Comparison) -> list[str]:
    """Return the answer: in a sentence, and where a unit is closed first what that does on its own days."""
    on_closed_days = closed_day_sentences(base, run, comparison)
    answer = headline(comparison)
    return [*on_closed_days, f"All days together: {answer[0].lower()}{answer[1:]}"] if on_closed_days else [answer]


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
    more = 100 * (cases[1] / cases[0] - 1)
    return f" and {more:.0f} % more" if more > 0 else f" without {-more:.0f} % of them"


def blocks(base: Run, run: Run, comparison: Comparison) -> list[Block]:
    """Return the tables of both shares and waits: on the days of a closure, of all days, of weekdays apart, by unit."""
    out = []
    if any(one.grouping == UNIT for one in comparison.families):
        out.append(Block(closed_day_head(base, run), _closed_days(comparison)))
    out.append(Block("all days", _priorities(comparison, "priority")))
    out += [
        Block(f"{WEEKDAYS[weekday]}s", _priorities(comparison, weekday_grouping(weekday)))
        for weekday in weekdays_apart(comparison)
    ]
    units = _units(comparison)
    return [*out, Block("by unit", units)] if units else out


def block_table(block: Block, comparison: Comparison) -> Table:
    """Return a table of shares within target and mean waits, before and after, with what changed."""
    columns = ("within\ntarget, %", "change,\npoints", "mean wait,\nstaffed min", "change,\nstaffed min")
    made = table(block.head, *columns, right=columns)
    for name, grouping, wait in block.lines:
        share = next(one for one in comparison.family(WITHIN, grouping).changes if one.key == wait.key)
        margin = comparison.family(WAITS, grouping).margin
        made.add_row(name, shares_cell(share), points_cell(share), waits_cell(wait), wait_change_cell(wait, margin))
    return made


def _priorities(comparison: Comparison, grouping: str) -> list[tuple[str, str, Change]]:
    """Return a line for each priority."""
    changes = comparison.family(WAITS, grouping).changes
    return [(priority_name(priority_of(one)), grouping, one) for one in changes]


def _units(comparison: Comparison) -> list[tuple[str, str, Change]]:
    """Return a line for each unit where care is sought, of many those that change; none where there is one."""
    changes = comparison.family(WAITS, "unit").changes
    if len(changes) < 2:
        return []
    told = changes if len(changes) <= FEW_UNITS else _most(shown(changes))[:FEW_UNITS]
    return [(str(one.key["unit"]), "unit", one) for one in told]


def _closed_days(comparison: Comparison) -> list[tuple[str, str, Change]]:
    """Return a line for each unit on the days of a closure, then its priorities where they change."""
    out = []
    for unit in comparison.family(WAITS, UNIT).changes:
        out.append((str(unit.key["unit"]), UNIT, unit))
        priorities = told_priorities(comparison, unit.key["unit"])
        out += [(f"  {priority_name(priority_of(one))}", UNIT_PRIORITY, one) for one in priorities]
    return out


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
    columns = ("cases\na week", "mean wait,\nstaffed min", "change,\nstaffed min")
    made = table(head, *columns, right=columns)
    weeks = comparison.replications * summary.weeks
    for name, one in named:
        made.add_row(name, decimal(one.cases / weeks), waits_cell(one), wait_change_cell(one))
    return made


def _most(changes: Sequence[Change]) -> list[Change]:
    """Return changes by the minutes of waiting that they are all together, the most first."""
    return sorted(changes, key=lambda one: -abs(one.value or 0.0) * one.cases)
