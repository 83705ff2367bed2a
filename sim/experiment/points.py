"""Many variants of a scenario played for a few figures: what a sweep and a study of assumptions share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.errors import InputError
from sim.experiment.job import Job
from sim.experiment.play import block_size, play
from sim.experiment.spread import Workers, spread
from sim.measures.estimate import Floats
from sim.measures.gauge import Gauge, sums


@dataclass(frozen=True, slots=True)
class Point:
    """What is played at one point of a study.

    Attributes
    ----------
    jobs
        The scenarios there, all with the same seed: one, or a base and another.
    first, replications
        Number of the first replication, and how many: the same patients meet every scenario.
    """

    jobs: tuple[Job, ...]
    first: int
    replications: int


def play_points(
    points: Sequence[Point], gauges: Sequence[Gauge], workers: Workers, progress: Callable[[int], None]
) -> tuple[list[Floats], bool, InputError | None]:
    """Play points one after the other.

    Parameters
    ----------
    points
        What is played.
    gauges
        G figures that are kept of each replication.
    workers
        Who plays; the numbers are the same for any.
    progress
        Told how many replications are finished, of all scenarios together.

    Returns
    -------
    list of ndarray of float64, (S, R, G, 3)
        The sums by scenario, replication and figure (`sim.measures.gauge.sums`) of the first points, those that are
        finished.
    bool
        False if the user interrupted.
    InputError or None
        Why it could not go on: a process was ended from outside, say.

    Raises
    ------
    EngineError
        The engine met a state that the mechanics do not know.
    """
    found = [np.zeros((len(one.jobs), one.replications, len(gauges), 3)) for one in points]
    left = [len(one.jobs) * one.replications for one in points]

    total = sum(left)

    def take(result: tuple[int, int, int, Floats]) -> bool:
        place, side, first, figures = result
        start = first - points[place].first
        found[place][side, start : start + len(figures)] = figures
        left[place] -= len(figures)
        progress(total - sum(left))
        return True

    whole, problem = True, None
    try:
        whole = spread(_play, _tasks(points, gauges), workers, take)
    except InputError as error:
        problem = error
    finished = next((place for place, rest in enumerate(left) if rest), len(points))
    return found[:finished], whole, problem


Task = tuple[int, int, Job, range, Sequence[Gauge]]


def _tasks(points: Sequence[Point], gauges: Sequence[Gauge]) -> Iterator[Task]:
    for place, point in enumerate(points):
        size = min(block_size(job) for job in point.jobs)
        last = point.first + point.replications
        for first in range(point.first, last, size):
            for side, job in enumerate(point.jobs):
                yield place, side, job, range(first, min(first + size, last)), gauges


def _play(task: Task) -> tuple[int, int, int, Floats]:
    place, side, job, numbers, gauges = task
    return place, side, numbers[0], np.array([sums(play(job, number).replication, gauges) for number in numbers])
