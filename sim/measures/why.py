"""Why a case waited for its first contact: every second of the wait has exactly one cause.

For each second from listed to begun, on the state after everything of that second has happened. E are the people who
by role and permission may take the piece, A those of E on duty, free those of A with nothing in hand. The first that
holds:

1 ``closed_hours``: A is empty, outside staffed hours. 2 ``closure``: A is empty, a planned closure of the list's unit.
3 ``nobody_on_duty``: A is empty. 4 ``not_noticed``: somebody is free and below the cap. 5 ``at_cap``: somebody is free,
all of them held back by the cap. 6 ``behind_more_urgent``: nobody is free, a more urgent piece waits that somebody in A
may take by role and permission. 7 ``behind_equal``: likewise one of the same priority that stands before it.
8 ``first_in_line``: nobody is free, nothing waits before it.

All but the first lie inside staffed hours: they add up to the wait on the working clock.

Here everything that changes is laid out in the order of time; `sim.measures.compiled.causes` sweeps through it.
"""

import numpy as np

from sim.domain.words import N_LIST_ROLES, Piece
from sim.errors import EngineError
from sim.measures.compiled.causes import ENDS, KIND, TICK, Cause, Change, Setting, State, split
from sim.measures.duty import Duty
from sim.measures.spans import spread
from sim.measures.story import Story, Waiting
from sim.tables import Ints, PlanTable

__all__ = ["Cause", "causes"]


def causes(story: Story, duty: Duty) -> Ints:
    """Split the wait of every first piece by cause.

    Parameters
    ----------
    story
        The log, read.
    duty
        Who was on duty.

    Returns
    -------
    array
        (N, 8) seconds by case and `Cause`; zero for cases that never entered a list. A row adds up to the wait from
        listed to begun, withdrawn or the end of the horizon.

    Raises
    ------
    EngineError
        Somebody was free, below the cap and had noticed the piece: the log breaks the rules.
    """
    pieces, waiting = story.pieces, story.waiting
    out = np.zeros((len(story.cases), len(Cause)), dtype=np.int64)
    overlooked = np.zeros(len(waiting.piece), dtype=np.bool_)
    split(_changes(story, duty), _setting(story), _state(story.plan, waiting), out, overlooked)
    rows = np.flatnonzero(overlooked)
    if len(rows):
        first = min(rows.tolist(), key=lambda row: (waiting.where[row], waiting.priority[row], row))
        piece = waiting.piece[first]
        raise EngineError("noticed, and left by somebody free", int(pieces.noticed[piece]), int(pieces.case[piece]))
    return out


def _changes(story: Story, duty: Duty) -> Ints:
    """Return all that changes within the horizon, packed and sorted."""
    plan, busy, owned, waiting = story.plan, story.busy, story.owned, story.waiting
    worked = duty.worked > 0
    listed, with_owner = np.flatnonzero(waiting.where >= 0), np.flatnonzero(waiting.owner >= 0)
    since, until = np.clip(plan.access_from, 0, plan.end), np.clip(plan.access_until, 0, plan.end)
    parts = (
        (Change.on_duty, duty.post[worked], duty.start[worked], duty.stop[worked]),
        (Change.allowed, plan.post_person[plan.access_post], since, until),
        (Change.in_hand, busy.person, busy.start, busy.stop),
        (Change.owns, owned.person, owned.start, owned.stop),
        (Change.closed, plan.closure_unit, plan.closure_from, np.minimum(plan.closure_until, plan.end)),
        (Change.in_list, listed, waiting.start[listed], waiting.stop[listed]),
        (Change.with_owner, with_owner, waiting.start[with_owner], waiting.stop[with_owner]),
    )
    packed = []
    for kind, number, start, stop in parts:
        begins = number + (int(kind) << KIND)
        packed += [begins + (start << TICK), begins + ((stop << TICK) + (1 << ENDS))]
    return np.sort(np.concatenate(packed))


def _setting(story: Story) -> Setting:
    plan, waiting, pieces = story.plan, story.waiting, story.pieces
    lists, people = len(plan.unit_names) * N_LIST_ROLES, len(plan.person_names)
    order = np.argsort(plan.access_list, kind="stable")
    person = plan.post_person[plan.access_post[order]]
    of_subject, concerned = _concerned(person, plan.access_list[order], lists, people)
    return Setting(
        plan.day_open,
        plan.day_close,
        plan.worked_before,
        plan.max_open,
        plan.max_open_urgent,
        plan.post_person,
        plan.access_post[order],
        person,
        plan.access_list[order],
        plan.access_from[order],
        plan.access_until[order],
        _firsts(plan.access_list, lists),
        _firsts(person, people),
        np.argsort(person, kind="stable"),
        of_subject,
        concerned,
        waiting.where,
        waiting.owner,
        waiting.priority,
        waiting.rank,
        pieces.arose[waiting.piece],
        waiting.stop,
        pieces.noticed[waiting.piece],
        np.where(pieces.kind[waiting.piece] == Piece.first, pieces.case[waiting.piece], -1),
    )


def _concerned(person: Ints, patient_list: Ints, lists: int, people: int) -> tuple[Ints, Ints]:
    """Return the lists that a change at each list, person and unit may concern: first of each, lists."""
    desk_person, desk_list = np.divmod(np.unique(person * lists + patient_list), lists)
    of_person = _firsts(desk_person, people)
    owner, part = spread(np.diff(of_person)[desk_person])
    together = desk_list[owner] * lists + desk_list[of_person[desk_person[owner]] + part]
    beside, other = np.divmod(np.unique(np.r_[together, np.arange(lists) * (lists + 1)]), lists)
    subjects = np.r_[beside, lists + desk_person, lists + people + np.arange(lists) // N_LIST_ROLES]
    return _firsts(subjects, lists + people + lists // N_LIST_ROLES), np.r_[other, desk_list, np.arange(lists)]


def _state(plan: PlanTable, waiting: Waiting) -> State:
    lists, people = len(plan.unit_names) * N_LIST_ROLES, len(plan.person_names)
    queue = np.r_[waiting.where[waiting.where >= 0], lists + waiting.owner[waiting.owner >= 0]]

    def zeros(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return State(
        zeros(len(plan.post_person)),
        zeros(people),
        zeros(people),
        zeros(len(plan.unit_names)),
        zeros(lists),
        zeros(lists),
        zeros(lists, 6, len(Cause)),
        zeros(lists, 6),
        np.empty(len(queue), dtype=np.int64),
        _firsts(queue, lists + people),
        zeros(lists + people),
    )


def _firsts(column: Ints, groups: int) -> Ints:
    """Return where each group begins when rows are sorted by a column of group numbers, and where the last ends."""
    return np.concatenate(([0], np.cumsum(np.bincount(column, minlength=groups))))
