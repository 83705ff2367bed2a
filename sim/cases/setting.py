"""What follows from a scenario and its plan alone, for every replication of both."""

from dataclasses import dataclass

import numpy as np

from sim.cases.absence import OnDuty, on_duty
from sim.cases.arrivals import rates_of
from sim.cases.attributes import mixes_of
from sim.cases.compiled.arrivals import Rates
from sim.cases.compiled.attributes import Mixes
from sim.cases.compiled.decisions import Courses
from sim.cases.compiled.mix import Mix
from sim.cases.compiled.routing import Doors
from sim.cases.decisions import courses_of
from sim.cases.distributions import mix_of
from sim.cases.routing import doors_of
from sim.domain.words import N_LIST_ROLES, Role
from sim.once import once
from sim.scenario.schema import Scenario
from sim.scenario.settings import settings_of
from sim.tables import Bools, PlanTable


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all cases.

    Attributes
    ----------
    scenario, plan
        What it follows from.
    rates, mixes, doors, courses
        Who comes when; who the patients are; where cases go; what becomes of them.
    turns
        By role: of the number of turns of a stage, from 1.
    telephones
        (U,) the unit has service telephones (AF-5).
    on_duty
        Who may be absent when.
    """

    scenario: Scenario
    plan: PlanTable
    rates: Rates
    mixes: Mixes
    doors: Doors
    courses: Courses
    turns: Mix
    telephones: Bools
    on_duty: OnDuty


@once
def setting_of(scenario: Scenario, plan: PlanTable) -> Setting:
    """Return what holds, worked out once for the same scenario and plan.

    Raises
    ------
    InputError
        No age of the scenario's distribution lies between 1 and 100 years.
    """
    settings = settings_of(scenario)
    turns = {Role[name]: shares for name, shares in scenario.work.turns.items()}
    return Setting(
        scenario=scenario,
        plan=plan,
        rates=rates_of(scenario, settings, plan),
        mixes=mixes_of(scenario.patients),
        doors=doors_of(settings, plan),
        courses=courses_of(scenario, settings, plan),
        turns=mix_of([turns[Role(code)] for code in range(N_LIST_ROLES)]),
        telephones=np.array([settings[name].service_telephones for name in plan.unit_names]),
        on_duty=on_duty(plan),
    )
