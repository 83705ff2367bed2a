"""The pool in cimba: arrivals put cases into a ``PriorityStore``, four processes take them out."""

import cimba
import numpy as np

from benchmarks.peers.pool import Waits
from sim.verify.pool import MEAN_GAP, MEAN_WORK, PEOPLE, SHARES


class Pool(cimba.Model):
    """Cases by number; in cimba the highest priority goes first, so that ours is counted downwards."""

    cases: cimba.Param[int]
    mean_gap: cimba.Param[float] = MEAN_GAP
    mean_work: cimba.Param[float] = MEAN_WORK
    waiting: cimba.PriorityStore[int]
    arrival: cimba.Array[float]
    priority: cimba.Array[int]
    minutes: cimba.Dataset
    begun: cimba.Dataset

    @cimba.process
    def arrivals(self) -> None:
        """Let the cases come."""
        for case in range(self.cases):
            cimba.hold(cimba.random.exponential(self.mean_gap))
            priority = cimba.random.categorical(SHARES) + 1
            self.arrival[case] = cimba.now()
            self.priority[case] = priority
            self.waiting.put(case, -priority)

    @cimba.process(copies=PEOPLE)
    def person(self) -> None:
        """Take the most urgent case, again and again."""
        while True:
            case = self.waiting.get()
            self.minutes.record(cimba.now() - self.arrival[case])
            self.begun.record(self.priority[case])
            cimba.hold(cimba.random.exponential(self.mean_work))


def play(cases: int, seed: int) -> Waits:
    """Play so many cases; see `benchmarks.peers`. The first call in a process compiles.

    Raises
    ------
    RuntimeError
        With cimba's reason, where its trial failed.
    """
    pool = Pool()
    pool.cases = cases
    pool.arrival, pool.priority = cimba.Array(cases), cimba.Array(cases)
    pool.minutes, pool.begun = cimba.Dataset(), cimba.Dataset()
    pool.minutes.capture()
    pool.begun.capture()
    results = cimba.Experiment(pool, seed=seed).run(workers=1)
    if results.failed.any():
        raise RuntimeError(f"cimba: {results.failure_reasons[0, 0]}")
    _, minutes = results[pool].minutes.trial(0, 0)
    _, begun = results[pool].begun.trial(0, 0)
    return Waits(minutes, begun.astype(np.int64))
