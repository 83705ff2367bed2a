"""Who the patients are: age, reason, listed priority, requester, protected identities."""

import numpy as np

from sim.cases.arrivals import Arrivals
from sim.cases.compiled.attributes import Mixes, Requests, draw
from sim.cases.distributions import mix_of
from sim.cases.draws import Draws
from sim.domain.words import PRIORITIES, Reason
from sim.errors import InputError, Problem
from sim.scenario.chances import AGES, of_ages
from sim.scenario.check import NO_AGE
from sim.scenario.schema.patients import Patients

CHILD_UNTIL = 18


def mixes_of(patients: Patients) -> Mixes:
    """Return the mixes of a scenario's patients as they are drawn from.

    Ages are whole years from the distribution, cut at 1 and 100; those of the wrong requester are cut at 18.

    Raises
    ------
    InputError
        No age of the scenario's distribution lies between 1 and 100 years.
    """
    ages = of_ages(patients.age)
    if ages.sum() <= 0:
        raise InputError([Problem(NO_AGE, place="patients.age")])
    children = np.where(AGES < CHILD_UNTIL, ages, 0.0)
    reasons = {Reason[name]: share for name, share in patients.reasons.items()}
    return Mixes(
        ages=mix_of([ages]),
        children=mix_of([children if children.sum() > 0 else (AGES < CHILD_UNTIL).astype(float)]),
        reasons=mix_of([[reasons[code] for code in Reason]]),
        priorities=mix_of([[patients.priorities[code] for code in PRIORITIES]]),
        administrative_priority=patients.administrative_priority,
        protected_identity=patients.protected_identity,
        needs_voice=patients.protected_identity_needs_voice,
    )


def draw_requests(mixes: Mixes, arrivals: Arrivals, draws: Draws) -> Requests:
    """Draw the patients.

    A child under 13 comes through a guardian, from 13 the patient asks; the two sources of attempts that intake turns
    away are a child under 1 year and the wrong requester. Pictures and the backlog are past intake: nobody whom IN-3
    bars is among them.

    Parameters
    ----------
    mixes
        Of the scenario.
    arrivals
        The cases.
    draws
        Of the replication.

    Returns
    -------
    Requests
        One column a case.
    """
    return draw(mixes, arrivals.origin, arrivals.source, draws.key)
