"""Everything that the parts of the engine share, and the smallest things that can happen to a case."""

from dataclasses import dataclass, field

from sim.domain.words import Outcome, Piece
from sim.engine.reference.board import Board
from sim.engine.reference.clock import Clock
from sim.engine.reference.log import Log
from sim.engine.reference.state import Case, Person, Turn
from sim.tables import PlanTable, Row


@dataclass(frozen=True, slots=True)
class Slots:
    """The visit slots, sorted by (start, person), and which are no longer free (AF-1).

    Attributes
    ----------
    person, unit
        Of each slot: who holds the visit; where.
    start, until
        Of each slot, ticks.
    taken
        Whether it is no longer free.
    """

    person: list[int]
    unit: list[int]
    start: list[int]
    until: list[int]
    taken: list[bool]

    @classmethod
    def of(cls, plan: PlanTable) -> "Slots":
        """Read the slots of a plan, all free."""
        return cls(
            plan.slot_person.tolist(),
            plan.slot_unit.tolist(),
            plan.slot_from.tolist(),
            plan.slot_until.tolist(),
            [False] * len(plan.slot_from),
        )


@dataclass(slots=True)
class World:
    """The clinic at work.

    Attributes
    ----------
    plan, clock, log
        What is planned; the time and what is to come; what has happened.
    people, cases
        By their numbers.
    board, slots
        The pieces that wait; the visit slots.
    open
        Cases listed and not closed.
    bookings
        Cases that want a visit, or a new one, in this instant: (case, person to ask first or nobody, earliest tick).
    """

    plan: PlanTable
    clock: Clock
    log: Log
    people: list[Person]
    cases: list[Case]
    board: Board
    slots: Slots
    open: set[Case] = field(default_factory=set)
    bookings: list[tuple[Case, Person | None, int]] = field(default_factory=list)

    def piece_arises(self, case: Case, kind: Piece, turn: Turn) -> None:
        """Let the next piece of a conversation arise, with the owner of a live case or in the role's list."""
        case.waiting = self.board.arise(case, kind, turn.notice, case.owner, case.stage.patient_list)

    def withdraw_waiting(self, case: Case) -> None:
        """Withdraw the piece of the conversation that waits, if any."""
        if case.waiting is not None:
            self.board.withdraw(case.waiting)
            case.waiting = None

    def own(self, case: Case, person: Person) -> None:
        """Make a person the owner of a live case (CO-1)."""
        if case.owner is person:
            return
        self.release(case)
        case.owner, case.owner_has_left = person, False
        person.owned.add(case)
        self.log.write(Row.owned, case=case.number, person=person.number)

    def release(self, case: Case) -> None:
        """Let a case be nobody's; a piece of it that waits then waits in the list."""
        owner = case.owner
        if owner is None:
            return
        self.log.write(Row.released, case=case.number, person=owner.number)
        owner.owned.discard(case)
        self.board.wake(owner)
        case.owner = None
        if case.waiting is not None:
            case.waiting.owner = None
            self.board.move(case.waiting)

    def sms(self, case: Case) -> None:
        """Send the patient an SMS (CO-6)."""
        case.sms_number = case.sms_number + 1 if case.sms_at == self.clock.now else 0
        case.sms_at = self.clock.now
        self.log.write(Row.sms, case=case.number, detail=case.sms_number)

    def attempt(self, case: Case) -> None:
        """Count a contact attempt since the patient's last message (CO-2)."""
        case.attempts += 1
        self.log.write(Row.attempt, case=case.number, detail=case.attempts)

    def close(self, case: Case, outcome: Outcome) -> None:
        """End a case."""
        self.release(case)
        case.closed = True
        self.open.discard(case)
        self.log.write(Row.closed, case=case.number, detail=outcome)
