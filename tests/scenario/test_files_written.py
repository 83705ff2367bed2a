"""The resolved scenario written out, its fingerprint, what it assumes, and the schema for editors."""

import datetime as dt
import json
import typing

import jsonschema
import pytest
from ruamel.yaml import YAML

from sim.domain.words import Basis
from sim.scenario.assumptions import assumptions
from sim.scenario.files import load_text
from sim.scenario.fingerprint import fingerprint
from sim.scenario.resolved import resolved_json, resolved_yaml
from sim.scenario.schema.base import Part
from sim.scenario.schema_json import json_schema

CLINIC = """\
question: What do patients wait for?
horizon: { from: 2026-01-05, weeks: 4 }
units:
  tallgarden: { provider: region, listed: 8250, out_of_hours: { 1: wait } }
  rosengard: { provider: region, cases_per_day: 4 }
  ljungby: { branch_of: tallgarden, listed: 900, handles_own_cases: [nurse] }
people:
  nurse: { count: 2, unit: tallgarden, role: nurse, week: { mon-fri: [08:00-17:00] }, breaks: [12:00-12:45] }
  roaming:
    posts:
      - { unit: rosengard, role: physician, week: { tue: [08:00-12:00] }, visit_slots: { tue: [10:00-12:00] } }
    from: 2026-01-12
    leave: [{ from: 2026-01-19, until: 2026-01-20 }]
closures:
  - { unit: tallgarden, from: 2026-01-14 12:00, until: 2026-01-14 17:00, covered_by: rosengard, permission: true }
calendar: { extra_open: { 2026-01-10: 09:00-12:00 }, extra_closed: [2026-01-16] }
patients: { reasons: { back: 0.05, other: 0.13 } }
flow: { referral: { nurse: { physician: null }, medical_admin: null } }
work: { documentation: 3, booking: { mean: 4 } }
targets: { priorities: { 1: null }, any: { within: 15, clock: working } }
"""


def test_the_resolved_scenario_loads_to_itself():
    loaded = load_text(CLINIC)
    again = load_text(resolved_yaml(loaded.scenario))
    assert again.scenario == loaded.scenario
    assert resolved_yaml(again.scenario) == resolved_yaml(loaded.scenario)
    assert resolved_json(again.scenario) == resolved_json(loaded.scenario)


def test_a_stated_backlog_stands_for_the_warm_up_in_what_is_written_too():
    loaded = load_text(CLINIC + "backlog: { tallgarden: 12 }\n")
    assert loaded.scenario.horizon.warm_up_weeks == 0
    assert load_text(resolved_yaml(loaded.scenario)).scenario == loaded.scenario


def test_the_fingerprint_follows_what_is_simulated_and_nothing_else():
    first = fingerprint(load_text(CLINIC).scenario)
    assert len(first) == 64
    same = CLINIC.replace("What do patients wait for?", "What else?") + "seed: 7\nreplications: 3\npolicy: {}\n"
    assert fingerprint(load_text(same).scenario) == first
    assert fingerprint(load_text(resolved_yaml(load_text(CLINIC).scenario)).scenario) == first
    for old, new in [("12:00-12:45", "12:00-12:46"), ("count: 2", "count: 3"), ("booking: { mean: 4 }", "booking: 4")]:
        assert fingerprint(load_text(CLINIC.replace(old, new)).scenario) != first


def test_the_fingerprint_is_stable():
    text = "question: x\nhorizon: { from: 2026-01-05, weeks: 4 }\nunits: { a: { listed: 1 } }\n"
    one, other = (
        load_text(text + f"people: {{ {people} }}\n").scenario
        for people in (
            "x: { unit: a, role: nurse }, y: { unit: a, role: nurse }",
            "y: { unit: a, role: nurse }, x: { unit: a, role: nurse }",
        )
    )
    assert fingerprint(one) != fingerprint(other), "a tie is settled by the order of people"


