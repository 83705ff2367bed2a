"""Pictures that know no language: whoever asks brings every word, and gets an SVG that stands by itself."""

import io
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report.pictures.look import FIRST, INK, QUIET, SECOND, SEQUENCE, STYLE, bare, lines_across

WIDE = 7.4
"""Inches: the width of a page of A4 between its margins."""
_DRAWING = Lock()
NAME = 34
"""Characters of a row's name on one line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A row with a value and its interval.

    Attributes
    ----------
    name
        Beside it.
    value, low, high
        In the unit of the axis; no interval where there is none.
    shown
        Filled if it is shown, hollow if not.
    said
        In words, above or beside it.
    before
        What it was before; None where there is no before.
    """

    name: str
    value: float
    low: float | None
    high: float | None
    shown: bool
    said: str
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Legend:
    """Words of what is drawn; empty where nothing of the kind is.

    Attributes
    ----------
    axis
        What the axis counts.
    after, before
        Marks of the other; of the base.
    hollow
        Marks of what is not shown.
    """

    axis: str
    after: str = ""
    before: str = ""
    hollow: str = ""


def shares_picture(rows: Sequence[Span], legend: Legend) -> str:
    """Draw shares in percent with their intervals, and what they were before if there is a before.

    Returns
    -------
    str
        SVG; letters are outlines, so that it looks the same wherever it is read.
    """
    with _figure(1.0 + 0.55 * max(len(rows), 2)) as figure:
        axes = figure.subplots()
        for at, row in enumerate(rows):
            if row.low is not None and row.high is not None:
                axes.hlines(-at, max(row.low, 0), min(row.high, 100), color=SECOND, lw=5, alpha=0.3)
            if row.before is not None:
                axes.plot([row.before, row.value], [-at, -at], color=QUIET, lw=1.2, zorder=1)
                axes.scatter([row.before], [-at], s=42, marker="D", c=FIRST, zorder=2)
            face = SECOND if row.shown else "white"
            axes.scatter([row.value], [-at], s=58, c=face, edgecolors=SECOND, linewidths=1.6, zorder=3)
            axes.annotate(row.said, (1, -at), (0, 9), xycoords=("axes fraction", "data"), textcoords="offset points",
                          ha="right", fontsize=8.5, color=INK)  # fmt: skip
        least = min((min(row.value, row.low or row.value, row.before or row.value) for row in rows), default=80.0)
        axes.set_xlim(max(min(least - 4, 88.0), -1.0), 101)
        _rows(axes, rows, legend)
        return _svg(figure)


def changes_picture(rows: Sequence[Span], legend: Legend) -> str:
    """Draw changes as bars to both sides of nothing, with their intervals; returns SVG as `shares_picture` does."""
    with _figure(1.0 + 0.36 * max(len(rows), 3)) as figure:
        axes = figure.subplots()
        axes.axvline(0, color=QUIET, lw=1)
        for at, row in enumerate(rows):
            colour = FIRST if row.value <= 0 else SECOND
            axes.barh(-at, row.value, 0.6, color=colour if row.shown else "white", ec=colour, lw=1.2,
                      ls="-" if row.shown else "--")  # fmt: skip
            ends = [end for end in (row.low, row.high) if end is not None]
            if len(ends) == 2:
                axes.hlines(-at, min(ends), max(ends), color=INK, lw=1.4)
            less = row.value <= 0
            edge = (min if less else max)([row.value, *ends])
            axes.annotate(row.said, (edge, -at), (-5 if less else 5, 0), textcoords="offset points", va="center",
                          ha="right" if less else "left", fontsize=8.5, color=INK)  # fmt: skip
        axes.margins(x=0.28)
        _rows(axes, rows, legend, hollow="s")
        return _svg(figure)


def parts_picture(names: Sequence[str], parts: Mapping[str, Sequence[float]], said: Sequence[str], axis: str) -> str:
    """Draw parts of wholes one on another.

    Parameters
    ----------
    names
        Of the rows.
    parts
        By name of the part, its size in each row.
    said
        Beside each row: the whole in words.
    axis
        Under it.

    Returns
    -------
    str
        SVG, as from `shares_picture`.
    """
    with _figure(1.5 + 0.4 * max(len(names), 2)) as figure:
        axes = figure.subplots()
        left = [0.0] * len(names)
        places = [-at for at in range(len(names))]
        for colour, (part, sizes) in zip(SEQUENCE, parts.items(), strict=False):
            axes.barh(places, sizes, 0.6, left=left, color=colour, ec="white", lw=0.8, label=part)
            left = [before + size for before, size in zip(left, sizes, strict=True)]
        for at, whole, words in zip(places, left, said, strict=True):
            axes.annotate(words, (whole, at), (5, 0), textcoords="offset points", va="center", fontsize=8.5, color=INK)
        axes.margins(x=0.14)
        axes.set_xlim(left=0)
        axes.set_yticks(places, [_folded(name) for name in names])
        axes.set_ylim(-len(names) + 0.4, 0.6)
        axes.set_xlabel(axis)
        figure.legend(loc="outside upper left", ncols=2)
        bare(axes)
        lines_across(axes, "x")
        return _svg(figure)


@contextmanager
def _figure(height: float) -> Iterator[Figure]:
    """Give an empty figure; one at a time, since Matplotlib's settings are everybody's."""
    with _DRAWING, mpl.rc_context(STYLE | {"svg.fonttype": "path"}):
        yield Figure(figsize=(WIDE, height), layout="constrained")


def _rows(axes: Axes, rows: Sequence[Span], legend: Legend, hollow: str = "o") -> None:
    """Write the names of the rows, the axis, and what the marks mean."""
    axes.set_yticks([-at for at in range(len(rows))], [_folded(row.name) for row in rows])
    axes.set_ylim(-len(rows) + 0.4, 0.75)
    axes.set_xlabel(legend.axis)
    marks = (
        ("D", FIRST, FIRST, legend.before),
        ("o", SECOND, SECOND, legend.after),
        (hollow, "white", QUIET, legend.hollow),
    )
    handles = [
        Line2D([], [], marker=marker, color="none", markerfacecolor=face, markeredgecolor=edge, label=words)
        for marker, face, edge, words in marks
        if words
    ]
    if handles:
        axes.figure.legend(handles=handles, loc="outside upper left", ncols=3)
    bare(axes)
    lines_across(axes, "x")


def _folded(name: str) -> str:
    return "\n".join(textwrap.wrap(name, NAME)) or name


def _svg(figure: Figure) -> str:
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": "direktsim"})
    return written.getvalue()
