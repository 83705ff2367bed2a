"""Waits over replications: means that say "at least", quantiles that say "over", and their intervals.

A wait whose end was not seen counts: in the mean for as long as it is known to have lasted, in quantiles as longer
than every finished one. The mean is therefore the mean wait within the horizon: on the same patients every case is
followed as long before as after, and a difference of two such means favours nobody.
"""

from dataclasses import dataclass

import numpy as np

from sim.measures.estimate import (
    FEWEST,
    LEVEL,
    Difference,
    Estimate,
    Floats,
    difference,
    paired,
    ratio,
    ratios,
    t_quantile,
    unpaired_error,
)
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


@dataclass(frozen=True, slots=True)
class Sample:
    """Waits of a group of cases by replication.

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

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.seconds)

    def sums(self) -> tuple[Floats, Floats]:
        """Return seconds waited and cases, by replication."""
        total = np.bincount(self.replication, self.seconds, minlength=self.replications).astype(np.float64)
        return total, np.bincount(self.replication, minlength=self.replications).astype(np.float64)

    def ordered(self) -> tuple[Floats, Ints]:
        """Return waits from the shortest to the longest, endless ones infinite, and their replications."""
        order = stable_order(np.where(self.finished, self.seconds, ENDLESS))
        return np.where(self.finished, self.seconds, np.inf)[order], self.replication[order]


def wait(sample: Sample, level: float = LEVEL) -> Wait:
    """Return the figures of a group of waits."""
    unfinished = int((~sample.finished).sum())
    seconds, cases = sample.sums()
    return Wait(
        len(sample),
        unfinished,
        len(sample) < FEWEST,
        ratio(seconds, cases, level=level),
        unfinished > 0,
        *_quantiles(sample, cases, level),
    )


def _place(share: float, count: int) -> int:
    """Return the place of a quantile among ``count`` ordered values: the first at which the share is reached."""
    return min(max(int(np.ceil(share * count - 1e-9)) - 1, 0), count - 1)


def quantile_value(sample: Sample, share: float) -> float | None:
    """Return a quantile in seconds, None where it falls among waits without an end or there are no waits."""
    if not len(sample):
        return None
    seconds = np.where(sample.finished, sample.seconds, np.inf)
    place = _place(share, len(sample))
    value = np.partition(seconds, place)[place]
    return float(value) if np.isfinite(value) else None


def _quantiles(sample: Sample, cases: Floats, level: float) -> list[Quantile]:
    """Return `QUANTILES` with Woodruff's intervals: the jackknife's for the share at each, read back as waits."""
    count = len(sample)
    if not count:
        return [Quantile(share, None, None, None, None) for share in QUANTILES]
    ordered, replication = sample.ordered()
    at = [float(ordered[_place(share, count)]) for share in QUANTILES]
    below = []
    for share, value in zip(QUANTILES, at, strict=True):
        last = int(np.searchsorted(ordered, value, side="right")) if np.isfinite(value) else _place(share, count) + 1
        below.append(np.bincount(replication[:last], minlength=sample.replications).astype(np.float64))
    known = ratios(below, [cases] * len(QUANTILES), level)
    return [_quantile(sample, ordered, *one, level) for one in zip(QUANTILES, at, known, strict=True)]


def _quantile(sample: Sample, ordered: Floats, share: float, at: float, known: Estimate, level: float) -> Quantile:
    """Return one quantile from its place, the share of waits up to it, and this share's interval."""
    count = len(ordered)
    over = None if np.isfinite(at) else _longest(sample, share)
    value = at if np.isfinite(at) else None
    if known.value is None or known.low is None or known.high is None:
        return Quantile(share, value, over, None, None)
    # never narrower than the binomial spread: where every replication has the same share the jackknife sees nothing
    binomial = t_quantile(level, sample.replications - 1) * float(np.sqrt(share * (1 - share) / count))
    ends = share - max(known.value - known.low, binomial), share + max(known.high - known.value, binomial)
    low, high = (ordered[_place(min(max(part, 0.0), 1.0), count)] for part in ends)
    return Quantile(
        share, value, over, float(low) if np.isfinite(low) else over, float(high) if np.isfinite(high) else None
    )


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
    ordered, replication = sample.ordered()
    count = len(ordered)
    out = np.full(sample.replications, np.nan)
    by_replication = stable_order(replication)
    bounds = np.searchsorted(replication[by_replication], np.arange(sample.replications + 1))
    for one in range(sample.replications):
        places = by_replication[bounds[one] : bounds[one + 1]]
        left = count - len(places)
        if left:
            wanted = _place(share, left)
            # among all, the wanted one of the others stands behind the own ones with at most so many others before them
            skipped = int(np.searchsorted(places - np.arange(len(places)), wanted, side="right"))
            out[one] = ordered[wanted + skipped]
    return float(ordered[_place(share, count)]), out
