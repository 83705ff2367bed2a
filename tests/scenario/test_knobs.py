"""Assumptions as knobs: ranges stand beside the values, and every value can be turned from end to end."""

from pathlib import Path

import pytest

from sim.scenario.assumptions import assumptions
from sim.scenario.check import warnings
from sim.scenario.files import load, load_text
from sim.scenario.knobs import knobs, mean_of, outside, scaled, turned
from sim.scenario.plan import plan_of
from sim.scenario.schema.work import minutes
from sim.scenario.vary import varied
from tests.scenario.test_files_messages import CLINIC

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
DECIDED = (
    "calendar.", "policy.", "targets.",  # what the region or the head decides
    "horizon.", "seed", "replications",  # what is played
    "costs.fee",  # prices on a list
    "conversation.answer_wait", "conversation.waking_hours",
    "demand.hours", "demand.weekend_hours", "demand.months",  # curves, not one number
    "patients.reasons.", "patients.priorities.4", "patients.correction.", "demand.weekdays.",  # the rest of a mix
    "work.conversation.", "flow.qualified.medical_admin",
)  # fmt: skip
"""Beginnings of the places that have no range, for the reason beside them."""


@pytest.fixture
def loaded():
    return load_text(CLINIC, Path("s.yaml"))


def test_every_assumption_has_a_range_or_is_decided(loaded):
    without = [row.path for row in assumptions(loaded) if row.basis != "scenario" and row.low is None]
    assert [path for path in without if not path.startswith(DECIDED)] == []
    assert all(
        row.range_origin.startswith(("source: ", "assumption: ")) for row in assumptions(loaded) if row.low is not None
    )


def test_every_default_lies_in_its_range(loaded):
    found = knobs(loaded.scenario)
    assert len(found) > 80
    assert [knob.path for knob in found if not knob.low <= knob.value <= knob.high] == []


def test_a_range_in_the_parameters_holds_the_assumed_value_at_its_middle(loaded):
    (nurse,) = [knob for knob in knobs(loaded.scenario) if knob.path == "work.conversation.nurse"]
    assert (nurse.low, nurse.value, nurse.high) == (4, 8, 16)
    assert [nurse.at(share) for share in (0, 0.25, 0.5, 0.75, 1)] == [4, 6, 8, 12, 16]
    (cap,) = [knob for knob in knobs(loaded.scenario) if knob.path == "conversation.max_open"]
    assert [cap.at(share) for share in (0, 0.2, 0.5, 0.8, 1)] == [2, 2, 3, 4, 4]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_shipped_scenario_can_stand_at_both_ends_of_everything(path):
    scenario = load(path)
    found = knobs(scenario.scenario)
    for share in (0.0, 1.0):
        end = varied(scenario, turned(scenario.scenario, [(knob, knob.at(share)) for knob in found]))
        (nurse,) = [knob for knob in knobs(end.scenario) if knob.path == "work.conversation.nurse"]
        assert nurse.value == pytest.approx(16 if share else 4)


def test_a_knob_moves_its_own_value_and_leaves_the_spread(loaded):
    for knob in knobs(loaded.scenario):
        end = varied(loaded, turned(loaded.scenario, [(knob, knob.high)])).scenario
        (there,) = [one for one in knobs(end) if one.path == knob.path]
        assert there.value == pytest.approx(knob.high), knob.path
    assert scaled(minutes(8.0), 2.0) == minutes(16.0)


@pytest.mark.parametrize(("written", "mean"), [
    ("3", 3), ("{ distribution: exponential, mean: 5 }", 5), ("{ distribution: uniform, low: 2, high: 6 }", 4),
    ("{ distribution: gamma, mean: 7, cv: 0.5 }", 7),
    ("{ distribution: empirical, values: [1, 4], weights: [2, 1] }", 2),
    ("{ distribution: lognormal, median: 4, sigma: 0 }", 4),
    ("{ distribution: mixture, parts: [{ share: 0.5, of: 2 }, { share: 0.5, of: 6 }] }", 4),
])  # fmt: skip
def test_every_distribution_is_scaled_by_its_mean(written, mean):
    held = load_text(f"{CLINIC}work: {{ documentation: {written} }}\n", Path("s.yaml")).scenario.work.documentation
    assert mean_of(held) == pytest.approx(mean)
    assert mean_of(scaled(held, 2.5)) == pytest.approx(2.5 * mean)


def test_a_distribution_that_is_always_nothing_cannot_be_scaled():
    scenario = load_text(CLINIC + "work: { documentation: 0 }\n", Path("s.yaml")).scenario
    assert "work.documentation" not in [knob.path for knob in knobs(scenario)]


def test_a_value_outside_its_range_is_a_warning():
    scenario = load_text(CLINIC + "work: { conversation: { nurse: { mean: 30 } } }\n", Path("s.yaml")).scenario
    said = "work.conversation.nurse: 30 lies outside 4 to 16, the plausible range (assumption: half to double)"
    assert [str(problem) for problem in outside(scenario)] == [said]
    assert str(warnings(scenario, plan_of(scenario))[-1]) == said
    (nurse,) = [knob for knob in knobs(scenario) if knob.path == "work.conversation.nurse"]
    assert nurse.at(1.0) == 30
