"""When the patient does not answer [Ärendehantering vid uteblivet svar] (CO-2 to CO-4)."""

from sim.domain.care_flows import is_urgent
from sim.domain.columns import Column
from sim.domain.protected_identity import may_telephone


def second_attempt_is_call(current_priority: int, protected_identity: bool) -> bool:
    """Tell whether the second attempt is made by telephone: in acute cases, never to a protected identity (CO-4).

    Parameters
    ----------
    current_priority
        Priority as corrected so far, 1 to 5.
    protected_identity
        The patient's identity is protected.
    """
    return is_urgent(current_priority) and may_telephone(protected_identity)


def second_attempt_wait(current_priority: int, second_attempt_after: int, call_after: Column) -> int:
    """Return the working ticks from the unanswered message to the second attempt, fewer in acute cases (CO-3, CO-4).

    Parameters
    ----------
    current_priority
        Priority as corrected so far, 1 to 5.
    second_attempt_after
        Working ticks for priorities 3 to 5.
    call_after
        Working ticks by priority, read for 1 and 2; also where a protected identity makes the attempt a reminder.
    """
    return call_after[current_priority] if is_urgent(current_priority) else second_attempt_after


def closable_at(
    work_at_message: int, work_at_second_attempt: int, answer_wait: int, min_after_second_attempt: int
) -> int:
    """Return the working time from which a silent case may be closed: two hours and two attempts (CO-2).

    Parameters
    ----------
    work_at_message
        Working clock at the end of the unanswered message.
    work_at_second_attempt
        Working clock at the end of the second attempt.
    answer_wait, min_after_second_attempt
        Working ticks that must have passed since each.

    Returns
    -------
    int
        Working ticks on the clock of `sim.domain.staffed_time.worked_at`.
    """
    return max(work_at_message + answer_wait, work_at_second_attempt + min_after_second_attempt)
