"""What is shipped holds together: scenarios load, name their schema and begin with their question."""

import importlib.util
import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from sim.cases.trace import read_trace
from sim.scenario.files import load
from sim.scenario.plan import plan_of
from sim.scenario.schema_json import json_schema
from sim.units import DAY

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_scenario_loads_and_begins_with_its_question(path):
    loaded = load(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=scenario.schema.json"
    assert next(line for line in lines if not line.startswith("#")) == f"question: {loaded.scenario.question}"
    assert loaded.scenario.question.endswith("?")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_an_editor_that_knows_the_schema_accepts_what_is_shipped(path):
    schema = json.loads((ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8"))
    written = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    as_json = json.loads(json.dumps(written, default=str))
    jsonschema.Draft202012Validator(schema).validate(as_json)


def test_the_schema_beside_the_scenarios_is_the_one_that_direktsim_prints():
    """``direktsim schema > scenarios/scenario.schema.json`` writes it."""
    shipped = json.loads((ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8"))
    assert shipped == json_schema()


def test_the_county_is_what_its_script_writes():
    spec = importlib.util.spec_from_file_location("make_county", ROOT / "scripts" / "make_county.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.county() == (ROOT / "scenarios" / "county.yaml").read_text(encoding="utf-8")
    scenario = load(ROOT / "scenarios" / "county.yaml").scenario
    clinics = [unit for unit in scenario.units.values() if unit.branch_of is None]
    assert (len(clinics), sum(unit.provider == "region" for unit in clinics)) == (45, 33)
    assert sum(unit.listed or 0 for unit in scenario.units.values()) == 371_000


def test_the_recorded_cases_in_the_documentation_can_be_replayed_and_are_measured(tmp_path):
    page = (ROOT / "docs" / "recorded-cases.md").read_text(encoding="utf-8")
    path = tmp_path / "cases.csv"
    path.write_text(page.partition("```csv\n")[2].partition("```")[0], encoding="utf-8")
    scenario = load(ROOT / "scenarios" / "busy_clinic.yaml").scenario
    plan = plan_of(scenario)
    cases = read_trace(path, scenario, plan, 1, 0)
    assert len(cases) == 3
    assert min(cases.arrival) >= scenario.horizon.warm_up_weeks * 7 * DAY
