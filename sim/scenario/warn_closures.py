"""Warnings about planned closures: what nobody covers, and what they do not reach [UN-3, UN-4]."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from sim.domain.words import Relation, Role
from sim.errors import Problem
from sim.scenario.accesses import Units, may_cover_for, window_of
from sim.scenario.coverage import Presence
from sim.scenario.days import Days, days_of_horizon
from sim.scenario.findings import listing, moment_text
from sim.scenario.mix import cases_per_week
from sim.scenario.posts import PlacedPost, posts_of
from sim.scenario.schema import Scenario
from sim.scenario.schema.units import Closure
from sim.scenario.settings import settings_of
from sim.scenario.shifts import Window
from sim.tables import PlanTable, list_of

_NO_PERMISSION = "has no permission to see"
_NOBODY = "has nobody on duty for"


def closure_warnings(scenario: Scenario, plan: PlanTable) -> list[Problem]:
    """Say which closures leave cases waiting.

    Parameters
    ----------
    scenario, plan
        The scenario and its plan.

    Returns
    -------
    list of Problem
        In the order of the closures.
    """
    if not scenario.closures:
        return []
    settings, days = settings_of(scenario), days_of_horizon(scenario)
    units = Units(settings, {name: number for number, name in enumerate(settings)})
    presence = Presence(plan)
    at_home: dict[int, list[PlacedPost]] = defaultdict(list)
    for placed in posts_of(scenario):
        if placed.is_capacity:
            at_home[units.home(placed.post.unit, placed.role)].append(placed)
    asked: dict[str, list[Role]] = defaultdict(list)
    for unit, role in sorted({key for expected in cases_per_week(scenario, settings) for key in expected}):
        asked[unit].append(role)
    problems = []
    for n, closure in enumerate(scenario.closures):
        place = f"closures[{n}]"
        expected = asked[closure.unit]
        when = f"from {moment_text(closure.from_)} until {moment_text(closure.until)}"
        if not _has_staffed_time(window_of(closure, days), days):
            what = f"{closure.unit} is closed {when}, where the horizon has no staffed time; nothing changes"
            problems.append(Problem(what, place, rule="UN-3"))
        elif closure.covered_by is None:
            whose = "" if closure.roles is None else f"{listing(closure.roles)} "
            what = f"nobody covers the {whose}cases of {closure.unit} {when}; they wait until it opens"
            problems.append(Problem(what, place, rule="UN-4"))
        else:
            covered = [role for role in expected if closure.roles is None or role.name in closure.roles]
            left = _left_waiting(closure, covered, units, at_home, presence, window_of(closure, days))
            what = f"cases of {closure.unit} {when}; they wait until it opens"
            for reason, roles in left.items():
                if roles:
                    whose = "the" if roles == expected else f"the {listing(role.name for role in roles)}"
                    rule = "UN-4" if reason is _NO_PERMISSION else "UN-3"
                    problems.append(Problem(f"{closure.covered_by} {reason} {whose} {what}", place, rule=rule))
            omitted = _omitted(scenario.closures, n, expected)
            if omitted:
                whose = listing(role.name for role in omitted)
                problems.append(
                    Problem(
                        f"nobody covers the {whose} {what}; covering the whole unit is recommended", place, rule="UN-3"
                    )
                )
    return problems


def _has_staffed_time(window: Window, days: Days) -> bool:
    from_, until = window
    return bool(np.any((days.close > days.open) & (days.open < until) & (days.close > from_)))


def _left_waiting(
    closure: Closure,
    covered: list[Role],
    units: Units,
    at_home: Mapping[int, list[PlacedPost]],
    presence: Presence,
    window: Window,
) -> dict[str, list[Role]]:
    """Sort the covered roles that wait all the same by reason: no permission, or nobody on duty."""
    left: dict[str, list[Role]] = {_NO_PERMISSION: [], _NOBODY: []}
    for role in covered:
        people = at_home[list_of(units.number[str(closure.covered_by)], role)]
        start, stop = presence.duty(list_of(units.number[closure.unit], role), Relation.cover)
        if people and not any(may_cover_for(placed, closure, units) for placed in people):
            left[_NO_PERMISSION].append(role)
        elif not np.any((start < window[1]) & (stop > window[0])):
            left[_NOBODY].append(role)
    return left


def _omitted(closures: Sequence[Closure], n: int, expected: list[Role]) -> list[Role]:
    """Roles that neither this closure nor one beside it covers; said once, at the first of them [UN-3]."""
    closure = closures[n]
    beside = [
        m
        for m, other in enumerate(closures)
        if other.unit == closure.unit and other.from_ < closure.until and closure.from_ < other.until
    ]
    if beside[0] < n or any(closures[m].roles is None for m in beside):
        return []
    named = {name for m in beside for name in closures[m].roles or ()}
    return [role for role in expected if role.name not in named]
