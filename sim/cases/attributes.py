"""Who the patients are: age, reason, listed priority, requester, protected identities."""

from dataclasses import dataclass

import numpy as np

from sim.cases.arrivals import Arrivals
from sim.cases.distributions import below, choose
from sim.cases.draws import Draws, Floats, Purpose, Source, columns
from sim.domain.children import FROM_AGE, OWN_FROM_AGE
from sim.domain.words import PRIORITIES, Reason
from sim.errors import InputError, Problem
from sim.scenario.schema.patients import Patients
from sim.tables import Bools, Ints

AGES = np.arange(FROM_AGE, 100)
"""Ages that the channel's patients have."""
CHILD_UNTIL = 18
PICTURE_PRIORITY = 3
"""Where a picture asked for on the telephone stands in the order (CO-8)."""


@dataclass(frozen=True, slots=True)
class Requests:
    """What is known of each patient at intake; every column has N rows.

    Attributes
    ----------
    reason, priority, age
        ``Reason``; listed priority 1-5; whole years.
    by_guardian, protected_identity, guardian_protected_identity
        Who asks, and whose identity is protected (IN-2, IN-3).
    needs_identity
        Name, contact details or place are needed, so that a protected identity moves the contact to voice (IN-4).
    """

    reason: Ints
    priority: Ints
    age: Ints
    by_guardian: Bools
    protected_identity: Bools
    guardian_protected_identity: Bools
    needs_identity: Bools


def draw_requests(patients: Patients, arrivals: Arrivals, draws: Draws) -> Requests:
    """Draw the patients.

    A child under 13 comes through a guardian, from 13 the patient asks; the two sources of attempts that intake turns
    away are a child under 1 year and the wrong requester. Pictures and the backlog are past intake: nobody whom IN-3
    bars is among them.

    Parameters
    ----------
    patients
        Mixes of the scenario.
    arrivals
        The cases.
    draws
        Of the replication.

    Returns
    -------
    Requests
        One row a case.

    Raises
    ------
    InputError
        No age of the scenario's distribution lies between 1 and 100 years.
    """
    source = arrivals.source
    u = draws.uniforms(columns(arrivals.origin), Purpose.patient, 6)
    age = _ages(patients, source, u[0])
    by_guardian = (age < OWN_FROM_AGE) ^ (source == Source.wrong_requester)
    reasons = {Reason[name]: share for name, share in patients.reasons.items()}
    reason = choose([reasons[code] for code in Reason], u[1])
    priority = choose([patients.priorities[code] for code in PRIORITIES], u[2]) + 1
    priority[reason == Reason.administrative] = patients.administrative_priority
    picture = source == Source.picture
    reason[picture], priority[picture] = Reason.other, PICTURE_PRIORITY
    past_intake = picture | (source == Source.backlog)
    barred = past_intake & by_guardian
    return Requests(
        reason=reason,
        priority=priority,
        age=age,
        by_guardian=by_guardian,
        protected_identity=(u[3] < patients.protected_identity) & ~barred,
        guardian_protected_identity=(u[4] < patients.protected_identity) & by_guardian & ~barred,
        needs_identity=(u[5] < patients.protected_identity_needs_voice) & ~picture,
    )


def _ages(patients: Patients, source: Ints, u: Floats) -> Ints:
    """Whole years from the distribution, cut at 1 and 100; under 1 and under 18 for the attempts turned away."""
    shares = np.diff(below(patients.age, np.append(AGES, AGES[-1] + 1)))
    if shares.sum() <= 0:
        what = "no age between 1 and 100 years can be drawn; write a distribution that reaches into it"
        raise InputError([Problem(what, place="patients.age")])
    age = AGES[choose(shares, u)]
    wrong = source == Source.wrong_requester
    children = np.where(AGES < CHILD_UNTIL, shares, 0.0)
    age[wrong] = AGES[choose(children if children.sum() > 0 else (AGES < CHILD_UNTIL).astype(float), u[wrong])]
    age[source == Source.under_one] = 0
    return np.asarray(age, dtype=np.int64)
