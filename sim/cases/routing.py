"""What intake does with each case, and to which list it goes: settled before the clock, by the domain's rules."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.cases.attributes import Requests
from sim.cases.lookup import each
from sim.domain.branch import unit_rule
from sim.domain.care_flows import role_for, role_rule
from sim.domain.intake import intake_of, intake_rule
from sim.domain.rules import rule_index
from sim.domain.words import N_LIST_ROLES, Intake, Role
from sim.scenario.settings import UnitSettings
from sim.tables import Ints, PlanTable, Stream
from sim.units import DAY


@dataclass(frozen=True, slots=True)
class Routed:
    """Where each case goes; every column has N rows.

    Attributes
    ----------
    intake
        ``Intake``.
    rule, unit_rule
        Index into ``RULES``: what settled intake, else the role; what settled the unit (-1 none).
    role, handling_unit
        Of the first list; -1 if the case enters none.
    """

    intake: Ints
    rule: Ints
    unit_rule: Ints
    role: Ints
    handling_unit: Ints


def route_cases(
    settings: Mapping[str, UnitSettings],
    plan: PlanTable,
    arrival: Ints,
    unit: Ints,
    stream: Ints,
    requests: Requests,
) -> Routed:
    """Settle intake, role and unit (IN-1 to IN-3, IN-5, RO-1 to RO-8, RO-10, RO-11, UN-1, UN-2).

    A picture asked for on the telephone goes to nurse (CO-8); it and the backlog are past intake.

    Parameters
    ----------
    settings
        By unit name.
    plan
        Staffed hours, list units, what units divert.
    arrival, unit, stream
        (N,) of the cases.
    requests
        Who asks for what.

    Returns
    -------
    Routed
        One row a case.
    """
    units = [settings[name] for name in plan.unit_names]
    keeping_out = _intake_rules(units, plan, arrival, unit, requests)
    keeping_out[stream != Stream.channel] = -1
    only_staffed = np.array([known.intake == "staffed_hours" for known in units])[unit]
    intake = each(lambda rule, only: intake_of(rule - 1, bool(only)), keeping_out + 1, only_staffed)
    flows = (
        requests.reason,
        requests.priority,
        requests.age,
        np.array([Role.physiotherapist in known.nurse_takes for known in units])[unit],
        np.array([Role.counsellor in known.nurse_takes for known in units])[unit],
        np.array([known.admin_flow == Role.nurse for known in units])[unit],
    )
    role, rule = each(role_for, *flows), each(role_rule, *flows)
    picture = stream == Stream.picture
    role[picture], rule[picture] = Role.nurse, rule_index("CO-8")
    enters = intake == Intake.accepted
    return Routed(
        intake=intake,
        rule=np.where(enters, rule, keeping_out),
        unit_rule=np.where(enters, _unit_rules(units)[unit, role], -1),
        role=np.where(enters, role, -1),
        handling_unit=np.where(enters, plan.list_unit[unit, role], -1),
    )


def _intake_rules(units: list[UnitSettings], plan: PlanTable, arrival: Ints, unit: Ints, requests: Requests) -> Ints:
    """Index of the rule that keeps each case out, -1 for none."""
    day = arrival // DAY
    return each(
        intake_rule,
        requests.age,
        requests.by_guardian,
        requests.protected_identity,
        requests.guardian_protected_identity,
        requests.priority,
        np.array([known.priority_5 == "telephone_line" for known in units])[unit],
        (plan.day_open[day] <= arrival) & (arrival < plan.day_close[day]),
        np.array([known.intake == "staffed_hours" for known in units])[unit],
        plan.unit_diverts[unit, requests.priority],
    )


def _unit_rules(units: list[UnitSettings]) -> Ints:
    """Rule that settles the unit, by unit and role, (U, N_LIST_ROLES)."""
    names = [known.name for known in units]
    clinics = [names.index(known.clinic) if known.is_branch else -1 for known in units]
    return np.array(
        [
            [unit_rule(clinic, Role(role) in known.own_roles) for role in range(N_LIST_ROLES)]
            for clinic, known in zip(clinics, units, strict=True)
        ],
        dtype=np.int64,
    )
