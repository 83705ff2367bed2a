"""The dispatch: at the end of every instant visits are booked and begun, work is given out (PR-1, UN-3, UN-6, CO-1)."""

from heapq import heapify, heappop, heappush

from sim.engine.reference import visits
from sim.engine.reference.state import Person, Work
from sim.engine.reference.turns import begin
from sim.engine.reference.world import World

Bid = tuple[tuple[int, int, int, int, int], int, int, int, Work]
"""The order of the piece, then of the people who may take it: relation, free since, person."""


def dispatch(world: World) -> None:
    """Settle where pieces stand, book visits, begin those that are due, and give out work.

    At the end of the horizon pieces are settled, and nothing more begins.
    """
    world.board.settle()
    if world.clock.now == world.plan.end:
        return
    visits.book(world)
    for person in world.board.awake:
        visits.begin_due(world, person)
    give_out(world)


def give_out(world: World) -> None:
    """Give the first piece that some free person may take to the nearest of those people; repeat.

    Only people who woke in this instant are asked: nothing has changed for anybody else, who found nothing to take.
    A bid that has lost its piece to somebody else is renewed; other bids stay as they are, since pieces only go.
    """
    bids = [bid for person in world.board.awake if (bid := _bid(world, person)) is not None]
    world.board.awake.clear()
    heapify(bids)
    while bids:
        *_, number, work = heappop(bids)
        person = world.people[number]
        if work.waits:
            begin(world, person, work)
        elif (bid := _bid(world, person)) is not None:
            heappush(bids, bid)


def _bid(world: World, person: Person) -> Bid | None:
    if person.post < 0 or person.in_hand is not None or person.in_visit is not None:
        return None
    offer = world.board.offer(person)
    if offer is None:
        return None
    order, relation, work = offer
    return order, relation, person.free_since, person.number, work
