"""From files on the command line to what is played."""

from collections.abc import Sequence
from pathlib import Path

from sim.errors import InputError, Problem
from sim.experiment import Engine, Job, Recorded, jobs_of
from sim.scenario.files import load
from sim.scenario.loaded import Loaded


def read_all(paths: Sequence[Path]) -> list[Loaded]:
    """Load scenarios; what is wrong in any of them is said together.

    Raises
    ------
    InputError
        With the problems of all files.
    """
    loaded: dict[Path, Loaded] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(paths):
        try:
            loaded[path] = load(path)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return [loaded[path] for path in paths]


def check_different(paths: Sequence[Path]) -> None:
    """Refuse a scenario that is to be compared twice.

    Raises
    ------
    InputError
        A file is named twice.
    """
    seen: dict[Path, Path] = {}
    twice = [path for path in paths if seen.setdefault(path.resolve(), path) is not path]
    if twice:
        raise InputError([Problem("is named twice; name each scenario once", "", path) for path in twice])


def read_jobs(
    paths: Sequence[Path], seed: int | None, trace: Path | None, *, keep_events: bool, engine: Engine
) -> list[tuple[Loaded, Job]]:
    """Load scenarios and compile what is to be played, all with one seed.

    Parameters
    ----------
    paths
        Scenario files.
    seed
        Seed of the draws; the first scenario's if None.
    trace
        Recorded cases.
    keep_events
        Whether the logs are to be kept.
    engine
        What plays.

    Returns
    -------
    list
        Each scenario with its job, as `jobs_of` lays it out.

    Raises
    ------
    InputError
        A scenario or the recorded cases cannot be used.
    """
    every = read_all(paths)
    recorded = None if trace is None else Recorded.read(trace)
    jobs = jobs_of(every, seed, recorded, keep_events=keep_events, engine=engine)
    return list(zip(every, jobs, strict=True))
