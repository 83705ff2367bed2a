"""The log read once: pieces of work, who waited where, who was busy, who owned what.

Everything is rebuilt from log, PlanTable and CaseTable; no engine is asked.
"""

from dataclasses import dataclass

import numpy as np

from sim.domain.order import order_priority, rank
from sim.domain.words import N_LIST_ROLES, Piece
from sim.errors import EngineError
from sim.tables import Bools, CaseTable, EventLog, Ints, PlanTable, Row, Stream

LATER = 2**62
"""The tick of what has not happened."""
VISIT = len(Piece)
"""The kind of work that is a visit, after the kinds of pieces."""
N_KINDS = VISIT + 1


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
    """Who owned which live case when: ``[start, stop)``."""

    case: Ints
    person: Ints
    start: Ints
    stop: Ints


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

    def rows(self, kind: Row) -> Bools:
        """Return which rows of the log are of a kind."""
        return np.asarray(self.log.kind == kind)


def read(plan: PlanTable, cases: CaseTable, log: EventLog) -> Story:
    """Read a log.

    Raises
    ------
    EngineError
        A row speaks of a piece that never arose, or a case ends twice.
    """
    async_at = first_tick(cases, log, Row.became_async)
    async_at = np.where(cases.stream == Stream.picture, cases.arrival, async_at)
    closed_at, outcome = _endings(cases, log)
    keys = _Keys(log)
    pieces = _pieces(cases, log, keys)
    owned = _ownership(plan, log, closed_at)
    waiting = _waiting(plan, cases, log, keys, pieces, owned, async_at)
    return Story(
        plan, cases, log, pieces, waiting, _busy(plan, cases, log, pieces), owned, async_at, closed_at, outcome
    )


def first_tick(cases: CaseTable, log: EventLog, kind: Row) -> Ints:
    """Return by case the first tick of a kind of row, ``LATER`` without one."""
    out = np.full(len(cases), LATER, dtype=np.int64)
    rows = log.kind == kind
    np.minimum.at(out, log.case[rows], log.tick[rows])
    return out


def count(cases: CaseTable, log: EventLog, kind: Row) -> Ints:
    """Return by case how many rows of a kind there are."""
    return np.bincount(log.case[log.kind == kind], minlength=len(cases)).astype(np.int64)


def _endings(cases: CaseTable, log: EventLog) -> tuple[Ints, Ints]:
    twice = np.flatnonzero(count(cases, log, Row.closed) > 1)
    if len(twice):
        raise EngineError("a case ends twice", int(first_tick(cases, log, Row.closed)[twice[0]]), int(twice[0]))
    rows = log.kind == Row.closed
    closed_at, outcome = np.full(len(cases), LATER, dtype=np.int64), np.full(len(cases), -1, dtype=np.int64)
    closed_at[log.case[rows]], outcome[log.case[rows]] = log.tick[rows], log.detail[rows]
    return closed_at, outcome


class _Keys:
    """Finds the row of ``Pieces`` that a row of the log speaks of."""

    def __init__(self, log: EventLog) -> None:
        self._width = int(log.piece.max(initial=0)) + 1
        rows = np.flatnonzero(log.kind == Row.arose)
        keys = log.case[rows] * self._width + log.piece[rows]
        order = np.argsort(keys, kind="stable")
        self.arose = rows[order]
        self._keys = keys[order]
        self._log = log

    def rows(self, kind: Row) -> tuple[Ints, Ints]:
        """Return rows of the log of a kind and the pieces they speak of."""
        rows = np.flatnonzero(self._log.kind == kind)
        keys = self._log.case[rows] * self._width + self._log.piece[rows]
        place = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
        wrong = np.flatnonzero(self._keys[place] != keys) if len(self._keys) else np.arange(len(keys))
        if len(wrong):
            row = rows[wrong[0]]
            raise EngineError("a piece that never arose", int(self._log.tick[row]), int(self._log.case[row]))
        return rows, place

    def ticks(self, kind: Row) -> Ints:
        """Return by piece the first tick of a kind of row."""
        rows, place = self.rows(kind)
        out = np.full(len(self._keys), LATER, dtype=np.int64)
        np.minimum.at(out, place, self._log.tick[rows])
        return out


