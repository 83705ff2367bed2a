"""One clinic, one role, one turn, staffed day and night, no notice, no cap: a queue, and what is known of it."""

from collections.abc import Callable
from heapq import heapify, heapreplace
from itertools import pairwise
from math import factorial

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.tables import CaseTable, EventLog, PlanTable, Row
from sim.units import DAY
from tests.worlds import Turn, World

Engine = Callable[[PlanTable, CaseTable], EventLog]
Ticks = NDArray[np.int64]


def queue(servers: int, arrival: Ticks, work: Ticks, priority: Ticks | None = None) -> tuple[PlanTable, CaseTable]:
    """Cases that one piece of work settles, and so many nurses on duty without end."""
    days = int(arrival.max() + work.sum()) // DAY + 2 if len(arrival) else 2
    world = World(days=days, staffed="00:00-24:00", staffed_weekdays=range(7), max_open=1, max_open_urgent=1)
    clinic = world.unit("Clinic", carry="live")
    for number in range(servers):
        world.person(f"Nurse {number}", clinic)
    levels = np.full(len(arrival), 3) if priority is None else priority
    for tick, length, level in zip(arrival.tolist(), work.tolist(), levels.tolist(), strict=True):
        world.case(clinic, tick, priority=level, turns=(Turn(work=length),))
    return world.build()


def waits(engine: Engine, plan: PlanTable, cases: CaseTable) -> Ticks:
    """Ticks from arrival to first contact of each case; all are begun before the end."""
    log = engine(plan, cases)
    begun = log.kind == Row.begun
    found = np.full(len(cases), -1, dtype=np.int64)
    found[log.case[begun]] = log.tick[begun] - cases.arrival[log.case[begun]]
    return found


def kiefer_wolfowitz(servers: int, arrival: Ticks, work: Ticks) -> Ticks:
    """Waits first come, first served with c servers: the recursion on their workloads (Kiefer and Wolfowitz 1955)."""
    free = [0] * servers
    heapify(free)
    found = []
    for tick, length in zip(arrival.tolist(), work.tolist(), strict=True):
        begin = max(tick, free[0])
        heapreplace(free, begin + length)
        found.append(begin - tick)
    return np.array(found, dtype=np.int64)


def lindley(arrival: Ticks, work: Ticks) -> Ticks:
    """Waits with one server: W' = max(0, W + S - A) (Lindley 1952)."""
    found = [0]
    for gap, length in zip(np.diff(arrival).tolist(), work[:-1].tolist(), strict=True):
        found.append(max(0, found[-1] + length - gap))
    return np.array(found, dtype=np.int64)


def erlang_c(servers: int, offered: float) -> float:
    """Share of cases that wait in M/M/c with offered load a = rate / service rate (Erlang 1917)."""
    terms = [offered**n / factorial(n) for n in range(servers)]
    last = offered**servers / factorial(servers) * servers / (servers - offered)
    return last / (sum(terms) + last)


def cobham(servers: int, rates: list[float], service_rate: float) -> list[float]:
    """Mean wait of each class in M/M/c with non-preemptive priorities, the most urgent first (Cobham 1954)."""
    base = erlang_c(servers, sum(rates) / service_rate) / (servers * service_rate)
    loads = [sum(rates[:k]) / (servers * service_rate) for k in range(len(rates) + 1)]
    return [base / ((1 - before) * (1 - here)) for before, here in pairwise(loads)]


def pollaczek_khinchine(rate: float, mean: float, second_moment: float) -> float:
    """Mean wait in M/G/1 (Pollaczek 1930, Khinchine 1932)."""
    return rate * second_moment / (2 * (1 - rate * mean))


def believable(found: NDArray[np.float64], theory: float, false_alarm: float, batches: int = 20) -> bool:
    """Tell whether a mean over correlated waits agrees with theory: Student's t over the means of batches.

    The first tenth, while the queue fills, is left out. ``false_alarm``: the chance that a right engine fails.
    """
    settled = found[len(found) // 10 :]
    means = np.array([batch.mean() for batch in np.array_split(settled, batches)])
    reach = stats.t.ppf(1 - false_alarm / 2, batches - 1) * means.std(ddof=1) / np.sqrt(batches)
    return bool(abs(means.mean() - theory) <= reach)


def whole(values: NDArray[np.float64]) -> Ticks:
    """Round to ticks, at least one."""
    return np.maximum(1, np.rint(values)).astype(np.int64)
