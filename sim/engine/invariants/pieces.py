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
    """A piece waiting in one place: at every dispatch from ``start`` to before ``stop``."""

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
    """A piece that waits, as the story goes on."""

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
    """A piece in hand; a call may have ``reached`` the patient, a closing may be of a case ``locked`` to another."""

    number: int
    kind: Piece
    person: int
    begun: int
    reached: bool = False
    locked: bool = False
