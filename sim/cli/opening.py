"""From files on the command line to what is played."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sim.cases.trace import read_trace
from sim.errors import InputError, Problem
from sim.experiment import Engine, Job, Recorded
from sim.scenario.files import load
from sim.scenario.loaded import Loaded
from sim.scenario.plan import plan_of


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
        Recorded cases, read once here so that bad rows are found before anything is played.
    keep_events
        Whether the logs are to be kept.
    engine
        What plays.

    Returns
    -------
    list
        Each scenario with its job; scenarios of one file name are numbered apart.

    Raises
    ------
    InputError
        A scenario or the recorded cases cannot be used.
    """
    every = read_all(paths)
    used = every[0].scenario.seed if seed is None else seed
    recorded = None if trace is None else Recorded.read(trace)
    seen: Counter[str] = Counter()
    jobs = []
    for loaded in every:
        stem = loaded.path.stem
        seen[stem] += 1
        name = stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"
        job = Job(name, loaded.scenario, plan_of(loaded.scenario), used, recorded, keep_events, engine)
        if recorded is not None:
            read_trace(recorded.file, job.scenario, job.plan, used, 0, recorded.content)
        jobs.append((loaded, job))
    return jobs
