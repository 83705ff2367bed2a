"""Two runs compared: over the whole horizon, by when the cases come, and on the days of planned closures."""

from dataclasses import replace

from sim.experiment.run import Run
from sim.measures import Comparison, compare
from sim.measures.moments import moments
from sim.tables import PlanTable
from sim.units import DAY


def differences(base: Run, other: Run) -> Comparison:
    """Compare two runs of the same replications.

    Parameters
    ----------
    base, other
        From one `gather`.
    """
    found = compare(base.replications, other.replications)
    closed = closed_days(base.job.plan) | closed_days(other.job.plan)
    return replace(found, families=[*found.families, *moments(base.replications, other.replications, closed)])


def closed_days(plan: PlanTable) -> set[int]:
    """Return the staffed days on which a unit is closed as planned, for any part of them."""
    days: set[int] = set()
    for start, stop in zip(plan.closure_from.tolist(), plan.closure_until.tolist(), strict=True):
        last = min(-(-stop // DAY), len(plan.day_open))
        days |= {day for day in range(start // DAY, last) if plan.day_open[day] < plan.day_close[day]}
    return days
