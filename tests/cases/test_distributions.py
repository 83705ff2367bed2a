"""Every distribution of the scenario format against the textbook."""

import numpy as np
import pytest
from pydantic import TypeAdapter

from sim.cases.distributions import choose, quantile, ticks_of
from sim.scenario.chances import below
from sim.scenario.schema.distributions import Distribution

ADAPTER = TypeAdapter(Distribution)
GRID = (np.arange(200_000) + 0.5) / 200_000


def made(**keys):
    return ADAPTER.validate_python(keys)


MIXED = {
    "distribution": "mixture",
    "parts": [
        {"share": 0.85, "of": {"distribution": "exponential", "mean": 4.0}},
        {"share": 0.15, "of": {"distribution": "uniform", "low": 60.0, "high": 120.0}},
    ],
}
CASES = [
    ({"distribution": "constant", "value": 8.0}, 8.0, 0.0),
    ({"distribution": "lognormal", "mean": 8.0, "cv": 0.6}, 8.0, 4.8),
    ({"distribution": "lognormal", "mean": 8.0, "cv": 0.0}, 8.0, 0.0),
    ({"distribution": "lognormal", "median": 4.0, "sigma": 0.5}, 4 * np.exp(0.125), None),
    ({"distribution": "gamma", "mean": 36.4, "cv": 18.9 / 36.4}, 36.4, 18.9),
    ({"distribution": "exponential", "mean": 3.0}, 3.0, 3.0),
    ({"distribution": "uniform", "low": 0.0, "high": 10.0}, 5.0, 10 / np.sqrt(12)),
    ({"distribution": "empirical", "values": [1.0, 2.0, 6.0]}, 3.0, np.sqrt(14 / 3)),
    ({"distribution": "empirical", "values": [1.0, 2.0], "weights": [3.0, 1.0]}, 1.25, np.sqrt(3) / 4),
    (MIXED, 0.85 * 4 + 0.15 * 90, None),
]


@pytest.mark.parametrize(("keys", "mean", "deviation"), CASES)
def test_mean_and_deviation(keys, mean, deviation):
    # An even grid instead of random numbers: what is left is the tail beyond the last grid point, below 0.2 %.
    values = quantile(made(**keys), GRID)
    assert values.mean() == pytest.approx(mean, rel=2e-3)
    if deviation is not None:
        assert values.std() == pytest.approx(deviation, rel=1e-2, abs=1e-9)


@pytest.mark.parametrize(("keys", "mean"), [case[:2] for case in CASES])
def test_share_below_a_limit_is_the_share_of_the_values(keys, mean):
    distribution = made(**keys)
    values = quantile(distribution, GRID)
    limits = np.array([0.0, 1.0, 1.5, mean * 1.01, 7.0, 50.0, 100.0, 1e6])
    shares = [(values < limit).mean() for limit in limits]
    assert below(distribution, limits) == pytest.approx(shares, abs=1e-4)


def test_textbook_points():
    assert quantile(made(distribution="lognormal", median=4.0, sigma=1.0), 0.5) == pytest.approx(4.0)
    assert quantile(made(distribution="exponential", mean=2.0), 1 - np.exp(-1)) == pytest.approx(2.0)
    assert quantile(made(distribution="lognormal", mean=1.0, cv=0.6), 0.975) == pytest.approx(
        np.exp(-np.log(1.36) / 2 + 1.959963985 * np.sqrt(np.log(1.36)))
    )


def test_ticks_are_whole_seconds_of_minutes():
    assert ticks_of(made(distribution="constant", value=1.25), np.full(2, 0.3)).tolist() == [75, 75]


def test_choose_never_takes_an_empty_share():
    shares = [0.0, 0.25, 0.0, 0.75, 0.0]
    assert choose(shares, [1e-10, 0.2499, 0.2501, 1 - 1e-10]).tolist() == [1, 1, 3, 3]
    assert set(choose(shares, GRID).tolist()) == {1, 3}
