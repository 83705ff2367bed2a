"""Who stands first: the pieces that wait in a list, or with a person, in their order (PR-1).

A queue is a heap of packed keys: priority and rank, the tick at which the piece arose, the row of ``Waiting``; rows are
sorted by piece, so that of equals the lower case and number goes first. All queues lie in one array, each with room for
as many keys as will ever be put into it. What waits no longer is taken out when it comes to the front.
"""

import numpy as np

from sim.compiling import lean_kernel
from sim.measures.compiled.timeline import Subject, Wait
from sim.tables import Ints

ROW = 28
SINCE = 31
ROWS = (1 << ROW) - 1
"""A packed key: priority and rank (4 bits), tick (31 bits), row (28 bits)."""
NO_KEY = (1 << 63) - 1
"""After every packed key."""


def packed(priority: Ints, rank: Ints, arose: Ints) -> Ints:
    """Return the places of rows of ``Waiting`` in the order of pieces, one number each."""
    return ((((priority * 2 + rank) << SINCE) + arose) << ROW) + np.arange(len(priority))


@lean_kernel
def priority_of(key: int) -> int:
    """Return the priority in a packed key."""
    return key >> (ROW + SINCE + 1)


@lean_kernel
def first(heap: Ints, subjects: Ints, subject: int) -> int:
    """Return the first key of a queue, ``NO_KEY`` if nothing waits there."""
    return heap[subjects[subject, Subject.queue]] if subjects[subject, Subject.length] > 0 else NO_KEY


@lean_kernel
def put(heap: Ints, subjects: Ints, subject: int, key: int) -> None:
    """Put a key into a queue."""
    base, place = subjects[subject, Subject.queue], subjects[subject, Subject.length]
    while place > 0 and key < heap[base + (place - 1) // 2]:
        heap[base + place] = heap[base + (place - 1) // 2]
        place = (place - 1) // 2
    heap[base + place] = key
    subjects[subject, Subject.length] += 1


@lean_kernel
def clear(heap: Ints, subjects: Ints, subject: int, waits: Ints, now: int) -> None:
    """Take from the front of a queue what waits no longer."""
    base, length = subjects[subject, Subject.queue], subjects[subject, Subject.length]
    while length > 0 and waits[heap[base] & ROWS, Wait.stop] <= now:
        length -= 1
        key, place = heap[base + length], 0
        while 2 * place + 1 < length:
            child = 2 * place + 1
            if child + 1 < length and heap[base + child + 1] < heap[base + child]:
                child += 1
            if key < heap[base + child]:
                break
            heap[base + place] = heap[base + child]
            place = child
        heap[base + place] = key
    subjects[subject, Subject.length] = length
