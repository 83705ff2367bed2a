"""When cases come: a rate for every unit, date and hour, and points under it that more demand does not move.

Points of a Poisson process lie in cells (source, unit, date, band): uniform in time over the day and uniform in height
over the band, as many as the cell's own draw says. A point is a case if it lies below the rate at its time. So the
ceiling under which candidates are thinned is the same for everything compared, and a higher rate only adds cases.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import pdtr

from sim.cases.compiled.arrivals import Rates, points
from sim.cases.compiled.codes import POINT_BITS, SOURCE_SHIFT
from sim.cases.distributions import quantile
from sim.cases.draws import Draws, Floats, Purpose, Source, Words, name_key, origins
from sim.scenario.days import no_weekdays
from sim.scenario.schema import Scenario
from sim.scenario.schema.calendar import Calendar
from sim.scenario.schema.demand import Demand
from sim.scenario.schema.distributions import Gamma
from sim.scenario.schema.times import WEEKDAYS
from sim.scenario.settings import UnitSettings
from sim.tables import Ints, PlanTable
from sim.units import DAY, HOUR

OFFICE = slice(8, 17)
"""Hours of Monday to Friday that ``outside_share`` counts as inside, whatever a scenario's staffed hours are."""
_BAND = {Source.channel: 8.0, Source.under_one: 0.0625, Source.wrong_requester: 0.0625, Source.picture: 0.5}
"""Heights of the bands in cases a day. Changing one changes every case of its source."""
_PLACE_BITS = 31
"""Bits of a point's place, below those of its tick."""
_PARTS = 1024
"""Parts of the unit interval in each of which a day's factor has bounds."""
_SAFETY = 1e-9
"""By how much, relatively, the bounds are set wider: far more than SciPy errs."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Cases before anything is known of their patients; every column has N rows.

    Attributes
    ----------
    origin
        (N, 3) unit key, date ordinal and number.
    arrival
        Tick.
    unit
        Unit where care is sought.
    source
        ``Source``.
    """

    origin: Words
    arrival: Ints
    unit: Ints
    source: Ints


def rates_of(scenario: Scenario, settings: Mapping[str, UnitSettings], plan: PlanTable) -> Rates:
    """Return how many cases come when, whatever is drawn.

    Parameters
    ----------
    scenario
        ``demand``, ``calendar`` and ``backlog`` are read.
    settings
        By unit name: volume and listed patients.
    plan
        The calendar, and the order of units.
    """
    demand = scenario.demand
    units = [settings[name] for name in plan.unit_names]
    shape = day_shapes(demand, scenario.calendar, plan)
    midnight = np.arange(len(plan.day_open)) * DAY
    opens, closes = plan.day_open - midnight, plan.day_close - midnight
    staffed = closes - opens
    daily = np.divide(DAY, staffed, out=np.zeros(len(staffed)), where=staffed > 0)
    listed = np.array([unit.listed for unit in units])
    least, most = _factor_bounds(demand.day_spread)
    return Rates(
        first_day=plan.first_day,
        unit_key=np.array([name_key(name) for name in plan.unit_names], dtype=np.uint32),
        weekly=np.array([unit.cases_per_day * 5 * demand.factor for unit in units]),
        share=np.array([1.0, demand.under_one_share, demand.wrong_requester_share, 0.0]),
        band=np.array(list(_BAND.values())),
        at_most=np.array([pdtr(np.arange(2**POINT_BITS - 1), height) for height in _BAND.values()]),
        shape=shape,
        highest=shape.max(axis=1),
        pictures=np.outer(listed * demand.pictures_per_day_and_8250 / 8250, daily),
        opens=opens,
        closes=closes,
        factor_least=least,
        factor_most=most,
        backlog=np.array([scenario.backlog.get(name, 0) for name in plan.unit_names], dtype=np.int64),
    )


