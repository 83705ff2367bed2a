"""Closures beside each other, such as a covered and an uncovered one, where the base has none."""

from collections.abc import Sequence

from rich.console import RenderableType

from sim.experiment import Run
from sim.measures import Change, Comparison, Margins
from sim.measures.estimate import FEWEST
from sim.report.closed_days import UNIT, UNIT_PRIORITY, between_closures, closed_day_head, told_priorities
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


def side_by_side(runs: Sequence[Run], comparisons: Sequence[Comparison]) -> RenderableType:
    """Return a table of the days of a closure with a column for each scenario: share within target, and mean wait."""
    names = [run.job.name for run in runs]
    made = table(f"{closed_day_head(*runs)}: within target,\nmean wait in staffed hours", *names, right=tuple(names))
    for unit in comparisons[0].family(WAITS, UNIT).changes:
        made.add_row(str(unit.key["unit"]), *_cells(comparisons, UNIT, unit))
        if not any(told_priorities(one, unit.key["unit"]) for one in comparisons):
            continue
        for one in comparisons[0].family(WAITS, UNIT_PRIORITY).changes:
            if one.key["unit"] == unit.key["unit"]:
                made.add_row(f"  {priority_name(priority_of(one))}", *_cells(comparisons, UNIT_PRIORITY, one))
    return made


def _cells(comparisons: Sequence[Comparison], grouping: str, line: Change) -> list[str]:
    """Return the figures of a line: of the base, then of each other scenario."""
    sides = [(comparisons[0], 0), *((one, 1) for one in comparisons)]
    return [
        _cell(*(_line(one, measure, grouping, line) for measure in (WITHIN, WAITS)), side=side) for one, side in sides
    ]


def _line(comparison: Comparison, measure: str, grouping: str, line: Change) -> Change | None:
    return next((one for one in comparison.family(measure, grouping).changes if one.key == line.key), None)


def _cell(share: Change | None, wait: Change | None, *, side: int) -> str:
    """Return ``97 %, 54 min``; of too few cases ``4 of 4 missed, 3.1 h``."""
    said = []
    if share is not None and share.counts is not None and share.counts[side][1]:
        true, of = share.counts[side]
        said.append(percent(true / of) if of >= FEWEST else f"{count(of - true)} of {count(of)} missed")
    seconds = None if wait is None else (wait.base, wait.other)[side]
    said += [] if seconds is None else [staffed(seconds)]
    return ", ".join(said) or NOTHING
