"""Points of a study: played in order, the same for any number of processes, kept, cut off where the user interrupts."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.experiment import Job, Recorded, processes
from sim.experiment.points import Point, opened_points, play_points
from sim.measures.gauge import gauge
from sim.scenario.axis import axis, grid
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from sim.store import Store, code_version
from tests.cli.conftest import CLINIC
from tests.experiment.test_resuming import HARMS

ROOT = Path(__file__).parents[2]
GAUGES = [gauge("within_target.3", ["ekhult"]), gauge("mean_wait_working", ["ekhult"])]
COMMAND = """\
import sys
from pathlib import Path
from tests.experiment.test_points import many, played

def told(finished):
    print(finished, flush=True)

if __name__ == "__main__":
    played(many(), Path(sys.argv[1]), number=int(sys.argv[2]), progress=told)
"""
"""Plays many points and prints the number of finished replications whenever some are on the disk."""


def ignore(_: int) -> None:
    """Nobody watches."""


def at(values: str, replications: int) -> list[Point]:
    """Points at some volumes, each against the first."""
    every = grid(load_text(CLINIC), [axis(f"demand.factor={values}")])
    jobs = [Job("clinic", one.scenario, plan_of(one.scenario), seed=1) for one in every]
    return [Point((jobs[0], job), first=0, replications=replications) for job in jobs]


def many() -> list[Point]:
    return at("0.5..2:20", replications=20)


def played(points, store, *, number=1, progress=ignore, gauges=GAUGES):
    with (
        opened_points(Point(points[0].jobs, 0, 2), points, gauges, Store(store)) as kept,
        processes(number) as workers,
    ):
        return play_points(kept, workers, progress)


@pytest.fixture(scope="module")
def points():
    return at("1,2,3", replications=2)


def test_the_same_patients_come_at_every_point_and_processes_change_nothing(points, tmp_path):
    steps = []
    alone = played(points, tmp_path / "one", progress=steps.append)
    together = played(points, tmp_path / "two", number=2)
    assert (alone.interrupted, alone.problem, alone.before, alone.there, alone.asked) == (False, None, 0, 6, 6)
    assert steps == [0, 2, 4, 6]  # the first scenario stands at every point and is played once
    found = alone.sums
    assert [one.shape for one in found] == [(2, 2, 2, 3)] * 3
    assert all((a == b).all() for a, b in zip(found, together.sums, strict=True))
    assert (found[0][0] == found[0][1]).all()  # a scenario against itself
    assert all((one[0] == found[0][0]).all() for one in found)
    cases = [one[1, :, 1, 1] for one in found]
    assert (cases[0] < cases[1]).all()
    assert (cases[1] < cases[2]).all()


def test_other_replications_meet_other_patients(points, tmp_path):
    later = Point(points[0].jobs, first=2, replications=2)
    first, second = played([points[0], later], tmp_path).sums
    assert not np.array_equal(first, second)


def test_what_is_kept_is_read_and_not_played(points, tmp_path):
    first = played(points, tmp_path)
    again = played(points, tmp_path)
    assert (again.before, again.there) == (6, 6)
    assert all((a == b).all() for a, b in zip(first.sums, again.sums, strict=True))
    turned = played(points, tmp_path, gauges=GAUGES[::-1])
    assert turned.before == 6, "the order in which figures are asked for decides nothing"
    assert all((a[:, :, ::-1] == b).all() for a, b in zip(first.sums, turned.sums, strict=True))
    assert played(points, tmp_path, gauges=GAUGES[:1]).before == 0, "other figures are played again"


def test_more_replications_and_further_values_are_added_to_what_is_there(points, tmp_path):
    played(points, tmp_path)
    more = played(at("1,1.5,3", replications=3), tmp_path)
    assert (more.before, more.asked) == (4, 9)
    afresh = played(at("1,1.5,3", replications=3), tmp_path / "afresh")
    assert all((a == b).all() for a, b in zip(more.sums, afresh.sums, strict=True))


def test_the_points_of_a_study_are_listed_as_one(points, tmp_path):
    played(points, tmp_path)
    (listed,) = Store(tmp_path).runs(code_version())
    assert (listed.kind, listed.name, listed.finished, listed.asked) == (
        "points", "studies-of-clinic-against-clinic", 6, 6
    )  # fmt: skip
    assert (listed.seed, listed.question, listed.damages, listed.current) == (
        1,
        points[0].jobs[0].scenario.question,
        (),
        True,
    )
    Store(tmp_path).rename("studies-of-clinic-against-clinic", "volumes", code_version())
    assert Store(tmp_path).find("volumes", code_version()).folder == listed.folder
    assert Store(tmp_path).remove(listed.folder)
    assert played(points, tmp_path).before == 0


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_file_is_named_and_what_it_held_is_played_again(points, tmp_path, harm):
    before = played(points, tmp_path).sums
    (folder,) = tmp_path.iterdir()
    file = min((folder / "points").iterdir())
    HARMS[harm](file)
    with opened_points(points[0], points, GAUGES, Store(tmp_path)) as kept, processes(1) as workers:
        said = [str(damage) for damage in kept.folder.damages]
        assert said == ([] if harm == "gone" else [f"{file}  has changed since it was written"])
        ended = play_points(kept, workers, ignore)
    assert (ended.before, ended.there) == (4, 6)
    assert all((a == b).all() for a, b in zip(before, ended.sums, strict=True))
    (listed,) = Store(tmp_path).runs(code_version())
    assert (listed.finished, listed.damages) == (6, ())


def test_what_is_another_studys_or_no_ones_is_named_and_not_read(points, tmp_path):
    played(points, tmp_path / "mine")
    others = [Point(tuple(replace(job, seed=2) for job in one.jobs), 0, 2) for one in points]
    played(others, tmp_path / "others")
    (mine,), (other,) = ((tmp_path / name).iterdir() for name in ("mine", "others"))
    file = min((other / "points").iterdir())
    (mine / "points" / file.name).write_bytes(file.read_bytes())
    (mine / "points" / "notes.txt").write_text("mine")
    with opened_points(points[0], points, GAUGES, Store(tmp_path / "mine")) as kept:
        said = {str(damage).removeprefix(f"{mine}/points/"): damage.remedy for damage in kept.folder.damages}
        assert said == {
            f"{file.name}  belongs to another run": "what it held is made again",
            "notes.txt  is no file of this run": "it is left as it is",
        }
        assert kept.there == 6
    assert not (mine / "points" / file.name).exists()
    assert (mine / "points" / "notes.txt").exists()


@pytest.mark.nightly
def test_killed_at_any_moment_a_study_loses_nothing_and_goes_on(tmp_path):
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    store, claimed = tmp_path / "runs", 0
    for moment in range(3):
        running = subprocess.Popen(
            [sys.executable, "-c", COMMAND, str(store), "2" if moment == 0 else "1"],
            env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        with running:
            blocks = moments.randrange(2, 6)
            for line in running.stdout:
                claimed = int(line)
                blocks -= 1
                if not blocks:
                    break
            time.sleep(moments.random() * 0.05)
            os.killpg(running.pid, signal.SIGKILL)
            for line in running.stdout:
                claimed = int(line)
            assert running.stderr.read() == ""
        (listed,) = Store(store).runs(code_version(), thorough=True)
        assert listed.damages == (), f"seed {seed}"
        assert listed.finished >= claimed, f"seed {seed}"
        assert listed.asked == 400
    ended = played(many(), store)
    assert ended.before >= claimed > 0
    assert ended.there == ended.asked == 400
    afresh = played(many(), tmp_path / "afresh")
    assert all((a == b).all() for a, b in zip(ended.sums, afresh.sums, strict=True)), f"seed {seed}"
    assert not list(store.rglob(".*")), "what was half-written is taken away"


def test_an_interrupted_study_keeps_the_replications_that_are_finished(points, tmp_path):
    def press(finished: int) -> None:
        if finished == 4:
            signal.raise_signal(signal.SIGINT)

    ended = played(points, tmp_path, progress=press)
    assert ended.interrupted
    assert ended.problem is None
    assert len(ended.sums) == 2
    assert ended.sums[0][1, :, 0, 1].all()
    assert played(points, tmp_path).before == 4


def test_a_study_that_cannot_go_on_keeps_the_points_that_are_finished(points, tmp_path):
    """Recorded cases stand for whatever is refused in the middle: here the third point has some that are none."""
    bad = replace(points[2].jobs[1], trace=Recorded(Path("cases.csv"), b"arrival\n"))
    ended = played([*points[:2], replace(points[2], jobs=(points[2].jobs[0], bad))], tmp_path, number=2)
    assert not ended.interrupted
    assert len(ended.sums) == 2
    assert str(ended.problem).startswith("cases.csv:1  unit: this column is missing")


def test_whoever_cancels_keeps_what_is_finished_and_it_goes_on_from_there(points, tmp_path):
    with (
        opened_points(Point(points[0].jobs, 0, 2), points, GAUGES, Store(tmp_path)) as kept,
        processes(1) as workers,
    ):
        ended = play_points(kept, workers, ignore, cancelled=lambda: True)
    assert (ended.interrupted, ended.problem, ended.there) == (True, None, 2)
    again = played(points, tmp_path)
    assert (again.before, again.there) == (2, 6)
