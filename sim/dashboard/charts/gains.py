"""Who gains and who pays: a bar for each group with its interval, to the left less waiting, to the right more."""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.dashboard.telling import change
from sim.measures import Change
from sim.report.changes import SHOWN
from sim.units import MINUTE

GROUPS = 10
"""Groups drawn at most: those that are shown, with the most minutes of waiting first."""


def gains(
    changes: Sequence[Change], named: Callable[[Change], str], weeks: float, made_of: Sequence[str], name: str
) -> Chart:
    """Draw the change of a mean wait, group by group.

    Parameters
    ----------
    changes
        Of a mean wait.
    named
        What a group is called.
    weeks
        Measured weeks of all replications.
    made_of, name
        As in `Chart`.
    """
    look = colours()
    known = [one for one in changes if one.value is not None and one.verdict != "too few"]
    chosen = sorted(known, key=lambda one: (one.verdict not in SHOWN, -abs(one.value or 0.0) * one.cases))[:GROUPS]
    chosen.sort(key=lambda one: one.value or 0.0)
    rows = pd.DataFrame([_row(one, named(one)) for one in chosen])
    if rows.empty:
        rows = pd.DataFrame(columns=["group", "change", "low", "high", "shown", "way", "said", "edge"])
    reach = float(rows[["low", "high"]].abs().max().max()) if len(rows) else 1.0
    span = [
        min(float(rows["low"].min()) if len(rows) else -1.0, 0.0),
        max(float(rows["high"].max()) if len(rows) else 1.0, 0.0),
    ]
    room = 0.3 * max(span[1] - span[0], reach, 1.0)
    scale = alt.Scale(
        domain=[span[0] - (room if span[0] < -0.02 * reach else 0.06 * reach), span[1] + room], nice=False
    )
    down = alt.Y("group:N", sort=None, title=None, axis=alt.Axis(ticks=False, labelPadding=8))
    colour = alt.Color("way:N", scale=alt.Scale(domain=["less", "more"], range=[look.base, look.other]), legend=None)
    base = alt.Chart(rows)
    across = alt.X("change:Q", scale=scale, title=t("compare.gains.axis"), axis=alt.Axis(tickCount=5))
    tip = [alt.Tooltip("group:N", title=" "), alt.Tooltip("said:N", title=t("compare.column.change"))]
    bars = base.encode(x=across, y=down, color=colour, tooltip=tip)
    text = {"fontSize": 11, "color": look.ink}
    labels = base.encode(x=alt.X("edge:Q", scale=scale), y=down, text="short:N")
    drawn = alt.layer(
        bars.transform_filter("datum.shown").mark_bar(height=15),
        bars.transform_filter("!datum.shown").mark_bar(
            height=13, fillOpacity=0, stroke=look.quiet, strokeDash=[3, 2], strokeWidth=1.2
        ),
        base.mark_rule(strokeWidth=1.6, color=look.ink).encode(x=alt.X("low:Q", scale=scale), x2="high:Q", y=down),
        alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=look.quiet).encode(x=alt.X("zero:Q", scale=scale)),
        labels.transform_filter("datum.way == 'less'").mark_text(align="right", dx=-6, **text),
        labels.transform_filter("datum.way == 'more'").mark_text(align="left", dx=6, **text),
    ).properties(height=alt.Step(27))
    table = pd.DataFrame(
        {
            "": [named(one) for one in chosen],
            t("compare.column.cases"): [forms.decimal(one.cases / weeks) for one in chosen],
            f"{t('words.before')}, min": [forms.minutes(one.base or 0.0, 1) for one in chosen],
            f"{t('words.after')}, min": [forms.minutes(one.other or 0.0, 1) for one in chosen],
            t("compare.column.change"): [change(one, MINUTE) for one in chosen],
            " ": [t(f"words.verdict.{one.verdict}") for one in chosen],
        }
    )
    return Chart(name, drawn, table, t("compare.gains"), made_of)


def _row(one: Change, name: str) -> dict[str, object]:
    value = (one.value or 0.0) / MINUTE
    low, high = ((value if end is None else end / MINUTE) for end in (one.family_low, one.family_high))
    digits = 0 if abs(value) >= 9.95 else 1
    is_shown = one.verdict in SHOWN
    return {
        "group": name,
        "change": value,
        "low": low,
        "high": high,
        "shown": is_shown,
        "way": "less" if value < 0 else "more",
        "said": change(one, MINUTE),
        "short": f"{forms.signed(value, digits)} min" if is_shown else t(f"words.short.{one.verdict}"),
        "edge": low if value < 0 else high,
    }
