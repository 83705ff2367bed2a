"""The smallest things that can happen to a case: it gets an owner, is let go, told something, closed."""

from sim.compiling import kernel
from sim.domain.words import Outcome
from sim.engine.compiled import board, log
from sim.engine.compiled.world import World
from sim.tables import Row


@kernel
def own(world: World, case: int, person: int) -> None:
    """Make a person the owner of a live case (CO-1)."""
    if world.owner[case] == person:
        return
    release(world, case)
    world.owner[case] = person
    world.owner_has_left[case] = False
    first = world.owned_first[person]
    world.owned_next[case], world.owned_before[case] = first, -1
    if first >= 0:
        world.owned_before[first] = case
    world.owned_first[person] = case
    world.owned_count[person] += 1
    log.write(world, Row.owned, case, person, -1, -1)


@kernel
def release(world: World, case: int) -> None:
    """Let a case be nobody's; a piece of it that waits then waits in the list."""
    person = world.owner[case]
    if person < 0:
        return
    log.write(world, Row.released, case, person, -1, -1)
    after, before = world.owned_next[case], world.owned_before[case]
    if after >= 0:
        world.owned_before[after] = before
    if before >= 0:
        world.owned_next[before] = after
    else:
        world.owned_first[person] = after
    world.owned_count[person] -= 1
    world.owner[case] = -1
    board.wake(world, person)
    if world.waits[case]:
        world.piece_owner[case] = -1
        board.move(world, case)


@kernel
def sms(world: World, case: int) -> None:
    """Send the patient an SMS (CO-6)."""
    world.sms_number[case] = world.sms_number[case] + 1 if world.sms_at[case] == world.now else 0
    world.sms_at[case] = world.now
    log.say(world, Row.sms, case, world.sms_number[case])


@kernel
def attempt(world: World, case: int) -> None:
    """Count a contact attempt since the patient's last message (CO-2)."""
    world.attempts[case] += 1
    log.say(world, Row.attempt, case, world.attempts[case])


@kernel
def listed(world: World, case: int) -> None:
    """Count a case among the open ones."""
    world.open[world.open_count] = case
    world.open_place[case] = world.open_count
    world.open_count += 1


@kernel
def close(world: World, case: int, outcome: Outcome) -> None:
    """End a case."""
    release(world, case)
    world.closed[case] = True
    world.open_count -= 1
    last, place = world.open[world.open_count], world.open_place[case]
    world.open[place], world.open_place[last] = last, place
    log.say(world, Row.closed, case, outcome.value)


@kernel
def unanswered(world: World, case: int) -> int:
    """Return the row of the turn that the patient is to answer."""
    return world.stage_turn[case, world.stage[case]] + world.held[case] - 1


@kernel
def next_turn(world: World, case: int) -> int:
    """Return the row of the turn to be held next."""
    return world.stage_turn[case, world.stage[case]] + world.held[case]
