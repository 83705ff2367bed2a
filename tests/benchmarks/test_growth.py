"""Growth: every point in a process of its own, and what is said of it."""

import subprocess
from pathlib import Path

import pytest

from benchmarks import Refused, point
from benchmarks.growth import QUICK, _command, _processes, growth, largest_deviation
from benchmarks.point import Point


@pytest.mark.nightly
def test_every_point_is_taken_and_memory_is_counted():
    found = growth(QUICK)
    for name, asked in (("clinics", QUICK.by_clinics), ("replications", QUICK.by_replications)):
        points = found[name]["points"]
        assert [(one["clinics"], one["weeks"], one["replications"]) for one in points] == [
            (one.clinics, one.weeks, one.replications) for one in asked
        ]
        assert points[0]["cases"] < points[-1]["cases"]
        assert all(one["peak"] >= one["before"] > 0 and one["play"] > 0 for one in points)
        assert found[name]["linear"] >= 0
    (together,) = found["processes"]["rounds"]
    assert found["processes"]["ratio"] == together["two"] / together["one"]
    assert len(found["command"]["rounds"]) == QUICK.rounds
    assert found["command"]["median"] > 0


def test_processes_that_lose_cases_are_refused(monkeypatch):
    def forgetful(asked: Point) -> dict[str, float]:
        return {"cases": 100 // asked.processes, "play": 1.0, "workers": 0.0}

    monkeypatch.setattr("benchmarks.growth._take", forgetful)
    with pytest.raises(Refused) as refusal:
        _processes(QUICK.shared, 1)
    assert str(refusal.value) == "one process plays 100 cases, two play 50"


@pytest.mark.parametrize(
    ("cases", "seconds", "strays"),
    [([1, 2, 4], [3.0, 6.0, 12.0], 0.0), ([1, 2, 4], [3.0, 6.0, 18.0], 0.5), ([10, 20], [1.0, 4.0], 1 / 3)],
)
def test_time_in_proportion_strays_by_nothing(cases, seconds, strays):
    assert largest_deviation(cases, seconds) == pytest.approx(strays)


def test_a_process_that_is_gone_has_no_memory():
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    assert point._peak_of(gone.pid) == 0


def test_a_command_that_fails_is_told(monkeypatch):
    monkeypatch.setattr("benchmarks.growth.SCENARIOS", Path("nowhere"))
    with pytest.raises(subprocess.CalledProcessError):
        _command(1, 1)
