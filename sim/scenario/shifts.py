"""Who is on duty when: weeks, dates, breaks, leave and closures laid out as shifts and visit slots."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.staffing import keeps_open_cases
from sim.scenario.days import Days, by_weekday
from sim.scenario.posts import PlacedPost
from sim.tables import Bools, Ints
from sim.units import DAY

Spans = tuple[tuple[int, int], ...]
Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Intervals:
    """Half-open intervals in ticks, each within a day of the horizon, sorted by beginning.

    Attributes
    ----------
    day, start, stop
        (S,) day of the horizon, first tick, first tick after it.
    """

    day: Ints
    start: Ints
    stop: Ints

    def where(self, kept: Bools) -> "Intervals":
        """Keep the intervals named by a mask."""
        return Intervals(self.day[kept], self.start[kept], self.stop[kept])

    def without(self, window: Window) -> "Intervals":
        """Cut a window out."""
        from_, until = window
        if not np.any((self.start < until) & (self.stop > from_)):
            return self
        before = Intervals(self.day, self.start, np.minimum(self.stop, from_))
        after = Intervals(self.day, np.maximum(self.start, until), self.stop)
        return joined([before.where(before.stop > before.start), after.where(after.stop > after.start)])


def joined(parts: Sequence[Intervals]) -> Intervals:
    """Put intervals that do not overlap into one sorted whole."""
    empty = np.empty(0, dtype=np.int64)
    columns = [np.concatenate([empty, *(getattr(part, name) for part in parts)]) for name in ("day", "start", "stop")]
    order = np.argsort(columns[1], kind="stable")
    return Intervals(*(column[order] for column in columns))


def merged(spans: Sequence[tuple[int, int]]) -> Spans:
    """Merge spans that touch or overlap."""
    result: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(stop, result[-1][1]))
        else:
            result.append((start, stop))
    return tuple(result)


def minus(spans: Sequence[tuple[int, int]], breaks: Sequence[tuple[int, int]]) -> Spans:
    """Take breaks out of the spans of a day, after merging them."""
    rest = merged(spans)
    for from_, until in breaks:
        cut = [part for start, stop in rest for part in ((start, min(stop, from_)), (max(start, until), stop))]
        rest = tuple((start, stop) for start, stop in cut if stop > start)
    return rest


class Duty:
    """Lays out posts over the days of a horizon; people with the same week share the work of laying it out.

    Parameters
    ----------
    days
        The calendar; hours outside staffed hours are cut off [ST-1].
    visit
        Length of a digital visit in ticks.
    keep_over_break
        Longest break in ticks after which the open cases are kept [CO-9].
    """

    def __init__(self, days: Days, visit: int, keep_over_break: int) -> None:
        self._days = days
        self._visit = visit
        self._keep = keep_over_break
        self._by_weekday = [np.flatnonzero(days.weekday == weekday) for weekday in range(7)]
        self._laid_out: dict[tuple[Spans, ...], Intervals] = {}

    def shifts(self, placed: PlacedPost, closures: Sequence[Window]) -> Intervals:
        """Lay out the duty of a post [ST-5, UN-3].

        Parameters
        ----------
        placed
            The post.
        closures
            Windows in which the post's unit, or the unit whose list it works in, is closed.
        """
        person, post, days = placed.person, placed.post, self._days
        duty = self._week(post.week, person.breaks)
        on_dates = [(day, spans) for date, spans in post.dates.items() if (day := self._day(date)) is not None]
        if on_dates:
            listed = np.array([day for day, _ in on_dates], dtype=np.int64)
            single = [self._lay_out(np.array([day]), minus(spans, person.breaks)) for day, spans in on_dates]
            duty = joined([duty.where(~np.isin(duty.day, listed)), *single])
        if person.from_ is not None:
            duty = duty.where(duty.day >= (person.from_ - days.first).days)
        if person.until is not None:
            duty = duty.where(duty.day <= (person.until - days.first).days)
        for leave in person.leave:
            first, last = (leave.from_ - days.first).days, (leave.until - days.first).days
            duty = duty.where((duty.day < first) | (duty.day > last))
        for window in closures:
            duty = duty.without(window)
        return duty

    def leaves(self, duty: Intervals, closures: Sequence[Window], elsewhere: Sequence[Intervals]) -> Bools:
        """Tell which shifts end with leaving: all but those before a break [CO-9].

        A break is a short gap to the next shift of the day, with no closure in it and no other post of the person.

        Parameters
        ----------
        duty
            Shifts of the post.
        closures
            As in `shifts`.
        elsewhere
            Shifts of the person's other posts.
        """
        leaves = np.ones(len(duty.day), dtype=np.bool_)
        if len(leaves) < 2:
            return leaves
        stop, following = duty.stop[:-1], duty.start[1:]
        is_break = [keeps_open_cases(gap, self._keep) for gap in (following - stop).tolist()]
        kept = (duty.day[:-1] == duty.day[1:]) & np.array(is_break)
        for from_, until in closures:
            kept &= (until <= stop) | (from_ >= following)
        for other in elsewhere:
            kept &= np.searchsorted(other.stop, stop, side="right") == np.searchsorted(other.start, following)
        leaves[:-1] = ~kept
        return leaves

    def visit_slots(self, placed: PlacedPost, duty: Intervals) -> Intervals:
        """Cut a post's visit hours into slots of the visit length; only slots wholly on duty are offered [AF-1].

        Parameters
        ----------
        placed
            The post.
        duty
            Its shifts.
        """
        if not placed.post.visit_slots or not len(duty.day):
            return joined([])
        week = []
        for spans in by_weekday(placed.post.visit_slots):
            rest = minus(spans or [], placed.person.breaks)
            week.append(
                tuple(
                    (start + n * self._visit, start + (n + 1) * self._visit)
                    for start, stop in rest
                    for n in range((stop - start) // self._visit)
                )
            )
        slots = self._over_the_horizon(tuple(week))
        shift = np.searchsorted(duty.start, slots.start, side="right") - 1
        return slots.where((shift >= 0) & (slots.stop <= duty.stop[shift]))

    def _day(self, date: dt.date) -> int | None:
        day = (date - self._days.first).days
        return day if 0 <= day < len(self._days) else None

    def _week(self, week: Mapping[str, list[tuple[int, int]]], breaks: Sequence[tuple[int, int]]) -> Intervals:
        return self._over_the_horizon(tuple(minus(spans or [], breaks) for spans in by_weekday(week)))

    def _over_the_horizon(self, week: tuple[Spans, ...]) -> Intervals:
        if week not in self._laid_out:
            parts = [self._lay_out(self._by_weekday[weekday], spans) for weekday, spans in enumerate(week)]
            self._laid_out[week] = joined(parts)
        return self._laid_out[week]

    def _lay_out(self, on: Ints, spans: Spans) -> Intervals:
        """Put the spans of a day on several days, within their staffed hours."""
        opens, closes = self._days.open[on], self._days.close[on]
        parts = []
        for start, stop in spans:
            part = Intervals(on, np.maximum(on * DAY + start, opens), np.minimum(on * DAY + stop, closes))
            parts.append(part.where(part.stop > part.start))
        return joined(parts)
