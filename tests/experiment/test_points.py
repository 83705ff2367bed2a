"""Points of a study: played in order, the same for any number of processes, cut off where the user interrupts."""

import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.experiment import Job, Recorded, processes
from sim.experiment.points import Point, play_points
from sim.measures.gauge import gauge
from sim.scenario.axis import axis, grid
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from tests.cli.conftest import CLINIC

GAUGES = [gauge("mean_wait_working", ["ekhult"]), gauge("within_target.3", ["ekhult"])]


def ignore(_: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def points():
    loaded = load_text(CLINIC)
    every = grid(loaded, [axis("demand.factor=1,2,3")])
    jobs = [Job("clinic", one.scenario, plan_of(one.scenario), seed=1) for one in every]
    return [Point((jobs[0], job), first=0, replications=2) for job in jobs]


def test_the_same_patients_come_at_every_point_and_processes_change_nothing(points):
    steps = []
    with processes(1) as workers:
        alone, whole, _ = play_points(points, GAUGES, workers, steps.append)
    with processes(2) as workers:
        together, _, _ = play_points(points, GAUGES, workers, ignore)
    assert whole
    assert steps == [2, 4, 6, 8, 10, 12]
    assert [one.shape for one in alone] == [(2, 2, 2, 3)] * 3
    assert all((a == b).all() for a, b in zip(alone, together, strict=True))
    assert (alone[0][0] == alone[0][1]).all()  # a scenario against itself
    assert all((one[0] == alone[0][0]).all() for one in alone)
    cases = [one[1, :, 0, 1] for one in alone]
    assert (cases[0] < cases[1]).all()
    assert (cases[1] < cases[2]).all()


def test_other_replications_meet_other_patients(points):
    later = Point(points[0].jobs, first=2, replications=2)
    with processes(1) as workers:
        (first, second), _, _ = play_points([points[0], later], GAUGES, workers, ignore)
    assert not np.array_equal(first, second)


def test_an_interrupted_study_keeps_the_points_that_are_finished(points):
    def press(finished: int) -> None:
        if finished == 6:
            signal.raise_signal(signal.SIGINT)

    with processes(1) as workers:
        found, whole, problem = play_points(points, GAUGES, workers, press)
    assert not whole
    assert problem is None
    assert len(found) == 1
    assert found[0][1, :, 0, 1].all()


def test_a_study_that_cannot_go_on_keeps_the_points_that_are_finished(points):
    """Recorded cases stand for whatever is refused in the middle: here the third point has some that are none."""
    bad = replace(points[2].jobs[1], trace=Recorded(Path("cases.csv"), b"arrival\n"))
    with processes(2) as workers:
        found, whole, problem = play_points(
            [*points[:2], replace(points[2], jobs=(points[2].jobs[0], bad))], GAUGES, workers, ignore
        )
    assert whole
    assert len(found) == 2
    assert problem is not None
    assert str(problem).startswith("cases.csv:1  unit: this column is missing")
