"""States that the mechanics do not know: a kernel notes one and stops; Python says it as an ``EngineError``."""

from enum import IntEnum

from sim.compiling import kernel
from sim.engine.compiled.world import World


class Status(IntEnum):
    """Why the engine cannot go on; 0 is a state that it knows."""

    second_piece = 1
    capped_with_owner = 2
    no_stage = 3
    no_turn = 4
    not_waiting = 5


SAID = {
    Status.second_piece: "a second piece of the same conversation arises while one waits or is in hand",
    Status.capped_with_owner: "a piece that takes on a case stands with a person",
    Status.no_stage: "an accepted case has no stage",
    Status.no_turn: "a turn is to be held after the last turn of the stage",
    Status.not_waiting: "the patient is to be waited for, and no turn has been held",
}


@kernel
def stop(world: World, status: Status, case: int) -> None:
    """Note what was met, and in which case; the first one counts."""
    if world.status == 0:
        world.status = status.value
        world.culprit = case
