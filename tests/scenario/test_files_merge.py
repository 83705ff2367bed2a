"""A scenario over its base: what replaces, what merges, what is refused, and where each value came from."""

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.files import MAX_BASES, load, load_text
from sim.scenario.schema.distributions import Constant, Gamma, Lognormal

BASE = """\
question: What do patients wait for?
horizon: { from: 2026-01-05, weeks: 4 }
units:
  tallgarden: { provider: region, listed: 8250 }
  rosengard: { provider: region, listed: 8250 }
people:
  nurse:
    count: 3
    unit: tallgarden
    role: nurse
    week: { mon-fri: [08:00-17:00] }
    breaks: [12:00-12:45]
  other: { unit: rosengard, role: nurse, week: { mon-fri: [08:00-17:00] }, dates: { 2026-01-07: [] } }
patients: { reasons: { back: 0.05, other: 0.13 } }
targets: { priorities: { 1: { within: 30, clock: elapsed } } }
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "base.yaml").write_text(BASE)
    return tmp_path


def over(folder: Path, text: str):
    (folder / "over.yaml").write_text(f"question: And now?\nextends: base.yaml\n{text}")
    return load(folder / "over.yaml")


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in caught.value.problems]


def test_count_makes_numbered_people_before_anything_overrides_them(folder):
    loaded = over(folder, "people: { nurse-3: { week: { mon: [08:00-12:00] } } }\n")
    people = loaded.scenario.people
    assert list(people) == ["nurse-1", "nurse-2", "nurse-3", "other"]
    assert people["nurse-1"].week == {"mon-fri": [(28800, 61200)]}
    assert people["nurse-3"].week == {"mon": [(28800, 43200)]}
    assert people["nurse-3"].breaks == people["nurse-1"].breaks
    assert {person.count for person in people.values()} == {1}


def test_days_that_a_new_week_leaves_out_are_told(folder):
    week = "{ mon-wed: [08:00-12:00], thu: [] }"
    loaded = over(folder, f"people:\n  nurse-3: {{ week: {week} }}\n  other: {{ coordinator: true }}\n")
    (taken,) = loaded.days_taken
    assert (taken.place, taken.line) == ("people.nurse-3.week", 4)
    assert taken.what == (
        "no longer works on fri, for a week replaces that of the base whole; write all days, and fri: [] for a day off"
    )
    assert over(folder, "people: { nurse-1: { week: { mon-fri: [08:00-12:00] } } }\n").days_taken == ()
    (folder / "less.yaml").write_text("extends: base.yaml\npeople: { other: { week: { mon: [08:00-12:00] } } }\n")
    again = "question: And again?\nextends: less.yaml\npeople: { other: { week: { mon-fri: [08:00-12:00] } } }\n"
    (folder / "again.yaml").write_text(again)
    assert load(folder / "again.yaml").days_taken == ()


def test_where_each_value_stands(folder):
    loaded = over(folder, "people: { nurse-3: { week: { mon: [08:00-12:00] } } }\n")
    base, file = folder / "base.yaml", folder / "over.yaml"
    assert loaded.path == file
    assert loaded.lines["question"] == (file, 1)
    assert loaded.lines["people.nurse-3.week.mon[0]"] == (file, 3)
    assert loaded.lines["people.nurse-3.role"] == (base, 10)
    assert loaded.lines["people.nurse-2.breaks[0]"] == (base, 12)
    assert loaded.lines["targets.priorities.1.within"] == (base, 15)
    assert "patients.reasons.back" in loaded.set_paths
    assert "patients.reasons.knee" not in loaded.set_paths
    assert "policy" not in loaded.set_paths
    assert "extends" not in loaded.set_paths


def test_mixes_merge_key_by_key_also_over_the_defaults(folder):
    scenario = over(folder, "patients: { reasons: { back: 0.06, knee: 0.015 } }\n").scenario
    reasons = scenario.patients.reasons
    assert (reasons["back"], reasons["knee"], reasons["other"], reasons["skin"]) == (0.06, 0.015, 0.13, 0.20)


def test_targets_change_in_part_and_null_is_no_target(folder):
    text = "targets: { priorities: { 1: { clock: working }, 2: null, 5: { within: 60, clock: working } } }\n"
    targets = over(folder, text).scenario.targets.priorities
    assert (targets[1].within, targets[1].clock) == (30, "working")
    assert targets[2] is None
    assert targets[3].within == 1440
    assert targets[5].within == 60


def test_lists_dates_and_hours_are_replaced_as_a_whole(folder):
    text = """\
people:
  nurse-1: { breaks: [11:00-11:30] }
  other: { dates: { 2026-01-08: [] } }
