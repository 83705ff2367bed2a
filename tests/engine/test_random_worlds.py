"""Random worlds: every invariant holds, two runs are one, and the order of what has no order changes nothing.

``RANDOM_WORLDS=1000`` plays a thousand worlds through each test instead of sixty.
"""

import os
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from numpy.typing import NDArray

from sim.domain.words import N_LIST_ROLES
from sim.engine.invariants import violations
from sim.engine.reference import run
from sim.tables import CaseTable, EventLog, PlanTable, Row
from tests.random_worlds import Tables, worlds

PATIENT = settings(
    max_examples=int(os.environ.get("RANDOM_WORLDS", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)

LISTS = (Row.listed, Row.waits, Row.referred, Row.handed_over)
"""Kinds of rows whose detail is a list."""


@PATIENT
@given(worlds())
def test_every_invariant_holds_in_any_world(world: Tables) -> None:
    plan, cases = world
    assert violations(plan, cases, run(plan, cases)) == []


@PATIENT
@given(worlds())
def test_two_runs_give_one_digest(world: Tables) -> None:
    assert run(*world).digest() == run(*world).digest()


@PATIENT
@given(worlds())
def test_the_order_of_what_has_no_order_changes_nothing(world: Tables) -> None:
    """Units renumbered, turns stored the other way round, accesses and absences shuffled: the same rows come out."""
    plan, cases = world
    assert renumbered(run(plan, cases), plan).digest() == run(*shuffled(plan, cases)).digest()


def others(plan: PlanTable) -> NDArray[np.int64]:
    """New number of each unit: the last becomes the first."""
    return np.arange(len(plan.unit_names))[::-1]


def lists(codes: NDArray[np.int64], new: NDArray[np.int64]) -> NDArray[np.int64]:
    """Codes of lists in the new numbers of units."""
    unit, role = np.divmod(codes, N_LIST_ROLES)
    return np.where(codes < 0, -1, new[np.maximum(unit, 0)] * N_LIST_ROLES + role)


def units(codes: NDArray[np.int64], new: NDArray[np.int64]) -> NDArray[np.int64]:
    """Units in their new numbers."""
    return np.where(codes < 0, -1, new[np.maximum(codes, 0)])


def shuffled(plan: PlanTable, cases: CaseTable) -> Tables:
    """The same world with everything without order in another order."""
    new = others(plan)
    access = slice(None, None, -1)
    changed = replace(
        plan,
        unit_names=plan.unit_names[::-1],
        unit_provider=plan.unit_provider[new],
        unit_async=plan.unit_async[new],
        unit_diverts=plan.unit_diverts[new],
        unit_closes_locked=plan.unit_closes_locked[new],
        list_unit=units(plan.list_unit[new], new),
        post_unit=units(plan.post_unit, new),
        post_list=lists(plan.post_list, new),
        access_post=plan.access_post[access],
        access_list=lists(plan.access_list, new)[access],
        access_relation=plan.access_relation[access],
        access_from=plan.access_from[access],
        access_until=plan.access_until[access],
        slot_unit=units(plan.slot_unit, new),
        closure_unit=units(plan.closure_unit, new),
    )
    return changed, other_order(cases, new)


def other_order(cases: CaseTable, new: NDArray[np.int64]) -> CaseTable:
    """The same cases in the same rows; their turns are stored by stage, the last stage first."""
    places: list[int] = []
    first = np.zeros_like(cases.stage_turn)
    for case, stage in [(case, stage) for stage in (2, 1, 0) for case in range(len(cases))]:
        first[case, stage] = len(places)
        places += range(cases.stage_turn[case, stage], cases.stage_turn[case, stage] + cases.stage_turns[case, stage])
    turns = {name: getattr(cases, name)[places] for name in CaseTable.__dataclass_fields__ if name.startswith("turn_")}
    return replace(
        cases,
        unit=units(cases.unit, new),
        handling_unit=units(cases.handling_unit, new),
        stage_unit=units(cases.stage_unit, new),
        stage_turn=first,
        absence_person=cases.absence_person[::-1],
        absence_day=cases.absence_day[::-1],
        **turns,
    )


def renumbered(log: EventLog, plan: PlanTable) -> EventLog:
    """The same rows with the new numbers of units."""
    new = others(plan)
    detail = log.detail.copy()
    in_lists = np.isin(log.kind, LISTS)
    detail[in_lists] = lists(log.detail[in_lists], new)
    closures = np.isin(log.kind, (Row.closure_on, Row.closure_off))
    detail[closures] = units(log.detail[closures], new)
    return EventLog.from_rows(np.stack([log.tick, log.kind, log.case, log.person, log.piece, detail], axis=1))
