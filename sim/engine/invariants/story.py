"""What must become of one case, given only who began its pieces and when, and which visit it got.

A story is told from the CaseTable and the calendar; from the log it takes what people chose (``begun``, ``booked``,
``visit_begun``) and nothing else. Everything else that the log says about the case must then agree with the story row
by row. The pieces that the story saw standing in lists are what the guard of the dispatch works with.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from sim.domain.words import Handover, Intake, Outcome, Role
from sim.engine.invariants.reading import NEVER, Reading, Shift
from sim.tables import Piece, Row, Stream, list_of
from sim.units import DAY

ENDS, WRITES, TIMER, ARRIVES, SHIFT_ENDS, SHIFT_BEGINS, DAY_ENDS = range(7)
BOOKS, BEGINS_ASIDE, BEGINS, BEGINS_LAST = range(7, 11)
"""Order of what happens within one tick."""

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
    """A piece in hand."""

    number: int
    kind: Piece
    person: int
    begun: int
    reached: bool = False
    locked: bool = False


@dataclass
class Story:
    """One case, told from its draws; ``tell`` fills ``rows``, ``stands`` and ``owners``."""

    reading: Reading
    case: int
    begins: dict[int, tuple[int, int]]
    bookings: dict[int, tuple[int, int]]
    visits: list[int]
    rows: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)
    owners: list[tuple[int, int, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    wanted: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(tick, person who ended the stage or -1, unit, priority) of every look for a visit slot."""

    def __post_init__(self) -> None:
        cases, case = self.reading.cases, self.case
        self.plan = self.reading.plan
        self.agenda: list[tuple[int, int, int, Callable[..., None], tuple[object, ...]]] = []
        self.now = 0
        self.stage, self.turn, self.holder = 0, 0, 0
        self.priority = int(cases.priority[case])
        self.is_async = bool(cases.stream[case] == Stream.picture)
        self.owner, self.owned_since, self.owning, self.on_break, self.leaving = -1, -1, 0, False, False
        self.attempts, self.message_work = 0, 0
        self.awaiting, self.answering, self.timing = False, 0, 0
        self.convert_later, self.touched, self.visiting, self.ended, self.has_written = (False,) * 5
        self.waiting: dict[int, Waiting] = {}
        self.hands: dict[int, Hand] = {}
        self.placed: dict[int, tuple[Waiting, int, int]] = {}
        self.born = 0
        self.texts: dict[int, int] = {}
        self.sender, self.sender_stage, self.slot = -1, -1, -1
        self.counter, self.unsettled = 0, False

    # --- the telling ---------------------------------------------------------------------------------------------

    def tell(self) -> "Story":
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

    # --- intake and lists ----------------------------------------------------------------------------------------

    def arrives(self) -> None:
        """Enter the list, or nothing at all (IN-1 to IN-5, RO-11)."""
        cases, case = self.reading.cases, self.case
        self.rows.append((int(cases.arrival[case]), Row.arrived, case, -1, -1, self.priority))
        if cases.intake[case] != Intake.accepted:
            kind = Row.turned_away if cases.intake[case] == Intake.turned_away else Row.diverted
            self.row(kind, detail=int(cases.rule[case]))
            self.ended = True
            return
        self.row(Row.listed, detail=self.list_at(0))
        self.arise(Piece.picture if self.is_async else Piece.first, -1, self.list_at(0), self.draw("turn_notice", 0))
        self.at(self.reading.closing_after(self.now - 1), DAY_ENDS, self.day_ends)

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
                    self.at(piece.notice_at, TIMER, self.look, piece)
            piece.person, piece.list, piece.start = person, where, self.now
            self.row(Row.waits, person, piece.number, where)
        for piece in self.waiting.values():
            if piece.noticed < 0 and piece.notice_at <= self.now:
                piece.noticed = self.now
                self.row(Row.noticed, piece=piece.number)
        self.placed.clear()
        self.unsettled = False

    def look(self, piece: Waiting) -> None:
        """Stop at the tick at which a piece may be noticed."""

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

    # --- ownership -----------------------------------------------------------------------------------------------

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

    # --- pieces --------------------------------------------------------------------------------------------------

    def begin(self, number: int, person: int, last: bool = False) -> None:
        """Begin a piece when the log says so; the sender's reply goes before the acceptance if live, else after it."""
        piece = self.waiting.get(number)
        if piece is not None and piece.kind == Piece.sender_reply and self.is_async and not last:
            self.at(self.now, BEGINS_LAST, self.begin, number, person, True)
            return
        self.waiting.pop(number, None)
        if piece is None:
            self.faults.append(f"piece {number} begun while it could not be")
            return
        self.close_stand(piece, self.now + 1)
        self.touched = True
        hand = Hand(number, piece.kind, person, self.now)
        hand.locked = piece.kind == Piece.closing and piece.person >= 0 and piece.person != person
        self.row(Row.begun, person, number, piece.kind)
        self.hands[number] = hand
        if piece.kind == Piece.accept:
            self.row(Row.accepted, person)
            self.withdraw((Piece.sender_reply,))
            self.holder, self.answering = self.stage, self.answering + 1
        if not self.is_async and not hand.locked and piece.kind != Piece.sender_reply:
            self.own(person)
        self.at(self.now + self.reading.coordinating(self.work(hand), person), ENDS, self.end, hand)

    def work(self, hand: Hand) -> int:
        """Ticks of work of a piece as it is begun."""
        turns = self.staged("stage_turns")
        if hand.kind in TURNS:
            last = self.staged("stage_wrap_up") if self.turn + 1 == turns else 0
            return self.draw("turn_work", self.turn) + last
        if hand.kind == Piece.call:
            hand.reached = bool(self.draw("turn_reached", self.turn - 1))
            rest = sum(self.draw("turn_work", turn) for turn in range(self.turn, turns)) + self.staged("stage_wrap_up")
            if hand.reached:
                self.answering += 1
            return self.staged("stage_call") + (rest if hand.reached else 0)
        if hand.kind == Piece.sender_reply:
            return int(self.reading.cases.before_work[self.case])
        return self.staged("stage_closing" if hand.kind in CLOSINGS else "stage_reminder")

    def end(self, hand: Hand) -> None:
        """End a piece, with everything that follows at once."""
        del self.hands[hand.number]
        self.row(Row.done, hand.person, hand.number, hand.kind)
        if hand.kind in TURNS:
            self.turned(hand.person, self.turn + 1)
        elif hand.kind in ATTEMPTS:
            self.attempted(hand)
        elif hand.kind in CLOSINGS:
            if hand.locked:
                self.sms()
            if self.staged("stage_role") != Role.medical_admin:
                self.row(Row.documented)
            self.close(Outcome.closed_unanswered if hand.kind == Piece.closing else Outcome.closed_unanswered_async)
        elif self.convert_later and not self.hands and not self.ended:
            self.become_async(message=False)
        elif self.is_async:
            self.sms()
        if self.leaving and all(other.person != self.owner for other in self.hands.values()):
            self.leave()

    def turned(self, person: int, turn: int, by_telephone: bool = False) -> None:
        """End a turn: await the answer, or the stage is over."""
        if self.stage == 0 and self.turn == 0:
            self.priority = int(self.reading.cases.corrected_priority[self.case])
        self.turn = turn
        over = self.turn >= self.staged("stage_turns")
        if not over and self.convert_later:
            self.become_async(message=True)
        if self.is_async and not by_telephone:
            self.sms()
        if over:
            if self.staged("stage_documentation") > 0:
                self.row(Row.documented)
            self.stage_over(person)
        else:
            self.attempts = 1
            self.row(Row.attempt, detail=1)
            self.awaits()

    def awaits(self) -> None:
        """Await the patient's answer to the turn just held."""
        self.awaiting, self.message_work = True, self.reading.worked(self.now)
        self.answering += 1
        if not self.draw("turn_silent", self.turn - 1):
            self.answer()
        self.await_second_attempt()

    def answer(self) -> None:
        """Draw the answer out of the table: elapsed time in a live case, waking time in an async one."""
        delay = self.draw("turn_async_delay" if self.is_async else "turn_live_delay", self.turn - 1)
        tick = self.reading.awake(self.now, delay) if self.is_async else self.now + delay
        self.at(tick, WRITES, self.wrote, self.answering)

    def brought_back(self) -> None:
        """Let the second attempt bring a silent patient back."""
        if self.draw("turn_silent", self.turn - 1) and self.draw("turn_returns", self.turn - 1):
            self.answer()

    def await_second_attempt(self) -> None:
        """Set the clock of a silent patient from the message that has just ended (CO-3 to CO-5)."""
        plan, urgent = self.plan, self.priority <= 2
        call = urgent and not self.reading.cases.protected_identity[self.case]
        wait = int(plan.call_after[self.priority]) if urgent else plan.second_attempt_after
        kind = Piece.call if call else Piece.reminder
        if self.is_async:
            kind, wait = Piece.async_reminder, plan.async_reminder_after
        self.set_timer(kind, self.message_work + wait)

    def await_closing(self) -> None:
        """Set the clock of a silent patient after two attempts (CO-2, CO-5)."""
        plan, work = self.plan, self.reading.worked(self.now)
        if self.is_async:
            self.set_timer(Piece.async_closing, max(self.message_work + plan.async_closing_after, work))
        else:
            closable = max(self.message_work + plan.answer_wait, work + plan.min_after_second_attempt)
            self.set_timer(Piece.closing, closable)

    def set_timer(self, kind: Piece, work: int) -> None:
        """Let a piece arise when so much has been worked, unless something comes in between."""
        self.timing += 1
        self.at(self.reading.when_worked(work, self.now), TIMER, self.timer, kind, self.timing)

    def timer(self, kind: Piece, timing: int) -> None:
        """Let the piece that a clock waited for arise."""
        if timing != self.timing or self.ended:
            return
        self.of_the_case(kind, self.draw("turn_notice", self.turn - 1))

    def attempted(self, hand: Hand) -> None:
        """End a second attempt: reached, brought back, or closable in a while."""
        self.attempts += 1
        self.row(Row.attempt, detail=self.attempts)
        if hand.reached:
            self.row(Row.reached)
            self.turned(hand.person, self.staged("stage_turns"), by_telephone=True)
            return
        if self.convert_later:
            self.become_async(message=hand.kind != Piece.call)
        if hand.kind != Piece.call:
            self.sms()
        if self.has_written:
            self.has_written = False
            self.reply_arises()
        else:
            if hand.kind != Piece.call:
                self.brought_back()
            self.await_closing()

    def wrote(self, answering: int) -> None:
        """Let the patient write; too late if the case is being closed."""
        if answering != self.answering:
            return
        self.answering += 1
        if self.ended or any(hand.kind in CLOSINGS for hand in self.hands.values()):
            self.row(Row.late_reply)
            return
        self.row(Row.patient_wrote)
        self.awaiting, self.attempts = False, 0
        self.timing += 1
        self.withdraw((*ATTEMPTS, *CLOSINGS))
        if any(hand.kind in ATTEMPTS for hand in self.hands.values()):
            self.has_written = True
        else:
            self.reply_arises()

    def reply_arises(self) -> None:
        """Let the staff's turn be due."""
        kind = Piece.async_reply if self.is_async else Piece.reply
        self.of_the_case(kind, self.draw("turn_notice", self.turn))

    def of_the_case(self, kind: Piece, notice: int) -> None:
        """Let a piece arise with the owner of the case, in the list of the stage, or both (CO-7, CO-9)."""
        where, unit = self.list_at(self.stage), self.staged("stage_unit")
        if self.owner >= 0 and not (kind == Piece.reply and self.on_break and self.priority <= 2):
            where = -1
            if kind == Piece.closing and self.plan.unit_closes_locked[unit]:
                where = list_of(int(self.plan.list_unit[unit, Role.medical_admin]), Role.medical_admin)
        self.arise(kind, self.owner, where, notice)

    # --- the day, the next stage ---------------------------------------------------------------------------------

    def day_ends(self) -> None:
        """Divert, or turn async, what is still open when the staffed day ends (IN-5, CO-5)."""
        if self.ended:
            return
        self.at(self.reading.closing_after(self.now), DAY_ENDS, self.day_ends)
        cases, case = self.reading.cases, self.case
        if not self.touched:
            diverts = self.plan.unit_diverts[cases.handling_unit[case], cases.priority[case]]
            if diverts and cases.stream[case] == Stream.channel:
                self.withdraw((Piece.first,))
                self.close(Outcome.diverted_at_close)
        elif not self.is_async and not self.visiting and self.plan.unit_async[self.staged("stage_unit", self.holder)]:
            if self.hands:
                self.convert_later = True
            else:
                self.become_async(message=False)

    def become_async(self, message: bool) -> None:
        """Turn async: with the message just sent, or with one of its own (CO-5, CO-6)."""
        self.is_async, self.convert_later = True, False
        self.row(Row.became_async)
        self.release()
        if not message:
            self.sms()
        self.withdraw((*ATTEMPTS, *CLOSINGS))
        for piece in self.waiting.values():
            self.close_stand(piece, self.now)
            piece.is_async = True
            if piece.kind == Piece.reply:
                piece.kind = Piece.async_reply
                self.place(piece, -1, self.list_at(self.stage))
            elif piece.kind == Piece.sender_reply:
                self.place(piece, -1, self.list_at(self.sender_stage))
        self.timing += 1
        self.message_work = self.reading.worked(self.now)
        if self.awaiting and not message:
            if self.attempts < 2:
                self.attempts = 2
                self.row(Row.attempt, detail=2)
                self.brought_back()
            self.await_closing()

    def stage_over(self, person: int) -> None:
        """Go on to the next stage, or end."""
        self.awaiting = False
        self.timing += 1
        cases, case = self.reading.cases, self.case
        later = [stage for stage in (1, 2) if stage > self.stage and cases.stage_turns[case, stage] > 0]
        if later:
            self.release()
            if self.convert_later:
                self.become_async(message=False)
            self.sender, self.sender_stage = person, self.stage
            self.stage, self.turn = later[0], 0
            where, notice = self.list_at(self.stage), self.draw("turn_notice", 0)
            if self.stage == 1:
                self.holder = 1
                self.row(Row.referred, detail=where)
                self.arise(Piece.referred, -1, where, notice)
            else:
                self.row(Row.handed_over, detail=where)
                self.arise(Piece.accept, -1, where, notice)
                self.writes_before()
        elif cases.handover[case] == Handover.out:
            self.row(Row.handed_over)
            self.close(Outcome.handed_over_out)
        elif cases.visit[case]:
            self.release()
            self.visiting = True
            self.at(self.now, BOOKS, self.book, person)
        else:
            self.close(Outcome.settled)

    def writes_before(self) -> None:
        """Let the patient write to the sender before the handover is accepted (UN-9)."""
        cases, case = self.reading.cases, self.case
        if cases.handover[case] != Handover.same_provider or not cases.writes_before_acceptance[case]:
            return
        if self.is_async:
            tick = self.reading.awake(self.now, int(cases.before_async_delay[case]))
        else:
            tick = self.now + int(cases.before_delay[case])
        self.answering += 1
        self.at(tick, WRITES, self.wrote_before, self.answering)

    def wrote_before(self, answering: int) -> None:
        """Let the sender answer."""
        if answering != self.answering:
            return
        self.row(Row.patient_wrote)
        notice = self.draw("turn_notice", 0, 2)
        if self.is_async or self.reading.has_left(self.sender, self.now - 1):
            self.arise(Piece.sender_reply, -1, self.list_at(self.sender_stage), notice)
        else:
            piece = self.arise(Piece.sender_reply, self.sender, -1, notice)
            for shift in self.reading.shifts[self.sender]:
                if shift.stop >= self.now and shift.leaves:
                    self.at(shift.stop, SHIFT_ENDS, self.sender_leaves, piece)
                    break

    def sender_leaves(self, piece: Waiting) -> None:
        """Leave the answer to the sender's role."""
        if self.waiting.get(piece.number) is piece:
            self.place(piece, -1, self.list_at(self.sender_stage))

    # --- visits --------------------------------------------------------------------------------------------------

    def book(self, person: int) -> None:
        """Take the slot that the log names, or end unbooked (AF-1)."""
        self.wanted.append((self.now, person, self.staged("stage_unit"), self.priority))
        if self.now not in self.bookings:
            self.close(Outcome.visit_unbooked)
            return
        self.take_slot()
        for tick in self.visits:
            self.at(tick, BEGINS, self.visit)

    def take_slot(self) -> None:
        """Write the booking that the log names now, and look out for the absence of that person (ST-6)."""
        person, slot = self.bookings[self.now]
        self.row(Row.booked, person, detail=slot)
        self.sms()
        self.slot = slot
        reading = self.reading
        day = int(self.plan.slot_from[slot]) // DAY if 0 <= slot < len(self.plan.slot_from) else -1
        if (person, day) in reading.absences:
            known = [shift.start for shift in reading.planned if (shift.person, shift.start // DAY) == (person, day)]
            if known and min(known) > self.now:
                self.at(min(known), SHIFT_BEGINS, self.moved, slot)

    def moved(self, slot: int) -> None:
        """Move a booking away from somebody who turned out absent, or end unbooked."""
        if self.ended or slot != self.slot:
            return
        self.wanted.append((self.now, -1, self.staged("stage_unit"), self.priority))
        if self.now in self.bookings:
            self.take_slot()
        else:
            self.close(Outcome.visit_unbooked)

    def visit(self) -> None:
        """Hold the visit when the log says that it begins."""
        if self.ended or not self.visiting:
            return
        person = self.bookings[max(tick for tick in self.bookings if tick <= self.now)][0]
        self.row(Row.visit_begun, person, detail=self.slot)
        if self.reading.cases.late_for_visit[self.case]:
            self.sms()
        length = int(self.plan.slot_until[self.slot] - self.plan.slot_from[self.slot])
        self.at(self.now + length, ENDS, self.visited, person)

    def visited(self, person: int) -> None:
        """End the visit, and with it the case (AF-1)."""
        self.row(Row.visit_done, person, detail=self.slot)
        self.close(Outcome.settled)
