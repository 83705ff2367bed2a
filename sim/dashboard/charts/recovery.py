"""What waits when the days open, before and after a closure, by what becomes of the cases."""

import datetime as dt
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.measures import Change
from sim.measures.recovery import Recovery

COLUMNS = ("order", "day", "way", "pieces", "low", "high", "shown", "said")
SHAPES = ("diamond", "circle", "triangle-up", "square")
BEFORE, AFTER = 3, 10
"""Openings drawn before the first closed day and after the last."""


def openings(
    found: Sequence[Recovery],
    ways: Mapping[str, str],
    first_day: int,
    closed: Sequence[int],
    made_of: Sequence[str],
    name: str,
) -> Chart:
    """Draw the mean number of pieces that wait when each day opens.

    Parameters
    ----------
    found
        Of one unit, each way to handle its closure.
    ways
        By scenario what it is called; without closure under an empty name.
    first_day
        Proleptic ordinal of day 0.
    closed
        Days on which a unit is closed.
    made_of, name
        As in `Chart`.
    """  # fmt: skip
    every = [int(one.key["day"]) for one in found[0].changes]
    before = [day for day in every if day < closed[0]][-BEFORE:]
    seen = before + [day for day in every if closed[0] <= day <= closed[-1]]
    seen += [day for day in every if day > closed[-1]][:AFTER]
    label = {day: _label(first_day + day, day in closed) for day in seen}
    lines = [(ways[""], found[0].changes, 0), *((ways[one.scenario], one.changes, 1) for one in found)]
    rows = [
        _row(one, way, side, label, seen) for way, changes, side in lines for one in changes if one.key["day"] in label
    ]
    table = {t("closures.column.day"): [label[day].replace("|", " ") for day in seen]}
    for way, changes, side in lines:
        mine = {int(one.key["day"]): one for one in changes}
        table[way] = [_said(mine[day], side) for day in seen]
    says = f"{t('closures.recovery')}. " + "; ".join(
        f"{way}: {', '.join(values)}" for way, values in list(table.items())[1:]
    )
    drawn = _drawn(pd.DataFrame(rows, columns=COLUMNS), [label[day] for day in seen], [way for way, *_ in lines])
    return Chart(name, drawn, pd.DataFrame(table), says, made_of)


def _label(ordinal: int, closed: bool) -> str:
    day = dt.date.fromordinal(ordinal)
    said = f"{t(f'words.weekday.{day.weekday()}')[:3]}|{day.day}/{day.month}"
    return f"{said}|{t('closures.closed')}" if closed else said


def _row(one: Change, way: str, side: int, label: Mapping[int, str], seen: Sequence[int]) -> list[object]:
    """Return what is drawn of one opening; the interval is that of the difference, put on what waits without it."""
    pieces, day, base = (one.base, one.other)[side] or 0.0, int(one.key["day"]), one.base or 0.0
    known = side == 1 and one.family_low is not None and one.family_high is not None
    low, high = (base + (one.family_low or 0.0), base + (one.family_high or 0.0)) if known else (pieces, pieces)
    shown = side == 0 or one.verdict in ("better", "worse")
    return [seen.index(day), label[day], way, pieces, max(low, 0.0), high, shown, _said(one, side)]


def _said(one: Change, side: int) -> str:
    value = (one.base, one.other)[side]
    said = t("words.none") if value is None else forms.decimal(value)
    if side == 0 or one.value is None or one.verdict not in ("better", "worse"):
        return said if side == 0 else f"{said} ({t(f'words.verdict.{one.verdict}')})"
    low, high = (forms.signed(end or 0.0) for end in (one.family_low, one.family_high))
    return f"{said} ({t('words.interval', value=forms.signed(one.value), low=low, high=high)})"


def _drawn(rows: pd.DataFrame, days: Sequence[str], ways: Sequence[str]) -> Drawn:
    look = colours()
    palette = [look.base, look.parts[7], look.other, look.parts[1]]
    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')", grid=False, ticks=False, labelFontSize=11)
    across = alt.X("day:N", sort=list(days), title=None, axis=axis, scale=alt.Scale(paddingInner=0.1))
    aside = alt.XOffset("way:N", sort=list(ways), scale=alt.Scale(paddingOuter=0.25))
    colour = alt.Color("way:N", sort=list(ways), title=None, scale=alt.Scale(domain=list(ways), range=palette),
                       legend=alt.Legend(columns=2))  # fmt: skip
    shape = alt.Shape("way:N", sort=list(ways), title=None, scale=alt.Scale(domain=list(ways), range=list(SHAPES)))
    up = alt.Y("pieces:Q", title=t("closures.recovery.axis"), axis=alt.Axis(tickCount=5), scale=alt.Scale(zero=True))
    low = alt.Y("low:Q", title=t("closures.recovery.axis"))
    tip = [alt.Tooltip("way:N", title=" "), alt.Tooltip("said:N", title=t("closures.recovery.axis"))]
    base = alt.Chart(rows).encode(x=across, xOffset=aside, color=colour)
    points = base.encode(y=up, shape=shape, tooltip=tip)
    hollow = points.transform_filter("!datum.shown")
    return alt.layer(
        base.mark_rule(strokeWidth=2, opacity=0.55).encode(y=low, y2="high:Q"),
        points.transform_filter("datum.shown").mark_point(filled=True, size=80, opacity=1),
        hollow.mark_point(filled=False, fill=look.ground, strokeWidth=2, size=80, opacity=1),
    ).properties(height=300)
