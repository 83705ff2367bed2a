"""Appointments: what will happen when, taken out in the order of ticks and phases.

Ahead of now appointments lie in boxes of some ticks each, in no order, so that making and cancelling one takes the same
few steps however many there are. The box that time has come to is emptied into a small heap.

Every appointment has a fixed number: N cases have an answer (0 to N), a timer (N to 2 N) and the notice of their two
pieces (2 N to 4 N), and then every person has the end of what he or she does. An entry of the heap packs tick, phase
and number; it counts only while ``due`` says the same tick.
"""

from sim.compiling import kernel
from sim.domain.staffed_time import NEVER
from sim.engine.compiled import log
from sim.engine.compiled.world import World

WIDTH = 6
"""A box holds 2 ** WIDTH ticks."""
TICK = 32
PHASE = 30
NUMBER = (1 << PHASE) - 1

SENDER_REPLY_ENDS, WORK_ENDS, PATIENTS_WRITE, TIMERS = 0, 1, 2, 3
"""The phases in which appointments happen; see the reference engine's ``Phase``."""


@kernel
def answer_of(case: int) -> int:
    """Return the number of the appointment at which a patient writes."""
    return case


@kernel
def timer_of(world: World, case: int) -> int:
    """Return the number of the appointment at which a second attempt or a closing is due."""
    return len(world.arrival) + case


@kernel
def notice_of(world: World, piece: int) -> int:
    """Return the number of the appointment at which a piece is noticed."""
    return 2 * len(world.arrival) + piece


@kernel
def end_of(world: World, person: int) -> int:
    """Return the number of the appointment at which a person ends a piece or a visit."""
    return 4 * len(world.arrival) + person


@kernel
def appoint(world: World, appointment: int, tick: int) -> None:
    """Make an appointment for now or later; it takes the place of the one of the same number."""
    cancel(world, appointment)
    if tick > world.end:
        return
    world.due[appointment] = tick
    box = tick >> WIDTH
    if box <= world.box_now:
        _push(world, appointment, tick)
        return
    other = world.box_first[box]
    world.box_next[appointment], world.box_before[appointment] = other, -1
    if other >= 0:
        world.box_before[other] = appointment
    world.box_first[box] = appointment


@kernel
def cancel(world: World, appointment: int) -> None:
    """Let an appointment not happen, if there is one."""
    tick = world.due[appointment]
    if tick >= 0:
        world.due[appointment] = -1
        if tick >> WIDTH > world.box_now:
            after, before = world.box_next[appointment], world.box_before[appointment]
            if after >= 0:
                world.box_before[after] = before
            if before >= 0:
                world.box_next[before] = after
            else:
                world.box_first[tick >> WIDTH] = after


@kernel
def next_tick(world: World, limit: int) -> int:
    """Return the tick of the first appointment not after a limit, NEVER if there is none."""
    while True:
        while world.soon_count > 0:
            first = world.soon[0]
            if world.due[first & NUMBER] == first >> TICK:
                return first >> TICK if first >> TICK <= limit else NEVER
            _pop(world)
        if world.box_now >= limit >> WIDTH:
            return NEVER
        world.box_now += 1
        appointment = world.box_first[world.box_now]
        while appointment >= 0:
            _push(world, appointment, world.due[appointment])
            appointment = world.box_next[appointment]


@kernel
def next_now(world: World) -> int:
    """Take out the next appointment of this instant and return its number, -1 if there is none."""
    while world.soon_count > 0:
        first = world.soon[0]
        if first >> TICK > world.now:
            return -1
        _pop(world)
        appointment = first & NUMBER
        if world.due[appointment] == first >> TICK:
            world.due[appointment] = -1
            return appointment
    return -1


@kernel
def _phase(world: World, appointment: int) -> int:
    cases = len(world.arrival)
    if appointment < cases:
        return PATIENTS_WRITE
    if appointment < 4 * cases:
        return TIMERS
    return SENDER_REPLY_ENDS if world.hand[appointment - 4 * cases] >= cases else WORK_ENDS


@kernel
def _push(world: World, appointment: int, tick: int) -> None:
    count = world.soon_count
    if count == len(world.soon):
        world.soon = log.longer(world.soon)
    heap = world.soon
    entry = (tick << TICK) + (_phase(world, appointment) << PHASE) + appointment
    place = count
    while place > 0:
        parent = (place - 1) >> 1
        if heap[parent] <= entry:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = entry
    world.soon_count = count + 1


@kernel
def _pop(world: World) -> None:
    heap, count = world.soon, world.soon_count - 1
    world.soon_count = count
    entry, place = heap[count], 0
    while True:
        child = 2 * place + 1
        if child >= count:
            break
        if child + 1 < count and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= entry:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = entry
