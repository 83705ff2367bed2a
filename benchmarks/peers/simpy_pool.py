"""The pool in bare SimPy: one process a case, one ``PriorityResource``."""

from collections.abc import Generator
from random import Random

import numpy as np
import simpy

from benchmarks.peers.pool import Waits
from sim.verify.pool import MEAN_GAP, MEAN_WORK, PEOPLE, SHARES

Process = Generator[simpy.Event, object, None]


def play(cases: int, seed: int) -> Waits:
    """Play so many cases; see `benchmarks.peers`."""
    chance = Random(seed)
    environment = simpy.Environment()
    people = simpy.PriorityResource(environment, capacity=PEOPLE)
    priorities = range(1, len(SHARES) + 1)
    found: list[tuple[float, int]] = []

    def case(priority: int) -> Process:
        arrival = environment.now
        with people.request(priority=priority) as turn:
            yield turn
            found.append((environment.now - arrival, priority))
            yield environment.timeout(chance.expovariate(1 / MEAN_WORK))

    def arrivals() -> Process:
        for _ in range(cases):
            yield environment.timeout(chance.expovariate(1 / MEAN_GAP))
            environment.process(case(chance.choices(priorities, SHARES)[0]))

    environment.process(arrivals())
    environment.run()
    minutes, priority = zip(*found, strict=True)
    return Waits(np.array(minutes), np.array(priority, dtype=np.int64))
