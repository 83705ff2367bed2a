from pathlib import Path

from sim.scenario.assumptions import assumptions_of
from sim.scenario.differing import Differing, differing
from sim.scenario.files import load, load_text
from sim.scenario.fingerprint import fingerprint
from sim.scenario.resolved import resolved_json, resolved_yaml, yaml_of_json

SHIPPED = Path(__file__).parents[2] / "scenarios"


def shipped(name):
    return load(SHIPPED / f"{name}.yaml").scenario


def test_the_places_in_which_two_scenarios_differ():
    moved = differing(shipped("busy_clinic"), shipped("moved_nurse"))
    assert moved == [Differing("people.nurse-3.week.mon", ["13:00-17:00"], ["08:00-12:00"])]
    assert differing(shipped("busy_clinic"), shipped("more_demand")) == [Differing("demand.factor", 1.0, 1.2)]


def test_what_only_one_has_stands_beside_nothing():
    found = {one.path: one for one in differing(shipped("closure_none"), shipped("closure_covered"))}
    assert found["closures[0].covered_by"] == Differing("closures[0].covered_by", None, "rosengard")


def test_the_same_written_out_differs_nowhere():
    busy = shipped("busy_clinic")
    assert differing(busy, load_text(resolved_yaml(busy)).scenario) == []


def test_what_a_scenario_sets_is_known_without_its_file():
    rows = {row.path: row for row in assumptions_of(load_text(resolved_yaml(shipped("more_demand"))).scenario)}
    assert (rows["demand.factor"].basis, rows["demand.factor"].origin) == ("scenario", "")
    assert [path for path, row in rows.items() if row.basis == "scenario"] == ["demand.factor"]


def test_a_scenario_of_a_manifest_is_a_scenario_file_again():
    for name in ("busy_clinic", "branch_handles_own", "closure_covered", "neighbour_helps"):
        scenario = shipped(name)
        again = load_text(yaml_of_json(resolved_json(scenario))).scenario
        assert fingerprint(again) == fingerprint(scenario)
