"""How far each assumption by itself moves an answer: bars to both sides, those that move it most above."""

import textwrap
from collections.abc import Sequence

import altair as alt
import pandas as pd

from sim.dashboard import mattering, naming
from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import t
from sim.dashboard.look import colours
from sim.experiment.sensitivity import Bar, Sensitivity
from sim.report.gauges import scale

MOST = 15
"""Assumptions that are drawn; the table has them all."""
LINE = 24
"""Characters of a name on one line."""
COLUMNS = ("place", "end", "change", "low", "high", "shown", "side", "said")


def tornado(found: Sensitivity, made_of: Sequence[str], name: str) -> Chart:
    """Draw the assumptions turned one by one.

    Parameters
    ----------
    found
        The figures.
    made_of, name
        As in `Chart`.
    """
    rows = pd.DataFrame([row for bar in found.bars[:MOST] for row in _rows(bar, found)], columns=COLUMNS)
    table = {
        t("assumptions.column.place"): [naming.place(bar.knob.path) for bar in found.bars],
        t("assumptions.column.assumed"): [naming.number(bar.knob.value) for bar in found.bars],
        t("assumptions.column.low"): [_end(bar, found, -1) for bar in found.bars],
        t("assumptions.column.high"): [_end(bar, found, 1) for bar in found.bars],
    }
    if found.level is not None:
        table[t("assumptions.column.turns")] = [mattering.turns_at(bar) for bar in found.bars]
    each = "; ".join(f"{row['place'].replace('|', ' ')} {row['end']}: {row['said']}" for _, row in rows.iterrows())
    return Chart(name, _drawn(rows, found), pd.DataFrame(table), f"{t('assumptions.tornado')}. {each}", made_of)


def _drawn(rows: pd.DataFrame, found: Sensitivity) -> Drawn:
    look = colours()
    ends = [t("assumptions.end.low"), t("assumptions.end.high")]
    colour = alt.Color("side:N", scale=alt.Scale(domain=ends, range=[look.base, look.other]), title=None)
    axis = alt.Axis(
        ticks=False, labelPadding=8, labelFontSize=11, labelLineHeight=12, labelExpr="split(datum.label, '|')"
    )
    down = alt.Y("place:N", sort=None, title=None, axis=axis)
    title = t("assumptions.axis", unit=mattering.unit(found.gauge, change=True))
    base = alt.Chart(rows).transform_calculate(named="replace(datum.place, /[|]/g, ' ')").encode(y=down)

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", title=title, axis=alt.Axis(tickCount=6))

    tip = [
        alt.Tooltip("named:N", title=" "),
        alt.Tooltip("end:N", title=t("assumptions.column.place_is")),
        alt.Tooltip("said:N", title=t("compare.column.change")),
    ]
    bars = base.encode(x=at("change"), color=colour, tooltip=tip)
    return alt.layer(
        bars.transform_filter("datum.shown").mark_bar(height=13),
        bars.transform_filter("!datum.shown").mark_bar(
            height=11, fillOpacity=0, stroke=look.quiet, strokeDash=[3, 2], strokeWidth=1.2
        ),
        base.mark_rule(strokeWidth=1.3, color=look.ink).encode(x=at("low"), x2="high:Q"),
        alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=look.quiet).encode(x=at("zero")),
    ).properties(height=alt.Step(38))


def _rows(bar: Bar, found: Sensitivity) -> list[list[object]]:
    out = []
    for end in bar.ends:
        if end.change.value is None:
            continue
        by = scale(found.gauge)
        value = end.change.value * by
        low, high = (value if one is None else one * by for one in (end.change.family_low, end.change.family_high))
        side = t(f"assumptions.end.{'low' if end.value < bar.knob.value else 'high'}")
        shown = end.change.verdict in mattering.SURE
        said = mattering.change_cell(end.change, found.gauge)
        out.append([folded(naming.place(bar.knob.path)), naming.number(end.value), value, low, high, shown, side, said])
    return out


def folded(name: str) -> str:
    """Return a name on several short lines, so that there is room for bars on a telephone."""
    return "|".join(textwrap.wrap(name, LINE))


def _end(bar: Bar, found: Sensitivity, way: int) -> str:
    """Return an end of a range with what it changes: ``4: −2.1 (−3.0 to −1.2)``."""
    end = next((one for one in bar.ends if way * (one.value - bar.knob.value) > 0), None)
    if end is None:
        return t("words.none")
    return f"{naming.number(end.value)}: {mattering.change_cell(end.change, found.gauge)}"