calendar: { staffed_hours: { mon-thu: 08:00-17:00 } }
"""
    scenario = over(folder, text).scenario
    assert scenario.people["nurse-1"].breaks == [(39600, 41400)]
    assert [str(date) for date in scenario.people["other"].dates] == ["2026-01-08"]
    assert list(scenario.calendar.staffed_hours) == ["mon-thu"]


def test_a_distribution_with_its_name_replaces_and_without_it_changes(folder):
    text = """\
work:
  documentation: { mean: 5 }
  registration: { distribution: gamma, mean: 2, cv: 0.5 }
  booking: 3
  conversation: { nurse: { cv: 0.9 }, physician: 6 }
"""
    work = over(folder, text).scenario.work
    assert work.documentation == Lognormal(distribution="lognormal", mean=5, cv=0.6)
    assert work.registration == Gamma(distribution="gamma", mean=2, cv=0.5)
    assert work.booking == Constant(distribution="constant", value=3)
    assert work.conversation["nurse"] == Lognormal(distribution="lognormal", mean=8, cv=0.9)
    assert work.conversation["physician"] == Constant(distribution="constant", value=6)
    assert work.conversation["counsellor"].mean == 24


def test_null_takes_away_and_braces_empty(folder):
    text = """\
people: { nurse-2: null, other: { dates: null } }
flow: { referral: { nurse: { physician: null }, medical_admin: {} } }
"""
    scenario = over(folder, text).scenario
    assert list(scenario.people) == ["nurse-1", "nurse-3", "other"]
    assert scenario.people["other"].dates == {}
    assert "physician" not in scenario.flow.referral["nurse"]
    assert scenario.flow.referral["nurse"]["counsellor"] == 0.02
    assert scenario.flow.referral["medical_admin"] == {}
    assert over(folder, "flow: { referral: {} }\n").scenario.flow.referral == {}


def test_null_where_nothing_stands_below_is_an_error(folder):
    (folder / "over.yaml").write_text("extends: base.yaml\npeople: { nurse-9: null }\nwork:\n")
    assert refused(folder / "over.yaml") == [
        "over.yaml:2  people.nurse-9: nothing is written here; write keys and values, or leave the key out",
        "over.yaml:3  work: nothing is written here; write keys and values, or leave the key out",
    ]


def test_a_chain_of_bases_in_folders_below(folder):
    (folder / "parts").mkdir()
    (folder / "base.yaml").rename(folder / "parts" / "base.yaml")
    (folder / "parts" / "middle.yaml").write_text("extends: base.yaml\nseed: 2\nreplications: 7\n")
    (folder / "top.yaml").write_text("extends: parts/middle.yaml\nreplications: 9\n")
    loaded = load(folder / "top.yaml")
    assert (loaded.scenario.seed, loaded.scenario.replications) == (2, 9)
    assert loaded.scenario.extends is None
    assert loaded.lines["seed"] == (folder / "parts" / "middle.yaml", 2)


def test_a_row_of_bases_ends_somewhere(folder):
    for number in range(MAX_BASES + 1):
        base = f"s{number - 1}.yaml" if number else "base.yaml"
        (folder / f"s{number}.yaml").write_text(f"question: {number}?\nextends: {base}\n")
    assert load(folder / f"s{MAX_BASES - 1}.yaml").scenario.question == f"{MAX_BASES - 1}?"
    with pytest.raises(InputError, match=f'extends: "base.yaml" would be base number {MAX_BASES + 1} in a row'):
        load(folder / f"s{MAX_BASES}.yaml")


def test_two_overrides_of_one_key(folder):
    (folder / "over.yaml").write_text("extends: base.yaml\nseed: 2\nseed: 3\n")
    assert refused(folder / "over.yaml") == ["over.yaml:3  seed: is written twice, first in line 2; keep one"]


def test_names_that_count_has_taken(folder):
    (folder / "over.yaml").write_text("extends: base.yaml\npeople: { nurse: { coordinator: true } }\n")
    assert refused(folder / "over.yaml") == [
        "over.yaml:2  people.nurse: stands for nurse-1 to nurse-3 (line 7 of the base); name the one that changes"
    ]
    (folder / "over.yaml").write_text("extends: base.yaml\npeople: { nurse-1: { count: 1 } }\n")
    assert refused(folder / "over.yaml") == [
        "over.yaml:2  people.nurse-1.count: nurse-1 is one person of the base already; "
        "name new people otherwise, or leave count out"
    ]
    people = "  nurse-2: { unit: rosengard, role: nurse }\n"
    (folder / "base.yaml").write_text(BASE.replace("  other:", people + "  other:"))
    assert refused(folder / "base.yaml") == [
        "base.yaml:13  people.nurse-2: nurse-2 is also one of the people of nurse (count); use another name"
    ]


@pytest.mark.parametrize("count", ["0", "-1", "201", "1.5", "true", "two"])
def test_a_count_that_is_none(folder, count):
    (folder / "base.yaml").write_text(BASE.replace("count: 3", f"count: {count}"))
    (problem,) = refused(folder / "base.yaml")
    assert problem.startswith("base.yaml:8  people.nurse.count: ")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("bsae.yaml", '"bsae.yaml" is not there; did you mean "base.yaml"?'),
        ("../x.yaml", '"../x.yaml" lies outside this folder; a base lies in the same folder or below it'),
        ("/etc/passwd", '"/etc/passwd" lies outside this folder; a base lies in the same folder or below it'),
        ("link.yaml", '"link.yaml" lies outside this folder; a base lies in the same folder or below it'),
        ("gone.yaml", '"gone.yaml" is no file; write the name of a scenario file, such as clinic.yaml'),
        ("loop.yaml", '"loop.yaml" is no file; write the name of a scenario file, such as clinic.yaml'),
        ("over.yaml", "goes in a circle (over.yaml extends over.yaml); one of them must extend nothing"),
        (
            "back.yaml",
            "goes in a circle (over.yaml extends back.yaml extends over.yaml); one of them must extend nothing",
        ),
        ("''", '"" is no file; write the name of a scenario file, such as clinic.yaml'),
        ("[base.yaml]", "a list is no file; write the name of a scenario file, such as clinic.yaml"),
        ("3", "3 is no file; write the name of a scenario file, such as clinic.yaml"),
        (".", '"." is a folder; write the name of a scenario file, such as clinic.yaml'),
        ("", "nothing is no file; write the name of a scenario file, such as clinic.yaml"),
    ],
)
def test_bases_that_are_refused(folder, name, problem):
    home = folder / "home"
    home.mkdir()
    (folder / "base.yaml").rename(home / "base.yaml")
    (folder / "x.yaml").write_text(BASE)
    (home / "link.yaml").symlink_to(folder / "x.yaml")
    (home / "loop.yaml").symlink_to(home / "loop.yaml")
    (home / "gone.yaml").symlink_to(home / "was.yaml")
    (home / "back.yaml").write_text("extends: over.yaml\n")
    (home / "over.yaml").write_text(f"extends: {name}\n")
    (found,) = refused(home / "over.yaml")
    file = "back.yaml" if name == "back.yaml" else "over.yaml"
    assert found == f"{file}:1  extends: {problem}"


def test_problems_of_a_base_are_those_of_its_lines(folder):
    (folder / "base.yaml").write_text(BASE.replace("listed: 8250", "listed: many", 1).replace("12:00-12:45", "noon"))
    (folder / "over.yaml").write_text("extends: base.yaml\nseed: no\n")
    assert refused(folder / "over.yaml") == [
        'base.yaml:4  units.tallgarden.listed: "many" is not accepted; write a whole number',
        'base.yaml:12  people.nurse-1.breaks[0]: "noon" is no span of time; write it as 08:00-12:00',
        'over.yaml:2  seed: "no" is not accepted; write a whole number',
    ]


def test_text_can_be_loaded_as_if_it_stood_in_a_file(folder):
    assert load_text("extends: base.yaml\nseed: 3\n", folder / "draft.yaml").scenario.seed == 3


def test_a_shipped_file_is_found_from_any_folder_and_a_file_of_ones_own_goes_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load(Path("scenarios/mean_clinic.yaml")).scenario == load(Path("mean_clinic.yaml")).scenario
    assert load(Path("mean_clinic")).path.name == load(Path("scenarios/mean_clinic")).path.name == "mean_clinic.yaml"
    (tmp_path / "mine.yaml").write_text("extends: mean_clinic.yaml\nquestion: Mine?\n")
    assert load(tmp_path / "mine.yaml").scenario.question == load(Path("mine")).scenario.question == "Mine?"
    (tmp_path / "mean_clinic.yaml").write_text("extends: mean_clinic.yaml\n")
    with pytest.raises(InputError, match="goes in a circle"):
        load(Path("mean_clinic.yaml"))


@pytest.mark.parametrize("name", ["sub/mean_clinic.yaml", "../mean_clinic.yaml", "/mean_clinic.yaml"])
def test_only_bare_names_are_looked_up_among_shipped_files(tmp_path, name):
    """The saboteur: a name that leads elsewhere is not made to lead to a shipped file."""
    (tmp_path / "mine.yaml").write_text(f"extends: {name}\n")
    with pytest.raises(InputError):
        load(tmp_path / "mine.yaml")
