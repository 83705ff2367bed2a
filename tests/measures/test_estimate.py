"""Ratios of sums, the jackknife and Holm against textbook values, and how often the intervals hold."""

import numpy as np
import pytest
from scipy import stats

from sim.measures.differences import difference, difference_of_shares
from sim.measures.estimate import holm, left_out_ratio, mean, ratio, share


def test_a_mean_has_students_interval() -> None:
    """With equal weights the jackknife is the classical error: 4, 6, 11 have mean 7, s = sqrt(13), t = 4.3027."""
    known = mean(np.array([4.0, 6.0, 11.0]))
    half = 4.302652729911275 * np.sqrt(13 / 3)
    assert known.value == 7
    assert (known.low, known.high) == pytest.approx((7 - half, 7 + half))


def test_a_skewed_figure_has_a_skewed_interval_and_its_p_value_ends_where_the_interval_does() -> None:
    """Hall's cubic transformation, by hand: twelve replications, one of them far out; the correction only widens."""
    values = np.array([1.0] * 8 + [2.0, 3.0, 4.0, 15.0])
    known = mean(values)
    error, skew = values.std(ddof=1) / np.sqrt(12), stats.skew(values, bias=False)

    def straight(true: float) -> float:
        off = (known.value - true) / error
        lean = skew / np.sqrt(12)
        return off + lean / 3 * off**2 + lean**2 / 27 * off**3 + lean / 6

    reach = stats.t.ppf(0.975, 11)
    assert known.low == pytest.approx(known.value - reach * error)  # the correction would bring this end nearer
    assert straight(known.high) == pytest.approx(-reach)
    assert known.high - known.value > 1.5 * (known.value - known.low) > 0
    ones = np.ones(12)
    for level in (0.8, 0.95, 0.99):
        found = difference((np.zeros(12), ones), (values, ones))
        low, _ = found.interval(level)
        assert (low > 0) == (found.p < 1 - level)


def test_skewness_of_a_few_replications_is_not_corrected_for() -> None:
    for count, skewed in ((9, False), (10, True)):
        values = np.array([1.0] * (count - 1) + [5.0])
        known = mean(values)
        assert (known.high - known.value > 1.01 * (known.value - known.low)) == skewed


def test_a_ratio_is_of_sums_not_a_mean_of_ratios() -> None:
    """1/2 and 8/8: nine of ten, not three quarters. Leaving one out: 1 and 1/2; error = sqrt(1/2 * (.25^2 + .25^2))."""
    numerator, denominator = np.array([1.0, 8.0]), np.array([2.0, 8.0])
    known = ratio(numerator, denominator)
    assert known.value == 0.9
    assert left_out_ratio(numerator, denominator).tolist() == [1.0, 0.5]
    assert known.high == pytest.approx(0.9 + 12.706204736 * 0.25)


def test_jackknife_of_a_ratio_by_the_formula() -> None:
    """SE^2 = (R - 1) / R * sum of (leave-one-out - their mean)^2, written out for four replications."""
    top, bottom = np.array([3.0, 5, 2, 9]), np.array([10.0, 9, 4, 12])
    left = [(19 - a) / (35 - b) for a, b in zip(top, bottom, strict=True)]
    error = (3 / 4 * sum((value - sum(left) / 4) ** 2 for value in left)) ** 0.5
    known = ratio(top, bottom)
    assert known.high == pytest.approx(19 / 35 + stats.t.ppf(0.975, 3) * error)


def test_one_replication_has_no_interval() -> None:
    known = share(np.array([3.0]), np.array([4.0]))
    assert (known.value, known.low, known.high) == (0.75, None, None)
    found = difference((np.array([3.0]), np.array([4.0])), (np.array([2.0]), np.array([4.0])))
    assert (found.value, found.interval(), found.p) == (-0.25, None, None)


def test_nothing_counted_has_no_value() -> None:
    assert share(np.zeros(3), np.zeros(3)).value is None
    assert difference((np.zeros(3), np.zeros(3)), (np.ones(3), np.ones(3))).value is None


def test_all_alike_is_not_certain() -> None:
    """Sixty of sixty: the exact bound 0.025 ** (1/60), where the jackknife would say 1 to 1; none mirrors it."""
    whole = share(np.array([20.0, 40.0]), np.array([20.0, 40.0]))
    assert (whole.low, whole.high) == pytest.approx((0.025 ** (1 / 60), 1))
    none = share(np.zeros(2), np.array([20.0, 40.0]))
    assert (none.low, none.high) == pytest.approx((0, 1 - 0.025 ** (1 / 60)))


def test_a_share_stays_between_nothing_and_all() -> None:
    known = share(np.array([1.0, 0, 0, 0]), np.full(4, 10.0))
    assert known.low == 0


