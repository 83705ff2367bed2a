"""Where waiting pieces lie in their order (PR-1): the shelves of the lists, and what stands with a person.

A list has six shelves: unnoticed and noticed pieces, each in three rows by what the caps on open conversations do to
them: 0 never held back, 1 urgent cases to take on, 2 other cases to take on (CO-1). A shelf is a pairing heap threaded
through the pieces: ``shelf_child`` is a piece's first child, ``shelf_next`` its next sibling, ``shelf_before`` the
sibling before it or, for a first child, the parent. What stands with a person is few, and a plain chain.
"""

from sim.compiling import kernel
from sim.domain.capacity import may_own
from sim.domain.care_flows import is_urgent
from sim.domain.order import order_key
from sim.domain.staffed_time import NEVER
from sim.engine.compiled.world import World

ROWS = 3
SHELVES = 2 * ROWS
"""Shelves of one list; its noticed ones are the last three."""
SINCE_BITS = 31
CASE_BITS = 27
NO_KEY = (1 << 63) - 1
"""After every packed key."""


@kernel
def case_of(world: World, piece: int) -> int:
    """Return the case of a piece."""
    cases = len(world.arrival)
    return piece if piece < cases else piece - cases


@kernel
def packed_key(world: World, piece: int) -> int:
    """Return the place of a piece in the order of pieces as one number (PR-1).

    Of the two pieces that a case may have at a time the sender's reply has the higher number: one bit tells them apart.
    """
    cases = len(world.arrival)
    case = case_of(world, piece)
    priority, rank, since, _, _ = order_key(
        world.kind[piece],
        world.current_priority[case],
        world.since[piece],
        case,
        world.number[piece],
        world.is_async[case],
    )
    place = (((priority * 2 + rank) << SINCE_BITS) + since) << (CASE_BITS + 1)
    return place + 2 * case + (1 if piece >= cases else 0)


@kernel
def piece_at(world: World, key: int) -> int:
    """Return the piece of a packed key."""
    case = (key >> 1) & ((1 << CASE_BITS) - 1)
    return case + len(world.arrival) if key & 1 else case


@kernel
def row_of(world: World, piece: int) -> int:
    """Return the row of a piece: what the caps do to it (CO-1)."""
    case = case_of(world, piece)
    priority = world.current_priority[case]
    if may_own(world.kind[piece], priority, NEVER, 0, 0, world.is_async[case]):
        return 0
    return 1 if is_urgent(priority) else 2


@kernel
def put(world: World, shelf: int, piece: int) -> None:
    """Put a piece on a shelf."""
    world.shelf[piece] = shelf
    world.shelf_child[piece] = world.shelf_next[piece] = world.shelf_before[piece] = -1
    world.shelf_first[shelf] = _meld(world, world.shelf_first[shelf], piece)


@kernel
def take_away(world: World, piece: int) -> None:
    """Take a piece off its shelf."""
    shelf = world.shelf[piece]
    below = _meld_all(world, world.shelf_child[piece])
    if world.shelf_first[shelf] == piece:
        world.shelf_first[shelf] = below
        return
    before, after = world.shelf_before[piece], world.shelf_next[piece]
    if world.shelf_child[before] == piece:
        world.shelf_child[before] = after
    else:
        world.shelf_next[before] = after
    if after >= 0:
        world.shelf_before[after] = before
    world.shelf_first[shelf] = _meld(world, world.shelf_first[shelf], below)


@kernel
def _meld(world: World, one: int, other: int) -> int:
    """Join two heaps, either of them possibly none (-1), and return the first piece of both."""
    if one < 0:
        return other
    if other < 0:
        return one
    if world.key[other] < world.key[one]:
        one, other = other, one
    child = world.shelf_child[one]
    world.shelf_next[other], world.shelf_before[other] = child, one
    if child >= 0:
        world.shelf_before[child] = other
    world.shelf_child[one] = other
    world.shelf_next[one] = world.shelf_before[one] = -1
    return one


@kernel
def _meld_all(world: World, first: int) -> int:
    """Join a row of siblings: in pairs from the left, then the pairs from the right."""
    pairs = -1
    while first >= 0:
        second = world.shelf_next[first]
        following = world.shelf_next[second] if second >= 0 else -1
        world.shelf_next[first] = world.shelf_before[first] = -1
        pair = _meld(world, first, second)
        world.shelf_next[pair] = pairs
        pairs = pair
        first = following
    whole = -1
    while pairs >= 0:
        following = world.shelf_next[pairs]
        world.shelf_next[pairs] = -1
        whole = _meld(world, whole, pairs)
        pairs = following
    return whole


@kernel
def put_with(world: World, person: int, piece: int) -> None:
    """Let a piece stand with a person."""
    first = world.own_first[person]
    world.own_next[piece], world.own_before[piece] = first, -1
    if first >= 0:
        world.own_before[first] = piece
    world.own_first[person] = piece


@kernel
def take_from(world: World, person: int, piece: int) -> None:
    """Let a piece no longer stand with a person."""
    after, before = world.own_next[piece], world.own_before[piece]
    if after >= 0:
        world.own_before[after] = before
    if before >= 0:
        world.own_next[before] = after
    else:
        world.own_first[person] = after
