"""What a planned closure does on its own days, which weeks of other days would drown."""

import datetime as dt
from collections.abc import Sequence
from itertools import combinations

from sim.experiment import Run
from sim.experiment.differences import closed_days, closures_differ, on_closed_days
from sim.measures import Change, Comparison, Margins
from sim.report.changes import SHOWN, length, missed, points, shown
from sim.report.forms import date, plural
from sim.report.headline import would_have
from sim.report.sentences import TOO_FEW, WAITS, WITHIN, priority_of

UNIT, UNIT_PRIORITY = "closed_day_unit", "closed_day_unit_priority"


def closed_day_head(*runs: Run) -> str:
    """Return the days on which a unit is closed in any of the runs: ``25 Mar``, ``3 days of closure``."""
    days = sorted({day for run in runs for day in closed_days(run.job.plan)})
    if len(days) > 1:
        return f"{plural(len(days), 'day')} of closure"
    return date(dt.date.fromordinal(runs[0].job.plan.first_day + days[0]), year=False)


def has_closed_days(comparison: Comparison) -> bool:
    """Tell whether a unit is closed in either."""
    return any(one.grouping == UNIT for one in comparison.families)


def closed_day_sentences(base: Run, other: Run, comparison: Comparison, before: str = "before") -> list[str]:
    """Return, for the patients of each unit, what the days of a closure do or would have shown; nothing without any.

    Parameters
    ----------
    base, other, comparison
        The two scenarios, and what differs.
    before
        What the base is called beside numbers of cases.
    """
    if comparison.replications == 1 or not has_closed_days(comparison):
        return []
    within = {one.key["unit"]: one for one in comparison.family(WITHIN, UNIT).changes}
    few = [one for one in comparison.family(WITHIN, UNIT_PRIORITY).changes if numbers_differ(one)]
    day = closed_day_head(base, other)
    said = []
    for one in comparison.family(WAITS, UNIT).changes:
        said.append(f"{day}: {_unit(comparison, one, within[one.key['unit']])}.")
        numbers = [_few(line, before) for line in few if line.key["unit"] == one.key["unit"]]
        said += [f"{day}: patients of {one.key['unit']} {'; '.join(numbers)}; {TOO_FEW}."] if numbers else []
    return said


def _unit(comparison: Comparison, wait: Change, share: Change) -> str:
    """Return what these days do to the patients of a unit, or would have had to do to be shown."""
    whose = f"patients of {wait.key['unit']}"
    changed = [*_wait(wait), *_share(share)]
    if changed:
        return f"{whose} {' and '.join(changed)}"
    seen = would_have(comparison, UNIT, wait.key)
    if wait.verdict != "no practical difference":
        return f"for {whose} no change is shown, which is not to say that there is none{seen}"
    alike = f"for {whose} there is no practical difference of the mean wait in staffed hours"
    return alike if share.verdict == wait.verdict else f"{alike}; within target no change is shown{seen}"


def _few(one: Change, before: str) -> str:
    """Return the numbers of a priority of which there are too few cases for a share."""
    numbers = missed(one) or ("", "")
    return f"with priority {priority_of(one)}: {numbers[1]} missed, {numbers[0]} {before}"


def numbers_differ(one: Change) -> bool:
    """Tell whether of too few cases not as many miss before as after."""
    numbers = missed(one) if one.verdict == "too few" else None
    return numbers is not None and numbers[0] != numbers[1]


def told_priorities(comparison: Comparison, unit: object) -> list[Change]:
    """Return the waits by priority of a unit on these days, where any of them, or a share, is worth telling."""
    waits, shares = (
        [one for one in comparison.family(measure, UNIT_PRIORITY).changes if one.key["unit"] == unit]
        for measure in (WAITS, WITHIN)
    )
    told = shown(waits) or shown(shares) or any(numbers_differ(one) for one in shares)
    return waits if told else []


def between_closures(runs: Sequence[Run], margins: Margins) -> list[str]:
    """Return how those of several scenarios differ among themselves that close units at the same times.

    Such are a closure that is covered and one that is not: each against the open clinic does not say it.

    Parameters
    ----------
    runs
        The base and the others.
    margins
        Differences that are too small to matter.
    """
    pairs = [
        pair
        for pair in combinations(runs[1:], 2)
        if closed_days(pair[0].job.plan) and not closures_differ(pair[0].job.plan, pair[1].job.plan)
    ]
    if not pairs or closed_days(runs[0].job.plan):
        return []
    compared = on_closed_days(pairs, margins)
    return [
        f"{second.job.name} against {first.job.name}, {said}"
        for (first, second), comparison in zip(pairs, compared, strict=True)
        for said in closed_day_sentences(first, second, comparison, f"in {first.job.name}")
    ]


def _wait(one: Change) -> list[str]:
    if one.verdict not in SHOWN:
        return []
    return [f"wait {'longer' if one.verdict == 'worse' else 'less'} in staffed hours by {length(one)}"]


def _share(one: Change) -> list[str]:
    if one.verdict not in SHOWN:
        return []
    return [f"meet the target {'more' if one.verdict == 'better' else 'less'} often by {points(one)}"]
