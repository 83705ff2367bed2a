"""Shares within target before and after, priority by priority: two marks on a line, hollow where nothing is shown."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.dashboard.telling import Target, change, priority_of, target
from sim.measures import Change
from sim.report.changes import SHOWN

POINTS = 0.01
"""A percentage point, as a share."""


def shares(changes: Sequence[Change], targets: Mapping[int, Target], made_of: Sequence[str], name: str) -> Chart:
    """Draw shares within target before and after; the change stands beside each in words.

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
    rows = pd.DataFrame([_row(one, targets) for one in known])
    if rows.empty:
        rows = pd.DataFrame(columns=["row", "before", "after", "shown", "said", "low", "high"])
    look = colours()
    lowest = float(min(rows["before"].min(), rows["after"].min(), rows["low"].min())) if len(rows) else 0.0
    scale = alt.Scale(domain=[max(min(lowest - 4, 88), 0), 100], nice=False)
    across = alt.X("after:Q", scale=scale, title=t("compare.within.axis"), axis=alt.Axis(tickCount=5, grid=True))
    down = alt.Y(
        "row:N",
        sort=None,
        title=None,
        axis=alt.Axis(ticks=False, labelPadding=8, labelLineHeight=14, labelExpr="split(datum.label, '|')"),
    )
    both = alt.Scale(domain=[t("words.before"), t("words.after")], range=[look.base, look.other])
    shapes = alt.Scale(domain=[t("words.before"), t("words.after")], range=["diamond", "circle"])
    base = alt.Chart(rows)
    layers = [
        base.mark_rule(strokeWidth=2, color=look.quiet, opacity=0.6).encode(x=across, x2="before:Q", y=down),
        base.mark_rule(strokeWidth=6, opacity=0.28, color=look.other).encode(
            x=alt.X("low:Q", scale=scale), x2="high:Q", y=down
        ),
    ]
    for column, filled in (("before", True), ("after", None)):
        which = t(f"words.{column}")
        marks = base.transform_calculate(which=f"'{which}'").encode(
            x=alt.X(f"{column}:Q", scale=scale),
            y=down,
            shape=alt.Shape("which:N", scale=shapes, title=None),
            color=alt.Color("which:N", scale=both, title=None),
            tooltip=[alt.Tooltip("said:N", title=t("compare.column.change"))],
        )
        if filled:
            layers.append(marks.mark_point(filled=True, size=70, opacity=1))
        else:
            layers.append(marks.transform_filter("datum.shown").mark_point(filled=True, size=110, opacity=1))
            hollow = marks.transform_filter("!datum.shown")
            layers.append(
                hollow.mark_point(filled=True, fill=look.ground, stroke=look.other, strokeWidth=2, size=95, opacity=1)
            )
    said = base.mark_text(align="right", dy=-14, fontSize=11.5, color=look.ink).encode(
        x=alt.value(alt.expr("width")), y=down, text="said:N"
    )
    drawn = alt.layer(*layers, said).properties(height=alt.Step(50))
    table = pd.DataFrame(
        {
            t("compare.column.priority"): [
                t("words.priority_short", number=priority_of(one), name=t(f"words.priority.{priority_of(one)}"))
                for one in known
            ],
            t("words.before"): [forms.percent(one.base or 0.0, 1) for one in known],
            t("words.after"): [forms.percent(one.other or 0.0, 1) for one in known],
            t("compare.column.change"): [change(one, POINTS) for one in known],
            "": [t(f"words.verdict.{one.verdict}") for one in known],
        }
    )
    return Chart(name, drawn, table, t("compare.within"), made_of)


def _row(one: Change, targets: Mapping[int, Target]) -> dict[str, object]:
    number = priority_of(one)
    before, after = 100 * (one.base or 0.0), 100 * (one.other or 0.0)
    ends = [before + 100 * end for end in (one.family_low, one.family_high) if end is not None] or [after, after]
    verdict = "" if one.verdict in SHOWN else f"{t(f'words.verdict.{one.verdict}')} "
    return {
        "row": f"{t('words.priority_short', number=number, name=t(f'words.priority.{number}'))}|{t('compare.target', target=target(targets.get(number)))}",
        "before": before,
        "after": after,
        "shown": one.verdict in SHOWN,
        "said": verdict
        + (change(one, POINTS).removeprefix("≈ ") if one.verdict not in ("too few", "one replication") else ""),
        "low": max(min(ends), 0.0),
        "high": min(max(ends), 100.0),
    }
