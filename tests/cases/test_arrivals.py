"""When cases come: the published points of the rhythm, Poisson counts, and the streams beside the channel.

Seeds are fixed; each chance stated is that of a false alarm had the seed been another.
"""

import datetime as dt

import numpy as np
import pytest
from scipy import stats

from sim.cases.arrivals import arrivals, day_shapes, rates_of, week_shape
from sim.cases.draws import Draws, Source
from sim.domain.staffed_time import is_staffed
from sim.scenario.plan import plan_of
from sim.scenario.schema.demand import Demand
from sim.scenario.settings import settings_of
from sim.units import DAY, HOUR, WEEK
from tests.cases.scenes import scene

FLAT = {"months": [1.0] * 12, "day_spread": 0.0}
BIG = {"storstad": {"cases_per_day": 400.0}}


def coming(scenario, seed=1):
    plan = plan_of(scenario)
    rates = rates_of(scenario, settings_of(scenario), plan)
    return arrivals(rates, scenario.demand.day_spread, plan.end, Draws.of(seed, 0))


def near(share, expected, n, sigmas=4.0):
    """Within four standard errors of a share: chance of a false alarm 6e-5."""
    return abs(share - expected) < sigmas * np.sqrt(expected * (1 - expected) / n)


@pytest.fixture(scope="module")
def ordinary():
    """Ten weeks without a holiday, 12 January to 22 March 2026, of the channel."""
    found = coming(scene(BIG, start="2026-01-12", weeks=10, demand=FLAT))
    whole = (found.source == Source.channel) & (found.arrival < 9 * WEEK)
    return found.arrival[whole]


def test_a_week_has_the_published_shares(ordinary):
    weekday, second = ordinary // DAY % 7, ordinary % DAY
    on_weekday = weekday < 5
    office = on_weekday & (second >= 8 * HOUR) & (second < 17 * HOUR)
    n = len(ordinary)
    assert near((~office).mean(), 0.16, n)
    assert near((~on_weekday).mean(), 0.08, n)
    for day, share in enumerate((0.276, 0.207, 0.1723, 0.1723, 0.1724)):
        assert near((weekday[on_weekday] == day).mean(), share, on_weekday.sum())
    morning = on_weekday & (second >= 8 * HOUR) & (second < 10 * HOUR)
    assert near(morning.sum() / on_weekday.sum(), 0.289, on_weekday.sum())
    night = on_weekday & (second >= 2 * HOUR) & (second < 4 * HOUR)
    assert near(night.sum() / on_weekday.sum(), 0.002, on_weekday.sum())


def test_the_volume_is_that_of_a_month_and_of_five_days(ordinary):
    expected = 400 * 5 * 9
    assert abs(len(ordinary) - expected) < 4 * np.sqrt(expected)
    settings = settings_of(scene())["ekhult"]
    assert settings.cases_per_day * 5 == pytest.approx(82.5 * 12 / (365.25 / 7))


def test_outside_share_counts_against_08_to_17_whatever_hours_are_staffed():
    demand = Demand(outside_share=0.3, outside_on_weekends=0.25)
    week = week_shape(demand)
    assert week.sum() == pytest.approx(1.0)
    assert week[:5, 8:17].sum() == pytest.approx(0.7)
    assert week[5:].sum() == pytest.approx(0.075)


def test_a_part_of_the_day_without_weights_still_has_its_share():
    hours = [0.0] * 24
    hours[9] = 1.0
    week = week_shape(Demand(hours=hours))
    assert week[:5, 9].sum() == pytest.approx(0.84)
    assert week.sum() == pytest.approx(1.0)


