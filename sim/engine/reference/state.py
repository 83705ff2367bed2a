"""What the engine keeps in mind: people, cases and pieces of work, with what the tables say about each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sim.domain.order import order_key
from sim.domain.words import Piece
from sim.engine.reference.clock import Appointment
from sim.engine.reference.shelf import Entry, Shelf
from sim.tables import CaseTable, list_of


class Turn(NamedTuple):
    """One turn of the staff and what the patient does after it; see the turn columns of ``CaseTable``."""

    work: int
    live_delay: int
    async_delay: int
    silent: bool
    returns: bool
    reached: bool
    notice: int


class Stage(NamedTuple):
    """The part of a case that one role at one unit has; see the stage columns of ``CaseTable``."""

    number: int
    role: int
    unit: int
    turns: list[Turn]
    wrap_up: int
    documentation: int
    closing: int
    reminder: int
    call: int

    @property
    def patient_list(self) -> int:
        """The list in which its pieces wait when nobody owns them."""
        return list_of(self.unit, self.role)


@dataclass(slots=True, eq=False)
class Person:
    """Somebody who works.

    Attributes
    ----------
    number, coordinates
        Of the person; thousandths of the time that coordinating takes, 0 for who does not (ST-8).
    post
        The post on duty, -1 off duty.
    on_break
        Off duty for a break only: the open cases stay with the person.
    in_hand, in_visit
        The piece being done; the case of the visit being held.
    owned
        Live cases that the person owns.
    own
        The waiting pieces that are the person's.
    visits
        Booked visits not begun: (slot row, case).
    free_since
        Tick since which the person has nothing in hand.
    sees_all_at
        Tick in which the person sees all of the lists, noticed or not: came on duty or finished something then.
    """

    number: int
    coordinates: int
    post: int = -1
    on_break: bool = False
    in_hand: "Work | None" = None
    in_visit: "Case | None" = None
    owned: set["Case"] = field(default_factory=set)
    own: Shelf = field(default_factory=Shelf)
    visits: list[tuple[int, "Case"]] = field(default_factory=list)
    free_since: int = 0
    sees_all_at: int = -1

    @property
    def has_left(self) -> bool:
        """Off duty, and not only for a break."""
        return self.post < 0 and not self.on_break


@dataclass(slots=True, eq=False)
class Work:
    """A piece of work.

    Attributes
    ----------
    case, kind
        Whose piece; what is to be done.
    number
        Its number within the case.
    since
        Tick at which it arose; it keeps it wherever it goes.
    role_list
        The list in which it waits if nobody owns it.
    owner
        Whose it is while it waits.
    notice, notice_at
        Ticks until idle people see it in a list, and the tick at which they do (AF-5).
    waits, noticed
        Nobody has begun it, and it is needed; idle people see it.
    person, in_list
        Where it stood after the last instant: with whom, open to which list; -1 nobody, none.
    entry
        Its place on a shelf while it waits.
    """

    case: "Case"
    number: int
    kind: Piece
    since: int
    role_list: int
    owner: Person | None
    notice: int
    waits: bool = True
    noticed: bool = False
    notice_at: int = 0
    person: Person | None = None
    in_list: int = -1
    entry: Entry | None = None

    def key(self) -> tuple[int, int, int, int, int]:
        """Return its place in the order of pieces (PR-1)."""
        case = self.case
        return order_key(self.kind, case.priority, self.since, case.number, self.number, case.is_async)


@dataclass(slots=True, eq=False)
class Case:
    """A case: first what the CaseTable says, then how it stands.

    Attributes
    ----------
    number, arrival, stream, unit, reason, listed_priority, corrected_priority, intake, rule, protected_identity, visit
        Columns of the table; ``listed_priority`` is its ``priority``.
    late_for_visit, handover, writes_before_acceptance, before_delay, before_async_delay, before_work, stages
        Columns of the table, those of stages and turns row by row.
    priority
        Current priority: the listed one until the first turn has ended, then the corrected one (RO-9).
    stage, held
        The stage it is in; turns held of that stage.
    unit_now
        Unit that holds it; changes at acceptance only, not when it is handed over.
    begun, is_async, closed, visiting
        It has had its first contact; it is asynchronous; it has ended; its digital visit is being held.
    owner
        Whose live case it is.
    owner_has_left
        The owner left with a piece of the case in hand, and lets go of it when that is done.
    waiting, in_hand
        The piece of the conversation that waits or is being done; there is never more than one.
    aside, aside_in_hand
        The sender's piece while a handover waits for acceptance (UN-9); it is being done.
    sender
        Who ended the last stage.
    awaits_answer, attempts, message_work
        The patient is to answer; contact attempts since the patient's last message; working clock at the message from
        which the waiting counts.
    answer, timer
        When the patient writes; when the second attempt or the closing is due.
    has_written
        The patient wrote while an attempt was in hand.
    converts
        The day has ended with a piece in hand: the case becomes async when that piece ends.
    pieces
        How many pieces it has had.
    sms_at, sms_number
        Tick of the last SMS; how many there were before it in that tick.
    """

    number: int
    arrival: int
    stream: int
    unit: int
    reason: int
    listed_priority: int
    corrected_priority: int
    intake: int
    rule: int
    protected_identity: bool
    visit: bool
    late_for_visit: bool
    handover: int
    writes_before_acceptance: bool
    before_delay: int
    before_async_delay: int
    before_work: int
    stages: list[Stage]
    priority: int
    stage: Stage
    unit_now: int
    held: int = 0
    begun: bool = False
    is_async: bool = False
    closed: bool = False
    visiting: bool = False
    owner: Person | None = None
    owner_has_left: bool = False
    waiting: Work | None = None
    in_hand: Work | None = None
    aside: Work | None = None
    aside_in_hand: bool = False
    sender: Person | None = None
    awaits_answer: bool = False
    attempts: int = 0
    message_work: int = 0
    answer: Appointment | None = None
    timer: Appointment | None = None
    has_written: bool = False
    converts: bool = False
    pieces: int = 0
    sms_at: int = -1
    sms_number: int = 0

    @property
    def unanswered(self) -> Turn:
        """The turn that the patient is to answer."""
        return self.stage.turns[self.held - 1]

    @property
    def next_stage(self) -> Stage | None:
        """The stage after the present one, if there is one."""
        return next((stage for stage in self.stages if stage.number > self.stage.number), None)


_NO_STAGE = Stage(0, -1, -1, [], 0, 0, 1, 1, 1)
_TURN_COLUMNS = ("work", "live_delay", "async_delay", "silent", "returns", "reached", "notice")
_STAGE_COLUMNS = ("role", "unit", "turn", "turns", "wrap_up", "documentation", "closing", "reminder", "call")
_CASE_COLUMNS = (
    "arrival",
    "stream",
    "unit",
    "reason",
    "corrected_priority",
    "intake",
    "rule",
    "protected_identity",
    "visit",
    "late_for_visit",
    "handover",
    "writes_before_acceptance",
    "before_delay",
    "before_async_delay",
    "before_work",
)


def read_cases(cases: CaseTable) -> list[Case]:
    """Read every case of a CaseTable, in its order; stages that do not exist are left out."""
    turns = [Turn(*row) for row in _rows(cases, "turn_", _TURN_COLUMNS)]
    found = []
    listed = cases.priority.tolist()
    own = zip(listed, _rows(cases, "", _CASE_COLUMNS), _rows(cases, "stage_", _STAGE_COLUMNS), strict=True)
    for number, (priority, row, staged) in enumerate(own):
        stages = [
            Stage(place, role, unit, turns[first : first + count], *rest)
            for place, (role, unit, first, count, *rest) in enumerate(zip(*staged, strict=True))
            if count > 0
        ]
        case = Case(
            number=number,
            listed_priority=priority,
            priority=priority,
            stages=stages,
            stage=stages[0] if stages else _NO_STAGE,
            unit_now=stages[0].unit if stages else -1,
            **dict(zip(_CASE_COLUMNS, row, strict=True)),
        )
        found.append(case)
    return found


def _rows(cases: CaseTable, prefix: str, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Return columns as rows of plain Python values."""
    return zip(*(getattr(cases, prefix + name).tolist() for name in names), strict=True)
