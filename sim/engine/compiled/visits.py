"""Digital visits: booked to a person's slot, moved when the person is absent, held (AF-1, CO-6)."""

from sim.compiling import kernel
from sim.domain.booking import slot_for
from sim.domain.words import Outcome
from sim.engine.compiled import board, boxes, cases, log
from sim.engine.compiled.world import World
from sim.tables import Ints, Row
from sim.units import DAY


@kernel
def want(world: World, case: int, person: int) -> None:
    """Let a case wait for this instant's bookings: the stage has ended with a visit."""
    cases.release(world, case)
    world.visiting[case] = True
    _ask(world, case, person, world.now + world.visit_lead)


@kernel
def _ask(world: World, case: int, person: int, not_before: int) -> None:
    """Put a wish for a visit in its place: current priority, then case id."""
    place = world.booking_count
    world.booking_count += 1
    priority = world.current_priority[case]
    while place > 0:
        other = world.booking_case[place - 1]
        if (world.current_priority[other], other) < (priority, case):
            break
        world.booking_case[place] = other
        world.booking_person[place] = world.booking_person[place - 1]
        world.booking_from[place] = world.booking_from[place - 1]
        place -= 1
    world.booking_case[place], world.booking_person[place], world.booking_from[place] = case, person, not_before


@kernel
def give_up_day(world: World, person: int) -> None:
    """Move what is booked with a person who is absent today, and offer none of the day's slots any more (ST-6)."""
    today = world.now // DAY
    first, last = world.slots_of_person_first[person], world.slots_of_person_first[person + 1]
    for row in range(_first_from(world, world.slots_of_person, first, last, today * DAY), last):
        slot = world.slots_of_person[row]
        if world.slot_from[slot] // DAY != today:
            break
        world.slot_taken[slot] = True
        case = world.slot_case[slot]
        if case >= 0:
            _strike(world, slot)
            _ask(world, case, -1, world.now)


@kernel
def _first_from(world: World, slots: Ints, first: int, last: int, tick: int) -> int:
    """Return the first row of [first, last) whose slot begins at a tick or later."""
    while first < last:
        middle = (first + last) // 2
        if world.slot_from[slots[middle]] < tick:
            first = middle + 1
        else:
            last = middle
    return first


@kernel
def _strike(world: World, slot: int) -> None:
    """Take a booked visit off its person's list."""
    person = world.slot_person[slot]
    world.slot_case[slot] = -1
    if world.next_visit[person] != slot:
        return
    world.next_visit[person] = -1
    last = world.slots_of_person_first[person + 1]
    row = _first_from(world, world.slots_of_person, world.slots_of_person_first[person], last, world.slot_from[slot])
    while row < last:
        if world.slot_case[world.slots_of_person[row]] >= 0:
            world.next_visit[person] = world.slots_of_person[row]
            return
        row += 1


@kernel
def _offer(world: World, place: int, slot: int) -> None:
    world.offered_slot[place] = slot
    world.offered_person[place] = world.slot_person[slot]
    world.offered_unit[place] = world.slot_unit[slot]
    world.offered_from[place] = world.slot_from[slot]
    world.offered_taken[place] = world.slot_taken[slot]


@kernel
def _slot(world: World, person: int, unit: int, not_before: int) -> int:
    """Return the slot for a visit, -1 if there is none: only the person's and the unit's slots are looked at (AF-1)."""
    own, own_last = 0, 0
    if person >= 0:
        own_last = world.slots_of_person_first[person + 1]
        own = _first_from(world, world.slots_of_person, world.slots_of_person_first[person], own_last, not_before)
    here_last = world.slots_of_unit_first[unit + 1]
    here = _first_from(world, world.slots_of_unit, world.slots_of_unit_first[unit], here_last, not_before)
    count = 0
    while own < own_last or here < here_last:
        by_own = world.slots_of_person[own] if own < own_last else len(world.slot_from)
        by_unit = world.slots_of_unit[here] if here < here_last else len(world.slot_from)
        _offer(world, count, min(by_own, by_unit))
        count += 1
        own += by_own <= by_unit
        here += by_unit <= by_own
    found = slot_for(
        not_before,
        person,
        unit,
        world.offered_person[:count],
        world.offered_unit[:count],
        world.offered_from[:count],
        world.offered_taken[:count],
    )
    return world.offered_slot[found] if found >= 0 else -1


@kernel
def book(world: World) -> None:
    """Give slots to the cases that want one in this instant, the most urgent first: a slot is scarce.

    First bookings and moved ones compete in the order of current priority and case id. A first booking asks the person
    who ended the stage, then the unit; a moved one asks the unit.
    """
    for place in range(world.booking_count):
        case = world.booking_case[place]
        unit = world.stage_unit[case, world.stage[case]]
        slot = _slot(world, world.booking_person[place], unit, world.booking_from[place])
        if slot < 0:
            cases.close(world, case, Outcome.visit_unbooked)
            continue
        person = world.slot_person[slot]
        world.slot_taken[slot] = True
        world.slot_case[slot] = case
        if world.next_visit[person] < 0 or slot < world.next_visit[person]:
            world.next_visit[person] = slot
        log.write(world, Row.booked, case, person, -1, slot)
        cases.sms(world, case)
        board.wake(world, person)
    world.booking_count = 0


@kernel
def begin_due(world: World, person: int) -> None:
    """Begin a visit whose time has come, if the person has nothing in hand; it is not interrupted."""
    slot = world.next_visit[person]
    if slot < 0 or world.slot_from[slot] > world.now or world.hand[person] >= 0 or world.visit_case[person] >= 0:
        return
    case = world.slot_case[slot]
    _strike(world, slot)
    world.visit_case[person], world.visit_slot[person] = case, slot
    log.write(world, Row.visit_begun, case, person, -1, slot)
    if world.late_for_visit[case]:
        cases.sms(world, case)
    length = world.slot_until[slot] - world.slot_from[slot]
    boxes.appoint(world, boxes.end_of(world, person), world.now + length)


@kernel
def ends(world: World, person: int) -> None:
    """End the visit that a person holds."""
    case = world.visit_case[person]
    log.write(world, Row.visit_done, case, person, -1, world.visit_slot[person])
    world.visit_case[person] = -1
    world.free_since[person] = world.sees_all_at[person] = world.now
    board.wake(world, person)
    cases.close(world, case, Outcome.settled)
