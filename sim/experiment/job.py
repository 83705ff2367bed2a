"""What is played, and how it travels: packed once by who asks, and unpacked once by each process that plays."""

import hashlib
import pickle
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from sim.cases.trace import read_trace
from sim.cases.trace_rows import content_of
from sim.scenario.loaded import Loaded
from sim.scenario.plan import plan_of
from sim.scenario.schema import Scenario
from sim.tables import PlanTable

Engine = Literal["compiled", "reference"]
"""The engines: the same log from both, row by row."""

UNPACKED = 16
"""Jobs that a process keeps: those of a comparison, or of the points of a study that are played side by side."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Recorded cases, read once: whoever plays, wherever it is, plays what stood in the file then.

    Attributes
    ----------
    file
        Where they were read.
    content
        What stood there.
    """

    file: Path
    content: bytes

    @classmethod
    def read(cls, file: Path) -> "Recorded":
        """Read a file.

        Raises
        ------
        InputError
            It cannot be read.
        """
        return cls(file, content_of(file))

    @property
    def sha256(self) -> str:
        """Checksum of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Job:
    """What is played, the same in every replication; travels to the processes.

    Every task carries its job, so that a process that joins late or begins again needs nothing else. But a process
    that gets the same job once more hands out the one it has: what is worked out once for a scenario and a plan that
    are the very same objects then is worked out once.

    Attributes
    ----------
    name
        Name of the scenario, as it stands in reports and folders.
    scenario, plan
        The scenario and what it compiles to.
    seed
        Seed of the draws.
    trace
        Recorded cases that replace the drawn ones.
    keep_events
        Send the log back too.
    engine
        What plays it; changes no number.
    """

    name: str
    scenario: Scenario
    plan: PlanTable
    seed: int
    trace: Recorded | None = None
    keep_events: bool = False
    engine: Engine = "compiled"

    @cached_property
    def packed(self) -> bytes:
        """The job as bytes: a county's are 0.1 MB instead of 3."""
        parts = (self.name, self.scenario, self.plan, self.seed, self.trace, self.keep_events, self.engine)
        return zlib.compress(pickle.dumps(parts, pickle.HIGHEST_PROTOCOL))

    def __reduce__(self) -> tuple[Callable[[bytes], "Job"], tuple[Any, ...]]:
        """Cross to another process packed."""
        return _unpacked, (self.packed,)


def jobs_of(
    scenarios: Sequence[Loaded],
    seed: int | None = None,
    trace: Recorded | None = None,
    *,
    keep_events: bool = False,
    engine: Engine = "compiled",
) -> list[Job]:
    """Return what is to be played of some scenarios, all with one seed; those of one file name are numbered apart.

    Parameters
    ----------
    scenarios
        The first is the base, where several are compared.
    seed
        Seed of the draws; the first scenario's if None.
    trace
        Recorded cases; they are read once here, so that bad rows are found before anything is played.
    keep_events, engine
        As in `Job`.

    Raises
    ------
    InputError
        The recorded cases cannot be used.
    """
    used = scenarios[0].scenario.seed if seed is None else seed
    seen: Counter[str] = Counter()
    jobs = []
    for loaded in scenarios:
        stem = loaded.path.stem
        seen[stem] += 1
        name = stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"
        job = Job(name, loaded.scenario, plan_of(loaded.scenario), used, trace, keep_events, engine)
        if trace is not None:
            read_trace(trace.file, job.scenario, job.plan, used, 0, trace.content)
        jobs.append(job)
    return jobs


@lru_cache(UNPACKED)
def _unpacked(packed: bytes) -> Job:
    return Job(*pickle.loads(zlib.decompress(packed)))
