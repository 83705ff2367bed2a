"""The Swedish calendar of a scenario: which days are staffed, when, and which are weekdays [ST-1]."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import holidays
import numpy as np

from sim.scenario.schema import Scenario
from sim.scenario.schema.calendar import Calendar
from sim.scenario.schema.times import days_of
from sim.tables import Bools, Ints
from sim.units import DAY

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a horizon.

    Attributes
    ----------
    first
        First day.
    open, close
        (D,) staffed from, until, in ticks; equal where the day is not staffed.
    is_weekday
        (D,) Monday to Friday, neither public holiday nor closed eve; extra days change nothing here.
    weekday
        (D,) Monday 0 to Sunday 6.
    worked_before
        (D + 1,) staffed ticks before each day's midnight.
    mean_staffed
        Mean ticks of the staffed weekdays of an ordinary week; 0 where none is staffed.
    """

    first: dt.date
    open: Ints
    close: Ints
    is_weekday: Bools
    weekday: Ints
    worked_before: Ints
    mean_staffed: int

    def __len__(self) -> int:
        """Return the number of days."""
        return len(self.open)

    @property
    def end(self) -> int:
        """Tick at which the last staffed day closes; the last midnight where no day is staffed."""
        staffed = np.flatnonzero(self.close > self.open)
        return int(self.close[staffed[-1]]) if len(staffed) else len(self) * DAY

    def date(self, day: int) -> dt.date:
        """Date of a day of the horizon."""
        return self.first + dt.timedelta(days=day)

    def tick(self, moment: dt.datetime) -> int:
        """Tick of a local moment; negative before the horizon."""
        midnight = dt.datetime(moment.year, moment.month, moment.day)
        return (moment.date() - self.first).days * DAY + (moment - midnight).seconds

    def moment(self, tick: int) -> dt.datetime:
        """Local moment of a tick."""
        return dt.datetime.combine(self.first, dt.time()) + dt.timedelta(seconds=tick)


def by_weekday(entries: Mapping[str, T]) -> list[T | None]:
    """Lay out a mapping of weekdays and ranges over the week.

    Parameters
    ----------
    entries
        Values by ``mon`` or ``mon-fri``; the key that names fewest days goes first.

    Returns
    -------
    list
        Seven values, Monday first; None where no key names the day.
    """
    week: list[T | None] = [None] * 7
    for key in sorted(entries, key=lambda key: -len(days_of(key))):
        for weekday in days_of(key):
            week[weekday] = entries[key]
    return week


@cache
def _holidays(first_year: int, last_year: int) -> tuple[frozenset[dt.date], dict[dt.date, str]]:
    """Public holidays that are no plain Sundays, and eves with their names."""
    years = range(first_year, last_year + 1)
    public = holidays.country_holidays("SE", years=years, categories=("public",), include_sundays=False)
    de_facto = holidays.country_holidays("SE", years=years, categories=("de_facto",), include_sundays=False)
    eves = {
        date: "midsummer" if date.month == 6 else "christmas" if date.day == 24 else "new_year" for date in de_facto
    }
    return frozenset(public), eves


def no_weekdays(calendar: Calendar, first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """Public holidays and closed eves between two dates, as far as the calendar observes them [ST-1]."""
    public, eves = _holidays(first.year, last.year)
    dates = set(public) if calendar.public_holidays else set()
    dates |= {date for date, eve in eves.items() if eve in calendar.closed_eves}
    return frozenset(date for date in dates if first <= date <= last)


def named_holidays(first: dt.date, last: dt.date, language: str) -> dict[dt.date, str]:
    """Return public holidays and the eves that may be closed between two dates, with their names.

    Parameters
    ----------
    first, last
        The dates, both included.
    language
        Of the names: ``sv`` or ``en_US``.
    """
    found = holidays.country_holidays(
        "SE",
        years=range(first.year, last.year + 1),
        categories=("public", "de_facto"),
        include_sundays=False,
        language=language,
    )
    return {date: name for date, name in sorted(found.items()) if first <= date <= last}


def days_of_horizon(scenario: Scenario) -> Days:
    """Lay the calendar out over the horizon [ST-1].

    A public holiday or closed eve is not staffed; ``extra_closed`` closes a day and ``extra_open`` staffs one, or gives
    it other hours, whatever the day is.

    Parameters
    ----------
    scenario
        The scenario; ``horizon`` and ``calendar`` are read.

    Returns
    -------
    Days
        One entry a day of the horizon.
    """
    calendar, first = scenario.calendar, scenario.horizon.from_
    n = scenario.horizon.weeks * 7
    weekday = (first.weekday() + np.arange(n, dtype=np.int64)) % 7
    hours = [span or (0, 0) for span in by_weekday(calendar.staffed_hours)]
    spans = np.array(hours, dtype=np.int64)[weekday]
    is_weekday = weekday < 5
    for date in no_weekdays(calendar, first, first + dt.timedelta(days=n - 1)):
        spans[(date - first).days] = 0
        is_weekday[(date - first).days] = False
    extra = [(date, (0, 0)) for date in calendar.extra_closed] + list(calendar.extra_open.items())
    for date, span in extra:
        if 0 <= (date - first).days < n:
            spans[(date - first).days] = span
    midnight = np.arange(n, dtype=np.int64) * DAY
    staffed = [until - from_ for from_, until in hours if until > from_]
    return Days(
        first=first,
        open=midnight + spans[:, 0],
        close=midnight + spans[:, 1],
        is_weekday=is_weekday,
        weekday=weekday,
        worked_before=np.concatenate([[0], np.cumsum(spans[:, 1] - spans[:, 0])]),
        mean_staffed=round(sum(staffed) / len(staffed)) if staffed else 0,
    )
