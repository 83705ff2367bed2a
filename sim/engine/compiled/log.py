"""The log: rows of one instant are noted, sorted when it is over, and put behind the rows before it.

A note packs a row into three numbers that sort as the row does: kind and case, person and piece, detail.
"""

import numpy as np

from sim.compiling import kernel
from sim.engine.compiled.world import World
from sim.tables import Ints, Row

HALF = 32
LOW = (1 << HALF) - 1
FEW = 16
"""As many notes as are sorted by insertion."""


@kernel
def write(world: World, kind: Row, case: int, person: int, piece: int, detail: int) -> None:
    """Note a row of now; -1 where its kind has no such value."""
    place = world.note_count
    if place == len(world.note_kind):
        _more_notes(world)
    world.note_kind[place] = (kind.value << HALF) + case + 1
    world.note_who[place] = ((person + 1) << HALF) + piece + 1
    world.note_detail[place] = detail
    world.note_count = place + 1


@kernel
def say(world: World, kind: Row, case: int, detail: int) -> None:
    """Note a row about a case that names neither person nor piece."""
    write(world, kind, case, -1, -1, detail)


@kernel
def longer(numbers: Ints) -> Ints:
    """Return numbers with as much room again behind them."""
    found = np.empty(2 * len(numbers), np.int64)
    for place in range(len(numbers)):
        found[place] = numbers[place]
    return found


@kernel
def _more_notes(world: World) -> None:
    world.note_kind = longer(world.note_kind)
    world.note_who = longer(world.note_who)
    world.note_detail = longer(world.note_detail)
    world.scratch = longer(world.scratch)


@kernel
def _more_rows(world: World, least: int) -> None:
    wider = np.empty((6, max(2 * world.rows.shape[1], least)), np.int64)
    for column in range(6):
        for row in range(world.row_count):
            wider[column, row] = world.rows[column, row]
    world.rows = wider


@kernel
def flush(world: World, tick: int) -> None:
    """Put the noted rows, in their order, into the log as rows of a tick."""
    count, first = world.note_count, world.row_count
    if first + count > world.rows.shape[1]:
        _more_rows(world, first + count)
    rows, start = world.rows, _sorted(world, count)
    for place in range(count):
        note = world.scratch[start + place]
        kind, who = world.note_kind[note], world.note_who[note]
        rows[0, first + place] = tick
        rows[1, first + place] = kind >> HALF
        rows[2, first + place] = (kind & LOW) - 1
        rows[3, first + place] = (who >> HALF) - 1
        rows[4, first + place] = (who & LOW) - 1
        rows[5, first + place] = world.note_detail[note]
    world.row_count = first + count
    world.note_count = 0


@kernel
def _before(world: World, one: int, other: int) -> bool:
    """Tell whether a note goes before another."""
    if world.note_kind[one] != world.note_kind[other]:
        return world.note_kind[one] < world.note_kind[other]
    if world.note_who[one] != world.note_who[other]:
        return world.note_who[one] < world.note_who[other]
    return world.note_detail[one] < world.note_detail[other]


@kernel
def _sorted(world: World, count: int) -> int:
    """Sort the places of notes, not the notes: in runs by insertion, then by merging until there is one run.

    Returns
    -------
    int
        Where in ``scratch`` the sorted places begin.
    """
    order = world.scratch
    for place in range(count):
        at = place
        while at % FEW and _before(world, place, order[at - 1]):
            order[at] = order[at - 1]
            at -= 1
        order[at] = place
    width, here, there = FEW, 0, len(order) // 2
    while width < count:
        for start in range(0, count, 2 * width):
            _merge(world, here, there, start, min(start + width, count), min(start + 2 * width, count))
        here, there = there, here
        width *= 2
    return here


@kernel
def _merge(world: World, here: int, there: int, start: int, middle: int, stop: int) -> None:
    """Merge two sorted runs, [start, middle) and [middle, stop), of the places from ``here`` on to ``there``."""
    order = world.scratch
    left, right = start, middle
    for place in range(start, stop):
        if right == stop or (left < middle and not _before(world, order[here + right], order[here + left])):
            order[there + place] = order[here + left]
            left += 1
        else:
            order[there + place] = order[here + right]
            right += 1
