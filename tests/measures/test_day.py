"""A Monday worked by hand: what stands in the list when, who does what, and why each case waited."""

import pytest

from sim.domain.words import Intake, Role
from sim.engine.reference import run
from sim.measures.day import Day, read_day
from sim.tables import PlanTable
from sim.units import HOUR, MINUTE
from tests.measures.scenes import scenario
from tests.worlds import Turn, World, at, hours


def read(world: World, day: int = 0, unit: str = "Clinic") -> tuple[Day, PlanTable]:
    plan, cases = world.build()
    return read_day(scenario(), plan, cases, run(plan, cases), day, unit), plan


@pytest.fixture
def monday():
    """Anna 08-12. A calm case at 07:30, one at 08:05, and one of priority 2 at 08:06; each takes ten minutes."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.nurse, hours(0, "08:00-12:00"))
    for clock, priority in (("07:30", 4), ("08:05", 4), ("08:06", 2)):
        world.case(clinic, at(0, clock), priority=priority)
    return read(world)[0]


def test_who_did_what_when(monday):
    assert [(one.person, one.start, one.stop, one.absent) for one in monday.shifts] == [
        ("Anna", 8 * HOUR, 12 * HOUR, False)
    ]
    eight = 8 * HOUR
    assert [(one.case, one.start - eight, one.stop - eight, one.kind) for one in monday.work] == [
        (0, 0, 600, "first"),
        (1, 1200, 1800, "first"),
        (2, 600, 1200, "first"),
    ]
    assert (monday.date, monday.open, monday.close, monday.people) == ("2026-01-05", eight, 17 * HOUR, ["Anna"])


def test_what_waits_at_a_moment_stands_in_the_order_in_which_it_is_taken(monday):
    assert [one.case for one in monday.at(8 * HOUR - 1)] == [0]
    assert [one.case for one in monday.at(8 * HOUR + 5 * MINUTE)] == [1]
    assert [one.case for one in monday.at(8 * HOUR + 6 * MINUTE)] == [2, 1]
    assert monday.at(8 * HOUR + 20 * MINUTE) == []


def test_the_length_of_the_list_through_the_day(monday):
    told = [(one.second, one.waiting) for one in monday.lengths()]
    assert told == [
        (0, [0, 0, 0, 0, 0]),
        (at(0, "07:30"), [0, 0, 0, 1, 0]),
        (at(0, "08:00"), [0, 0, 0, 0, 0]),
        (at(0, "08:05"), [0, 0, 0, 1, 0]),
        (at(0, "08:06"), [0, 1, 0, 1, 0]),
        (at(0, "08:10"), [0, 0, 0, 1, 0]),
        (at(0, "08:20"), [0, 0, 0, 0, 0]),
    ]
    assert all(not any(one.waiting) for one in monday.lengths("physician"))
    assert monday.most(8 * HOUR, 17 * HOUR) == monday.lengths()[4]
    assert (monday.most(7 * HOUR + 45 * MINUTE, 8 * HOUR).second, monday.most(0, 7 * HOUR).waiting) == (
        7 * HOUR + 45 * MINUTE,
        [0] * 5,
    )


def test_why_each_case_waited_adds_up_to_its_wait(monday):
    assert [one.why for one in monday.cases] == [
        {"closed_hours": 30 * MINUTE},
        {"behind_more_urgent": 4 * MINUTE, "first_in_line": 11 * MINUTE},
        {"first_in_line": 4 * MINUTE},
    ]
    assert all(sum(one.why.values()) == one.waited for one in monday.cases)


def test_a_story_names_the_rule_of_each_event():
    """The patient answers after five minutes and is answered."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "09:00"), turns=(Turn(), Turn()))
    day, _ = read(world)
    told = day.case(case)
    assert [(one.kind, one.what, one.rules) for one in told.events] == [
        ("arrived", "", ["IN-1"]),
        ("begun", "first", ["PR-1"]),
        ("done", "first", []),
        ("patient_wrote", "", []),
        ("begun", "reply", ["CO-1"]),
        ("done", "reply", []),
        ("closed", "settled", []),
    ]
    assert [one.tick - at(0, "09:00") for one in told.events] == [0, 0, 600, 900, 900, 1500, 1500]


def test_silence_is_told_with_its_rules():
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "09:00"), turns=(Turn(silent=True), Turn()))
    told = read(world)[0].case(case)
    rules = {(one.kind, one.what): one.rules for one in told.events}
    assert rules["begun", "reminder"] == ["CO-3"]
    assert rules["begun", "closing"] == rules["closed", "closed_unanswered"] == ["CO-2"]
    assert [one.number for one in told.events if one.kind == "attempt"] == [2]


def test_cover_and_help_are_named_where_they_decide():
    """The clinic is closed on Monday; Bo of the neighbour covers, and belongs to the day of both."""
    world = World()
    clinic, neighbour = world.unit("Clinic"), world.unit("Neighbour")
    world.person("Anna", clinic)
    world.person("Bo", neighbour)
    world.closure(clinic, (at(0, "08:00"), at(0, "17:00")), cover=neighbour)
    case = world.case(clinic, at(0, "09:00"))
    day, _ = read(world)
    begun = next(one for one in day.case(case).events if one.kind == "begun")
    assert (begun.person, begun.rules) == ("Bo", ["PR-1", "UN-3"])
    assert day.people == ["Bo"]
    assert [(one.person, one.unit) for one in day.work] == [("Bo", "Clinic")]
    assert [one.case for one in read(world, unit="Neighbour")[0].work] == [case]


def test_an_absence_is_seen_and_a_case_that_was_turned_away_has_no_wait():
    world = World()
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic)
    world.absent(anna, 0)
    case = world.case(clinic, at(0, "09:00"), intake=Intake.turned_away)
    day, _ = read(world)
    assert [one.absent for one in day.shifts] == [True]
    told = day.case(case)
    assert (told.waited, told.first_contact, told.why, told.role) == (None, None, {}, "")
    assert [(one.kind, one.rules) for one in told.events] == [("arrived", []), ("turned_away", ["IN-1"])]


def test_what_lasts_beyond_the_day_is_cut_and_stands_on_the_next_day_too():
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.nurse, hours(range(5), "08:00-12:00"))
    case = world.case(clinic, at(0, "20:00"))
    (monday, _), (tuesday, _) = read(world, 0), read(world, 1)
    assert [(one.start, one.stop) for one in monday.waiting] == [(20 * HOUR, 24 * HOUR)]
    assert [(one.start, one.stop) for one in tuesday.waiting] == [(0, 8 * HOUR)]
    assert monday.case(case) == tuesday.case(case)
    assert monday.case(case + 1) is None


def test_a_day_or_a_unit_that_is_not_there_is_refused():
    world = World()
    world.person("Anna", world.unit("Clinic"))
    with pytest.raises(ValueError, match="day 7 is not in the horizon"):
        read(world, 7)
    with pytest.raises(ValueError, match='"Elsewhere" is no unit here'):
        read(world, 0, "Elsewhere")
