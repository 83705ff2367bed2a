"""Digital visits: booked to a person's slot, moved when the person is absent, held (AF-1, CO-6)."""

from functools import partial

from sim.domain.booking import slot_for
from sim.domain.words import Outcome
from sim.engine.reference.clock import Phase
from sim.engine.reference.state import Case, Person
from sim.engine.reference.world import World
from sim.tables import Row
from sim.units import DAY


def want(world: World, case: Case, person: Person) -> None:
    """Let a case wait for this instant's bookings: the stage has ended with a visit."""
    world.release(case)
    case.visiting = True
    world.bookings.append((case, person, world.clock.now + world.plan.visit_lead))


def give_up_day(world: World, person: Person) -> None:
    """Move what is booked with a person who is absent today, and offer none of the day's slots any more (ST-6)."""
    today = world.clock.now // DAY
    for slot, start in enumerate(world.slots.start):
        if world.slots.person[slot] == person.number and start // DAY == today:
            world.slots.taken[slot] = True
    for slot, case in list(person.visits):
        if world.slots.start[slot] // DAY == today:
            person.visits.remove((slot, case))
            world.bookings.append((case, None, world.clock.now))


def book(world: World) -> None:
    """Give slots to the cases that want one in this instant, the most urgent first: a slot is scarce.

    First bookings and moved ones compete in the order of current priority and case id. A first booking asks the person
    who ended the stage, then the unit; a moved one asks the unit.
    """
    for case, person, not_before in sorted(world.bookings, key=lambda row: (row[0].priority, row[0].number)):
        slots = world.slots
        asked = -1 if person is None else person.number
        slot = slot_for(not_before, asked, case.stage.unit, slots.person, slots.unit, slots.start, slots.taken)
        if slot < 0:
            world.close(case, Outcome.visit_unbooked)
            continue
        slots.taken[slot] = True
        holder = world.people[slots.person[slot]]
        holder.visits.append((slot, case))
        world.log.write(Row.booked, case=case.number, person=holder.number, detail=slot)
        world.sms(case)
        world.clock.at(slots.start[slot], Phase.begins, partial(world.board.wake, holder))
        world.board.wake(holder)
    world.bookings.clear()


def begin_due(world: World, person: Person) -> None:
    """Begin a visit whose time has come, if the person has nothing in hand; it is not interrupted."""
    if person.in_hand is not None or person.in_visit is not None:
        return
    due = min(((world.slots.start[slot], slot, case.number) for slot, case in person.visits), default=None)
    if due is None or due[0] > world.clock.now:
        return
    slot, case = due[1], world.cases[due[2]]
    person.visits.remove((slot, case))
    person.in_visit = case
    world.log.write(Row.visit_begun, case=case.number, person=person.number, detail=slot)
    if case.late_for_visit:
        world.sms(case)
    length = world.slots.until[slot] - world.slots.start[slot]
    world.clock.at(world.clock.now + length, Phase.work_ends, partial(_ends, world, person, case, slot))


def _ends(world: World, person: Person, case: Case, slot: int) -> None:
    world.log.write(Row.visit_done, case=case.number, person=person.number, detail=slot)
    person.in_visit = None
    person.free_since = person.sees_all_at = world.clock.now
    world.board.wake(person)
    world.close(case, Outcome.settled)
