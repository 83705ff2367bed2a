"""What becomes of each case: correction, referral, handover, visits; everything but minutes."""

from typing import NamedTuple

import numpy as np

from sim.cases.compiled.attributes import Requests
from sim.cases.compiled.codes import FREE, OUT, Purpose
from sim.cases.compiled.mix import Mix, pick
from sim.cases.compiled.philox import PURPOSE_SHIFT, Floats, Key, Words, blocks, uniforms
from sim.compiling import entry, kernel
from sim.domain.care_flows import in_physiotherapy_flow
from sim.domain.handover import RECEIVING_ROLE, handover_kind
from sim.domain.roles import is_corrected, moves_when_corrected
from sim.domain.rules import rule_index
from sim.domain.words import Handover, Intake, Role
from sim.tables import Bools, Ints, Stream

NOT_TAKEN, FROM_PHYSIOTHERAPY, FROM_COUNSELLING = range(3)
"""Whether nurses took a case over from another flow (RO-8)."""

_DECISION, _DESTINATION = int(Purpose.decision), int(Purpose.destination) << PURPOSE_SHIFT
_ACCEPTED, _PICTURE, _RO_8 = int(Intake.accepted), int(Stream.picture), rule_index("RO-8")
_NURSE, _RECEIVING = int(Role.nurse), int(RECEIVING_ROLE)
_NONE, _SAME, _OUT_OF_MODEL = int(Handover.none), int(Handover.same_provider), int(Handover.out)


class Courses(NamedTuple):
    """What decides the course of cases: U units.

    Attributes
    ----------
    correction
        By listed priority: of the priority after the first turn (RO-9).
    referral
        By role and by what nurses took over, row ``role * 3 + taken``: of none and of every role (RO-9).
    role_exists
        (N_LIST_ROLES,) somebody has it.
    handover, visit, late_for_visit, physical_visit, writes_before_acceptance
        Shares.
    qualified
        (N_LIST_ROLES,) shares by the role that ends the case (AF-3).
    weight
        (U, U) by sending and receiving list unit; a redirected branch stands for its clinic (UN-1, UN-7).
    unit_key, unit_provider
        (U,) what a unit's draws hang on; care provider.
    list_unit
        (U, N_LIST_ROLES) unit in whose list a case stands.
    """

    correction: Mix
    referral: Mix
    role_exists: Bools
    handover: float
    visit: float
    late_for_visit: float
    physical_visit: float
    writes_before_acceptance: float
    qualified: Floats
    weight: Floats
    unit_key: Words
    unit_provider: Ints
    list_unit: Ints


class Stated(NamedTuple):
    """What a trace states of each case, ``FREE`` where it does not; every column is empty for synthetic cases.

    ``turns`` (N, 3) are those of the stages that a case has, in their order; the others (N,).
    """

    corrected_priority: Ints
    referral: Ints
    handover_to: Ints
    visit: Ints
    late_for_visit: Ints
    physical_visit: Ints
    qualified: Ints
    writes_before_acceptance: Ints
    turns: Ints


