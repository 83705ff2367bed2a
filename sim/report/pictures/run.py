"""One run drawn: shares within target, waits, and why they waited; by priority."""

from pathlib import Path

import numpy as np

from sim.measures import Line, Summary
from sim.measures.why import Cause
from sim.report.figures import CAUSE_NAMES, priority_name, quantile_cell
from sim.report.files import Made
from sim.report.forms import percent
from sim.report.pictures.look import (
    FIRST,
    INK,
    QUIET,
    SECOND,
    SEQUENCE,
    Picture,
    bare,
    drawing,
    lines_across,
    save,
)
from sim.report.pictures.words import say
from sim.units import HOUR

VISIBLE = 0.005
"""Share of a wait from which on its cause is drawn."""


def run_pictures(summary: Summary, made: Made, folder: Path) -> list[Path]:
    """Draw a run into a folder.

    Returns
    -------
    list of Path
        The files; none where no case came.
    """
    if not summary.tables["priority"]:
        return []
    each = {"run-within_target": share_within_target, "run-waits": waits, "run-why": why_waited}
    return [path for name, draw in each.items() for path in save(draw(summary, made.line()), folder, name)]


def share_within_target(summary: Summary, made: str) -> Picture:
    """Draw, by priority, the share of cases begun within the target, with its interval; hollow with too few cases.

    Parameters
    ----------
    summary
        Of a run.
    made
        What it was made from, in a line.
    """
    lines = [line for line in summary.tables["priority"] if line.within_target.value is not None]
    with drawing(say("within_target"), 1.6 + 0.42 * max(len(lines), 2), made) as figure:
        axes = figure.subplots()
        for row, line in enumerate(lines):
            share = line.within_target
            value = 100 * (share.value or 0.0)
            if share.low is not None and share.high is not None:
                axes.hlines(-row, 100 * share.low, 100 * share.high, color=FIRST, lw=2)
            axes.scatter([value], [-row], s=55, c="white" if line.too_few else FIRST, edgecolors=FIRST, zorder=3)
            said = say("too_few") if line.too_few else percent(share.value or 0.0, 1)
            axes.annotate(said, (value, -row), (0, 7), textcoords="offset points", ha="center", fontsize=8, color=INK)
        _priorities(figure, lines)
        lowest = min((line.within_target.low or line.within_target.value or 0.0 for line in lines), default=0.0)
        axes.set_xlim(max(min(80.0, 100 * lowest - 5), -2), 102)
        axes.set_xlabel(f"{say('within_target_axis')}   ({say('band')})")
        lines_across(axes, "x")
    return figure


def waits(summary: Summary, made: str) -> Picture:
    """Draw, by priority, mean, median and the wait that nine of ten stay under, on both clocks.

    A quantile that falls among waits without an end is drawn as an arrow from what it is known to be longer than.
    """
    lines = summary.tables["priority"]
    with drawing(say("waits"), 1.8 + 0.42 * max(len(lines), 2), made) as figure:
        for axes, clock in zip(figure.subplots(1, 2, sharey=True), ("working", "elapsed"), strict=True):
            for row, line in enumerate(lines):
                found = line.wait_working if clock == "working" else line.wait_elapsed
                for quantile, marker in ((found.median, "|"), (found.p90, "d")):
                    at = quantile.over if quantile.value is None else quantile.value
                    if at is None:
                        continue
                    arrow = quantile.value is None
                    axes.scatter([at / HOUR], [-row], marker=r"$\rightarrow$" if arrow else marker, s=70, c=SECOND)
                    if quantile is found.p90:
                        axes.annotate(quantile_cell(quantile), (at / HOUR, -row), (9, 0), textcoords="offset points",
                                      va="center", fontsize=8, color=INK)  # fmt: skip
                mean = found.mean
                if mean.value is not None:
                    if mean.low is not None and mean.high is not None:
                        axes.hlines(-row, max(mean.low, 0) / HOUR, mean.high / HOUR, color=FIRST, lw=2)
                    axes.scatter([mean.value / HOUR], [-row], s=45, c=FIRST, zorder=3)
            axes.margins(x=0.16)
            axes.set_xlim(left=0)
            axes.set_xlabel(say(f"clock_{clock}"))
            lines_across(axes, "x")
        for marker, colour, key in (("o", FIRST, "mean"), ("|", SECOND, "median"), ("d", SECOND, "p90")):
            axes.scatter([], [], marker=marker, c=colour, label=say(key))
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, borderaxespad=0.3)
        _priorities(figure, lines)
    return figure


def why_waited(summary: Summary, made: str) -> Picture:
    """Draw, by priority, what the staffed hours of the waits were spent on: the eight causes without the night."""
    lines = summary.tables["priority"]
    staffed = (cause.name for cause in Cause if cause is not Cause.closed_hours)
    coloured = zip(staffed, SEQUENCE[1:], strict=True)
    causes = [one for one in coloured if any((line.why_working[one[0]].value or 0.0) >= VISIBLE for line in lines)]
    with drawing(say("why"), 2.2 + 0.42 * max(len(lines), 2), made) as figure:
        axes = figure.subplots()
        left = np.zeros(len(lines))
        for cause, colour in causes:
            width = np.array([100 * (line.why_working[cause].value or 0.0) for line in lines])
            axes.barh(-np.arange(len(lines)), width, 0.62, left=left, color=colour, label=CAUSE_NAMES[cause])
            for row, one in enumerate(width):
                if one >= 7:
                    axes.text(
                        left[row] + one / 2, -row, f"{one:.0f}", ha="center", va="center", fontsize=8, color="white"
                    )
            left += width
        axes.set_xlim(0, 100)
        axes.set_xlabel(say("why_axis"))
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.3)
        _priorities(figure, lines)
    return figure


def _priorities(figure: Picture, lines: list[Line]) -> None:
    """Write the priorities beside their rows."""
    axes = figure.axes[0]
    axes.set_yticks([-row for row in range(len(lines))], [priority_name(int(line.key["priority"])) for line in lines])
    axes.set_ylim(-len(lines) + 0.4, 0.6)
    for one in figure.axes:
        bare(one)
        one.spines["bottom"].set_color(QUIET)
