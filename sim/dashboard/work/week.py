"""The kind of work behind the page of the week: a scenario is played, and the week of a unit read from its cases."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from sim.dashboard.work.assignment import Assignment
from sim.dashboard.work.playing import played
from sim.dashboard.work.request import Request
from sim.errors import InputError, Problem
from sim.experiment.run import Run
from sim.measures.week import WANTED, Week, week_of


@dataclass(frozen=True, slots=True)
class WeekSeen:
    """The week of a unit as it lies on the disk.

    Attributes
    ----------
    name
        Of the scenario.
    seed, replications, asked
        As in `Compared`.
    week
        What was measured.
    """

    name: str
    seed: int
    replications: int
    asked: int
    week: Week

    @property
    def whole(self) -> bool:
        """Everything that was asked for is in it."""
        return self.replications == self.asked

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "WeekSeen":
        """Return what was written; raises ValueError if it is not that."""
        return _adapter().validate_python(content)


@cache
def _adapter() -> TypeAdapter[WeekSeen]:
    return TypeAdapter(WeekSeen)


def week(request: Request, assignment: Assignment) -> dict[str, Any] | None:
    """Play a scenario and read the week of the unit ``more["unit"]``, of all of them where it is empty.

    Raises
    ------
    InputError
        There is no such unit, or what `played` raises.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    unit = str(request.more.get("unit", ""))

    def figures(runs: list[Run]) -> dict[str, Any]:
        (run,) = runs
        try:
            found = week_of(run.read(run.numbers, columns=WANTED), run.job.plan, unit)
        except ValueError as error:
            raise InputError([Problem(str(error))]) from error
        return asdict(WeekSeen(run.job.name, request.seed, len(run.numbers), request.replications, found))

    return played(request, assignment, figures)
