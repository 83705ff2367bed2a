"""Plans worked by hand: shifts, breaks, leave, closures, slots. Monday is 2026-01-05; Tuesday, Epiphany, is closed."""

import numpy as np
import pytest

from sim.domain.words import Role
from sim.scenario.plan import plan_of
from sim.units import DAY, HOUR, MINUTE, WEEK
from tests.scenario.plans import home, scenario, shifts, slots


def nurse(**keys):
    return {"unit": "elm", "role": "nurse", "week": {"mon-fri": ["08:00-17:00"]}} | keys


def plan_with(person, **keys):
    return plan_of(scenario(people={"anna": person}, **keys))


@pytest.mark.rule("ST-1")
def test_a_week_leaves_out_the_holiday():
    """Tuesday 6 January is Epiphany."""
    plan = plan_with(nurse())
    assert shifts(plan, "anna") == ["Mon 08:00-17:00", "Wed 08:00-17:00", "Thu 08:00-17:00", "Fri 08:00-17:00"]


@pytest.mark.rule("ST-1")
def test_midsummers_eve_is_not_staffed():
    """Friday 19 June 2026 is the eve; Thursday and Monday are ordinary."""
    plan = plan_with(nurse(), horizon={"from": "2026-06-15", "weeks": 2, "warm_up_weeks": 0})
    days = [text[:10] for text in shifts(plan, "anna")]
    assert days == [f"2026-06-{day}" for day in (15, 16, 17, 18, 22, 23, 24, 25, 26)]


@pytest.mark.rule("ST-1")
def test_a_saturday_opened_for_once_is_worked_by_who_has_a_saturday_week():
    plan = plan_of(
        scenario(
            calendar={"extra_open": {"2026-01-10": "10:00-14:00"}},
            people={"anna": nurse(), "bo": nurse(week={"sat": ["08:00-12:00"]})},
        )
    )
    assert shifts(plan, "bo") == ["Sat 10:00-12:00"]
    assert len(shifts(plan, "anna")) == 4
    assert plan.end == 5 * DAY + 14 * HOUR


@pytest.mark.rule("ST-1")
def test_hours_outside_staffed_hours_are_cut_off():
    plan = plan_with(nurse(week={"mon": ["07:00-08:30", "16:30-19:00"], "sat": ["08:00-12:00"]}))
    assert shifts(plan, "anna") == ["Mon 08:00-08:30", "Mon 16:30-17:00"]


def test_a_single_day_goes_before_a_range():
    plan = plan_with(nurse(week={"mon-fri": ["08:00-12:00"], "wed-thu": ["09:00-10:00"], "thu": []}))
    assert shifts(plan, "anna") == ["Mon 08:00-12:00", "Wed 09:00-10:00", "Fri 08:00-12:00"]


def test_dates_replace_the_hours_of_the_week():
    plan = plan_with(nurse(dates={"2026-01-07": ["13:00-15:00"], "2026-01-08": [], "2026-03-01": ["08:00-09:00"]}))
    assert shifts(plan, "anna") == ["Mon 08:00-17:00", "Wed 13:00-15:00", "Fri 08:00-17:00"]


@pytest.mark.rule("CO-9")
def test_a_lunch_of_45_minutes_is_a_break_and_an_afternoon_off_is_leaving():
    """``/``: the open cases are kept. 12:00-12:45 is 45 minutes, at most 60; 10:00-11:01 is one more than 60."""
    plan = plan_with(
        nurse(week={"mon": ["08:00-17:00"], "wed": ["08:00-10:00", "11:01-17:00"]}, breaks=["12:00-12:45"])
    )
    assert shifts(plan, "anna") == [
        "Mon 08:00-12:00/", "Mon 12:45-17:00", "Wed 08:00-10:00", "Wed 11:01-12:00/", "Wed 12:45-17:00",
    ]  # fmt: skip


@pytest.mark.rule("CO-9")
def test_a_gap_of_just_the_limit_is_still_a_break():
    plan = plan_with(nurse(week={"mon": ["08:00-10:00", "11:00-12:00"]}), staffing={"keep_over_break": 60.0})
    assert shifts(plan, "anna") == ["Mon 08:00-10:00/", "Mon 11:00-12:00"]


