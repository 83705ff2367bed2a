"""The week, half-hour by half-hour: work that is expected as bars, people who are there as a line of steps."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.scenario.schema.times import clock_text

NEAR = 0.005
"""People: what is less than this is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A half-hour of the week.

    Attributes
    ----------
    day, start
        Monday 0; seconds of the day.
    comes, waits
        People kept busy by what comes then, and by what has waited for the opening.
    before, after
        People who are there, in the roster before and in this one.
    """

    day: int
    start: int
    comes: float
    waits: float
    before: float
    after: float

    @property
    def needed(self) -> float:
        """People that it would take."""
        return self.comes + self.waits

    @property
    def short(self) -> bool:
        """There are fewer."""
        return self.needed > self.after + NEAR


def cover(cells: Sequence[Cell], made_of: Sequence[str], name: str, says: str) -> Chart:
    """Draw need and people over the week.

    Parameters
    ----------
    cells
        In order of days and half-hours; days have equally many.
    made_of, name, says
        As in `Chart`.
    """
    table = pd.DataFrame(
        {
            t("roster.need.when"): [when(one) for one in cells],
            t("roster.need.needed"): [forms.decimal(one.needed, 2) for one in cells],
            t("roster.need.waits"): [forms.decimal(one.waits, 2) for one in cells],
            t("roster.need.before"): [forms.decimal(one.before, 2) for one in cells],
            t("roster.need.after"): [forms.decimal(one.after, 2) for one in cells],
            t("roster.need.gap"): [forms.signed(one.after - one.needed, 2) for one in cells],
        }
    )
    return Chart(name, _drawn(cells), table, says, made_of)


def when(cell: Cell) -> str:
    """Return ``måndag 08:00``."""
    return f"{t(f'words.weekday.{cell.day}')} {clock_text(cell.start)}"


def _drawn(cells: Sequence[Cell]) -> Drawn:
    look = colours()
    parts, steps = _rows(cells)
    kinds = [t("roster.need.comes"), t("roster.need.waits")]
    sides = [t(f"roster.need.{side}") for side in ("before", "after")][0 if _differ(cells) else 1 :]
    days = [n for n, one in enumerate(cells) if n == 0 or one.day != cells[n - 1].day]
    labels = {n: t(f"words.weekday.{cells[n].day}") for n in days}
    named = " : ".join(f"datum.value == {n} ? '{label}'" for n, label in labels.items())
    axis = alt.Axis(values=days, labelExpr=f"{named} : ''", labelAlign="left", grid=True, labelOverlap=True, ticks=True)
    scale = alt.Scale(domain=[0, len(cells)], nice=False)
    height = alt.Y("people:Q", title=t("roster.need.axis"), axis=alt.Axis(tickCount=5))

    def tooltip(kind: str) -> list[alt.Tooltip]:
        told = {"when": t("roster.need.when"), kind: " ", "said": t("roster.need.people")}
        return [alt.Tooltip(f"{field}:N", title=title) for field, title in told.items()]

    bars = alt.Chart(parts).encode(
        x=alt.X("at:Q", scale=scale, title=None, axis=axis), x2="until:Q",
        color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[look.other, look.parts[3]]), title=None,
                        legend=alt.Legend(columns=1)),
        tooltip=tooltip("kind"),
    )  # fmt: skip
    lines = alt.Chart(steps).encode(
        x=alt.X("at:Q", scale=scale), y=height, tooltip=tooltip("side"),
        strokeDash=alt.StrokeDash(
            "side:N", scale=alt.Scale(domain=sides, range=[[3, 3], [1, 0]][-len(sides) :]), title=None,
            legend=alt.Legend(columns=1, symbolType="stroke", symbolStrokeColor=look.base, symbolStrokeWidth=2.2),
        ),
    )  # fmt: skip
    short = (
        alt.Chart(parts).transform_filter("datum.short").encode(x=alt.X("middle:Q", scale=scale), y=alt.Y("needed:Q"))
    )
    return alt.layer(
        bars.mark_bar(opacity=0.85).encode(y=alt.Y("low:Q", title=t("roster.need.axis")), y2="high:Q"),
        lines.mark_line(interpolate="step-after", strokeWidth=2.2, color=look.base),
        short.mark_text(text="▼", dy=-7, fontSize=8, color=look.ink),
    ).properties(height=230)


def _rows(cells: Sequence[Cell]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the parts of the bars, and the lines; a line goes on to the end of its day."""
    parts, steps = [], []
    for n, one in enumerate(cells):
        for kind, low, high in (("comes", 0.0, one.comes), ("waits", one.comes, one.needed)):
            if high - low > NEAR / 10:
                size = {"at": n + 0.08, "until": n + 0.92, "middle": n + 0.5, "low": low, "high": high}
                top = one.short and high == one.needed
                parts.append(
                    {**size, "kind": t(f"roster.need.{kind}"), "needed": one.needed, "short": top}
                    | {"when": when(one), "said": forms.decimal(high - low, 2)}
                )
        for side in ("before", "after"):
            people = getattr(one, side)
            told = {"side": t(f"roster.need.{side}"), "when": when(one), "said": forms.decimal(people, 2)}
            steps.append({"at": n, "people": people, **told})
    if not _differ(cells):
        steps = [one for one in steps if one["side"] != t("roster.need.before")]
    last = [{**one, "at": len(cells)} for one in steps if one["at"] == len(cells) - 1]
    columns = ["at", "until", "middle", "low", "high", "kind", "needed", "short", "when", "said"]
    return pd.DataFrame(parts, columns=columns), pd.DataFrame([*steps, *last])


def _differ(cells: Sequence[Cell]) -> bool:
    """Tell whether there are other people than before."""
    return any(one.before != one.after for one in cells)
