"""The log read once, block by block: its rows are parted by kind, and each kind tells its part of cases and pieces.

Kind by kind the processor guesses well what comes next, which row by row it does not; and a block is small enough to
stay in its cache meanwhile. The kernels take the columns out of their records before they go through rows, as Numba
counts anew who holds a column each time it is taken.

Long because one walk through the log, in which every kernel hands on to the next.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from sim.compiling import entry, kernel
from sim.domain.staffed_time import NEVER
from sim.domain.words import Piece
from sim.tables import Ints, Row

FIRSTS = (
    Row.closed,
    Row.became_async,
    Row.booked,
    Row.visit_begun,
    Row.visit_done,
    Row.referred,
    Row.handed_over,
)
"""Kinds of rows of which the first of each case is kept."""
COUNTED = (Row.attempt, Row.late_reply, Row.sms)
"""Kinds of rows that are counted by case."""
KINDS = len(Row)
BLOCK = 8192
"""Rows of the log that are parted together."""

MARKS = 4
"""Where the columns of pieces begin that hold ticks of noticed, begun, done, withdrawn, as their kinds do."""
CASE, NUMBER, KIND, AROSE, PERSON, BEGUN_AS = 0, 1, 2, 3, 8, 9
N_SEEN = 10

VISIT = len(Piece)
"""The kind of work that is a visit, after the kinds of pieces."""


class Broken(IntEnum):
    """What a log cannot say; 0 is a log that can be."""

    unknown = 1
    never_arose = 2
    ends_twice = 3


class Seen(NamedTuple):
    """What the rows say; N cases, K pieces, W rows of waiting, O times that a case was owned, V visits begun.

    Attributes
    ----------
    pieces
        (10, K) sorted by (case, number): case, number, kind, ticks of arose, noticed, begun, done, withdrawn, who
        began it, kind as begun.
    first, counts
        (7, N) tick by `FIRSTS`; (3, N) by `COUNTED`.
    sms_measured, outcome
        (N,) SMS in the measured part; ``Outcome``, -1 none.
    wait_first, waits
        (K,) first row of waiting, -1 none; (4, W) tick, owner, list, following row of the same piece.
    owned_first, owned
        (N + 1,) first row of each case; (4, O) case, person, from, until (``NEVER``: to the end of the case).
    by_start
        (O,) rows of ``owned`` in order of time.
    visits
        (V,) rows of the log.
    """

    pieces: Ints
    first: Ints
    counts: Ints
    sms_measured: Ints
    outcome: Ints
    wait_first: Ints
    waits: Ints
    owned_first: Ints
    owned: Ints
    by_start: Ints
    visits: Ints


class Rows(NamedTuple):
    """A block of the log, parted by kind.

    Attributes
    ----------
    tick, case, person, piece, detail
        Columns of the log.
    order, first
        Rows of the block by kind, those of a kind in order of time; (33,) where each kind begins in it.
    """

    tick: Ints
    case: Ints
    person: Ints
    piece: Ints
    detail: Ints
    order: Ints
    first: Ints


class _Known(NamedTuple):
    """What is needed while reading alone.

    Attributes
    ----------
    piece_first
        (N + 1,) place of the first piece of each case.
    by_case
        (2, N) pieces that have arisen; times that it was owned.
    latest
        (K,) latest row of waiting.
    counts
        (3,) rows of waiting, of owning, of visits.
    """

    piece_first: Ints
    by_case: Ints
    latest: Ints
    counts: Ints


ARISEN, OWNED = 0, 1
WAITS, OWNERS, VISITS = 0, 1, 2


@entry
def count_rows(log: tuple[Ints, ...], cases: int, people: int, lists: int) -> tuple[Ints, Ints, int]:
    """Look whether there is everything that the rows name, and count what needs room.

    Parameters
    ----------
    log
        Its columns.
    cases, people, lists
        How many there are.

    Returns
    -------
    tuple
        (32,) rows of each kind; (2, N + 1) where each case begins when rows of arising, and of owning, are sorted by
        case; the first row that names what there is not, -1 none.
    """
    tick, kind, case, person, _, detail = log
    least, most = np.full((3, KINDS), -1, np.int64), np.full((3, KINDS), NEVER, np.int64)
    least[0, : Row.absent.value] = 0
    most[0], most[1] = cases, people
    for names_person in (Row.begun, Row.owned, Row.visit_begun):
        least[1, names_person.value] = 0
    for names_piece in (Row.arose, Row.begun):
        least[2, names_piece.value], most[2, names_piece.value] = 0, VISIT
    most[2, Row.waits.value] = lists
    count, by_case, part = np.zeros(KINDS, np.int64), np.zeros((3, cases + 1), np.int64), np.full(KINDS, 2, np.int64)
    part[Row.arose.value], part[Row.owned.value] = 0, 1
    for row in range(len(tick)):
        what = kind[row]
        if not (
            0 <= what < KINDS
            and least[0, what] <= case[row] < most[0, what]
            and least[1, what] <= person[row] < most[1, what]
            and least[2, what] <= detail[row] < most[2, what]
        ):
            return count, by_case[:2], row
        count[what] += 1
        by_case[part[what], case[row] + 1] += 1
    for one in range(cases):
        by_case[:, one + 1] += by_case[:, one]
    return count, by_case[:2], -1


@entry
def read_rows(log: tuple[Ints, ...], piece_first: Ints, measured_from: int, seen: Seen) -> tuple[int, int]:
    """Read a log whose rows name only what there is.

    Parameters
    ----------
    log
        Its columns.
    piece_first
        (N + 1,) place of the first piece of each case, and of the end.
    measured_from
        Tick.
    seen
        Filled with what the rows say.

    Returns
    -------
    tuple
        ``Broken`` or 0; the row of the log that is so, -1 none.
    """
    cases, pieces = len(piece_first) - 1, piece_first[-1]
    known = _Known(piece_first, np.zeros((2, cases), np.int64), np.empty(pieces, np.int64), np.zeros(3, np.int64))
    order, places = np.empty(BLOCK, np.int64), np.empty((2, KINDS + 1), np.int64)
    seen.first[:], seen.counts[:], seen.sms_measured[:], seen.outcome[:], seen.wait_first[:] = NEVER, 0, 0, -1, -1
    for start in range(0, len(log[0]), BLOCK):
        rows = _parted(log, start, min(start + BLOCK, len(log[0])), order, places)
        broken, row = _block(rows, measured_from, known, seen)
        if broken:
            return broken, row
    return 0, -1


@kernel
def _parted(log: tuple[Ints, ...], start: int, stop: int, order: Ints, places: Ints) -> Rows:
    """Part the rows [start, stop) by kind."""
    tick, kind, case, person, piece, detail = log
    first, place = places[0], places[1]
    first[:] = 0
    for row in range(start, stop):
        first[kind[row] + 1] += 1
    for what in range(KINDS):
        first[what + 1] += first[what]
    place[:] = first
    for row in range(start, stop):
        order[place[kind[row]]] = row
        place[kind[row]] += 1
    return Rows(tick, case, person, piece, detail, order, first)


@kernel
def _block(rows: Rows, measured_from: int, known: _Known, seen: Seen) -> tuple[int, int]:
    """Read a block; return what is broken, 0 nothing, and the row that is."""
    row = _arise(rows, known, seen)
    if row >= 0:
        return Broken.unknown.value, row
    for kind in (Row.noticed, Row.begun, Row.done, Row.withdrawn):
        row = _mark(rows, kind, known, seen.pieces)
        if row >= 0:
            return Broken.never_arose.value, row
    row = _wait(rows, known, seen)
    if row >= 0:
        return Broken.never_arose.value, row
    row = _end(rows, seen)
    if row >= 0:
        return Broken.ends_twice.value, row
    _own(rows, known, seen)
    _tell(rows, measured_from, known, seen)
    return 0, -1


@kernel
def _of_kind(rows: Rows, kind: Row) -> Ints:
    """Return the rows of a kind."""
    return rows.order[rows.first[kind.value] : rows.first[kind.value + 1]]


@kernel
def _arise(rows: Rows, known: _Known, seen: Seen) -> int:
    """Note every piece; return a row in which one does not have the next number of its case, -1 none."""
    case, number, tick, detail = rows.case, rows.piece, rows.tick, rows.detail
    pieces, arisen, first = seen.pieces, known.by_case[ARISEN], known.piece_first
    for row in _of_kind(rows, Row.arose):
        of = case[row]
        if number[row] != arisen[of]:
            return row
        at = first[of] + arisen[of]
        arisen[of] += 1
        pieces[CASE, at], pieces[NUMBER, at] = of, number[row]
        pieces[KIND, at], pieces[AROSE, at] = detail[row], tick[row]
        for mark in range(MARKS, PERSON):
            pieces[mark, at] = NEVER
        pieces[PERSON, at], pieces[BEGUN_AS, at] = -1, -1
    return -1


@kernel
def _mark(rows: Rows, kind: Row, known: _Known, pieces: Ints) -> int:
    """Note when pieces were noticed, begun, done or withdrawn; return a row whose piece never arose, -1 none."""
    case, number, tick, person, detail = rows.case, rows.piece, rows.tick, rows.person, rows.detail
    arisen, first = known.by_case[ARISEN], known.piece_first
    mark, by, begun_as = pieces[MARKS + kind.value - Row.noticed.value], pieces[PERSON], pieces[BEGUN_AS]
    for row in _of_kind(rows, kind):
        if not 0 <= number[row] < arisen[case[row]]:
            return row
        at = first[case[row]] + number[row]
        mark[at] = min(mark[at], tick[row])
        if kind == Row.begun:
            by[at], begun_as[at] = person[row], detail[row]
    return -1


@kernel
def _wait(rows: Rows, known: _Known, seen: Seen) -> int:
    """Chain the rows of waiting by piece; return a row whose piece never arose, -1 none."""
    case, number, tick, person, detail = rows.case, rows.piece, rows.tick, rows.person, rows.detail
    arisen, first, latest = known.by_case[ARISEN], known.piece_first, known.latest
    wait_first = seen.wait_first
    since, owner, where, following = _four(seen.waits)
    count = known.counts[WAITS]
    for row in _of_kind(rows, Row.waits):
        if not 0 <= number[row] < arisen[case[row]]:
            return row
        at = first[case[row]] + number[row]
        if wait_first[at] < 0:
            wait_first[at] = count
        else:
            following[latest[at]] = count
        latest[at] = count
        since[count], owner[count], where[count], following[count] = tick[row], person[row], detail[row], -1
        count += 1
    known.counts[WAITS] = count
    return -1


@kernel
def _four(columns: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    return columns[0], columns[1], columns[2], columns[3]


@kernel
def _end(rows: Rows, seen: Seen) -> int:
    """Note the endings; return a row in which a case ends that has ended before, -1 none."""
    case, detail, outcome = rows.case, rows.detail, seen.outcome
    for row in _of_kind(rows, Row.closed):
        if outcome[case[row]] >= 0:
            return row
        outcome[case[row]] = detail[row]
    return -1


@kernel
def _own(rows: Rows, known: _Known, seen: Seen) -> None:
    """Note who owned what: until the next owner or, before that, the first release in a later tick.

    In one tick a release comes before the next owner, though its row stands behind.
    """
    case, tick, person = rows.case, rows.tick, rows.person
    first, times, by_start, count = seen.owned_first, known.by_case[OWNED], seen.by_start, known.counts[OWNERS]
    owned, owner, start, stop = _four(seen.owned)
    for row in _of_kind(rows, Row.owned):
        of = case[row]
        at = first[of] + times[of]
        if times[of] > 0:
            stop[at - 1] = min(stop[at - 1], tick[row])
        owned[at], owner[at], start[at], stop[at] = of, person[row], tick[row], NEVER
        times[of] += 1
        by_start[count] = at
        count += 1
    known.counts[OWNERS] = count
    for row in _of_kind(rows, Row.released):
        of = case[row]
        at = first[of] + times[of] - 1
        while at >= first[of] and start[at] >= tick[row]:
            at -= 1
        if at >= first[of]:
            stop[at] = min(stop[at], tick[row])


@kernel
def _tell(rows: Rows, measured_from: int, known: _Known, seen: Seen) -> None:
    """Note the first row of some kinds, by case, count those of others, and list those in which a visit begins."""
    case, tick, sms, count = rows.case, rows.tick, seen.sms_measured, known.counts[VISITS]
    for place, kind in enumerate(FIRSTS):
        first = seen.first[place]
        for row in _of_kind(rows, kind):
            first[case[row]] = min(first[case[row]], tick[row])
    for place, kind in enumerate(COUNTED):
        number = seen.counts[place]
        for row in _of_kind(rows, kind):
            number[case[row]] += 1
    for row in _of_kind(rows, Row.sms):
        if tick[row] >= measured_from:
            sms[case[row]] += 1
    for row in _of_kind(rows, Row.visit_begun):
        seen.visits[count] = row
        count += 1
    known.counts[VISITS] = count
