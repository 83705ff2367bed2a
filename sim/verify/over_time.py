"""Queues whose arrivals and people change over the day: the equations of their states, solved numerically."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm

Floats = NDArray[np.float64]

STATES = 160
"""Most cases at a place that are followed: more are rarer than 1 in 10^12 in every day that is checked."""
STEPS_AN_HOUR = 60
"""The area under a list is summed by Simpson's rule over so many steps an hour."""
SAME = 1e-12
"""A day repeats the day before when no chance differs by more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the day in which nothing changes.

    Attributes
    ----------
    hours
        Its length.
    rate
        Arrivals an hour.
    servers
        People on duty.
    team
        Who they are: when another team comes, the one before finishes what it has in hand and leaves what waits (ST-7).
    """

    hours: float
    rate: float
    servers: int
    team: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A day that repeats itself, by its stretches.

    Attributes
    ----------
    waiting
        Mean number of cases that wait, over each stretch.
    at_start
        Mean number that wait when it begins, before the team that comes has begun anything.
    none_at_end
        Chance that nothing waits when it ends.
    """

    waiting: tuple[float, ...]
    at_start: tuple[float, ...]
    none_at_end: tuple[float, ...]


@cache
def kolmogorov(day: tuple[Stretch, ...], service_rate: float) -> Day:
    """Solve M(t)/M/c(t) for the day that repeats itself.

    The chances of the numbers of cases at the place obey p' = p Q(t) (Kolmogorov 1931); Q is constant in each stretch.

    Parameters
    ----------
    day
        The stretches, one after another; the last is followed by the first.
    service_rate
        Pieces an hour of one person.

    References
    ----------
    Kolmogoroff, Über die analytischen Methoden in der Wahrscheinlichkeitsrechnung, Math. Ann. 104 (1931).
    """
    steps = [expm(_generator(one, service_rate) / STEPS_AN_HOUR) for one in day]
    at = np.zeros(STATES)
    at[0] = 1.0
    while True:
        before = at
        starts, areas, ends = [], [], []
        for number, (one, step) in enumerate(zip(day, steps, strict=True)):
            last = day[number - 1]
            if last.team != one.team:
                at = _waiting_only(at, last.servers)
                starts.append(_mean_waiting(at, 0))
            else:
                starts.append(_mean_waiting(at, one.servers))
            at, area = _through(at, one, step)
            areas.append(area / one.hours)
            ends.append(float(at[: one.servers + 1].sum()))
        if np.abs(at - before).max() < SAME:
            return Day(tuple(areas), tuple(starts), tuple(ends))


def _generator(one: Stretch, service_rate: float) -> Floats:
    """Return Q of a stretch: one more at the arrival rate, one fewer at that of whoever works."""
    numbers = np.arange(STATES)
    q = np.diag(np.full(STATES - 1, one.rate), 1)
    q += np.diag(service_rate * np.minimum(numbers, one.servers)[1:], -1)
    return np.asarray(q - np.diag(q.sum(axis=1)))


def _through(at: Floats, one: Stretch, step: Floats) -> tuple[Floats, float]:
    """Return the chances at the end of a stretch, and the area under the mean number that waits."""
    heights = [_mean_waiting(at, one.servers)]
    for _ in range(round(one.hours * STEPS_AN_HOUR)):
        at = at @ step
        heights.append(_mean_waiting(at, one.servers))
    weights = np.full(len(heights), 2.0)
    weights[1::2], weights[[0, -1]] = 4.0, 1.0
    return at, float(weights @ heights) / (3 * STEPS_AN_HOUR)


def _waiting_only(at: Floats, servers: int) -> Floats:
    """Return the chances of the numbers that wait: a team takes what it has in hand along."""
    left = np.zeros(STATES)
    left[: STATES - servers] = at[servers:]
    left[0] += at[:servers].sum()
    return left


def _mean_waiting(at: Floats, servers: int) -> float:
    return float(at @ np.maximum(np.arange(STATES) - servers, 0))


@dataclass(frozen=True, slots=True)
class Fluid:
    """Returns within a visit in the limit of many cases, hour by hour.

    Attributes
    ----------
    here
        (H + 1,) cases that wait or are worked on.
    away
        (H + 1,) cases that are to come back.
    """

    here: Floats
    away: Floats


def erlang_r_fluid(rates: Sequence[float], again: float, service_rate: float, return_rate: float) -> Fluid:
    """Solve the fluid limit of Erlang-R with one person: q' = λ(t) + δ r - μ min(q, 1), r' = p μ min(q, 1) - δ r.

    Where many come, a fraction of a case on the hands is no case: with nothing waiting, work is done as it comes.

    Parameters
    ----------
    rates
        New cases an hour, by hour.
    again
        Chance p that a case comes back after a piece of work.
    service_rate
        Pieces an hour, μ.
    return_rate
        δ, an hour.

    References
    ----------
    Yom-Tov and Mandelbaum, Erlang-R: a time-varying queue with reentrant customers, Manuf. Serv. Oper. Manag. 16
    (2014).
    """
    here = away = 0.0
    heres, aways = [here], [away]
    step = 1 / STEPS_AN_HOUR
    for rate in rates:
        for _ in range(STEPS_AN_HOUR):
            middle = away + step / 2 * (again * _done(here, rate, away, service_rate, return_rate) - return_rate * away)
            done = _done(here, rate, middle, service_rate, return_rate)
            here = max(0.0, here + step * (rate + return_rate * middle - done))
            away += step * (again * done - return_rate * middle)
        heres.append(here)
        aways.append(away)
    return Fluid(np.array(heres), np.array(aways))


def _done(here: float, rate: float, away: float, service_rate: float, return_rate: float) -> float:
    """Return pieces an hour: as many as one person can where something waits, else as many as come."""
    return service_rate if here > 0 else min(service_rate, rate + return_rate * away)
