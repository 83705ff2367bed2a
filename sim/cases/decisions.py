"""What becomes of each case: correction, referral, handover, visits; everything but minutes."""

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np

from sim.cases.compiled.decisions import Courses
from sim.cases.distributions import mix_of
from sim.cases.draws import Floats, name_key
from sim.domain.handover import RECEIVING_ROLE
from sim.domain.words import N_LIST_ROLES, PRIORITIES, Role
from sim.scenario.schema import Scenario
from sim.scenario.schema.flow import Flow
from sim.scenario.schema.times import RoleName
from sim.scenario.settings import UnitSettings
from sim.tables import PlanTable


def courses_of(scenario: Scenario, settings: Mapping[str, UnitSettings], plan: PlanTable) -> Courses:
    """Return what decides the course of cases (RO-8, RO-9, UN-7, UN-8, UN-9, AF-1, AF-3).

    Parameters
    ----------
    scenario
        ``patients.correction`` and ``flow`` are read.
    settings
        By unit name: to whom a unit hands over.
    plan
        Who is there, list units, care providers.
    """
    flow, correction = scenario.flow, scenario.patients.correction
    taken_from = (None, Role.physiotherapist, Role.counsellor)
    roles = [Role(code) for code in range(N_LIST_ROLES)]
    return Courses(
        correction=mix_of([[correction[listed].get(to, 0.0) for to in PRIORITIES] for listed in PRIORITIES]),
        referral=mix_of([_with_none(_referral_shares(flow, role, taken)) for role in roles for taken in taken_from]),
        role_exists=np.isin(np.arange(N_LIST_ROLES), plan.post_role),
        handover=flow.handover,
        visit=flow.visit,
        late_for_visit=flow.late_for_visit,
        physical_visit=flow.physical_visit,
        writes_before_acceptance=flow.writes_before_acceptance,
        qualified=_qualified_shares(flow),
        weight=_handover_weights(settings, plan),
        unit_key=np.array([name_key(name) for name in plan.unit_names], dtype=np.uint32),
        unit_provider=plan.unit_provider,
        list_unit=plan.list_unit,
    )


def _with_none(shares: Sequence[float]) -> list[float]:
    """Shares that add up to at most 1, with that of none before them."""
    return [max(0.0, 1.0 - sum(shares)), *shares]


def _referral_shares(flow: Flow, role: Role, taken_from: Role | None) -> list[float]:
    """Shares referred to each role; to the own role is no referral (RO-9; RO-8 for flows that nurses took over)."""
    stated: dict[str, float] = dict(flow.referral.get(cast(RoleName, role.name), {}).items())
    if taken_from is not None and taken_from.name in flow.referral_of_taken:
        stated[taken_from.name] = flow.referral_of_taken[taken_from.name]
    return [0.0 if code == role else stated.get(Role(code).name, 0.0) for code in range(N_LIST_ROLES)]


def _qualified_shares(flow: Flow) -> Floats:
    """Shares of qualified contacts by role (AF-3)."""
    shares = np.zeros(N_LIST_ROLES)
    shares[[Role[name] for name in flow.qualified]] = list(flow.qualified.values())
    return shares


def _handover_weights(settings: Mapping[str, UnitSettings], plan: PlanTable) -> Floats:
    """Weights by sending and receiving list unit, (U, U); a redirected branch stands for its clinic (UN-1, UN-7)."""
    names, units = plan.unit_names, len(plan.unit_names)
    receiving = dict(zip(names, plan.list_unit[:, RECEIVING_ROLE].tolist(), strict=True))
    clinics = [receiving[name] for name in names if not settings[name].is_branch]
    weights = np.tile(np.bincount(clinics, minlength=units).astype(np.float64), (units, 1))
    for sender, name in enumerate(names):
        if stated := settings[name].handover_to:
            weights[sender] = 0.0
            for other, weight in stated.items():
                weights[sender, receiving[other]] += weight
    np.fill_diagonal(weights, 0.0)
    return weights
