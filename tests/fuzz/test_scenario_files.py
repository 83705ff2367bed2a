"""Scenario files, right ones and changed ones, through the doors that people use.

``FUZZED_FILES=10000`` hands in ten thousand instead of a few; ``scripts/fuzz.py`` does, and says what became of them.
"""

import tempfile
from pathlib import Path

from hypothesis import given, settings

from sim.cases import draw_cases
from sim.engine import compiled, reference
from sim.engine.invariants import violations
from sim.scenario.check import warnings
from sim.scenario.coverage import coverage
from sim.scenario.files import load_text
from sim.scenario.fingerprint import fingerprint
from sim.scenario.plan import plan_of
from sim.scenario.resolved import as_yaml, resolved_yaml
from tests.fuzz import doors
from tests.fuzz.doors import FUZZED
from tests.fuzz.mutations import scenario_files
from tests.fuzz.scenarios import Keys, scenarios

FILE = Path("nowhere") / "s.yaml"


@settings(FUZZED, max_examples=FUZZED.max_examples // 2)
@given(scenarios())
def test_a_right_scenario_is_played_by_both_engines_and_every_invariant_holds(keys: Keys) -> None:
    scenario = load_text(as_yaml(keys), FILE).scenario
    plan = plan_of(scenario)
    coverage(scenario, plan)
    assert all(one.what for one in warnings(scenario, plan))
    cases = draw_cases(scenario, plan, 1, 0)
    log = compiled.run(plan, cases)
    assert violations(plan, cases, log) == []
    assert reference.run(plan, cases).digest() == log.digest()


@settings(FUZZED, max_examples=FUZZED.max_examples // 2)
@given(scenarios())
def test_what_show_prints_is_the_same_scenario(keys: Keys) -> None:
    scenario = load_text(as_yaml(keys), FILE).scenario
    again = load_text(resolved_yaml(scenario), FILE).scenario
    assert fingerprint(again) == fingerprint(scenario)
    assert again.question == scenario.question


@FUZZED
@given(scenario_files())
def test_a_changed_file_is_refused_in_words_or_played(file: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        doors.scenario(file[1], Path(folder))
