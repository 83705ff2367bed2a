"""Who the patients are, case by case."""

from typing import NamedTuple

import numpy as np

from sim.cases.compiled.codes import Purpose, Source
from sim.cases.compiled.mix import Mix, pick
from sim.cases.compiled.philox import Key, Words, uniforms
from sim.compiling import entry
from sim.domain.children import FROM_AGE, OWN_FROM_AGE
from sim.domain.words import Reason
from sim.tables import Bools, Ints

PICTURE_PRIORITY = 3
"""Where a picture asked for on the telephone stands in the order (CO-8)."""

_PATIENT = int(Purpose.patient)
_UNDER_ONE, _WRONG_REQUESTER, _PICTURE, _BACKLOG = (
    int(source) for source in (Source.under_one, Source.wrong_requester, Source.picture, Source.backlog)
)
_ADMINISTRATIVE, _OTHER = int(Reason.administrative), int(Reason.other)


class Mixes(NamedTuple):
    """Mixes of the patients.

    Attributes
    ----------
    ages, children, reasons, priorities
        Of whole years from 1; of the same among children; of ``Reason``; of listed priorities from 1.
    administrative_priority
        Listed priority of administrative cases.
    protected_identity, needs_voice
        Shares.
    """

    ages: Mix
    children: Mix
    reasons: Mix
    priorities: Mix
    administrative_priority: int
    protected_identity: float
    needs_voice: float


class Requests(NamedTuple):
    """What is known of each patient at intake.

    Attributes
    ----------
    numbers
        (3, N) ``Reason``; listed priority 1-5; whole years.
    truths
        (4, N) a guardian asks, not the patient; the patient's identity is protected; the guardian's is (IN-2, IN-3);
        name, contact details or place are needed, so that a protected identity moves the contact to voice (IN-4).
    """

    numbers: Ints
    truths: Bools


@entry
def draw(mixes: Mixes, origin: Words, source: Ints, key: Key) -> Requests:
    """Draw the patients.

    Parameters
    ----------
    mixes
        Of the scenario.
    origin, source
        (N, 3), (N,) the cases.
    key
        Of the replication.
    """
    n = len(source)
    numbers, truths = np.empty((3, n), np.int64), np.empty((4, n), np.bool_)
    ages, age_bounds = mixes.ages
    children, child_bounds = mixes.children
    reasons, reason_bounds = mixes.reasons
    priorities, priority_bounds = mixes.priorities
    u = uniforms(origin, _PATIENT, 2, key)
    for case in range(n):
        came = source[case]
        age = 0
        if came == _WRONG_REQUESTER:
            age = FROM_AGE + pick(children, child_bounds, 0, u[0, case])
        elif came != _UNDER_ONE:
            age = FROM_AGE + pick(ages, age_bounds, 0, u[0, case])
        by_guardian = (age < OWN_FROM_AGE) != (came == _WRONG_REQUESTER)
        reason = pick(reasons, reason_bounds, 0, u[1, case])
        priority = pick(priorities, priority_bounds, 0, u[2, case]) + 1
        if reason == _ADMINISTRATIVE:
            priority = mixes.administrative_priority
        if came == _PICTURE:
            reason, priority = _OTHER, PICTURE_PRIORITY
        barred = by_guardian and came in (_PICTURE, _BACKLOG)
        numbers[0, case], numbers[1, case], numbers[2, case] = reason, priority, age
        truths[0, case] = by_guardian
        truths[1, case] = u[3, case] < mixes.protected_identity and not barred
        truths[2, case] = u[4, case] < mixes.protected_identity and by_guardian and not barred
        truths[3, case] = u[5, case] < mixes.needs_voice and came != _PICTURE
    return Requests(numbers, truths)