def test_hours_that_touch_are_one_shift():
    plan = plan_with(nurse(week={"mon": ["12:00-17:00", "08:00-12:00"]}))
    assert shifts(plan, "anna") == ["Mon 08:00-17:00"]


@pytest.mark.rule("ST-5")
def test_leave_and_the_ends_of_a_permission_take_whole_days():
    """Employed from Wednesday, on leave Thursday only, last day Friday."""
    plan = plan_with(
        nurse(leave=[{"from": "2026-01-08", "until": "2026-01-08"}], until="2026-01-09", **{"from": "2026-01-07"})
    )
    assert shifts(plan, "anna") == ["Wed 08:00-17:00", "Fri 08:00-17:00"]
    dated = nurse(dates={"2026-01-08": ["09:00-10:00"]}, leave=[{"from": "2026-01-08", "until": "2026-01-08"}])
    assert "Thu 09:00-10:00" not in shifts(plan_with(dated), "anna")


@pytest.mark.rule("UN-3")
def test_a_closure_takes_its_own_people_off_duty_and_they_leave():
    """Wednesday 12:00-14:00 closed. The gap is two hours; under a limit of three hours it is leaving all the same."""
    closed = [{"unit": "elm", "from": "2026-01-07 12:00", "until": "2026-01-07 14:00"}]
    for keep in (60.0, 180.0):
        plan = plan_with(nurse(week={"wed": ["08:00-17:00"]}), closures=closed, staffing={"keep_over_break": keep})
        assert shifts(plan, "anna") == ["Wed 08:00-12:00", "Wed 14:00-17:00"]
    assert (plan.closure_unit.tolist(), plan.closure_from.tolist()) == ([0], [2 * DAY + 12 * HOUR])


@pytest.mark.rule("UN-3")
def test_a_closure_within_a_lunch_makes_the_lunch_a_leaving():
    closed = [{"unit": "elm", "from": "2026-01-07 12:10", "until": "2026-01-07 12:20"}]
    person = nurse(week={"wed-thu": ["08:00-17:00"]}, breaks=["12:00-12:45"])
    assert shifts(plan_with(person, closures=closed), "anna") == [
        "Wed 08:00-12:00", "Wed 12:45-17:00", "Thu 08:00-12:00/", "Thu 12:45-17:00",
    ]  # fmt: skip


@pytest.mark.rule("UN-3")
def test_a_closure_over_several_days_leaves_the_ends():
    closed = [{"unit": "elm", "from": "2026-01-05 15:00", "until": "2026-01-08 10:00"}]
    assert shifts(plan_with(nurse(), closures=closed), "anna") == [
        "Mon 08:00-15:00", "Thu 10:00-17:00", "Fri 08:00-17:00",
    ]  # fmt: skip


@pytest.mark.rule("UN-3")
def test_entries_of_one_closure_are_one_window_and_those_outside_the_horizon_none():
    closed = [
        {"unit": "elm", "from": "2026-01-07 08:00", "until": "2026-01-07 12:00", "roles": ["nurse"]},
        {"unit": "elm", "from": "2026-01-07 10:00", "until": "2026-01-07 14:00", "roles": ["physician"]},
        {"unit": "elm", "from": "2026-01-07 14:00", "until": "2026-01-07 15:00"},
        {"unit": "elm", "from": "2025-12-01 08:00", "until": "2025-12-02 08:00"},
        {"unit": "elm", "from": "2026-01-11 00:00", "until": "2026-02-01 00:00"},
    ]
    plan = plan_with(nurse(), closures=closed)
    assert plan.closure_from.tolist() == [2 * DAY + 8 * HOUR, 6 * DAY]
    assert plan.closure_until.tolist() == [2 * DAY + 15 * HOUR, 7 * DAY]


BRANCH = {"elm": {"listed": 8000}, "oak": {"branch_of": "elm", "listed": 500}}


