"""Replications on every core; where cases, engine, measures and store meet."""

from sim.experiment.play import ENGINE, Job, Played, play
from sim.experiment.run import Run, check_comparable, gather
from sim.experiment.spread import cores

__all__ = ["ENGINE", "Job", "Played", "Run", "check_comparable", "cores", "gather", "play"]
