"""A figure of two scenarios followed over the values of one place, as an assignment."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from sim.dashboard.work.assignment import Assignment
from sim.dashboard.work.playing import steps
from sim.dashboard.work.request import Request
from sim.experiment import Job, processes
from sim.experiment.points import Point, opened_points, play_points
from sim.experiment.sweep import Curve, read_sweep
from sim.measures.gauge import gauge
from sim.scenario.axis import axis, grid
from sim.scenario.loaded import Loaded
from sim.scenario.plan import plan_of
from sim.store import Store


@dataclass(frozen=True, slots=True)
class Swept:
    """A sweep over numbers of two scenarios on the same patients.

    Attributes
    ----------
    names
        Of the scenarios, the base first.
    path, values
        Place that was varied, and its values at the finished points, increasing.
    curves
        The figures: see `sim.experiment.sweep.Curve`.
    seed, each, each_asked
        Seed of the draws; replications of each scenario at each point, that the figures are made from and that were
        asked for.
    replications, asked
        The same of all points and scenarios together.
    """

    names: list[str]
    path: str
    values: list[float]
    curves: list[Curve]
    seed: int
    each: int
    each_asked: int
    replications: int
    asked: int

    @property
    def whole(self) -> bool:
        """Everything that was asked for is in it."""
        return self.replications == self.asked

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Swept":
        """Return what `as_json` wrote.

        Raises
        ------
        ValueError
            It is not that.
        """
        return _adapter().validate_python(content)


def swept(request: Request, assignment: Assignment) -> dict[str, Any] | None:
    """Play two scenarios at every value of a place: first all values with few replications, then with more.

    ``request.more`` holds ``vary``, as `sim.scenario.axis.axis` reads it, ``measures``, names of figures, and
    ``levels``, by figure what it is to cross.

    Raises
    ------
    InputError
        A scenario, a value or a figure cannot be used, or the store cannot be written to; what is finished is kept.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    loaded = [one.read() for one in request.scenarios]
    names = [one.name for one in request.scenarios]
    along = axis(request.more["vary"])
    units = [name for one in loaded for name in one.scenario.units]
    gauges = [gauge(name, units) for name in request.more["measures"]]
    levels = {gauge(name, units): float(level) for name, level in request.more.get("levels", {}).items()}
    variants = list(zip(*(grid(one, [along]) for one in loaded), strict=True))
    as_written = _jobs(names, loaded, request.seed)
    asked = len(variants) * len(names) * request.replications
    result = None
    for upto in steps(request.replications):
        points = [Point(_jobs(names, one, request.seed), 0, upto) for one in variants]
        study = Point(as_written, 0, upto)
        with opened_points(study, points, gauges, Store(assignment.store)) as kept, processes(1) as workers:
            ended = play_points(
                kept,
                workers,
                progress=lambda finished: assignment.tell(finished, asked),
                cancelled=lambda: assignment.cancelled,
            )
        if ended.problem:
            raise ended.problem
        if len(ended.sums) < len(variants):
            break  # the curve with fewer replications says more than its beginning with many
        read = read_sweep(names, [along], ended.sums, gauges, levels=levels)
        result = Swept(
            names=names,
            path=along.path,
            values=list(along.numbers),
            curves=read.curves,
            seed=request.seed,
            each=upto,
            each_asked=request.replications,
            replications=len(variants) * len(names) * upto,
            asked=asked,
        ).as_json()
        assignment.show(result)
    return result


def _jobs(names: list[str], loaded: list[Loaded] | tuple[Loaded, ...], seed: int) -> tuple[Job, ...]:
    return tuple(Job(name, one.scenario, plan_of(one.scenario), seed) for name, one in zip(names, loaded, strict=True))


@cache
def _adapter() -> TypeAdapter[Swept]:
    return TypeAdapter(Swept)
