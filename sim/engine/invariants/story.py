"""What must become of one case, given only who began its pieces and when, and which visit it got.

A story is told from the CaseTable and the calendar; from the log it takes what people chose (``begun``, ``booked``,
``visit_begun``) and nothing else. Everything else that the log says about the case must then agree with the story row
by row. The pieces that the story saw standing in lists are what the guard of the dispatch works with.
"""

from sim.domain.words import Handover, Intake, Outcome
from sim.engine.invariants.conversation import Conversation
from sim.engine.invariants.pieces import (
    ATTEMPTS,
    BEGINS,
    BOOKS,
    CLOSINGS,
    DAY_ENDS,
    ENDS,
    SHIFT_BEGINS,
    SHIFT_ENDS,
    WRITES,
    Waiting,
)
from sim.tables import Piece, Row, Stream
from sim.units import DAY


class Story(Conversation):
    """One case, told from its draws: intake, the end of the day, the stages and the visit; ``tell`` tells it."""

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

    def day_ends(self) -> None:
        """Divert, or turn async, what is still open when the staffed day ends (IN-5, CO-5)."""
        if self.ended:
            return
        self.at(self.reading.closing_after(self.now), DAY_ENDS, self.day_ends)
        cases, case = self.reading.cases, self.case
        if not self.touched:
            diverts = self.plan.unit_diverts[cases.unit[case], cases.priority[case]]
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
