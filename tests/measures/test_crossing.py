"""Where a curve crosses zero: exact curves, noisy curves whose truth is known, and curves that do not cross."""

import numpy as np
import pytest
from scipy.stats import binom

from sim.measures.crossing import crossing

VALUES = np.linspace(0.0, 10.0, 6)


def without(samples):
    """The mean curve without each replication, from (R, P) replications."""
    return (samples.sum(axis=0) - samples) / (len(samples) - 1)


def of(samples, values=VALUES):
    return crossing(values, samples.mean(axis=0), without(samples))


def exact(curve):
    return of(np.tile(curve, (5, 1)))


@pytest.mark.parametrize("sign", [1, -1])
def test_a_straight_line_without_noise_crosses_exactly(sign):
    found = exact(sign * (VALUES - 6.5))
    assert found.value == pytest.approx(6.5)
    assert (found.low, found.high) == pytest.approx((6.5, 6.5))
    assert (found.side, found.rising) == ("inside", sign > 0)


def test_a_stretch_at_zero_crosses_in_its_middle():
    assert exact(np.array([-2.0, 0.0, 0.0, 0.0, 3.0, 4.0])).value == pytest.approx(4.0)


@pytest.mark.parametrize(("curve", "side"), [(VALUES + 1, "below"), (-VALUES - 1, "below"), (VALUES - 11, "above"),
                                             (11 - VALUES, "above"), (np.zeros(6), "flat")])  # fmt: skip
def test_a_curve_that_stays_on_one_side_has_no_crossing(curve, side):
    found = exact(curve)
    assert (found.value, found.low, found.high, found.side) == (None, None, None, side)


def test_points_in_the_wrong_order_by_chance_are_pooled():
    random = np.random.default_rng(1)
    curve = np.array([-3.0, -0.9, -1.1, 1.1, 0.9, 3.0])
    found = of(curve + random.normal(0, 1.0, (20, 6)))
    assert found.side == "inside"
    assert 3.0 < found.value < 7.0


def test_a_curve_that_is_shown_to_turn_claims_no_single_crossing():
    """The saboteur: pooled, a parabola through zero twice would be given one crossing."""
    random = np.random.default_rng(2)
    found = of((VALUES - 5) ** 2 - 6 + random.normal(0, 0.5, (20, 6)))
    assert (found.value, found.side) == (None, "turns")
    assert found.several == pytest.approx((5 - 6**0.5, 5 + 6**0.5), abs=0.8)


def test_noise_about_a_level_line_is_seldom_said_to_turn():
    """Bonferroni over pairs: at most 5 in 100; of 400 at most so many that 1 in 10 000 would see more."""
    random = np.random.default_rng(3)
    turned = sum(of(random.normal(0, 1, (10, 6))).side == "turns" for _ in range(400))
    assert turned <= binom.ppf(1 - 1e-4, 400, 0.05)


@pytest.mark.parametrize("common", [0.0, 2.0])
@pytest.mark.parametrize("truth", [lambda x: x - 4.7, lambda x: np.exp(x / 4) - 3, lambda x: 6 - x])
def test_the_interval_holds_the_truth_as_often_as_it_says(truth, common):
    """95 in 100, with noise that the points share (the same patients) and without.

    Between its points the curve is taken to be straight, so the truth here is where the straight lines cross. Of 300
    intervals fewer than the 1-in-10 000 quantile at 93 % is an alarm: the jackknife's small shortfall is allowed 2 %.
    """
    random = np.random.default_rng(4)
    curve = truth(VALUES)
    at = exact(curve).value
    hits = 0
    for _ in range(300):
        samples = curve + random.normal(0, 1.5, (12, 6)) + common * random.normal(0, 1, (12, 1))
        found = of(samples)
        low = -np.inf if found.low is None else found.low
        high = np.inf if found.high is None else found.high
        hits += found.side == "inside" and low <= at <= high
    assert hits >= binom.ppf(1e-4, 300, 0.93)


def test_an_end_outside_the_range_is_left_open():
    random = np.random.default_rng(5)
    found = of(9.3 - VALUES + random.normal(0, 2, (8, 6)) + random.normal(0, 4, (8, 1)))
    assert found.value is not None
    assert found.low is not None
    assert found.high is None


def test_one_replication_gives_a_crossing_without_interval():
    found = crossing(VALUES, VALUES - 3, np.full((1, 6), np.nan))
    assert (found.value, found.low, found.high) == (pytest.approx(3.0), None, None)
