"""Replications on every core, kept as they finish; where cases, engine, measures and store meet."""

from sim.experiment.job import Engine, Job, Recorded, jobs_of
from sim.experiment.play import Played, compile_for, happened, must_compile, play
from sim.experiment.run import Gathered, Run, check_comparable, gather, missing, opened
from sim.experiment.spread import Workers
from sim.experiment.until import gather_until
from sim.experiment.workers import cores, processes

__all__ = [
    "Engine",
    "Gathered",
    "Job",
    "Played",
    "Recorded",
    "Run",
    "Workers",
    "check_comparable",
    "compile_for",
    "cores",
    "gather",
    "gather_until",
    "happened",
    "jobs_of",
    "missing",
    "must_compile",
    "opened",
    "play",
    "processes",
]
