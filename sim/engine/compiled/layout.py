"""Laying out a plan and its cases as the arrays of a World."""

from dataclasses import fields
from typing import Any

import numpy as np

from sim.domain.words import N_LIST_ROLES, Role
from sim.engine.compiled.agenda import agenda_of
from sim.engine.compiled.boxes import WIDTH
from sim.engine.compiled.shelves import CASE_BITS, SHELVES, SINCE_BITS
from sim.engine.compiled.world import FIELDS
from sim.errors import EngineError
from sim.tables import CaseTable, Ints, PlanTable, list_of

ROWS_A_CASE = 26
"""Log rows that there is room for at first, by case; there are more only where patients wait for long."""


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
    known = {name: _plain(value) for name, value in given.items() if name in FIELDS}
    known |= _plan(plan) | _people(plan) | _cases(len(cases)) | _pieces(len(cases), plan) | _running(plan, cases)
    return tuple(known[name] for name in FIELDS)


def _plain(value: Ints | int) -> Ints | int:
    """Return a column in the one form that is compiled for: contiguous and writeable."""
    return np.require(value, requirements=("C", "W", "A")) if isinstance(value, np.ndarray) else int(value)


def _plan(plan: PlanTable) -> dict[str, Any]:
    """Return what follows from the plan alone."""
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
        "slot_taken": np.zeros(len(plan.slot_from), np.bool_),
        "slot_case": _none(len(plan.slot_from)),
        "offered_taken": np.zeros(len(plan.slot_from), np.bool_),
        "shelf_first": _none(lists * SHELVES),
        "box_first": _none((plan.end >> WIDTH) + 1),
        **{f"offered_{name}": _none(len(plan.slot_from)) for name in ("person", "unit", "from", "slot")},
    }


def _firsts(column: Ints, groups: int) -> Ints:
    """Return where each group begins when rows are sorted by a column of group numbers, and where the last ends."""
    return np.concatenate(([0], np.cumsum(np.bincount(column, minlength=groups)))).astype(np.int64)


def _none(count: int) -> Ints:
    return np.full(count, -1, np.int64)


def _room(count: int) -> Ints:
    """Return room that is filled before it is read."""
    return np.empty(count, np.int64)


def _people(plan: PlanTable) -> dict[str, Any]:
    people = len(plan.person_names)
    none = "post hand visit_case visit_slot owned_first own_first sees_all_at next_visit absent_on"
    return {
        **{name: _none(people) for name in none.split()},
        **{name: np.zeros(people, np.int64) for name in ("owned_count", "free_since")},
        **{name: np.zeros(people, np.bool_) for name in ("on_break", "is_awake")},
        **{name: _room(people) for name in ("awake", "bid_key", "bid_person", "bid_relation")},
        "awake_count": 0,
        "bid_count": 0,
    }


def _cases(count: int) -> dict[str, Any]:
    numbers = """current_priority stage held unit_now owner sender attempts message_work pieces sms_at sms_number
        answer_to owned_next owned_before open open_place booking_case booking_person booking_from"""
    truths = """begun is_async closed visiting owner_has_left awaits_answer has_written converts in_hand aside_in_hand
        timer_closes"""
    return {
        **{name: _room(count) for name in numbers.split()},
        **{name: np.empty(count, np.bool_) for name in truths.split()},
        "open_count": 0,
        "booking_count": 0,
    }


def _pieces(count: int, plan: PlanTable) -> dict[str, Any]:
    numbers = """kind since number role_list piece_owner notice notice_at stands_with in_list shelf key
        shelf_child shelf_next shelf_before own_next own_before"""
    appointments = 4 * count + len(plan.person_names)
    return {
        **{name: _room(2 * count) for name in numbers.split()},
        **{name: np.empty(2 * count, np.bool_) for name in ("waits", "noticed", "placed", "is_moved")},
        "moved": _room(64),
        "moved_count": 0,
        "asides": _room(count),
        "aside_count": 0,
        **{name: _none(appointments) for name in ("due", "box_next", "box_before")},
        "box_now": -1,
        "soon": _room(64),
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
        "rows": np.empty((6, 64 + ROWS_A_CASE * len(cases) + 2 * len(plan.shift_post)), np.int64),
        "row_count": 0,
        **{name: _room(64) for name in ("note_kind", "note_who", "note_detail")},
        "note_count": 0,
        "scratch": _room(128),
    }
