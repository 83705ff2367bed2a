"""Who covers a planned closure, role by role, with which permission, and for how much of it [UN-3, UN-4].

The same figures as the warnings of `sim.scenario.warn_closures`, laid out for a table.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.domain.words import Relation, Role
from sim.scenario.accesses import Units, may_cover_for, window_of
from sim.scenario.coverage import Presence, inside, union
from sim.scenario.days import Days, days_of_horizon
from sim.scenario.mix import cases_per_week
from sim.scenario.posts import posts_of
from sim.scenario.schema import Scenario
from sim.scenario.schema.units import Closure
from sim.scenario.settings import settings_of
from sim.scenario.shifts import Window
from sim.tables import Ints, PlanTable, list_of
from sim.units import HOUR

Reason = Literal["", "nobody covers", "not covered", "no permission", "nobody on duty"]


@dataclass(frozen=True, slots=True)
class RoleCover:
    """Who is there for the cases of one role while their unit is closed.

    Attributes
    ----------
    role
        The role.
    people
        Of the covering clinic who are admitted and on duty at some time of it.
    hours, hours_covered
        Staffed hours of the closure, and those in which one of them is on duty.
    reason
        Why nobody is there: nobody covers the closure, not this role, without permission, or nobody is on duty; empty
        where somebody is.
    """

    role: str
    people: tuple[str, ...]
    hours: float
    hours_covered: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Cover:
    """One planned closure.

    Attributes
    ----------
    unit, covered_by
        Which unit closes; which covers, None if none.
    start, stop
        The first moment of it, and the first after it.
    permission
        ``all`` of the matching role, the ``named`` people, or ``none`` by the closure itself; ``within``: a clinic
        covers its own branch and needs none.
    roles
        Those of the unit's lists that cases are expected in.
    """

    unit: str
    covered_by: str | None
    start: dt.datetime
    stop: dt.datetime
    permission: Literal["all", "named", "none", "within"]
    roles: list[RoleCover]


def covers_of(scenario: Scenario, plan: PlanTable) -> list[Cover]:
    """Return the closures of a scenario with who covers them.

    Parameters
    ----------
    scenario, plan
        The scenario and its plan.
    """
    settings, days = settings_of(scenario), days_of_horizon(scenario)
    units = Units(settings, {name: number for number, name in enumerate(plan.unit_names)})
    expected = {key for cases in cases_per_week(scenario, settings) for key in cases}
    presence = Presence(plan)
    out = []
    for closure in scenario.closures:
        roles = [role for unit, role in sorted(expected) if unit == closure.unit]
        found = [_role(scenario, plan, closure, role, units, presence, days) for role in roles]
        permission = _permission(closure, units)
        out.append(Cover(closure.unit, closure.covered_by, closure.from_, closure.until, permission, found))
    return out


def _permission(closure: Closure, units: Units) -> Literal["all", "named", "none", "within"]:
    if closure.covered_by is not None and units.clinic(closure.covered_by) == units.clinic(closure.unit):
        return "within"
    if isinstance(closure.permission, list):
        return "named" if closure.permission else "none"
    return "all" if closure.permission else "none"


def _role(
    scenario: Scenario, plan: PlanTable, closure: Closure, role: Role, units: Units, presence: Presence, days: Days
) -> RoleCover:
    window = window_of(closure, days)
    staffed = _within((days.open, days.close), window)
    hours = _length(staffed) / HOUR
    if closure.covered_by is None:
        return RoleCover(role.name, (), hours, 0.0, "nobody covers")
    if closure.roles is not None and role.name not in closure.roles:
        return RoleCover(role.name, (), hours, 0.0, "not covered")
    home = list_of(units.number[closure.covered_by], role)
    at_home = [one for one in posts_of(scenario) if one.is_capacity and units.home(one.post.unit, one.role) == home]
    admitted = [one for one in at_home if may_cover_for(one, closure, units)]
    if at_home and not admitted:
        return RoleCover(role.name, (), hours, 0.0, "no permission")
    duty = _within(presence.duty(list_of(units.number[closure.unit], role), Relation.cover), window)
    people = tuple(dict.fromkeys(one.name for one in admitted if _on_duty(plan, one.name, window)))
    covered = _length(_overlap(duty, staffed)) / HOUR
    return RoleCover(role.name, people, hours, covered, "" if covered else "nobody on duty")


def _on_duty(plan: PlanTable, name: str, window: Window) -> bool:
    mine = plan.post_person[plan.shift_post] == plan.person_names.index(name)
    return bool((mine & (plan.shift_from < window[1]) & (plan.shift_until > window[0])).any())


def _within(spans: tuple[Ints, Ints], window: Window) -> tuple[Ints, Ints]:
    start, stop = spans[0].clip(*window), spans[1].clip(*window)
    return union(start[stop > start], stop[stop > start])


def _overlap(first: tuple[Ints, Ints], second: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return what lies in both of two sets of sorted intervals."""
    edges = sorted({int(edge) for spans in (first, second) for ends in spans for edge in ends})
    start, stop = np.array(edges[:-1], dtype=np.int64), np.array(edges[1:], dtype=np.int64)
    both = inside(first, start) & inside(second, start)
    return start[both], stop[both]


def _length(spans: tuple[Ints, Ints]) -> int:
    return int((spans[1] - spans[0]).sum())
