"""How much waits through a day: steps, the most urgent at the bottom."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.charts.gantt import CLOCK, clock
from sim.dashboard.language import t
from sim.dashboard.look import colours
from sim.domain.words import PRIORITIES
from sim.measures.day import Step
from sim.units import DAY, HOUR, MINUTE

LINES = 30 * MINUTE
"""Between two lines of the table."""


def lengths(steps: Sequence[Step], second: int, between: tuple[int, int], made_of: Sequence[str], name: str) -> Chart:
    """Draw what waits through a day.

    Parameters
    ----------
    steps
        From `Day.lengths`.
    second
        Second of the day at which a line stands.
    between
        Minutes of the day that are drawn.
    made_of, name
        As in `Chart`.
    """
    low, high = (minute * MINUTE for minute in between)
    inside = [(low, at(steps, low)), *((one.second, one.waiting) for one in steps if low < one.second < high)]
    rows = pd.DataFrame(
        [
            [
                start / MINUTE, stop / MINUTE, str(number), sum(waiting[: number - 1]), sum(waiting[:number]),
                waiting[number - 1], sum(waiting), clock(start),
            ]
            for (start, waiting), stop in zip(inside, [*(one for one, _ in inside[1:]), high], strict=True)
            for number in PRIORITIES
            if waiting[number - 1]
        ],
        columns=["start", "stop", "priority", "low", "high", "waiting", "whole", "when"],
    )  # fmt: skip
    times = range(low, high + 1, LINES)
    table = {t("day.column.at"): [clock(one) if one < DAY else "24:00" for one in times]}
    for number in PRIORITIES:
        table[_name(number)] = [str(at(steps, min(one, DAY - 1))[number - 1]) for one in times]
    table[t("day.column.together")] = [str(sum(at(steps, min(one, DAY - 1)))) for one in times]
    most = max(((sum(one.waiting), -one.second) for one in steps), default=(0, 0))
    says = t("day.lengths.says", number=most[0], clock=clock(-most[1]))
    return Chart(name, _drawn(rows, second // MINUTE, between), pd.DataFrame(table), says, made_of)


def at(steps: Sequence[Step], second: int) -> list[int]:
    """Return what waits at a second of the day, by priority."""
    return next(one.waiting for one in reversed(steps) if one.second <= second)


def _drawn(rows: pd.DataFrame, minute: int, between: tuple[int, int]) -> Drawn:
    look = colours()
    step = HOUR // MINUTE if between[1] - between[0] <= 720 else 2 * HOUR // MINUTE
    axis = alt.Axis(values=list(range(between[0], between[1] + 1, step)), labelExpr=CLOCK, labelOverlap=True)
    across = alt.X("start:Q", title=None, scale=alt.Scale(domain=list(between), nice=False), axis=axis)
    shade = alt.Scale(
        domain=[str(number) for number in PRIORITIES],
        range=[look.other, look.parts[3], look.base, look.parts[6], look.parts[4]],
    )
    whole = alt.Axis(tickMinStep=1, tickCount=4, format="d")
    bars = alt.Chart(rows).encode(
        x=across,
        x2="stop:Q",
        y=alt.Y("low:Q", title=t("day.lengths.axis"), axis=whole),
        y2="high:Q",
        color=alt.Color("priority:N", scale=shade, title=t("week.priority"), legend=alt.Legend(titleOrient="left")),
        tooltip=[
            alt.Tooltip("when:N", title=t("day.column.from")),
            alt.Tooltip("priority:N", title=t("week.priority")),
            alt.Tooltip("waiting:Q", title=t("day.column.waiting")),
            alt.Tooltip("whole:Q", title=t("day.column.together")),
        ],
    )
    now = alt.Chart(pd.DataFrame({"start": [minute]})).mark_rule(color=look.other, strokeWidth=1.6).encode(x=across)
    return alt.layer(bars.mark_rect(), now).properties(height=150)


def _name(number: int) -> str:
    return t("week.priority.one", number=number)
