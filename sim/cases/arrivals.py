"""When cases come: a rate for every unit, date and hour, and points under it that more demand does not move.

Points of a Poisson process lie in cells (source, unit, date, band): uniform in time over the day and uniform in height
over the band, as many as the cell's own draw says. A point is a case if it lies below the rate at its time. So the
ceiling under which candidates are thinned is the same for everything compared, and a higher rate only adds cases.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr

from sim.cases.distributions import quantile
from sim.cases.draws import SOURCE_SHIFT, Draws, Floats, Purpose, Source, Words, name_key
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
POINT_BITS = 8
"""Bits of a case's number for the point within its cell, below those for the band."""
_MOST_POINTS = 2**POINT_BITS - 1
_BAND = {Source.channel: 8.0, Source.under_one: 0.0625, Source.wrong_requester: 0.0625, Source.picture: 0.5}
"""Heights of the bands in cases a day. Changing one changes every case of its source."""

Rate = Callable[[Ints, Ints, Ints], Floats]


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


def arrivals(scenario: Scenario, settings: Mapping[str, UnitSettings], plan: PlanTable, draws: Draws) -> Arrivals:
    """Draw who comes when, from every source, up to the end of the horizon (CO-8 for pictures).

    Parameters
    ----------
    scenario
        ``demand``, ``calendar`` and ``backlog`` are read.
    settings
        By unit name: volume and listed patients.
    plan
        The calendar, and the order of units.
    draws
        Of the replication.

    Returns
    -------
    Arrivals
        Sorted by (arrival, unit, number).
    """
    demand = scenario.demand
    keys = np.array([name_key(name) for name in plan.unit_names], dtype=np.uint32)
    units = [settings[name] for name in plan.unit_names]
    weekly = np.array([unit.cases_per_day * 5 * demand.factor for unit in units])
    shape = day_shapes(demand, scenario.calendar, plan)
    days = _day_factors(demand, keys, plan, draws)
    parts = []
    for source, share in (
        (Source.channel, 1.0),
        (Source.under_one, demand.under_one_share),
        (Source.wrong_requester, demand.wrong_requester_share),
    ):
        height = weekly[:, None] * days * share

        def rate(unit: Ints, day: Ints, second: Ints, height: Floats = height) -> Floats:
            return np.asarray(height[unit, day] * shape[day, second // HOUR])

        parts.append(_points(draws, source, keys, plan.first_day, height * shape.max(axis=1), rate))
    listed = np.array([unit.listed for unit in units])
    parts.append(_pictures(draws, keys, plan, listed * demand.pictures_per_day_and_8250 / 8250))
    parts.append(_backlog(scenario.backlog, keys, plan))
    return _sorted(parts, plan.end)


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


def _day_factors(demand: Demand, keys: Words, plan: PlanTable, draws: Draws) -> Floats:
    """Gamma factor of each unit's day, mean 1, (U, D)."""
    days = np.arange(len(plan.day_open), dtype=np.uint32) + np.uint32(plan.first_day)
    shape = (len(keys), len(days))
    if demand.day_spread == 0:
        return np.ones(shape)
    u = draws.uniforms((np.repeat(keys, len(days)), np.tile(days, len(keys)), 0), Purpose.day, 1)[0]
    spread = max(demand.day_spread, 0.01)  # the least that a gamma distribution is written with
    return quantile(Gamma(distribution="gamma", mean=1.0, cv=spread), u).reshape(shape)


def _points(draws: Draws, source: Source, keys: Words, first_day: int, ceiling: Floats, rate: Rate) -> Arrivals:
    """Cases of one source: the points of all cells that reach below the highest rate of their day, thinned."""
    height = _BAND[source]
    bands = np.ceil(ceiling / height).astype(np.int64)
    cell_unit, cell_day = (np.repeat(index, bands.ravel()) for index in np.indices(bands.shape).reshape(2, -1))
    band = ranges(bands.ravel())
    number = ((source << SOURCE_SHIFT) + (band << POINT_BITS)).astype(np.uint32)
    cell = keys[cell_unit], (cell_day + first_day).astype(np.uint32), number
    at_most = pdtr(np.arange(_MOST_POINTS), height)
    count = np.searchsorted(at_most, draws.uniforms(cell, Purpose.count, 1)[0])
    pairs = (count + 1) // 2
    of_pair = np.repeat(np.arange(len(count)), pairs)
    words = tuple(word[of_pair] for word in cell)
    u = draws.uniforms((words[0], words[1], words[2]), Purpose.point, 4, first_block=ranges(pairs))
    clock, level = u.T.reshape(-1, 2).T
    of_point, point = np.repeat(of_pair, 2), ranges(2 * pairs)
    second = (clock * DAY).astype(np.int64)
    unit, day = cell_unit[of_point], cell_day[of_point]
    below = (point < count[of_point]) & ((band[of_point] + level) * height < rate(unit, day, second))
    of_point = of_point[below]
    origin = np.stack([word[of_point] for word in cell], axis=1)
    origin[:, 2] += point[below].astype(np.uint32)
    return _arrivals(origin, day[below] * DAY + second[below], unit[below], source)


def _pictures(draws: Draws, keys: Words, plan: PlanTable, per_day: Floats) -> Arrivals:
    """Pictures asked for on the telephone: evenly over the staffed hours of staffed days (CO-8)."""
    midnight = np.arange(len(plan.day_open)) * DAY
    opens, closes = plan.day_open - midnight, plan.day_close - midnight
    staffed = closes - opens
    daily = np.divide(DAY, staffed, out=np.zeros(len(staffed)), where=staffed > 0)

    def rate(unit: Ints, day: Ints, second: Ints) -> Floats:
        return np.asarray(per_day[unit] * daily[day] * ((second >= opens[day]) & (second < closes[day])))

    return _points(draws, Source.picture, keys, plan.first_day, np.outer(per_day, daily), rate)


def _backlog(backlog: Mapping[str, int], keys: Words, plan: PlanTable) -> Arrivals:
    """Cases that wait when the horizon begins, at its first tick."""
    unit = np.array([plan.unit_names.index(name) for name, count in backlog.items() for _ in range(count)], dtype=int)
    number = [index for count in backlog.values() for index in range(count)]
    origin = np.empty((len(unit), 3), dtype=np.uint32)
    origin[:, 0] = keys[unit]
    origin[:, 1] = plan.first_day
    origin[:, 2] = (Source.backlog << SOURCE_SHIFT) + np.array(number, dtype=np.int64)
    return _arrivals(origin, np.zeros(len(unit), dtype=np.int64), unit, Source.backlog)


def _arrivals(origin: Words, arrival: Ints, unit: Ints, source: Source) -> Arrivals:
    return Arrivals(origin, arrival, unit.astype(np.int64), np.full(len(unit), source, dtype=np.int64))


def _sorted(parts: list[Arrivals], end: int) -> Arrivals:
    origin, arrival, unit, source = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("origin", "arrival", "unit", "source")
    )
    order = np.lexsort((origin[:, 2], unit, arrival))
    order = order[arrival[order] < end]
    return Arrivals(origin[order], arrival[order], unit[order], source[order])


def ranges(counts: Ints) -> Ints:
    """Return 0, 1, ... counts[0] - 1, 0, 1, ... counts[1] - 1, and so on."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) - np.repeat(ends - counts, counts)
