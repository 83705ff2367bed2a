"""Waits over replications: means that say "at least", quantiles that say "over", and their intervals.

A wait whose end was not seen counts: in the mean for as long as it is known to have lasted, in quantiles as longer
than every finished one. The mean is therefore the mean wait within the horizon: on the same patients every case is
followed as long before as after, and a difference of two such means favours nobody.

Long because waits, their order and their intervals make no sense apart.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.measures.compiled.tally import counts_before, dealt, places_without
from sim.measures.differences import Difference, difference, paired, unpaired_error
from sim.measures.estimate import FEWEST, LEVEL, Estimate, Floats, amounts, ratios, t_quantile
from sim.tables import Bools, Ints

QUANTILES = (0.5, 0.9, 0.95)
ENDLESS = 1 << 40
"""Seconds longer than any wait that ends."""


def stable_order(values: Ints) -> Ints:
    """Return the places of numbers from the smallest to the largest, equals in the order in which they stand.

    Parameters
    ----------
    values
        (n,) whole numbers. Each is packed with its place into one number and these are sorted, some times as fast as
        ``np.argsort``; so 2**63 / n has to be larger than any of them.
    """
    bits = len(values).bit_length()
    packed = np.sort((values.astype(np.int64) << bits) | np.arange(len(values)))
    return np.asarray(packed & ((1 << bits) - 1))


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile of waits, in seconds.

    Attributes
    ----------
    share
        The quantile, 0.9 for the 90th percentile.
    value
        Shortest wait that at least this share of cases did not exceed; None if it falls among waits without an end.
    over
        Then: it is longer than this. None otherwise.
    low, high
        95 % interval; None with one replication; ``high`` alone is None where it falls among waits without an end.
    """

    share: float
    value: float | None
    over: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Wait:
    """Waits of a group of cases, in seconds.

    Attributes
    ----------
    cases, unfinished
        All of them; those whose end was not seen.
    too_few
        Fewer than 30 cases in all: no verdict.
    mean
        Mean within the horizon.
    at_least
        Something is unfinished: the true mean is at least this.
    median, p90, p95
        Quantiles.
    """

    cases: int
    unfinished: int
    too_few: bool
    mean: Estimate
    at_least: bool
    median: Quantile
    p90: Quantile
    p95: Quantile


def ordered(seconds: Ints, finished: Bools) -> Ints:
    """Return the places of waits from the shortest to the longest, those without an end last."""
    return stable_order(np.where(finished, seconds.astype(np.int64), ENDLESS))


