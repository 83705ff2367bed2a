"""Which assumption matters, asked by a page: played in stages, so that those that come first are shown first."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from sim.dashboard.work.assignment import Assignment
from sim.dashboard.work.request import Request
from sim.errors import InputError, Problem
from sim.experiment import processes
from sim.experiment.points import opened_points, play_points
from sim.experiment.sensitivity import Sensitivity
from sim.experiment.study import Study
from sim.experiment.turning import Turning
from sim.measures.gauge import gauge
from sim.store import Store

FIRST = 9
"""Points after which first figures are shown: everything as assumed, and both ends of four assumptions."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the assumptions do, as it lies on the disk and comes back for a page.

    Attributes
    ----------
    seed
        Of the draws.
    replications, asked
        Replications that are there, and that are asked for, of all variants together.
    each
        Replications at each end.
    found
        The figures.
    """

    seed: int
    replications: int
    asked: int
    each: int
    found: Sensitivity

    @property
    def whole(self) -> bool:
        """Everything that was asked for is in it."""
        return self.replications == self.asked

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Assumed":
        """Return what `as_json` wrote.

        Raises
        ------
        ValueError
            It is not that.
        """
        return _adapter().validate_python(content)


@cache
def _adapter() -> TypeAdapter[Assumed]:
    return TypeAdapter(Assumed)


def assumed(request: Request, assignment: Assignment) -> dict[str, Any] | None:
    """Turn assumptions one by one and all at once.

    ``more`` of the request says what is followed: ``measure`` and ``level`` as `sim.experiment.turning` has them,
    ``only`` (beginnings of places), ``worlds`` and ``in_world``.

    Raises
    ------
    InputError
        A scenario cannot be used, there is nothing to turn, or the store cannot be written to.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    more, result = request.more, None
    loaded = [one.read() for one in request.scenarios]
    study = Study.of(loaded, [one.name for one in request.scenarios], request.seed, request.replications)
    followed = gauge(more["measure"], study.units)
    turning = Turning.of(study, followed, more["level"], more["only"], more["worlds"], more["in_world"])
    if not turning.turned:
        raise InputError([Problem("none of these assumptions can be turned here; choose others")])
    points = turning.points
    with opened_points(points[0], points, [followed], Store(assignment.store)) as kept, processes(1) as workers:
        for upto in stages(len(turning.singles), len(points)):
            part = replace(kept, points=points[:upto], variants=kept.variants[:upto])
            ended = play_points(
                part,
                workers,
                lambda finished: assignment.tell(finished, kept.asked),
                lambda: assignment.cancelled,
            )
            if ended.problem:
                raise ended.problem
            if ended.sums:
                found = turning.read(ended.sums)
                result = Assumed(request.seed, kept.there, kept.asked, request.replications, found).as_json()
            if ended.interrupted:
                break
            if result is not None and upto < len(points):
                assignment.show(result)
    return result


def stages(singles: int, points: int) -> Iterator[int]:
    """Yield after how many points figures are shown, the last after all of them."""
    upto = FIRST
    while upto < singles:
        yield upto
        upto *= 2
    if singles < points:
        yield singles
    yield points
