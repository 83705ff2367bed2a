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

The causes are sets of time by list and priority, so that a case needs only its part of each (no loop over seconds or
events by case). The one that depends on the case, 7 against 8, is settled by who stands at the front: a case is first
in line exactly while it is the front itself.
"""

from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush

import numpy as np

from sim.domain.capacity import may_own
from sim.domain.words import N_LIST_ROLES, PRIORITIES, Piece
from sim.errors import EngineError
from sim.measures.duty import Duty, access_of, closed, staffed
from sim.measures.spans import NOTHING, Spans
from sim.measures.story import Owned, Story
from sim.tables import Bools, Ints


class Cause(IntEnum):
    """Why a case waited, in the order in which the causes are asked."""

    closed_hours = 0
    closure = 1
    nobody_on_duty = 2
    not_noticed = 3
    at_cap = 4
    behind_more_urgent = 5
    behind_equal = 6
    first_in_line = 7


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
    pieces = story.pieces
    out = np.zeros((len(story.cases), len(Cause)), dtype=np.int64)
    firsts = np.flatnonzero(pieces.kind == Piece.first)
    lists = pieces.home[firsts]
    people = _People(story, duty)
    for patient_list in np.unique(lists):
        _explain(story, people, int(patient_list), firsts[lists == patient_list], out)
    return out


class _People:
    """When each person was on duty where, busy, and held back by a cap."""

    def __init__(self, story: Story, duty: Duty) -> None:
        self.story = story
        self.duty = duty
        plan, busy = story.plan, story.busy
        self.busy = [
            Spans.of(busy.start[mine], busy.stop[mine])
            for mine in (np.flatnonzero(busy.person == person) for person in range(len(plan.person_names)))
        ]
        by_cap = {cap: _full(story.owned, cap, len(plan.person_names)) for cap in (plan.max_open, plan.max_open_urgent)}
        self.full = {priority: by_cap[_cap(story, priority)] for priority in PRIORITIES}
        self._posts: dict[int, list[int]] = {}
        for post, patient_list in sorted(set(zip(plan.access_post.tolist(), plan.access_list.tolist(), strict=True))):
            self._posts.setdefault(patient_list, []).append(post)
        self._on: dict[tuple[int, int], Spans] = {}

    def posts(self, patient_list: int) -> list[int]:
        """Return the posts that may ever work in a list."""
        return self._posts.get(patient_list, [])

    def lists(self, posts: list[int]) -> list[int]:
        """Return the lists in which one of the posts may ever work."""
        return [patient_list for patient_list, members in self._posts.items() if not set(posts).isdisjoint(members)]

    def on(self, post: int, patient_list: int) -> Spans:
        """Return when a post was on duty and allowed in a list."""
        key = post, patient_list
        if key not in self._on:
            self._on[key] = self.duty.of_post(post) & access_of(self.story.plan, post, patient_list)
        return self._on[key]


def _cap(story: Story, priority: int) -> int:
    """Return how many live cases a person owns who may not take on one more of a priority."""
    plan = story.plan
    return min(
        cap
        for cap in (plan.max_open, plan.max_open_urgent)
        if not may_own(Piece.first, priority, cap, plan.max_open, plan.max_open_urgent)
    )


def _full(owned: Owned, cap: int, people: int) -> list[Spans]:
    """Return by person when at least ``cap`` live cases were owned."""
    return [
        Spans.at_least(owned.start[mine], owned.stop[mine], cap)
        for mine in (np.flatnonzero(owned.person == person) for person in range(people))
    ]


def _unite(parts: list[Spans]) -> Spans:
    if not parts:
        return NOTHING
    return Spans.of(np.concatenate([part.starts for part in parts]), np.concatenate([part.ends for part in parts]))


def _explain(story: Story, people: _People, patient_list: int, firsts: Ints, out: Ints) -> None:
    """Write the causes of one list's first pieces into ``out``."""
    plan, pieces = story.plan, story.pieces
    case = pieces.case[firsts]
    start = pieces.arose[firsts]
    stop = np.minimum(np.minimum(pieces.begun, pieces.withdrawn)[firsts], plan.end)
    posts = people.posts(patient_list)
    persons = {post: int(plan.post_person[post]) for post in posts}
    there = _unite([people.on(post, patient_list) for post in posts])
    free_by_post = {post: people.on(post, patient_list) - people.busy[persons[post]] for post in posts}
    free = _unite(list(free_by_post.values()))
    open_hours, closures = staffed(plan), closed(plan, patient_list // N_LIST_ROLES)

    everything = Spans.of(np.zeros(1, dtype=np.int64), np.array([max(plan.end, 1)]))
    empty = everything - there
    for cause, when in (
        (Cause.closed_hours, empty - open_hours),
        (Cause.closure, (empty & open_hours) & closures),
        (Cause.nobody_on_duty, (empty & open_hours) - closures),
    ):
        out[case, cause] = when.within(start, stop)
    takeable = _takeable(story, people, patient_list, posts, there)
    for priority in np.unique(story.cases.priority[case]).tolist():
        mine = story.cases.priority[case] == priority
        able = _unite([free_by_post[post] - people.full[priority][persons[post]] for post in posts])
        _refuse_overlooked(story, firsts[mine], able, stop[mine])
        out[case[mine], Cause.not_noticed] = able.within(start[mine], stop[mine])
        out[case[mine], Cause.at_cap] = (free - able).within(start[mine], stop[mine])
        _line(story, firsts[mine], stop[mine], there - free, takeable, priority, out)


def _refuse_overlooked(story: Story, firsts: Ints, able: Spans, stop: Ints) -> None:
    """Refuse a log in which somebody leaves a noticed piece that he or she could begin."""
    pieces = story.pieces
    seen = np.minimum(pieces.noticed[firsts], stop)
    wrong = np.flatnonzero(able.within(seen, stop))
    if len(wrong):
        piece = firsts[wrong[0]]
        raise EngineError("noticed, and left by somebody free", int(pieces.noticed[piece]), int(pieces.case[piece]))


@dataclass(frozen=True, slots=True)
class _Takeable:
    """Stretches in which waiting pieces could be taken by somebody on duty for the list, by role and permission."""

    piece: Ints
    start: Ints
    stop: Ints
    priority: Ints
    rank: Ints

    def spans(self, rows: Bools) -> Spans:
        return Spans.of(self.start[rows], self.stop[rows])


def _takeable(story: Story, people: _People, patient_list: int, posts: list[int], there: Spans) -> _Takeable:
    waiting = story.waiting
    found: list[tuple[Ints, Ints, Ints]] = []

    def add(rows: Ints, when: Spans) -> None:
        which, start, stop = when.clip(waiting.start[rows], waiting.stop[rows])
        found.append((rows[which], start, stop))

    for other in people.lists(posts):
        both = (
            there
            if other == patient_list
            else _unite([people.on(post, patient_list) & people.on(post, other) for post in posts])
        )
        add(np.flatnonzero(waiting.where == other), both)
    for person in sorted({int(story.plan.post_person[post]) for post in posts}):
        own = [people.on(post, patient_list) for post in posts if story.plan.post_person[post] == person]
        add(np.flatnonzero(waiting.owner == person), _unite(own))
    rows, start, stop = (
        np.concatenate([part[place] for part in found] or [np.empty(0, dtype=np.int64)]) for place in range(3)
    )
    return _Takeable(waiting.piece[rows], start, stop, waiting.priority[rows], waiting.rank[rows])


def _line(
    story: Story, firsts: Ints, stop: Ints, all_busy: Spans, takeable: _Takeable, priority: int, out: Ints
) -> None:
    """Split the time in which everybody is busy: more urgent before it, equal before it, nothing before it."""
    pieces = story.pieces
    start, case = pieces.arose[firsts], pieces.case[firsts]
    urgent = all_busy & takeable.spans(takeable.priority < priority)
    equals = all_busy - urgent
    out[case, Cause.behind_more_urgent] = urgent.within(start, stop)
    alike = takeable.priority == priority
    lined_up = equals - takeable.spans(alike & (takeable.rank == 0))
    rows = np.flatnonzero(alike & (takeable.rank == 1))
    front, since, until = _front(takeable.piece[rows], takeable.start[rows], takeable.stop[rows], pieces.arose)
    alone = np.zeros(len(pieces), dtype=np.int64)
    np.add.at(alone, front, lined_up.within(since, until))
    out[case, Cause.first_in_line] = alone[firsts]
    out[case, Cause.behind_equal] = equals.within(start, stop) - alone[firsts]


def _front(piece: Ints, start: Ints, stop: Ints, arose: Ints) -> tuple[Ints, Ints, Ints]:
    """Return which piece stands first when, in the order of arising, case and number: pieces, from, until."""
    order = np.argsort(start, kind="stable")
    entries = list(zip(arose[piece[order]].tolist(), piece[order].tolist(), stop[order].tolist(), strict=True))
    begins = start[order].tolist()
    out: list[tuple[int, int, int]] = []
    heap: list[tuple[int, int, int]] = []
    at, now = 0, 0
    while at < len(entries) or heap:
        if not heap:
            now = begins[at]
        while at < len(entries) and begins[at] <= now:
            heappush(heap, entries[at])
            at += 1
        while heap and heap[0][2] <= now:
            heappop(heap)
        if heap:
            until = heap[0][2] if at == len(entries) else min(heap[0][2], begins[at])
            out.append((heap[0][1], now, until))
            now = until
    columns = np.array(out, dtype=np.int64).reshape(-1, 3).T
    return columns[0], columns[1], columns[2]
