"""The replications of one or several jobs, played and gathered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from sim.errors import InputError, Problem
from sim.experiment.play import Job, Played, play
from sim.experiment.spread import spread
from sim.measures import Replication


@dataclass(slots=True)
class Run:
    """The replications of one job.

    Attributes
    ----------
    job
        What was played.
    replications
        Measures of the replications that finished, in their order, without the cases one by one.
    digests
        By replication: SHA-256 of its log.
    """

    job: Job
    replications: list[Replication] = field(default_factory=list)
    digests: dict[int, str] = field(default_factory=dict)


Receive = Callable[[Run, Played], None]
"""Takes a run and what one of its replications sent back, whole."""

Enough = Callable[[Sequence[Replication]], bool]
"""Takes the same replication of every job, in order, and tells whether no more are wanted."""


def gather(
    jobs: Sequence[Job], replications: int, processes: int, receive: Receive, enough: Enough | None = None
) -> tuple[list[Run], bool]:
    """Play the same replications of one or several jobs.

    With one seed in all jobs the same patients come to each of them.

    Parameters
    ----------
    jobs
        What is played.
    replications
        How many of each.
    processes
        On so many processes; the numbers are the same for any.
    receive
        Called with its run and each replication as it comes back, with every case and, where asked, the log.
    enough
        Ends the run before all replications are played; what other processes have begun by then is not kept, so that
        the end is the same for any number of them.

    Returns
    -------
    list of Run
        One for each job; only replications that finished in all of them.
    bool
        False if the user interrupted.

    Raises
    ------
    InputError
        The recorded cases cannot be read.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    runs = [Run(job) for job in jobs]
    ended = False
    tasks = (
        (index, job, number)
        for number in takewhile(lambda _: not ended, range(replications))
        for index, job in enumerate(jobs)
    )
    waiting: dict[int, dict[int, Played]] = {}

    def take(result: tuple[int, Played]) -> None:
        nonlocal ended
        index, played = result
        if ended:
            return
        together = waiting.setdefault(played.number, {})
        together[index] = played
        if len(together) == len(jobs):  # only replications that every job has finished are kept
            for index, run in enumerate(runs):
                receive(run, together[index])
                run.replications.append(together[index].replication.slim())
                run.digests[played.number] = together[index].digest
            ended = enough is not None and enough([run.replications[-1] for run in runs])
            del waiting[played.number]

    whole = spread(_play, tasks, min(processes, replications * len(jobs)), take)
    return runs, whole


def check_comparable(jobs: Sequence[Job]) -> None:
    """Raise InputError unless all jobs play the same days: otherwise the same patients cannot meet them."""
    base = jobs[0].scenario.horizon
    problems = [
        Problem(
            f"{horizon.from_}, {horizon.weeks} weeks with {horizon.warm_up_weeks} of warm-up, but {jobs[0].name} has "
            f"{base.from_}, {base.weeks} weeks with {base.warm_up_weeks}; write the same horizon in both",
            place=f"{job.name}: horizon",
        )
        for job, horizon in ((job, job.scenario.horizon) for job in jobs[1:])
        if horizon != base
    ]
    if problems:
        raise InputError(problems)


def _play(task: tuple[int, Job, int]) -> tuple[int, Played]:
    index, job, number = task
    return index, play(job, number)
