"""A study of assumptions, from what is asked of it to what is played and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiment.points import Point
from sim.experiment.sensitivity import Sensitivity, choose, latin_hypercube, read_bars, read_worlds
from sim.experiment.study import Study
from sim.measures.estimate import Floats
from sim.measures.gauge import Gauge
from sim.scenario.knobs import Knob, knobs


@dataclass(frozen=True, slots=True)
class Turning:
    """Assumptions of a study, to be turned one by one and all at once.

    Attributes
    ----------
    study
        One scenario, or a base and another whose difference is followed.
    gauge, level
        What is followed, and where the decision turns; None where no level is asked for.
    turned
        The assumptions; none where nothing of what was named can be turned.
    left_out
        Those in which the two scenarios differ: they are the question.
    singles, together
        Points at which one is turned, the first with everything as assumed; points at which all are.
    """

    study: Study
    gauge: Gauge
    level: float | None
    turned: list[Knob]
    left_out: list[str]
    singles: list[Point]
    together: list[Point]

    @classmethod
    def of(
        cls, study: Study, gauge: Gauge, level: float | None, only: Sequence[str], worlds: int, in_world: int
    ) -> "Turning":
        """Lay out what is to be played.

        Parameters
        ----------
        study, gauge, level
            As in the class.
        only
            Beginnings of the places wanted; all if empty.
        worlds, in_world
            How many worlds in which everything is turned, and replications in each.

        Raises
        ------
        InputError
            A scenario at an end of a range cannot be used.
        """
        every = [knobs(one.scenario) for one in study.loaded]
        chosen = choose(every, gauge, only)
        left_out = [one.path for one in every[0] if any(one not in other for other in every[1:])]
        singles = [study.as_assumed(), *study.ends(chosen)]
        values = latin_hypercube(chosen, worlds, study.seed) if chosen and worlds else []
        return cls(study, gauge, level, chosen, left_out, singles, study.worlds(chosen, values, in_world))

    @property
    def points(self) -> list[Point]:
        """Everything that is played, in order."""
        return [*self.singles, *self.together]

    def read(self, found: Sequence[Floats]) -> Sensitivity:
        """Read what is finished: sums of the first points, of one at least."""
        base, bars = read_bars(self.turned, found[: len(self.singles)], self.gauge, self.level)
        worlds = read_worlds(found[len(self.singles) :], self.gauge, self.level)
        names, replications = self.study.names, self.study.replications
        return Sensitivity(names, self.gauge, self.level, base, replications, bars, worlds, self.left_out)
