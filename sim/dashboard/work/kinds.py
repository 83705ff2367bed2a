"""The kinds of assignments: each takes what is asked and gives plain JSON, and shows first figures on the way.

A page with another question adds its kind here: a function of this shape, and a line in `KINDS`.
"""

from collections.abc import Callable
from typing import Any

from sim.dashboard.work.assignment import Assignment
from sim.dashboard.work.assumed import assumed
from sim.dashboard.work.closing import Closed
from sim.dashboard.work.day import day
from sim.dashboard.work.playing import played
from sim.dashboard.work.request import Request
from sim.dashboard.work.result import Compared
from sim.dashboard.work.sweeping import swept
from sim.dashboard.work.week import week
from sim.experiment.differences import differences
from sim.experiment.run import Run
from sim.measures import Margins
from sim.measures.summary import summary_of

Kind = Callable[[Request, Assignment], dict[str, Any] | None]
"""Plays a request; tells its assignment how far it is. None where it was cancelled before there were any figures."""


def compared(request: Request, assignment: Assignment) -> dict[str, Any] | None:
    """Play scenarios on the same patients and compare the others with the first; one alone is just played.

    Raises
    ------
    InputError
        A scenario cannot be used, or the store cannot be written to; what is finished is kept.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    margins = Margins(**request.more.get("margins", {}))
    return played(request, assignment, lambda runs: figures(runs, request, margins).as_json())


def figures(runs: list[Run], request: Request, margins: Margins) -> Compared:
    """Return the figures of the replications that are there."""
    targets: list[dict[int, tuple[float, str] | None]] = [
        {
            number: (one.within, one.clock) if one else None
            for number, one in run.job.scenario.targets.priorities.items()
        }
        for run in runs
    ]
    return Compared(
        names=[run.job.name for run in runs],
        targets=targets,
        seed=request.seed,
        replications=len(runs[0].numbers),
        asked=request.replications,
        summaries=[summary_of(run.several) for run in runs],
        comparisons=differences(runs, margins) if len(runs) > 1 else [],
    )


def closed(request: Request, assignment: Assignment) -> dict[str, Any] | None:
    """Play what may become of the cases of closed units, and follow their lists until they have recovered.

    The first scenario is the one in which no unit closes. Raises what `compared` raises.
    """
    margins = Margins(**request.more.get("margins", {}))
    return played(request, assignment, lambda runs: Closed.of(figures(runs, request, margins), runs, margins).as_json())


KINDS: dict[str, Kind] = {
    "compare": compared,
    "closures": closed,
    "sweep": swept,
    "week": week,
    "day": day,
    "assumptions": assumed,
}
