"""Coming on duty, breaks, leaving, absence (ST-5 to ST-7, CO-9)."""

from collections.abc import Generator
from itertools import groupby
from typing import NamedTuple

import simpy

from sim.engine.reference import visits
from sim.engine.reference.clock import Phase
from sim.engine.reference.state import Person
from sim.engine.reference.world import World
from sim.tables import PlanTable, Row
from sim.units import DAY


class Shift(NamedTuple):
    """Duty of a person at a post; ``leaves``: at its end the person leaves, else it is a break."""

    start: int
    until: int
    post: int
    leaves: bool


def shifts_by_person(plan: PlanTable) -> list[list[Shift]]:
    """Return every person's shifts at all posts, in order of time."""
    found: list[list[Shift]] = [[] for _ in plan.person_names]
    person_of_post = plan.post_person.tolist()
    columns = (plan.shift_from, plan.shift_until, plan.shift_post, plan.shift_leaves)
    for row in zip(*(column.tolist() for column in columns), strict=True):
        shift = Shift(*row)
        found[person_of_post[shift.post]].append(shift)
    return [sorted(shifts) for shifts in found]


def working_life(
    world: World, person: Person, shifts: list[Shift], absent_days: set[int]
) -> Generator[simpy.Event, None, None]:
    """Live through a person's shifts; on a day of absence only its first shift says so (ST-6)."""
    for day, of_day in groupby(shifts, key=lambda shift: shift.start // DAY):
        for shift in of_day:
            yield world.clock.until(shift.start, Phase.begins)
            if day in absent_days:
                world.log.write(Row.absent, person=person.number)
                visits.give_up_day(world, person)
                break
            come_on_duty(world, person, shift)
            yield world.clock.until(shift.until, Phase.ends)
            go_off_duty(world, person, shift)


def come_on_duty(world: World, person: Person, shift: Shift) -> None:
    """Begin a shift: the person sees all of the lists; replies kept over a break are the person's alone again."""
    world.log.write(Row.shift_on, person=person.number, detail=shift.post)
    person.post, person.on_break = shift.post, False
    person.free_since = person.sees_all_at = world.clock.now
    for work in world.board.pieces_of(person):
        world.board.move(work)
    world.board.wake(person)


def go_off_duty(world: World, person: Person, shift: Shift) -> None:
    """End a shift: a break keeps the open cases, leaving frees them; a piece in hand is finished first (CO-9, ST-7)."""
    world.log.write(Row.shift_off, person=person.number, detail=shift.post)
    person.post, person.on_break = -1, not shift.leaves
    pieces = world.board.pieces_of(person)
    if shift.leaves:
        for case in list(person.owned):
            if case.in_hand is not None and person.in_hand is case.in_hand:
                case.owner_has_left = True
            else:
                world.release(case)
        for work in pieces:
            work.owner = None
    for work in pieces:
        world.board.move(work)
