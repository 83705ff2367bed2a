"""What the roles do with a case they hold [Roller och ansvar] (RO-9)."""

from sim.domain.care_flows import is_urgent
from sim.domain.words import Reason, Role


def is_corrected(reason: int) -> bool:
    """Tell whether staff secure the priority of a case: not of an administrative one (RO-9).

    Parameters
    ----------
    reason
        ``Reason``.
    """
    return reason != Reason.administrative


def moves_when_corrected(role: int, corrected_priority: int) -> bool:
    """Tell whether a corrected priority moves a case to the nurses: urgent, in another flow (RO-9, RO-2, RO-4).

    Parameters
    ----------
    role
        ``Role`` that holds the case.
    corrected_priority
        Priority after the first turn, 1 to 5.
    """
    return role in (Role.physiotherapist, Role.counsellor) and is_urgent(corrected_priority)


def turns_before_moving(turns: int, to_role: int, is_correction: bool) -> int:
    """Return how many turns are held before a case goes to another role (RO-9).

    Distributing takes the first turn only; a physician gets the case when the conversation is over.

    Parameters
    ----------
    turns
        Turns of the whole conversation, at least 1.
    to_role
        ``Role`` it goes to.
    is_correction
        It goes because its priority was corrected, not by referral.
    """
    return turns if to_role == Role.physician and not is_correction else 1
