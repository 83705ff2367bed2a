"""Little's law as an identity in seconds, and every case accounted for: on any world, from the log alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sim.domain.words import N_LIST_ROLES, Piece, Role
from sim.engine.reference import run
from sim.measures.ledger import ledger
from sim.measures.story import read
from sim.tables import CaseTable, EventLog, PlanTable, Row
from sim.units import HOUR, MINUTE
from tests.measures.scenes import log_of, waiting, worked
from tests.random_worlds import Tables, worlds
from tests.worlds import World, at

PATIENT = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def two_cases() -> tuple[PlanTable, CaseTable, EventLog]:
    """One waits from 9 to 10, one from 9:30 to the end of the horizon, Monday 17:00."""
    world = World(days=1)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    for clock in ("09:00", "09:30"):
        world.case(clinic, at(0, clock), priority=3)
    plan, cases = world.build()
    log = log_of(
        (at(0, "09:00"), Row.arrived, 0, -1, -1, 3),
        (at(0, "09:30"), Row.arrived, 1, -1, -1, 3),
        *waiting(0, at(0, "09:00"), Piece.first, 0),
        *waiting(1, at(0, "09:30"), Piece.first, 0),
        *worked(0, 0, at(0, "10:00"), at(0, "10:10")),
    )
    return plan, cases, log


def test_by_hand() -> None:
    found = ledger(read(*two_cases()))
    expected = np.zeros(N_LIST_ROLES, dtype=np.int64)
    expected[Role.nurse] = HOUR + 7 * HOUR + 30 * MINUTE
    assert found.length.tolist() == found.waited.tolist() == expected.tolist()
    assert found.arrived.tolist() == [2]


def test_only_the_measured_part_counts() -> None:
    plan, cases, log = two_cases()
    later = replace(plan, measured_from=at(0, "09:30"))
    found = ledger(read(later, cases, log))
    assert found.length[0] == found.waited[0] == 8 * HOUR
    assert found.arrived.tolist() == [1]


@PATIENT
@given(worlds(14))
def test_both_sides_balance_in_any_world(tables: Tables) -> None:
    plan, cases = tables
    found = ledger(read(plan, cases, run(plan, cases)))
    assert found.length.tolist() == found.waited.tolist()
    assert found.arrived[0] == (cases.arrival >= plan.measured_from).sum()


@pytest.mark.parametrize("column", ["start", "stop", "piece"])
def test_saboteur_a_stretch_that_is_read_wrongly_is_seen(column: str) -> None:
    story = read(*two_cases())
    stretches = story.waiting
    wrong = getattr(stretches, column).copy()
    if column == "piece":
        stretches = type(stretches)(*(getattr(stretches, name)[:-1] for name in stretches.__slots__))
    else:
        wrong[0] += 1
        stretches = replace(stretches, **{column: wrong})
    found = ledger(replace(story, waiting=stretches))
    assert found.length.tolist() != found.waited.tolist()
