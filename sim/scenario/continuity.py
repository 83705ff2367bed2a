"""Whether a branch that handles its own cases can keep that up: who is there, role by role [UN-2, ST-1, ST-2].

The same figures as the warnings of `sim.scenario.warn_staffing`, laid out for a table.
"""

from dataclasses import dataclass

import numpy as np

from sim.scenario.coverage import Presence
from sim.scenario.mix import cases_per_week
from sim.scenario.schema import Scenario
from sim.scenario.settings import LIST_ROLES, settings_of
from sim.tables import PlanTable, list_of
from sim.units import HOUR


@dataclass(frozen=True, slots=True)
class Continuity:
    """Who is there for one list of a unit; planned closures do not count.

    Attributes
    ----------
    unit, role
        The list.
    cases_a_week
        New and referred cases expected in it.
    days, days_without
        Staffed days, and those on which nobody is there at all.
    hours, hours_without
        Staffed hours a day, and those without anyone; over the days on which somebody is there at some time.
    kept_up
        Somebody is there on every staffed day, with no half-hour of the clock left alone.
    """

    unit: str
    role: str
    cases_a_week: float
    days: int
    days_without: int
    hours: float
    hours_without: float
    kept_up: bool


def continuity(scenario: Scenario, plan: PlanTable, unit: str) -> list[Continuity]:
    """Return who is there for each of a unit's own lists that cases are expected in.

    Parameters
    ----------
    scenario, plan
        The scenario and its plan.
    unit
        Name of the unit.
    """
    settings = settings_of(scenario)
    new, referred = cases_per_week(scenario, settings)
    number, presence = plan.unit_names.index(unit), Presence(plan)
    out = []
    for role in LIST_ROLES:
        expected = new.get((unit, role), 0.0) + referred.get((unit, role), 0.0)
        if role not in settings[unit].own_roles or not expected:
            continue
        found = presence.uncovered(list_of(number, role))
        is_open = found.open > 0
        nobody = is_open & (found.nobody == found.open)
        attended = is_open & ~nobody
        hours, without = (
            float(np.mean(ticks[attended])) / HOUR if attended.any() else 0.0 for ticks in (found.open, found.nobody)
        )
        days, days_without = int(is_open.sum()), int(nobody.sum())
        whole = not days_without and not found.half_hours[attended].any()
        out.append(Continuity(unit, role.name, expected, days, days_without, hours, without, whole))
    return out
