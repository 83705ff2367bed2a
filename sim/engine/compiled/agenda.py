"""What the plan says will happen, in order: shifts, closures, windows of access, visit slots, ends of days."""

from enum import IntEnum

import numpy as np

from sim.tables import Ints, PlanTable

AT = 32
NOTE = 28
INDEX = (1 << NOTE) - 1


class Note(IntEnum):
    """What happens; the order is that of the phases of an instant, and changes nothing within a phase."""

    shift_ends = 0
    closure_ends = 1
    access_begins = 2
    shift_begins = 3
    closure_begins = 4
    slot_begins = 5
    day_ends = 6


def agenda_of(plan: PlanTable) -> Ints:
    """Return all that a plan says will happen within its horizon, sorted.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Ints
        One number for each: tick, then ``Note`` (4 bits), then the row of the shift, closure, access, slot or day (28
        bits).
    """
    opens = plan.day_open < plan.day_close
    parts = [
        _part(plan, Note.shift_ends, plan.shift_until),
        _part(plan, Note.closure_ends, plan.closure_until),
        _part(plan, Note.access_begins, plan.access_from, least=1),
        _part(plan, Note.shift_begins, plan.shift_from),
        _part(plan, Note.closure_begins, plan.closure_from),
        _part(plan, Note.slot_begins, plan.slot_from),
        _part(plan, Note.day_ends, np.where(opens, plan.day_close, -1)),
    ]
    return np.sort(np.concatenate(parts))


def _part(plan: PlanTable, note: Note, ticks: Ints, least: int = 0) -> Ints:
    rows = np.flatnonzero((ticks >= least) & (ticks <= plan.end))
    return (ticks[rows] << AT) + ((int(note) << NOTE) + rows)
