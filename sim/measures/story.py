"""The log read once: pieces of work, who waited where, who was busy, who owned what.

Everything is rebuilt from log, PlanTable and CaseTable; no engine is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from sim.compiling import plain
from sim.domain.staffed_time import NEVER
from sim.domain.words import N_LIST_ROLES
from sim.errors import EngineError
from sim.measures.compiled.pieces import describe
from sim.measures.compiled.story import AROSE, CASE, COUNTED, FIRSTS, N_SEEN, Broken, Seen, count_rows, read_rows
from sim.measures.compiled.stretches import busy, waiting
from sim.tables import CaseTable, EventLog, Ints, PlanTable, Row, Stream

LATER = NEVER
"""The tick of what has not happened."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Every piece of work, sorted by (case, number).

    Attributes
    ----------
    case, number
        Row of the CaseTable; number within the case.
    kind
        ``Piece`` as it arose.
    arose, noticed, begun, done, withdrawn
        Ticks, ``LATER`` for what did not happen.
    person
        Who began it, -1 nobody.
    stage
        Stage of the case that it belongs to.
    home
        The list of the stage's role and unit, whoever it waits with.
    drawn
        Ticks of work that the draws give it (for a person who does not coordinate).
    """

    case: Ints
    number: Ints
    kind: Ints
    arose: Ints
    noticed: Ints
    begun: Ints
    done: Ints
    withdrawn: Ints
    person: Ints
    stage: Ints
    home: Ints
    drawn: Ints

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.case)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where pieces waited: one row for each stretch with the same owner, list and place in the order.

    Attributes
    ----------
    piece
        Row of ``Pieces``.
    start, stop
        Ticks.
    owner, where
        Person it waits with, list it stands in; -1 none.
    priority, rank
        Its place in the order: 1-5 and 0-1 (PR-1).
    """

    piece: Ints
    start: Ints
    stop: Ints
    owner: Ints
    where: Ints
    priority: Ints
    rank: Ints


@dataclass(frozen=True, slots=True)
class Busy:
    """Work in hand: pieces and visits.

    Attributes
    ----------
    person, start, stop
        Who, from, until (the end of the horizon if still in hand).
    kind
        ``Piece`` as begun, or ``VISIT``.
    case
        Row of the CaseTable.
    home
        List that the work belongs to (a visit: the list of the case's last stage).
    """

    person: Ints
    start: Ints
    stop: Ints
    kind: Ints
    case: Ints
    home: Ints


@dataclass(frozen=True, slots=True)
class Owned:
    """Who owned which live case when: ``[start, stop)``, sorted by (case, start).

    Attributes
    ----------
    case, person, start, stop
        Row of the CaseTable, who, from, until.
    by_start
        The rows in order of ``start``.
    """

    case: Ints
    person: Ints
    start: Ints
    stop: Ints
    by_start: Ints


@dataclass(frozen=True, slots=True)
class Story:
    """What a log tells.

    Attributes
    ----------
    plan, cases, log
        What it was read from.
    pieces, waiting, busy, owned
        See there.
    async_at, closed_at, outcome
        (N,) tick from which the case is async (a picture: its arrival), tick at which it ended, ``Outcome``;
        ``LATER``, ``LATER``, -1 where it did not.
    first, count
        By kind of row: (N,) tick of the first, ``LATER`` without one; (N,) how many.
    sms_measured
        (N,) SMS sent in the measured part.
    """

    plan: PlanTable
    cases: CaseTable
    log: EventLog
    pieces: Pieces
    waiting: Waiting
    busy: Busy
    owned: Owned
    async_at: Ints
    closed_at: Ints
    outcome: Ints
    first: Mapping[Row, Ints]
    count: Mapping[Row, Ints]
    sms_measured: Ints


def read(plan: PlanTable, cases: CaseTable, log: EventLog) -> Story:
    """Read a log.

    Raises
    ------
    EngineError
        A row speaks of a piece that never arose or of what plan and cases do not know, a case ends twice, or a piece
        belongs to a stage that its case has not.
    """
    rows = columns(log, "tick kind case person piece detail")
    lists = len(plan.unit_names) * N_LIST_ROLES
    counts, firsts, row = count_rows(rows, len(cases), len(plan.person_names), lists)
    if row >= 0:
        raise _error(log, Broken.unknown, row)
    seen, described, places, work = _room(len(cases), counts, firsts[1])
    broken, row = read_rows(rows, firsts[0], plan.measured_from, seen)
    if broken:
        raise _error(log, Broken(broken), row)
    first, count = dict(zip(FIRSTS, seen.first, strict=True)), dict(zip(COUNTED, seen.counts, strict=True))
    async_at = np.where(cases.stream == Stream.picture, cases.arrival, first[Row.became_async])
    case, _, _, until = seen.owned
    until[:] = np.where(until < LATER, until, np.minimum(first[Row.closed][case], plan.end))
    describe(seen.pieces, columns(cases, _STAGES), plain(cases.turn_work), plain(cases.before_work), described)
    if described[1].min(initial=0) < 0:
        piece = int(described[1].argmin())
        raise EngineError("a piece of a stage that the case has not", *seen.pieces[[AROSE, CASE], piece].tolist())
    stretches = waiting(seen, async_at, columns(cases, "priority corrected_priority"), plan.end, places)
    led_to = columns(cases, "stage_role stage_unit stage_turns")
    hands = busy(rows, seen, described[1], first[Row.visit_done], led_to, plan.end, work)
    return Story(
        plan=plan,
        cases=cases,
        log=log,
        pieces=Pieces(*seen.pieces[: N_SEEN - 1], *described),
        waiting=Waiting(*places[:, :stretches]),
        busy=Busy(*work[:, :hands]),
        owned=Owned(*(*seen.owned, seen.by_start)),
        async_at=async_at,
        closed_at=first[Row.closed],
        outcome=seen.outcome,
        first=first,
        count=count,
        sms_measured=seen.sms_measured,
    )


_STAGES = """stage_role stage_unit stage_turn stage_turns stage_wrap_up stage_reminder stage_call stage_closing"""
_SAID = {
    Broken.unknown: "a row of the log that plan and cases do not know",
    Broken.never_arose: "a piece that never arose",
    Broken.ends_twice: "a case ends twice",
}


def _error(log: EventLog, broken: Broken, row: int) -> EngineError:
    return EngineError(_SAID[broken], int(log.tick[row]), int(log.case[row]))


def _room(cases: int, counts: Ints, owned_first: Ints) -> tuple[Seen, Ints, Ints, Ints]:
    """Return room for what the rows say, what the draws give, waiting, busy: one large piece is found faster."""
    pieces, waits, visits = (int(counts[kind]) for kind in (Row.arose, Row.waits, Row.visit_begun))
    owned = int(owned_first[-1])
    shapes = (
        (N_SEEN, pieces), (len(FIRSTS), cases), (len(COUNTED), cases), (cases,), (cases,), (pieces,), (4, waits),
        (4, owned), (owned,), (visits,), (3, pieces), (7, waits), (6, pieces + visits),
    )  # fmt: skip
    ends = np.cumsum([prod(shape) for shape in shapes])
    parts = np.split(np.empty(ends[-1], dtype=np.int64), ends[:-1])
    rooms = [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]
    seen = Seen._make([*rooms[:7], owned_first, *rooms[7:10]])
    return seen, rooms[10], rooms[11], rooms[12]


def columns(table: PlanTable | CaseTable | EventLog, names: str) -> tuple[Ints, ...]:
    """Return columns of a table by their names, as kernels take them."""
    return tuple(plain(getattr(table, name)) for name in names.split())