def _pieces(cases: CaseTable, log: EventLog, keys: _Keys) -> Pieces:
    case, kind = log.case[keys.arose], log.detail[keys.arose]
    begun_rows, begun_pieces = keys.rows(Row.begun)
    person = np.full(len(case), -1, dtype=np.int64)
    person[begun_pieces] = log.person[begun_rows]
    starts = np.flatnonzero(np.r_[True, case[1:] != case[:-1]]) if len(case) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(case)])
    stage = np.where(kind == Piece.referred, 1, np.where(kind == Piece.accept, 2, 0))
    # within a case the stage never goes back: a running maximum over all, lifted by 3 a case, is one by case
    lifted = np.repeat(np.arange(len(starts)), sizes) * 3 + stage
    stage = np.maximum.accumulate(lifted) % 3 if len(case) else stage
    role, unit = cases.stage_role[case, stage], cases.stage_unit[case, stage]
    if (kind == Piece.sender_reply).any():
        before = np.where(cases.stage_turns[case, 1] > 0, 1, 0)
        sent = kind == Piece.sender_reply
        role = np.where(sent, cases.stage_role[case, before], role)
        unit = np.where(sent, cases.stage_unit[case, before], unit)
    return Pieces(
        case, log.piece[keys.arose], kind, log.tick[keys.arose], keys.ticks(Row.noticed), keys.ticks(Row.begun),
        keys.ticks(Row.done), keys.ticks(Row.withdrawn), person, stage, unit * N_LIST_ROLES + role,
        _drawn(cases, case, kind, stage),
    )  # fmt: skip


def _drawn(cases: CaseTable, case: Ints, kind: Ints, stage: Ints) -> Ints:
    """Return the ticks of work of each piece (a call: without the turns that follow when it reaches the patient)."""
    turns = np.isin(kind, (Piece.first, Piece.reply, Piece.async_reply, Piece.referred, Piece.accept, Piece.picture))
    group = case * 3 + stage
    held = np.cumsum(turns)
    begins = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(case) else np.empty(0, dtype=np.int64)
    earlier: Ints = np.repeat(held[begins] - turns[begins], np.diff(np.r_[begins, len(case)]))
    last = np.maximum(cases.stage_turns[case, stage] - 1, 0)
    turn = np.minimum(np.maximum(held - earlier - 1, 0), last)
    row = np.minimum(cases.stage_turn[case, stage] + turn, max(len(cases.turn_work) - 1, 0))
    spoken = (cases.turn_work[row] if len(cases.turn_work) else 0) + np.where(
        turn == last, cases.stage_wrap_up[case, stage], 0
    )
    out = np.where(turns, spoken, 0)
    for kinds, column in (
        ((Piece.reminder, Piece.async_reminder), cases.stage_reminder),
        ((Piece.call,), cases.stage_call),
        ((Piece.closing, Piece.async_closing), cases.stage_closing),
    ):
        out = np.where(np.isin(kind, kinds), column[case, stage], out)
    return np.where(kind == Piece.sender_reply, cases.before_work[case], out)


def _ownership(plan: PlanTable, log: EventLog, closed_at: Ints) -> Owned:
    """Pair rows of owning and releasing; in one tick a release comes before the next owner."""
    rows = np.flatnonzero((log.kind == Row.owned) | (log.kind == Row.released))
    begins = log.kind[rows] == Row.owned
    order = np.lexsort((begins, log.tick[rows], log.case[rows]))
    rows, begins = rows[order], begins[order]
    case, tick = log.case[rows], log.tick[rows]
    follows = np.r_[case[1:] == case[:-1], False] if len(rows) else np.empty(0, dtype=np.bool_)
    stop = np.where(follows, np.r_[tick[1:], 0][: len(rows)], np.minimum(closed_at[case], plan.end))
    return Owned(case[begins], log.person[rows][begins], tick[begins], stop[begins])


