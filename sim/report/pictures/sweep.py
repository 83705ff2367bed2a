"""A sweep drawn: a curve with its band and its crossing, or a grid as a map."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from sim.experiment.sweep import DIFFERENCE, Crossed, Curve, Sweep
from sim.measures.estimate import Estimate
from sim.measures.gauge import too_few
from sim.report.files import Made
from sim.report.forms import decimal
from sim.report.gauges import SHOWN, at_about, gauge_name, scale, size, unit
from sim.report.pictures.look import (
    DIVERGING,
    FIRST,
    QUIET,
    RISING,
    SECOND,
    THIRD,
    Picture,
    drawing,
    lines_across,
    minus,
    save,
)
from sim.report.pictures.words import say

COLOURS = (FIRST, SECOND)


def sweep_pictures(sweep: Sweep, made: Made, folder: Path) -> list[Path]:
    """Draw every figure of a sweep into a folder.

    Returns
    -------
    list of Path
        The files.
    """
    out: list[Path] = []
    for curve in sweep.curves:
        draw = curve_picture if len(sweep.axes) == 1 else grid_picture
        out += save(draw(sweep, curve, made.line()), folder, f"sweep-{curve.gauge.name}")
    return out


def curve_picture(sweep: Sweep, curve: Curve, made: str) -> Picture:
    """Draw one figure over the values of one place; with two scenarios their difference below."""
    two = len(sweep.names) > 1
    texts = [values[0] for values in sweep.points]
    at = np.array(sweep.axes[0].numbers[: len(texts)] or range(len(texts)), dtype=np.float64)
    with drawing(f"{gauge_name(curve.gauge)}, by {sweep.axes[0].path}", 6.4 if two else 4.2, made) as figure:
        every = figure.subplots(2 if two else 1, 1, sharex=True, squeeze=False)[:, 0].tolist()
        top: Axes = every[0]
        for name, colour, figures in zip(sweep.names, COLOURS, curve.figures, strict=False):
            enough = [replace(one, value=None) if too_few(one, curve.gauge) else one for one in figures]
            _line(top, at, enough, scale(curve.gauge), colour, name, joined=bool(sweep.axes[0].numbers))
        top.set_ylabel(unit(curve.gauge))
        if two:
            _difference(every[1], sweep, curve, at)
        for one in curve.crossings:
            _crossing(every[-1] if one.of == DIFFERENCE else top, sweep, curve, one)
        top.margins(y=0.12)
        if two or any(one.of != DIFFERENCE for one in curve.crossings):
            top.legend(loc="best")
        for axes in every:
            lines_across(axes, "y")
        if not sweep.axes[0].numbers:
            every[-1].set_xticks(at, texts)
            every[-1].set_xlim(-0.5, len(texts) - 0.5)
        hints = f"{say('band_adjusted')}; {say('hollow')}" if two else say("band")
        few = sum(too_few(one, curve.gauge) for figures in curve.figures for one in figures)
        hints += f"; {say('left_out', number=few)}" if few else ""
        every[-1].set_xlabel(f"{sweep.axes[0].path}\n{hints}")
    return figure


def grid_picture(sweep: Sweep, curve: Curve, made: str) -> Picture:
    """Draw one figure, or the difference of two scenarios, over two places: a map with its numbers."""
    two = len(sweep.names) > 1
    columns, rows = (list(axis.texts) for axis in sweep.axes)
    values = np.full(len(columns) * len(rows), np.nan)
    shown = np.ones(len(values), dtype=np.bool_)
    for place in range(len(sweep.points)):
        change, figure_at = curve.changes[place], curve.figures[0][place]
        found = (change.value if change else None) if two else figure_at.value
        few = any(too_few(side[place], curve.gauge) for side in curve.figures)
        values[place] = np.nan if found is None or few else found * scale(curve.gauge)
        shown[place] = not two or (change is not None and change.verdict in SHOWN)
    cells = values.reshape(len(columns), len(rows)).T
    solid = shown.reshape(len(columns), len(rows)).T
    title = f"{gauge_name(curve.gauge)}, by {sweep.axes[0].path} and {sweep.axes[1].path}"
    head = say("difference", other=sweep.names[1], base=sweep.names[0]) if two else sweep.names[0]
    with drawing(title, 1.9 + 0.55 * len(rows), made) as figure:
        axes = figure.subplots()
        most = float(np.nanmax(np.abs(cells), initial=1e-9)) if two else None
        image = axes.imshow(
            cells, origin="lower", aspect="auto", cmap=DIVERGING if two else RISING,
            vmin=-most if most else None, vmax=most,
        )  # fmt: skip
        for (row, column), value in np.ndenumerate(cells):
            if np.isfinite(value):
                said = minus(f"{value:+.1f}" if two else decimal(value))
                dark = _luminance(np.asarray(image.cmap(image.norm(value)))) < 0.45
                axes.text(
                    column, row, said if solid[row, column] else f"({said})", ha="center", va="center", fontsize=8.5,
                    color="white" if dark else "#20262e",
                )  # fmt: skip
            elif column * len(rows) + row < len(sweep.points):
                axes.text(column, row, say("too_few"), ha="center", va="center", fontsize=7.5, color=QUIET)
        axes.set_xticks(range(len(columns)), columns)
        axes.set_yticks(range(len(rows)), rows)
        axes.set_xlabel(sweep.axes[0].path + (f"   (in brackets: {say('hollow').partition(': ')[2]})" if two else ""))
        axes.set_ylabel(sweep.axes[1].path)
        axes.set_title(head)
        axes.spines[:].set_visible(False)
        bar = figure.colorbar(image, ax=axes, label=unit(curve.gauge, change=two), pad=0.02)
        bar.outline.set_visible(False)
        _turning_line(axes, sweep, curve, rows)
    return figure


def _line(
    axes: Axes, at: np.ndarray, figures: list[Estimate], by: float, colour: str, name: str, *, joined: bool
) -> None:
    """Draw figures with their intervals: a band where values are numbers, whiskers otherwise."""
    value = np.array([np.nan if one.value is None else one.value * by for one in figures])
    low = np.array([np.nan if one.value is None or one.low is None else one.low * by for one in figures])
    high = np.array([np.nan if one.value is None or one.high is None else one.high * by for one in figures])
    if joined:
        axes.fill_between(at, low, high, color=colour, alpha=0.18, lw=0)
        axes.plot(at, value, color=colour, lw=1.8, marker="o", ms=5, label=name)
    else:
        sides = np.array([value - low, high - value])
        axes.errorbar(at, value, yerr=sides, color=colour, lw=0, elinewidth=1.5, capsize=4, marker="o", label=name)


def _difference(axes: Axes, sweep: Sweep, curve: Curve, at: np.ndarray) -> None:
    """Draw the other scenario less the base, hollow where no difference is shown."""
    by = scale(curve.gauge)
    every = [(x, one) for x, one in zip(at, curve.changes, strict=True) if one is not None and one.verdict != "too few"]
    changes = [(x, one) for x, one in every if one.value is not None]
    places = np.array([x for x, _ in changes])
    value = np.array([(one.value or 0.0) * by for _, one in changes])
    known = [(x, one.family_low, one.family_high) for x, one in changes]
    ends = [(x, low * by, high * by) for x, low, high in known if low is not None and high is not None]
    if ends and sweep.axes[0].numbers:
        axes.fill_between(*np.array(ends).T, color=THIRD, alpha=0.18, lw=0)
        axes.plot(places, value, color=THIRD, lw=1.8, zorder=2)
    else:
        axes.vlines(
            [x for x, *_ in ends], [low for _, low, _ in ends], [high for *_, high in ends], color=THIRD, lw=1.5
        )
    solid = [THIRD if one.verdict in SHOWN else "white" for _, one in changes]
    axes.scatter(places, value, s=34, c=solid, edgecolors=THIRD, linewidths=1.5, zorder=3)
    axes.axhline(0, color=QUIET, lw=1)
    axes.set_title(say("difference", other=sweep.names[1], base=sweep.names[0]))
    axes.set_ylabel(unit(curve.gauge, change=True))


def _crossing(axes: Axes, sweep: Sweep, curve: Curve, one: Crossed) -> None:
    """Mark a level, and where and how surely it is crossed."""
    difference = one.of == DIFFERENCE
    if one.level or not difference:
        level = say("level", level=size(one.level, curve.gauge, change=difference))
        known = [line.get_label() for line in axes.get_lines()]
        axes.axhline(
            one.level * scale(curve.gauge), color=QUIET, ls="--", lw=1.2, label=None if level in known else level
        )
    found, numbers = one.crossing, sweep.axes[0].numbers
    if found is None or found.value is None:
        return
    low = numbers[0] if found.low is None else found.low
    high = numbers[-1] if found.high is None else found.high
    axes.axvspan(low, high, color=QUIET, alpha=0.13, lw=0)
    axes.axvline(found.value, color=QUIET, lw=1.2)
    right = found.value > (numbers[0] + numbers[-1]) / 2
    said = at_about(found, numbers[0], numbers[-1]).partition(" (not")[0]
    lower = 0 if difference else sweep.names.index(one.of)
    of_one = not difference and len(sweep.names) > 1
    axes.annotate(
        say("crossing_of", name=one.of, value=said) if of_one else say("crossing", value=said),
        (found.value, 0.98 - 0.09 * lower), (-6 if right else 6, 0), xycoords=("data", "axes fraction"),
        textcoords="offset points", ha="right" if right else "left", va="top", fontsize=8.5, color="#20262e",
    )  # fmt: skip


def _turning_line(axes: Axes, sweep: Sweep, curve: Curve, rows: list[str]) -> None:
    """Draw where the map crosses its level, from row to row."""
    inside = [
        (
            float(np.interp(one.crossing.value, sweep.axes[0].numbers, range(len(sweep.axes[0].numbers)))),
            rows.index(one.second),
        )
        for one in curve.crossings
        if one.crossing is not None and one.crossing.value is not None
    ]
    if inside:
        axes.plot(*np.array(inside).T, color="#20262e", lw=2, marker="D", ms=4)


def _luminance(colour: np.ndarray) -> float:
    return float(colour[:3] @ (0.2126, 0.7152, 0.0722))
