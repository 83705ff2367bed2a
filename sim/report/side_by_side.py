"""Closures beside each other, such as a covered and an uncovered one, where the base has none."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from sim.experiment import Run
from sim.measures import Change, Comparison, Margins
from sim.measures.estimate import FEWEST
from sim.report.closed_days import (
    UNIT,
    UNIT_PRIORITY,
    between_closures,
    closed_day_head,
    has_closed_days,
    told_priorities,
)
from sim.report.console import table
from sim.report.figures import NOTHING, priority_name
from sim.report.forms import count, percent, staffed
from sim.report.sentences import WAITS, WITHIN, priority_of


def side_by_side_lines(runs: Sequence[Run], comparisons: Sequence[Comparison]) -> list[str]:
    """Return how the closures of several scenarios differ among themselves; nothing where there are no such.

    Parameters
    ----------
    runs, comparisons
        The base and the others; each other against the base.
    """
    share, wait = (comparisons[0].family(measure, "priority").margin for measure in (WITHIN, WAITS))
    return between_closures(runs, Margins(share, wait)) if comparisons[0].replications > 1 else []


def side_by_side(runs: Sequence[Run], comparisons: Sequence[Comparison]) -> list[RenderableType]:
    """Return the days of a closure with a column for each scenario that closes: a table of shares, one of waits."""
    closing = [(run, one) for run, one in zip(runs[1:], comparisons, strict=True) if has_closed_days(one)]
    comparisons = [one for _, one in closing]
    names, day = [run.job.name for run in (runs[0], *(run for run, _ in closing))], closed_day_head(*runs)
    parts: list[RenderableType] = []
    for measure, head in ((WITHIN, "within target"), (WAITS, "mean wait, staffed")):
        made = table(f"{day}:\n{head}", *names, right=tuple(names))
        for name, grouping, line in _lines(comparisons):
            made.add_row(name, *_cells(comparisons, measure, grouping, line))
        parts += [made, Text()]
    return parts


def _lines(comparisons: Sequence[Comparison]) -> list[tuple[str, str, Change]]:
    """Return name, table and change of each line: units, and their priorities where any scenario changes them."""
    out = []
    priorities = comparisons[0].family(WAITS, UNIT_PRIORITY).changes
    for unit in comparisons[0].family(WAITS, UNIT).changes:
        out.append((str(unit.key["unit"]), UNIT, unit))
        if any(told_priorities(one, unit.key["unit"]) for one in comparisons):
            mine = [one for one in priorities if one.key["unit"] == unit.key["unit"]]
            out += [(f"  {priority_name(priority_of(one))}", UNIT_PRIORITY, one) for one in mine]
    return out


def _cells(comparisons: Sequence[Comparison], measure: str, grouping: str, line: Change) -> list[str]:
    """Return the figures of a line: of the base, then of each other scenario."""
    found = [
        next((one for one in comparison.family(measure, grouping).changes if one.key == line.key), None)
        for comparison in comparisons
    ]
    return [_cell(one, side) for one, side in [(found[0], 0), *((one, 1) for one in found)]]


def _cell(one: Change | None, side: int) -> str:
    """Return a mean wait, a share, or of too few cases how many missed: ``7.1 h``, ``97 %``, ``4 of 4 missed``."""
    value = None if one is None else (one.base, one.other)[side]
    if one is None or value is None:
        return NOTHING
    if one.counts is None:
        return staffed(value)
    true, of = one.counts[side]
    return percent(value) if of >= FEWEST else f"{count(of - true)} of {count(of)} missed"
