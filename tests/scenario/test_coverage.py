"""The coverage table and the expected cases behind the warnings, worked by hand."""

import numpy as np
import pytest

from sim.domain.words import Role
from sim.scenario.coverage import coverage, inside, union
from sim.scenario.mix import cases_per_week
from sim.scenario.plan import plan_of
from sim.scenario.settings import settings_of
from tests.scenario.plans import scenario


def row(table, unit, role, weekday):
    return next(one.people for one in table.rows if (one.unit, one.role, one.weekday) == (unit, role, weekday))


@pytest.mark.rule("ST-2")
def test_people_per_half_hour_over_the_staffed_days_of_a_weekday():
    """Two weeks: the one Tuesday that is staffed is the 13th; bo is on leave on one of two Wednesdays."""
    people = {
        "anna": {"unit": "elm", "role": "nurse", "week": {"mon-fri": ["08:00-09:45"]}},
        "bo": {
            "unit": "elm",
            "role": "nurse",
            "week": {"tue-wed": ["08:30-10:00"]},
            "leave": [{"from": "2026-01-14", "until": "2026-01-14"}],
        },
    }
    world = scenario(
        horizon={"from": "2026-01-05", "weeks": 2, "warm_up_weeks": 0},
        calendar={"staffed_hours": {"mon-fri": "08:00-10:00"}},
        people=people,
    )
    table = coverage(world, plan_of(world))
    assert table.starts == (28800, 30600, 32400, 34200)
    assert row(table, "elm", "nurse", 0) == (1, 1, 1, 0.5)
    assert row(table, "elm", "nurse", 1) == (1, 2, 2, 1.5)
    assert row(table, "elm", "nurse", 2) == (1, 1.5, 1.5, 1)
    assert row(table, "elm", "physician", 0) == (0, 0, 0, 0)
    assert {one.weekday for one in table.rows} == {0, 1, 2, 3, 4}


@pytest.mark.rule("UN-1")
def test_branch_people_count_in_the_clinics_list_and_redirected_lists_are_not_shown():
    world = scenario(
        units={"elm": {"listed": 1}, "oak": {"branch_of": "elm", "listed": 1, "handles_own_cases": ["nurse"]}},
        people={"per": {"unit": "oak", "role": "physician", "week": {"mon": ["08:00-17:00"]}}},
    )
    table = coverage(world, plan_of(world))
    assert row(table, "elm", "physician", 0) == (1,) * 18
    assert {one.role for one in table.rows if one.unit == "oak"} == {"nurse"}


def test_no_staffed_day_gives_an_empty_table():
    world = scenario(calendar={"staffed_hours": {}})
    table = coverage(world, plan_of(world))
    assert (table.starts, table.rows) == ((), ())


@pytest.mark.rule("RO-1", "RO-3", "RO-7")
def test_expected_cases_by_role():
    """100 cases a week (20 a day): 16 administrative; of the flows' 10 and 6 the 82 % at priority 3-5; else nurses."""
    world = scenario(units={"elm": {"cases_per_day": 20.0}}, demand={"factor": 1.0})
    new, referred = cases_per_week(world, settings_of(world))
    assert {role.name: round(cases, 3) for (_, role), cases in new.items()} == {
        "physiotherapist": 8.2, "nurse": 70.88, "counsellor": 4.92, "medical_admin": 16.0,
    }  # fmt: skip
    assert referred["elm", Role.physician] == pytest.approx(0.2 * 70.88)
    assert referred["elm", Role.nurse] == pytest.approx(0.1 * 16)


@pytest.mark.rule("RO-8")
def test_expected_cases_when_nurses_take_a_flow():
    """The 8.2 go to the nurses, who refer 40 % of them on, and 3 % of their own 70.88."""
    world = scenario(units={"elm": {"cases_per_day": 10.0, "nurse_takes": ["physiotherapist"]}}, demand={"factor": 2.0})
    new, referred = cases_per_week(world, settings_of(world))
    assert new["elm", Role.nurse] == pytest.approx(79.08)
    assert ("elm", Role.physiotherapist) not in new
    assert referred["elm", Role.physiotherapist] == pytest.approx(0.4 * 8.2 + 0.03 * 70.88)


def test_volume_per_month_is_volume_per_ordinary_week():
    """8 250 listed at 10 per 1 000 and month: 82.5 a month of 4.348 weeks is 18.97 a week."""
    settings = settings_of(
        scenario(
            units={"elm": {"listed": 8250}, "ash": {"cases_per_day": 3.0}, "fir": {"cases_per_day": 3.0, "listed": 9}}
        )
    )
    assert settings["elm"].cases_per_day * 5 == pytest.approx(18.9733, abs=1e-3)
    assert settings["ash"].listed == pytest.approx(3 / settings["elm"].cases_per_day * 8250)
    assert (settings["fir"].cases_per_day, settings["fir"].listed) == (3.0, 9.0)


def test_a_branch_has_its_clinics_rate_and_destinations():
    settings = settings_of(
        scenario(
            units={
                "elm": {"listed": 1000, "cases_per_1000_and_month": 20.0, "handover_to": {"ash": 1.0}},
                "oak": {"branch_of": "elm", "listed": 500},
                "ash": {"listed": 1000},
            }
        )
    )
    assert settings["oak"].cases_per_day == pytest.approx(settings["elm"].cases_per_day / 2)
    assert settings["oak"].handover_to == {"ash": 1.0}
    assert settings["ash"].handover_to is None


def test_unions_and_insides_of_intervals():
    start, stop = union(np.array([5, 0, 3, 20]), np.array([9, 3, 4, 21]))
    assert (start.tolist(), stop.tolist()) == ([0, 5, 20], [4, 9, 21])
    assert inside((start, stop), np.array([0, 3, 4, 5, 9, 20])).tolist() == [True, True, False, True, False, True]
