"""The pool in this project, as any scenario is played: read the file, draw the cases, run the engine, measure the log.

The schema allows staffed hours on all seven days and round the clock, so that nothing but ``pool.yaml`` was needed.
"""

from collections.abc import Mapping
from math import ceil
from pathlib import Path

import numpy as np

import sim.verify
from benchmarks import Refused
from benchmarks.peers.pool import Waits
from benchmarks.timing import timed
from benchmarks.worlds import changed
from sim.cases import draw_cases
from sim.engine.compiled.clock import play as kernel
from sim.engine.compiled.layout import world_of
from sim.experiment import Job
from sim.experiment import play as play_replication
from sim.measures import Replication, measure
from sim.tables import EventLog
from sim.units import MINUTE, WEEK
from sim.verify.pool import MEAN_GAP

POOL = Path(sim.verify.__file__).with_name("pool.yaml")
"""The scenario that `direktsim verify` plays too."""


def job(cases: int) -> Job:
    """Read the scenario, of as many whole weeks as bring so many cases."""
    return changed(POOL, ceil(cases * MEAN_GAP * MINUTE / WEEK))


def play(cases: int, seed: int) -> Waits:
    """Play as many whole weeks as bring so many cases; see `benchmarks.peers`. The seed chooses the replication."""
    return _waits(play_replication(job(cases), seed).replication)


def by_step(cases: int, seed: int) -> tuple[Mapping[str, float], Waits]:
    """Do what `play` does, step by step.

    Returns
    -------
    mapping
        Seconds by step.
    Waits
        As from `play`.

    Raises
    ------
    Refused
        The kernel did not reach the end.
    """
    seconds = {}
    seconds["read"], read = timed(lambda: job(cases))
    seconds["draw"], table = timed(lambda: draw_cases(read.scenario, read.plan, read.seed, seed))
    seconds["lay out"], world = timed(lambda: world_of(read.plan, table))
    seconds["kernel"], (rows, count, status, *_) = timed(lambda: kernel(world))
    if status:
        raise Refused(f"the kernel stopped with status {status}")
    log = EventLog(*rows[:, :count])
    seconds["measure"], measured = timed(lambda: measure(read.scenario, read.plan, table, log, seed))
    seconds["digest"], _ = timed(log.digest)
    return seconds, _waits(measured)


def _waits(measured: Replication) -> Waits:
    """Read the waits off the table of cases; those that still wait at the end have not begun."""
    begun = ~measured.cases["still_waiting"].astype(np.bool_)
    return Waits(measured.cases["wait_elapsed_s"][begun] / MINUTE, measured.cases["priority"][begun].astype(np.int64))