def test_assumptions_say_basis_and_origin():
    rows = {row.path: row for row in assumptions(load_text(CLINIC))}
    assert {row.basis for row in rows.values()} == {basis.value for basis in Basis}
    expected = {
        "patients.reasons.back": (0.05, "scenario", "scenario.yaml:17"),
        "patients.reasons.knee": (0.025, "assumption", None),
        "patients.reasons.administrative": (0.16, "source", "Region Kalmar: 16 %"),
        "work.documentation": ("3", "scenario", "scenario.yaml:19"),
        "work.booking": ("lognormal (mean 4, cv 0.6)", "scenario", "scenario.yaml:19"),
        "work.conversation.nurse": ("lognormal (mean 8, cv 0.6)", "assumption", None),
        "conversation.reply_delay": (
            "85 % lognormal (median 4, sigma 1) or 15 % lognormal (median 90, sigma 0.5)", "assumption", None,
        ),
        "conversation.waking_hours": ("07:00-22:00", "assumption", "when people write"),
        "calendar.staffed_hours.mon-fri": ("08:00-17:00", "document", "weekdays 08-17 [ST-1]"),
        "targets.priorities.1": (None, "scenario", "scenario.yaml:20"),
        "targets.priorities.2": ("120 minutes, elapsed", "source", None),
        "targets.priorities.3": ("1440 minutes, elapsed", "document", None),
        "targets.any": ("15 minutes, working", "scenario", "scenario.yaml:20"),
        "horizon.from": ("2026-01-05", "scenario", "scenario.yaml:2"),
        "units.tallgarden.listed": (8250, "scenario", "scenario.yaml:4"),
        "units.rosengard.cases_per_day": (4, "scenario", "scenario.yaml:5"),
    }  # fmt: skip
    for path, (value, basis, origin) in expected.items():
        assert (rows[path].value, rows[path].basis) == (value, basis), path
        assert origin is None or rows[path].origin == origin
        assert rows[path].origin
    assert not [path for path in rows if path.startswith(("people", "closures", "question"))]
    assert "units.rosengard.handles_own_cases" not in rows
    assert "flow.referral.nurse.physician" not in rows
    json.dumps([row.value for row in rows.values()])


PARTS = sorted(Part.__subclasses__(), key=lambda part: part.__name__)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_has_a_manual_and_every_default_a_basis(part):
    assert part.__doc__
    for name, field in part.model_fields.items():
        assert field.description, name
        default = field.get_default(call_default_factory=True)
        is_section = isinstance(default, Part) and "distribution" not in type(default).model_fields
        if field.is_required() or default in (None, [], {}) or is_section:
            continue
        extra = field.json_schema_extra
        assert Basis(extra["basis"]) is not Basis.scenario, name
        assert extra["origin"], name
        for key, (basis, origin) in extra.get("by_key", {}).items():
            assert key in {str(one) for one in default}, (name, key)
            assert Basis(basis)
            assert origin


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_default_is_itself_accepted(part):
    given = {
        field.alias or name: field.get_default(call_default_factory=True)
        for name, field in part.model_fields.items()
        if not field.is_required()
    }
    if len(given) == len(part.model_fields):
        dumped = part.model_validate(given).model_dump(by_alias=True)
        assert part.model_validate(dumped) == part()


def plain(text: str) -> typing.Any:
    """As an editor reads it: JSON has only text as keys."""

    def as_json(value):
        if isinstance(value, dict):
            return {str(key): as_json(item) for key, item in value.items()}
        if isinstance(value, list):
            return [as_json(item) for item in value]
        return str(value) if isinstance(value, dt.date) else value

    return as_json(YAML(typ="safe", pure=True).load(text))


def test_the_schema_accepts_what_the_format_accepts():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    quoted = CLINIC.replace("2026-01-14 12:00", '"2026-01-14 12:00"').replace("2026-01-14 17:00", '"2026-01-14 17:00"')
    check.validate(plain(quoted))
    check.validate(plain(resolved_yaml(load_text(CLINIC).scenario)))
    check.validate(plain("extends: base.yaml\npeople: { nurse-3: { week: { mon: [08:00-12:00] } }, nurse-2: null }\n"))
    for wrong in ["seed: 1", "extends: a.yaml\npolcy: {}", "extends: a.yaml\nwork: { documentation: x }",
                  "extends: a.yaml\npeople: { n: { week: { mond: [08:00-12:00] } } }"]:  # fmt: skip
        assert list(check.iter_errors(plain(wrong))), wrong


def test_the_schema_explains():
    described = json_schema()["$defs"]["Conversation"]["properties"]["answer_wait"]["description"]
    assert described == (
        "Working minutes without answer after which a case is closed.\n\n"
        "Default: 120.0 (document: two working hours [CO-2])."
    )
    text = json.dumps(json_schema())
    assert '"basis"' not in text
    assert "None" not in text
