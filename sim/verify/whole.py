"""The whole chain, from a scenario file to the table of cases: what must add up, to the second and to the case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.cases import draw_cases
from sim.engine import compiled, reference
from sim.engine.invariants import violations
from sim.measures import Replication, measure
from sim.measures.story import LATER, Story, read
from sim.measures.why import Cause
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from sim.scenario.schema import Scenario
from sim.tables import CaseTable, EventLog, Ints, Piece, PlanTable
from sim.units import MINUTE, WEEK
from sim.verify.findings import Finding, Size, exact, theory
from sim.verify.pool import MEAN_GAP, WAITS
from sim.verify.worlds import Engine

SEED = 2**31


@dataclass(frozen=True, slots=True)
class Chain:
    """A scenario that was played once.

    Attributes
    ----------
    plan, cases, log
        What it was played from; what happened.
    measured
        The measures of it.
    """

    plan: PlanTable
    cases: CaseTable
    log: EventLog
    measured: Replication

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:
        """The table of cases, of those that count in measures."""
        counted = self.measured.cases["in_measures"]
        return {name: values[counted] for name, values in self.measured.cases.items()}


def shipped(name: str, weeks: int | None = None) -> Scenario:
    """Return a scenario of this room, with another number of weeks if asked."""
    scenario = load_text(files("sim.verify").joinpath(name).read_text(encoding="utf-8")).scenario
    if weeks is None:
        return scenario
    return scenario.model_copy(update={"horizon": scenario.horizon.model_copy(update={"weeks": weeks})})


def play(engine: Engine, scenario: Scenario, seed: int, number: int = 0) -> Chain:
    """Draw, play and measure a replication of a scenario as any run does."""
    plan = plan_of(scenario)
    cases = draw_cases(scenario, plan, seed, number)
    log = engine(plan, cases)
    return Chain(plan, cases, log, measure(scenario, plan, cases, log, number))


def pool(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play a scenario file of which the waits are known through the whole chain."""
    scenario = shipped("pool.yaml", 1 + round(size.cases * MEAN_GAP * MINUTE / WEEK))
    seed = int(rng.integers(SEED))
    means: list[list[float]] = [[] for _ in WAITS]
    for number in range(size.replications):
        columns = play(engine, scenario, seed, number).columns
        waits, priority = columns["wait_elapsed_s"] / MINUTE, columns["priority"]
        settled = np.arange(len(waits)) >= len(waits) // 4
        for level, mean in enumerate(means, start=1):
            mean.append(float(waits[settled & (priority == level)].mean()))
    for level, (expected, found) in enumerate(zip(WAITS, means, strict=True), start=1):
        yield theory(f"Mean wait of priority {level} in the table of cases", expected, found, "min")


def adds_up(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play clinics in which a bit of everything happens."""
    weeks = 2 + round(min(size.cases / 1000, 6))
    chain = play(engine, shipped("clinics.yaml", weeks), int(rng.integers(SEED)))
    yield from _accounts(chain)
    yield from _waits(chain)
    yield from _work(chain)
    broken = len(violations(chain.plan, chain.cases, chain.log))
    yield exact("Rules that the log breaks, each worked out a second time", 0, broken, "times")


def _accounts(chain: Chain) -> Iterator[Finding]:
    measured, came = chain.measured, int((chain.cases.arrival >= chain.plan.measured_from).sum())
    claim = "Every case that came is turned away, diverted, settled, closed, handed over or open"
    yield exact(claim, came, measured.account.sum(), "cases")
    ledger = measured.ledger
    claim = "Little's law: the lengths of the lists over the seconds are the seconds waited"
    yield exact(claim, ledger.length.sum(), ledger.waited.sum(), "s")
    same = int((ledger.length == ledger.waited).sum())
    yield exact("Little's law list by list", len(ledger.length), same, "lists")


def _waits(chain: Chain) -> Iterator[Finding]:
    columns = chain.columns
    parts = {cause: columns[f"waited_{cause.name}_s"].astype(np.int64) for cause in Cause}
    count, elapsed, working = len(columns["arrival"]), columns["wait_elapsed_s"], columns["wait_working_s"]
    same = int((np.sum(list(parts.values()), axis=0) == elapsed).sum())
    yield exact("The eight parts of a wait add up to it", count, same, "cases")
    in_hours = np.sum([part for cause, part in parts.items() if cause != Cause.closed_hours], axis=0)
    same = int((in_hours == working).sum())
    yield exact("All parts but closed hours add up to the staffed hours waited", count, same, "cases")
    clock = _staffed_seconds(chain.plan)
    until = np.minimum(columns["arrival"] + elapsed, chain.plan.end)
    same = int((clock[until] - clock[columns["arrival"]] == working).sum())
    yield exact("Staffed hours waited, counted second by second", count, same, "cases")


def _staffed_seconds(plan: PlanTable) -> Ints:
    """Return how many staffed seconds have passed at each second of the horizon."""
    staffed = np.zeros(plan.end + 1, dtype=np.int64)
    for start, stop in zip(plan.day_open.tolist(), plan.day_close.tolist(), strict=True):
        staffed[start + 1 : stop + 1] = 1
    return np.cumsum(staffed)


def _work(chain: Chain) -> Iterator[Finding]:
    plan, load = chain.plan, chain.measured.load
    story = read(plan, chain.cases, chain.log)
    pieces = story.pieces
    plain = (pieces.kind != Piece.call) & (plan.person_coordinates[pieces.person] == 0)
    ended = plain & (pieces.done < LATER)  # a call that reaches the patient holds the turns that are left, too
    same = int((pieces.done - pieces.begun == pieces.drawn)[ended].sum())
    claim = "Work takes the time that was drawn for it (but calls, and who coordinates)"
    yield exact(claim, int(ended.sum()), same, "pieces")
    claim = "Work in the log, added up, is the work in the measures"
    yield exact(claim, _worked(story), load.busy.sum(), "s")
    claim = "Everybody's duty is work, idle time or absence, and work is on duty or overrun"
    balanced = load.scheduled + load.overrun == load.busy.sum(axis=1) + load.idle + load.absent
    yield exact(claim, len(balanced), int(balanced.sum()), "people")
    alone = sum(_overlaps(story, person) for person in range(len(plan.person_names)))
    yield exact("Nobody does two things at once", 0, alone, "times")


def _worked(story: Story) -> int:
    """Return the seconds of work in the measured part, visits too."""
    start = np.clip(story.busy.start, story.plan.measured_from, story.plan.end)
    return int((np.clip(story.busy.stop, story.plan.measured_from, story.plan.end) - start).sum())


def _overlaps(story: Story, person: int) -> int:
    mine = story.busy.person == person
    stretches = sorted(zip(story.busy.start[mine].tolist(), story.busy.stop[mine].tolist(), strict=True))
    return sum(stop > start for (_, stop), (start, _) in pairwise(stretches))


def same_log(_: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play the clinics through both engines."""
    scenario = shipped("clinics.yaml", 2 + round(min(size.cases / 1000, 6)))
    plan = plan_of(scenario)
    cases = draw_cases(scenario, plan, int(rng.integers(SEED)), 0)
    one, other = reference.run(plan, cases), compiled.run(plan, cases)
    same = sum(
        int((getattr(one, name)[: len(other)] == getattr(other, name)[: len(one)]).sum())
        for name in ("tick", "kind", "case", "person", "piece", "detail")
    )
    yield exact("Both engines write the same log, number by number", 6 * len(one), same, "numbers")
