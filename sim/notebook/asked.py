"""The questions: scenarios are loaded, what is not there is played and kept, and what comes out shows itself.

Scenarios are named by their file, those that come with direktsim by its bare name, or given as `load_text` returns
them. Runs are kept in the folder that DIREKTSIM_STORE names, as those of the commands; where it names none they are
kept for as long as this Python runs, so that a cell that is run again plays nothing again.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.errors import Collected, InputError
from sim.experiment import (
    Job,
    Recorded,
    Run,
    Workers,
    check_comparable,
    compile_for,
    gather,
    gather_until,
    jobs_of,
    must_compile,
    opened,
    processes,
)
from sim.experiment.differences import differences
from sim.experiment.points import Point, opened_points, play_points
from sim.experiment.study import Study
from sim.experiment.sweep import read_sweep
from sim.experiment.turning import Turning
from sim.measures import Margins
from sim.measures.estimate import Floats
from sim.measures.gauge import Gauge, gauge
from sim.measures.precision import UntilPrecise
from sim.measures.summary import summary_of
from sim.measures.verdicts import DEFAULT_MARGINS
from sim.notebook.shown import ComparisonShown, RunShown, SensitivityShown, SweepShown
from sim.report.forms import plural
from sim.report.made import made_from, made_of
from sim.scenario.axis import axis
from sim.scenario.files import load
from sim.scenario.loaded import Loaded
from sim.store import Store

Named = str | Path | Loaded
"""A scenario: its file, the name of one that comes with direktsim, or one that is loaded already."""


def run(
    scenario: Named,
    replications: int | None = None,
    *,
    precision: float | None = None,
    most: int = 200,
    seed: int | None = None,
    cases: Path | None = None,
    jobs: int = 1,
) -> RunShown:
    """Play a scenario, as ``direktsim run`` does.

    Parameters
    ----------
    scenario
        See `Named`.
    replications
        How often; the scenario's own number if None.
    precision, most
        Play instead until shares are known to ± so many points, ``most`` replications at most.
    seed
        Of the draws; the scenario's if None.
    cases
        CSV file of recorded cases, in place of drawn ones.
    jobs
        Processes that play; changes no number.

    Raises
    ------
    InputError
        The scenario or the recorded cases cannot be used.
    """
    rule = None if precision is None else UntilPrecise(precision / 100, most)
    loaded = _loaded([scenario])
    runs = _gathered(jobs_of(loaded, seed, _recorded(cases)), replications, rule, jobs)
    summary = summary_of(runs[0].several, rule.reached() if rule else None)
    return RunShown(loaded[0], runs[0], summary, made_from("run", loaded, runs))


def compare(
    base: Named,
    *others: Named,
    replications: int | None = None,
    margins: Margins = DEFAULT_MARGINS,
    seed: int | None = None,
    cases: Path | None = None,
    jobs: int = 1,
) -> ComparisonShown:
    """Play scenarios on the same patients and judge what differs from the first, as ``direktsim compare`` does.

    Parameters
    ----------
    base, others
        What stands for today, and what is compared with it; see `Named`.
    margins
        Differences that do not matter.
    replications, seed, cases, jobs
        As of `run`; the base's where None.

    Raises
    ------
    InputError
        A scenario or the recorded cases cannot be used, or the scenarios play different days.
    """
    loaded = _loaded([base, *others])
    compared = jobs_of(loaded, seed, _recorded(cases))
    check_comparable(compared)
    runs = _gathered(compared, replications, None, jobs)
    summaries = [summary_of(one.several) for one in runs]
    return ComparisonShown(runs, summaries, differences(runs, margins), made_from("compare", loaded, runs))


def sweep(
    scenario: Named,
    vary: str,
    *,
    against: Named | None = None,
    measures: Sequence[str] = ("mean_wait_working",),
    levels: Mapping[str, float] | None = None,
    replications: int = 20,
    seed: int | None = None,
    jobs: int = 1,
) -> SweepShown:
    """Follow figures over the values of a place in a scenario, as ``direktsim sweep`` does.

    Parameters
    ----------
    scenario, against
        What is varied; a second scenario that is varied with it and compared at each value. See `Named`.
    vary
        The place and its values, such as ``demand.factor=0.8..1.4:7``.
    measures
        Figures, such as ``within_target.2`` or ``mean_wait_working.UNIT``.
    levels
        By figure what it is to cross: a share 0-1, seconds of a wait.
    replications, seed, jobs
        At each value; as of `run`.

    Raises
    ------
    InputError
        A scenario, the place or a figure cannot be used.
    """
    study = _study(scenario, against, seed, replications)
    axes = [axis(vary)]
    sought = {gauge(name, study.units): level for name, level in (levels or {}).items()}
    gauges = list(dict.fromkeys([*sought, *(gauge(name, study.units) for name in measures)]))
    variants, reference = study.grid(axes)
    points = [study.point(one) for one in variants]
    found = _sums(study.as_assumed(), points, gauges, jobs)
    read = read_sweep(study.names, axes, found, gauges, reference=reference, levels=sought)
    return SweepShown(read, made_of(study, "sweep", [vary], len(found), len(points)))


def sensitivity(
    scenario: Named,
    *,
    against: Named | None = None,
    measure: str = "mean_wait_working",
    level: float | None = None,
    only: Sequence[str] = (),
    replications: int = 10,
    worlds: int = 100,
    in_world: int = 4,
    seed: int | None = None,
    jobs: int = 1,
) -> SensitivityShown:
    """Turn assumptions one by one and all at once, as ``direktsim sensitivity`` does.

    Parameters
    ----------
    scenario, against
        What is followed is a figure of the one, or its difference to the other. See `Named`.
    measure
        The figure.
    level
        Where the decision turns: a share 0-1, seconds of a wait; 0 for a difference.
    only
        Beginnings of the places of assumptions, such as ``work``; all if empty.
    worlds, in_world
        Plausible worlds in which all are turned at once, and replications in each.
    replications, seed, jobs
        With each assumption turned by itself; as of `run`.

    Raises
    ------
    InputError
        A scenario or the figure cannot be used.
    """
    study = _study(scenario, against, seed, replications)
    followed = gauge(measure, study.units)
    limit = 0.0 if level is None and against is not None else level
    turning = Turning.of(study, followed, limit, only, worlds, in_world)
    found = _sums(turning.points[0], turning.points, [followed], jobs)
    read = turning.read(found)
    turned = f"{followed.name}, {plural(len(read.bars), 'assumption')}"
    return SensitivityShown(read, made_of(study, "sensitivity", [turned], len(found), len(turning.points)))


def _loaded(scenarios: Sequence[Named]) -> list[Loaded]:
    """Load what is not loaded already; what is wrong in any of them is said together."""
    loaded, problems = [], Collected()
    for one in scenarios:
        with problems.noted():
            loaded.append(one if isinstance(one, Loaded) else load(Path(one)))
    problems.refuse()
    return loaded


def _recorded(cases: Path | None) -> Recorded | None:
    return None if cases is None else Recorded.read(cases)


def _study(scenario: Named, against: Named | None, seed: int | None, replications: int) -> Study:
    loaded = _loaded([scenario] if against is None else [scenario, against])
    names = [job.name for job in jobs_of(loaded)]
    return Study.of(loaded, names, loaded[0].scenario.seed if seed is None else seed, replications)


def _gathered(jobs: Sequence[Job], replications: int | None, rule: UntilPrecise | None, number: int) -> list[Run]:
    """Play what is missing, and read everything as long as nobody can take it away."""
    asked = rule.most if rule else replications or jobs[0].scenario.replications
    with opened(jobs, _store(), asked) as runs, _players(number, jobs[0]) as workers:
        ended = gather_until(runs, asked, workers, rule.add) if rule else gather(runs, asked, workers)
        _refuse(ended.problem, nothing=not runs[0].numbers)
        for one in runs:
            one.several  # noqa: B018 - read once, and held
    return runs


def _sums(study: Point, points: Sequence[Point], gauges: Sequence[Gauge], number: int) -> list[Floats]:
    """Play the points that are missing; returns the sums of those that are finished."""
    with opened_points(study, points, gauges, _store()) as kept, _players(number, study.jobs[0]) as workers:
        ended = play_points(kept, workers, lambda _: None)
    _refuse(ended.problem, nothing=not ended.sums)
    return ended.sums


def _refuse(problem: InputError | None, *, nothing: bool) -> None:
    """Raise what stood in the way, and what the user meant who interrupted before anything was finished."""
    if problem is not None:
        raise problem
    if nothing:
        raise KeyboardInterrupt


@contextmanager
def _players(number: int, job: Job) -> Iterator[Workers]:
    if must_compile():
        compile_for(job)
    with processes(number) as workers:
        yield workers


def _store() -> Store:
    return Store(Path(os.environ.get("DIREKTSIM_STORE") or _passing().name))


@cache
def _passing() -> TemporaryDirectory[str]:
    """Return a folder that goes when Python ends."""
    return TemporaryDirectory(prefix="direktsim-")