@entry
def decide(
    what: Courses, stated: Stated, origin: Words, places: Ints, requests: Requests, routes: Ints, key: Key
) -> tuple[Ints, Bools]:
    """Decide the courses of the cases (RO-8, RO-9, UN-7, UN-8, UN-9, AF-1, AF-3).

    A case that leaves the model leads to no visit and no qualified contact here; a picture is answered and settled. A
    case that enters no list keeps its priority and leads to nothing.

    Parameters
    ----------
    what
        Shares and weights.
    stated
        What holds instead of draws.
    origin, places, requests, routes
        (N, 3), (3, N), N, (5, N) the cases, as in ``routing.routes``, and what that returns.
    key
        Of the replication.

    Returns
    -------
    numbers
        (4, N) priority after the first turn; role of stage 1; ``Handover``; receiving list unit.
    truths
        (7, N) stage 1 comes from the correction; its role is nobody's; visit; late for it; qualified; physical visit;
        the patient writes before acceptance.
    """
    corrections, correction_bounds = what.correction
    referrals, referral_bounds = what.referral
    role_exists, list_unit, weight, unit_key = what.role_exists, what.list_unit, what.weight, what.unit_key
    unit_provider, qualified_share = what.unit_provider, what.qualified
    corrected_to, referred_to, handed_over_to, visits, late, physical, qualified, writes, _ = stated
    patients = requests.numbers
    n = len(origin)
    numbers, truths = np.empty((4, n), np.int64), np.zeros((7, n), np.bool_)
    u = uniforms(origin, _DECISION, 2, key)
    for case in range(n):
        reason, listed = patients[0, case], patients[1, case]
        numbers[0, case], numbers[1, case], numbers[2, case], numbers[3, case] = listed, -1, _NONE, -1
        if routes[0, case] != _ACCEPTED or places[2, case] == _PICTURE:
            continue
        role, unit = routes[3, case], places[1, case]

        corrected = listed
        if is_corrected(reason):
            corrected = pick(corrections, correction_bounds, listed - 1, u[0, case]) + 1
        corrected = _given(corrected_to, case, corrected)
        corrected_away = moves_when_corrected(role, corrected)
        taken = NOT_TAKEN
        if routes[1, case] == _RO_8:
            taken = FROM_PHYSIOTHERAPY if in_physiotherapy_flow(reason) else FROM_COUNSELLING
        to = _given(referred_to, case, pick(referrals, referral_bounds, 3 * role + taken, u[1, case]) - 1)
        if corrected_away:
            to = _NURSE
        unmet = to >= 0 and not role_exists[to]
        if unmet:
            to = -1

        sender = list_unit[unit, to] if to >= 0 else routes[4, case]
        destination = -1
        if u[2, case] < what.handover:
            destination = _destination(weight, unit_key, origin, case, sender, key)
        destination = _given(handed_over_to, case, destination)
        if destination >= 0:
            destination = list_unit[destination, _RECEIVING]
        kind = _NONE
        if destination != -1:
            same = unit_provider[sender] == unit_provider[max(destination, 0)]
            kind = handover_kind(same, destination >= 0)
        last_role = _RECEIVING if destination >= 0 else (to if to >= 0 else role)

        stays = kind != _OUT_OF_MODEL
        visit = stays and _happens(visits, case, u[3, case], what.visit)
        numbers[0, case], numbers[1, case], numbers[2, case] = corrected, to, kind
        numbers[3, case] = max(destination, -1)
        truths[0, case] = corrected_away and not unmet
        truths[1, case] = unmet
        truths[2, case] = visit
        truths[3, case] = visit and _happens(late, case, u[4, case], what.late_for_visit)
        truths[4, case] = stays and _happens(qualified, case, u[6, case], qualified_share[last_role])
        truths[5, case] = _happens(physical, case, u[5, case], what.physical_visit)
        truths[6, case] = kind == _SAME and _happens(writes, case, u[7, case], what.writes_before_acceptance)
    return numbers, truths


@kernel
def _given(column: Ints, case: int, drawn: int) -> int:
    """Return what is drawn, unless a trace states something else."""
    return column[case] if len(column) and column[case] != FREE else drawn


@kernel
def _happens(column: Ints, case: int, u: float, share: float) -> bool:
    return _given(column, case, int(u < share)) > 0


@kernel
def _destination(weight: Floats, unit_key: Words, origin: Words, case: int, sender: int, key: Key) -> int:
    """Return the list unit that a case is handed over to, ``OUT`` if there is none (UN-7).

    Every possible unit draws, and the smallest -log(u) / weight has it: chances are as the weights, and a further
    clinic takes some cases without sending any other elsewhere.
    """
    best, chosen = np.inf, OUT
    counter, u = np.empty((4, 1), np.uint32), np.empty((4, 1))
    counter[0, 0], counter[1, 0], counter[2, 0] = origin[case, 0], origin[case, 1], origin[case, 2]
    counter[3, 0] = _DESTINATION
    for unit in range(len(weight)):
        if weight[sender, unit] == 0.0:
            continue
        blocks(counter, 0, (key[0] ^ int(unit_key[unit]), key[1]), u)
        score = -np.log(u[0, 0]) / weight[sender, unit]
        if score < best:
            best, chosen = score, unit
    return chosen
