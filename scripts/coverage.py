"""How often intervals and verdicts are right, against a queue whose truth is known in closed form.

    python scripts/coverage.py [comparisons]

The queue is M/M/c, first come first served, in its steady state from the first second on, so that no warm-up can be
blamed. Cases carry one of five priorities that changes nothing, with a target each; of the first there are few, as in
the channel. A replication is a stretch of time with about a hundred cases. The waits come from the recursion of Kiefer
and Wolfowitz, in NumPy, for all replications of all comparisons at once; two scenarios share arrivals and
the uniforms behind the minutes. What is judged is what a run judges: sums by replication in, verdicts out.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, poisson

from sim.measures.differences import Difference, difference, difference_of_shares
from sim.measures.estimate import FEWEST, share
from sim.measures.precision import UntilPrecise
from sim.measures.verdicts import Change, Found, judge
from sim.verify.theory import erlang_c

Floats = NDArray[np.float64]

MIX = np.array([0.01, 0.15, 0.25, 0.34, 0.25])
"""Shares of the five priorities: five cases of the first in a replication, as in half a year of a mean clinic."""
TARGETS = np.array([0.3, 1.2, 2.4, 3.5, 0.1])
"""Their targets, in mean minutes of a case: 70 to 99 % are met."""
CASES = 500
"""Cases in a replication, on average."""
REPLICATIONS = 30
CHUNK = 250
"""Comparisons that are simulated at once."""


@dataclass(frozen=True, slots=True)
class Queue:
    """An M/M/c queue; the time unit is the mean service of the base.

    Attributes
    ----------
    servers, arrivals, services
        c, λ and μ.
    """

    servers: int
    arrivals: float
    services: float = 1.0

    @property
    def wait_chance(self) -> float:
        """Chance that a case waits."""
        return erlang_c(self.servers, self.arrivals / self.services)

    @property
    def spare(self) -> float:
        """How much faster work could be done than it comes."""
        return self.servers * self.services - self.arrivals

    @property
    def mean_wait(self) -> float:
        """Mean wait of all cases."""
        return self.wait_chance / self.spare

    def within(self, targets: Floats) -> Floats:
        """Share of cases that wait no longer than a target."""
        return np.asarray(1 - self.wait_chance * np.exp(-self.spare * targets))


BASE = Queue(2, 1.0)
FASTER = Queue(2, 1.0, 1.1)
"""What the base is compared with: everybody works a tenth faster."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums by queue (row) and priority (column): cases, of these within target, and what they waited."""

    cases: Floats
    within: Floats
    waited: Floats


def simulate(
    random: np.random.Generator, count: int, queues: list[Queue], *, same_minutes: bool = True, cases: int = CASES
) -> list[Sums]:
    """Play each queue ``count`` times, with the same arrivals and priorities and, if asked, the same minutes."""
    horizon = cases / queues[0].arrivals
    most = int(poisson.isf(1e-12, cases))
    gaps = random.exponential(1 / queues[0].arrivals, (most, count))
    priority = np.searchsorted(np.cumsum(MIX)[:-1], random.random((most, count)), side="right")
    counted = np.cumsum(gaps, axis=0) < horizon
    cell = (np.arange(count) * len(MIX) + priority)[counted]
    shared = random.random(count), random.standard_exponential((most + 60, count))
    out = []
    for queue in queues:
        own = shared if same_minutes else (random.random(count), random.standard_exponential(shared[1].shape))
        waits = _waits(queue, gaps, own[1] / queue.services, _in_system(queue, own[0]))
        columns = [
            np.bincount(cell, weights, minlength=count * len(MIX)).reshape(count, len(MIX)).astype(np.float64)
            for weights in (None, (waits <= TARGETS[priority])[counted], waits[counted])
        ]
        out.append(Sums(*columns))
    return out


def _in_system(queue: Queue, uniforms: Floats) -> NDArray[np.int64]:
    """Draw how many cases are there at a moment of the steady state (at most 60: more are rarer than 1 in 10^5)."""
    load, numbers = queue.arrivals / queue.services, np.arange(60)
    weights = poisson.pmf(numbers, load)
    beyond = numbers > queue.servers
    weights[beyond] = poisson.pmf(queue.servers, load) * (load / queue.servers) ** (numbers[beyond] - queue.servers)
    return np.asarray(np.searchsorted(np.cumsum(weights / weights.sum()), uniforms))


def _waits(queue: Queue, gaps: Floats, minutes: Floats, there: NDArray[np.int64]) -> Floats:
    """Follow the work before each server: Kiefer and Wolfowitz, with those who are there already put in first."""
    cases, count = gaps.shape
    work = np.zeros((queue.servers, count))
    for place in range(int(there.max(initial=0))):
        _give(work, np.where(place < there, minutes[cases + place], 0.0))
    waits = np.empty_like(gaps)
    for case in range(cases):
        np.maximum(work - gaps[case], 0.0, out=work)
        waits[case] = work[0]
        _give(work, minutes[case])
    return waits


