"""What becomes of each case: correction, referral, handover, visits; everything but minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from sim.cases.distributions import choose
from sim.cases.draws import Floats, Purpose, columns, name_key
from sim.cases.known import FREE, Fixed, Known, Setting
from sim.cases.lookup import each
from sim.cases.routing import Routed
from sim.domain.care_flows import in_physiotherapy_flow
from sim.domain.handover import RECEIVING_ROLE, handover_kind
from sim.domain.roles import is_corrected, moves_when_corrected
from sim.domain.rules import rule_index
from sim.domain.words import N_LIST_ROLES, PRIORITIES, Handover, Intake, Role
from sim.scenario.schema.flow import Flow
from sim.scenario.schema.times import RoleName
from sim.scenario.settings import UnitSettings
from sim.tables import Bools, Ints, PlanTable, Stream

OUT = -2
"""A handover out of the model."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of each case; every column has N rows.

    Attributes
    ----------
    corrected_priority
        After the first turn.
    next_role
        Role of stage 1, -1 none.
    corrected_away
        Stage 1 comes from the correction, not from a referral.
    referral_unmet
        The role that it should go to is nobody's.
    handover, destination
        ``Handover``; receiving list unit, -1 none.
    visit, late_for_visit, physical_visit, qualified, writes_before_acceptance
        As in the CaseTable.
    """

    corrected_priority: Ints
    next_role: Ints
    corrected_away: Bools
    referral_unmet: Bools
    handover: Ints
    destination: Ints
    visit: Bools
    late_for_visit: Bools
    physical_visit: Bools
    qualified: Bools
    writes_before_acceptance: Bools


def given(fixed: Fixed, name: str, drawn: Ints) -> Ints:
    """Return the draws, replaced by what a trace fixes."""
    return np.where(fixed[name] == FREE, drawn, fixed[name]) if name in fixed else drawn


def decide(setting: Setting, known: Known, fixed: Fixed) -> Decisions:
    """Draw what becomes of the cases (RO-8, RO-9, UN-7, UN-8, UN-9, AF-1, AF-3).

    A case that leaves the model leads to no visit and no qualified contact here; a picture is answered and settled.

    Parameters
    ----------
    setting, known
        What holds, and the cases.
    fixed
        What a trace fixes.

    Returns
    -------
    Decisions
        One row a case; cases that enter no list keep their priority and lead to nothing.
    """
    flow, routed = setting.scenario.flow, known.routed
    u = setting.draws.uniforms(columns(known.origin), Purpose.decision, 8)
    goes_on = (routed.intake == Intake.accepted) & (known.stream != Stream.picture)
    corrected = _corrected(setting, known, goes_on, u[0], fixed)
    corrected_away = goes_on & each(lambda role, to: moves_when_corrected(role - 1, to), routed.role + 1, corrected) > 0
    referral = given(fixed, "referral", _referrals(flow, known.requests.reason, routed, u[1]))
    next_role = np.where(corrected_away, Role.nurse, np.where(goes_on, referral, -1))
    unmet = (next_role >= 0) & ~np.isin(next_role, setting.plan.post_role)
    next_role[unmet] = -1
    sender = np.where(next_role >= 0, setting.plan.list_unit[known.unit, next_role], routed.handling_unit)
    destination = _destinations(setting, known, goes_on & (u[2] < flow.handover), sender)
    destination = np.where(goes_on, _receiving(setting.plan, given(fixed, "handover_to", destination)), -1)
    kind = _handovers(setting.plan, sender, destination)
    stays = goes_on & (kind != Handover.out)
    last_role = np.where(destination >= 0, RECEIVING_ROLE, np.where(next_role >= 0, next_role, routed.role))

    def happens(name: str, lane: int, share: float | Floats) -> Bools:
        return given(fixed, name, (u[lane] < share).astype(np.int64)) > 0

    visit = stays & happens("visit", 3, flow.visit)
    writes = happens("writes_before_acceptance", 7, flow.writes_before_acceptance)
    return Decisions(
        corrected_priority=corrected,
        next_role=next_role,
        corrected_away=corrected_away & ~unmet,
        referral_unmet=unmet,
        handover=kind,
        destination=np.maximum(destination, -1),
        visit=visit,
        late_for_visit=visit & happens("late_for_visit", 4, flow.late_for_visit),
        physical_visit=goes_on & happens("physical_visit", 5, flow.physical_visit),
        qualified=stays & happens("qualified", 6, _qualified_shares(flow)[last_role]),
        writes_before_acceptance=writes & (kind == Handover.same_provider),
    )


def _corrected(setting: Setting, known: Known, goes_on: Bools, u: Floats, fixed: Fixed) -> Ints:
    """Priority after the first turn (RO-9)."""
    listed = known.requests.priority
    drawn = listed.copy()
    correctable = goes_on & (each(is_corrected, known.requests.reason) > 0)
    for priority in PRIORITIES:
        rows = correctable & (listed == priority)
        matrix = setting.scenario.patients.correction[priority]
        drawn[rows] = choose([matrix.get(to, 0.0) for to in PRIORITIES], u[rows]) + 1
    return np.where(goes_on, given(fixed, "corrected_priority", drawn), listed)


def _referrals(flow: Flow, reason: Ints, routed: Routed, u: Floats) -> Ints:
    """Role to which each case would be referred, -1 none (RO-9; RO-8 for flows that nurses took over)."""
    taken = routed.rule == rule_index("RO-8")
    from_physiotherapy = each(in_physiotherapy_flow, reason).astype(np.bool_)
    referral = np.full(len(reason), -1, dtype=np.int64)
    for role in range(N_LIST_ROLES):
        for taken_from in (None, Role.physiotherapist, Role.counsellor):
            rows = routed.role == role
            rows &= (
                ~taken if taken_from is None else taken & (from_physiotherapy == (taken_from == Role.physiotherapist))
            )
            if rows.any():
                referral[rows] = _choose_or_none(_referral_shares(flow, Role(role), taken_from), u[rows])
    return referral


def _referral_shares(flow: Flow, role: Role, taken_from: Role | None) -> list[float]:
    """Shares referred to each role; to the own role is no referral."""
    stated: dict[str, float] = dict(flow.referral.get(cast(RoleName, role.name), {}).items())
    if taken_from is not None and taken_from.name in flow.referral_of_taken:
        stated[taken_from.name] = flow.referral_of_taken[taken_from.name]
    return [0.0 if code == role else stated.get(Role(code).name, 0.0) for code in range(N_LIST_ROLES)]


def _qualified_shares(flow: Flow) -> Floats:
    """Shares of qualified contacts by role (AF-3)."""
    shares = np.zeros(N_LIST_ROLES)
    shares[[Role[name] for name in flow.qualified]] = list(flow.qualified.values())
    return shares


def _receiving(plan: PlanTable, destination: Ints) -> Ints:
    """List unit of a destination as a trace names it; none and out stay."""
    return np.where(destination >= 0, plan.list_unit[np.maximum(destination, 0), RECEIVING_ROLE], destination)


def _choose_or_none(shares: Sequence[float], u: Floats) -> Ints:
    """Index chosen among shares that add up to at most 1, -1 for the rest."""
    rest = max(0.0, 1.0 - sum(shares))
    return np.asarray(choose([rest, *shares], u) - 1, dtype=np.int64)


def _destinations(setting: Setting, known: Known, hands_over: Bools, sender: Ints) -> Ints:
    """List unit that each case is handed over to, ``OUT`` where there is none, -1 for a case that is not (UN-7).

    Every possible unit draws for every case, and the smallest -log(u) / weight has it: chances are as the weights, and
    a further clinic takes some cases without sending any other elsewhere.
    """
    weights = _handover_weights(setting.settings, setting.plan)[sender[hands_over]]
    origin = columns(known.origin[hands_over])
    best, chosen = np.full(len(weights), np.inf), np.full(len(weights), OUT, dtype=np.int64)
    for unit in np.flatnonzero(weights.any(axis=0)):
        beside = setting.draws.beside(name_key(setting.plan.unit_names[unit]))
        u = beside.uniforms(origin, Purpose.destination, 1)[0]
        score = np.divide(-np.log(u), weights[:, unit], out=np.full(len(u), np.inf), where=weights[:, unit] > 0)
        chosen[score < best] = unit
        best = np.minimum(best, score)
    destination = np.full(len(sender), -1, dtype=np.int64)
    destination[hands_over] = chosen
    return destination


def _handover_weights(settings: Mapping[str, UnitSettings], plan: PlanTable) -> Floats:
    """Weights by sending and receiving list unit, (U, U); a redirected branch stands for its clinic (UN-1, UN-7)."""
    names = plan.unit_names
    clinics = {name: 1.0 for name in names if not settings[name].is_branch}
    weights = np.zeros((len(names), len(names)))
    for sender, name in enumerate(names):
        for other, weight in (settings[name].handover_to or clinics).items():
            weights[sender, plan.list_unit[names.index(other), RECEIVING_ROLE]] += weight
    np.fill_diagonal(weights, 0.0)
    return weights


def _handovers(plan: PlanTable, sender: Ints, destination: Ints) -> Ints:
    """How each case leaves its unit (UN-8)."""
    same = plan.unit_provider[sender] == plan.unit_provider[np.maximum(destination, 0)]
    kind = each(lambda same, other: handover_kind(bool(same), bool(other)), same, destination >= 0)
    return np.where(destination == -1, Handover.none, kind)