def test_paired_difference_uses_what_replications_share() -> None:
    """Every replication loses exactly one of ten: no spread in the difference, however much the sides vary."""
    base = np.array([9.0, 4, 7, 2]), np.full(4, 10.0)
    other = base[0] - 1, base[1]
    found = difference(base, other)
    assert found.value == pytest.approx(-0.1)
    assert found.error == pytest.approx(0, abs=1e-12)


def test_equal_changes_in_every_replication_are_not_certain() -> None:
    """Two of forty cases turn out otherwise, one in each replication: 5 points; two vary by the square root of two."""
    base, other = (np.array([9.0, 9]), np.full(2, 20.0)), (np.array([10.0, 10]), np.full(2, 20.0))
    found = difference_of_shares(base, other)
    assert found.value == pytest.approx(0.05)
    assert found.error == pytest.approx(np.sqrt(2) / 40)
    assert found.p == pytest.approx(2 * stats.t.sf(np.sqrt(2), 1))
    assert difference_of_shares(base, base).p == 1
    several = (np.array([9.0, 12]), np.full(2, 20.0))
    assert difference_of_shares(base, several) == difference(base, several)


def test_equal_sides_are_no_difference() -> None:
    side = np.array([9.0, 4, 7, 2]), np.full(4, 10.0)
    assert difference(side, side).p == 1


def test_holm_by_hand() -> None:
    """.01, .04, .03, .005 of four: .03, .06, .06, .02 (Holm 1979, as in R's p.adjust)."""
    adjusted, levels = holm([0.01, 0.04, 0.03, 0.005])
    assert adjusted == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert levels == pytest.approx([1 - 0.05 / 3, 1 - 0.05 / 2, 1 - 0.05 / 2, 1 - 0.05 / 4])


def test_holm_of_nothing_and_of_one() -> None:
    assert holm([]) == ([], [])
    assert holm([0.03]) == ([0.03], pytest.approx([0.95]))


def test_holm_shows_exactly_what_the_step_intervals_show() -> None:
    random = np.random.default_rng(5)
    for _ in range(200):
        z = random.normal(0, 2, 6)
        p_values = (2 * stats.norm.sf(abs(z))).tolist()
        adjusted, levels = holm(p_values)
        for value, p, level in zip(z, adjusted, levels, strict=True):
            outside = abs(value) > stats.norm.ppf(0.5 + level / 2)
            assert (p <= 0.05) == outside


REPEATS = 2000


@pytest.mark.parametrize("replications", [5, 20])
def test_how_often_the_interval_holds(replications: int) -> None:
    """Clustered shares, ten to forty cases a replication: 95 % intervals hold the truth in 95 % of experiments.

    False alarm of this test: the count that holds is binomial; bounds five standard deviations out, about one in a
    million, widened below by two points for the small sample of five replications.
    """
    random = np.random.default_rng(replications)
    hits = 0
    for _ in range(REPEATS):
        cases = random.integers(10, 41, replications)
        chance = random.beta(8, 4, replications)  # a good or a bad half-year: cases of one replication are alike
        true = random.binomial(cases, chance)
        known = share(true.astype(float), cases.astype(float))
        assert known.low is not None
        assert known.high is not None
        hits += known.low <= 8 / 12 <= known.high
    spread = 5 * np.sqrt(0.95 * 0.05 / REPEATS)
    assert 0.95 - spread - 0.02 <= hits / REPEATS <= 0.95 + spread


def test_how_often_nothing_is_taken_for_something() -> None:
    """No difference, strongly shared luck: at most 5 % of paired tests cry out (bound as above)."""
    random = np.random.default_rng(3)
    cries = 0
    for _ in range(REPEATS):
        cases = random.integers(10, 41, 12)
        chance = random.beta(8, 4, 12)
        sides = [(random.binomial(cases, chance).astype(float), cases.astype(float)) for _ in range(2)]
        p = difference(*sides).p
        assert p is not None
        cries += p <= 0.05
    assert cries / REPEATS <= 0.05 + 5 * np.sqrt(0.05 * 0.95 / REPEATS)


def test_saboteur_cases_taken_for_independent_miss_the_truth() -> None:
    """The binomial interval over all cases, a tempting shortcut, holds the truth far too seldom: it would be seen."""
    random = np.random.default_rng(20)
    hits = 0
    for _ in range(500):
        cases = random.integers(10, 41, 20)
        true = random.binomial(cases, random.beta(8, 4, 20))
        value, count = true.sum() / cases.sum(), cases.sum()
        hits += abs(value - 8 / 12) <= 1.96 * np.sqrt(value * (1 - value) / count)
    assert hits / 500 < 0.85
