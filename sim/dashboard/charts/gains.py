"""Who gains and who pays: a bar for each group with its interval, to the left less waiting, to the right more."""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.dashboard.telling import change
from sim.measures import Change
from sim.report.changes import SHOWN
from sim.units import MINUTE

GROUPS = 12
"""Groups drawn at most: those that are shown, with the most minutes of waiting first."""
COLUMNS = ("group", "change", "low", "high", "shown", "way", "said", "short", "edge")
ROOM = 0.3
"""Share of the width that is left for the words beside a bar."""


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
    known = [one for one in changes if one.value is not None and one.verdict != "too few"]
    chosen = sorted(known, key=lambda one: (one.verdict not in SHOWN, -abs(one.value or 0.0) * one.cases))[:GROUPS]
    chosen.sort(key=lambda one: one.value or 0.0)
    rows = pd.DataFrame([_row(one, named(one)) for one in chosen], columns=COLUMNS)
    table = {
        t("compare.column.group"): [named(one) for one in chosen],
        t("compare.column.cases"): [forms.decimal(one.cases / weeks) for one in chosen],
        f"{t('words.before')}, min": [forms.minutes(one.base or 0.0, 1) for one in chosen],
        f"{t('words.after')}, min": [forms.minutes(one.other or 0.0, 1) for one in chosen],
        f"{t('compare.column.change')}, min": [change(one, MINUTE) for one in chosen],
        "": [t(f"words.verdict.{one.verdict}") for one in chosen],
    }
    says = f"{t('compare.gains')}. " + "; ".join(f"{row['group']}: {row['said']} min" for _, row in rows.iterrows())
    return Chart(name, _drawn(rows), pd.DataFrame(table), says, made_of)


def _drawn(rows: pd.DataFrame) -> Drawn:
    look = colours()
    low, high = (min(float(rows["low"].min()), 0.0), max(float(rows["high"].max()), 0.0)) if len(rows) else (-1.0, 1.0)
    room = ROOM * max(high - low, 1.0)
    scale = alt.Scale(domain=[low - room, high + room], nice=False)
    colour = alt.Color("way:N", scale=alt.Scale(domain=["less", "more"], range=[look.base, look.other]), legend=None)
    down = alt.Y("group:N", sort=None, title=None, axis=alt.Axis(ticks=False, labelPadding=8))
    base = alt.Chart(rows).encode(y=down)

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, title=t("compare.gains.axis"), axis=alt.Axis(tickCount=5))

    tip = [alt.Tooltip("group:N", title=" "), alt.Tooltip("said:N", title=t("compare.column.change"))]
    bars = base.encode(x=at("change"), color=colour, tooltip=tip)
    hollow = bars.transform_filter("!datum.shown")
    beside = base.encode(x=at("edge"), text="short:N")
    return alt.layer(
        bars.transform_filter("datum.shown").mark_bar(height=15),
        hollow.mark_bar(height=13, fillOpacity=0, stroke=look.quiet, strokeDash=[3, 2], strokeWidth=1.2),
        base.mark_rule(strokeWidth=1.6, color=look.ink).encode(x=at("low"), x2="high:Q"),
        alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=look.quiet).encode(x=at("zero")),
        beside.transform_filter("datum.way == 'less'").mark_text(align="right", dx=-6),
        beside.transform_filter("datum.way == 'more'").mark_text(align="left", dx=6),
    ).properties(height=alt.Step(27))


def _row(one: Change, name: str) -> list[object]:
    value = (one.value or 0.0) / MINUTE
    low, high = (value if end is None else end / MINUTE for end in (one.family_low, one.family_high))
    shown = one.verdict in SHOWN
    figure = f"{forms.signed(value, 0 if abs(value) >= 9.95 else 1)}{forms.THIN}min"
    short = figure if shown else t(f"words.short.{one.verdict}")
    way, edge = ("less", low) if value < 0 else ("more", high)
    return [name, value, low, high, shown, way, change(one, MINUTE), short, edge]
