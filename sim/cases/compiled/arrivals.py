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
_FEW = 1024
"""Cases that there is room for at first."""


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
    found, height, n = np.empty((3, _FEW), np.int64), np.empty(_FEW), 0
    for day in range(len(rates.shape)):
        least, most = _factors(rates, day, key)
        cells, words = _cells(rates, day, most)
        counts = _counts(rates.at_most, rates.backlog, cells, words, key)
        u = _pairs(cells, words, counts, key)
        if n + counts.sum() > len(height):
            found, height = _longer(found, height, n, n + counts.sum())
        n = _below(rates, day, least, most, cells, words, counts, u, found, height, n)
    return found[:, :n], height[:n]


@kernel
def _longer(found: Ints, height: Floats, n: int, least: int) -> tuple[Ints, Floats]:
    """Return the columns with room behind them."""
    room = max(2 * len(height), least)
    wider, higher = np.empty((3, room), np.int64), np.empty(room)
    wider[:, :n] = found[:, :n]
    higher[:n] = height[:n]
    return wider, higher


@kernel
def _factors(rates: Rates, day: int, key: Key) -> tuple[Floats, Floats]:
    """Return bounds of each unit's factor of a day."""
    unit_key, factor_least, factor_most = rates.unit_key, rates.factor_least, rates.factor_most
    words, u = np.empty((4, len(unit_key)), np.uint32), np.empty((4, len(unit_key)))
    for unit in range(len(unit_key)):
        words[0, unit], words[1, unit], words[2, unit], words[3, unit] = unit_key[unit], rates.first_day + day, 0, _DAY
    blocks(words, 0, key, u)
    least, most = np.empty(len(unit_key)), np.empty(len(unit_key))
    for unit in range(len(unit_key)):
        part = int(u[0, unit] * len(factor_least))
        least[unit], most[unit] = factor_least[part], factor_most[part]
    return least, most


@kernel
def _cells(rates: Rates, day: int, most: Floats) -> tuple[Ints, Words]:
    """Return unit, source and band of each cell that a day's rates may reach into, and the words of its draws.

    The backlog of each unit is a cell of the first day.
    """
    unit_keys, weekly, shares, bands, _, _, highest, pictures = rates[1:9]
    tall, count = np.empty((len(weekly), len(shares) + 1), np.int64), 0
    for unit in range(len(weekly)):
        for source in range(len(shares)):
            ceiling = pictures[unit, day]
            if source != _PICTURE:
                ceiling = weekly[unit] * most[unit] * shares[source] * highest[day]
            tall[unit, source] = int(np.ceil(ceiling / bands[source]))
        tall[unit, _BACKLOG] = day == 0
        count += tall[unit].sum()
    cells, words, cell = np.empty((3, count), np.int64), np.empty((4, count), np.uint32), 0
    for unit in range(len(weekly)):
        for source in range(len(shares) + 1):
            for band in range(tall[unit, source]):
                cells[0, cell], cells[1, cell], cells[2, cell] = unit, source, band
                words[0, cell], words[1, cell] = unit_keys[unit], rates.first_day + day
                words[2, cell], words[3, cell] = (source << SOURCE_SHIFT) + (band << POINT_BITS), _COUNT
                cell += 1
    return cells, words


@kernel
def _counts(at_most: Floats, backlog: Ints, cells: Ints, words: Words, key: Key) -> Ints:
    """Return the points of each cell."""
    u, counts = np.empty(words.shape), np.zeros(words.shape[1], np.int64)
    blocks(words, 0, key, u)
    for cell in range(len(counts)):
        source, count = cells[1, cell], 0
        if source == _BACKLOG:
            count = backlog[cells[0, cell]]
        else:
            while count < at_most.shape[1] and at_most[source, count] < u[0, cell]:
                count += 1
        counts[cell] = count
    return counts


@kernel
def _pairs(cells: Ints, words: Words, counts: Ints, key: Key) -> Floats:
    """Return time and height of the points, two and two: (4, pairs), where a cell's last point may stand alone."""
    total = 0
    for cell in range(len(counts)):
        if cells[1, cell] != _BACKLOG:
            total += (counts[cell] + 1) // 2
    of_pair, u, pair = np.empty((4, total), np.uint32), np.empty((4, total)), 0
    for cell in range(len(counts)):
        if cells[1, cell] != _BACKLOG:
            for block in range((counts[cell] + 1) // 2):
                for word in range(3):
                    of_pair[word, pair] = words[word, cell]
                of_pair[3, pair] = _POINT + block
                pair += 1
    blocks(of_pair, 0, key, u)
    return u


@kernel
def _below(
    rates: Rates, day: int, least: Floats, most: Floats, cells: Ints, words: Words, counts: Ints, u: Floats,
    found: Ints, height: Floats, n: int,
) -> int:  # fmt: skip
    """Add the points that lie, or may lie, below the rate at their time; and the backlog, at the first tick.

    Returns
    -------
    int
        How many cases there are now.
    """
    weekly, shares, bands, _, shape = rates[2:7]
    pictures, opens, closes = rates[8:11]
    pair = 0
    for cell in range(len(counts)):
        unit, source, band, number = cells[0, cell], cells[1, cell], cells[2, cell], np.int64(words[2, cell])
        if source == _BACKLOG:
            for waiting in range(counts[cell]):
                found[0, n], found[1, n], found[2, n], height[n] = 0, unit, number + waiting, 0.0
                n += 1
            continue
        low = high = pictures[unit, day]
        if source != _PICTURE:
            low, high = weekly[unit] * least[unit] * shares[source], weekly[unit] * most[unit] * shares[source]
        for point in range(counts[cell]):
            lane, of = 2 * (point % 2), pair + point // 2
            second, at = int(u[lane, of] * DAY), (band + u[lane + 1, of]) * bands[source]
            form = shape[day, second // HOUR]
            if source == _PICTURE:
                form = 1.0 if opens[day] <= second < closes[day] else 0.0
            if at < high * form:
                found[0, n], found[1, n], found[2, n] = day * DAY + second, unit, number + point
                height[n] = at if at >= low * form else 0.0
                n += 1
        pair += (counts[cell] + 1) // 2
    return n
