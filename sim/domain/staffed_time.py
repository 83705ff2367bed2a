"""Working time: the staffed seconds of the calendar [Bemanning och schemaläggning, Ärendehantering] (ST-1, PR-2).

Day ``d`` begins at tick ``d * DAY``; it is staffed in ``[day_open[d], day_close[d])``, and not at all where the two are
equal. ``worked_before[d]`` counts the staffed ticks before day ``d``, with one more element for the whole horizon.
"""

from sim.domain.columns import Column
from sim.units import DAY

NEVER = 2**62
"""A tick that does not come within the horizon."""


def worked_at(tick: int, day_open: Column, day_close: Column, worked_before: Column) -> int:
    """Count the staffed ticks before a tick: the working clock (ST-1, PR-4).

    Parameters
    ----------
    tick
        Any tick; before the horizon the clock stands at 0, after it at its last value.
    day_open, day_close
        Ticks between which each day is staffed.
    worked_before
        Staffed ticks before each day, one element more than there are days.

    Returns
    -------
    int
        Working ticks.
    """
    day = tick // DAY
    if day < 0:
        return 0
    if day >= len(day_open):
        return worked_before[len(day_open)]
    return worked_before[day] + min(max(tick, day_open[day]), day_close[day]) - day_open[day]


def tick_at_work(work: int, day_open: Column, day_close: Column, worked_before: Column) -> int:  # noqa: ARG001 - as worked_at
    """Return the earliest tick at which the working clock shows a value (ST-1, CO-2).

    The inverse of `worked_at`. A value reached at a closing is reached at that closing, not at the next opening; the
    result may therefore lie before a "now" outside staffed hours that shows the same value.

    Parameters
    ----------
    work
        Working ticks.
    day_open, day_close, worked_before
        As in `worked_at`.

    Returns
    -------
    int
        Tick; 0 for a value of 0 or less, ``NEVER`` for one that the horizon does not reach.
    """
    if work <= 0:
        return 0
    low, high = 0, len(day_open)
    if work > worked_before[high]:
        return NEVER
    while high - low > 1:
        middle = (low + high) // 2
        if worked_before[middle] < work:
            low = middle
        else:
            high = middle
    return day_open[low] + work - worked_before[low]


def is_staffed(tick: int, day_open: Column, day_close: Column) -> bool:
    """Tell whether the channel is staffed at a tick; at the closing tick it no longer is (ST-1).

    Parameters
    ----------
    tick
        Any tick; outside the horizon nothing is staffed.
    day_open, day_close
        Ticks between which each day is staffed.
    """
    day = tick // DAY
    return 0 <= day < len(day_open) and day_open[day] <= tick < day_close[day]


def next_opening(tick: int, day_open: Column, day_close: Column) -> int:
    """Return the earliest staffed tick that is not before a tick: the tick itself in staffed hours (ST-1).

    Parameters
    ----------
    tick
        Any tick.
    day_open, day_close
        Ticks between which each day is staffed.

    Returns
    -------
    int
        Tick, ``NEVER`` after the last closing.
    """
    day = due_day(tick, day_open, day_close)
    return NEVER if day < 0 else max(tick, day_open[day])


def due_day(arrival: int, day_open: Column, day_close: Column) -> int:
    """Return the day on which a case has to be begun: the first whose closing comes after its arrival (PR-2).

    Monday 06:00 gives Monday; Monday 17:00, when the day has just closed, gives Tuesday.

    Parameters
    ----------
    arrival
        Tick of arrival.
    day_open, day_close
        Ticks between which each day is staffed.

    Returns
    -------
    int
        Index of the day, -1 if no such day is left in the horizon.
    """
    for day in range(max(arrival // DAY, 0), len(day_open)):
        if day_open[day] < day_close[day] and arrival < day_close[day]:
            return day
    return -1
