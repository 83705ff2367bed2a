"""Shares within target before and after, priority by priority: two marks on a line, hollow where nothing is shown."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.dashboard.telling import Target, change, number_of, priority, target
from sim.measures import Change
from sim.report.changes import SHOWN

POINTS = 0.01
"""A percentage point, as a share."""
COLUMNS = ("row", "before", "after", "shown", "said", "low", "high")


def shares(changes: Sequence[Change], targets: Mapping[int, Target], made_of: Sequence[str], name: str) -> Chart:
    """Draw shares within target before and after; the change stands above each in words.

    Parameters
    ----------
    changes
        Of ``within_target`` by priority.
    targets
        By priority.
    made_of, name
        As in `Chart`.
    """
    known = [one for one in changes if one.base is not None and one.other is not None]
    rows = pd.DataFrame([_row(one, targets) for one in known], columns=COLUMNS)
    table = {
        t("compare.column.priority"): [priority(number_of(one)) for one in known],
        t("words.before"): [forms.percent(one.base or 0.0, 1) for one in known],
        t("words.after"): [forms.percent(one.other or 0.0, 1) for one in known],
        t("compare.column.change"): [change(one, POINTS) for one in known],
        "": [t(f"words.verdict.{one.verdict}") for one in known],
    }
    says = f"{t('compare.within')}. " + "; ".join(
        f"{row['row'].split('|')[0]}: {row['said']}" for _, row in rows.iterrows()
    )
    return Chart(name, _drawn(rows), pd.DataFrame(table), says, made_of)


def _drawn(rows: pd.DataFrame) -> Drawn:
    look = colours()
    lowest = float(rows[["before", "after", "low"]].min().min()) if len(rows) else 100.0
    scale = alt.Scale(domain=[max(min(lowest - 4, 88), 0), 100], nice=False)
    axis = alt.Axis(ticks=False, labelPadding=8, labelLineHeight=14, labelExpr="split(datum.label, '|')")
    down = alt.Y("row:N", sort=None, title=None, axis=axis)
    base = alt.Chart(rows).encode(y=down)
    sides = [t("words.before"), t("words.after")]

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, title=t("compare.within.axis"), axis=alt.Axis(tickCount=5))

    def marks(side: str) -> alt.Chart:
        return base.transform_calculate(side=f"'{t(f'words.{side}')}'").encode(
            x=at(side),
            shape=alt.Shape("side:N", scale=alt.Scale(domain=sides, range=["diamond", "circle"]), title=None),
            color=alt.Color("side:N", scale=alt.Scale(domain=sides, range=[look.base, look.other]), title=None),
            tooltip=[alt.Tooltip("said:N", title=t("compare.column.change"))],
        )

    hollow = marks("after").transform_filter("!datum.shown")
    return alt.layer(
        base.mark_rule(strokeWidth=2, color=look.quiet, opacity=0.6).encode(x=at("after"), x2="before:Q"),
        base.mark_rule(strokeWidth=6, opacity=0.28, color=look.other).encode(x=at("low"), x2="high:Q"),
        marks("before").mark_point(filled=True, size=70, opacity=1),
        marks("after").transform_filter("datum.shown").mark_point(filled=True, size=110, opacity=1),
        hollow.mark_point(filled=True, fill=look.ground, stroke=look.other, strokeWidth=2, size=95, opacity=1),
        base.mark_text(align="right", dy=-15).encode(x=alt.value(alt.expr("width")), text="said:N"),
    ).properties(height=alt.Step(52))


def _row(one: Change, targets: Mapping[int, Target]) -> list[object]:
    number = number_of(one)
    before, after = 100 * (one.base or 0.0), 100 * (one.other or 0.0)
    ends = [before + 100 * end for end in (one.family_low, one.family_high) if end is not None] or [after, after]
    said = change(one, POINTS)
    if one.verdict not in SHOWN:
        said = f"{t(f'words.short.{one.verdict}')} {said.removeprefix('≈ ')}" if "(" in said else said
    row = f"{priority(number)}|{t('compare.target', target=target(targets.get(number)))}"
    return [row, before, after, one.verdict in SHOWN, said, max(min(ends), 0.0), min(max(ends), 100.0)]
