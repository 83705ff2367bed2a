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

from enum import IntEnum

import numpy as np

from sim.domain.words import N_LIST_ROLES, Piece
from sim.errors import EngineError
from sim.measures.compiled import queues
from sim.measures.compiled.causes import Cause, split
from sim.measures.compiled.timeline import ENDS, KIND, TICK, Access, Change, List, Person, Post, Subject, Wait
from sim.measures.duty import Duty
from sim.measures.ranges import spread
from sim.measures.story import Story
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
    plan = story.plan
    out = _zeros(len(story.cases), len(Cause))
    subjects, concerned, heap = _subjects(story)
    lists, posts, accesses = _places(plan)
    people, waits = _zeros(len(plan.person_names), len(Person)), _waits(story)
    seconds, able_until = _zeros(len(lists), 6, len(Cause)), _zeros(len(lists), 6)
    caps = int(plan.max_open), int(plan.max_open_urgent)
    split(
        _changes(story, duty), subjects, concerned, lists, posts, people, accesses, waits, heap, seconds, able_until,
        caps, out,
    )  # fmt: skip
    _refuse_overlooked(waits)
    return out


def _refuse_overlooked(waits: Ints) -> None:
    """Refuse a log in which somebody leaves a noticed piece that he or she could begin."""
    rows = np.flatnonzero(waits[:, Wait.overlooked])
    if len(rows):
        row = rows[np.lexsort((waits[rows, Wait.priority], waits[rows, Wait.where]))[0]]
        what, tick, case = "noticed, and left by somebody free", waits[row, Wait.noticed], waits[row, Wait.case]
        raise EngineError(what, int(tick), int(case))


def _changes(story: Story, duty: Duty) -> Ints:
    """Return all that changes within the horizon, packed and sorted."""
    plan, busy, owned, waiting = story.plan, story.busy, story.owned, story.waiting
    worked = duty.worked > 0
    listed, with_owner = np.flatnonzero(waiting.where >= 0), np.flatnonzero(waiting.owner >= 0)
    packed = []
    for kind, number, start, stop in (
        (Change.staffed_hours, np.zeros_like(plan.day_open), plan.day_open, plan.day_close),
        (Change.closure, plan.closure_unit, plan.closure_from, plan.closure_until),
        (Change.duty, duty.post[worked], duty.start[worked], duty.stop[worked]),
        (Change.permission, plan.access_post, plan.access_from, np.minimum(plan.access_until, plan.end)),
        (Change.in_hand, busy.person, busy.start, busy.stop),
        (Change.owned, owned.person, owned.start, owned.stop),
        (Change.in_list, listed, waiting.start[listed], waiting.stop[listed]),
        (Change.with_owner, with_owner, waiting.start[with_owner], waiting.stop[with_owner]),
    ):
        code = number + (int(kind) << KIND)
        packed += [code + (start << TICK), code + ((stop << TICK) + (1 << ENDS))]
    return np.sort(np.concatenate(packed))


def _subjects(story: Story) -> tuple[Ints, Ints, Ints]:
    """Return the table of subjects, the lists that they concern, and room for the queues."""
    plan, waiting = story.plan, story.waiting
    lists, people = len(plan.unit_names) * N_LIST_ROLES, len(plan.person_names)
    every = np.arange(lists)
    person, own = np.divmod(np.unique(plan.post_person[plan.access_post] * lists + plan.access_list), lists)
    first = np.searchsorted(person, np.arange(people + 1))
    owner, part = spread(np.diff(first)[person])
    together = own[owner] * lists + own[first[person[owner]] + part]
    beside, other = np.divmod(np.unique(np.concatenate([together, every * lists + every])), lists)
    of_unit, of_all = lists + people + every // N_LIST_ROLES, np.full(lists, lists + people + lists // N_LIST_ROLES)
    concerned = np.concatenate([other, own, every, every])
    bounds = _bounds(
        np.concatenate([beside, lists + person, of_unit, of_all]), lists + people + lists // N_LIST_ROLES + 1
    )
    queues = np.concatenate([waiting.where[waiting.where >= 0], lists + waiting.owner[waiting.owner >= 0]])
    subjects = _table(Subject, first=bounds[:-1], last=bounds[1:], queue=_bounds(queues, len(bounds) - 1)[:-1])
    return subjects, concerned, np.empty(len(queues), dtype=np.int64)


def _places(plan: PlanTable) -> tuple[Ints, Ints, Ints]:
    """Return the tables of lists, posts and accesses."""
    to_list, next_to_list = _chained(plan.access_list, len(plan.unit_names) * N_LIST_ROLES)
    of_post, next_of_post = _chained(plan.access_post, len(plan.post_person))
    accesses = _table(
        Access,
        post=plan.access_post,
        person=plan.post_person[plan.access_post],
        in_list=plan.access_list,
        since=plan.access_from,
        until=plan.access_until,
        next_to_list=next_to_list,
        next_of_post=next_of_post,
    )
    return _table(List, access=to_list), _table(Post, person=plan.post_person, access=of_post), accesses


def _waits(story: Story) -> Ints:
    """Return the table of stretches of waiting."""
    waiting, pieces = story.waiting, story.pieces
    piece = waiting.piece
    return _table(
        Wait,
        where=waiting.where,
        owner=waiting.owner,
        priority=waiting.priority,
        key=queues.packed(waiting.priority, waiting.rank, pieces.arose[piece]),
        stop=waiting.stop,
        noticed=pieces.noticed[piece],
        case=np.where(pieces.kind[piece] == Piece.first, pieces.case[piece], -1),
    )


def _table(columns: type[IntEnum], **given: Ints) -> Ints:
    """Return rows with the given columns, the others 0."""
    out = _zeros(len(next(iter(given.values()))), len(columns))
    for name, values in given.items():
        out[:, columns[name]] = values
    return out


def _zeros(*shape: int) -> Ints:
    return np.zeros(shape, dtype=np.int64)


def _bounds(groups: Ints, count: int) -> Ints:
    """Return where each group begins when rows are sorted by group, and where the last ends."""
    return np.concatenate([[0], np.cumsum(np.bincount(groups, minlength=count))])


def _chained(groups: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the first row of each group and the next row of the same group, -1 where there is none."""
    first, following = np.full(count, -1), np.full(len(groups), -1)
    order = np.argsort(groups, kind="stable")
    same = groups[order[1:]] == groups[order[:-1]]
    following[order[:-1][same]] = order[1:][same]
    first[groups[order[::-1]]] = order[::-1]
    return first, following