def _waiting(
    plan: PlanTable, cases: CaseTable, log: EventLog, keys: _Keys, pieces: Pieces, owned: Owned, async_at: Ints
) -> Waiting:
    rows, piece = keys.rows(Row.waits)
    tick, owner, where = log.tick[rows], log.person[rows], log.detail[rows]
    # of several rows in one tick the one that holds afterwards comes last: with the owner of that moment, or nobody
    order = np.lexsort((owner == _owner_at(owned, pieces.case[piece], tick), tick, piece))
    piece, tick, owner, where = piece[order], tick[order], owner[order], where[order]
    over = np.minimum(np.minimum(pieces.begun, pieces.withdrawn), plan.end)[piece]
    follows = np.r_[piece[1:] == piece[:-1], False] if len(piece) else np.empty(0, dtype=np.bool_)
    stop = np.where(follows, np.minimum(np.r_[tick[1:], 0][: len(piece)], over), over)
    kind, case = pieces.kind[piece], pieces.case[piece]
    kind = np.where((kind == Piece.reply) & (tick >= async_at[case]), Piece.async_reply, kind)
    entry = np.isin(kind, (Piece.first, Piece.picture))
    current = np.where(entry, cases.priority[case], cases.corrected_priority[case])
    is_async = (tick >= async_at[case]).astype(np.int64)
    keep = tick < stop
    return Waiting(
        piece[keep], tick[keep], stop[keep], owner[keep], where[keep],
        _ORDER_PRIORITY[kind, current][keep], _RANK[kind, is_async][keep],
    )  # fmt: skip


_ORDER_PRIORITY = np.array([[order_priority(kind, current) for current in range(6)] for kind in Piece])
_RANK = np.array([[rank(kind, bool(is_async)) for is_async in range(2)] for kind in Piece])


def _owner_at(owned: Owned, case: Ints, tick: Ints) -> Ints:
    """Return who owns each case after each tick, -1 nobody."""
    if not len(owned.case):
        return np.full(len(case), -1, dtype=np.int64)
    tick = np.maximum(tick, 0)  # the backlog arrived before the horizon; nobody owns anything then
    width = int(max(owned.stop.max(), tick.max(initial=0))) + 2
    order = np.lexsort((owned.start, owned.case))
    key = owned.case[order] * width + owned.start[order]
    place = np.searchsorted(key, case * width + tick, side="right") - 1
    row = order[np.maximum(place, 0)]
    holds = (place >= 0) & (owned.case[row] == case) & (tick < owned.stop[row])
    return np.where(holds, owned.person[row], -1)


def _busy(plan: PlanTable, cases: CaseTable, log: EventLog, pieces: Pieces) -> Busy:
    begun = np.flatnonzero(pieces.begun < LATER)
    kinds = log.kind == Row.begun
    as_begun = np.lexsort((log.piece[kinds], log.case[kinds]))
    rows = np.flatnonzero(log.kind == Row.visit_begun)
    ends = first_tick(cases, log, Row.visit_done)[log.case[rows]]
    last = np.where(cases.stage_turns > 0, np.arange(3), 0).max(axis=1, initial=0)[log.case[rows]]
    visit_home = cases.stage_unit[log.case[rows], last] * N_LIST_ROLES + cases.stage_role[log.case[rows], last]
    return Busy(
        np.r_[pieces.person[begun], log.person[rows]],
        np.r_[pieces.begun[begun], log.tick[rows]],
        np.minimum(np.r_[pieces.done[begun], ends], plan.end),
        np.r_[log.detail[kinds][as_begun], np.full(len(rows), VISIT)],
        np.r_[pieces.case[begun], log.case[rows]],
        np.r_[pieces.home[begun], visit_home],
    )
