"""A role is what a person handles: played through a small world."""

import numpy as np
import pytest

from sim.domain.words import Role
from sim.engine.reference import run
from sim.tables import Row
from tests.worlds import World, at


@pytest.mark.rule("ST-10", "ST-4")
def test_new_cases_are_begun_by_those_who_hold_the_role_however_idle_the_others_are():
    world = World(days=1)
    clinic = world.unit("Clinic")
    holders = {role: world.person(role.name, clinic, role) for role in list(Role)[:5]}
    for minute, role in enumerate(holders):
        world.case(clinic, at(0, f"09:{minute:02}"), role=role)
    plan, cases = world.build()
    log = run(plan, cases)
    first = log.kind == Row.begun
    begun = {int(case): int(person) for case, person in zip(log.case[first], log.person[first], strict=True)}
    assert begun == {case: holders[Role(role)] for case, role in enumerate(cases.role.tolist())}
    assert np.unique(log.person[first]).size == len(holders)
