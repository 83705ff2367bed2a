"""Which role takes a new case [Vårdflöden] (RO-1 to RO-8, RO-10)."""

from sim.domain.rules import rule_index
from sim.domain.words import Reason, Role

ADULT_FROM_AGE = 18
"""Age from which a counselling case is an adult's (RO-5)."""

_RO_1, _RO_2, _RO_3, _RO_4, _RO_5, _RO_6, _RO_7, _RO_8 = (rule_index(f"RO-{number}") for number in range(1, 9))


def is_urgent(priority: int) -> bool:
    """Tell whether a priority is one of the two most urgent, 1 or 2 (RO-2, RO-4, CO-4).

    Parameters
    ----------
    priority
        1 to 5.
    """
    return priority <= 2


def in_physiotherapy_flow(reason: int) -> bool:
    """Tell whether a reason belongs to physiotherapy: back, knee, shoulder, leg (RO-1, RO-2).

    Parameters
    ----------
    reason
        ``Reason``.
    """
    return Reason.back <= reason <= Reason.leg


def in_counselling_flow(reason: int) -> bool:
    """Tell whether a reason belongs to counselling: stress, low mood, anxiety (RO-3, RO-4).

    Parameters
    ----------
    reason
        ``Reason``.
    """
    return Reason.stress <= reason <= Reason.anxiety


def role_rule(
    reason: int,
    priority: int,
    age: int,
    nurse_takes_physiotherapy: bool,
    nurse_takes_counselling: bool,
    admin_to_nurse: bool,
) -> int:
    """Return the rule that gives a new case its role (RO-1, RO-2, RO-3, RO-4, RO-5, RO-6, RO-7, RO-8).

    RO-8 in place of RO-1 and RO-3 where it applies, else the lowest that fits.

    Parameters
    ----------
    reason
        ``Reason``.
    priority
        Listed priority, 1 to 5.
    age
        Whole years at arrival.
    nurse_takes_physiotherapy, nurse_takes_counselling
        The nurses of the unit take over that flow (RO-8).
    admin_to_nurse
        The unit's ``admin_flow`` is ``nurse``: administrative cases are "everything else" (RO-6, RO-7).

    Returns
    -------
    int
        Index into ``RULES``.
    """
    if in_physiotherapy_flow(reason):
        if is_urgent(priority):
            return _RO_2
        return _RO_8 if nurse_takes_physiotherapy else _RO_1
    if in_counselling_flow(reason):
        if is_urgent(priority):
            return _RO_4
        if age < ADULT_FROM_AGE:
            return _RO_5
        return _RO_8 if nurse_takes_counselling else _RO_3
    if reason == Reason.administrative and not admin_to_nurse:
        return _RO_7
    return _RO_6


def role_for(
    reason: int,
    priority: int,
    age: int,
    nurse_takes_physiotherapy: bool,
    nurse_takes_counselling: bool,
    admin_to_nurse: bool,
) -> int:
    """Return the role whose list a new case enters (RO-1 to RO-8); never the physician's (RO-10).

    Parameters
    ----------
    reason, priority, age, nurse_takes_physiotherapy, nurse_takes_counselling, admin_to_nurse
        As in `role_rule`.

    Returns
    -------
    int
        ``Role``.
    """
    rule = role_rule(reason, priority, age, nurse_takes_physiotherapy, nurse_takes_counselling, admin_to_nurse)
    if rule == _RO_1:
        return Role.physiotherapist
    if rule == _RO_3:
        return Role.counsellor
    return Role.medical_admin if rule == _RO_7 else Role.nurse
