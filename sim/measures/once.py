"""What follows from a plan alone is worked out once: the replications of a run share one plan."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sim.tables import PlanTable

Result = TypeVar("Result")


def once(work: Callable[[PlanTable], Result]) -> Callable[[PlanTable], Result]:
    """Remember what a function made of the last plan, for as long as the very same plan comes.

    Parameters
    ----------
    work
        Reads a plan. Nobody may write into what it returns.
    """
    last: list[tuple[PlanTable, Result]] = []

    @wraps(work)
    def remembered(plan: PlanTable) -> Result:
        for known, result in last:
            if known is plan:
                return result
        result = work(plan)
        last[:] = [(plan, result)]
        return result

    return remembered
