"""Lists in the long run, with arrivals at random: mean waits and shares that theory knows in closed form."""

from collections.abc import Callable, Iterator
from math import exp, log1p

import numpy as np

from sim.tables import Ints
from sim.units import HOUR
from sim.verify.findings import Finding, Size, theory
from sim.verify.over_time import Floats
from sim.verify.theory import cobham, erlang_beyond, erlang_c, erlang_wait, pollaczek_khinchine
from sim.verify.worlds import Engine, poisson, queue_waits, whole

LOAD = 0.6
"""Of lists with one person or several."""
PEOPLE = 3
LOADS = {0.5: "50 %", 0.65: "65 %", 0.8: "80 %"}
"""Of the list with five priorities."""
SHARES = (0.1, 0.2, 0.3, 0.25, 0.15)
"""Of the cases, by priority."""
SETTLED = 0.25
"""The first quarter of each replication, while the list fills, is left out."""
SPREAD = 0.6
"""Coefficient of variation of a conversation's length, as in the scenarios."""
LONG_ONES = (0.8, 0.5, 3.0)
"""Of the mixture: share of short pieces, mean of a short one, mean of a long one, in hours."""

Draw = Callable[[np.random.Generator, int], Floats]
"""Hours of work of so many cases."""


def exponential(rng: np.random.Generator, count: int) -> Floats:
    """Return exponential work of an hour's mean."""
    return rng.exponential(1.0, count)


def constant(_: np.random.Generator, count: int) -> Floats:
    """Return an hour of work each time."""
    return np.ones(count)


def lognormal(rng: np.random.Generator, count: int) -> Floats:
    """Return lognormal work of an hour's mean."""
    spread = log1p(SPREAD**2)
    return np.asarray(rng.lognormal(-spread / 2, np.sqrt(spread), count))


def mixture(rng: np.random.Generator, count: int) -> Floats:
    """Return four short pieces to one long, an hour's mean."""
    share, short, long = LONG_ONES
    return np.where(rng.random(count) < share, rng.exponential(short, count), rng.exponential(long, count))


def _second_moment_of_mixture() -> float:
    share, short, long = LONG_ONES
    return 2 * (share * short**2 + (1 - share) * long**2)


WORK: dict[str, tuple[Draw, float]] = {
    "always of the same length (M/D/1)": (constant, 1.0),
    "lognormal like a conversation (M/G/1)": (lognormal, 1 + SPREAD**2),
    "short four times in five, else long (M/G/1)": (mixture, _second_moment_of_mixture()),
}
"""Work of an hour's mean by how it is distributed, with its second moment."""


def one_person(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play one person with work of several kinds."""
    waits = _replications(engine, rng, size, 1, LOAD, exponential)
    mean = erlang_wait(1, LOAD, 1.0)
    yield theory("Mean wait where work is exponential (M/M/1)", mean, [one.mean() for one in waits], "h")
    share = 100 * LOAD * exp(-(1 - LOAD))
    claim = "Share that waits more than an hour (M/M/1)"
    yield theory(claim, share, [100 * (one > 1).mean() for one in waits], "%")
    for name, (draw, second_moment) in WORK.items():
        waits = _replications(engine, rng, size, 1, LOAD, draw)
        mean = pollaczek_khinchine(LOAD, 1.0, second_moment)
        yield theory(f"Mean wait where work is {name}", mean, [one.mean() for one in waits], "h")


def several_people(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play several people who share a list."""
    rate = LOAD * PEOPLE
    waits = _replications(engine, rng, size, PEOPLE, rate, exponential)
    yield theory("Mean wait", erlang_wait(PEOPLE, rate, 1.0), [one.mean() for one in waits], "h")
    claim = "Share that does not find anybody free"
    yield theory(claim, 100 * erlang_c(PEOPLE, rate), [100 * (one > 0).mean() for one in waits], "%")
    for limit, said in ((0.5, "half an hour"), (2.0, "two hours")):
        beyond = 100 * erlang_beyond(PEOPLE, rate, 1.0, limit)
        yield theory(f"Share that waits more than {said}", beyond, [100 * (one > limit).mean() for one in waits], "%")


def priorities(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play several people who share a list of five priorities, at three loads."""
    for load, busy in LOADS.items():
        rates = [share * load * PEOPLE for share in SHARES]
        by_level: list[list[float]] = [[] for _ in SHARES]
        for _ in range(size.replications):
            priority = rng.choice(np.arange(1, len(SHARES) + 1), size.cases, p=SHARES)
            arrival, work = poisson(rng, size.cases, sum(rates)), whole(exponential(rng, size.cases) * HOUR)
            waits = queue_waits(engine, PEOPLE, arrival, work, priority) / HOUR
            settled = np.arange(size.cases) >= SETTLED * size.cases
            for level, means in enumerate(by_level, start=1):
                means.append(float(waits[settled & (priority == level)].mean()))
        for level, (mean, means) in enumerate(zip(cobham(PEOPLE, rates, 1.0), by_level, strict=True), start=1):
            yield theory(f"Busy {busy} of the time: mean wait of priority {level}", mean, means, "h")


def _replications(
    engine: Engine, rng: np.random.Generator, size: Size, servers: int, rate: float, draw: Draw
) -> list[Floats]:
    """Return the waits in hours of the settled part of each replication."""
    found = []
    for _ in range(size.replications):
        arrival, work = poisson(rng, size.cases, rate), whole(draw(rng, size.cases) * HOUR)
        found.append(_settled(queue_waits(engine, servers, arrival, work)))
    return found


def _settled(waits: Ints) -> Floats:
    return np.asarray(waits[int(SETTLED * len(waits)) :] / HOUR)
