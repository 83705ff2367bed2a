"""Replications from cases to measures, and to files ready to be kept: the work of one process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context

import numpy as np
import pyarrow as pa

from sim.cases import draw_cases
from sim.cases.trace import read_trace
from sim.compiling import kept
from sim.engine import compiled, reference
from sim.experiment.job import Job
from sim.measures import Replication, compare, measure, summarise
from sim.measures.kept import case_table, measure_table
from sim.store import CASES, EVENTS, MEASURES, events_table, feather, parquet
from sim.tables import CaseTable, EventLog, PlanTable

UNIT_DAYS = 4000
"""Days of units that the compiled engine plays in a fraction of a second."""
MOST_TOGETHER = 16
"""Replications that are made durable together at most."""

ENGINES = {"compiled": compiled.run, "reference": reference.run}


@dataclass(frozen=True, slots=True)
class Played:
    """What one replication sends back.

    Attributes
    ----------
    number
        Replication, from 0.
    replication
        Its measures.
    digest
        SHA-256 of its log.
    events
        Its log, where the job asks for it.
    """

    number: int
    replication: Replication
    digest: str
    events: EventLog | None = None


def play(job: Job, number: int) -> Played:
    """Play one replication: draw or read its cases, run the engine, measure the log.

    Parameters
    ----------
    job
        What is played.
    number
        Replication, from 0; it and the seed decide every draw, so no process and no order matters.

    Returns
    -------
    Played
        The measures, and the log where asked.

    Raises
    ------
    InputError
        The recorded cases cannot be used.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    table, log = happened(job, number)
    replication = measure(job.scenario, job.plan, table, log, number)
    return Played(number, replication, log.digest(), log if job.keep_events else None)


def happened(job: Job, number: int) -> tuple[CaseTable, EventLog]:
    """Return the cases of one replication and what happened, unmeasured; parameters and errors as of `play`."""
    if job.trace is None:
        table = draw_cases(job.scenario, job.plan, job.seed, number)
    else:
        table = read_trace(job.trace.file, job.scenario, job.plan, job.seed, number, job.trace.content)
    return table, ENGINES[job.engine](job.plan, table)


@dataclass(frozen=True, slots=True)
class Block:
    """Replications that were played together and are kept together.

    Attributes
    ----------
    digests
        By replication: SHA-256 of its log.
    files
        Content by name, as a part of a run has it.
    """

    digests: Mapping[int, str]
    files: Mapping[str, bytes]


def play_block(job: Job, numbers: Sequence[int]) -> Block:
    """Play some replications and lay out what is kept of them; raises what `play` raises.

    Parameters
    ----------
    job
        What is played.
    numbers
        Replications.
    """
    played = [play(job, number) for number in numbers]
    replications = [one.replication for one in played]
    files = {CASES: parquet(case_table(replications)), MEASURES: feather(measure_table(replications))}
    if job.keep_events:
        logs = [events_table(job.plan, one.events, one.number) for one in played if one.events is not None]
        files[EVENTS] = parquet(pa.concat_tables(logs))
    return Block({one.number: one.digest for one in played}, files)


def block_size(job: Job) -> int:
    """Return how many replications are played and kept together: what takes a fraction of a second.

    It hangs on the plan and not on a clock, so that several processes divide a run in the same way.
    """
    if job.engine == "reference":
        return 1
    return min(max(UNIT_DAYS // (len(job.plan.unit_names) * len(job.plan.day_open)), 1), MOST_TOGETHER)


def must_compile() -> bool:
    """Tell whether playing begins with compiling what draws, plays and measures: a minute or two, once."""
    return not kept()


def compile_for(job: Job) -> None:
    """Compile all that a job may call, the engine in a process of its own; raises what `play` raises."""
    engine = get_context("spawn").Process(target=_compile_engine, args=(job.plan,))
    engine.start()
    draw_cases(job.scenario, job.plan, job.seed, 0)
    measure(job.scenario, job.plan, CaseTable.empty(), EventLog.from_rows(np.empty((0, 6), dtype=np.int64)), 0)
    engine.join()
    one = [play(replace(job, engine="compiled"), 0).replication]
    summarise(one)
    compare(one, one)


def _compile_engine(plan: PlanTable) -> None:
    """Compile the engine, which takes as long as all else, by letting nobody come."""
    compiled.run(plan, CaseTable.empty())
