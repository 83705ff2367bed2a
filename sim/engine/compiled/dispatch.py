"""The dispatch: at the end of every instant visits are booked and begun, work is given out (PR-1, UN-3, UN-6, CO-1)."""

from sim.compiling import kernel
from sim.engine.compiled import board, shelves, turns, visits
from sim.engine.compiled.world import World


@kernel
def dispatch(world: World) -> None:
    """Settle where pieces stand, book visits, begin those that are due, and give out work.

    At the end of the horizon pieces are settled, and nothing more begins.
    """
    board.settle(world)
    if world.now == world.end:
        return
    visits.book(world)
    for place in range(world.awake_count):
        visits.begin_due(world, world.awake[place])
    _give_out(world)


@kernel
def _give_out(world: World) -> None:
    """Give the first piece that some free person may take to the nearest of those people; repeat.

    Only people who woke in this instant are asked: nothing has changed for anybody else, who found nothing to take.
    A bid that has lost its piece to somebody else is renewed; other bids stay as they are, since pieces only go.
    """
    for place in range(world.awake_count):
        person = world.awake[place]
        world.is_awake[person] = False
        if world.post[person] >= 0 and world.hand[person] < 0 and world.visit_case[person] < 0:
            _bid(world, person)
    world.awake_count = 0
    while world.bid_count > 0:
        piece, person = shelves.piece_at(world, world.bid_key[0]), world.bid_person[0]
        _drop_first(world)
        if world.waits[piece]:
            turns.begin(world, person, piece)
        else:
            _bid(world, person)


@kernel
def _bid(world: World, person: int) -> None:
    """Let a person bid for the first piece that he or she may take, if there is one."""
    key, relation = board.offer(world, person)
    if key == shelves.NO_KEY:
        return
    world.bid_relation[person] = relation
    heap_key, heap_person = world.bid_key, world.bid_person
    place = world.bid_count
    world.bid_count += 1
    while place > 0:
        parent = (place - 1) >> 1
        if not _before(world, key, person, heap_key[parent], heap_person[parent]):
            break
        heap_key[place], heap_person[place] = heap_key[parent], heap_person[parent]
        place = parent
    heap_key[place], heap_person[place] = key, person


@kernel
def _before(world: World, key: int, person: int, other_key: int, other: int) -> bool:
    """Tell whether a bid goes first: the order of the piece, then relation, free since, person."""
    if key != other_key:
        return key < other_key
    if world.bid_relation[person] != world.bid_relation[other]:
        return world.bid_relation[person] < world.bid_relation[other]
    if world.free_since[person] != world.free_since[other]:
        return world.free_since[person] < world.free_since[other]
    return person < other


@kernel
def _drop_first(world: World) -> None:
    """Take the first bid off the heap."""
    heap_key, heap_person = world.bid_key, world.bid_person
    count = world.bid_count - 1
    world.bid_count = count
    key, person, place = heap_key[count], heap_person[count], 0
    while True:
        child = 2 * place + 1
        if child >= count:
            break
        right = child + 1
        if right < count and _before(world, heap_key[right], heap_person[right], heap_key[child], heap_person[child]):
            child = right
        if not _before(world, heap_key[child], heap_person[child], key, person):
            break
        heap_key[place], heap_person[place] = heap_key[child], heap_person[child]
        place = child
    heap_key[place], heap_person[place] = key, person
