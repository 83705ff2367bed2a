"""How time and memory grow, what a second process gives, and how soon the command answers."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import Refused
from benchmarks.point import Point
from benchmarks.worlds import ROOT, SCENARIOS


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is played.

    Attributes
    ----------
    by_clinics, by_replications
        Points that differ in one thing.
    shared
        The point that one and two processes play.
    command
        Replications of the command.
    rounds
        Of the two processes against one, and of the command.
    """

    by_clinics: tuple[Point, ...]
    by_replications: tuple[Point, ...]
    shared: Point
    command: int
    rounds: int


FULL = Sizes(
    by_clinics=tuple(Point(clinics, weeks=13) for clinics in (45, 150, 400, 1_200)),
    by_replications=tuple(Point(45, weeks=52, replications=number) for number in (10, 30, 100)),
    shared=Point(45, weeks=52, replications=100),
    command=30,
    rounds=3,
)
QUICK = Sizes(
    by_clinics=tuple(Point(clinics, weeks=3) for clinics in (6, 24)),
    by_replications=tuple(Point(6, weeks=3, replications=number) for number in (1, 3)),
    shared=Point(6, weeks=3, replications=2),
    command=1,
    rounds=1,
)


def growth(sizes: Sizes) -> dict[str, Any]:
    """Take every point in a process of its own.

    Parameters
    ----------
    sizes
        How much is played.

    Returns
    -------
    dict
        ``clinics`` and ``replications``: ``points``, as `benchmarks.point.Point` and `benchmarks.point.Found` say, and
        how far time strays from ``linear``; ``processes``: seconds on one and on two by round, and the median
        ``ratio``; ``command``: seconds to the first figure by round, and their median.

    Raises
    ------
    Refused
        Two processes did not play what one plays.
    """
    return {
        "clinics": _series(sizes.by_clinics),
        "replications": _series(sizes.by_replications),
        "processes": _processes(sizes.shared, sizes.rounds),
        "command": _command(sizes.command, sizes.rounds),
    }


def largest_deviation(cases: Sequence[float], seconds: Sequence[float]) -> float:
    """Return how far the time of a case strays from the median of the points, as a share; 0 is exactly linear."""
    a_case = [second / count for second, count in zip(seconds, cases, strict=True)]
    middle = median(a_case)
    return max(abs(one / middle - 1) for one in a_case)


def _series(points: Sequence[Point]) -> dict[str, Any]:
    taken = [asdict(point) | _take(point) for point in points]
    return {
        "points": taken,
        "linear": largest_deviation([one["cases"] for one in taken], [one["play"] for one in taken]),
    }


def _take(point: Point) -> dict[str, Any]:
    """Play a point in a process of its own."""
    asked = [sys.executable, "-m", "benchmarks.point", json.dumps(asdict(point))]
    answer = subprocess.run(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return dict(json.loads(answer))


def _processes(point: Point, rounds: int) -> dict[str, Any]:
    """Play the same on one process and on two, in turn."""
    taken = []
    for _ in range(rounds):
        one, two = (_take(Point(point.clinics, point.weeks, point.replications, number)) for number in (1, 2))
        if one["cases"] != two["cases"]:
            raise Refused(f"one process plays {one['cases']} cases, two play {two['cases']}")
        taken.append({"one": one["play"], "two": two["play"], "workers": two["workers"]})
    ratio = median(one["two"] / one["one"] for one in taken)
    return {"point": asdict(point), "rounds": taken, "ratio": ratio}


def _command(replications: int, rounds: int) -> dict[str, Any]:
    """Start the command until its first figure stands on the screen; what is compiled is there already."""
    seconds = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            asked = [sys.executable, "-m", "sim", "run", str(SCENARIOS / "mean_clinic.yaml")]
            asked += ["-n", str(replications), "--store", str(Path(folder) / "runs")]
            began = perf_counter()
            with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                _first_figure(process)
                seconds.append(perf_counter() - began)
                process.communicate()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, asked)
    return {"replications": replications, "rounds": seconds, "median": median(seconds)}


def _first_figure(process: subprocess.Popen[bytes]) -> None:
    """Wait for the first line that holds a share, as the table of targets does."""
    while process.stdout is not None and (line := process.stdout.readline()):
        if b"%" in line:
            return
