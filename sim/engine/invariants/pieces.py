"""What a story tells of: pieces that stand somewhere, pieces in hand, and the order of things within a tick."""

from dataclasses import dataclass

from sim.engine.invariants.reading import NEVER
from sim.tables import Piece

ENDS_ASIDE, ENDS, WRITES, TIMER, ARRIVES, SHIFT_ENDS, SHIFT_BEGINS, DAY_ENDS = range(8)
BOOKS, BEGINS_ASIDE, BEGINS, BEGINS_LAST = range(8, 12)
"""Order of what happens within one tick; ``ASIDE`` is the sender's reply beside a handover."""

TURNS = (Piece.first, Piece.reply, Piece.async_reply, Piece.referred, Piece.accept, Piece.picture)
ATTEMPTS = (Piece.reminder, Piece.call, Piece.async_reminder)
CLOSINGS = (Piece.closing, Piece.async_closing)
OPENINGS = (Piece.first, Piece.referred, Piece.accept)


@dataclass(frozen=True, slots=True)
class Stand:
    """A piece waiting in one place: at every dispatch from ``start`` to before ``stop``.

    Attributes
    ----------
    case, piece
        Numbers of the case, and of the piece within it.
    kind
        What is to be done.
    priority, since
        What it stands by in the order (PR-1): priority; tick since which it waits.
    person, list
        Who it waits for; on which list; -1 for none.
    start, stop
        Ticks between which it stands there.
    noticed
        Tick from which those at their work see it.
    is_async
        Of an asynchronous case.
    """

    case: int
    piece: int
    kind: Piece
    priority: int
    since: int
    person: int
    list: int
    start: int
    stop: int
    noticed: int
    is_async: bool


@dataclass(slots=True)
class Waiting:
    """A piece that waits, as the story goes on.

    Attributes
    ----------
    number, kind
        Of the piece within its case; what is to be done.
    since, priority, is_async
        As in `Stand`.
    notice
        Seconds until it is noticed.
    person, list
        Who it waits for; on which list; -1 for none.
    start
        Tick at which it came to stand there; -1 before.
    noticed
        Tick at which it was noticed; -1 before.
    notice_at
        Tick at which it is due to be; never while it stands on no list.
    """

    number: int
    kind: Piece
    since: int
    priority: int
    is_async: bool
    notice: int
    person: int = -1
    list: int = -1
    start: int = -1
    noticed: int = -1
    notice_at: int = NEVER


@dataclass(slots=True)
class Hand:
    """A piece in hand.

    Attributes
    ----------
    number, kind
        Of the piece within its case; what is done.
    person
        Who does it.
    begun
        Tick.
    reached
        A call has reached the patient.
    locked
        A closing is of a case that is locked to another.
    """

    number: int
    kind: Piece
    person: int
    begun: int
    reached: bool = False
    locked: bool = False
