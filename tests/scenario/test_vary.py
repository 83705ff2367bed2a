"""Values changed by their place: checked like a file, mixes kept whole, every refusal said."""

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.axis import MOST, axis, grid
from sim.scenario.files import load, load_text
from sim.scenario.fingerprint import fingerprint
from sim.scenario.schema import Scenario
from sim.scenario.schema.shares import Whole, WholeList
from sim.scenario.vary import MIXES, value_of, varied
from tests.scenario.test_files_messages import CLINIC

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


@pytest.fixture
def loaded():
    return load_text(CLINIC, Path("s.yaml"))


def refused(loaded, place, value):
    with pytest.raises(InputError) as caught:
        varied(loaded, {place: value})
    return str(caught.value)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_nothing_changed_is_the_same_scenario(path):
    scenario = load(path)
    assert fingerprint(varied(scenario, {}).scenario) == fingerprint(scenario.scenario)


def test_values_of_every_kind_are_put_in_their_place(loaded):
    changed = varied(
        loaded,
        {
            "demand.factor": 1.2,
            "policy.service_telephones": True,
            "policy.nurse_takes": ["counsellor"],
            "work.documentation.mean": 5,
            "people.nurse.week.mon-fri[0]": "09:00-12:00",
            "units.rosengard.cases_per_day": 7,
            "targets.priorities.3": None,
        },
    ).scenario
    assert (changed.demand.factor, changed.policy.service_telephones, changed.policy.nurse_takes) == (
        1.2, True, ["counsellor"],
    )  # fmt: skip
    assert (changed.work.documentation.mean, changed.work.documentation.cv) == (5, 0.6)
    assert changed.units["rosengard"].cases_per_day == 7
    assert changed.units["rosengard"].listed == 8250
    assert changed.targets.priorities[3] is None
    assert changed.people["nurse"].week != loaded.scenario.people["nurse"].week


def test_null_takes_away_as_in_a_file(loaded):
    assert varied(loaded, {"people.nurse": None}).scenario.people == {}


def test_a_share_of_a_mix_takes_the_others_along(loaded):
    before = loaded.scenario.patients.priorities
    after = varied(loaded, {"patients.priorities.1": 0.05, "patients.priorities.2": 0.10}).scenario.patients.priorities
    assert (after[1], after[2]) == (0.05, 0.10)
    assert sum(after.values()) == pytest.approx(1)
    assert after[3] / after[4] == pytest.approx(before[3] / before[4])
    turns = varied(loaded, {"work.turns.nurse[0]": 0.5}).scenario.work.turns["nurse"]
    assert turns[0] == 0.5
    assert turns[1] / turns[2] == pytest.approx(0.30 / 0.25)


def test_every_mix_of_the_format_is_known():
    """A mix that is not named in ``MIXES`` could not be varied at all: one share alone breaks its sum."""
    found = set()
    for section, part in Scenario.model_fields.items():
        for name, field in getattr(part.annotation, "model_fields", {}).items():
            if Whole in field.metadata:
                found.add((section, name))
            elif any(str(one.func) in str(field.annotation) for one in (Whole, WholeList)):
                found.add((section, name, "*"))
    assert found == set(MIXES)


@pytest.mark.parametrize(("place", "value", "problem"), [
    ("demand.factr", 1.2, '--vary  demand.factr: "factr" is no key here; did you mean "factor"?'),
    ("demand.factor", -1, "--vary  demand.factor: -1 is not accepted; write 0 or more"),
    ("demand.factor.low", 1, "--vary  demand.factor: a group of keys is not accepted; write a number"),
    ("units.tallgardn.listed", 3, '--vary  units.tallgardn.listed: "tallgardn" is no unit here; '
     'did you mean "tallgarden"?'),
    ("people.nurs.count", 3, '--vary  people.nurs.count: "nurs" is no person here; did you mean "nurse"?'),
    ("people.nurse.week.mon-fri[3]", "x", "--vary  people.nurse.week.mon-fri[3]: there is no "
     "people.nurse.week.mon-fri[3] in this scenario"),
    ("units.rosengard.branch_of", "tallgardn", '--vary  units.rosengard.branch_of: "tallgardn" is no unit here; '
     'did you mean "tallgarden"?'),
    ("patients.priorities.1", 1.3, "--vary  patients.priorities.1: 1.3 is not accepted; write 1 or less"),
    ("seed", 3, "--vary  seed: is the same for all values, so that the same patients come; give it with --seed"),
    ("replications", 3, "--vary  replications: is the same for all values; give it with --replications"),
    ("horizon.weeks", 3, "--vary  horizon.weeks: is the same for all values, so that the same patients come; "
     "write it in the scenario"),
    ("question", "x", "--vary  question: says what is asked, not what is simulated"),
    ("extends", "x", "--vary  extends: is settled before values are changed"),
    ("", 1, "--vary  names no place; write one such as demand.factor"),
    ("a[b", 1, "--vary  a[b: is no place in a scenario; write it as messages do, such as demand.factor"),
])  # fmt: skip
def test_what_cannot_be_changed_is_refused(loaded, place, value, problem):
    assert refused(loaded, place, value) == problem


