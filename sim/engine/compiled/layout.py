"""Laying out a plan and its cases as the arrays of a World."""

from dataclasses import fields
from typing import Any

import numpy as np

from sim.compiling import plain
from sim.domain.words import N_LIST_ROLES, Role
from sim.engine.compiled.agenda import agenda_of
from sim.engine.compiled.boxes import WIDTH
from sim.engine.compiled.shelves import CASE_BITS, SHELVES, SINCE_BITS
from sim.engine.compiled.world import FIELDS
from sim.errors import EngineError
from sim.once import once
from sim.tables import CaseTable, Ints, PlanTable, list_of

ROWS_A_CASE = 26
"""Log rows that there is room for at first, by case; there are more only where patients wait for long."""

FIRST_ROOM = 64
"""Room at first for what is short in most instants, and made longer where it is not."""


def world_of(plan: PlanTable, cases: CaseTable) -> tuple[Any, ...]:
    """Return the fields of a `World` in their order, ready to be played.

    Parameters
    ----------
    plan, cases
        What is to be played.

    Raises
    ------
    EngineError
        If there are more cases, or more ticks, than the packed keys of the engine have room for.
    """
    if len(cases) >= 1 << CASE_BITS or plan.end >= 1 << SINCE_BITS:
        raise EngineError("more cases or a longer horizon than the compiled engine can number", plan.end)
    given = {field.name: getattr(table, field.name) for table in (plan, cases) for field in fields(table)}
    known = {
        name: plain(value) if isinstance(value, np.ndarray) else int(value)
        for name, value in given.items()
        if name in FIELDS
    }
    known |= (
        _plan(plan)
        | _places(plan)
        | _people(plan)
        | _cases(len(cases))
        | _pieces(len(cases), plan)
        | _running(plan, cases)
    )
    return tuple(known[name] for name in FIELDS)


@once
def _plan(plan: PlanTable) -> dict[str, Any]:
    """Return what follows from the plan alone; worked out once for each."""
    units, people, lists = len(plan.unit_provider), len(plan.person_names), len(plan.unit_provider) * N_LIST_ROLES
    closers = np.array([list_of(unit, Role.medical_admin) for unit in plan.list_unit[:, Role.medical_admin]], np.int64)
    by_list = np.argsort(plan.access_list, kind="stable")
    by_person = np.argsort(plan.slot_person, kind="stable")
    by_unit = np.argsort(plan.slot_unit, kind="stable")
    posts_by_list = plan.access_post[by_list]
    return {
        "agenda": agenda_of(plan),
        "access_first": _firsts(plan.access_post, len(plan.post_person)),
        "list_first": _firsts(plan.access_list, lists),
        "list_person": plan.post_person[posts_by_list],
        "list_post": posts_by_list,
        "unit_closer": np.where(plan.unit_closes_locked, closers.reshape(units), -1),
        "slots_of_person_first": _firsts(plan.slot_person, people),
        "slots_of_person": by_person,
        "slots_of_unit_first": _firsts(plan.slot_unit, units),
        "slots_of_unit": by_unit,
    }


def _places(plan: PlanTable) -> dict[str, Any]:
    """Return slots, shelves and boxes, all of them empty."""
    slots = len(plan.slot_from)
    return {
        "slot_taken": np.zeros(slots, np.bool_),
        "slot_case": _none(slots),
        "offered_taken": np.empty(slots, np.bool_),
        **_rooms("offered_person offered_unit offered_from offered_slot", slots),
        "shelf_first": _none(len(plan.unit_provider) * N_LIST_ROLES * SHELVES),
        "box_first": _none((plan.end >> WIDTH) + 1),
    }


def _firsts(column: Ints, groups: int) -> Ints:
    """Return where each group begins when rows are sorted by a column of group numbers, and where the last ends."""
    return np.concatenate(([0], np.cumsum(np.bincount(column, minlength=groups)))).astype(np.int64)


def _none(count: int) -> Ints:
    return np.full(count, -1, np.int64)


def _rooms(names: str, count: int, kind: type = np.int64) -> dict[str, Any]:
    """Return room that is filled before it is read, side by side: one large piece of memory is found faster."""
    chosen = names.split()
    return dict(zip(chosen, np.empty((len(chosen), count), kind), strict=True))


def _people(plan: PlanTable) -> dict[str, Any]:
    people = len(plan.person_names)
    none = "post hand visit_case visit_slot owned_first own_first sees_all_at next_visit absent_on"
    return {
        **{name: _none(people) for name in none.split()},
        **{name: np.zeros(people, np.int64) for name in ("owned_count", "free_since")},
        **{name: np.zeros(people, np.bool_) for name in ("on_break", "is_awake")},
        **_rooms("awake bid_key bid_person bid_relation", people),
        "awake_count": 0,
        "bid_count": 0,
    }


def _cases(count: int) -> dict[str, Any]:
    numbers = """current_priority stage held unit_now owner sender attempts message_work pieces sms_at sms_number
        answer_to owned_next owned_before open open_place booking_case booking_person booking_from asides"""
    truths = """begun is_async closed visiting owner_has_left awaits_answer has_written converts in_hand aside_in_hand
        timer_closes"""
    counts = ("open_count", "booking_count", "aside_count")
    return _rooms(numbers, count) | _rooms(truths, count, np.bool_) | dict.fromkeys(counts, 0)


def _pieces(count: int, plan: PlanTable) -> dict[str, Any]:
    numbers = """kind since number role_list piece_owner notice notice_at stands_with in_list shelf key
        shelf_child shelf_next shelf_before own_next own_before"""
    appointments = _rooms("due box_next box_before", 4 * count + len(plan.person_names))
    appointments["due"][4 * count :] = -1  # those of a case are written when it arrives
    return {
        **_rooms(numbers, 2 * count),
        **_rooms("waits noticed placed is_moved", 2 * count, np.bool_),
        **appointments,
        **_rooms("moved soon", FIRST_ROOM),
        "moved_count": 0,
        "box_now": -1,
        "soon_count": 0,
    }


def _running(plan: PlanTable, cases: CaseTable) -> dict[str, Any]:
    """Return the clock, absences and the empty log."""
    absent = np.zeros((len(plan.person_names), len(plan.day_open)), np.bool_)
    absent[cases.absence_person, cases.absence_day] = True
    return {
        "now": 0,
        "status": 0,
        "culprit": -1,
        "absent": absent,
        "rows": np.empty((6, FIRST_ROOM + ROWS_A_CASE * len(cases) + 2 * len(plan.shift_post)), np.int64),
        "row_count": 0,
        **_rooms("note_kind note_who note_detail", FIRST_ROOM),
        "note_count": 0,
        "scratch": np.empty(2 * FIRST_ROOM, np.int64),
    }
