"""Points under a rate: cell by cell, thinned, in the order in which their cases are numbered."""

from typing import NamedTuple

import numpy as np

from sim.cases.compiled.codes import POINT_BITS, SOURCE_SHIFT, Purpose, Source
from sim.cases.compiled.philox import PURPOSE_SHIFT, Floats, Key, Words, four
from sim.compiling import entry, kernel
from sim.tables import Ints
from sim.units import DAY, HOUR

_COUNT = int(Purpose.count) << PURPOSE_SHIFT
_POINT = int(Purpose.point) << PURPOSE_SHIFT
_DAY = int(Purpose.day) << PURPOSE_SHIFT
_PICTURE, _BACKLOG = int(Source.picture), int(Source.backlog)
_FEW = 64


class Rates(NamedTuple):
    """How many cases come when: U units, D days, S sources of points, K parts of a day's factor.

    Attributes
    ----------
    first_day
        Ordinal of the first day.
    unit_key
        (U,) first word of the counters.
    weekly
        (U,) cases of an ordinary week.
    share
        (S,) cases of each source for one of the channel; not used for pictures.
    band
        (S,) heights of the bands in cases a day.
    at_most
        (S, M) chances of at most so many points in a band, the last one 1.
    shape
        (D, 24) rate for one case in an ordinary week, by date and hour.
    highest
        (D,) the highest of them.
    pictures
        (U, D) rate of pictures in staffed hours.
    opens, closes
        (D,) seconds of the day between which pictures come.
    factor_least, factor_most
        (K,) bounds of a day's factor by the part of the unit interval that its uniform number falls into.
    backlog
        (U,) cases that wait at the first tick.
    """

    first_day: int
    unit_key: Words
    weekly: Floats
    share: Floats
    band: Floats
    at_most: Floats
    shape: Floats
    highest: Floats
    pictures: Floats
    opens: Ints
    closes: Ints
    factor_least: Floats
    factor_most: Floats
    backlog: Ints


@entry
def points(rates: Rates, room: int, key: Key) -> tuple[Ints, Floats, int]:
    """Draw the cases of every source.

    Parameters
    ----------
    rates
        How many come when.
    room
        Cases that there is room for at first.
    key
        Of the replication.

    Returns
    -------
    found
        (3, at least n) tick, unit and number, sorted by day, unit and number.
    height
        Height of a point that lies between the bounds of its rate, else 0: it is a case if it lies below the rate.
    n
        How many there are.
    """
    found, height, n = np.empty((3, max(room, _FEW)), np.int64), np.empty(max(room, _FEW)), 0
    unit_keys, weekly, shares, bands, at_most, shape, highest = rates[1:8]
    pictures, opens, closes, factor_least, factor_most, backlog = rates[8:]
    parts = len(factor_least)
    for day in range(len(shape)):
        date = rates.first_day + day
        for unit in range(len(weekly)):
            unit_key = unit_keys[unit]
            part = int(four(unit_key, date, 0, _DAY, key)[0] * parts)
            least, most = weekly[unit] * factor_least[part], weekly[unit] * factor_most[part]
            for source in range(len(shares)):
                if source == _PICTURE:
                    low = high = ceiling = pictures[unit, day]
                else:
                    low, high = least * shares[source], most * shares[source]
                    ceiling = high * highest[day]
                for band in range(int(np.ceil(ceiling / bands[source]))):
                    number = (source << SOURCE_SHIFT) + (band << POINT_BITS)
                    u = four(unit_key, date, number, _COUNT, key)[0]
                    count = _first_not_below(at_most, source, u)
                    if n + count > len(height):
                        found, height = _longer(found, height, n + count)
                    for point in range(count):
                        if point % 2 == 0:
                            clock, level, next_clock, next_level = four(
                                unit_key, date, number, _POINT + point // 2, key
                            )
                        else:
                            clock, level = next_clock, next_level
                        second = int(clock * DAY)
                        if source != _PICTURE:
                            form = shape[day, second // HOUR]
                        elif opens[day] <= second < closes[day]:
                            form = 1.0
                        else:
                            continue
                        at = (band + level) * bands[source]
                        if at < high * form:
                            found[0, n], found[1, n], found[2, n] = day * DAY + second, unit, number + point
                            height[n] = 0.0 if at < low * form else at
                            n += 1
            if day == 0:
                for waiting in range(backlog[unit]):
                    if n == len(height):
                        found, height = _longer(found, height, n + 1)
                    found[0, n], found[1, n], found[2, n] = 0, unit, (_BACKLOG << SOURCE_SHIFT) + waiting
                    height[n] = 0.0
                    n += 1
    return found, height, n


@kernel
def _first_not_below(chances: Floats, row: int, u: float) -> int:
    """Return the first place in a row whose chance is not below a number."""
    place = 0
    while place < chances.shape[1] and chances[row, place] < u:
        place += 1
    return place


@kernel
def _longer(found: Ints, height: Floats, least: int) -> tuple[Ints, Floats]:
    """Return the columns with room behind them."""
    wider, higher = np.empty((3, max(2 * len(height), least)), np.int64), np.empty(max(2 * len(height), least))
    wider[:, : len(height)] = found
    higher[: len(height)] = height
    return wider, higher