def arrivals(rates: Rates, day_spread: float, end: int, draws: Draws) -> Arrivals:
    """Draw who comes when, from every source (CO-8 for pictures).

    Parameters
    ----------
    rates
        How many come when.
    day_spread
        Coefficient of variation of a day's factor.
    end
        Tick from which nobody comes.
    draws
        Of the replication.

    Returns
    -------
    Arrivals
        Sorted by (arrival, unit, number).
    """
    (tick, unit, number), height = points(rates, draws.key)
    between = np.flatnonzero(height)
    if len(between):
        factor = _factors(rates, day_spread, tick[between], unit[between], draws)
        source, day, hour = number[between] >> SOURCE_SHIFT, tick[between] // DAY, tick[between] % DAY // HOUR
        rate = rates.weekly[unit[between]] * factor * rates.share[source] * rates.shape[day, hour]
        tick[between[height[between] >= rate]] = end
    place = np.sort((tick << _PLACE_BITS) + np.arange(len(tick)))  # numbers are sorted much faster than their order is
    place = place[: np.searchsorted(place, end << _PLACE_BITS)]
    tick, order = place >> _PLACE_BITS, place & ((1 << _PLACE_BITS) - 1)
    unit, number = unit[order], number[order]
    origin = origins(rates.unit_key[unit], tick // DAY + rates.first_day, number)
    return Arrivals(origin, tick, unit, number >> SOURCE_SHIFT)


@cache
def _factor_bounds(day_spread: float) -> tuple[Floats, Floats]:
    """Return the bounds of a day's factor in each part of the unit interval.

    The exact factor takes microseconds; the bounds decide nearly every point, and the exact one the few between them.
    """
    if day_spread == 0:
        return np.ones(1), np.ones(1)
    edges = np.arange(_PARTS + 1) / _PARTS
    edges[0], edges[-1] = 2.0**-33, 1 - 2.0**-33
    at = quantile(_factor(day_spread), edges)
    return at[:-1] * (1 - _SAFETY), at[1:] * (1 + _SAFETY)


def _factor(day_spread: float) -> Gamma:
    """Return how a day's factor is distributed; 0.01 is the least spread that a gamma distribution is written with."""
    return Gamma(distribution="gamma", mean=1.0, cv=max(day_spread, 0.01))


def _factors(rates: Rates, day_spread: float, tick: Ints, unit: Ints, draws: Draws) -> Floats:
    """Gamma factors of some units' days, mean 1."""
    origin = origins(rates.unit_key[unit], tick // DAY + rates.first_day, np.zeros_like(unit))
    u = draws.uniforms(origin, Purpose.day, 1)[0]
    return quantile(_factor(day_spread), u)


def week_shape(demand: Demand) -> Floats:
    """Return the shares of an ordinary week's cases by weekday (Monday 0) and hour, (7, 24), adding up to 1."""
    weekend = demand.outside_share * demand.outside_on_weekends
    day = np.empty(24)
    hours = np.array(demand.hours)
    outside = np.ones(24, dtype=bool)
    outside[OFFICE] = False
    day[~outside] = (1 - demand.outside_share) * _spread(hours[~outside])
    day[outside] = (demand.outside_share - weekend) * _spread(hours[outside])
    week = np.empty((7, 24))
    weekdays = sorted(demand.weekdays.items(), key=lambda item: WEEKDAYS.index(item[0]))
    week[:5] = np.array([share for _, share in weekdays])[:, None] * day
    week[5:] = weekend / 2 * _spread(np.array(demand.weekend_hours))
    return week


def day_shapes(demand: Demand, calendar: Calendar, plan: PlanTable) -> Floats:
    """Return the rate by date and hour for one case in an ordinary week: cases a day, (D, 24).

    A public holiday or closed eve has a Sunday's rate; the next ordinary weekday after one that fell on Monday to
    Friday has ``day_after_holiday``.
    """
    first = dt.date.fromordinal(plan.first_day)
    last = first + dt.timedelta(days=len(plan.day_open) - 1)
    free = no_weekdays(calendar, first - dt.timedelta(days=14), last)
    week = week_shape(demand) * 24
    shapes = np.empty((len(plan.day_open), 24))
    for day in range(len(shapes)):
        date = first + dt.timedelta(days=day)
        shapes[day] = week[6 if date in free else date.weekday()] * demand.months[date.month - 1]
        before = date - dt.timedelta(days=3 if date.weekday() == 0 else 1)
        if date.weekday() < 5 and date not in free and before in free:
            shapes[day] *= demand.day_after_holiday
    return shapes


def _spread(weights: Floats) -> Floats:
    """Weights as shares; equal ones where all are 0."""
    total = weights.sum()
    return weights / total if total > 0 else np.full(len(weights), 1 / len(weights))
