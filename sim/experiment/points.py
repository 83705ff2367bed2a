"""Many variants of a scenario played for a few figures, and kept: what a sweep and a study of assumptions share."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from sim.errors import InputError
from sim.experiment.job import Job
from sim.experiment.play import block_size, play
from sim.experiment.spread import Workers, spread
from sim.measures.estimate import Floats
from sim.measures.gauge import Gauge, sums
from sim.scenario.fingerprint import fingerprint
from sim.scenario.resolved import resolved_json
from sim.store import PointsFolder, Store, code_version, study_manifest


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

    @property
    def numbers(self) -> range:
        """Numbers of its replications."""
        return range(self.first, self.first + self.replications)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a study, and where they are kept.

    Attributes
    ----------
    points
        In the order in which they are played.
    gauges
        G figures that are kept of each replication.
    variants
        By point, of each of its scenarios: fingerprint of the scenario there, seed, figures and code.
    wanted
        Replications that are asked for, by variant; one that stands at several points is played once.
    folder
        What is there already, and where the rest goes.
    """

    points: Sequence[Point]
    gauges: Sequence[Gauge]
    variants: Sequence[tuple[str, ...]]
    wanted: Mapping[str, Set[int]]
    folder: PointsFolder

    @property
    def asked(self) -> int:
        """Replications that are asked for, of all variants together."""
        return sum(map(len, self.wanted.values()))

    @property
    def there(self) -> int:
        """How many of these are there."""
        return sum(len(numbers & self.folder.finished(variant)) for variant, numbers in self.wanted.items())

    @property
    def found(self) -> list[Floats]:
        """The sums (S, R, G, 3) by scenario, replication and figure of the first points, those that are there."""
        out = []
        order = [_by_name(self.gauges).index(one) for one in self.gauges]
        for point, variants in zip(self.points, self.variants, strict=True):
            if not all(self.folder.finished(variant) >= set(point.numbers) for variant in variants):
                break
            sides = [[self.folder.sums[variant][number] for number in point.numbers] for variant in variants]
            out.append(np.array(sides, dtype=np.float64)[:, :, order, :])
        return out

    def missing(self) -> Iterator[tuple[str, Job, list[int]]]:
        """Yield what is to be played, block by block: variant, job and replications; looked up when its turn comes."""
        given: set[tuple[str, int]] = set()
        for point, variants in zip(self.points, self.variants, strict=True):
            size = min(block_size(job) for job in point.jobs)
            for start in range(0, point.replications, size):
                self.folder.look()
                for variant, job in zip(variants, point.jobs, strict=True):
                    block = set(point.numbers[start : start + size]) - self.folder.finished(variant)
                    numbers = sorted(number for number in block if (variant, number) not in given)
                    given |= {(variant, number) for number in numbers}
                    if numbers:
                        yield variant, job, numbers


@dataclass(frozen=True, slots=True)
class PlayedPoints:
    """How playing the points of a study ended.

    Attributes
    ----------
    sums
        (S, R, G, 3) by scenario, replication and figure (`sim.measures.gauge.sums`) of the first points, those that
        are finished.
    asked
        Replications that were asked for, of all variants together.
    before, there
        Of these: there before; there now.
    interrupted
        The user interrupted, or whoever may cancel did.
    problem
        Why it could not go on: a process was ended from outside, the store cannot be written to.
    """

    sums: list[Floats]
    asked: int
    before: int
    there: int
    interrupted: bool
    problem: InputError | None


@contextmanager
def opened_points(study: Point, points: Sequence[Point], gauges: Sequence[Gauge], store: Store) -> Iterator[Points]:
    """Hold the points of a study while they are played and read.

    Parameters
    ----------
    study
        The point at which everything is as written: what is varied belongs to it.
    points
        What is played.
    gauges
        What is followed.
    store
        Where they are kept.

    Raises
    ------
    InputError
        The store cannot be written to.
    """
    names = [job.name for job in study.jobs]
    name = f"studies-of-{'-against-'.join(reversed(names))}"
    about = study_manifest(
        name=name,
        scenarios=[resolved_json(job.scenario) for job in study.jobs],
        fingerprints=[fingerprint(job.scenario) for job in study.jobs],
        seed=study.jobs[0].seed,
        code=code_version(),
    )
    variants = [tuple(_variant(job, gauges) for job in point.jobs) for point in points]
    wanted: dict[str, set[int]] = {}
    for point, mine in zip(points, variants, strict=True):
        for variant in mine:
            wanted.setdefault(variant, set()).update(point.numbers)
    with store.begun_points(about, name, wanted) as folder:
        yield Points(points, gauges, variants, wanted, folder)


def play_points(
    points: Points, workers: Workers, progress: Callable[[int], None], cancelled: Callable[[], bool] = bool
) -> PlayedPoints:
    """Play points one after the other; what is kept already is not played.

    A replication counts as finished when its sums are on the disk; whatever then happens, it need not be played again.

    Parameters
    ----------
    points
        From `opened_points`.
    workers
        Who plays; the numbers are the same for any.
    progress
        Told how many replications are finished, of all variants together.
    cancelled
        Asked after each block; True ends the playing, with everything kept that is finished. Nobody cancels by default.

    Raises
    ------
    EngineError
        The engine met a state that the mechanics do not know.
    """
    gauges = _by_name(points.gauges)

    def keep(result: tuple[str, dict[int, list[list[float]]]]) -> bool:
        points.folder.add(*result)
        progress(points.there)
        return not cancelled()

    before, ended, problem = points.there, False, None
    progress(before)
    tasks = ((variant, job, numbers, gauges) for variant, job, numbers in points.missing())
    try:
        ended = spread(_play, tasks, workers, keep)
    except InputError as error:
        problem = error
    interrupted = not ended and problem is None
    return PlayedPoints(points.found, points.asked, before, points.there, interrupted, problem)


def _play(task: tuple[str, Job, list[int], Sequence[Gauge]]) -> tuple[str, dict[int, list[list[float]]]]:
    variant, job, numbers, gauges = task
    return variant, {number: sums(play(job, number).replication, gauges).tolist() for number in numbers}


def _variant(job: Job, gauges: Sequence[Gauge]) -> str:
    """Return what decides the sums of a job: 64 hexadecimal digits."""
    decisive = [fingerprint(job.scenario), job.seed, [one.name for one in _by_name(gauges)], code_version()]
    return hashlib.sha256(json.dumps(decisive).encode("ascii")).hexdigest()


def _by_name(gauges: Sequence[Gauge]) -> list[Gauge]:
    """Return figures in the order in which they are kept: the order in which they are asked for decides nothing."""
    return sorted(gauges, key=lambda one: one.name)
