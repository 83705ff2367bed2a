"""The clock: from one tick in which something happens to the next, and the order of phases inside a tick."""

from typing import Any

from sim.compiling import entry, kernel
from sim.domain.staffed_time import NEVER
from sim.engine.compiled import board, boxes, log, silence, staff, stages, turns, visits
from sim.engine.compiled.agenda import AT, INDEX, NOTE, Note
from sim.engine.compiled.carry_over import day_ends
from sim.engine.compiled.dispatch import dispatch
from sim.engine.compiled.lending import lend
from sim.engine.compiled.world import World
from sim.tables import Ints, Row


@entry
def play(tables: tuple[Any, ...]) -> tuple[Ints, int, int, int, int]:
    """Play a world from its beginning to its end.

    Parameters
    ----------
    tables
        The fields of a `World` in their order.

    Returns
    -------
    tuple
        Log columns (6, capacity), rows written, ``Status`` (0: played to the end), last tick, case at fault.
    """
    owner = World(*tables)
    world = lend(owner)
    _backlog(world)
    arrived = planned = 0
    while world.status == 0:
        tick = NEVER
        if arrived < len(world.arrival):
            tick = max(world.arrival[arrived], 0)
        if planned < len(world.agenda):
            tick = min(tick, world.agenda[planned] >> AT)
        tick = min(tick, boxes.next_tick(world, min(tick, world.end)))
        if tick > world.end:
            break
        world.now = tick
        _appointments(world)
        while arrived < len(world.arrival) and world.arrival[arrived] <= tick:
            stages.arrive(world, arrived)
            arrived += 1
        while planned < len(world.agenda) and world.agenda[planned] >> AT == tick:
            _as_planned(world, world.agenda[planned])
            planned += 1
        _appointments(world)  # the end of the day may have made some for now
        dispatch(world)
        log.flush(world, tick)
    return owner.rows, owner.row_count, owner.status, owner.now, owner.culprit


@kernel
def _backlog(world: World) -> None:
    """Write that the cases that wait when the horizon begins have arrived before it."""
    case = 0
    while case < len(world.arrival) and world.arrival[case] < 0:
        log.say(world, Row.arrived, case, world.priority[case])
        log.flush(world, world.arrival[case])
        case += 1


@kernel
def _appointments(world: World) -> None:
    """Let the appointments of this instant happen, phase by phase."""
    cases = len(world.arrival)
    while True:
        appointment = boxes.next_now(world)
        if appointment < 0:
            return
        if appointment < cases:
            if world.answer_to[appointment] >= 0:
                stages.writes_to_sender(world, appointment)
            else:
                silence.patient_writes(world, appointment)
        elif appointment < 2 * cases:
            silence.timer_due(world, appointment - cases)
        elif appointment < 4 * cases:
            board.move(world, appointment - 2 * cases)
        elif world.hand[appointment - 4 * cases] >= 0:
            turns.ends(world, appointment - 4 * cases)
        else:
            visits.ends(world, appointment - 4 * cases)


@kernel
def _as_planned(world: World, entry_of_agenda: int) -> None:
    """Let happen what the plan says."""
    note, index = (entry_of_agenda >> NOTE) & 15, entry_of_agenda & INDEX
    if note == Note.shift_ends:
        staff.shift_ends(world, index)
    elif note == Note.closure_ends:
        log.say(world, Row.closure_off, -1, world.closure_unit[index])
    elif note == Note.access_begins:
        board.wake(world, world.post_person[world.access_post[index]])
    elif note == Note.shift_begins:
        staff.shift_begins(world, index)
    elif note == Note.closure_begins:
        log.say(world, Row.closure_on, -1, world.closure_unit[index])
    elif note == Note.slot_begins:
        if world.slot_case[index] >= 0:
            board.wake(world, world.slot_person[index])
    else:
        day_ends(world)