def _give(work: Floats, minutes: Floats) -> None:
    """Give a case to the server that is free first, and keep the servers in the order in which they are free."""
    work[0] += minutes
    for place in range(len(work) - 1):
        higher = np.maximum(work[place], work[place + 1])
        np.minimum(work[place], work[place + 1], out=work[place])
        work[place + 1] = higher


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison: sums by replication of both sides."""

    base: Sums
    other: Sums


def comparisons(seed: int, count: int, other: Queue, *, same_minutes: bool = True) -> Iterator[Pair]:
    """Simulate independent comparisons of the base with another queue, each of `REPLICATIONS` pairs."""
    random = np.random.default_rng(seed)
    for first in range(0, count, CHUNK):
        size = min(CHUNK, count - first)
        sides = simulate(random, size * REPLICATIONS, [BASE, other], same_minutes=same_minutes)
        for one in range(size):
            rows = slice(one * REPLICATIONS, (one + 1) * REPLICATIONS)
            yield Pair(*(Sums(side.cases[rows], side.within[rows], side.waited[rows]) for side in sides))


def differences(pair: Pair, measure: str) -> list[Found]:
    """Return the differences of a comparison by priority, as a run finds them."""
    how = difference_of_shares if measure == "within" else difference
    out = []
    for priority in range(len(MIX)):
        sides = [(getattr(side, measure)[:, priority], side.cases[:, priority]) for side in (pair.base, pair.other)]
        decided = int(min(bottom.sum() for _, bottom in sides))
        out.append(
            Found({"priority": priority + 1}, None, None, decided, how(*sides), 1 if measure == "within" else -1,
                  is_share=measure == "within", few=decided < FEWEST, margin=0.02)
        )  # fmt: skip
    return out


def truth(measure: str, other: Queue) -> Floats:
    """Return the true difference by priority."""
    if measure == "within":
        return other.within(TARGETS) - BASE.within(TARGETS)
    return np.full(len(MIX), other.mean_wait - BASE.mean_wait)


def holds(found: Difference, true: float) -> bool:
    """Tell whether the 95 % interval of a difference holds the truth."""
    interval = found.interval()
    return interval is not None and interval[0] <= true <= interval[1]


@dataclass(frozen=True, slots=True)
class Coverage:
    """By priority, how often 95 % intervals hold the truth: of differences of waits and shares, and of a share."""

    waits: Floats
    shares: Floats
    share_itself: Floats


def coverage(seed: int, count: int) -> Coverage:
    """Compare two queues that differ, many times over."""
    hits = np.zeros((3, len(MIX)))
    at = BASE.within(TARGETS)
    for pair in comparisons(seed, count, FASTER):
        for row, measure in enumerate(("waited", "within")):
            found, true = differences(pair, measure), truth(measure, FASTER)
            hits[row] += [holds(one.difference, there) for one, there in zip(found, true, strict=True)]
        for priority in range(len(MIX)):
            known = share(pair.base.within[:, priority], pair.base.cases[:, priority])
            hits[2, priority] += (known.low or 0.0) <= at[priority] <= (1.0 if known.high is None else known.high)
    return Coverage(*(hits / count))


def false_claims(seed: int, count: int, measure: str, *, scenarios: int = 1) -> float:
    """Return how often a family of scenarios that do not differ shows any difference."""
    runs = [comparisons(seed + 100 * one, count, BASE, same_minutes=False) for one in range(scenarios)]
    wrong = 0
    for pairs in zip(*runs, strict=True):
        judged = judge([found for pair in pairs for found in differences(pair, measure)])
        wrong += any(one.verdict in ("better", "worse") for one in judged) or _shown(judged)
    return wrong / count


def _shown(changes: list[Change]) -> bool:
    """Tell whether any adjusted interval leaves out 0, whether or not it lies within the margin."""
    return any(one.p_family is not None and one.p_family <= 0.05 for one in changes)


@dataclass(frozen=True, slots=True)
class Stopped:
    """What runs until precision came to, by priority: how often it was met, and how often the truth was held then."""

    replications: float
    met: Floats
    held: Floats


def until_precise(seed: int, runs: int, half: float, most: int) -> Stopped:
    """Run until precision many times over."""
    random = np.random.default_rng(seed)
    true = BASE.within(TARGETS)
    met, held, played = np.zeros(len(MIX)), np.zeros(len(MIX)), 0
    for _ in range(runs):
        (sums,) = simulate(random, most, [BASE])
        rule = UntilPrecise(half, most)
        for row in range(most):
            if rule.add_counts(list(zip(sums.within[row].tolist(), sums.cases[row].tolist(), strict=True))):
                break
        found = rule.reached()
        played += found.replications
        for place in range(len(MIX)):
            if found.shares[place].known == "met":
                rows = slice(0, found.replications)
                known = share(sums.within[rows, place], sums.cases[rows, place])
                met[place] += 1
                held[place] += (known.low or 0.0) <= true[place] <= (1.0 if known.high is None else known.high)
    return Stopped(played / runs, met / runs, np.divide(held, met, out=np.full(len(MIX), np.nan), where=met > 0))


def row(name: str, found: Floats) -> None:
    """Print percentages by priority."""
    print(f"{name:34}", " ".join(f"{100 * one:5.1f}" for one in found))


def main(count: int) -> None:
    """Print the table."""
    low, high = (100 * binom.ppf(chance, count, 0.95) / count for chance in (0.025, 0.975))
    print(f"{count} comparisons of {REPLICATIONS} replications with about {CASES} cases; in percent, by priority")
    row("share within target", BASE.within(TARGETS))
    print(f"how often 95 % intervals hold the truth ({low:.1f} to {high:.1f} if they are right)")
    found = coverage(1, count)
    row("  difference of mean waits", found.waits)
    row("  difference of shares", found.shares)
    row("  share itself", found.share_itself)
    print("how often a family shows something where nothing differs")
    for scenarios in (1, 3):
        for measure, name in (("waited", "waits"), ("within", "shares")):
            wrong = false_claims(4, count, measure, scenarios=scenarios)
            row(f"  {name}, {scenarios} x 5 lines", np.array([wrong]))
    for half in (0.02, 0.03):
        stopped = until_precise(5, max(count // 10, 100), half, 200)
        print(f"until ±{100 * half:.0f} points, at most 200: {stopped.replications:.0f} replications on average")
        row("  met", stopped.met)
        row("  holds the truth then", stopped.held)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
