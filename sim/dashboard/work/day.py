"""The kind of work behind the page of a day: one replication is played again and one of its days is read.

The log is not kept: it follows from scenario, seed and number to the last row, and playing it takes less time than
reading it. What was told of the day lies in the store.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from sim.dashboard.work.assignment import Assignment
from sim.dashboard.work.playing import jobs_of
from sim.dashboard.work.request import Request
from sim.errors import InputError, Problem
from sim.experiment import happened
from sim.measures.day import Day, read_day


@dataclass(frozen=True, slots=True)
class DaySeen:
    """A day of a replication as it lies on the disk.

    Attributes
    ----------
    name
        Of the scenario.
    seed, number
        Seed of the draws; number of the replication, from 0.
    digest
        SHA-256 of the log that it was read from: the same as of the stored replication.
    replications, asked
        Both 1.
    told
        The day.
    """

    name: str
    seed: int
    number: int
    digest: str
    replications: int
    asked: int
    told: Day

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "DaySeen":
        """Return what was written; raises ValueError if it is not that."""
        return _adapter().validate_python(content)


@cache
def _adapter() -> TypeAdapter[DaySeen]:
    return TypeAdapter(DaySeen)


def day(request: Request, assignment: Assignment) -> dict[str, Any] | None:
    """Play replication ``more["number"]`` and read the day ``more["day"]`` of the unit ``more["unit"]``.

    Raises
    ------
    InputError
        The scenario cannot be used, or has no such day or unit.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    (job,) = jobs_of(request)
    number = int(request.more["number"])
    assignment.tell(0, 1)
    cases, log = happened(job, number)
    try:
        told = read_day(job.scenario, job.plan, cases, log, int(request.more["day"]), str(request.more["unit"]))
    except ValueError as error:
        raise InputError([Problem(str(error))]) from error
    assignment.tell(1, 1)
    return asdict(DaySeen(job.name, request.seed, number, log.digest(), 1, 1, told))
