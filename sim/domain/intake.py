"""What intake does with a case [Barn, Skyddade personuppgifter, Vårdflöden] (IN-1 to IN-3, IN-5, RO-11)."""

from sim.domain.children import turned_away_by_age
from sim.domain.protected_identity import guardian_barred
from sim.domain.rules import rule_index
from sim.domain.words import Intake

_IN_1, _IN_2, _IN_3, _IN_5, _RO_11 = (rule_index(rule) for rule in ("IN-1", "IN-2", "IN-3", "IN-5", "RO-11"))


def to_telephone_line(listed_priority: int, priority_5_to_line: bool) -> bool:
    """Tell whether a case goes to the 1177 telephone line because of its priority (RO-11).

    Parameters
    ----------
    listed_priority
        Priority 1 to 5 of the automatic triage.
    priority_5_to_line
        The unit's ``priority_5`` is ``telephone_line``.
    """
    return listed_priority == 5 and priority_5_to_line


def outside_hours(in_staffed_hours: bool, staffed_hours_only: bool, diverts: bool) -> int:
    """Return what becomes of a case because of the hour at which it arrives (IN-5).

    Parameters
    ----------
    in_staffed_hours
        It arrives in staffed hours; a closure does not make them less staffed.
    staffed_hours_only
        The unit's ``intake`` is ``staffed_hours``.
    diverts
        The unit's ``out_of_hours`` diverts the listed priority.

    Returns
    -------
    int
        ``Intake``.
    """
    if in_staffed_hours:
        return Intake.accepted
    if staffed_hours_only:
        return Intake.turned_away
    return Intake.diverted if diverts else Intake.accepted


def intake_rule(
    age: int,
    by_guardian: bool,
    protected_identity: bool,
    guardian_protected_identity: bool,
    listed_priority: int,
    priority_5_to_line: bool,
    in_staffed_hours: bool,
    staffed_hours_only: bool,
    diverts: bool,
) -> int:
    """Return the rule that keeps a case out; the order is IN-1, IN-2, IN-3, RO-11, IN-5.

    Parameters
    ----------
    age, by_guardian
        As in `turned_away_by_age`.
    protected_identity, guardian_protected_identity
        As in `guardian_barred`.
    listed_priority, priority_5_to_line
        As in `to_telephone_line`.
    in_staffed_hours, staffed_hours_only, diverts
        As in `outside_hours`.

    Returns
    -------
    int
        Index into ``RULES``, -1 if the case is accepted.
    """
    by_age = turned_away_by_age(age, by_guardian)
    if by_age:
        return _IN_1 if by_age == 1 else _IN_2
    if guardian_barred(by_guardian, protected_identity, guardian_protected_identity):
        return _IN_3
    if to_telephone_line(listed_priority, priority_5_to_line):
        return _RO_11
    if outside_hours(in_staffed_hours, staffed_hours_only, diverts) != Intake.accepted:
        return _IN_5
    return -1


def intake_of(rule: int, staffed_hours_only: bool) -> int:
    """Return what intake did, from the rule of `intake_rule`: IN-1 to IN-3 turn away, RO-11 diverts, IN-5 either.

    Parameters
    ----------
    rule
        Index into ``RULES``, or -1.
    staffed_hours_only
        The unit's ``intake`` is ``staffed_hours``.

    Returns
    -------
    int
        ``Intake``.
    """
    if rule < 0:
        return Intake.accepted
    if rule == _RO_11 or (rule == _IN_5 and not staffed_hours_only):
        return Intake.diverted
    return Intake.turned_away
