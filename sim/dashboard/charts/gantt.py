"""A day of people and their work: duty as a light band, pieces of work on it, the chosen case framed."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.dashboard.persons import people
from sim.measures.day import Day
from sim.units import DAY, HOUR, MINUTE

PICK = "pick"
"""Name of what a click picks: the case of a piece of work."""
SORTS = {
    "first": ("first", "picture"),
    "reply": ("reply", "async_reply", "sender_reply"),
    "passed": ("referred", "accept"),
    "silent": ("reminder", "call", "closing", "async_reminder", "async_closing"),
    "visit": ("visit",),
}
"""Kinds of work that are drawn alike."""
SORT = {kind: sort for sort, kinds in SORTS.items() for kind in kinds}
CLOCK = "pad(floor(datum.value / 60), 2, '0', 'left') + ':' + pad(datum.value % 60, 2, '0', 'left')"
WORK = ["person", "start", "stop", "sort", "case", "said", "chosen"]


def hours(day: Day) -> tuple[int, int]:
    """Return the whole hours between which a day is drawn, in minutes: duty, work and opening hours lie within."""
    spans = [(one.start, one.stop) for one in day.shifts] + [(one.start, one.stop) for one in day.work]
    spans += [(day.open, day.close)] if day.open < day.close else []
    starts, stops = [start for start, _ in spans], [stop for _, stop in spans]
    first, last = min(starts, default=8 * HOUR), max(stops, default=17 * HOUR)
    return first // HOUR * 60, min(-(-last // HOUR), DAY // HOUR) * 60


def gantt(day: Day, second: int, chosen: int, made_of: Sequence[str], name: str) -> Chart:
    """Draw who did what when.

    Parameters
    ----------
    day
        The day.
    second
        Second of the day at which a line stands.
    chosen
        The case whose work is framed.
    made_of, name
        As in `Chart`.
    """
    called = people(day.people)
    labels = {one: _label(day, one, called[one]) for one in day.people}
    priorities = {one.number: one.priority for one in day.cases}
    work = pd.DataFrame(
        [
            [
                labels[one.person], one.start / MINUTE, one.stop / MINUTE, t(f"day.sort.{SORT[one.kind]}"), one.case,
                _said(one.kind, one.case, priorities.get(one.case, 0), one.start, one.stop), one.case == chosen,
            ]
            for one in day.work
        ],
        columns=WORK,
    )  # fmt: skip
    duty = pd.DataFrame(
        [[labels[one.person], one.start / MINUTE, one.stop / MINUTE, one.absent] for one in day.shifts],
        columns=["person", "start", "stop", "absent"],
    )
    table = {
        t("day.column.from"): [clock(one.start) for one in day.work],
        t("day.column.until"): [clock(one.stop) for one in day.work],
        t("day.column.who"): [called[one.person] for one in day.work],
        t("day.column.what"): [t(f"day.piece.{one.kind}") for one in day.work],
        t("day.column.case"): [str(one.case) for one in day.work],
    }
    rows = pd.DataFrame(table).sort_values([t("day.column.from"), t("day.column.who")])
    drawn = _drawn(work, duty, list(labels.values()), second // MINUTE, hours(day))
    return Chart(name, drawn, rows, t("day.gantt.says", people=len(labels), pieces=len(work)), made_of)


def clock(second: int) -> str:
    """Return a second of the day as a time: ``08:05``."""
    return f"{second // HOUR:02}:{second % HOUR // MINUTE:02}"


def _drawn(
    work: pd.DataFrame, duty: pd.DataFrame, people: Sequence[str], minute: int, between: tuple[int, int]
) -> Drawn:
    look = colours()
    scale = alt.Scale(domain=list(between), nice=False)
    step = 60 if between[1] - between[0] <= 720 else 120
    ticks = alt.Axis(values=list(range(between[0], between[1] + 1, step)), labelExpr=CLOCK, labelOverlap=True)
    across = alt.X("start:Q", title=None, scale=scale, axis=ticks)
    label = alt.Axis(ticks=False, labelPadding=8, labelLineHeight=13, labelExpr="split(datum.label, '|')")
    down = alt.Y("person:N", sort=list(people), title=None, scale=alt.Scale(domain=list(people)), axis=label)
    sorts = [t(f"day.sort.{one}") for one in SORTS]
    shade = alt.Scale(domain=sorts, range=[look.base, look.parts[6], look.parts[3], look.parts[4], look.parts[1]])
    colour = alt.Color("sort:N", scale=shade, title=None, legend=alt.Legend(columns=2))
    there = alt.Chart(duty).encode(x=across, x2="stop:Q", y=down)
    pieces = alt.Chart(work).encode(
        x=across, x2="stop:Q", y=down, color=colour, tooltip=[alt.Tooltip("said:N", title=" ")], description="said:N"
    )
    framed = pieces.transform_filter("datum.chosen").encode(color=alt.value(look.ink))
    away = there.transform_filter("datum.absent")
    now = alt.Chart(pd.DataFrame({"start": [minute]})).mark_rule(color=look.other, strokeWidth=1.6).encode(x=across)
    return alt.layer(
        there.transform_filter("!datum.absent").mark_bar(height=26, color=look.grid),
        away.mark_bar(height=26, filled=False, stroke=look.quiet, strokeDash=[4, 3]),
        away.mark_text(align="left", dx=6, color=look.quiet, text=t("day.absent")),
        pieces.mark_bar(height=18, stroke=look.ground, strokeWidth=0.6, cursor="pointer").add_params(
            alt.selection_point(name=PICK, fields=["case"])
        ),
        framed.mark_bar(height=24, filled=False, strokeWidth=2),
        now,
    ).properties(height=alt.Step(38))


def _label(day: Day, person: str, called: str) -> str:
    """Return what a person is called, and below it the roles that the name does not tell."""
    roles = {one.role: None for one in day.shifts if one.person == person}
    said = [t(f"words.role.{role}") for role in roles]
    untold = ", ".join(one for one in said if one.casefold() not in called.casefold())
    return f"{called}|{untold}" if untold else called


def _said(kind: str, case: int, priority: int, start: int, stop: int) -> str:
    times = f"{clock(start)}–{clock(stop)}"
    return t("day.gantt.piece", what=t(f"day.piece.{kind}"), case=case, priority=priority, times=times,
             length=forms.length(stop - start))  # fmt: skip
