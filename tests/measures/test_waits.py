"""Waits without an end: counted, never dropped, never said to be shorter than they may be."""

import numpy as np
import pytest

from sim.measures.waits import Sample, mean_difference, quantile_difference, wait


def sample(seconds: list[int], unfinished: int = 0, replications: int = 2) -> Sample:
    """Waits dealt out to replications in turn, the last ``unfinished`` of them without an end."""
    finished = np.arange(len(seconds)) < len(seconds) - unfinished
    return Sample.of(np.array(seconds), finished, np.arange(len(seconds)) % replications, replications)


@pytest.mark.rule("PR-4")
def test_figures_of_finished_waits() -> None:
    """1..10 minutes: mean 5.5, median the 5th, 90th percentile the 9th, 95th the 10th."""
    known = wait(sample([60 * n for n in range(1, 11)]))
    assert known.mean.value == 330
    assert not known.at_least
    assert (known.median.value, known.p90.value, known.p95.value) == (300, 540, 600)
    assert known.too_few


def test_no_mean_wait_is_said_to_be_below_nothing() -> None:
    """1 minute in one replication and 21 in the other: Student's t alone would reach from -116 to 138 minutes."""
    known = wait(sample([60, 21 * 60])).mean
    assert (known.low, known.value) == (0.0, 11 * 60)
    assert known.high == pytest.approx(60 * (11 + 10 * 12.7062), rel=1e-5)


def test_an_unfinished_wait_is_longer_than_every_finished_one() -> None:
    """Ten waits, two without an end after 10 seconds: median the 5th; the 90th percentile is over the longest, 480."""
    known = wait(sample([60 * n for n in range(1, 9)] + [10, 10], unfinished=2))
    assert known.unfinished == 2
    assert known.at_least
    assert known.mean.value == (60 * 36 + 20) / 10
    assert known.median.value == 300
    assert (known.p90.value, known.p90.over, known.p90.high) == (None, 480, None)


def test_where_nothing_finished_the_longest_known_wait_counts() -> None:
    known = wait(sample([100, 200, 300], unfinished=3))
    assert (known.median.value, known.median.over) == (None, 200)
    assert known.p95.over == 300


def test_saboteur_the_mean_of_the_served_alone_is_shorter() -> None:
    """Dropping who still waits halves the mean here; the measure does not."""
    waits = [60, 60, 60, 300, 300, 300]
    served = np.mean(waits[:3])
    known = wait(sample(waits, unfinished=3))
    assert known.mean.value is not None
    assert known.mean.value > served


def test_no_cases_have_no_figures() -> None:
    known = wait(sample([]))
    assert (known.cases, known.mean.value, known.median.value, known.median.over) == (0, None, None, None)


def test_one_replication_has_no_interval() -> None:
    known = wait(sample([1, 2, 3], replications=1))
    assert (known.median.value, known.median.low, known.median.high, known.mean.low) == (2, None, None, None)


def test_how_often_the_interval_of_a_quantile_holds() -> None:
    """Exponential waits with a shared factor by replication: the interval of the median and of the 90th percentile.

    The true quantiles come from a million draws. Bounds: five standard deviations of the binomial count, and two points
    below for the small sample of replications; the interval may be wide, being never narrower than with independence.
    """
    random = np.random.default_rng(11)
    factors = random.lognormal(0, 0.3, 1_000_000)
    truth = np.quantile(random.exponential(factors), [0.5, 0.9])
    repeats, hits = 600, np.zeros(2)
    for _ in range(repeats):
        factor = np.repeat(random.lognormal(0, 0.3, 15), 60)
        waits = (random.exponential(factor) * 10_000).astype(np.int64)
        known = wait(Sample.of(waits, np.ones(900, dtype=bool), np.repeat(np.arange(15), 60), 15))
        for place, one in enumerate((known.median, known.p90)):
            assert one.low is not None
            assert one.high is not None
            hits[place] += one.low <= truth[place] * 10_000 <= one.high
    spread = 5 * np.sqrt(0.95 * 0.05 / repeats)
    assert (hits / repeats >= 0.95 - spread - 0.02).all()


def test_differences_are_paired() -> None:
    """Everybody waits a minute less: the difference is exactly that, without spread."""
    base = sample([60 * n for n in range(2, 42)], replications=4)
    other = Sample(base.seconds - 60, base.finished, base.replication, 4)
    assert mean_difference(base, other).value == -60
    assert mean_difference(base, other).error == pytest.approx(0, abs=1e-9)
    found = quantile_difference(base, other, 0.5)
    assert (found.value, found.error) == (-60, 0)


def test_a_quantile_left_out_replication_by_replication() -> None:
    """Against the plain way: the quantile of what is left when a replication is taken out."""
    random = np.random.default_rng(2)
    seconds, replication = random.integers(0, 50, 40), random.integers(0, 5, 40)
    base = Sample.of(np.zeros(40, dtype=np.int64), np.ones(40, dtype=bool), replication, 5)
    other = Sample.of(seconds, np.ones(40, dtype=bool), replication, 5)
    left = [
        np.sort(seconds[replication != one])[int(np.ceil(0.9 * (replication != one).sum())) - 1] for one in range(5)
    ]
    error = np.sqrt(4 / 5 * ((np.array(left) - np.mean(left)) ** 2).sum())
    assert quantile_difference(base, other, 0.9).error == pytest.approx(error)


def test_endless_quantiles_have_no_difference() -> None:
    base, other = sample([1, 2, 3, 4]), sample([1, 2, 3, 4], unfinished=3)
    assert quantile_difference(base, other, 0.9).value is None


def test_how_often_equal_quantiles_are_taken_for_different() -> None:
    """Two runs of the same system with the same luck by replication: at most 5 % and five standard deviations."""
    random = np.random.default_rng(4)
    repeats, cries = 600, 0
    replication, ended = np.repeat(np.arange(15), 60), np.ones(900, dtype=bool)
    for _ in range(repeats):
        factor = np.repeat(random.lognormal(0, 0.3, 15), 60)
        sides = [
            Sample.of((random.exponential(factor) * 10_000).astype(np.int64), ended, replication, 15) for _ in range(2)
        ]
        p = quantile_difference(*sides, 0.5).p
        assert p is not None
        cries += p <= 0.05
    assert cries / repeats <= 0.05 + 5 * np.sqrt(0.05 * 0.95 / repeats)
