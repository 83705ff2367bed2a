"""Stretches of time: where pieces waited, who was busy."""

from sim.compiling import entry, kernel
from sim.domain.order import order_priority, rank
from sim.domain.staffed_time import NEVER
from sim.domain.words import Piece
from sim.measures.compiled.story import BEGUN_AS, CASE, KIND, MARKS, PERSON, VISIT, Seen
from sim.tables import Ints, Row, list_of

BEGUN, DONE, WITHDRAWN = (MARKS + kind - Row.noticed for kind in (Row.begun, Row.done, Row.withdrawn))


@entry
def waiting(seen: Seen, async_at: Ints, priorities: tuple[Ints, ...], end: int, out: Ints) -> int:
    """Find where pieces waited.

    Parameters
    ----------
    seen
        What the rows say, ``owned`` with ends.
    async_at
        (N,) tick from which each case is async.
    priorities
        (N,) listed and corrected.
    end
        Tick.
    out
        (7, W) filled with the columns of ``story.Waiting``.

    Returns
    -------
    int
        How many stretches there are.
    """
    pieces, waits, owned, owned_first = seen.pieces, seen.waits, seen.owned, seen.owned_first
    wait_first, since, owner, where, following = seen.wait_first, waits[0], waits[1], waits[2], waits[3]
    priority, corrected_priority = priorities
    count = 0
    for piece in range(pieces.shape[1]):
        case, kind = pieces[CASE, piece], pieces[KIND, piece]
        over = min(pieces[BEGUN, piece], pieces[WITHDRAWN, piece], end)
        entered = kind in (Piece.first, Piece.picture)
        current = priority[case] if entered else corrected_priority[case]
        row = wait_first[piece]
        while row >= 0:
            held, start, after = row, since[row], following[row]
            if after >= 0 and since[after] == start:
                held, after = _of_instant(waits, row, owned, owned_first[case], owned_first[case + 1])
            row = after
            stop = over if after < 0 else min(since[after], over)
            if start >= stop:
                continue
            is_async = start >= async_at[case]
            as_what = Piece.async_reply.value if is_async and kind == Piece.reply else kind
            out[0, count], out[1, count], out[2, count] = piece, start, stop
            out[3, count], out[4, count] = owner[held], where[held]
            out[5, count], out[6, count] = order_priority(as_what, current), rank(as_what, is_async)
            count += 1
    return count


@kernel
def _of_instant(waits: Ints, row: int, owned: Ints, first: int, last: int) -> tuple[int, int]:
    """Return which of a piece's rows of one tick holds afterwards, and the first row of a later tick, -1 none.

    It is the last that names the owner of that moment, or nobody where there is none; else the last of all.
    """
    tick, held, after = waits[0, row], row, waits[3, row]
    owner = _owner_at(owned, first, last, max(tick, 0))  # the backlog arrived before the horizon: nobody owned it
    while after >= 0 and waits[0, after] == tick:
        if waits[1, after] == owner or waits[1, held] != owner:
            held = after
        after = waits[3, after]
    return held, after


@kernel
def _owner_at(owned: Ints, first: int, last: int, tick: int) -> int:
    """Return who owns a case after a tick, -1 nobody."""
    owner = -1
    for row in range(first, last):
        if owned[2, row] <= tick:
            owner = owned[1, row] if tick < owned[3, row] else -1
    return owner


@entry
def busy(
    log: tuple[Ints, ...], seen: Seen, home: Ints, done_at: Ints, stages: tuple[Ints, ...], end: int, out: Ints
) -> int:
    """Find work in hand, pieces first.

    Parameters
    ----------
    log, seen
        Columns of the log; what its rows say.
    home
        (K,) list of each piece.
    done_at
        (N,) tick at which the case's visit was done.
    stages
        Columns of the CaseTable: role, unit and turns of each stage.
    end
        Tick.
    out
        (6, K + V) filled with the columns of ``story.Busy``.

    Returns
    -------
    int
        How much there is.
    """
    role, unit, turns = stages
    pieces, visits = seen.pieces, seen.visits
    count = 0
    for piece in range(pieces.shape[1]):
        start = pieces[BEGUN, piece]
        if start < NEVER:
            out[0, count], out[1, count], out[2, count] = pieces[PERSON, piece], start, min(pieces[DONE, piece], end)
            out[3, count], out[4, count], out[5, count] = pieces[BEGUN_AS, piece], pieces[CASE, piece], home[piece]
            count += 1
    for row in visits:
        case = log[2][row]
        stage = 2 if turns[case, 2] > 0 else 1 if turns[case, 1] > 0 else 0
        out[0, count], out[1, count], out[2, count] = log[3][row], log[0][row], min(done_at[case], end)
        out[3, count], out[4, count] = VISIT, case
        out[5, count] = list_of(unit[case, stage], role[case, stage])
        count += 1
    return count
