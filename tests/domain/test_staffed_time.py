"""Working time and the days of the calendar."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.staffed_time import NEVER, due_day, is_staffed, next_opening, tick_at_work, worked_at
from sim.units import DAY, HOUR
from tests.domain.calendars import FRI, MON, SAT, SUN, TUE, Days, any_days, at, days, ordinary

WEEKS = ordinary()


@pytest.mark.rule("ST-1")
@pytest.mark.parametrize(
    ("tick", "staffed"),
    [
        (at(MON, 7, 59, 59), False),
        (at(MON, 8), True),
        (at(MON, 16, 59, 59), True),
        (at(MON, 17), False),
        (at(SAT, 12), False),
        (-1, False),
        (14 * DAY, False),
    ],
)
def test_the_channel_is_staffed_from_opening_until_just_before_closing(tick, staffed):
    assert is_staffed(tick, *WEEKS.staffed) is staffed


@pytest.mark.rule("ST-1", "PR-4")
@pytest.mark.parametrize(
    ("tick", "worked"),
    [
        (-5, 0),
        (at(MON, 6), 0),
        (at(MON, 8, 0, 1), 1),
        (at(MON, 17), 9 * HOUR),
        (at(TUE, 3), 9 * HOUR),
        (at(SUN, 12), 45 * HOUR),
        (at(7 + FRI, 17), 90 * HOUR),
        (20 * DAY, 90 * HOUR),
    ],
)
def test_the_working_clock_stands_still_outside_staffed_hours(tick, worked):
    assert worked_at(tick, *WEEKS.work) == worked


@pytest.mark.rule("CO-2")
def test_two_working_hours_from_friday_afternoon_end_on_monday_morning():
    sent = at(FRI, 16, 30)
    assert tick_at_work(worked_at(sent, *WEEKS.work) + 2 * HOUR, *WEEKS.work) == at(7 + MON, 9, 30)


@pytest.mark.rule("ST-1")
def test_a_value_reached_at_closing_is_reached_at_that_closing():
    assert tick_at_work(9 * HOUR, *WEEKS.work) == at(MON, 17)
    assert tick_at_work(9 * HOUR + 1, *WEEKS.work) == at(TUE, 8, 0, 1)
    assert tick_at_work(45 * HOUR, *WEEKS.work) == at(FRI, 17)


@pytest.mark.rule("ST-1")
def test_working_time_that_the_horizon_does_not_hold_never_comes():
    assert tick_at_work(90 * HOUR, *WEEKS.work) == at(7 + FRI, 17)
    assert tick_at_work(90 * HOUR + 1, *WEEKS.work) == NEVER
    assert tick_at_work(0, *WEEKS.work) == 0


@pytest.mark.rule("ST-1")
@given(any_days(), st.data())
@settings(max_examples=100)
def test_clock_and_tick_are_inverse(calendar: Days, data: st.DataObject):
    work = data.draw(st.integers(1, calendar.worked_before[-1]))
    tick = tick_at_work(work, *calendar.work)
    assert worked_at(tick, *calendar.work) == work
    assert worked_at(tick - 1, *calendar.work) == work - 1


@pytest.mark.rule("ST-1")
@given(any_days(), st.integers(-DAY, 10 * DAY))
@settings(max_examples=100)
def test_the_working_clock_ticks_exactly_in_staffed_seconds(calendar: Days, tick: int):
    step = worked_at(tick + 1, *calendar.work) - worked_at(tick, *calendar.work)
    assert step == is_staffed(tick, *calendar.staffed)


@pytest.mark.rule("ST-1")
@given(any_days(), st.integers(-DAY, 10 * DAY))
@settings(max_examples=100)
def test_the_next_opening_is_the_first_staffed_tick(calendar: Days, tick: int):
    opening = next_opening(tick, *calendar.staffed)
    before = worked_at(tick, *calendar.work)
    if opening == NEVER:
        assert before == calendar.worked_before[-1]
    else:
        assert opening >= tick
        assert is_staffed(opening, *calendar.staffed)
        assert worked_at(opening, *calendar.work) == before


@pytest.mark.rule("PR-2")
@pytest.mark.parametrize(
    ("arrival", "day"),
    [
        (at(MON, 6), MON),
        (at(MON, 16, 59, 59), MON),
        (at(MON, 17), TUE),
        (at(FRI, 17), 7 + MON),
        (at(SAT, 12), 7 + MON),
        (at(7 + FRI, 17), -1),
        (-3 * DAY, MON),
    ],
)
def test_a_case_is_due_on_the_first_staffed_day_that_closes_after_its_arrival(arrival, day):
    assert due_day(arrival, *WEEKS.staffed) == day


@pytest.mark.rule("PR-2", "ST-1")
def test_the_eve_of_midsummer_is_nobodys_due_day():
    """2026: Thursday 18 June, the eve on Friday 19; what comes on Thursday evening is due on Monday 22."""
    calendar = ordinary(closed=(FRI,))
    assert due_day(at(FRI - 1, 17), *calendar.staffed) == 7 + MON
    assert next_opening(at(FRI, 9), *calendar.staffed) == at(7 + MON, 8)


@pytest.mark.rule("ST-1")
def test_a_day_may_be_staffed_around_the_clock():
    calendar = days([(0, DAY), (0, DAY)], [True, True])
    assert is_staffed(DAY, *calendar.staffed)
    assert next_opening(DAY - 1, *calendar.staffed) == DAY - 1
    assert worked_at(DAY + 5, *calendar.work) == DAY + 5
