"""Runs compared: over the whole horizon, by when the cases come, and on the days of planned closures."""

from collections.abc import Sequence
from dataclasses import replace

from sim.experiment.rosters import changed_weekdays
from sim.experiment.run import Run
from sim.measures import Comparison
from sim.measures.comparison import judged
from sim.measures.moments import moments
from sim.measures.unjudged import Unjudged, measured
from sim.measures.verdicts import DEFAULT_MARGINS, Margins
from sim.tables import PlanTable
from sim.units import DAY


def differences(runs: Sequence[Run], margins: Margins = DEFAULT_MARGINS) -> list[Comparison]:
    """Compare runs of the same replications with the first of them, and judge them together.

    Parameters
    ----------
    runs
        From one `gather`.
    margins
        Differences that are too small to matter.
    """
    base, *others = runs
    return judged([_measured(base, other) for other in others], margins)


def _measured(base: Run, other: Run) -> Unjudged:
    found = measured(base.several, other.several)
    closed = closed_days(base.job.plan) | closed_days(other.job.plan)
    weekdays = changed_weekdays(base.job.plan, other.job.plan)
    more = moments(base.several, other.several, closed, weekdays)
    away = closures_differ(base.job.plan, other.job.plan)
    return replace(found, tables=[*found.tables, *more], weekdays=weekdays, away=away)


def closures_differ(base: PlanTable, other: PlanTable) -> bool:
    """Tell whether units are closed at different times, covered or not."""
    before, after = (
        sorted(zip(one.closure_unit.tolist(), one.closure_from.tolist(), one.closure_until.tolist(), strict=True))
        for one in (base, other)
    )
    return before != after


def on_closed_days(pairs: Sequence[tuple[Run, Run]], margins: Margins = DEFAULT_MARGINS) -> list[Comparison]:
    """Compare two runs each on the days of their closures, and judge the pairs together.

    Parameters
    ----------
    pairs
        Of runs of the same replications; a unit is closed in one of each at least.
    margins
        Differences that are too small to matter.
    """
    found = []
    for base, other in pairs:
        days = closed_days(base.job.plan) | closed_days(other.job.plan)
        tables = moments(base.several, other.several, days)
        questions = base.job.scenario.question, other.job.scenario.question
        found.append(Unjudged(*questions, len(base.several), [], tables, identical=False))
    return judged(found, margins)


def closed_days(plan: PlanTable) -> set[int]:
    """Return the staffed days on which a unit is closed as planned, for any part of them."""
    days: set[int] = set()
    for start, stop in zip(plan.closure_from.tolist(), plan.closure_until.tolist(), strict=True):
        last = min(-(-stop // DAY), len(plan.day_open))
        days |= {day for day in range(start // DAY, last) if plan.day_open[day] < plan.day_close[day]}
    return days
