"""Replications on every core; where cases, engine, measures and store meet."""

from sim.experiment.play import Engine, Job, Played, must_compile, play
from sim.experiment.run import Run, check_comparable, gather
from sim.experiment.spread import cores

__all__ = ["Engine", "Job", "Played", "Run", "check_comparable", "cores", "gather", "must_compile", "play"]
