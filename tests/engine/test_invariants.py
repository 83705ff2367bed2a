"""Each guard of the invariants has its saboteur: a log wrong in one way, or an engine that misreads a setting."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from sim.domain.order import order_key
from sim.domain.words import Outcome, Relation
from sim.engine.invariants import violations
from sim.engine.reference import run
from sim.tables import CaseTable, EventLog, Piece, PlanTable, Row
from sim.units import DAY, HOUR
from tests.engine.eventful import ANNA, BO, DAN, EVA, FIA, eventful

TICK, KIND, CASE, PERSON, PIECE, DETAIL = range(6)
Rows = np.ndarray


@cache
def right() -> tuple[PlanTable, CaseTable, EventLog]:
    """The eventful world and its log."""
    plan, cases = eventful()
    return plan, cases, run(plan, cases)


def guards(plan: PlanTable, cases: CaseTable, log: EventLog) -> set[str]:
    """Names of the guards that find something."""
    return {fault[1 : fault.index("]")] for fault in violations(plan, cases, log)}


def test_the_right_log_keeps_every_invariant_and_knows_every_kind_of_row() -> None:
    plan, cases, log = right()
    assert violations(plan, cases, log) == []
    assert set(log.kind.tolist()) == set(Row)
    assert set(log.detail[log.kind == Row.begun].tolist()) == set(Piece)
    closings = set(log.detail[log.kind == Row.closed].tolist())
    assert closings == set(Outcome) - {Outcome.turned_away, Outcome.diverted}


# --- logs that are wrong in one way --------------------------------------------------------------------------------


def first(rows: Rows, kind: Row, **wanted: int) -> int:
    """Place of the first row of a kind with these columns, after the first day."""
    fits = (rows[:, KIND] == kind) & (rows[:, TICK] >= DAY)
    for name, value in wanted.items():
        fits &= rows[:, ("tick", "kind", "case", "person", "piece", "detail").index(name)] == value
    return int(np.flatnonzero(fits)[0])


def drops(kind: Row, **wanted: int) -> Callable[[Rows], Rows]:
    """Leave a row out."""
    return lambda rows: np.delete(rows, first(rows, kind, **wanted), axis=0)


def moves(column: int, by: int, kind: Row, **wanted: int) -> Callable[[Rows], Rows]:
    """Let a row say something else in one column."""

    def edited(rows: Rows) -> Rows:
        rows[first(rows, kind, **wanted), column] += by
        return rows

    return edited


def repeats(by: int, kind: Row, **wanted: int) -> Callable[[Rows], Rows]:
    """Write a row a second time, so many ticks later."""

    def edited(rows: Rows) -> Rows:
        again = rows[first(rows, kind, **wanted)].copy()
        again[TICK] += by
        return np.vstack([rows, again])

    return edited


def says(column: int, value: int, kind: Row, **wanted: int) -> Callable[[Rows], Rows]:
    """Let one column of a row hold another value."""

    def edited(rows: Rows) -> Rows:
        rows[first(rows, kind, **wanted), column] = value
        return rows

    return edited


def at_night(rows: Rows) -> Rows:
    """Let a piece begin at three in the morning of the day after it arose."""
    place = first(rows, Row.begun, detail=Piece.async_reply)
    rows[place, TICK] = (rows[place, TICK] // DAY) * DAY + 3 * HOUR
    return rows


def two_at_once(rows: Rows) -> Rows:
    """Let a person begin a second piece with the first in hand."""
    begun = np.flatnonzero(rows[:, KIND] == Row.begun)
    one, other = next(
        (a, b) for a, b in pairwise(begun.tolist()) if rows[a, TICK] == rows[b, TICK] and rows[a, TICK] > DAY
    )
    rows[other, PERSON] = rows[one, PERSON]
    return rows


EDITS: dict[str, list[Callable[[Rows], Rows]]] = {
    "accounting": [drops(Row.arrived), drops(Row.listed), drops(Row.turned_away), repeats(9, Row.arrived)],
    "ends once": [repeats(9, Row.closed), repeats(9, Row.turned_away), moves(TICK, -2, Row.closed)],
    "lifecycle": [drops(Row.arose), drops(Row.begun), drops(Row.withdrawn), repeats(9, Row.done)],
    "little": [repeats(9, Row.begun), repeats(9, Row.closed), repeats(9, Row.withdrawn)],
    "two attempts": [
        lambda rows: rows[(rows[:, KIND] != Row.attempt) | (rows[:, DETAIL] != 2)],
    ],
    "documented first": [lambda rows: rows[rows[:, KIND] != Row.documented]],
    "to nurses": [moves(DETAIL, 1, Row.handed_over)],
    "one at a time": [two_at_once, moves(PERSON, 1, Row.done, person=ANNA)],
    "staffed hours": [at_night],
    "duty": [at_night, says(PERSON, EVA, Row.begun, person=BO, detail=Piece.first)],
    "permission": [says(PERSON, DAN, Row.begun, person=FIA)],
    "plan": [
        drops(Row.shift_on),
        moves(TICK, 60, Row.shift_off),
        drops(Row.absent),
        drops(Row.closure_on),
        moves(DETAIL, 1, Row.closure_off),
        drops(Row.day_end),
    ],
    "durations": [moves(TICK, 1, Row.done), moves(TICK, -1, Row.done, person=BO)],
    "timers": [
        moves(TICK, 1, Row.arose, detail=kind)
        for kind in (Piece.reminder, Piece.call, Piece.closing, Piece.async_reminder, Piece.async_closing)
    ],
    "replies": [
        moves(TICK, 1, Row.patient_wrote),
        drops(Row.late_reply),
        moves(TICK, 1, Row.arose, detail=Piece.reply),
        moves(TICK, 1, Row.arose, detail=Piece.async_reply),
    ],
    "notice": [moves(TICK, 1, Row.noticed), drops(Row.noticed)],
    "lists": [moves(DETAIL, 5, Row.waits, person=-1), says(PERSON, BO, Row.waits, person=ANNA)],
    "ownership": [drops(Row.owned), drops(Row.released), says(PERSON, BO, Row.owned, person=ANNA)],
    "attempts": [drops(Row.attempt), says(DETAIL, 3, Row.attempt, detail=2), drops(Row.reached)],
    "conversion": [drops(Row.became_async), moves(TICK, -60, Row.became_async)],
    "stages": [drops(Row.referred), drops(Row.accepted), moves(DETAIL, 5, Row.handed_over)],
    "visits": [moves(DETAIL, 1, Row.booked), moves(TICK, 60, Row.visit_begun), drops(Row.visit_done)],
    "sms": [drops(Row.sms), repeats(0, Row.sms)],
    "documentation": [drops(Row.documented)],
    "endings": [
        says(DETAIL, Outcome.settled, Row.closed, detail=outcome)
        for outcome in (Outcome.closed_unanswered, Outcome.diverted_at_close, Outcome.handed_over_out)
    ],
    "intake": [moves(DETAIL, 1, Row.turned_away), moves(DETAIL, 1, Row.diverted)],
    "arrivals": [moves(TICK, 1, Row.arrived), moves(DETAIL, 1, Row.arrived), moves(DETAIL, 5, Row.listed)],
}


@pytest.mark.parametrize(
    ("guard", "edit"),
    [(guard, edit) for guard, edits in EDITS.items() for edit in edits],
    ids=lambda value: str(value)[:16],
)
def test_the_guard_names_the_log_that_is_wrong_in_one_way(guard: str, edit: Callable[[Rows], Rows]) -> None:
    plan, cases, log = right()
    rows = np.stack([getattr(log, field.name) for field in fields(log)], axis=1)
    assert guard in guards(plan, cases, EventLog.from_rows(edit(rows.copy())))


def test_the_order_of_the_rows_is_guarded() -> None:
    plan, cases, log = right()
    swapped = EventLog(*(np.concatenate([column[1:2], column[:1], column[2:]]) for column in columns(log)))
    assert guards(plan, cases, swapped) == {"order"}


def columns(log: EventLog) -> list[np.ndarray]:
    """The columns of a log."""
    return [getattr(log, field.name) for field in fields(log)]


# --- engines that misread one setting ------------------------------------------------------------------------------

MISREAD_PLAN: dict[str, tuple[str, object]] = {
    "second_attempt_after": ("timers", lambda value: value + 60),
    "call_after": ("timers", lambda value: value + 60),
    "answer_wait": ("timers", lambda value: value - 60),
    "min_after_second_attempt": ("timers", lambda value: value + HOUR),
    "async_reminder_after": ("timers", lambda value: value + 60),
    "async_closing_after": ("timers", lambda value: value + HOUR),
    "waking_until": ("replies", lambda value: value - 4 * HOUR),
    "visit_lead": ("visits", lambda value: value + DAY),
    "person_coordinates": ("durations", lambda value: value + 100),
    "unit_async": ("conversion", np.logical_not),
    "unit_diverts": ("endings", np.logical_not),
    "unit_closes_locked": ("lists", np.logical_not),
    "shift_leaves": ("ownership", np.logical_not),
    "max_open": ("not allowed", lambda value: value + 1),
    "max_open_urgent": ("not allowed", lambda value: value + 1),
    "access_relation": ("relation", np.zeros_like),
    "shift_until": ("plan", lambda value: value - 60),
    "slot_from": ("visits", lambda value: value + 60),
}

MISREAD_CASES: dict[str, tuple[str, object]] = {
    "turn_work": ("durations", lambda value: value + 1),
    "stage_wrap_up": ("durations", lambda value: value + 1),
    "stage_closing": ("durations", lambda value: value + 1),
    "stage_reminder": ("durations", lambda value: value + 1),
    "stage_call": ("durations", lambda value: value + 1),
    "before_work": ("durations", lambda value: value + 1),
    "turn_live_delay": ("replies", lambda value: value + 1),
    "turn_async_delay": ("replies", lambda value: value + 1),
    "before_delay": ("replies", lambda value: value + 1),
    "turn_silent": ("replies", np.zeros_like),
    "turn_returns": ("replies", np.zeros_like),
    "turn_reached": ("attempts", np.zeros_like),
    "turn_notice": ("notice", lambda value: value + 60),
    "stage_documentation": ("documentation", np.zeros_like),
    "late_for_visit": ("sms", np.zeros_like),
    "visit": ("endings", np.zeros_like),
    "protected_identity": ("timers", np.logical_not),
    "corrected_priority": ("timers", lambda value: value * 0 + 5),
    "stage_unit": ("arrivals", np.zeros_like),
}


@pytest.mark.parametrize("name", MISREAD_PLAN)
def test_an_engine_that_misreads_the_plan_is_named(name: str) -> None:
    plan, cases, _ = right()
    guard, change = MISREAD_PLAN[name]
    log = run(replace(plan, **{name: change(getattr(plan, name))}), cases)
    assert guard in guards(plan, cases, log)


@pytest.mark.parametrize("name", MISREAD_CASES)
def test_an_engine_that_misreads_the_cases_is_named(name: str) -> None:
    plan, cases, _ = right()
    guard, change = MISREAD_CASES[name]
    log = run(plan, replace(cases, **{name: change(getattr(cases, name))}))
    assert guard in guards(plan, cases, log)


# --- engines that give out work wrongly ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        lambda *key, **more: (-order_key(*key, **more)[0], *order_key(*key, **more)[1:]),
        lambda *key, **more: (order_key(*key, **more)[0], -order_key(*key, **more)[1], *order_key(*key, **more)[2:]),
        lambda *key, **more: (*order_key(*key, **more)[:2], -order_key(*key, **more)[2], *order_key(*key, **more)[3:]),
    ],
    ids=["priority", "rank", "since"],
)
def test_an_engine_with_part_of_the_order_reversed_overtakes(
    wrong: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, cases, _ = right()
    monkeypatch.setattr("sim.engine.reference.state.order_key", wrong)
    assert "overtaken" in guards(plan, cases, run(plan, cases))


def test_an_engine_that_knows_less_of_an_access_leaves_people_idle() -> None:
    plan, cases, _ = right()
    fewer = replace(plan, access_until=np.where(plan.access_relation == Relation.home, plan.access_until, 0))
    assert "idle" in guards(plan, cases, run(fewer, cases))


def test_an_engine_that_lets_idle_help_go_first_is_named() -> None:
    plan, cases, _ = right()
    always = np.where(plan.access_relation == Relation.help_idle, Relation.help_always, plan.access_relation)
    found = guards(plan, cases, run(replace(plan, access_relation=always), cases))
    assert "overtaken" in found


def test_an_engine_that_hides_what_one_sees_on_coming_leaves_people_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, cases, _ = right()
    monkeypatch.setattr(
        "sim.engine.reference.staff.Person.sees_all_at", property(lambda _: -1, lambda *_: None), raising=False
    )
    assert "idle" in guards(plan, cases, run(plan, cases))
