"""Coming on duty, breaks, leaving, absence (ST-5 to ST-7, CO-9)."""

from sim.compiling import kernel
from sim.engine.compiled import board, cases, log, visits
from sim.engine.compiled.world import World
from sim.tables import Row
from sim.units import DAY


@kernel
def shift_begins(world: World, shift: int) -> None:
    """Let a shift begin; on a day of absence only the person's first shift says so (ST-6)."""
    person, day = world.post_person[world.shift_post[shift]], world.now // DAY
    if not world.absent[person, day]:
        _come_on_duty(world, person, world.shift_post[shift])
    elif world.absent_on[person] != day:
        world.absent_on[person] = day
        log.write(world, Row.absent, -1, person, -1, -1)
        visits.give_up_day(world, person)


@kernel
def shift_ends(world: World, shift: int) -> None:
    """Let a shift end whose person was there."""
    person = world.post_person[world.shift_post[shift]]
    if world.post[person] == world.shift_post[shift]:
        _go_off_duty(world, person, world.shift_post[shift], world.shift_leaves[shift])


@kernel
def _come_on_duty(world: World, person: int, post: int) -> None:
    """Begin a shift: the person sees all of the lists; replies kept over a break are the person's alone again."""
    log.write(world, Row.shift_on, -1, person, -1, post)
    world.post[person], world.on_break[person] = post, False
    world.free_since[person] = world.sees_all_at[person] = world.now
    _move_own_pieces(world, person)
    board.wake(world, person)


@kernel
def _go_off_duty(world: World, person: int, post: int, leaves: bool) -> None:
    """End a shift: a break keeps the open cases, leaving frees them; a piece in hand is finished first (CO-9, ST-7)."""
    log.write(world, Row.shift_off, -1, person, -1, post)
    world.post[person], world.on_break[person] = -1, not leaves
    if leaves:
        case = world.owned_first[person]
        while case >= 0:
            following = world.owned_next[case]
            if world.hand[person] == case:
                world.owner_has_left[case] = True
            else:
                cases.release(world, case)
            case = following
        piece = world.own_first[person]
        while piece >= 0:
            world.piece_owner[piece] = -1
            piece = world.own_next[piece]
        for place in range(world.aside_count):
            if world.piece_owner[world.asides[place]] == person:
                world.piece_owner[world.asides[place]] = -1
    _move_own_pieces(world, person)


@kernel
def _move_own_pieces(world: World, person: int) -> None:
    piece = world.own_first[person]
    while piece >= 0:
        board.move(world, piece)
        piece = world.own_next[piece]
