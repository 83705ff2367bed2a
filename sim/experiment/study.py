"""One scenario, or a base and another, played in many variants: what a sweep and a study of assumptions begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from sim.errors import Collected
from sim.experiment.job import Engine, Job
from sim.experiment.points import Point
from sim.experiment.run import check_comparable
from sim.experiment.sensitivity import ends_of
from sim.scenario.axis import Axis, grid
from sim.scenario.fingerprint import fingerprint
from sim.scenario.knobs import Knob, turned
from sim.scenario.loaded import Loaded
from sim.scenario.plan import plan_of
from sim.scenario.vary import varied

AXES = 2
"""Axes of a grid at most."""


@dataclass(frozen=True, slots=True)
class Study:
    """One scenario, or a base and another, played in many variants with one seed.

    Attributes
    ----------
    loaded, names
        The scenarios and their names.
    seed, replications
        Of every point.
    engine
        What plays.
    """

    loaded: tuple[Loaded, ...]
    names: tuple[str, ...]
    seed: int
    replications: int
    engine: Engine = "compiled"

    @classmethod
    def of(
        cls, loaded: Sequence[Loaded], names: Sequence[str], seed: int, replications: int, engine: Engine = "compiled"
    ) -> "Study":
        """Begin a study.

        Raises
        ------
        InputError
            The scenarios play different days.
        """
        study = cls(tuple(loaded), tuple(names), seed, replications, engine)
        check_comparable(study.as_assumed().jobs)
        return study

    @property
    def question(self) -> str:
        """What the last of the scenarios asks."""
        return self.loaded[-1].scenario.question

    @property
    def units(self) -> list[str]:
        """Names of the units in any of the scenarios."""
        return list(dict.fromkeys(name for one in self.loaded for name in one.scenario.units))

    def grid(self, axes: Sequence[Axis]) -> tuple[list[tuple[Loaded, ...]], int]:
        """Return the scenarios at every combination of values, and the place of what is written in the file.

        Raises
        ------
        InputError
            With every problem of every value in every scenario.
        """
        sides, problems = [], Collected()
        together = [list(axes)] if len(axes) <= AXES else [[one] for one in axes]  # no grid: each is judged by itself
        for one, varied_together in product(self.loaded, together):
            with problems.noted():
                sides.append(grid(one, varied_together))
        problems.refuse()
        written = fingerprint(self.loaded[0].scenario)
        places = [place for place, one in enumerate(sides[0]) if fingerprint(one.scenario) == written]
        return list(zip(*sides, strict=True)), places[0] if places else 0

    def point(self, loaded: Sequence[Loaded], first: int = 0, replications: int = 0) -> Point:
        """Return a point at which these scenarios are played."""
        jobs = tuple(
            Job(name, one.scenario, plan_of(one.scenario), self.seed, engine=self.engine)
            for name, one in zip(self.names, loaded, strict=True)
        )
        return Point(jobs, first, replications or self.replications)

    def as_assumed(self) -> Point:
        """Return the point at which everything is as written."""
        return self.point(self.loaded)

    def ends(self, knobs: Sequence[Knob]) -> list[Point]:
        """Return the points at which each assumption by itself stands at an end of its range."""
        return [self.point(self._turned([(knob, end)])) for knob in knobs for end in ends_of(knob)]

    def worlds(self, knobs: Sequence[Knob], values: Sequence[Sequence[float]], replications: int) -> list[Point]:
        """Return the points at which everything is turned at once, each with patients of its own."""
        return [
            self.point(
                self._turned(list(zip(knobs, row, strict=True))), self.replications + n * replications, replications
            )
            for n, row in enumerate(values)
        ]

    def _turned(self, values: Sequence[tuple[Knob, float]]) -> list[Loaded]:
        return [varied(one, turned(one.scenario, values)) for one in self.loaded]
