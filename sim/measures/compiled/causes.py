"""Why first pieces waited: one sweep through time that charges every second to its cause.

The sweep goes from change to change: somebody comes or leaves, begins or ends work, owns a case more or less, a piece
waits or waits no longer. Before a change is made, the time since the last one is charged in every list that it may
concern, and only where a first piece waits; the definition is read off the state as it stands. A list keeps one sum of
seconds for each priority and cause, and a case the difference of two readings. Who stands at the front differs from
those behind it in one cause, and is charged apart.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from sim.compiling import entry, kernel
from sim.domain.capacity import may_own
from sim.domain.staffed_time import worked_at
from sim.domain.words import N_LIST_ROLES, PRIORITIES, Piece
from sim.measures.compiled import queues
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


class Change(IntEnum):
    """What changes, and whose number a packed change carries."""

    on_duty = 0
    """A post."""
    allowed = 1
    """A person, in some list."""
    in_hand = 2
    """A person."""
    owns = 3
    """A person."""
    closed = 4
    """A unit."""
    in_list = 5
    """A row of ``Waiting``."""
    with_owner = 6
    """A row of ``Waiting``."""


TICK, KIND, ENDS = 32, 29, 28
NUMBER = (1 << ENDS) - 1


class Setting(NamedTuple):
    """What does not change: the calendar, who may ever work where, who waits how long.

    Sizes: L lists, P people, U units, A accesses, W rows of ``Waiting``. A subject of a change is a list, a person or a
    unit, numbered on in this order.

    Attributes
    ----------
    day_open, day_close, worked_before, max_open, max_open_urgent
        As in PlanTable.
    person_of
        (Q,) person of each post.
    post, person, in_list, since, until
        (A,) accesses, sorted by list.
    of_list
        (L + 1,) first access of each list.
    of_person, accesses
        (P + 1,), (A,) accesses by person.
    of_subject, concerned
        (L + P + U + 1,), ... lists that a change may concern, by subject.
    where, owner, priority, rank, arose, stop, noticed, case
        (W,) pieces that wait; ``case`` is -1 but for first pieces.
    """

    day_open: Ints
    day_close: Ints
    worked_before: Ints
    max_open: int
    max_open_urgent: int
    person_of: Ints
    post: Ints
    person: Ints
    in_list: Ints
    since: Ints
    until: Ints
    of_list: Ints
    of_person: Ints
    accesses: Ints
    of_subject: Ints
    concerned: Ints
    where: Ints
    owner: Ints
    priority: Ints
    rank: Ints
    arose: Ints
    stop: Ints
    noticed: Ints
    case: Ints


class State(NamedTuple):
    """What changes.

    Attributes
    ----------
    on_duty, in_hand, owned, closures
        (Q,) on duty; (P,) pieces and visits in hand, live cases owned; (U,) planned closures.
    firsts, charged
        (L,) first pieces that wait; tick up to which their time is charged.
    seconds
        (L, 6, 8) seconds by list, listed priority and ``Cause``.
    able_until
        (L, 6) tick up to which somebody was last free and below the cap.
    heap, heap_first, heap_size
        Queues of lists, then of people, see ``queues``.
    """

    on_duty: Ints
    in_hand: Ints
    owned: Ints
    closures: Ints
    firsts: Ints
    charged: Ints
    seconds: Ints
    able_until: Ints
    heap: Ints
    heap_first: Ints
    heap_size: Ints


@entry
def split(changes: Ints, setting: Setting, state: State, out: Ints, overlooked: Bools) -> None:
    """Charge the wait of every first piece to its causes.

    Parameters
    ----------
    changes
        Packed and sorted: tick, ``Change`` (3 bits), 1 if it ends, number (28 bits).
    setting
        See there.
    state
        All empty.
    out
        (N, 8) zeros; seconds by case and `Cause`.
    overlooked
        (W,) False; set where somebody free and below the cap left a first piece that was noticed.
    """
    people = len(setting.of_list) - 1
    units = people + len(setting.of_person) - 1
    for change in changes:
        now, kind = change >> TICK, (change >> KIND) & 7
        number, step = change & NUMBER, -1 if (change >> ENDS) & 1 else 1
        subject = people + number
        if kind == Change.on_duty:
            subject = people + setting.person_of[number]
        elif kind == Change.closed:
            subject = units + number
        elif kind == Change.in_list:
            subject = setting.where[number]
        elif kind == Change.with_owner:
            subject = people + setting.owner[number]
        for place in range(setting.of_subject[subject], setting.of_subject[subject + 1]):
            patient_list = setting.concerned[place]
            if state.charged[patient_list] < now:
                if state.firsts[patient_list] > 0:
                    _charge(setting, state, patient_list, now, out)
                state.charged[patient_list] = now
        if kind == Change.on_duty:
            state.on_duty[number] += step
        elif kind == Change.in_hand:
            state.in_hand[number] += step
        elif kind == Change.owns:
            state.owned[number] += step
        elif kind == Change.closed:
            state.closures[number] += step
        elif kind >= Change.in_list:
            _wait(setting, state, subject, number, step, now)
            if kind == Change.in_list and setting.case[number] >= 0:
                _read(setting, state, number, step, out, overlooked)


@kernel
def _wait(setting: Setting, state: State, queue: int, row: int, step: int, now: int) -> None:
    """Let a piece wait in a queue, or no longer."""
    if step > 0:
        key = queues.packed(setting.priority[row], setting.rank[row], setting.arose[row], row)
        queues.put(state.heap, state.heap_first, state.heap_size, queue, key)
    else:
        queues.clear(state.heap, state.heap_first, state.heap_size, queue, setting.stop, now)


@kernel
def _read(setting: Setting, state: State, row: int, step: int, out: Ints, overlooked: Bools) -> None:
    """Read the sums for a first piece: those of its end less those of its beginning are its own."""
    case, patient_list, priority = setting.case[row], setting.where[row], setting.priority[row]
    for cause in range(out.shape[1]):
        out[case, cause] -= step * state.seconds[patient_list, priority, cause]
    state.firsts[patient_list] += step
    if step < 0 and state.able_until[patient_list, priority] > setting.noticed[row]:
        overlooked[row] = True


@kernel
def _works(setting: Setting, state: State, access: int, tick: int) -> bool:
    """Tell whether somebody is on duty who may work in a list by this access."""
    return state.on_duty[setting.post[access]] > 0 and setting.since[access] <= tick < setting.until[access]


@kernel
def _charge(setting: Setting, state: State, patient_list: int, now: int, out: Ints) -> None:
    """Charge the time since the last change to the causes that held in a list."""
    start = state.charged[patient_list]
    there = free = False
    for access in range(setting.of_list[patient_list], setting.of_list[patient_list + 1]):
        if _works(setting, state, access, start):
            there = True
            free = free or state.in_hand[setting.person[access]] <= 0
    if not there:
        _nobody_there(setting, state, patient_list, start, now)
    elif free:
        _somebody_free(setting, state, patient_list, start, now)
    else:
        _all_busy(setting, state, patient_list, start, now, out)


@kernel
def _nobody_there(setting: Setting, state: State, patient_list: int, start: int, now: int) -> None:
    worked = worked_at(now, setting.day_open, setting.day_close, setting.worked_before) - worked_at(
        start, setting.day_open, setting.day_close, setting.worked_before
    )
    closed = state.closures[patient_list // N_LIST_ROLES] > 0
    for priority in PRIORITIES:
        seconds = state.seconds[patient_list, priority]
        seconds[Cause.closed_hours] += now - start - worked
        seconds[Cause.closure if closed else Cause.nobody_on_duty] += worked


@kernel
def _somebody_free(setting: Setting, state: State, patient_list: int, start: int, now: int) -> None:
    for priority in PRIORITIES:
        able = False
        for access in range(setting.of_list[patient_list], setting.of_list[patient_list + 1]):
            person = setting.person[access]
            if _works(setting, state, access, start) and state.in_hand[person] <= 0:
                able = able or may_own(
                    Piece.first, priority, state.owned[person], setting.max_open, setting.max_open_urgent
                )
        if able:
            state.able_until[patient_list, priority] = now
        state.seconds[patient_list, priority, Cause.not_noticed if able else Cause.at_cap] += now - start


@kernel
def _all_busy(setting: Setting, state: State, patient_list: int, start: int, now: int, out: Ints) -> None:
    front = _front(setting, state, patient_list, start)
    row, urgent = front & queues.ROWS, queues.priority_of(front)
    for priority in PRIORITIES:
        cause = Cause.behind_more_urgent if urgent < priority else Cause.behind_equal
        state.seconds[patient_list, priority, cause] += now - start
    if front < queues.NO_KEY and setting.case[row] >= 0 and setting.where[row] == patient_list:
        out[setting.case[row], Cause.behind_equal] -= now - start
        out[setting.case[row], Cause.first_in_line] += now - start


@kernel
def _front(setting: Setting, state: State, patient_list: int, tick: int) -> int:
    """Return the key of the first piece that somebody on duty in a list may take, by role and permission."""
    front, people = queues.NO_KEY, len(setting.of_list) - 1
    for access in range(setting.of_list[patient_list], setting.of_list[patient_list + 1]):
        if _works(setting, state, access, tick):
            person = setting.person[access]
            front = min(front, _first(state, people + person))
            for place in range(setting.of_person[person], setting.of_person[person + 1]):
                other = setting.accesses[place]
                if _works(setting, state, other, tick):
                    front = min(front, _first(state, setting.in_list[other]))
    return front


@kernel
def _first(state: State, queue: int) -> int:
    return state.heap[state.heap_first[queue]] if state.heap_size[queue] > 0 else queues.NO_KEY
