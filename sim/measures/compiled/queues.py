"""Who stands first: the pieces that wait in a list, or with a person, in their order (PR-1).

A queue is a heap of packed keys: priority and rank, the tick at which the piece arose, the row of ``Waiting``; rows are
sorted by piece, so that of equals the lower case and number goes first. All queues lie in one array, each with room for
as many keys as will ever be put into it. What waits no longer is taken out when it comes to the front.
"""

from sim.compiling import kernel
from sim.tables import Ints

ROW = 28
SINCE = 31
ROWS = (1 << ROW) - 1
NO_KEY = (1 << 63) - 1
"""After every packed key."""


@kernel
def packed(priority: int, rank: int, arose: int, row: int) -> int:
    """Return the place of a waiting piece in the order of pieces as one number."""
    return (((priority * 2 + rank) << SINCE) + arose << ROW) + row


@kernel
def priority_of(key: int) -> int:
    """Return the priority in a packed key."""
    return key >> (ROW + SINCE + 1)


@kernel
def put(heap: Ints, first: Ints, size: Ints, queue: int, key: int) -> None:
    """Put a key into a queue."""
    base, place = first[queue], size[queue]
    while place > 0 and key < heap[base + (place - 1) // 2]:
        heap[base + place] = heap[base + (place - 1) // 2]
        place = (place - 1) // 2
    heap[base + place] = key
    size[queue] += 1


@kernel
def clear(heap: Ints, first: Ints, size: Ints, queue: int, stop: Ints, now: int) -> None:
    """Take from the front of a queue what waits no longer."""
    base = first[queue]
    while size[queue] > 0 and stop[heap[base] & ROWS] <= now:
        size[queue] -= 1
        last, key, place = size[queue], heap[base + size[queue]], 0
        while 2 * place + 1 < last:
            child = 2 * place + 1
            if child + 1 < last and heap[base + child + 1] < heap[base + child]:
                child += 1
            if key < heap[base + child]:
                break
            heap[base + place] = heap[base + child]
            place = child
        heap[base + place] = key
