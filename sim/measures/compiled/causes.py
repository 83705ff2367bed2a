"""Why first pieces waited: one sweep through time that charges every second to its cause.

The sweep goes from change to change: somebody comes or leaves, begins or ends work, owns a case more or less, a piece
waits or waits no longer. Before a change is made, the time since the last one is charged in every list in which it may
change a cause, and only where a first piece waits: the definition is read off the tables as they stand. Charging at
other moments too would change no sum. A list keeps one sum for each priority and cause, and a case the difference of
two readings. Who stands at the front differs from those behind it in one cause, and that is charged to the case itself.
"""

from enum import IntEnum

from sim.compiling import lean_entry, lean_kernel
from sim.domain.capacity import may_own
from sim.domain.words import PRIORITIES, Piece
from sim.measures.compiled import queues
from sim.measures.compiled.timeline import ENDS, KIND, NUMBER, TICK, Access, Change, List, Person, Post, Subject, Wait
from sim.tables import Ints


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


@lean_entry
def split(
    changes: Ints,
    subjects: Ints,
    concerned: Ints,
    lists: Ints,
    posts: Ints,
    people: Ints,
    accesses: Ints,
    waits: Ints,
    heap: Ints,
    seconds: Ints,
    able_until: Ints,
    caps: tuple[int, int],
    out: Ints,
) -> None:
    """Charge the wait of every first piece to its causes.

    Parameters
    ----------
    changes
        Packed and sorted, see ``timeline``.
    subjects, lists, posts, people, accesses, waits
        The tables; nothing holds yet.
    concerned
        Lists, by subject.
    heap
        Room for the queues.
    seconds, able_until
        (L, 6, 8) and (L, 6) zeros: seconds by list, listed priority and `Cause`; tick up to which somebody was last
        free and below the cap.
    caps
        ``max_open``, ``max_open_urgent``.
    out
        (N, 8) zeros; seconds by case and `Cause`.
    """
    staffed = 0
    for change in changes:
        now, kind, number = change >> TICK, (change >> KIND) & 7, change & NUMBER
        step = -1 if (change >> ENDS) & 1 else 1
        subject = _subject(subjects, lists, posts, people, waits, kind, number)
        for place in range(subjects[subject, Subject.first], subjects[subject, Subject.last]):
            patient_list = concerned[place]
            since = lists[patient_list, List.charged]
            if since < now and lists[patient_list, List.firsts] > 0:
                there, free = _presence(lists, posts, people, accesses, patient_list, since)
                if not there:
                    _charge_empty(lists, seconds, patient_list, now - since, staffed > 0)
                elif free:
                    _charge_free(lists, posts, people, accesses, seconds, able_until, caps, patient_list, since, now)
                else:
                    front = _front(subjects, lists, posts, accesses, heap, patient_list, since)
                    _charge_line(waits, seconds, out, patient_list, front, now - since)
            lists[patient_list, List.charged] = now
            if kind == Change.closure:
                lists[patient_list, List.closures] += step
        if kind == Change.staffed_hours:
            staffed += step
        elif kind == Change.duty:
            posts[number, Post.on_duty] += step
        elif kind == Change.in_hand:
            people[number, Person.in_hand] += step
        elif kind == Change.owned:
            people[number, Person.owned] += step
        elif kind >= Change.in_list:
            if step > 0:
                queues.put(heap, subjects, subject, waits[number, Wait.key])
            else:
                queues.clear(heap, subjects, subject, waits, now)
            if kind == Change.in_list and waits[number, Wait.case] >= 0:
                _read(lists, waits, seconds, able_until, out, number, step)


@lean_kernel
def _subject(subjects: Ints, lists: Ints, posts: Ints, people: Ints, waits: Ints, kind: int, number: int) -> int:
    """Return whom a change concerns."""
    if kind == Change.staffed_hours:
        return len(subjects) - 1
    if kind == Change.in_list:
        return waits[number, Wait.where]
    if kind == Change.closure:
        return len(lists) + len(people) + number
    if kind == Change.with_owner:
        return len(lists) + waits[number, Wait.owner]
    if kind in (Change.duty, Change.permission):
        return len(lists) + posts[number, Post.person]
    return len(lists) + number


