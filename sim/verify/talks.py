"""Conversations that come back: cases whose patients answer again and again, and a cap on how many are open."""

from collections.abc import Iterator, Mapping

import numpy as np

from sim.tables import EventLog, Ints, Row
from sim.units import HOUR, MINUTE, WEEK
from sim.verify.areas import area, number
from sim.verify.findings import Finding, Kind, Size, theory
from sim.verify.over_time import erlang_r_fluid
from sim.verify.theory import machine_repair, returns
from sim.verify.worlds import ALWAYS, MOST_OPEN, Engine, clinic, conversations, never_reminded, poisson, whole

AGAIN = 0.5
"""Chance that the patient writes once more after a turn."""
TURN = 10.0
"""Mean minutes of a turn, exponential."""
LONG_RUN = 1.8
"""New cases an hour where the long run is looked at: with their returns the person works 60 % of the time."""
DELAY = 4.0
"""Mean hours until the answer there, lognormal: how it is distributed must not matter."""
RUSH = (*100 * (1.5,), *200 * (5.0,), *200 * (1.0,))
"""New cases an hour where a rush is looked at; one person can settle three."""
RUSH_DELAY = 20.0
"""Mean hours until the answer there, exponential."""
MARGIN = 0.03
"""Share by which a rush may differ from its limit: some cases of the hundreds that wait."""
CAPS = (1, 2, 3, 6)
CAP_AGAIN, CAP_TURN, CAP_DELAY = 0.7, 2.0, 6.0
"""Chance, mean minutes of a turn and until the answer, where the cap is looked at."""
CAP_CASES, CAP_FROM, CAP_UNTIL = 200, 2 * HOUR, 14 * HOUR
"""So many cases wait from the beginning that the list is never empty until then."""


def long_run(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play one person whose cases come back, in the long run."""
    here, away = returns(LONG_RUN, AGAIN, 60 / TURN, DELAY)
    found = [_in_the_long_run(engine, rng, size.cases // 2) for _ in range(size.replications)]
    yield theory("Mean number that waits or is worked on", here, [one[0] for one in found], "cases")
    yield theory("Mean number whose patient is to answer", away, [one[1] for one in found], "cases")


def _in_the_long_run(engine: Engine, rng: np.random.Generator, count: int) -> tuple[float, float]:
    arrival = poisson(rng, count, LONG_RUN)
    turns = rng.geometric(1 - AGAIN, count)
    work = whole(rng.exponential(TURN * MINUTE, turns.sum()))
    delay = whole(rng.lognormal(np.log(DELAY * HOUR) - 0.5, 1.0, turns.sum()))
    log = _played(engine, arrival, turns, work, delay, MOST_OPEN)
    window = np.array([arrival[-1] // 4, arrival[-1]])
    length = window[1] - window[0]
    here = np.diff(area(_ticks(log, Row.arose), _ticks(log, Row.done), window))[0] / length
    there = np.diff(area(_ticks(log, Row.listed), _ticks(log, Row.closed), window))[0] / length
    return float(here), float(there - here)


def rush(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play a rush of returning cases, long and large enough for the fluid limit."""
    right = erlang_r_fluid(RUSH, AGAIN, 60 / TURN, 1 / RUSH_DELAY)
    found: list[tuple[Ints, Ints]] = []
    for _ in range(size.replications):
        numbers = rng.poisson(RUSH)
        hours = np.repeat(np.arange(len(RUSH)), numbers)
        arrival = np.sort((hours + rng.random(len(hours))) * HOUR).astype(np.int64)
        turns = rng.geometric(1 - AGAIN, len(arrival))
        work = whole(rng.exponential(TURN * MINUTE, turns.sum()))
        delay = whole(rng.exponential(RUSH_DELAY * HOUR, turns.sum()))
        log = _played(engine, arrival, turns, work, delay, MOST_OPEN)
        ticks = np.arange(len(RUSH) + 1) * HOUR
        here = number(_ticks(log, Row.arose), _ticks(log, Row.done), ticks)
        found.append((here, number(_ticks(log, Row.listed), _ticks(log, Row.closed), ticks) - here))
    moments = {200: "in the middle of the rush", 300: "when the rush ends", 400: "100 hours after the rush"}
    for hour, moment in moments.items():
        values = tuple(float(here[hour]) for here, _ in found)
        yield Finding(f"On hand {moment}", Kind.limit, float(right.here[hour]), values, "cases", MARGIN)
    values = tuple(float(away[300]) for _, away in found)
    yield Finding("Patients to answer when the rush ends", Kind.limit, float(right.away[300]), values, "cases", MARGIN)


def cap(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play one person with a list that is never empty and a cap on open conversations."""
    for most in CAPS:
        busy = machine_repair(most, 1 / CAP_DELAY, CAP_AGAIN / CAP_TURN)
        found = [_under_cap(engine, rng, most) for _ in range(size.replications)]
        several = "one open conversation" if most == 1 else f"{most} open conversations"
        worked = [100 * one["busy"] for one in found]
        yield theory(f"At most {several}: share of the time at work", 100 * busy, worked, "%")
        settled = busy * (1 - CAP_AGAIN) * 60 / CAP_TURN
        yield theory(f"At most {several}: cases settled an hour", settled, [one["settled"] for one in found], "cases")


def _under_cap(engine: Engine, rng: np.random.Generator, most: int) -> Mapping[str, float]:
    turns = rng.geometric(1 - CAP_AGAIN, CAP_CASES)
    work = whole(rng.exponential(CAP_TURN * MINUTE, turns.sum()))
    delay = whole(rng.exponential(CAP_DELAY * MINUTE, turns.sum()))
    log = _played(engine, np.zeros(CAP_CASES, dtype=np.int64), turns, work, delay, most)
    window = np.array([CAP_FROM, CAP_UNTIL])
    hours = (CAP_UNTIL - CAP_FROM) / HOUR
    busy = np.diff(area(_ticks(log, Row.begun), _ticks(log, Row.done), window))[0] / (hours * HOUR)
    closed = _ticks(log, Row.closed)
    settled = ((closed >= CAP_FROM) & (closed < CAP_UNTIL)).sum() / hours
    return {"busy": float(busy), "settled": float(settled)}


def _played(engine: Engine, arrival: Ints, turns: Ints, work: Ints, delay: Ints, most_open: int) -> EventLog:
    """Play one person day and night until the last case has come and a week more."""
    plan = never_reminded(clinic(int(arrival.max()) // WEEK + 2, {ALWAYS: 1}, most_open=most_open))
    return engine(plan, conversations(arrival, turns, work, delay))


def _ticks(log: EventLog, kind: Row) -> Ints:
    return np.asarray(log.tick[log.kind == kind])