@pytest.mark.rule("UN-1")
def test_people_of_a_redirected_branch_work_in_the_clinics_list_and_close_with_it():
    closed = [{"unit": "elm", "from": "2026-01-07 08:00", "until": "2026-01-07 17:00"}]
    plan = plan_with(nurse(unit="oak"), units=BRANCH, closures=closed)
    assert home(plan, "anna") == ["nurse at elm"]
    assert plan.unit_names[plan.post_unit[0]] == "oak"
    assert [text[:3] for text in shifts(plan, "anna")] == ["Mon", "Thu", "Fri"]
    assert plan.list_unit[1].tolist() == [0] * 5


@pytest.mark.rule("UN-1")
def test_branch_staff_who_stay_have_no_list_and_no_visit_slots():
    person = nurse(unit="oak", visit_slots={"mon": ["08:00-09:00"]})
    plan = plan_with(person, units=BRANCH, policy={"branch_staff": "stay"})
    assert home(plan, "anna") == ["none"]
    assert len(plan.access_post) == 0
    assert slots(plan, "anna") == []
    assert len(shifts(plan, "anna")) == 4


@pytest.mark.rule("UN-2")
def test_a_branch_that_handles_some_roles_keeps_their_lists():
    """The nurse's list is the branch's own and stays open while the clinic is closed; the physician's closes."""
    units = BRANCH | {"oak": {"branch_of": "elm", "listed": 500, "handles_own_cases": ["nurse"]}}
    people = {"anna": nurse(unit="oak"), "per": nurse(unit="oak", role="physician")}
    closed = [{"unit": "elm", "from": "2026-01-07 08:00", "until": "2026-01-07 17:00"}]
    plan = plan_of(scenario(units=units, people=people, closures=closed))
    assert home(plan, "anna") == ["nurse at oak"]
    assert home(plan, "per") == ["physician at elm"]
    assert [text[:3] for text in shifts(plan, "anna")] == ["Mon", "Wed", "Thu", "Fri"]
    assert [text[:3] for text in shifts(plan, "per")] == ["Mon", "Thu", "Fri"]
    assert plan.list_unit[1].tolist() == [1, 0, 0, 0, 0]


@pytest.mark.rule("ST-3")
def test_work_at_another_clinic_in_a_short_gap_is_leaving():
    """08-10 at elm, 10-11 at ash, 11-12 at elm: an hour's gap at elm, but no break."""
    posts = [
        {
            "unit": "elm",
            "role": "nurse",
            "week": {"mon": ["08:00-10:00", "11:00-12:00"], "wed": ["08:00-10:00", "11:00-12:00"]},
        },
        {"unit": "ash", "role": "physician", "week": {"mon": ["10:00-11:00"]}},
    ]
    plan = plan_with({"posts": posts}, units={"elm": {"listed": 1}, "ash": {"listed": 1}})
    assert shifts(plan, "anna") == [
        "Mon 08:00-10:00", "Mon 10:00-11:00", "Mon 11:00-12:00", "Wed 08:00-10:00/", "Wed 11:00-12:00",
    ]  # fmt: skip
    assert home(plan, "anna") == ["nurse at elm", "physician at ash"]


@pytest.mark.rule("ST-9")
def test_the_administrator_is_no_capacity():
    plan = plan_with(nurse(role="administrator"))
    assert plan.person_names == ("anna",)
    assert len(plan.post_person) == len(plan.shift_post) == len(plan.access_post) == 0


@pytest.mark.rule("AF-1")
def test_visit_slots_have_the_visits_length_and_avoid_breaks_and_what_is_closed():
    """08:00-09:10 gives three of 20 minutes; over a break the count begins anew; the closure takes 13:20 and 13:40."""
    person = nurse(
        week={"mon": ["08:00-17:00"], "wed": ["08:00-17:00"]},
        visit_slots={"mon": ["08:00-09:10"], "tue": ["08:00-09:00"], "wed": ["11:40-14:05"]},
        breaks=["12:00-12:45"],
    )
    closed = [{"unit": "elm", "from": "2026-01-07 13:30", "until": "2026-01-07 17:00"}]
    plan = plan_with(person, closures=closed)
    assert slots(plan, "anna") == [
        "Mon 08:00-08:20", "Mon 08:20-08:40", "Mon 08:40-09:00",
        "Wed 11:40-12:00", "Wed 12:45-13:05", "Wed 13:05-13:25",
    ]  # fmt: skip
    assert plan.slot_unit.tolist() == [0] * 6


