"""The log: rows of one instant are noted, sorted when it is over, and put behind the rows before it.

A note packs a row into three numbers that sort as the row does: kind and case, person and piece, detail.
"""

import numpy as np

from sim.engine.compiled.compiling import kernel, small
from sim.engine.compiled.world import World
from sim.tables import Row

HALF = 32
LOW = (1 << HALF) - 1
FEW = 24
"""As many notes as are sorted in place."""


@small
def write(world: World, kind: Row, case: int, person: int, piece: int, detail: int) -> None:
    """Note a row of now; -1 where its kind has no such value."""
    place = world.note_count
    if place == len(world.note_kind):
        _more_notes(world)
    world.note_kind[place] = (kind.value << HALF) + case + 1
    world.note_who[place] = ((person + 1) << HALF) + piece + 1
    world.note_detail[place] = detail
    world.note_count = place + 1


@small
def say(world: World, kind: Row, case: int, detail: int) -> None:
    """Note a row about a case that names neither person nor piece."""
    write(world, kind, case, -1, -1, detail)


@kernel
def _more_notes(world: World) -> None:
    world.note_kind = np.concatenate((world.note_kind, world.note_kind))
    world.note_who = np.concatenate((world.note_who, world.note_who))
    world.note_detail = np.concatenate((world.note_detail, world.note_detail))
    world.scratch = np.empty(2 * len(world.note_kind), np.int64)


@kernel
def _more_rows(world: World, least: int) -> None:
    wider = np.empty((6, max(2 * world.rows.shape[1], least)), np.int64)
    for column in range(6):
        wider[column, : world.row_count] = world.rows[column, : world.row_count]
    world.rows = wider


@kernel
def flush(world: World, tick: int) -> None:
    """Put the noted rows, in their order, into the log as rows of a tick."""
    count, first = world.note_count, world.row_count
    if first + count > world.rows.shape[1]:
        _more_rows(world, first + count)
    rows = world.rows
    if count <= FEW:
        _sort_few(world.note_kind, world.note_who, world.note_detail, count)
    else:
        _sort_many(world, count)
    for place in range(count):
        kind, who = world.note_kind[place], world.note_who[place]
        rows[0, first + place] = tick
        rows[1, first + place] = kind >> HALF
        rows[2, first + place] = (kind & LOW) - 1
        rows[3, first + place] = (who >> HALF) - 1
        rows[4, first + place] = (who & LOW) - 1
        rows[5, first + place] = world.note_detail[place]
    world.row_count = first + count
    world.note_count = 0


@kernel
def _sort_few(kinds: np.ndarray, whos: np.ndarray, details: np.ndarray, count: int) -> None:
    """Sort notes by insertion."""
    for place in range(1, count):
        kind, who, detail = kinds[place], whos[place], details[place]
        at = place - 1
        while at >= 0 and (
            kinds[at] > kind
            or (kinds[at] == kind and (whos[at] > who or (whos[at] == who and details[at] > detail)))
        ):
            kinds[at + 1], whos[at + 1], details[at + 1] = kinds[at], whos[at], details[at]
            at -= 1
        kinds[at + 1], whos[at + 1], details[at + 1] = kind, who, detail


@kernel
def _sort_many(world: World, count: int) -> None:
    """Sort notes by merging runs of double length until there is one."""
    kinds, whos, details = world.note_kind, world.note_who, world.note_detail
    for start in range(0, count, FEW):
        stop = min(start + FEW, count)
        _sort_few(kinds[start:stop], whos[start:stop], details[start:stop], stop - start)
    order, other = world.scratch[:count], world.scratch[count : 2 * count]
    for place in range(count):
        order[place] = place
    width = FEW
    while width < count:
        for start in range(0, count, 2 * width):
            _merge(kinds, whos, details, order, other, start, min(start + width, count), min(start + 2 * width, count))
        order, other = other, order
        width *= 2
    world.note_kind[:count] = kinds[order]
    world.note_who[:count] = whos[order]
    world.note_detail[:count] = details[order]


@kernel
def _merge(
    kinds: np.ndarray,
    whos: np.ndarray,
    details: np.ndarray,
    order: np.ndarray,
    other: np.ndarray,
    start: int,
    middle: int,
    stop: int,
) -> None:
    """Merge two sorted runs of ``order``, [start, middle) and [middle, stop), into ``other``."""
    left, right = start, middle
    for place in range(start, stop):
        if right == stop:
            from_left = True
        elif left == middle:
            from_left = False
        else:
            a, b = order[left], order[right]
            if kinds[a] != kinds[b]:
                from_left = kinds[a] < kinds[b]
            elif whos[a] != whos[b]:
                from_left = whos[a] < whos[b]
            else:
                from_left = details[a] <= details[b]
        if from_left:
            other[place] = order[left]
            left += 1
        else:
            other[place] = order[right]
            right += 1
