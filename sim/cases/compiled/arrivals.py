"""Points under a rate: cell by cell, thinned, in the order in which their cases are numbered."""

from typing import NamedTuple

import numpy as np

from sim.cases.compiled.codes import POINT_BITS, SOURCE_SHIFT, Purpose, Source
from sim.cases.compiled.philox import PURPOSE_SHIFT, Floats, Key, Words, blocks
from sim.compiling import entry, kernel
from sim.tables import Ints
from sim.units import DAY, HOUR

_COUNT = int(Purpose.count) << PURPOSE_SHIFT
_POINT = int(Purpose.point) << PURPOSE_SHIFT
_DAY = int(Purpose.day) << PURPOSE_SHIFT
_PICTURE, _BACKLOG = int(Source.picture), int(Source.backlog)


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
def points(rates: Rates, key: Key) -> tuple[Ints, Floats]:
    """Draw the cases of every source.

    Parameters
    ----------
    rates
        How many come when.
    key
        Of the replication.

    Returns
    -------
    found
        (3, n) tick, unit and number, sorted by day, unit and number.
    height
        (n,) height of a point that lies between the bounds of its rate, else 0: it is a case if it lies below the rate.
    """
    least, most = _factors(rates.first_day, rates.unit_key, rates.factor_least, rates.factor_most, len(rates.shape), key)
    cells, words = _cells(rates, most)
    counts = _counts(rates.at_most, rates.backlog, cells, words, key)
    u = _pairs(cells, words, counts, key)
    return _below(rates, least, most, cells, words, counts, u)


@kernel
def _factors(
    first_day: int, unit_key: Words, factor_least: Floats, factor_most: Floats, days: int, key: Key
) -> tuple[Floats, Floats]:
    """Return bounds of each unit's factor of each day, (D, U)."""
    units = len(unit_key)
    words = np.empty((4, days * units), np.uint32)
    for place in range(days * units):
        words[0, place], words[1, place] = unit_key[place % units], first_day + place // units
        words[2, place], words[3, place] = 0, _DAY
    u = np.empty(words.shape)
    blocks(words, 0, key, u)
    least, most = np.empty((days, units)), np.empty((days, units))
    for day in range(days):
        for unit in range(units):
            part = int(u[0, day * units + unit] * len(factor_least))
            least[day, unit], most[day, unit] = factor_least[part], factor_most[part]
    return least, most


@kernel
def _cells(rates: Rates, most: Floats) -> tuple[Ints, Words]:
    """Return day, unit, source and band of each cell that a rate may reach into, and the words of its draws."""
    unit_keys, weekly, shares, bands, _, _, highest, pictures = rates[1:9]
    tall = np.empty((len(highest), len(weekly), len(shares)), np.int64)
    for day in range(len(highest)):
        for unit in range(len(weekly)):
            for source in range(len(shares)):
                ceiling = pictures[unit, day]
                if source != _PICTURE:
                    ceiling = weekly[unit] * most[day, unit] * shares[source] * highest[day]
                tall[day, unit, source] = int(np.ceil(ceiling / bands[source]))
    count = tall.sum() + len(weekly)
    cells, words, cell = np.empty((4, count), np.int64), np.empty((4, count), np.uint32), 0
    for day in range(len(highest)):
        for unit in range(len(weekly)):
            for source in range(len(shares) + (day == 0)):
                for band in range(tall[day, unit, source] if source != _BACKLOG else 1):
                    cells[0, cell], cells[1, cell], cells[2, cell], cells[3, cell] = day, unit, source, band
                    words[0, cell], words[1, cell] = unit_keys[unit], rates.first_day + day
                    words[2, cell], words[3, cell] = (source << SOURCE_SHIFT) + (band << POINT_BITS), _COUNT
                    cell += 1
    return cells, words


@kernel
def _counts(at_most: Floats, backlog: Ints, cells: Ints, words: Words, key: Key) -> Ints:
    """Return the points of each cell."""
    u = np.empty(words.shape)
    blocks(words, 0, key, u)
    counts = np.zeros(words.shape[1], np.int64)
    for cell in range(len(counts)):
        source = cells[2, cell]
        if source == _BACKLOG:
            counts[cell] = backlog[cells[1, cell]]
            continue
        while counts[cell] < at_most.shape[1] and at_most[source, counts[cell]] < u[0, cell]:
            counts[cell] += 1
    return counts


@kernel
def _pairs(cells: Ints, words: Words, counts: Ints, key: Key) -> Floats:
    """Return time and height of the points, two and two: (4, pairs), where a cell's last point may stand alone."""
    total = 0
    for cell in range(len(counts)):
        if cells[2, cell] != _BACKLOG:
            total += (counts[cell] + 1) // 2
    of_pair, pair = np.empty((4, total), np.uint32), 0
    for cell in range(len(counts)):
        if cells[2, cell] != _BACKLOG:
            for block in range((counts[cell] + 1) // 2):
                for word in range(3):
                    of_pair[word, pair] = words[word, cell]
                of_pair[3, pair] = _POINT + block
                pair += 1
    u = np.empty((4, total))
    blocks(of_pair, 0, key, u)
    return u


@kernel
def _below(
    rates: Rates, least: Floats, most: Floats, cells: Ints, words: Words, counts: Ints, u: Floats
) -> tuple[Ints, Floats]:
    """Return the points that lie, or may lie, below the rate at their time; and the backlog, at the first tick."""
    weekly, shares, bands, _, shape = rates[2:7]
    pictures, opens, closes = rates[8:11]
    found, height, n = np.empty((3, counts.sum()), np.int64), np.zeros(counts.sum()), 0
    pair = 0
    for cell in range(len(counts)):
        day, unit, source, band = cells[0, cell], cells[1, cell], cells[2, cell], cells[3, cell]
        number = np.int64(words[2, cell])
        if source == _BACKLOG:
            for waiting in range(counts[cell]):
                found[0, n], found[1, n], found[2, n] = 0, unit, number + waiting
                n += 1
            continue
        low = high = pictures[unit, day]
        if source != _PICTURE:
            low = weekly[unit] * least[day, unit] * shares[source]
            high = weekly[unit] * most[day, unit] * shares[source]
        for point in range(counts[cell]):
            lane = 2 * (point % 2)
            second = int(u[lane, pair + point // 2] * DAY)
            at = (band + u[lane + 1, pair + point // 2]) * bands[source]
            form = shape[day, second // HOUR]
            if source == _PICTURE:
                form = 1.0 if opens[day] <= second < closes[day] else 0.0
            if at < high * form:
                found[0, n], found[1, n], found[2, n] = day * DAY + second, unit, number + point
                if at >= low * form:
                    height[n] = at
                n += 1
        pair += (counts[cell] + 1) // 2
    return found[:, :n], height[:n]