def test_problems_elsewhere_keep_the_line_they_were_written_in(loaded):
    """The unit that is renamed away is named in the file: both places are told."""
    said = refused(loaded, "units.tallgarden", None)
    assert "s.yaml:7  people.nurse.unit: " in said


@pytest.mark.parametrize(("text", "path", "texts", "numbers"), [
    ("demand.factor=0.8..1.4:4", "demand.factor", ("0.8", "1.0", "1.2", "1.4"), (0.8, 1.0, 1.2, 1.4)),
    ("conversation.max_open=2..5", "conversation.max_open", ("2", "3", "4", "5"), (2, 3, 4, 5)),
    ("demand.factor=1..2:3", "demand.factor", ("1.0", "1.5", "2.0"), (1, 1.5, 2)),
    ("demand.factor=1..2.6:4", "demand.factor", ("1.0", "1.533", "2.067", "2.6"), (1, 1.533, 2.067, 2.6)),
    ("demand.factor=3, 1 ,2", "demand.factor", ("1", "2", "3"), (1, 2, 3)),
    ("policy.intake=always,staffed_hours", "policy.intake", ("always", "staffed_hours"), ()),
    ("policy.service_telephones=true,false", "policy.service_telephones", ("true", "false"), ()),
    ("units.a.handles_own_cases=[nurse, physician],true", "units.a.handles_own_cases",
     ("[nurse, physician]", "true"), ()),
])  # fmt: skip
def test_values_are_read(text, path, texts, numbers):
    found = axis(text)
    assert (found.path, found.texts, found.numbers) == (path, texts, pytest.approx(numbers))


def test_a_range_without_a_number_of_points_has_seven():
    assert len(axis("demand.factor=0.8..1.4").texts) == 7
    assert len(axis("units.a.listed=1000..9000").texts) == 7


NO_STEPS = "has no steps that can be told apart; write other ends"


@pytest.mark.parametrize(("text", "problem"), [
    ("demand.factor", '--vary  "demand.factor" is no place with values; write such as demand.factor=0.8..1.4:7'),
    ("demand.factor=", '--vary  "demand.factor=" is no place with values; write such as demand.factor=0.8..1.4:7'),
    ("demand.factor=2..1:3", "--vary  demand.factor: 2..1 does not go up; write the lower end first"),
    ("demand.factor=-1e308..1e308:4", f"--vary  demand.factor: -1e308..1e308 {NO_STEPS}"),
    ("demand.factor=0..5e-324:7", f"--vary  demand.factor: 0..5e-324 {NO_STEPS}"),
    ("demand.factor=0..1e999", f"--vary  demand.factor: 0..1e999 {NO_STEPS}"),
    ("demand.factor=1..2:1", "--vary  demand.factor: 1 points; write 2 to 400, as in 1..2:7"),
    ("demand.factor=1,1", "--vary  demand.factor: a value stands here twice; write it once"),
    ("demand.factor=1,{", "--vary  {: a quote or bracket that opens here is never closed; is the file complete?"),
])  # fmt: skip
def test_values_that_cannot_be_read_are_refused(text, problem):
    with pytest.raises(InputError) as caught:
        axis(text)
    assert str(caught.value) == problem


def test_a_grid_has_every_combination_the_last_the_fastest(loaded):
    every = grid(loaded, [axis("demand.factor=1,2"), axis("conversation.max_open=2..4")])
    found = [(one.scenario.demand.factor, one.scenario.conversation.max_open) for one in every]
    assert found == [(1, 2), (1, 3), (1, 4), (2, 2), (2, 3), (2, 4)]


def test_a_grid_tells_every_problem_of_every_value_once(loaded):
    with pytest.raises(InputError) as caught:
        grid(loaded, [axis("demand.factor=-1,1,21"), axis("conversation.max_open=0,2")])
    assert [str(problem) for problem in caught.value.problems] == [
        "--vary  demand.factor: -1 is not accepted; write 0 or more",
        "--vary  conversation.max_open: 0 is not accepted; write 1 or more",
        "--vary  demand.factor: 21 is not accepted; write 20 or less",
    ]


def test_a_grid_that_is_too_large_or_names_a_place_twice_is_refused(loaded):
    with pytest.raises(InputError, match=f"441 combinations of values; write at most {MOST}"):
        grid(loaded, [axis("demand.factor=0..20:21"), axis("demand.day_after_holiday=0..20:21")])
    with pytest.raises(
        InputError, match=r"demand\.factor: the same place is varied twice; write all its values in one"
    ):
        grid(loaded, [axis("demand.factor=1,2"), axis("demand.factor=3,4")])


def test_a_value_keeps_its_kind():
    assert [value_of(text).value for text in ("1", "1.5", "true", "null", "mon", '"1"')] == [
        1,
        1.5,
        True,
        None,
        "mon",
        "1",
    ]
