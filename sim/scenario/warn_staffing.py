"""Warnings about lists: roles that nobody, or not always somebody, is there for [ST-2, UN-2, RO-9, AF-1]."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sim.domain.words import Role
from sim.errors import Problem
from sim.scenario.coverage import Presence, Uncovered
from sim.scenario.findings import amount, listing
from sim.scenario.mix import cases_per_week
from sim.scenario.schema import Scenario
from sim.scenario.settings import LIST_ROLES, UnitSettings, settings_of
from sim.tables import Bools, PlanTable, list_of
from sim.units import HOUR, MINUTE

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that cases are expected in.

    Attributes
    ----------
    unit, role
        Whose list.
    new, referred
        Cases a week that come to it; that others refer to it.
    """

    unit: str
    role: Role
    new: float
    referred: float

    @property
    def name(self) -> str:
        """Role and unit in words."""
        return f"{self.role.name} at {self.unit}"


def staffing_warnings(scenario: Scenario, plan: PlanTable) -> tuple[list[Problem], list[Problem]]:
    """Compare every list that cases are expected in with the people who may work in it [ST-2].

    Parameters
    ----------
    scenario, plan
        The scenario and its plan.

    Returns
    -------
    tuple of list
        Lists whose cases will never be begun; lists that are not always attended, branches first [UN-2].
    """
    settings = settings_of(scenario)
    expected = _asked(scenario, settings)
    unmet = _without_anybody(expected, plan)
    never: list[Problem] = []
    gaps: list[Problem] = []
    discontinuous: dict[str, list[str]] = {}
    for asked, uncovered in attended(scenario, plan):
        if uncovered.nobody.sum() == uncovered.open.sum():
            never.append(Problem(_never(asked.new + asked.referred), asked.name, rule="ST-2"))
            continue
        found = _gaps(asked, uncovered, plan)
        gaps.extend(found)
        if found and settings[asked.unit].is_branch:
            discontinuous.setdefault(asked.unit, []).append(asked.role.name)
    branches = [
        Problem(
            f"handles its own cases, which takes continuous staffing; not always somebody: {listing(roles)}",
            unit,
            rule="UN-2",
        )
        for unit, roles in discontinuous.items()
    ]
    return never, [*_unmet_referrals(unmet), *branches, *gaps, *_visits(scenario, plan, expected)]


def attended(scenario: Scenario, plan: PlanTable) -> list[tuple[Asked, Uncovered]]:
    """Return every list that cases are expected in, with the staffed time in which nobody may work in it [ST-2].

    Left out are roles that nobody has and cases are only referred to: the case then stays where it is [RO-9].
    """
    settings = settings_of(scenario)
    number = {name: unit for unit, name in enumerate(plan.unit_names)}
    presence = Presence(plan)
    expected = _asked(scenario, settings)
    unmet = _without_anybody(expected, plan)
    return [
        (asked, presence.uncovered(list_of(number[asked.unit], asked.role))) for asked in expected if asked not in unmet
    ]


def _without_anybody(expected: list[Asked], plan: PlanTable) -> list[Asked]:
    held = {Role(code) for code in np.unique(plan.post_role)}
    return [asked for asked in expected if asked.new == 0 and asked.role not in held]


def _asked(scenario: Scenario, settings: dict[str, UnitSettings]) -> list[Asked]:
    new, referred = cases_per_week(scenario, settings)
    keys = [(unit, role) for unit in settings for role in LIST_ROLES if (unit, role) in new or (unit, role) in referred]
    return [Asked(unit, role, new.get((unit, role), 0.0), referred.get((unit, role), 0.0)) for unit, role in keys]


def _never(cases: float) -> str:
    return f"nobody in the whole horizon; {_about(cases)} will never be begun"


def _about(cases: float) -> str:
    """Return an expected number a week in words."""
    return f"about {amount(round(cases), 'case')} a week" if cases >= 1 else "less than one case a week"


def _gaps(asked: Asked, uncovered: Uncovered, plan: PlanTable) -> list[Problem]:
    """Say on which days nobody is there, and how much of the other days."""
    is_open = uncovered.open > 0
    nobody = is_open & (uncovered.nobody == uncovered.open)
    problems = []
    if nobody.any():
        what = f"nobody on {int(nobody.sum())} of {amount(int(is_open.sum()), 'staffed day')}"
        problems.append(Problem(f"{what} ({_which(nobody, is_open, plan.first_day)})", asked.name, rule="ST-2"))
    attended = is_open & ~nobody
    if uncovered.half_hours[attended].any():
        without = float(uncovered.nobody[attended].mean())
        staffed = _hours(float(uncovered.open[attended].mean()))
        of = f"of {staffed} staffed hours a day without anyone"
        what = f"{_hours(without)} {of}" if without >= HOUR else f"{max(round(without / MINUTE), 1)} minutes {of}"
        problems.append(Problem(what, asked.name, rule="ST-2"))
    return problems


def _hours(ticks: float) -> str:
    """Return ticks as hours, to the half-hour."""
    return f"{round(ticks / HOUR * 2) / 2:g}"


def _which(nobody: Bools, is_open: Bools, first_day: int) -> str:
    """Name the weekdays that are always without anyone, or else the first day."""
    weekday = (dt.date.fromordinal(first_day).weekday() + np.arange(len(nobody))) % 7
    always = []
    for day, name in enumerate(WEEKDAY_NAMES):
        on = is_open & (weekday == day)
        if on.sum() > 1 and nobody[on].all():
            always.append(name)
    first = dt.date.fromordinal(first_day + int(np.flatnonzero(nobody)[0]))
    return f"every {listing(always)}" if always else f"first {WEEKDAY_NAMES[first.weekday()]} {first}"


def _unmet_referrals(unmet: list[Asked]) -> list[Problem]:
    """Name roles that cases are referred to and that nobody has: the case then stays where it is [RO-9]."""
    cases: dict[Role, float] = {}
    for asked in unmet:
        cases[asked.role] = cases.get(asked.role, 0.0) + asked.referred
    what = "nobody has this role; {} that would be referred to it stay where they are"
    return [Problem(what.format(_about(number)), role.name, rule="RO-9") for role, number in cases.items()]


def _visits(scenario: Scenario, plan: PlanTable, expected: list[Asked]) -> list[Problem]:
    """Name units whose digital visits nobody can take [AF-1]."""
    with_slots = {plan.unit_names[unit] for unit in np.unique(plan.slot_unit)}
    visits: dict[str, float] = {}
    for asked in expected:
        if asked.unit not in with_slots and asked.new * scenario.flow.visit > 0:
            visits[asked.unit] = visits.get(asked.unit, 0.0) + asked.new * scenario.flow.visit
    what = "nobody has visit slots; {} lead to a digital visit that will not be booked"
    return [Problem(what.format(_about(number)), unit, rule="AF-1") for unit, number in visits.items()]
