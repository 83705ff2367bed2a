"""Working time and waking time, asked of the rules at now."""

from sim.compiling import kernel
from sim.domain.staffed_time import tick_at_work, worked_at
from sim.domain.waking import waking_add
from sim.engine.compiled.world import World


@kernel
def worked(world: World) -> int:
    """Return what the working clock shows now: staffed ticks since the horizon began (ST-1)."""
    return worked_at(world.now, world.day_open, world.day_close, world.worked_before)


@kernel
def when_worked(world: World, work: int) -> int:
    """Return the tick at which the working clock shows ``work``, now if it already does."""
    return max(world.now, tick_at_work(work, world.day_open, world.day_close, world.worked_before))


@kernel
def when_awake(world: World, delay: int) -> int:
    """Return the tick at which so many waking ticks have passed from now (CO-5)."""
    return waking_add(world.now, delay, world.waking_from, world.waking_until)
