"""The week of a unit, worked by hand and against what is measured in other ways."""

import numpy as np
import pytest

from sim.domain.words import Role
from sim.measures.week import EVERY, HALF_HOURS, week_of
from sim.units import MINUTE
from tests.measures.scenes import busy_clinic, played
from tests.worlds import Turn, World, at, hours


def half_hour(day: int, clock: str) -> int:
    return at(day, clock) // (30 * MINUTE)


def world() -> World:
    """Two weeks; Anna 08-12. On both Mondays a case at 07:30 and one at 08:00 of priority 2; ten minutes each."""
    one = World(days=14)
    clinic = one.unit("Clinic")
    one.person("Anna", clinic, Role.nurse, hours(range(14), "08:00-12:00"))
    for day in (0, 7):
        one.case(clinic, at(day, "07:30"), priority=4)
        one.case(clinic, at(day, "08:00"), priority=2, turns=(Turn(),))
    return one


@pytest.fixture
def week():
    one = world()
    return week_of([played(one)], one.build()[0], "Clinic")


def test_arrivals_and_waiting_by_half_hour(week):
    every = week.of("", EVERY)
    arrivals = np.array(every.arrivals.value, dtype=float)
    assert arrivals[half_hour(0, "07:30")] == arrivals[half_hour(0, "08:00")] == 1
    assert np.nansum(arrivals) == 2
    # the case of 07:30 waits 30 minutes until eight and ten behind the more urgent one
    waiting = np.array(every.waiting.value, dtype=float)
    assert waiting[half_hour(0, "07:30")] == 1
    assert waiting[half_hour(0, "08:00")] == pytest.approx(1 / 3, abs=1e-4)
    assert np.nansum(week.of("nurse", 2).waiting.value) == 0
    assert week.of("physician", EVERY) is None


def test_the_opening_and_when_it_is_cleared(week):
    monday = week.of("", EVERY).openings[1]
    assert (monday.weekday, monday.openings, monday.waiting.value) == ("mon", 2, 2)
    assert (monday.cleared.median.value, monday.not_that_day.value) == (10 * MINUTE, 0)
    assert week.of("nurse", 2).openings[1].cleared.median.value == 0
    tuesday = week.of("", EVERY).openings[2]
    assert (tuesday.waiting.value, tuesday.cleared.median.value) == (0, None)


def test_who_is_there_and_busy(week):
    nurses = week.people("nurse")
    eight, one = half_hour(0, "08:00"), half_hour(0, "13:00")
    assert nurses.scheduled[eight] == 1
    assert nurses.busy[eight] == pytest.approx(2 / 3, abs=1e-4)
    assert nurses.load.value[eight] == pytest.approx(2 / 3, abs=1e-4)
    assert nurses.load.value[one] is None
    assert week.people("physician") is None
    assert (week.staffed[eight], week.staffed[half_hour(5, "08:00")]) == (1, 0)


def test_what_is_not_begun_that_day_is_not_cleared():
    one = World(days=7)
    clinic = one.unit("Clinic")
    one.person("Anna", clinic, Role.nurse, hours(1, "08:00-12:00"))
    one.case(clinic, at(0, "07:00"))
    openings = week_of([played(one)], one.build()[0], "Clinic").of("", EVERY).openings
    assert [(o.waiting.value, o.not_that_day.value, o.cleared.unfinished) for o in openings[1:3]] == [
        (1, 1, 1),
        (1, 0, 0),
    ]


def test_lists_and_inbox_agree_with_those_measured_from_the_log():
    """Cases of one piece only: what waits for the first contact is all that stands in the lists."""
    replications = [busy_clinic(number) for number in range(3)]
    plan = world_of_busy_clinic()
    week = week_of(replications, plan, "Clinic")
    every = week.of("", EVERY)
    seconds = sum(one.lists.week.sum(axis=0) for one in replications)
    often = np.array([2.0] * HALF_HOURS)
    often[half_hour(4, "12:00") :] = 1  # the horizon ends at the last closing
    assert np.allclose(every.waiting.value, seconds / often / 1800 / 3, atol=1e-4)
    opened = sum(one.lists.inbox_pieces.sum() for one in replications)
    assert every.openings[0].waiting.numerator == opened
    never = sum((one.lists.inbox_cleared == -1).sum() for one in replications)
    assert every.openings[0].not_that_day.numerator == never
    parts = [week.of("nurse", priority) for priority in (1, 2, 3, 4, 5)]
    assert np.allclose(sum(np.array(one.arrivals.value) for one in parts), every.arrivals.value, atol=1e-3)


def world_of_busy_clinic():
    """The calendar that `busy_clinic` plays on."""
    one = World(days=14, staffed="08:00-12:00")
    one.person("Nurse 0", one.unit("Clinic"))
    return one.build()[0]


def test_with_one_replication_there_is_no_interval_and_with_several_it_holds_the_mean():
    plan = world_of_busy_clinic()
    alone = week_of([busy_clinic(0)], plan).of("", EVERY).waiting
    assert set(alone.low) == set(alone.high) == {None}
    several = week_of([busy_clinic(number) for number in range(4)], plan).of("", EVERY).waiting
    there = [place for place, value in enumerate(several.value) if value]
    assert all(several.low[place] <= several.value[place] <= several.high[place] for place in there)
    assert any(several.low[place] < several.value[place] for place in there)


def test_no_replication_and_no_such_unit_are_refused():
    plan = world().build()[0]
    with pytest.raises(ValueError, match="no replication"):
        week_of([], plan)
    with pytest.raises(ValueError, match='"Elsewhere" is no unit here'):
        week_of([], plan, "Elsewhere")


def test_another_unit_is_not_counted():
    one = World()
    here, there = one.unit("Here"), one.unit("There")
    for unit in (here, there):
        one.person(f"N{unit}", unit)
    one.case(there, at(0, "09:00"), priority=3)
    plan = one.build()[0]
    played_once = [played(one)]
    assert week_of(played_once, plan, "Here").cases == []
    assert len(week_of(played_once, plan, "There").cases) == len(week_of(played_once, plan).cases) == 4
    assert week_of(played_once, plan, "Here").people("nurse").scheduled[half_hour(0, "09:00")] == 1
    assert week_of(played_once, plan).people("nurse").scheduled[half_hour(0, "09:00")] == 2
