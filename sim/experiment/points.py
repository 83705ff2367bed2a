"""Many variants of a scenario played for a few figures: what a sweep and a study of assumptions share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiment.play import Job, play
from sim.experiment.spread import spread
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
    points: Sequence[Point], gauges: Sequence[Gauge], processes: int, step: Callable[[], None]
) -> tuple[list[Floats], bool]:
    """Play points one after the other.

    Parameters
    ----------
    points
        What is played.
    gauges
        G figures that are kept of each replication.
    processes
        On so many processes; the numbers are the same for any.
    step
        Called when a replication of a scenario is finished.

    Returns
    -------
    list of ndarray of float64, (S, R, G, 3)
        The sums by scenario, replication and figure (`sim.measures.gauge.sums`) of the first points, those that are
        finished.
    bool
        False if the user interrupted.

    Raises
    ------
    InputError
        A process was ended from outside.
    EngineError
        The engine met a state that the mechanics do not know.
    """
    found = [np.zeros((len(one.jobs), one.replications, len(gauges), 3)) for one in points]
    left = [len(one.jobs) * one.replications for one in points]

    def take(result: tuple[int, int, int, Floats]) -> None:
        place, side, number, figures = result
        found[place][side, number - points[place].first] = figures
        left[place] -= 1
        step()

    whole = spread(_play, _tasks(points, gauges), max(1, min(processes, sum(left))), take)
    finished = next((place for place, rest in enumerate(left) if rest), len(points))
    return found[:finished], whole


Task = tuple[int, int, Job, int, Sequence[Gauge]]


def _tasks(points: Sequence[Point], gauges: Sequence[Gauge]) -> Iterator[Task]:
    for place, point in enumerate(points):
        for number in range(point.first, point.first + point.replications):
            for side, job in enumerate(point.jobs):
                yield place, side, job, number, gauges


def _play(task: Task) -> tuple[int, int, int, Floats]:
    place, side, job, number, gauges = task
    return place, side, number, sums(play(job, number).replication, gauges)
