"""Playing the scenarios of a request step by step, so that there are first figures before the last."""

from collections.abc import Callable, Iterator
from typing import Any

from sim.dashboard.work.assignment import Assignment
from sim.dashboard.work.request import Request
from sim.experiment import Job, check_comparable, gather, opened, processes
from sim.experiment.run import Run
from sim.scenario.plan import plan_of
from sim.store import Store

FIRST, TIMES = 4, 8
"""First figures after so many replications; then after so many times as many."""


def played(
    request: Request, assignment: Assignment, figures: Callable[[list[Run]], dict[str, Any]]
) -> dict[str, Any] | None:
    """Play the scenarios of a request on the same patients.

    Parameters
    ----------
    request, assignment
        What is asked for, and who is told how far it is.
    figures
        Gives the figures of the replications that are there, as plain JSON.

    Returns
    -------
    dict
        The figures; None where it was cancelled before there were any.

    Raises
    ------
    InputError
        A scenario cannot be used, or the store cannot be written to; what is finished is kept.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    jobs = jobs_of(request)
    check_comparable(jobs)
    asked = request.replications * len(jobs)
    with opened(jobs, Store(assignment.store), request.replications) as runs, processes(1) as workers:
        for upto in steps(request.replications):
            ended = gather(
                runs,
                upto,
                workers,
                progress=lambda finished: assignment.tell(finished, asked),
                cancelled=lambda: assignment.cancelled,
            )
            if ended.problem:
                raise ended.problem
            if not runs[0].numbers:
                return None
            result = figures(runs)
            if not ended.whole:
                break
            assignment.show(result)
    return result


def jobs_of(request: Request) -> list[Job]:
    """Return what is played for the scenarios of a request; raises InputError if one is none."""
    return [
        Job(one.name, scenario, plan_of(scenario), request.seed)
        for one in request.scenarios
        for scenario in [one.read().scenario]
    ]


def steps(replications: int) -> Iterator[int]:
    """Yield after how many replications figures are shown, the last after all of them."""
    upto = FIRST
    while upto < replications:
        yield upto
        upto *= TIMES
    yield replications
