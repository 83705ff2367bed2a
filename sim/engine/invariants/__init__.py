"""What must hold in every log, worked out again from log, plan and cases alone: a parity test cannot see a wrong rule.

Each violation begins with the name of its guard in brackets. Three kinds of guard:

- what must add up in any log (``accounts``) and what people may do at all (``duty``);
- what must become of each case given who began its pieces and when (``story``, ``agreement``): durations, answers,
  timers, conversion, messages, ownership, stages;
- who must have taken what, given what stood where (``dispatch``, ``visits``): nobody overtaken, nobody idle.

Nothing here is shared with an engine: clocks, caps, order and relations are written a second time, on purpose.
"""

from sim.engine.invariants.accounts import (
    attempts_before_closing,
    cases_end_once,
    documented_first,
    little,
    pieces_live_once,
)
from sim.engine.invariants.agreement import agrees, stories
from sim.engine.invariants.dispatch import dispatches
from sim.engine.invariants.duty import begun_on_duty, one_at_a_time, rows_of_the_plan
from sim.engine.invariants.reading import Reading
from sim.engine.invariants.visits import booked_as_due, held_in_time
from sim.tables import CaseTable, EventLog, PlanTable

__all__ = ["violations"]


def violations(plan: PlanTable, cases: CaseTable, log: EventLog) -> list[str]:
    """Return everything in a log that must not be, in words.

    Parameters
    ----------
    plan, cases
        What the engine was given.
    log
        What it answered.

    Returns
    -------
    list of str
        Empty if every invariant holds; otherwise ``[guard] day and time: what is wrong``.
    """
    reading = Reading.of(plan, cases, log)
    faults = [
        f"[order] row {number} stands before its place"
        for number, (one, other) in enumerate(zip(reading.rows, reading.rows[1:], strict=False))
        if one > other
    ]
    alone = (
        cases_end_once,
        pieces_live_once,
        little,
        attempts_before_closing,
        documented_first,
        one_at_a_time,
        begun_on_duty,
        rows_of_the_plan,
    )
    for guard in alone:
        faults += guard(reading)
    told = stories(reading)
    for story in told:
        faults += agrees(story)
    faults += dispatches(reading, told)
    faults += booked_as_due(reading, told)
    faults += held_in_time(reading, told)
    return faults
