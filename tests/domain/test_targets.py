"""Due times."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.staffed_time import NEVER, worked_at
from sim.domain.targets import CLOCKS, ELAPSED, WEEKDAY, WORKING, due, guarantee_until, is_reachable, weekday_add
from sim.domain.words import Clock
from sim.units import DAY, HOUR, MINUTE
from tests.domain.calendars import FRI, MON, SAT, SUN, THU, TUE, Days, any_days, at, ordinary

WEEKS = ordinary()


@pytest.mark.rule("PR-3")
def test_priority_3_has_24_elapsed_hours():
    assert due(3, at(FRI, 15), 24 * HOUR, ELAPSED, *WEEKS.due) == at(SAT, 15)
    assert due(3, at(FRI, 18), 24 * HOUR, ELAPSED, *WEEKS.due) == at(SAT, 18)


@pytest.mark.rule("PR-3")
@pytest.mark.parametrize(
    ("arrival", "due_at"),
    [
        (at(FRI, 15), at(7 + MON, 15)),
        (at(FRI, 18), at(7 + MON, 18)),
        (at(SAT, 12), at(7 + TUE, 0)),
        (at(MON, 15), at(TUE, 15)),
        (at(FRI, 0), at(SAT, 0)),
        (at(7 + FRI, 15), NEVER),
    ],
)
def test_priority_4_has_24_hours_of_weekdays(arrival, due_at):
    assert due(4, arrival, 24 * HOUR, WEEKDAY, *WEEKS.due) == due_at


@pytest.mark.rule("PR-3", "ST-1")
def test_the_eve_of_midsummer_does_not_count_for_priority_4():
    """2026: from Thursday 18 June 15:00 over the eve on Friday 19 to Monday 22."""
    calendar = ordinary(closed=(FRI,))
    assert due(4, at(THU, 15), 24 * HOUR, WEEKDAY, *calendar.due) == at(7 + MON, 15)


@pytest.mark.rule("PR-3")
@pytest.mark.parametrize("priority", [1, 2])
def test_urgent_targets_run_from_opening_when_the_case_waited_for_it(priority):
    assert due(priority, at(MON, 10), 15 * MINUTE, ELAPSED, *WEEKS.due) == at(MON, 10, 15)
    assert due(priority, at(SUN, 21), 15 * MINUTE, ELAPSED, *WEEKS.due) == at(7 + MON, 8, 15)
    assert due(priority, at(MON, 16, 55), 15 * MINUTE, ELAPSED, *WEEKS.due) == at(MON, 17, 10)
    assert due(priority, at(MON, 17), 15 * MINUTE, ELAPSED, *WEEKS.due) == at(TUE, 8, 15)
    assert due(priority, at(7 + FRI, 17), 15 * MINUTE, ELAPSED, *WEEKS.due) == NEVER


@pytest.mark.rule("PR-3")
def test_the_working_clock_stands_still_over_the_weekend():
    assert due(3, at(FRI, 16, 50), 15 * MINUTE, WORKING, *WEEKS.due) == at(7 + MON, 8, 5)
    assert due(5, at(SUN, 3), 15 * MINUTE, WORKING, *WEEKS.due) == at(7 + MON, 8, 15)


@pytest.mark.rule("PR-3")
def test_clock_codes_follow_the_words():
    assert [CLOCKS[code] for code in (ELAPSED, WEEKDAY, WORKING)] == [Clock.elapsed, Clock.weekday, Clock.working]


@pytest.mark.rule("PR-3")
@given(any_days(), st.integers(0, 9 * DAY), st.integers(1, 3 * DAY))
@settings(max_examples=100)
def test_a_due_tick_has_exactly_the_target_of_its_clock_behind_it(calendar: Days, arrival: int, within: int):
    working = due(4, arrival, within, WORKING, *calendar.due)
    if working != NEVER:
        assert worked_at(working, *calendar.work) - worked_at(arrival, *calendar.work) == within
    weekday = weekday_add(arrival, within, calendar.day_is_weekday)
    if weekday != NEVER:
        passed = sum(
            max(min(weekday, (day + 1) * DAY) - max(arrival, day * DAY), 0)
            for day, counts in enumerate(calendar.day_is_weekday)
            if counts
        )
        assert passed == within
        assert calendar.day_is_weekday[(weekday - 1) // DAY]


@pytest.mark.rule("PR-3")
def test_weekdays_are_counted_from_the_beginning_of_the_horizon():
    assert weekday_add(-5 * HOUR, 24 * HOUR, WEEKS.day_is_weekday) == DAY


@pytest.mark.rule("PR-3")
def test_a_case_is_reachable_when_somebody_could_begin_it_in_time():
    friday_evening = at(FRI, 18)
    assert not is_reachable(friday_evening, friday_evening + 24 * HOUR, *WEEKS.staffed)
    assert is_reachable(at(THU, 18), at(FRI, 18), *WEEKS.staffed)
    assert is_reachable(at(THU, 18), at(FRI, 8), *WEEKS.staffed)
    assert not is_reachable(at(THU, 18), at(FRI, 7, 59, 59), *WEEKS.staffed)
    assert not is_reachable(at(7 + FRI, 18), NEVER, *WEEKS.staffed)


@pytest.mark.rule("PR-3")
def test_the_care_guarantee_counts_calendar_days():
    assert guarantee_until(at(MON, 10), 0) == TUE * DAY
    assert guarantee_until(at(MON, 23, 59, 59), 3) == FRI * DAY
