"""The Swedish calendar of a scenario."""

import datetime as dt

import pytest

from sim.scenario.days import by_weekday, days_of_horizon, named_holidays
from sim.units import DAY, HOUR
from tests.scenario.plans import scenario


def staffed(days, date):
    day = (dt.date.fromisoformat(date) - days.first).days
    hours = (days.open[day] - day * DAY) / HOUR, (days.close[day] - day * DAY) / HOUR
    return hours if hours[1] > hours[0] else None


def year(first="2026-01-05", weeks=52, **calendar):
    return days_of_horizon(scenario(horizon={"from": first, "weeks": weeks}, calendar=calendar))


@pytest.mark.rule("ST-1")
@pytest.mark.parametrize("date", ["2026-06-19", "2026-12-24", "2026-12-31", "2026-01-06", "2026-05-14", "2026-05-01"])
def test_eves_and_holidays_are_neither_staffed_nor_weekdays(date):
    days = year()
    assert staffed(days, date) is None
    assert not days.is_weekday[(dt.date.fromisoformat(date) - days.first).days]


@pytest.mark.rule("ST-1")
def test_ordinary_days_and_days_between_holidays_are_staffed_eight_to_five():
    days = year()
    for date in ("2026-06-18", "2026-06-22", "2026-12-23", "2026-12-28", "2026-04-02", "2026-04-07"):
        assert staffed(days, date) == (8, 17)
    assert staffed(days, "2026-06-20") is None  # Saturday


@pytest.mark.rule("ST-1")
@pytest.mark.parametrize(("first", "last", "staffed_days"), [(2026, 365, 251), (2027, 365, 253)])
def test_staffed_days_of_a_year(first, last, staffed_days):
    """Counted in the calendars of 2026 and 2027: Monday to Friday, without red days and the three eves."""
    days = year(f"{first}-01-01", 53)
    assert (days.close > days.open)[:last].sum() == staffed_days
    assert days.is_weekday[:last].sum() == staffed_days


@pytest.mark.rule("ST-1")
def test_eves_and_holidays_can_be_kept_open():
    days = year(closed_eves=["christmas"], public_holidays=False)
    assert staffed(days, "2026-06-19") == (8, 17)
    assert staffed(days, "2026-01-06") == (8, 17)
    assert staffed(days, "2026-12-24") is None
    assert days.is_weekday[(dt.date(2026, 6, 19) - days.first).days]


@pytest.mark.rule("ST-1")
def test_extra_days_change_hours_but_not_what_is_a_weekday():
    days = year(extra_open={"2026-01-10": "10:00-14:00", "2026-01-12": "08:00-12:00"}, extra_closed=["2026-01-13"])
    assert staffed(days, "2026-01-10") == (10, 14)
    assert staffed(days, "2026-01-12") == (8, 12)
    assert staffed(days, "2026-01-13") is None
    assert days.is_weekday[:9].tolist() == [True, False, True, True, True, False, False, True, True]


def test_working_time_adds_up_and_the_horizon_ends_at_the_last_closing():
    days = year("2026-01-05", 1)
    assert days.worked_before.tolist() == [hours * HOUR for hours in (0, 9, 9, 18, 27, 36, 36, 36)]
    assert days.end == 4 * DAY + 17 * HOUR
    assert days.mean_staffed == 9 * HOUR


def test_the_mean_staffed_day_is_of_an_ordinary_week():
    days = year(staffed_hours={"mon-thu": "08:00-17:00", "fri": "08:00-12:00"})
    assert days.mean_staffed == 8 * HOUR


def test_a_horizon_without_staffed_days_ends_at_midnight():
    days = year(staffed_hours={}, weeks=1)
    assert (days.end, days.mean_staffed) == (7 * DAY, 0)


def test_the_most_specific_key_of_a_weekday_holds():
    assert by_weekday({"wed": 3, "mon-fri": 1, "tue-wed": 2}) == [1, 2, 3, 1, 1, None, None]


def test_moments_become_ticks_and_back():
    days = year()
    moment = dt.datetime(2026, 3, 29, 12, 30)  # the clock is moved that night; days have 24 hours all the same
    assert days.tick(moment) == 83 * DAY + 12 * HOUR + 1800
    assert days.moment(days.tick(moment)) == moment
    assert days.tick(dt.datetime(2026, 1, 4, 23)) == -HOUR


def test_holidays_have_names_in_both_languages():
    found = named_holidays(dt.date(2026, 4, 1), dt.date(2026, 4, 30), "sv")
    assert found[dt.date(2026, 4, 3)] == "Långfredagen"
    assert named_holidays(dt.date(2026, 4, 3), dt.date(2026, 4, 3), "en_US") == {dt.date(2026, 4, 3): "Good Friday"}
    assert named_holidays(dt.date(2026, 3, 1), dt.date(2026, 3, 31), "sv") == {}