@lean_kernel
def _works(posts: Ints, accesses: Ints, access: int, tick: int) -> bool:
    """Tell whether somebody is on duty who may work in a list by this access."""
    return (
        posts[accesses[access, Access.post], Post.on_duty] > 0
        and accesses[access, Access.since] <= tick < accesses[access, Access.until]
    )


@lean_kernel
def _presence(
    lists: Ints, posts: Ints, people: Ints, accesses: Ints, patient_list: int, tick: int
) -> tuple[bool, bool]:
    """Tell whether anybody is on duty for a list, and whether anybody of them has nothing in hand."""
    there = free = False
    access = lists[patient_list, List.access]
    while access >= 0 and not free:
        if _works(posts, accesses, access, tick):
            there = True
            free = people[accesses[access, Access.person], Person.in_hand] <= 0
        access = accesses[access, Access.next_to_list]
    return there, free


@lean_kernel
def _charge_empty(lists: Ints, seconds: Ints, patient_list: int, length: int, staffed: bool) -> None:
    """Charge time in which nobody is on duty for a list."""
    cause = Cause.closed_hours.value
    if staffed:
        closed = lists[patient_list, List.closures] > 0
        cause = Cause.closure.value if closed else Cause.nobody_on_duty.value
    for priority in PRIORITIES:
        seconds[patient_list, priority, cause] += length


@lean_kernel
def _charge_free(
    lists: Ints, posts: Ints, people: Ints, accesses: Ints, seconds: Ints, able_until: Ints, caps: tuple[int, int],
    patient_list: int, since: int, now: int,
) -> None:  # fmt: skip
    """Charge time in which somebody is free: below the cap for a priority, or held back by it (CO-1)."""
    for priority in PRIORITIES:
        able, access = False, lists[patient_list, List.access]
        while access >= 0 and not able:
            person = accesses[access, Access.person]
            if people[person, Person.in_hand] <= 0 and _works(posts, accesses, access, since):
                able = may_own(Piece.first, priority, people[person, Person.owned], caps[0], caps[1])
            access = accesses[access, Access.next_to_list]
        if able:
            able_until[patient_list, priority] = now
            seconds[patient_list, priority, Cause.not_noticed] += now - since
        else:
            seconds[patient_list, priority, Cause.at_cap] += now - since


@lean_kernel
def _front(
    subjects: Ints, lists: Ints, posts: Ints, accesses: Ints, heap: Ints, patient_list: int, tick: int
) -> int:  # fmt: skip
    """Return the key of the first piece that somebody on duty for a list may take, by role and permission."""
    front, access = queues.NO_KEY, lists[patient_list, List.access]
    while access >= 0:
        if _works(posts, accesses, access, tick):
            front = min(front, queues.first(heap, subjects, len(lists) + accesses[access, Access.person]))
            other = posts[accesses[access, Access.post], Post.access]
            while other >= 0:
                if _works(posts, accesses, other, tick):
                    front = min(front, queues.first(heap, subjects, accesses[other, Access.in_list]))
                other = accesses[other, Access.next_of_post]
        access = accesses[access, Access.next_to_list]
    return front


@lean_kernel
def _charge_line(waits: Ints, seconds: Ints, out: Ints, patient_list: int, front: int, length: int) -> None:
    """Charge time in which everybody is busy: behind what is more urgent, behind an equal, or first in line (PR-1)."""
    urgent = queues.priority_of(front)
    for priority in PRIORITIES:
        if urgent < priority:
            seconds[patient_list, priority, Cause.behind_more_urgent] += length
        else:
            seconds[patient_list, priority, Cause.behind_equal] += length
    if front < queues.NO_KEY:
        row = front & queues.ROWS
        case = waits[row, Wait.case]
        if case >= 0 and waits[row, Wait.where] == patient_list:
            out[case, Cause.behind_equal] -= length
            out[case, Cause.first_in_line] += length


@lean_kernel
def _read(lists: Ints, waits: Ints, seconds: Ints, able_until: Ints, out: Ints, row: int, step: int) -> None:
    """Read the sums for a first piece: those at its end less those at its beginning are its own."""
    case, patient_list, priority = waits[row, Wait.case], waits[row, Wait.where], waits[row, Wait.priority]
    for cause in range(out.shape[1]):
        out[case, cause] -= step * seconds[patient_list, priority, cause]
    lists[patient_list, List.firsts] += step
    if step < 0 and able_until[patient_list, priority] > waits[row, Wait.noticed]:
        waits[row, Wait.overlooked] = 1
