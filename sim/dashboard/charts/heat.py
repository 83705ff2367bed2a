"""A week as a map: weekdays down, half-hours across, the darker the more; staffed hours framed, the highest told."""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours

DAY, HALF = 48, 30
"""Half-hours of a day; minutes of one."""
HOURS = "pad(floor(datum.value / 60), 2, '0', 'left')"
Cells = Sequence[float | None]


def clock(half: int) -> str:
    """Return the time at which a half-hour of the week begins: ``08:30``."""
    return f"{half % DAY * HALF // 60:02}:{half % DAY * HALF % 60:02}"


def heat(
    title: str,
    cells: Cells,
    ends: tuple[Cells, Cells],
    staffed: Sequence[float],
    said: Callable[[float], str],
    made_of: Sequence[str],
    name: str,
) -> Chart:
    """Draw a figure over the week.

    Parameters
    ----------
    title
        What is shown.
    cells, ends
        336 values from Monday 00:00, None where there are none; their intervals.
    staffed
        336 shares of time that is staffed.
    said
        Writes a value.
    made_of, name
        As in `Chart`.
    """
    days = [t(f"week.day.{day}") for day in range(7)]
    rows = pd.DataFrame(
        [
            {
                "day": days[half // DAY], "start": half % DAY * HALF, "stop": (half % DAY + 1) * HALF, "value": value,
                "when": f"{days[half // DAY]} {clock(half)}", "said": _with_interval(half, value, ends, said),
            }
            for half, value in enumerate(cells)
            if value is not None
        ],
        columns=["day", "start", "stop", "value", "when", "said"],
    )  # fmt: skip
    peaks = [_peak(day, cells) for day in range(7)]
    most = pd.DataFrame(
        [
            {"day": days[day], "said": f"{clock(half)} · {said(cells[half] or 0.0)}"}
            for day, half in enumerate(peaks)
            if half is not None
        ],
        columns=["day", "said"],
    )
    frames = pd.DataFrame([_frame(day, days, staffed) for day in range(7)], columns=["day", "start", "stop"]).dropna()
    highest = max((half for half in peaks if half is not None), key=lambda half: cells[half] or 0.0, default=None)
    told = [] if highest is None else [_highest(highest, cells, ends, said)]
    says = f"{title}. {' '.join(told)} " + "; ".join(f"{row['day']}: {row['said']}" for _, row in most.iterrows())
    made = [*made_of, *told, t("week.frame")]
    return Chart(name, _drawn(rows, most, frames, days), _table(cells, days, said), says, made)


def _drawn(rows: pd.DataFrame, most: pd.DataFrame, frames: pd.DataFrame, days: Sequence[str]) -> Drawn:
    look = colours()
    down = alt.Y("day:N", sort=list(days), title=None, scale=alt.Scale(domain=list(days)), axis=alt.Axis(ticks=False))
    axis = alt.Axis(values=list(range(0, 1441, 180)), labelExpr=HOURS, grid=False)
    scale = alt.Scale(domain=[0, 1440 * 1.2], nice=False)
    across = alt.X("start:Q", title=None, scale=scale, axis=axis)
    shade = alt.Color("value:Q", legend=None, scale=alt.Scale(range=[look.grid, look.base], zero=True))
    tip = [alt.Tooltip("when:N", title=" "), alt.Tooltip("said:N", title="  ")]
    cells = alt.Chart(rows).encode(x=across, x2="stop:Q", y=down, color=shade, tooltip=tip)
    framed = alt.Chart(frames).encode(x=across, x2="stop:Q", y=down)
    beside = alt.Chart(most).encode(x=alt.value(alt.expr("width")), y=down, text="said:N")
    return alt.layer(
        cells.mark_rect(stroke=look.ground, strokeWidth=0.5),
        framed.mark_rect(filled=False, stroke=look.quiet, strokeWidth=1),
        beside.mark_text(align="right"),
    ).properties(height=alt.Step(22))


def _peak(day: int, cells: Cells) -> int | None:
    """Return the half-hour of a day with the highest value, None where all are nothing."""
    halves = [half for half in range(day * DAY, (day + 1) * DAY) if cells[half]]
    return max(halves, key=lambda half: cells[half] or 0.0, default=None)


def _frame(day: int, days: Sequence[str], staffed: Sequence[float]) -> list[object]:
    open_at = [half % DAY for half in range(day * DAY, (day + 1) * DAY) if staffed[half] > 0]
    return [days[day], open_at[0] * HALF, (open_at[-1] + 1) * HALF] if open_at else [days[day], None, None]


def _with_interval(half: int, value: float, ends: tuple[Cells, Cells], said: Callable[[float], str]) -> str:
    low, high = ends[0][half], ends[1][half]
    return said(value) if low is None or high is None else f"{said(value)} ({said(low)}–{said(high)})"


def _highest(half: int, cells: Cells, ends: tuple[Cells, Cells], said: Callable[[float], str]) -> str:
    when = f"{t(f'words.weekday.{half // DAY}')} {clock(half)}"
    low, high = ends[0][half], ends[1][half]
    if low is None or high is None:
        return t("week.highest", when=when, value=said(cells[half] or 0.0))
    return t("week.highest_interval", when=when, value=said(cells[half] or 0.0), low=said(low), high=said(high))


def _table(cells: Cells, days: Sequence[str], said: Callable[[float], str]) -> pd.DataFrame:
    """Return half-hours down and weekdays across, from the first to the last half-hour that has anything."""
    used = [half % DAY for half, value in enumerate(cells) if value]
    halves = range(min(used, default=0), max(used, default=-1) + 1)
    columns: dict[str, list[str]] = {t("week.column.time"): [clock(half) for half in halves]}
    for day, name in enumerate(days):
        values = [cells[day * DAY + half] for half in halves]
        columns[name] = [t("words.none") if value is None else said(value) for value in values]
    return pd.DataFrame(columns)


def plain(value: float) -> str:
    """Write a mean number: two places below one."""
    return forms.decimal(value, 2 if value < 0.995 else 1)
