"""Replications until somebody has enough of them: the end is the same whoever plays, and however many play at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sim.experiment.play import block_size
from sim.experiment.run import NEVER, Gathered, Run, gather
from sim.experiment.spread import Workers
from sim.measures import Replication

Enough = Callable[[Sequence[Replication]], bool]
"""Takes the same replication of every run, one number after the other, and tells whether no more are wanted."""


def gather_until(
    runs: Sequence[Run],
    most: int,
    workers: Workers,
    enough: Enough,
    *,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = NEVER,
) -> Gathered:
    """See to it that as many replications are there as are enough; plays only what is missing.

    What others had begun when it was enough is kept as well, and does not count.

    Parameters
    ----------
    runs
        From `opened`. Their ``numbers`` become those up to the one that was enough.
    most
        Replications of each at most.
    workers
        Who plays.
    enough
        Asked after each replication.
    progress, cancelled
        As in `gather`.

    Returns
    -------
    Gathered
        How it ended; its ``replications`` are those that were enough.

    Raises
    ------
    EngineError
        The engine met a state that the mechanics do not know.
    """
    found = {id(run): run.there for run in runs}
    step = -(-workers.ahead // len(runs)) * min(block_size(run.job) for run in runs)
    looked_at = asked = 0
    while True:
        asked = min(asked + step, most)
        ended = gather(runs, asked, workers, progress=progress, cancelled=cancelled)
        new = [number for place, number in enumerate(runs[0].numbers) if place == number >= looked_at]
        for together in zip(*(run.read(new) for run in runs), strict=True):
            looked_at += 1
            if enough(together):
                ended = gather(runs, looked_at, workers)
                break
        else:
            if ended.whole and asked < most:
                continue
        wanted = set(range(ended.replications))
        return replace(ended, found=sum(len(wanted & found[id(run)]) for run in runs))
