"""What the defaults lead to, played through the whole path: figures that the assumptions were set to give."""

from pathlib import Path

import numpy as np
import pytest

from sim.cases import draw_cases
from sim.domain.words import Outcome
from sim.engine.reference import run
from sim.scenario.files import load
from sim.scenario.plan import plan_of
from sim.tables import Row

SCENARIOS = Path(__file__).parents[1] / "scenarios"


@pytest.mark.parametrize(("name", "replications"), [("mean_clinic", 6), ("busy_clinic", 1)])
def test_six_to_ten_in_a_hundred_cases_end_unanswered(name, replications):
    """About 3 000 cases each: the standard error of a share near 0.08 is 0.005, the band four of them wide."""
    scenario = load(SCENARIOS / f"{name}.yaml").scenario
    plan = plan_of(scenario)
    ended = []
    for replication in range(replications):
        log = run(plan, draw_cases(scenario, plan, scenario.seed, replication))
        ended.append(log.detail[log.kind == Row.closed])
    outcomes = np.concatenate(ended)
    assert len(outcomes) > 2_500
    assert 0.06 < np.isin(outcomes, [Outcome.closed_unanswered, Outcome.closed_unanswered_async]).mean() < 0.10