@dataclass(frozen=True, slots=True)
class Sample:
    """Waits of a group of cases from the shortest to the longest, those without an end last.

    Attributes
    ----------
    seconds
        (n,) waits, as long as known.
    finished
        (n,) the end was seen.
    replication
        (n,) place of the replication, 0 to R - 1.
    replications
        R.
    """

    seconds: Ints
    finished: Bools
    replication: Ints
    replications: int

    @classmethod
    def of(cls, seconds: Ints, finished: Bools, replication: Ints, replications: int) -> "Sample":
        """Return waits that come in any order."""
        order = ordered(seconds, finished)
        return cls(seconds[order].astype(np.int64), finished[order], replication[order], replications)

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.seconds)

    def sums(self) -> tuple[Floats, Floats]:
        """Return seconds waited and cases, by replication."""
        total = np.bincount(self.replication, self.seconds, minlength=self.replications).astype(np.float64)
        return total, np.bincount(self.replication, minlength=self.replications).astype(np.float64)

    @property
    def ended(self) -> int:
        """How many ended."""
        return int(self.finished.sum())

    def at(self, place: int) -> float:
        """Return the wait at a place in their order; infinite for one without an end."""
        return float(self.seconds[place]) if self.finished[place] else float("inf")


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits of G groups of cases, one group after another, each as in a `Sample`.

    Attributes
    ----------
    seconds, finished, replication, replications
        Of a `Sample`.
    bounds
        (G + 1,) where each group begins, and the end.
    """

    seconds: Ints
    finished: Bools
    replication: Ints
    bounds: Ints
    replications: int

    def __iter__(self) -> Iterator[Sample]:
        """Go through the groups."""
        return map(self.sample, range(len(self.bounds) - 1))

    def sample(self, group: int) -> Sample:
        """Return the waits of one group."""
        mine = slice(int(self.bounds[group]), int(self.bounds[group + 1]))
        return Sample(
            self.seconds[mine].astype(np.int64), self.finished[mine], self.replication[mine], self.replications
        )

    def figures(self, totals: Floats, cases: Floats, level: float = LEVEL) -> list[Wait]:
        """Return the figures of every group.

        Parameters
        ----------
        totals, cases
            (G, R) seconds waited and cases, by replication.
        level
            Of the intervals.
        """
        samples = list(self)
        means = amounts(totals, cases, level)
        quantiles = self._quantiles(samples, cases, level)
        return [
            Wait(len(one), unfinished, len(one) < FEWEST, mean, unfinished > 0, *mine)
            for one, mean, mine in zip(samples, means, quantiles, strict=True)
            for unfinished in [len(one) - one.ended]
        ]

    def _quantiles(self, samples: Sequence[Sample], cases: Floats, level: float) -> list[list[Quantile]]:
        """Return `QUANTILES` with Woodruff's intervals: the jackknife's for the share at each, read back as waits."""
        ends = np.array([[_up_to(one, share) for share in QUANTILES] for one in samples], dtype=np.int64)
        below = counts_before(
            self.replication, ends.reshape(-1, len(QUANTILES)), self.bounds, self.replications
        ).astype(np.float64)
        known = iter(ratios(below.reshape(-1, self.replications), np.repeat(cases, len(QUANTILES), axis=0), level))
        return [[_quantile(one, share, next(known), level) for share in QUANTILES] for one in samples]


@dataclass(frozen=True, slots=True)
class Ordered:
    """All n waits of a run as in a `Sample`, and where each comes from.

    They are put in order once; the groups of a table then get theirs in one pass from the first to the last, which
    takes a quarter of the time of looking each up where it was.

    Attributes
    ----------
    rows
        (n,) its row before they were put in order.
    seconds, finished, replication, replications
        Of a `Sample`.
    """

    rows: Ints
    seconds: Ints
    finished: Bools
    replication: Ints
    replications: int

    def dealt(self, places: npt.NDArray[np.signedinteger[Any]], count: int) -> Waits:
        """Return the waits of the groups of a table.

        Parameters
        ----------
        places
            (n,) group by row, -1 for none.
        count
            Groups.
        """
        mine = places.astype(np.int32, copy=False).take(self.rows)
        seconds, finished, replication, bounds = dealt(mine, self.seconds, self.finished, self.replication, count)
        return Waits(seconds, finished, replication, bounds, self.replications)


def wait(sample: Sample, level: float = LEVEL) -> Wait:
    """Return the figures of a group of waits."""
    alone = Waits(sample.seconds, sample.finished, sample.replication, np.array([0, len(sample)]), sample.replications)
    totals, cases = sample.sums()
    return alone.figures(totals[np.newaxis], cases[np.newaxis], level)[0]


def _place(share: float, count: int) -> int:
    """Return the place of a quantile among ``count`` ordered values: the first at which the share is reached."""
    return min(max(math.ceil(share * count - 1e-9) - 1, 0), count - 1)


def quantile_value(sample: Sample, share: float) -> float | None:
    """Return a quantile in seconds, None where it falls among waits without an end or there are no waits."""
    if not len(sample):
        return None
    value = sample.at(_place(share, len(sample)))
    return value if math.isfinite(value) else None


def _up_to(sample: Sample, share: float) -> int:
    """Return how many waits are no longer than a quantile; those without an end stand in their order."""
    if not len(sample):
        return 0
    place = _place(share, len(sample))
    if not sample.finished[place]:
        return place + 1
    return int(np.searchsorted(sample.seconds[: sample.ended], sample.seconds[place], side="right"))


def _quantile(sample: Sample, share: float, known: Estimate, level: float) -> Quantile:
    """Return one quantile from its interval as a share of waits."""
    count = len(sample)
    if not count:
        return Quantile(share, None, None, None, None)
    at = sample.at(_place(share, count))
    over = None if math.isfinite(at) else _longest(sample, share)
    value = at if math.isfinite(at) else None
    if known.value is None or known.low is None or known.high is None:
        return Quantile(share, value, over, None, None)
    # never narrower than the binomial spread: where every replication has the same share the jackknife sees nothing
    binomial = t_quantile(level, sample.replications - 1) * math.sqrt(share * (1 - share) / count)
    ends = share - max(known.value - known.low, binomial), share + max(known.high - known.value, binomial)
    low, high = (sample.at(_place(min(max(part, 0.0), 1.0), count)) for part in ends)
    return Quantile(share, value, over, low if math.isfinite(low) else over, high if math.isfinite(high) else None)


def _longest(sample: Sample, share: float) -> float:
    """Return what a quantile among endless waits is longer than: every finished wait, what is known of others."""
    known = np.sort(sample.seconds)[_place(share, len(sample))]
    return float(max(known, sample.seconds[sample.finished].max(initial=0)))


def mean_difference(base: Sample, other: Sample) -> Difference:
    """Return other minus base of the mean waits within the horizon, paired by replication."""
    return difference(base.sums(), other.sums())


def quantile_difference(base: Sample, other: Sample, share: float) -> Difference:
    """Return other minus base of a quantile, paired by replication; without a value where one is endless.

    The jackknife leaves out whole replications, each with many cases: a quantile is smooth enough for that.
    """
    if not len(base) or not len(other):
        return Difference(None, None, None, base.replications - 1)
    (before, before_left), (after, after_left) = (_left_out(sample, share) for sample in (base, other))
    if not np.isfinite(before) or not np.isfinite(after):
        return Difference(None, None, None, base.replications - 1)
    with np.errstate(invalid="ignore"):  # both may be endless without some replication: then there is no interval
        left_out = after_left - before_left
    return paired(after - before, left_out, unpaired_error(before_left, after_left))


def _left_out(sample: Sample, share: float) -> tuple[float, Floats]:
    """Return a quantile, and the quantile without each replication (NaN where nothing is left)."""
    count, replications = len(sample), sample.replications
    mine = np.bincount(sample.replication, minlength=replications)
    wanted = np.array([_place(share, count - own) if own < count else -1 for own in mine.tolist()], dtype=np.int64)
    found = places_without(sample.replication, mine, wanted)
    values = np.where(sample.finished, sample.seconds, np.inf)
    return sample.at(_place(share, count)), np.where(found < 0, np.nan, values[found])
