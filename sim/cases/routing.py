"""What intake does with each case, and to which list it goes: settled before the clock, by the domain's rules."""

from collections.abc import Mapping

import numpy as np

from sim.cases.compiled.routing import Doors
from sim.domain.branch import unit_rule
from sim.domain.words import N_LIST_ROLES, Role
from sim.scenario.settings import UnitSettings
from sim.tables import Ints, PlanTable


def doors_of(settings: Mapping[str, UnitSettings], plan: PlanTable) -> Doors:
    """Return what decides where cases go.

    Parameters
    ----------
    settings
        By unit name.
    plan
        Staffed hours, list units, what units divert.
    """
    units = [settings[name] for name in plan.unit_names]
    return Doors(
        day_open=plan.day_open,
        day_close=plan.day_close,
        staffed_only=np.array([unit.intake == "staffed_hours" for unit in units]),
        to_telephone_line=np.array([unit.priority_5 == "telephone_line" for unit in units]),
        diverts=plan.unit_diverts,
        nurse_takes_physiotherapy=np.array([Role.physiotherapist in unit.nurse_takes for unit in units]),
        nurse_takes_counselling=np.array([Role.counsellor in unit.nurse_takes for unit in units]),
        admin_to_nurse=np.array([unit.admin_flow == Role.nurse for unit in units]),
        list_unit=plan.list_unit,
        unit_rule=_unit_rules(units),
    )


def _unit_rules(units: list[UnitSettings]) -> Ints:
    """Rule that settles the unit, by unit and role, (U, N_LIST_ROLES)."""
    places = {known.name: place for place, known in enumerate(units)}
    clinics = [places[known.clinic] if known.is_branch else -1 for known in units]
    return np.array(
        [
            [unit_rule(clinic, Role(role) in known.own_roles) for role in range(N_LIST_ROLES)]
            for clinic, known in zip(clinics, units, strict=True)
        ],
        dtype=np.int64,
    )
