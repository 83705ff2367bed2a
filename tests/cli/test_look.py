"""Commands that read and explain."""

import csv
import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from sim.cases.trace_columns import MANUAL
from sim.domain.rules import RULES
from sim.measures import COLUMNS
from sim.report.dictionary import JSON_FILES
from tests.cli.conftest import ROOT

DICTIONARY = ROOT / "docs" / "data-dictionary.md"


def test_check_says_who_is_there_and_what_is_odd(direktsim):
    result = direktsim("check", "clinic.yaml")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "What do patients wait for at a clinic in a test?"
    assert "1 clinic · 5 people · about 3.8 cases a day" in " ".join(" ".join(lines[1:3]).split())
    (nurse,) = [line for line in lines if line.startswith("nurse ")]
    assert nurse.split() == ["nurse", "mon–fri", *"11111111·½11111111", "8.25"]  # lunch until 12:45
    assert any("[ST-2]" in line for line in lines)
    assert any("½: part of it. A dot: nobody." in line for line in lines)
    assert lines[-1].startswith("No errors, ")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("closure_covered", "tallgarden: closed 2026-03-25 08:00–17:00, rosengard covers"),
        ("closure_uncovered", "tallgarden: closed 2026-03-25 08:00–17:00, nobody covers"),
        ("closure_without_permission", "rosengard covers, without permission to open the cases [UN-4]"),
        ("branch_redirected", "almby-bruk: a branch; its cases are redirected to almby, where its people count [UN-1]"),
        ("county", "and 6 more likewise"),
    ],
)
def test_check_says_what_is_closed_and_which_branch_has_no_lists(direktsim, name, said):
    assert said in " ".join(direktsim("check", str(ROOT / "scenarios" / f"{name}.yaml"), width=120).output.split())


def test_of_many_units_a_few_tables_are_printed_those_with_nobody_first(direktsim):
    lines = direktsim("check", str(ROOT / "scenarios" / "county.yaml")).output.splitlines()
    assert len(lines) < 60
    assert "3 of 45 units, those first where a role has nobody on some weekday; all with" in lines


def test_check_as_json(direktsim):
    said = json.loads(direktsim("check", "clinic.yaml", "--json").output)
    assert {"ST-2"} <= {one["rule"] for one in said["warnings"]}
    assert len(said["coverage"]["starts"]) == 18


def test_show_prints_every_default_as_yaml(direktsim):
    shown = YAML(typ="safe", pure=True).load(direktsim("show", "clinic.yaml").output)
    assert shown["staffing"]["absence_share"] == 0.01
    assert shown["targets"]["priorities"][5] is None
    assert json.loads(direktsim("show", "clinic.yaml", "--json").output)["targets"]["priorities"]["5"] is None


def test_assumptions_say_where_every_number_comes_from(direktsim):
    everything = json.loads(direktsim("assumptions", "clinic.yaml", "--json").output)
    some = json.loads(direktsim("assumptions", "clinic.yaml", "--basis", "scenario", "--json").output)
    assert {row["path"] for row in some} >= {"horizon.weeks", "units.ekhult.listed"}
    assert [row for row in everything if row["basis"] == "scenario"] == some
    printed = direktsim("assumptions", "clinic.yaml", "--basis", "assumption").output
    assert "absence_share" in printed
    assert "clinic.yaml:2" not in printed


@pytest.mark.parametrize(
    ("asked", "ids"),
    [([], [rule.id for rule in RULES]), (["st-2"], ["ST-2"]), (["AF"], [f"AF-{n}" for n in range(1, 6)])],
)
def test_rules_print_the_register(direktsim, asked, ids):
    assert [row["id"] for row in json.loads(direktsim("rules", *asked, "--json").output)] == ids
    printed = direktsim("rules", *asked).output
    assert all(f"\n{one} " in printed for one in ids)


def test_columns_explain_every_column(direktsim):
    printed = direktsim("columns").output
    assert all(f"\n{column.name} " in printed for column in COLUMNS)
    assert "\nsays " in printed
    assert all(f"\n{name} " in printed for columns in MANUAL.values() for name in columns)


def test_columns_explain_every_key_of_what_a_run_writes(direktsim, desk):
    assert direktsim("run", "clinic.yaml", "-n", "1", "--out", "kept").exit_code == 0
    for file, keys in JSON_FILES.items():
        assert list(json.loads((desk / "kept" / file).read_text(encoding="utf-8"))) == list(keys)


def test_the_data_dictionary_is_as_the_columns_say(direktsim):
    """Made anew by ``direktsim columns --markdown > docs/data-dictionary.md``."""
    assert DICTIONARY.read_text() == direktsim("columns", "--markdown").output


def test_every_shipped_scenario_fits_the_schema(direktsim):
    schema = json.loads(direktsim("schema").output)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted((ROOT / "scenarios").glob("*.yaml")):
        validator.validate(json.loads(json.dumps(YAML(typ="safe", pure=True).load(path), default=str)))


CASES = """\
arrival,unit,reason,priority,age,requested_by
2026-01-07T09:00,ekhult,back,3,40,self
2026-01-07T09:10,ekhult,anxiety,3,17,self
2026-01-07T09:20,ekhult,skin,4,0,guardian
2026-01-10T12:00,ekhult,skin,1,40,self
"""


@pytest.mark.parametrize("where", ["screen", "file"])
def test_route_says_who_takes_each_case_and_by_which_rule(direktsim, desk: Path, where):
    (desk / "recorded.csv").write_text(CASES)
    wanted = [] if where == "screen" else ["--out", "routed.csv"]
    result = direktsim("route", "recorded.csv", "--scenario", "clinic.yaml", *wanted)
    assert result.exit_code == 0, result.output
    text = result.output if where == "screen" else (desk / "routed.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    assert list(rows[0]) == ["case_id", "intake", "role", "unit", "handling_unit", "rule"]
    assert [(row["intake"], row["role"], row["rule"]) for row in rows] == [
        ("accepted", "physiotherapist", "RO-1"),
        ("accepted", "nurse", "RO-5"),
        ("turned_away", "", "IN-1"),
        ("diverted", "", "IN-5"),
    ]
