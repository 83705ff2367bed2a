"""How long a case may wait for its first contact [Ärendehantering] (PR-3, PR-4)."""

from sim.domain.care_flows import is_urgent
from sim.domain.columns import Column
from sim.domain.staffed_time import NEVER, next_opening, tick_at_work, worked_at
from sim.domain.words import Clock
from sim.units import DAY

CLOCKS = tuple(Clock)
"""Clocks by code: the place in this tuple."""
ELAPSED, WEEKDAY, WORKING = 0, 1, 2


def due(
    priority: int,
    arrival: int,
    within: int,
    clock: int,
    day_open: Column,
    day_close: Column,
    day_is_weekday: Column,
    worked_before: Column,
) -> int:
    """Return the last tick at which a first contact still meets the target (PR-3).

    Parameters
    ----------
    priority
        Listed priority; the targets of 1 and 2 run from opening for a case that waited for it, the others from arrival.
    arrival
        Tick of arrival.
    within
        Length of the target in ticks of its clock.
    clock
        Code of the clock: 0 elapsed, 1 weekday, 2 working (``CLOCKS``).
    day_open, day_close
        Ticks between which each day is staffed.
    day_is_weekday
        Days that the weekday clock counts, all 24 hours of them.
    worked_before
        Staffed ticks before each day, one element more than there are days.

    Returns
    -------
    int
        Tick; ``NEVER`` if it lies beyond what the calendar knows.
    """
    start = next_opening(arrival, day_open, day_close) if is_urgent(priority) else arrival
    if start == NEVER:
        return NEVER
    if clock == WEEKDAY:
        return weekday_add(start, within, day_is_weekday)
    if clock == WORKING:
        worked = worked_at(start, day_open, day_close, worked_before)
        return tick_at_work(worked + within, day_open, day_close, worked_before)
    return start + within


def weekday_add(tick: int, within: int, day_is_weekday: Column) -> int:
    """Return the earliest tick with so many weekday ticks passed: Friday 15:00 + 24 h is Monday 15:00 (PR-3).

    Parameters
    ----------
    tick
        From when on they are counted; what lies before the horizon counts for nothing.
    within
        Ticks of weekdays, at least 1.
    day_is_weekday
        Days that count.

    Returns
    -------
    int
        Tick; ``NEVER`` beyond the days given.
    """
    left = within
    start = max(tick, 0)
    for day in range(start // DAY, len(day_is_weekday)):
        midnight = (day + 1) * DAY
        if day_is_weekday[day]:
            if left <= midnight - start:
                return start + left
            left -= midnight - start
        start = midnight
    return NEVER


def is_reachable(arrival: int, due_at: int, day_open: Column, day_close: Column) -> bool:
    """Tell whether a staffed tick lies between arrival and due, so that the target could be met at all (PR-3).

    Parameters
    ----------
    arrival, due_at
        Ticks; a first contact at ``due_at`` itself is in time.
    day_open, day_close
        Ticks between which each day is staffed.
    """
    opening = next_opening(arrival, day_open, day_close)
    return opening <= due_at and opening != NEVER


def guarantee_until(arrival: int, days_after: int) -> int:
    """Return the first tick after the care guarantee's last day (PR-3).

    Parameters
    ----------
    arrival
        Tick of arrival.
    days_after
        Calendar days after that of arrival: 0 for a contact, 3 for a contact with a clinical role.
    """
    return (arrival // DAY + days_after + 1) * DAY
