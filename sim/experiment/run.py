"""The replications of one or several jobs: what is kept already is read, the rest is played and kept.

Long because a run from being opened to being read, in which every step needs the one before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from sim.errors import InputError, Problem
from sim.experiment.job import Job
from sim.experiment.play import Block, block_size, play_block
from sim.experiment.spread import Workers, spread
from sim.measures import Replication
from sim.measures.kept import REPLICATION, replications_from
from sim.measures.replication import setting_of
from sim.measures.several import Several, several
from sim.scenario.fingerprint import fingerprint
from sim.scenario.resolved import resolved_json
from sim.store import (
    CASES,
    MEASURES,
    DamagedError,
    Part,
    RunFolder,
    Store,
    code_version,
    manifest,
    read_feather,
    read_parquet,
)

NEVER: Callable[[], bool] = bool
"""Is never true: nobody cancels."""


@dataclass(slots=True)
class Run:
    """The replications of one job that a report is made of.

    Attributes
    ----------
    job
        What was played.
    folder
        Where everything of it is kept.
    about
        Its manifest.
    numbers
        Replications that were asked for last and are finished, in order; of jobs gathered together, in all of them.
    """

    job: Job
    folder: RunFolder
    about: Mapping[str, Any]
    numbers: list[int] = field(default_factory=list)
    _several: dict[tuple[int, ...], Several] = field(default_factory=dict)

    @property
    def there(self) -> Set[int]:
        """Replications that are there, with their events where the job asks for them."""
        return self.folder.finished(events=self.job.keep_events)

    @property
    def digests(self) -> dict[int, str]:
        """SHA-256 of the log of each of ``numbers``."""
        digests = self.folder.digests()
        return {number: digests[number] for number in self.numbers}

    @property
    def several(self) -> Several:
        """The measures of ``numbers`` put together, as `summary_of` and `compare` want them; read once.

        Raises
        ------
        InputError
            A file has been damaged since it was last looked at.
        """
        wanted = tuple(self.numbers)
        if wanted not in self._several:
            self._several = {wanted: several(self.read(wanted))}
        return self._several[wanted]

    def read(self, numbers: Iterable[int], *, columns: Sequence[str] = ()) -> Iterator[Replication]:
        """Read replications, one part after another, in order.

        Parameters
        ----------
        numbers
            Finished ones.
        columns
            Columns of cases; none of them are needed for a summary.

        Raises
        ------
        InputError
            A file has been damaged since it was last looked at.
        """
        setting = setting_of(self.job.scenario, self.job.plan)
        chosen = list(dict.fromkeys([*columns, REPLICATION])) if columns else None
        for part, mine in self.folder.holding(numbers):
            cases = read_parquet(content(part, CASES), chosen) if chosen else None
            for one in replications_from(cases, read_feather(content(part, MEASURES)), setting):
                if one.number in mine:
                    yield replace(one, cases={name: one.cases[name] for name in columns})

    def tables(self, name: str) -> Iterator[pa.Table]:
        """Read ``cases.parquet`` or ``events.parquet`` of ``numbers``, one part after another.

        Raises
        ------
        InputError
            A file has been damaged since it was last looked at.
        """
        for part, mine in self.folder.holding(self.numbers, events=self.job.keep_events):
            table = read_parquet(content(part, name))
            yield table.filter(pa.compute.is_in(table[REPLICATION], pa.array(mine, pa.int32())))


@dataclass(frozen=True, slots=True)
class Gathered:
    """How gathering ended.

    Attributes
    ----------
    replications
        How many were asked for of each run.
    asked
        Of all runs together.
    found, finished
        Of these: there before; there now.
    interrupted
        The user interrupted, or whoever may cancel did.
    problem
        Why it could not go on: the store cannot be written to, a process was ended from outside, the cluster is gone;
        None if nothing was wrong. What is finished is kept all the same and can be reported.
    """

    replications: int
    asked: int
    found: int
    finished: int
    interrupted: bool
    problem: InputError | None

    @property
    def whole(self) -> bool:
        """Everything that was asked for is there."""
        return self.finished == self.asked


@contextmanager
def opened(jobs: Sequence[Job], store: Store, replications: int) -> Iterator[list[Run]]:
    """Hold the runs of some jobs while they are played and read; jobs that play the same share a folder.

    Parameters
    ----------
    jobs
        What is played.
    store
        Where runs are kept.
    replications
        How many are going to be asked for, at least.

    Yields
    ------
    list of Run
        One for each job.

    Raises
    ------
    InputError
        The store cannot be written to.
    """
    folders: dict[str, RunFolder] = {}
    with ExitStack() as stack:
        runs = []
        for job in jobs:
            about = manifest_of(job)
            key = about["fingerprint"]
            if key not in folders:
                folders[key] = stack.enter_context(store.begun(about, job.name, replications))
            runs.append(Run(job, folders[key], about))
        yield runs


def gather(
    runs: Sequence[Run],
    replications: int,
    workers: Workers,
    *,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = NEVER,
) -> Gathered:
    """See to it that the first replications of some runs are there; plays only what is missing. Can be asked again.

    With one seed in all runs the same patients come to each of them. A replication counts as finished when it is on
    the disk; whatever then happens, it need not be played again.

    Parameters
    ----------
    runs
        From `opened`. Their ``numbers`` become those that are finished in all of them.
    replications
        How many of each.
    workers
        Who plays; the numbers are the same for any.
    progress
        Told how many replications are finished, of all runs together.
    cancelled
        Asked after each block; True ends the gathering, with everything kept that is finished.

    Returns
    -------
    Gathered
        How it ended: a disk that is full, say, is told there and not raised.

    Raises
    ------
    EngineError
        The engine met a state that the mechanics do not know.
    """
    asked = set(range(replications))

    def finished() -> int:
        return sum(len(asked & run.there) for run in runs)

    def keep(result: tuple[int, Block]) -> bool:
        place, block = result
        runs[place].folder.add(block.digests, block.files)
        progress(finished())
        return not cancelled()

    found, problem, ended = finished(), None, False
    progress(found)
    try:
        ended = spread(_play, missing(runs, replications), workers, keep)
    except InputError as error:
        problem = error
    both = sorted(asked.intersection(*(run.there for run in runs)))
    for run in runs:
        run.numbers = both
    return Gathered(replications, len(runs) * replications, found, finished(), not ended and problem is None, problem)


def missing(runs: Sequence[Run], replications: int) -> Iterator[tuple[int, Job, list[int]]]:
    """Yield what is to be played, block by block, each run in turn; looked up on the disk when its turn comes.

    Parameters
    ----------
    runs
        From `opened`.
    replications
        How many are wanted of each.

    Yields
    ------
    place, job, numbers
        Place of the run in ``runs``, its job, and the replications of a block that are not there.
    """
    size = min(block_size(run.job) for run in runs)
    for start in range(0, replications, size):
        given: set[tuple[str, int]] = set()
        for place, run in enumerate(runs):
            run.folder.look()
            block = range(start, min(start + size, replications))
            numbers = [n for n in block if n not in run.there and (run.folder.fingerprint, n) not in given]
            given |= {(run.folder.fingerprint, number) for number in numbers}
            if numbers:
                yield place, run.job, numbers


def manifest_of(job: Job) -> dict[str, Any]:
    """Return what a job's run is, with its fingerprint."""
    return manifest(
        name=job.name,
        scenario=resolved_json(job.scenario),
        fingerprint=fingerprint(job.scenario),
        seed=job.seed,
        code=code_version(),
        trace={"file": str(job.trace.file), "sha256": job.trace.sha256} if job.trace else None,
    )


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


def content(part: Part, name: str) -> bytes:
    """Return a file of a part; raises InputError if it has been damaged since it was last looked at."""
    try:
        return part.read(name)
    except DamagedError as error:
        what = f"{error.damage.what}; ask again, and its replications are played again"
        raise InputError([Problem(what, file=error.damage.file)]) from error


def _play(task: tuple[int, Job, list[int]]) -> tuple[int, Block]:
    place, job, numbers = task
    return place, play_block(job, numbers)