@pytest.mark.rule("AF-1")
def test_visit_slots_are_sorted_by_time_and_leave_out_leave():
    people = {
        "anna": nurse(visit_slots={"mon": ["09:00-09:20"], "thu": ["09:00-09:20"]}),
        "bo": nurse(visit_slots={"mon": ["08:00-08:20"]}, leave=[]),
        "cia": nurse(visit_slots={"thu": ["09:00-09:20"]}, leave=[{"from": "2026-01-08", "until": "2026-01-31"}]),
    }
    plan = plan_of(scenario(people=people))
    assert plan.slot_person.tolist() == [1, 0, 0]


@pytest.mark.rule("ST-8")
def test_coordinating_is_told_in_thousandths():
    people = {"anna": nurse(coordinator=True), "bo": nurse()}
    plan = plan_of(scenario(people=people, staffing={"coordinating_share": 0.125}))
    assert plan.person_coordinates.tolist() == [125, 0]


def test_settings_become_ticks():
    plan = plan_with(nurse())
    assert (plan.answer_wait, plan.second_attempt_after, plan.min_after_second_attempt) == (2 * HOUR, HOUR, 30 * MINUTE)
    assert plan.call_after.tolist()[1:3] == [15 * MINUTE, 30 * MINUTE]
    assert (plan.async_day, plan.async_reminder_after, plan.async_closing_after) == (9 * HOUR, 48600, 27 * HOUR)
    assert (plan.waking_from, plan.waking_until, plan.visit_lead) == (7 * HOUR, 22 * HOUR, DAY)
    assert (plan.max_open, plan.max_open_urgent) == (3, 6)


def test_the_measured_part_begins_after_the_warm_up_or_at_once_with_a_backlog():
    horizon = {"from": "2026-01-05", "weeks": 4}
    assert plan_with(nurse(), horizon=horizon).measured_from == 2 * WEEK
    assert plan_with(nurse(), horizon=horizon, backlog={"elm": 9}).measured_from == 0


@pytest.mark.rule("IN-5")
def test_units_take_their_own_word_then_their_clinics_then_the_policys():
    """The policy diverts 1 to 3; the clinic waits with 2, and so does its branch, which also waits with 1."""
    units = {
        "elm": {"listed": 1, "out_of_hours": {2: "wait"}, "carry_over": "live", "provider": "region"},
        "oak": {"listed": 1, "branch_of": "elm", "out_of_hours": {1: "wait"}, "close_locked": True},
        "ash": {"listed": 1, "provider": "private"},
    }
    plan = plan_with(
        nurse(), units=units, policy={"out_of_hours": dict.fromkeys((1, 2, 3), "divert") | {4: "wait", 5: "wait"}}
    )
    diverts = [np.flatnonzero(row).tolist() for row in plan.unit_diverts]
    assert diverts == [[1, 3], [3], [1, 2, 3]]
    assert plan.unit_async.tolist() == [False, False, True]
    assert plan.unit_closes_locked.tolist() == [False, True, False]
    assert plan.unit_provider.tolist() == [0, 0, 1]


def test_nobody_at_all_is_a_plan_too():
    plan = plan_of(scenario())
    assert len(plan.shift_post) == len(plan.slot_from) == len(plan.access_post) == len(plan.closure_unit) == 0
    assert plan.post_role.dtype == np.int64
    assert plan.shift_leaves.dtype == np.bool_


def test_shifts_are_sorted_by_post_and_time():
    people = {name: nurse(role=role, breaks=["12:00-12:30"]) for name, role in (("a", "nurse"), ("b", Role(3).name))}
    plan = plan_of(scenario(people=people))
    order = list(zip(plan.shift_post.tolist(), plan.shift_from.tolist(), strict=True))
    assert order == sorted(order)
    assert (plan.shift_until > plan.shift_from).all()
