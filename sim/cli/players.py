"""Who plays: processes of this machine, or the workers of a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager

from sim.cli.progress import compiling
from sim.errors import InputError, Problem
from sim.experiment import Job, Workers, cores, processes

FEW_TASKS = 4
"""Up to so many tasks are done here unless processes are asked for: starting them would take longer."""


def check_players(jobs: int | None, address: str | None, *, recorded: bool = False) -> None:
    """Refuse options that exclude each other, before anything is begun.

    Parameters
    ----------
    jobs, address
        As on the command line: processes here, and the scheduler of a cluster.
    recorded
        Recorded cases are played.

    Raises
    ------
    InputError
        Both are given, or recorded cases would travel where everybody can read them.
    """
    problems = []
    if address is not None and jobs is not None:
        problems.append(Problem("with --cluster its workers play; leave out one of the two", place="--jobs"))
    if address is not None and recorded and not address.startswith("tls://"):
        what = "recorded cases are sent to a cluster over tls:// only, where nobody else reads them; play them here"
        problems.append(Problem(what, place="--cases"))
    if problems:
        raise InputError(problems)


@contextmanager
def players(jobs: int | None, address: str | None, job: Job, tasks: int) -> Iterator[Workers]:
    """Open what plays; compiles first where this machine plays.

    Parameters
    ----------
    jobs
        Processes here; if None one for each core, and this one alone where there is little to do.
    address
        Of the scheduler of a cluster; None plays here.
    job
        One of those that are played.
    tasks
        How much there is to do at most; no more processes than that are begun, and no cluster is asked for nothing.

    Raises
    ------
    InputError
        The cluster cannot be used, or Dask is not installed.
    """
    if address is None or not tasks:
        if tasks:
            compiling(job)
        wanted = jobs or (cores() if tasks > FEW_TASKS else 1)
        with processes(max(min(wanted, tasks), 1)) as workers:
            yield workers
        return
    try:
        from sim.experiment.cluster import cluster
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        what = 'needs Dask, which is not installed here; pip install "direktsim[cluster]"'
        raise InputError([Problem(what, place="--cluster")]) from error
    with cluster(address) as workers:
        yield workers
