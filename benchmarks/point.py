"""One point of the growth, alone in its process, so that its peak of memory is its own.

``python -m benchmarks.point '{"clinics": 45, "weeks": 13, "replications": 1, "processes": 1}'`` prints its figures as
JSON. The peak of a process is what the system has counted (``getrusage``); Linux counts kibibytes, macOS bytes.
"""

import json
import multiprocessing
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import timed
from benchmarks.worlds import clinics, mean_clinic
from sim.experiment import Job, gather, opened, play, processes
from sim.measures import summarise
from sim.measures.summary import summary_of
from sim.store import Store

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Point:
    """What is played.

    Attributes
    ----------
    clinics
        In the county's proportions.
    weeks
        Of the horizon.
    replications, processes
        So many, on so many.
    """

    clinics: int
    weeks: int
    replications: int = 1
    processes: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What it took.

    Attributes
    ----------
    cases
        In all replications.
    read
        Seconds to read the scenario and lay out the plan.
    play
        Seconds to draw, play, measure and summarise every replication.
    before, peak
        Mebibytes of this process: when all was imported and read, and the most it ever had.
    workers
        Mebibytes at most of the other processes together; 0 where there are none, or the system does not tell.
    """

    cases: int
    read: float
    play: float
    before: float
    peak: float
    workers: float


def take(point: Point) -> Found:
    """Play a point in this process and those that it starts."""
    summarise([play(mean_clinic(3), 0).replication])  # compiles or loads what is compiled, and imports the rest
    read, job = timed(lambda: clinics(point.clinics, point.weeks))
    before = _peak()
    seconds, (cases, workers) = timed(lambda: _played(job, point))
    return Found(cases, read, seconds, before, _peak(), workers)


def _played(job: Job, point: Point) -> tuple[int, float]:
    """Play, keep and summarise; return how many cases there were, and the most memory that other processes had."""
    peaks: dict[int | None, float] = {}

    def look(_: int) -> None:
        peaks.update({child.pid: _peak_of(child.pid) for child in multiprocessing.active_children()})

    with (
        TemporaryDirectory() as folder,
        opened([job], Store(Path(folder)), point.replications) as (run,),
        processes(point.processes) as workers,
    ):
        gather([run], point.replications, workers, progress=look)
        summary = summary_of(run.several)
        cases = sum(one.arrived for one in summary.account)
    return cases, sum(peaks.values())


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEBIBYTE


def _peak_of(process: int | None) -> float:
    """Most memory of another process that still runs; Linux writes it down, other systems count it as 0."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) * 1024 / MEBIBYTE if "VmHWM" in lines else 0.0


if __name__ == "__main__":
    print(json.dumps(asdict(take(Point(**json.loads(sys.argv[1]))))))
