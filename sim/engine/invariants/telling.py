"""How a story is told: what happens when, what the log must say, where pieces stand and who owns the case."""

import heapq
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from sim.domain.words import Outcome
from sim.engine.invariants.pieces import (
    ARRIVES,
    BEGINS,
    BEGINS_ASIDE,
    BOOKS,
    SHIFT_BEGINS,
    SHIFT_ENDS,
    TIMER,
    Hand,
    Stand,
    Waiting,
)
from sim.engine.invariants.reading import NEVER, LogRow, Reading, Shift
from sim.tables import Piece, Row, Stream, list_of


@dataclass
class Telling(ABC):
    """One case on its way, with the agenda of what is to come.

    Attributes
    ----------
    reading, case
        Plan, cases and log; the row of the case.
    begins, bookings, visits
        What people chose, from the log: tick and person by piece; person and slot by tick; ticks of visits begun.
    rows
        What the log must say.
    stands
        Where pieces stood, for the guard of the dispatch.
    owners
        (person, from, until) of each ownership, for the caps.
    faults
        What the log says that could not happen.
    wanted
        (tick, person who ended the stage or -1, unit, priority) of every look for a visit slot.
    """

    reading: Reading
    case: int
    begins: dict[int, tuple[int, int]]
    bookings: dict[int, tuple[int, int]]
    visits: list[int]
    rows: list[LogRow] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)
    owners: list[tuple[int, int, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    wanted: list[tuple[int, int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        cases, case = self.reading.cases, self.case
        self.plan = self.reading.plan
        self.agenda: list[tuple[int, int, int, Callable[..., None], tuple[object, ...]]] = []
        self.now = 0
        # the stage, the turns held of it, the stage whose unit holds the case (not the next before acceptance)
        self.stage, self.turn, self.holder = 0, 0, 0
        self.priority = int(cases.priority[case])
        self.is_async = bool(cases.stream[case] == Stream.picture)
        self.owner, self.owned_since, self.owning, self.on_break, self.leaving = -1, -1, 0, False, False
        self.attempts, self.message_work = 0, 0
        # the patient is to answer; answers and timers on the agenda count only with the number of the present ones
        self.awaiting, self.answering, self.timing = False, 0, 0
        # converts when what is in hand ends; begun; visit wanted or booked; ended; wrote while an attempt was in hand
        self.convert_later, self.touched, self.visiting, self.ended, self.has_written = (False,) * 5
        self.waiting: dict[int, Waiting] = {}
        self.hands: dict[int, Hand] = {}
        self.placed: dict[int, tuple[Waiting, int, int]] = {}
        self.born = 0
        self.texts: dict[int, int] = {}
        self.sender, self.sender_stage, self.slot = -1, -1, -1
        self.counter, self.unsettled = 0, False

    @abstractmethod
    def arrives(self) -> None:
        """Enter the list, or nothing at all."""

    @abstractmethod
    def begin(self, number: int, person: int) -> None:
        """Begin a piece when the log says so."""

    def tell(self) -> Self:
        """Play the case to the end of the horizon."""
        cases, case = self.reading.cases, self.case
        arrival = int(cases.arrival[case])
        listed = max(arrival, 0) if cases.stream[case] == Stream.backlog else arrival
        self.at(listed, ARRIVES, self.arrives)
        while self.agenda and self.agenda[0][0] <= self.plan.end:
            tick, phase, *_ = self.agenda[0]
            if self.unsettled and (tick > self.now or phase >= BOOKS):
                self.settle()
                continue
            _, _, _, what, details = heapq.heappop(self.agenda)
            if tick == self.plan.end and phase >= BOOKS:
                continue
            self.unsettled = self.unsettled or phase < BOOKS
            self.now = tick
            what(*details)
        self.settle()
        self.now = self.plan.end + 1
        for piece in self.waiting.values():
            self.close_stand(piece, self.now)
        if self.owner >= 0:
            self.owners.append((self.owner, self.owned_since, self.now))
        return self

    def at(self, tick: int, phase: int, what: Callable[..., None], *details: object) -> None:
        """Put something on the agenda."""
        self.counter += 1
        heapq.heappush(self.agenda, (tick, phase, self.counter, what, details))

    def row(self, kind: Row, person: int = -1, piece: int = -1, detail: int = -1) -> None:
        """Write what the log must say now."""
        self.rows.append((self.now, kind, self.case, person, piece, detail))

    def sms(self) -> None:
        """Send one message, numbered within case and tick (CO-6)."""
        number = self.texts.get(self.now, 0)
        self.texts[self.now] = number + 1
        self.row(Row.sms, detail=number)

    def draw(self, name: str, turn: int, stage: int = -1) -> int:
        """Read a turn column for a turn of the stage."""
        stage = self.stage if stage < 0 else stage
        return int(getattr(self.reading.cases, name)[self.reading.cases.stage_turn[self.case, stage] + turn])

    def staged(self, name: str, stage: int = -1) -> int:
        """Read a stage column."""
        return int(getattr(self.reading.cases, name)[self.case, self.stage if stage < 0 else stage])

    def list_at(self, stage: int) -> int:
        """List of a stage."""
        return list_of(self.staged("stage_unit", stage), self.staged("stage_role", stage))

    # --- lists

    def arise(self, kind: Piece, person: int, where: int, notice: int) -> Waiting:
        """Let a piece arise and stand somewhere."""
        piece = Waiting(self.born, kind, self.now, self.priority, self.is_async, notice)
        self.born += 1
        self.row(Row.arose, piece=piece.number, detail=kind)
        self.waiting[piece.number] = piece
        self.place(piece, person, where)
        if piece.number in self.begins:
            tick, who = self.begins[piece.number]
            if tick >= self.now:
                self.at(tick, BEGINS_ASIDE if kind == Piece.sender_reply else BEGINS, self.begin, piece.number, who)
        return piece

    def place(self, piece: Waiting, person: int, where: int) -> None:
        """Let a piece stand with a person, in a list, or both, from this instant's dispatch on."""
        self.placed[piece.number] = (piece, person, where)

    def settle(self) -> None:
        """Let the pieces that moved in this tick stand where they have come to; a new list notices them anew (AF-5)."""
        for piece, person, where in self.placed.values():
            if self.waiting.get(piece.number) is not piece:
                continue
            known = piece.start >= 0
            if known and (piece.person, piece.list) == (person, where):
                continue
            self.close_stand(piece, self.now)
            if not known or where != piece.list:
                piece.noticed, piece.notice_at = -1, self.now + piece.notice if where >= 0 else NEVER
                if self.now < piece.notice_at < NEVER:
                    self.at(
                        piece.notice_at, TIMER, lambda: None
                    )  # only to stop there: noticed when that tick is settled
            piece.person, piece.list, piece.start = person, where, self.now
            self.row(Row.waits, person, piece.number, where)
        for piece in self.waiting.values():
            if piece.noticed < 0 and piece.notice_at <= self.now:
                piece.noticed = self.now
                self.row(Row.noticed, piece=piece.number)
        self.placed.clear()
        self.unsettled = False

    def close_stand(self, piece: Waiting, stop: int) -> None:
        """Remember where a piece has stood."""
        if 0 <= piece.start < stop:
            noticed = piece.noticed if piece.noticed >= 0 else self.plan.end + 1
            self.stands.append(
                Stand(
                    self.case,
                    piece.number,
                    piece.kind,
                    piece.priority,
                    piece.since,
                    piece.person,
                    piece.list,
                    piece.start,
                    stop,
                    noticed,
                    piece.is_async,
                )
            )
        if piece.start >= 0:
            piece.start = stop

    def withdraw(self, kinds: tuple[Piece, ...]) -> None:
        """Withdraw the waiting pieces of some kinds."""
        for piece in [piece for piece in self.waiting.values() if piece.kind in kinds]:
            self.close_stand(piece, self.now)
            del self.waiting[piece.number]
            self.row(Row.withdrawn, piece=piece.number)

    def close(self, outcome: Outcome) -> None:
        """End the case."""
        self.release()
        self.withdraw(tuple(Piece))
        self.ended = True
        self.timing += 1
        self.row(Row.closed, detail=outcome)

    # --- ownership

    def own(self, person: int) -> None:
        """Let a person own the live case (CO-1)."""
        if self.owner == person:
            return
        self.release()
        self.owner, self.owned_since, self.owning = person, self.now, self.owning + 1
        self.row(Row.owned, person)
        shift = self.reading.duty(person, self.now)
        if shift is not None:
            self.at(shift.stop, SHIFT_ENDS, self.shift_ends, shift, self.owning)

    def release(self) -> None:
        """End the ownership."""
        if self.owner >= 0:
            self.row(Row.released, self.owner)
            self.owners.append((self.owner, self.owned_since, self.now))
            self.owner, self.on_break, self.leaving = -1, False, False
            self.owning += 1

    def shift_ends(self, shift: Shift, owning: int) -> None:
        """Go on a break with the open case, or leave it to the role; a piece in hand is finished first (CO-9, ST-7)."""
        if owning != self.owning:
            return
        again = self.reading.after(shift)
        if not shift.leaves:
            self.on_break = True
            self.place_replies()
        elif any(hand.person == self.owner for hand in self.hands.values()):
            self.leaving = True
            return
        else:
            self.leave()
            return
        if again is not None:
            self.at(again.start, SHIFT_BEGINS, self.comes_back, again, owning)

    def comes_back(self, shift: Shift, owning: int) -> None:
        """Have the open case to oneself again."""
        if owning == self.owning:
            self.on_break = False
            self.place_replies()
            self.at(shift.stop, SHIFT_ENDS, self.shift_ends, shift, owning)

    def place_replies(self) -> None:
        """Lend an urgent reply to the role while its owner is on a break, and take it back afterwards."""
        for piece in self.waiting.values():
            if piece.kind == Piece.reply:
                lent = self.on_break and self.priority <= 2
                self.place(piece, self.owner, self.list_at(self.stage) if lent else -1)

    def leave(self) -> None:
        """Leave the case without an owner; what waits, waits in the list."""
        self.release()
        for piece in self.waiting.values():
            if piece.kind != Piece.sender_reply:
                self.place(piece, -1, self.list_at(self.stage))
