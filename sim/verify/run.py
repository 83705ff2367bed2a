"""Making the checks: every experiment with each engine, spread over processes, judged together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from sim.errors import DirektsimError
from sim.experiment import Engine as EngineName
from sim.experiment import processes
from sim.experiment.play import ENGINES
from sim.experiment.spread import spread
from sim.verify.catalogue import CATALOGUE, CIW, Experiment
from sim.verify.findings import Finding, Size, exact

FALSE_ALARM = 0.001
"""Chance, at most, that a right program fails any of all checks, over the choice of the seed."""
SEED = 1
SIZES: Mapping[EngineName, Size] = {"compiled": Size(30, 20_000), "reference": Size(12, 1_500)}
"""How much each engine plays; the one that is written to be read is about a hundred times as slow."""
WITHOUT_CIW = (
    "Ciw is not installed: what is checked against it was left out, and is not counted. "
    'Install it with pip install "direktsim[verify]".'
)


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found with one engine.

    Attributes
    ----------
    experiment
        What was played.
    engine
        With what.
    finding
        What came of it.
    """

    experiment: Experiment
    engine: EngineName
    finding: Finding


@dataclass(frozen=True, slots=True)
class Verified:
    """All checks.

    Attributes
    ----------
    checks
        By experiment and engine, in the order of the catalogue.
    seed
        Of the draws.
    left_out
        Why some were left out, in sentences.
    finished
        False if the user interrupted: then nothing is known of the checks that are missing.
    """

    checks: tuple[Check, ...]
    seed: int
    left_out: tuple[str, ...]
    finished: bool = True

    @property
    def by_chance(self) -> int:
        """How many checks a right program may fail by the draw."""
        return sum(one.finding.by_chance for one in self.checks)

    @property
    def level(self) -> float:
        """Chance that a right program fails one of these: `FALSE_ALARM` divided among them (Bonferroni 1936).

        They may depend on each other; the sum of the chances bounds the chance of any in every case.
        """
        return FALSE_ALARM / max(self.by_chance, 1)

    def holds(self, check: Check) -> bool:
        """Tell whether a check agrees."""
        return check.finding.holds(self.level)

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that do not agree."""
        return tuple(one for one in self.checks if not self.holds(one))


@dataclass(frozen=True, slots=True)
class Task:
    """An experiment to be played.

    Attributes
    ----------
    number
        Its place in the catalogue.
    engine, seed, size
        With what, and how much.
    """

    number: int
    engine: EngineName
    seed: int
    size: Size


def tasks_of(engines: Sequence[EngineName], seed: int, sizes: Mapping[EngineName, Size] = SIZES) -> list[Task]:
    """Return what is to be played, the slow engine first: only what can be, with what is installed."""
    both = len(engines) > 1
    return [
        Task(number, engine, seed, sizes[engine])
        for engine in sorted(engines, reverse=True)
        for number, one in enumerate(CATALOGUE)
        if (one is not CIW or _with_ciw()) and (not one.compares_engines or (both and engine == "reference"))
    ]


def _with_ciw() -> bool:
    return find_spec("ciw") is not None


def verify(
    engines: Sequence[EngineName],
    seed: int = SEED,
    sizes: Mapping[EngineName, Size] = SIZES,
    jobs: int = 1,
    tell: Callable[[int], None] = lambda _: None,
) -> Verified:
    """Make every check that can be made.

    Parameters
    ----------
    engines
        Which are checked.
    seed
        Of the draws.
    sizes
        How much each plays.
    jobs
        Processes.
    tell
        Is told how many of `tasks_of` are finished.

    Returns
    -------
    Verified
        What was found.

    Raises
    ------
    InputError
        A process was ended from outside.
    """
    tasks = tasks_of(engines, seed, sizes)
    found: list[tuple[Task, list[Finding]]] = []

    def receive(result: tuple[Task, list[Finding]]) -> bool:
        found.append(result)
        tell(len(found))
        return True

    with processes(jobs) as workers:
        finished = spread(_played, tasks, workers, receive)
    checks = [Check(CATALOGUE[task.number], task.engine, finding) for task, findings in found for finding in findings]
    checks.sort(key=lambda one: CATALOGUE.index(one.experiment))
    return Verified(tuple(checks), seed, () if _with_ciw() else (WITHOUT_CIW,), finished)


def _played(task: Task) -> tuple[Task, list[Finding]]:
    """Play an experiment; where the program gives up on a state that cannot be, that is a check that fails."""
    findings: list[Finding] = []
    rng = np.random.default_rng([task.seed, task.number])
    try:
        findings.extend(CATALOGUE[task.number].play(ENGINES[task.engine], rng, task.size))
    except DirektsimError as error:
        findings.append(exact(f"Is played to its end ({error})", 1, 0, "times"))
    return task, findings
