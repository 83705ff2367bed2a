"""Seconds by half-hour of the week, Monday 00:00 first.

An interval is the time before its end without the time before its start; and the time before a tick is a number of
whole half-hours from a Monday on, and a part of one more.
"""

import numpy as np

from sim.compiling import entry, kernel
from sim.tables import Ints
from sim.units import DAY, MINUTE, WEEK

HALF_HOUR = 30 * MINUTE
HALF_HOURS = 7 * DAY // HALF_HOUR
"""Half-hours of a week, Monday 00:00 first."""


@kernel
def add_before(whole: Ints, part: Ints, row: int, tick: int, sign: int) -> None:
    """Add to a row, or take away from it, the time before a tick that is counted from a Monday.

    Parameters
    ----------
    whole, part
        (rows, 337) by half-hour: how often everything before it is covered as a whole; (rows, 336) seconds besides.
    row
        Of both.
    tick, sign
        Tick, 0 or more; 1 or -1.
    """
    rest = tick % WEEK
    half = rest // HALF_HOUR
    whole[row, HALF_HOURS] += sign * (tick // WEEK)
    whole[row, half] += sign
    part[row, half] += sign * (rest % HALF_HOUR)


@kernel
def add_up(whole: Ints, part: Ints) -> None:
    """Make the (rows, 336) seconds in ``part`` complete."""
    for row in range(len(part)):
        times = 0
        for half in range(HALF_HOURS - 1, -1, -1):
            times += whole[row, half + 1]
            part[row, half] += times * HALF_HOUR


@entry
def weekly(row: Ints, start: Ints, stop: Ints, rows: int, monday: int, low: int, high: int) -> Ints:
    """Return the seconds that intervals cover in each half-hour of the week, summed by row.

    Parameters
    ----------
    row
        (n,) row of each interval, -1 for one that is not counted.
    start, stop
        (n,) ticks.
    rows
        How many.
    monday
        Ticks from the Monday on or before the first day until its midnight.
    low, high
        Ticks between which time counts, 0 or more.

    Returns
    -------
    array
        (rows, 336) seconds.
    """
    whole, part = np.zeros((rows, HALF_HOURS + 1), np.int64), np.zeros((rows, HALF_HOURS), np.int64)
    for one in range(len(row)):
        begin, end = max(start[one], low), min(stop[one], high)
        if row[one] >= 0 and begin < end:
            add_before(whole, part, row[one], monday + end, 1)
            add_before(whole, part, row[one], monday + begin, -1)
    add_up(whole, part)
    return part
