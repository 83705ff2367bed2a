"""What waits when the day opens, weekday by weekday: a bar with its interval, and beside it how long it takes."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.measures.columns import WEEKDAYS
from sim.measures.waits import Quantile
from sim.measures.week import Opening
from sim.units import MINUTE

ROOM = 1.2
"""Room for the words beside the longest bar, as a share of it."""


def openings(found: Sequence[Opening], made_of: Sequence[str], name: str) -> Chart:
    """Draw openings.

    Parameters
    ----------
    found
        By weekday.
    made_of, name
        As in `Chart`.
    """
    rows = pd.DataFrame([_row(one) for one in found], columns=["day", "value", "low", "high", "said"])
    table = {
        t("week.column.day"): [_day(one) for one in found],
        t("week.column.waiting"): [_number(one) for one in found],
        t("week.column.median"): [until(one.cleared.median) for one in found],
        t("week.column.p90"): [until(one.cleared.p90) for one in found],
        t("week.column.never"): [_share(one) for one in found],
    }
    says = f"{t('week.opening')}. " + "; ".join(f"{row['day']}: {row['said']}" for _, row in rows.iterrows())
    return Chart(name, _drawn(rows), pd.DataFrame(table), says, made_of)


def until(quantile: Quantile) -> str:
    """Return how long it takes, or that it takes longer than the day."""
    if quantile.value is not None:
        return forms.length(max(quantile.value, MINUTE))
    return t("words.none") if quantile.over is None else t("week.not_that_day")


def _drawn(rows: pd.DataFrame) -> Drawn:
    look = colours()
    longest = float(rows["high"].max()) if len(rows) else 1.0
    scale = alt.Scale(domain=[0, (1 + ROOM) * longest or 1.0], nice=False)
    down = alt.Y("day:N", sort=None, title=None, axis=alt.Axis(ticks=False))

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, title=t("week.opening.axis"), axis=alt.Axis(tickCount=5))

    base = alt.Chart(rows).encode(y=down)
    return alt.layer(
        base.mark_bar(height=15, color=look.base).encode(x=at("value"), tooltip=["said:N"]),
        base.mark_rule(strokeWidth=1.6, color=look.ink).encode(x=at("low"), x2="high:Q"),
        base.mark_text(align="left", dx=7).encode(x=at("high"), text="said:N"),
    ).properties(height=alt.Step(27))


def _row(one: Opening) -> list[object]:
    value = one.waiting.value or 0.0
    low, high = (value if end is None else max(end, 0.0) for end in (one.waiting.low, one.waiting.high))
    return [_day(one), value, low, high, f"{forms.decimal(value)} · {t('week.half', length=until(one.cleared.median))}"]


def _day(one: Opening) -> str:
    return t(f"words.weekday.{WEEKDAYS.index(one.weekday)}")


def _number(one: Opening) -> str:
    value, low, high = one.waiting.value or 0.0, one.waiting.low, one.waiting.high
    if low is None or high is None:
        return forms.decimal(value)
    return f"{forms.decimal(value)} ({forms.decimal(max(low, 0.0))}–{forms.decimal(high)})"


def _share(one: Opening) -> str:
    return t("words.none") if one.not_that_day.value is None else forms.percent(one.not_that_day.value)
