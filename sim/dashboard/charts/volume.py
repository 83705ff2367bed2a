"""A figure of a branch over its size, redirected and handling its own cases, with where the better way changes."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from sim.dashboard.cells import share_change, wait_change
from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.dashboard.work.sweeping import Swept
from sim.experiment.sweep import DIFFERENCE, Curve
from sim.measures.estimate import Estimate
from sim.measures.gauge import too_few
from sim.report.changes import SHOWN
from sim.units import MINUTE

COLUMNS = ("size", "side", "value", "low", "high", "shown", "said")


def volume(swept: Swept, curve: Curve, now: float, made_of: Sequence[str], name: str) -> Chart:
    """Draw a figure over the size of a branch.

    Parameters
    ----------
    swept, curve
        The sweep, and which figure of it.
    now
        Cases a day that the branch has.
    made_of, name
        As in `Chart`.
    """
    scale = 100.0 if curve.gauge.is_share else 1 / MINUTE
    sides = [t("branches.redirected"), t("branches.own")]
    change = share_change if curve.gauge.is_share else wait_change
    rows, table = [], []
    for place, size in enumerate(swept.values):
        one = curve.changes[place]
        shown = one is not None and one.verdict in SHOWN
        both = []
        for side, figures in zip(sides, curve.figures, strict=True):
            figure = figures[place]
            both.append(_said(figure, curve, scale))
            if figure.value is not None and not too_few(figure, curve.gauge):
                ends = [figure.value if end is None else end for end in (figure.low, figure.high)]
                numbers = [scale * max(number, 0.0) for number in (figure.value, *ends)]
                rows.append([size, side, *numbers, shown or side == sides[0], both[-1]])
        table.append([forms.decimal(size), *both, change(one)[0]])
    unit = "%" if curve.gauge.is_share else "min"
    heads = [t("branches.column.a_day"), *(f"{side}, {unit}" for side in sides), t("compare.column.change")]
    says = f"{t('branches.size')} " + "; ".join(f"{row[0]}: {row[1]} → {row[2]} {unit} ({row[3]})" for row in table)
    drawn = _drawn(pd.DataFrame(rows, columns=COLUMNS), swept, curve, now, scale, sides)
    return Chart(name, drawn, pd.DataFrame(table, columns=heads), says, made_of)


def _said(figure: Estimate, curve: Curve, scale: float) -> str:
    if figure.value is None or too_few(figure, curve.gauge):
        return t("words.verdict.too few")
    value = forms.decimal(scale * figure.value)
    if figure.low is None or figure.high is None:
        return value
    return f"{value} ({forms.decimal(scale * figure.low)}–{forms.decimal(scale * figure.high)})"


def _drawn(rows: pd.DataFrame, swept: Swept, curve: Curve, now: float, scale: float, sides: Sequence[str]) -> Drawn:
    look = colours()
    across = alt.X(
        "size:Q", title=t("branches.size.axis"), scale=alt.Scale(domain=[0, swept.values[-1]], nice=False),
        axis=alt.Axis(tickCount=8, grid=False),
    )  # fmt: skip
    title = t("branches.size.share" if curve.gauge.is_share else "branches.size.wait")
    up = alt.Scale(zero=not curve.gauge.is_share)
    legend = alt.Legend(symbolOpacity=1)
    colour = alt.Color(
        "side:N",
        scale=alt.Scale(domain=sides, range=[look.base, look.other]),
        title=None,
        legend=legend,
    )
    shape = alt.Shape(
        "side:N",
        scale=alt.Scale(domain=sides, range=["diamond", "circle"]),
        title=None,
        legend=legend,
    )
    base = alt.Chart(rows).encode(x=across, color=colour)
    value = alt.Y("value:Q", title=title, scale=up, axis=alt.Axis(tickCount=5))
    tip = [alt.Tooltip("side:N", title=" "), alt.Tooltip("said:N", title=title)]
    points = base.encode(y=value, shape=shape, tooltip=tip)
    hollow = points.transform_filter("!datum.shown")
    dash = alt.StrokeDash("side:N", scale=alt.Scale(domain=sides, range=[[5, 3], [1, 0]]), legend=None)
    layers = [
        *_crossing(swept, curve, across),
        base.mark_area(opacity=0.2, line=False).encode(y=alt.Y("low:Q", title=title, scale=up), y2="high:Q"),
        base.mark_line(strokeWidth=1.8).encode(y=value, strokeDash=dash),
        points.transform_filter("datum.shown").mark_point(filled=True, size=75, opacity=1),
        hollow.mark_point(filled=False, fill=look.ground, strokeWidth=2, size=75, opacity=1),
        *_levels(curve, scale),
        *_upright(now, t("branches.size.now"), across),
    ]
    return alt.layer(*layers).properties(height=300)


def _upright(at: float, said: str, across: alt.X) -> list[alt.Chart]:
    """Return an upright line with a word at its top."""
    look = colours()
    base = alt.Chart(pd.DataFrame({"size": [at], "said": [said]})).encode(x=across)
    return [
        base.mark_rule(color=look.quiet, strokeDash=[2, 3]),
        base.mark_text(align="left", baseline="top", dx=4, color=look.quiet).encode(y=alt.value(2), text="said:N"),
    ]


def _levels(curve: Curve, scale: float) -> list[alt.Chart]:
    """Return a line across at what should not be exceeded, with its word."""
    look = colours()
    levels = sorted({one.level for one in curve.crossings if one.of != DIFFERENCE})
    if not levels:
        return []
    rows = pd.DataFrame(
        {"level": [scale * one for one in levels], "said": [f"{forms.decimal(scale * one, 0)} min" for one in levels]}
    )
    base = alt.Chart(rows).encode(y="level:Q")
    return [
        base.mark_rule(color=look.ink, strokeDash=[6, 4]),
        base.mark_text(align="right", dy=-7, color=look.ink).encode(x=alt.value(alt.expr("width")), text="said:N"),
    ]


def _crossing(swept: Swept, curve: Curve, across: alt.X) -> list[alt.Chart]:
    """Return where the better way changes, with its interval."""
    look = colours()
    found = next((one.crossing for one in curve.crossings if one.of == DIFFERENCE), None)
    if found is None or found.value is None:
        return []
    first, last = swept.values[0], swept.values[-1]
    low, high = first if found.low is None else found.low, last if found.high is None else found.high
    band = alt.Chart(pd.DataFrame({"size": [low], "until": [high]})).encode(x=across, x2="until:Q")
    return [band.mark_rect(opacity=0.14, color=look.quiet), *_upright(found.value, t("branches.size.even"), across)]
