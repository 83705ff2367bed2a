"""Which assumption matters, drawn: a tornado, and the worlds in which everything is turned at once."""

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.experiment.sensitivity import Bar, End, Sensitivity, Worlds
from sim.report.files import Made
from sim.report.gauges import SHOWN, scale, unit
from sim.report.pictures.look import (
    FIRST,
    INK,
    PALE,
    QUIET,
    SECOND,
    Picture,
    bare,
    drawing,
    lines_across,
    save,
)
from sim.report.pictures.words import say
from sim.report.sensitivity import LINES, above_word, followed_size, what

LONG = 50
"""Characters of which two do not stand side by side."""


def sensitivity_pictures(found: Sensitivity, made: Made, folder: Path) -> list[Path]:
    """Draw what the assumptions do into a folder.

    Returns
    -------
    list of Path
        The files.
    """
    out = save(tornado_picture(found, made.line()), folder, f"tornado-{found.gauge.name}")
    known = 0 if found.worlds is None else sum(one is not None for one in found.worlds.figures)
    if found.worlds is not None and known > found.worlds.few:
        out += save(worlds_picture(found, found.worlds, made.line()), folder, f"worlds-{found.gauge.name}")
    return out


def tornado_picture(found: Sensitivity, made: str) -> Picture:
    """Draw how far each assumption by itself moves the figure, those that move it most above."""
    bars = found.bars[:LINES]
    by = scale(found.gauge)
    with drawing(what(found), 1.7 + 0.34 * max(len(bars), 3), made) as figure:
        axes = figure.subplots()
        axes.axvline(0, color=QUIET, lw=1)
        for row, bar in enumerate(bars):
            for end in bar.ends:
                _end(axes, -row, bar, end, by)
        axes.set_yticks([-row for row in range(len(bars))], [bar.knob.path for bar in bars])
        axes.margins(x=0.16)
        axes.set_ylim(-len(bars) + 0.4, 0.6)
        bare(axes)
        lines_across(axes, "x")
        rest = found.bars[LINES:]
        less = sum(bar.shown for bar in rest)
        if rest:
            counted = {"more_assumptions": less, "more_not_shown": len(rest) - less}
            left_out = "; ".join(say(key, number=number) for key, number in counted.items() if number)
            axes.annotate(left_out, (1, 0.01), xycoords="axes fraction", ha="right",
                          fontsize=8, color=QUIET)  # fmt: skip
        assumed = say("as_assumed", value=followed_size(found, found.assumed))
        axes.set_xlabel(say("moves", unit=unit(found.gauge, change=True)) + f"\n{assumed}; {say('band_adjusted')}")
        axes.legend(
            handles=[Patch(color=FIRST, label=say("low_end")), Patch(color=SECOND, label=say("high_end")),
                     Patch(fc="white", ec=QUIET, label=say("hollow"))],
            loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.3,
        )  # fmt: skip
    return figure


def worlds_picture(found: Sensitivity, worlds: Worlds, made: str) -> Picture:
    """Draw how the figure is spread over the plausible worlds, and in how many it lies on which side."""
    figures = np.sort([one * scale(found.gauge) for one in worlds.figures if one is not None])
    level = None if found.level is None else found.level * scale(found.gauge)
    title = say("worlds_title", number=len(figures), what=what(found))
    with drawing(title, 5.0 if level is not None else 4.2, made) as figure:
        if level is None:
            lower = figure.subplots()
        else:
            upper, lower = figure.subplots(2, 1, height_ratios=(1, 3.4))
            _shares(upper, found, worlds)
        reached = 100 * np.arange(1, len(figures) + 1) / len(figures)
        lower.step(np.r_[figures[0], figures], np.r_[0, reached], where="post", color=FIRST, lw=1.8)
        if level is not None:
            lower.axvline(level, color=QUIET, ls="--", lw=1.2)
        if found.assumed is not None and found.base.verdict != "too few":
            key = "assumed_outside" if found.outside else "as_assumed"
            value = followed_size(found, found.assumed)
            lower.axvline(found.assumed * scale(found.gauge), color=INK, lw=1.5, label=say(key, value=value))
            lower.legend(loc="best")
        lower.set_ylim(0, 100)
        lower.set_ylabel(say("worlds"))
        lower.set_xlabel(f"{what(found)}, {unit(found.gauge, change=len(found.names) > 1)}")
        lines_across(lower, "y")
    return figure


def _end(axes: Axes, y: float, bar: Bar, end: End, by: float) -> None:
    """Draw one end of an assumption's range: a bar, hollow within the noise, with its whisker and its value."""
    change = (end.change.value or 0.0) * by
    colour = FIRST if end.value < bar.knob.value else SECOND
    shown = end.change.verdict in SHOWN
    offset = 0.17 if end.value < bar.knob.value else -0.17
    axes.barh(y + offset, change, height=0.32, color=colour if shown else "white", ec=colour, lw=1.2)
    reach = change
    if end.change.family_low is not None and end.change.family_high is not None:
        low, high = end.change.family_low * by, end.change.family_high * by
        axes.hlines(y + offset, low, high, color=INK, lw=0.9)
        reach = high if change >= 0 else low
    axes.annotate(
        f"{end.value:.4g}", (reach, y + offset), (4 if change >= 0 else -4, 0), textcoords="offset points",
        ha="left" if change >= 0 else "right", va="center", fontsize=7.5, color=QUIET,
    )  # fmt: skip


def _shares(axes: Axes, found: Sensitivity, worlds: Worlds) -> None:
    """Draw the worlds on either side of the level as parts of one bar, hollow where nothing is shown."""
    level, pairs = found.level or 0.0, zip(worlds.figures, worlds.verdicts, strict=True)
    known = [(figure, verdict) for figure, verdict in pairs if figure is not None]
    left = 0.0
    for above in (False, True):
        good = above if found.gauge.good >= 0 else not above
        colour = FIRST if good else SECOND
        word = above_word(found, above=above)
        mine = [verdict for figure, verdict in known if (figure > level if above else figure < level)]
        solid = sum(verdict in ("above", "below") for verdict in mine)
        for number, face, key in ((solid, colour, "world_shown"), (len(mine) - solid, "white", "world_measured")):
            width = 100 * number / len(known)
            axes.barh(0, width, left=left, color=face, ec=colour, lw=1.2, label=say(key, what=word))
            if width >= 5:
                axes.text(left + width / 2, 0, f"{width:.0f} %", ha="center", va="center", fontsize=9,
                          color="white" if face == colour else INK)  # fmt: skip
            left += width
    if left < 99.9:
        axes.barh(0, 100 - left, left=left, color=PALE, ec=QUIET, label=say("world_at"))
    axes.set_xlim(0, 100)
    axes.set_axis_off()
    longest = max((len(str(one)) for one in axes.get_legend_handles_labels()[1]), default=0)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 0.95), ncols=2 if longest < LONG else 1, borderaxespad=0)
