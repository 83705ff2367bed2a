"""Random worlds: every invariant holds, two runs are one, and the order of what has no order changes nothing.

``RANDOM_WORLDS=1000`` plays a thousand worlds instead of a hundred.
"""

import os

from hypothesis import HealthCheck, given, settings

from sim.engine.invariants import violations
from sim.engine.reference import run
from tests.random_worlds import Tables, worlds

COUNT = int(os.environ.get("RANDOM_WORLDS", "100"))
PATIENT = settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck))


@PATIENT
@given(worlds())
def test_every_invariant_holds_in_any_world(world: Tables) -> None:
    plan, cases = world
    assert violations(plan, cases, run(plan, cases)) == []
