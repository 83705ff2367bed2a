"""A scenario as it came out of its files: with the place of every value."""

from dataclasses import dataclass
from pathlib import Path

from sim.errors import Problem
from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Loaded:
    """A scenario together with where every value was written.

    Attributes
    ----------
    scenario
        The resolved scenario: bases merged, people expanded, without ``extends``.
    path
        The file that was asked for.
    set_paths
        Dotted places that a file sets, such as ``work.documentation.mean``, ``closures[0].until``; groups of keys too.
    lines
        By such a place, the file and the line.
    days_taken
        Weekdays that somebody worked in a base and no longer works: perhaps a week that was meant to change one day.
    """

    scenario: Scenario
    path: Path
    set_paths: frozenset[str]
    lines: dict[str, tuple[Path, int]]
    days_taken: tuple[Problem, ...] = ()
