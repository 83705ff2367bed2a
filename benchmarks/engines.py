"""The two engines side by side: the same log, row by row, or no time at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks import Refused
from benchmarks.timing import medians, ratios, timed
from benchmarks.worlds import clinics, mean_clinic
from sim.cases import draw_cases
from sim.experiment import Job
from sim.experiment.play import ENGINES
from sim.measures import measure
from sim.tables import CaseTable, EventLog, PlanTable

Engine = Callable[[PlanTable, CaseTable], EventLog]
BASE = "compiled"


@dataclass(frozen=True, slots=True)
class World:
    """What both engines play.

    Attributes
    ----------
    name
        As it stands on the page.
    job
        Makes what is played.
    rounds
        Replications, each a round in which the engines take turns.
    alone
        Only the compiled engine plays: the reference would take too long, and the same world is compared elsewhere
        over a shorter time.
    """

    name: str
    job: Callable[[], Job]
    rounds: int
    alone: bool = False


FULL = (
    World("mean clinic, one year", partial(mean_clinic, 52), rounds=5),
    World("county of 45 clinics, one year", partial(clinics, 45, 52), rounds=3),
    World("country of 1 200 clinics, a quarter", partial(clinics, 1_200, 13), rounds=1),
    World("country of 1 200 clinics, one year", partial(clinics, 1_200, 52), rounds=1, alone=True),
)
QUICK = (
    World("mean clinic, 6 weeks", partial(mean_clinic, 6), rounds=3),
    World("county of 12 clinics, 3 weeks", partial(clinics, 12, 3), rounds=2),
    World("county of 12 clinics, 4 weeks", partial(clinics, 12, 4), rounds=1, alone=True),
)


def engines(worlds: tuple[World, ...], contestants: Mapping[str, Engine] = ENGINES) -> list[dict[str, Any]]:
    """Time the engines on each world, alone and on the whole path from drawing to measures.

    Parameters
    ----------
    worlds
        What is played.
    contestants
        Engines by name; the compiled one is among them.

    Returns
    -------
    list of dict
        By world: ``name``, ``cases``, ``rows`` of the log (of the last round); ``rounds`` and ``median`` in seconds of
        ``draw``, ``measure`` and, by engine, ``play`` and ``whole``; ``ratio`` of ``play`` and ``whole`` to the
        compiled engine's.

    Raises
    ------
    Refused
        The logs of two engines differ.
    """
    _round(mean_clinic(3), 0, contestants)  # compiles what is not compiled yet
    return [_world(world, contestants) for world in worlds]


def _world(world: World, contestants: Mapping[str, Engine]) -> dict[str, Any]:
    job = world.job()
    playing = {name: run for name, run in contestants.items() if name == BASE or not world.alone}
    rounds = []
    for number in range(world.rounds):
        seconds, table, log = _round(job, number, playing)
        rounds.append(seconds)
    return {
        "name": world.name,
        "cases": len(table),
        "rows": len(log.tick),
        "engines": list(playing),
        "rounds": rounds,
        "median": medians(rounds),
        "ratio": {
            part: ratios([{name: one[f"{name} {part}"] for name in playing} for one in rounds], BASE)
            for part in ("play", "whole")
        },
    }


def _round(job: Job, number: int, playing: Mapping[str, Engine]) -> tuple[dict[str, float], CaseTable, EventLog]:
    """Play one replication with each engine; return seconds by step, the cases, and the log that all engines gave.

    It is measured once: nothing but the engine differs.
    """
    seconds: dict[str, float] = {}
    seconds["draw"], table = timed(lambda: draw_cases(job.scenario, job.plan, job.seed, number))
    digests = {}
    for name, run in playing.items():
        seconds[f"{name} play"], log = timed(partial(run, job.plan, table))
        digests[name] = log.digest()
    if len(set(digests.values())) > 1:
        raise Refused(f"{job.name}, replication {number}: nothing is timed, the logs of {' and '.join(digests)} differ")
    seconds["measure"], _ = timed(lambda: measure(job.scenario, job.plan, table, log, number))
    for name in playing:
        seconds[f"{name} whole"] = seconds["draw"] + seconds[f"{name} play"] + seconds["measure"]
    return seconds, table, log
