"""What a planned closure does on its own days, which weeks of other days would drown."""

import datetime as dt

from sim.experiment import Run
from sim.experiment.differences import closed_days
from sim.measures import Change, Comparison
from sim.report.changes import SHOWN, length, points
from sim.report.forms import date, joined, plural


def closed_day_head(base: Run, other: Run) -> str:
    """Return the days on which a unit is closed in either run: ``25 Mar``, ``3 days of closure``."""
    days = sorted(closed_days(base.job.plan) | closed_days(other.job.plan))
    if len(days) > 1:
        return f"{plural(len(days), 'day')} of closure"
    return date(dt.date.fromordinal(base.job.plan.first_day + days[0]), year=False)


def closed_day_sentences(base: Run, other: Run, comparison: Comparison) -> list[str]:
    """Return, for the patients of each unit that is changed, what the days of a closure do; nothing without any."""
    if comparison.replications == 1 or not any(one.grouping == "closed_day_unit" for one in comparison.families):
        return []
    waits = comparison.family("mean_wait_working", "closed_day_unit")
    within = {one.key["unit"]: one for one in comparison.family("within_target", "closed_day_unit").changes}
    day = closed_day_head(base, other)
    said, same = [], []
    for one in waits.changes:
        unit = str(one.key["unit"])
        changed = [*_wait(one), *_share(within[one.key["unit"]])]
        if changed:
            said.append(f"{day}: patients of {unit} {' and '.join(changed)}.")
        else:
            same.append(unit)
    return said + ([f"{day}: for patients of {joined(same)} no change is shown."] if same else [])


def _wait(one: Change) -> list[str]:
    if one.verdict not in SHOWN:
        return []
    return [f"wait {'longer' if one.verdict == 'worse' else 'less'} by {length(one)}"]


def _share(one: Change) -> list[str]:
    if one.verdict not in SHOWN:
        return []
    return [f"meet the target {'more' if one.verdict == 'better' else 'less'} often by {points(one)}"]
