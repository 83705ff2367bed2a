"""A week to count in: day 0 is a Monday, staffed 08:00-17:00 on weekdays."""

from dataclasses import dataclass
from itertools import accumulate

from hypothesis import strategies as st

from sim.units import DAY, HOUR, MINUTE

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> int:
    """Tick of a time of day."""
    return day * DAY + hour * HOUR + minute * MINUTE + second


@dataclass(frozen=True)
class Days:
    """Calendar columns of the domain."""

    day_open: list[int]
    day_close: list[int]
    day_is_weekday: list[bool]
    worked_before: list[int]

    @property
    def staffed(self) -> tuple[list[int], list[int]]:
        return self.day_open, self.day_close

    @property
    def work(self) -> tuple[list[int], list[int], list[int]]:
        return self.day_open, self.day_close, self.worked_before

    @property
    def due(self) -> tuple[list[int], list[int], list[bool], list[int]]:
        return self.day_open, self.day_close, self.day_is_weekday, self.worked_before


def days(spans: list[tuple[int, int] | None], weekdays: list[bool]) -> Days:
    """Days with their staffed span in seconds of the day, None where nobody is there."""
    opens = [day * DAY + (span[0] if span else 0) for day, span in enumerate(spans)]
    closes = [day * DAY + (span[1] if span else 0) for day, span in enumerate(spans)]
    before = list(accumulate((close - open_ for open_, close in zip(opens, closes, strict=True)), initial=0))
    return Days(opens, closes, weekdays, before)


def ordinary(weeks: int = 2, closed: tuple[int, ...] = ()) -> Days:
    """Weeks of Monday to Friday 08:00-17:00 without the closed days."""
    weekdays = [day % 7 < 5 and day not in closed for day in range(7 * weeks)]
    return days([(8 * HOUR, 17 * HOUR) if weekday else None for weekday in weekdays], weekdays)


@st.composite
def any_days(draw: st.DrawFn) -> Days:
    """Some days, each unstaffed or staffed for any span, with at least one staffed tick in all."""
    span = st.tuples(st.integers(0, DAY), st.integers(0, DAY)).filter(lambda s: s[0] < s[1])
    spans = draw(st.lists(st.none() | span, min_size=1, max_size=9).filter(any))
    weekdays = draw(st.lists(st.booleans(), min_size=len(spans), max_size=len(spans)))
    return days(spans, weekdays)