def test_counts_are_poisson_around_the_rate():
    units = {f"u{number}": {"cases_per_day": 4.0} for number in range(20)}
    scenario = scene(units, weeks=20, demand={"day_spread": 0.0})
    plan, found = plan_of(scenario), coming(scenario)
    daily = 20.0 * day_shapes(scenario.demand, scenario.calendar, plan).mean(axis=1)
    channel = found.source == Source.channel
    days = 20 * 7 - 3  # the horizon ends on its last Friday
    counts = np.bincount(found.unit[channel] * 140 + found.arrival[channel] // DAY, minlength=20 * 140).reshape(20, 140)
    whole, expected = counts[:, : days - 1], daily[: days - 1]
    statistic = ((whole - expected) ** 2 / expected).sum()
    # The statistic of Poisson counts has mean m and variance 2 m + sum(1 / expected); five standard errors: 6e-7.
    spread = np.sqrt(2 * whole.size + 20 * (1 / expected).sum())
    assert abs(statistic - whole.size) < 5 * spread
    assert stats.chi2.sf(((whole.sum(axis=0) - 20 * expected) ** 2 / (20 * expected)).sum(), days - 1) > 1e-5


def test_times_within_an_hour_are_even(ordinary):
    assert stats.kstest((ordinary % HOUR + 0.5) / HOUR, "uniform").pvalue > 1e-5


def test_months_scale_the_rate():
    shapes = day_shapes(Demand(), scene(weeks=52).calendar, plan_of(scene(weeks=52)))
    first = dt.date(2026, 1, 5)
    january, july = ((dt.date(2026, month, 15) - first).days for month in (1, 7))
    january += (dt.date(2026, 7, 15).weekday() - dt.date(2026, 1, 15).weekday()) % 7
    assert shapes[july].sum() / shapes[january].sum() == pytest.approx(0.90 / 1.07)


def test_a_holiday_has_a_sundays_rate_and_the_next_weekday_its_factor():
    scenario = scene(weeks=2, demand={"day_after_holiday": 1.5})
    shapes = day_shapes(scenario.demand, scenario.calendar, plan_of(scenario))
    assert (shapes[1] == shapes[6]).all()  # Tuesday 6 January is Epiphany
    assert shapes[2] == pytest.approx(1.5 * shapes[9])
    open_holidays = scene(weeks=2, demand={"day_after_holiday": 1.5}, calendar={"public_holidays": False})
    kept = day_shapes(open_holidays.demand, open_holidays.calendar, plan_of(open_holidays))
    assert kept[1] == pytest.approx(shapes[8])


def test_a_monday_after_midsummer_is_a_day_after_a_holiday_even_when_the_horizon_begins_there():
    demand = {"day_after_holiday": 2.0}
    whole, late = scene(start="2026-06-15", weeks=2, demand=demand), scene(start="2026-06-22", weeks=1, demand=demand)
    shapes = [day_shapes(one.demand, one.calendar, plan_of(one)) for one in (whole, late)]
    assert (shapes[0][7:] == shapes[1]).all()
    assert shapes[1][0].sum() == pytest.approx(2.0 * shapes[1][1].sum() * 0.276 / 0.207)


def test_days_spread_by_the_stated_coefficient():
    units = {f"u{number}": {"cases_per_day": 300.0} for number in range(8)}
    scenario = scene(units, start="2026-01-12", weeks=10, demand={"months": [1.0] * 12})
    found = coming(scenario)
    channel = found.source == Source.channel
    counts = np.bincount(found.unit[channel] * 70 + found.arrival[channel] // DAY, minlength=8 * 70).reshape(8, 70)
    mondays_to_thursdays = counts[:, :63].reshape(8, 9, 7)[:, :, :4]
    mean = 1500 * 0.92 * np.array([0.276, 0.207, 0.1723, 0.1723])
    factors = ((mondays_to_thursdays - mean) ** 2 - mean) / mean**2
    # The mean of the squares estimates 0.15 ** 2 without bias; four standard errors: 6e-5.
    assert abs(factors.mean() - 0.15**2) < 4 * factors.std() / np.sqrt(factors.size)


@pytest.mark.rule("CO-8")
def test_pictures_come_in_staffed_hours_at_their_rate():
    listed = {f"u{number}": {"listed": 82500} for number in range(20)}
    scenario = scene(listed, weeks=10)
    plan, found = plan_of(scenario), coming(scenario)
    pictures = found.arrival[found.source == Source.picture]
    assert all(is_staffed(tick, plan.day_open, plan.day_close) for tick in pictures.tolist())
    expected = 20 * 3.0 * (plan.day_close > plan.day_open).sum()
    assert abs(len(pictures) - expected) < 4 * np.sqrt(expected)


def test_more_demand_for_the_channel_asks_for_no_more_pictures():
    before, after = (coming(scene(demand={"factor": factor})) for factor in (1.0, 3.0))
    pictures = [found.arrival[found.source == Source.picture].tolist() for found in (before, after)]
    assert pictures[0] == pictures[1] != []


def test_attempts_that_intake_turns_away_stand_beside_the_volume():
    found = coming(scene(BIG, start="2026-01-12", weeks=10, demand=FLAT | {"under_one_share": 0.02}))
    sources = np.bincount(found.source, minlength=4)
    for source, share in ((Source.under_one, 0.02), (Source.wrong_requester, 0.005)):
        expected = share * sources[Source.channel]
        assert abs(sources[source] - expected) < 4 * np.sqrt(expected)


def test_the_backlog_waits_at_the_first_tick():
    found = coming(scene({"a": {"listed": 1000}, "b": {"listed": 1000}}, backlog={"b": 3, "a": 2}))
    waiting = found.source == Source.backlog
    assert found.arrival[waiting].tolist() == [0] * 5
    assert found.unit[waiting].tolist() == [0, 0, 1, 1, 1]


def test_nothing_comes_without_demand_nor_after_the_end():
    silent = coming(scene(demand={"factor": 0.0, "pictures_per_day_and_8250": 0.0}))
    assert len(silent.arrival) == 0
    scenario = scene(BIG, weeks=1)
    found = coming(scenario)
    assert found.arrival.max() < plan_of(scenario).end == 4 * DAY + 17 * HOUR
    assert (np.diff(found.arrival) >= 0).all()
