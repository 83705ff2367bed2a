"""How many replications a share would take: of one order of magnitude whatever the few misses happen to do."""

import numpy as np
import pytest
from scipy import stats

from sim.measures.enough import clustering, replications_to_know
from sim.measures.estimate import share

HALF = 0.02


def needed(missed, decided) -> int | None:
    decided = np.array(decided, dtype=float)
    true = decided - missed
    return replications_to_know(share(true, decided), true, decided, HALF)


def by_the_interval(missed, decided) -> float:
    """What the interval's width alone would say: the square of how much too wide it is."""
    decided = np.array(decided, dtype=float)
    known = share(decided - missed, decided)
    return len(decided) * (known.half / HALF) ** 2


def test_it_is_right_where_there_is_much_to_go_by():
    """Cases that miss together, by a beta mixture of known spread: the half-width after so many is the one wanted."""
    random = np.random.default_rng(3)
    share_missed, within, size, count = 0.1, 0.1, 20, 3000
    parameters = np.array([share_missed, 1 - share_missed]) * (1 - within) / within
    missed = random.binomial(size, random.beta(*parameters, count))
    found = needed(missed, [size] * count)
    variance = share_missed * (1 - share_missed) / size * (1 + (size - 1) * within)
    expected = variance * (stats.norm.ppf(0.975) / HALF) ** 2
    assert found == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize("replications", [8, 10, 15, 40])
def test_how_a_few_misses_lie_does_not_change_the_order_of_magnitude(replications):
    """Four misses of one replication or of four: the interval's width says ten times as many, this under three."""
    apart = [1, 1, 1, 1] + [0] * (replications - 4)
    heap = [4] + [0] * (replications - 1)
    decided = [5] * replications
    assert needed(heap, decided) < 3 * needed(apart, decided)
    if replications == 10:
        assert by_the_interval(heap, decided) > 9 * by_the_interval(apart, decided)


def test_more_replications_of_the_same_kind_stay_with_the_answer():
    """Runs of 8 to 40 replications: in 95 of 100 within one order of magnitude; by the interval in fewer than half."""
    random = np.random.default_rng(5)
    spread: dict[str, list[float]] = {"ours": [], "by the interval": []}
    for _ in range(200):
        missed = random.binomial(14, random.beta(0.24, 5.76, 40))
        for name, how in (("ours", needed), ("by the interval", by_the_interval)):
            found = [how(missed[:played], [14] * played) for played in (8, 10, 20, 40)]
            spread[name].append(max(found) / min(found))
    assert np.quantile(spread["ours"], 0.95) < 10
    assert np.quantile(spread["by the interval"], 0.5) > 10


def test_what_is_known_takes_no_more_and_what_is_not_takes_more():
    assert needed([0, 1, 0, 1] * 5, [100] * 20) <= 20
    assert needed([0, 1] * 2, [10] * 4) > 4
    assert needed([0], [10]) is None


def test_misses_that_lie_more_evenly_than_by_chance_are_no_gain():
    decided = np.full(10, 20.0)
    true = np.full(10, 18.0)
    assert clustering(share(true, decided), true, decided) == 1.0
