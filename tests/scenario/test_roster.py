from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.files import load, load_text
from sim.scenario.plan import plan_of
from sim.scenario.roster import Row, changed_rows, override_text, rows_of, week_entry, with_rows
from sim.scenario.roster_table import hours_text

HOUR = 3600
WORLD = """
question: What do patients wait for?
horizon: { from: 2026-01-05, weeks: 3, warm_up_weeks: 1 }
units: { here: { provider: region, listed: 8000 }, there: { provider: region, listed: 4000 } }
people:
  nurse: { unit: here, role: nurse, week: { mon-fri: [08:00-17:00] }, breaks: [12:00-12:45],
    dates: { 2026-01-07: [11:00-14:00] } }
  physician: { unit: here, role: physician, week: { tue: [10:00-11:00, 13:00-15:00] },
    visit_slots: { tue: [13:00-15:00] } }
  both:
    posts:
      - { unit: here, role: counsellor, week: { mon: [08:00-10:00] }, visit_slots: { mon: [09:00-10:00] } }
      - { unit: there, role: counsellor, week: { tue: [08:00-10:00] } }
  other-nurse: { unit: there, role: nurse, coordinator: true, week: { mon-fri: [08:00-12:00] } }
"""


@pytest.fixture
def world():
    return load_text(WORLD)


def row(loaded, person, unit="here"):
    return next(one for one in rows_of(loaded.scenario) if one.key == (person, unit))


def week(**days):
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return tuple(tuple((a * HOUR, b * HOUR) for a, b in days.get(day, ())) for day in names)


def test_breaks_are_what_they_leave(world):
    assert hours_text(row(world, "nurse").week[0]) == "08:00-12:00, 12:45-17:00"
    assert row(world, "nurse").week[5] == ()


def test_a_roster_that_is_the_same_changes_nothing(world):
    rows = rows_of(world.scenario)
    assert changed_rows(rows, rows) == []
    edited = with_rows(world, rows)
    assert edited.override == {}
    assert edited.loaded.scenario == world.scenario


def test_other_hours_hold_breaks_included_and_single_dates_stay(world):
    before = row(world, "nurse")
    after = Row(*[*before.key, "nurse"], week(mon=[(9, 13)]))
    edited = with_rows(world, [after])
    assert edited.override == {
        "nurse": {
            "week": {"mon": ["09:00-13:00"]},
            "dates": {"2026-01-07": ["11:00-12:00", "12:45-14:00"]},
            "breaks": [],
        }
    }  # fmt: skip
    assert row(edited.loaded, "nurse").week == after.week
    on_date = [plan_of(one.scenario) for one in (world, edited.loaded)]
    third_day = [[(a, b) for a, b in zip(p.shift_from, p.shift_until, strict=True) if a // 86400 == 2] for p in on_date]
    assert set(third_day[1]) <= set(third_day[0])
    assert row(edited.loaded, "physician") == row(world, "physician")


def test_visit_slots_outside_the_new_hours_go_and_are_named(world):
    edited = with_rows(world, [Row("physician", "here", "physician", week(tue=[(10, 14)]))])
    (gone,) = edited.trimmed
    assert (gone.person, gone.weekday, hours_text(gone.spans)) == ("physician", 1, "14:00-15:00")
    assert edited.override["physician"]["visit_slots"] == {"tue": ["13:00-14:00"]}


def test_one_of_several_posts_changes_and_the_others_stay(world):
    edited = with_rows(world, [Row("both", "there", "counsellor", week(wed=[(8, 10)]))])
    assert row(edited.loaded, "both", "there").week == week(wed=[(8, 10)])
    assert row(edited.loaded, "both").week == row(world, "both").week
    assert edited.override["both"]["posts"][0]["visit_slots"] == {"mon": ["09:00-10:00"]}


def test_somebody_new_at_one_place_or_two(world):
    rows = [
        Row("nurse 2", "here", "nurse", week(mon=[(8, 12)])),
        Row("physio", "here", "physiotherapist", week(mon=[(8, 9)])),
        Row("physio", "there", "physiotherapist", week(tue=[(8, 9)])),
    ]
    edited = with_rows(world, rows)
    assert [one for one in rows_of(edited.loaded.scenario) if one.person in ("nurse 2", "physio")] == rows


def test_what_no_longer_fits_together_is_refused(world):
    with pytest.raises(InputError, match="a person is in one place at a time"):
        with_rows(world, [Row("both", "there", "counsellor", week(mon=[(9, 10)]))])


def test_days_alike_that_follow_each_other_are_a_range():
    assert week_entry(week(mon=[(8, 12)], tue=[(8, 12)], thu=[(8, 12)])) == {
        "mon-tue": ["08:00-12:00"],
        "thu": ["08:00-12:00"],
    }


@pytest.mark.parametrize("question", ["And now?", "a: b\n- !!python/object:os.system x", "&a [*a]", "{p: 1}", "yes"])
def test_the_override_laid_over_its_base_is_the_whole_scenario(tmp_path, question):
    (tmp_path / "clinic.yaml").write_text(WORLD, encoding="utf-8")
    edited = with_rows(load(tmp_path / "clinic.yaml"), [Row("nurse", "here", "nurse", week(mon=[(9, 13)]))])
    (tmp_path / "other.yaml").write_text(override_text("clinic.yaml", question, edited), encoding="utf-8")
    other = load(tmp_path / "other.yaml").scenario
    assert other.question == question
    assert other.model_copy(update={"question": edited.loaded.scenario.question}) == edited.loaded.scenario


def test_shipped_scenarios_have_rows_that_change_nothing():
    for file in sorted(Path("scenarios").glob("*_clinic.yaml")):
        loaded = load(file)
        again = with_rows(loaded, rows_of(loaded.scenario))
        assert again.loaded.scenario == loaded.scenario
