"""The conversation: pieces from beginning to end, answers, attempts and closings (CO-1 to CO-7)."""

from abc import abstractmethod

from sim.domain.words import Outcome, Reason, Role
from sim.engine.invariants.pieces import ATTEMPTS, BEGINS_LAST, CLOSINGS, ENDS, ENDS_ASIDE, TIMER, TURNS, WRITES, Hand
from sim.engine.invariants.telling import Telling
from sim.tables import Piece, Row, list_of


class Conversation(Telling):
    """What follows from beginning and ending a piece, and from a patient who writes or does not."""

    @abstractmethod
    def become_async(self, message: bool) -> None:
        """Turn async: with the message just sent, or with one of its own."""

    @abstractmethod
    def stage_over(self, person: int) -> None:
        """Go on to the next stage, or end."""

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
        ends = ENDS_ASIDE if hand.kind == Piece.sender_reply else ENDS
        self.at(self.now + self.reading.coordinating(self.work(hand), person), ends, self.end, hand)

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
            administrative = self.reading.cases.reason[self.case] == Reason.administrative
            if not administrative or self.staged("stage_role") != Role.medical_admin:
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
