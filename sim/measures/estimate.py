"""Figures with their uncertainty: ratios of sums over replications, and what leaving one replication out changes.

The replications are independent of each other, the cases within one are not. So nothing is assumed about cases: the
interval of a figure comes from the jackknife over replications (a delete-one-group jackknife), with Student's t on one
degree of freedom less than there are replications. With one replication there is no interval.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtr, stdtrit

Floats = NDArray[np.float64]

LEVEL = 0.95
FEWEST = 30
"""Decided cases, in all replications together, below which a figure is too few for a verdict."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over replications.

    Attributes
    ----------
    value
        The figure; None where nothing was counted.
    low, high
        95 % interval; None with one replication (nothing can be said) or without a value.
    numerator, denominator
        The sums that the value is the ratio of.
    """

    value: float | None
    low: float | None
    high: float | None
    numerator: float
    denominator: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Another figure minus the base's, on the same patients.

    Attributes
    ----------
    value
        Other minus base; None where one side has nothing.
    error
        Standard error by the paired jackknife; None with one replication.
    p
        Two-sided p-value of no difference (Student's t); None without an error. 1 where no replication differs.
    degrees
        Degrees of freedom: replications - 1.
    """

    value: float | None
    error: float | None
    p: float | None
    degrees: int

    def interval(self, level: float = LEVEL) -> tuple[float, float] | None:
        """Return the interval at a level, None without an error."""
        if self.value is None or self.error is None:
            return None
        half = self.error * t_quantile(level, self.degrees)
        return self.value - half, self.value + half


def t_quantile(level: float, degrees: int) -> float:
    """Return how many standard errors a two-sided interval reaches to each side."""
    return float(stdtrit(degrees, 0.5 + level / 2))


def jackknife_error(left_out: Floats) -> float:
    """Return the standard error from the values that leave one replication out each.

    Parameters
    ----------
    left_out
        (R,) the figure without replication r, at least two.
    """
    count = len(left_out)
    spread = float(np.sum((left_out - left_out.mean()) ** 2))
    return float(np.sqrt((count - 1) / count * spread))


def left_out_ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Return the ratio of sums without each replication in turn; NaN where nothing is left."""
    top, bottom = numerator.sum() - numerator, denominator.sum() - denominator
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(bottom > 0, top / bottom, np.nan))


def ratio(numerator: Floats, denominator: Floats, level: float = LEVEL) -> Estimate:
    """Return the ratio of two sums over replications with its jackknife interval.

    Parameters
    ----------
    numerator, denominator
        (R,) by replication.
    level
        Of the interval.
    """
    numerator, denominator = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    top, bottom = float(numerator.sum()), float(denominator.sum())
    if bottom <= 0:
        return Estimate(None, None, None, top, bottom)
    value = top / bottom
    others = left_out_ratio(numerator, denominator)
    if len(numerator) < 2 or np.isnan(others).any():
        return Estimate(value, None, None, top, bottom)
    half = jackknife_error(others) * t_quantile(level, len(numerator) - 1)
    return Estimate(value, value - half, value + half, top, bottom)


def share(true: Floats, decided: Floats, level: float = LEVEL) -> Estimate:
    """Return a share with its interval, which stays within 0 and 1.

    Where every decided case went the same way the replications cannot differ and the jackknife would claim certainty;
    the exact binomial bound (Clopper and Pearson) stands there instead.
    """
    known = ratio(true, decided, level)
    if known.value is None or known.low is None or known.high is None:
        return known
    low, high = max(known.low, 0.0), min(known.high, 1.0)
    if known.numerator in (0, known.denominator):
        low, high = binomial_interval(known.numerator, known.denominator, level)
    return Estimate(known.value, low, high, known.numerator, known.denominator)


def binomial_interval(true: float, of: float, level: float = LEVEL) -> tuple[float, float]:
    """Return the exact interval of a share of independent cases (Clopper and Pearson 1934)."""
    tail = (1 - level) / 2
    low = float(betaincinv(true, of - true + 1, tail)) if true > 0 else 0.0
    high = float(betaincinv(true + 1, of - true, 1 - tail)) if true < of else 1.0
    return low, high


def mean(values: Floats, level: float = LEVEL) -> Estimate:
    """Return a mean over replications (a total per replication, say) with its interval."""
    return ratio(values, np.ones(len(values)), level)


def difference(base: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Difference:
    """Return a difference of two ratios of sums, replication r of the one paired with replication r of the other.

    Parameters
    ----------
    base, other
        Numerators and denominators, each (R,).
    """
    value = _ratio(*other) - _ratio(*base)
    return paired(value, left_out_ratio(*other) - left_out_ratio(*base))


def difference_of_shares(base: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Difference:
    """Return a difference of two shares, which is not certain where every replication differs by the same.

    A few cases that turn out otherwise, equally many in each replication, leave the jackknife without any spread; the
    number of such cases is then taken to vary as a count does (by its square root).
    """
    found = difference(base, other)
    if not found.value or found.error is None or found.error > 1e-12:
        return found
    cases = min(float(base[1].sum()), float(other[1].sum()))
    return with_error(found.value, float(np.sqrt(abs(found.value) / cases)), found.degrees)


def with_error(value: float, error: float, degrees: int) -> Difference:
    """Return a difference with a standard error that is known otherwise; no error is known with one replication."""
    if degrees < 1:
        return Difference(value, None, None, degrees)
    return Difference(value, error, _p_value(value, error, degrees), degrees)


def _p_value(value: float, error: float, degrees: int) -> float:
    return float(2 * stdtr(degrees, -abs(value) / error))


def _ratio(top: Floats, bottom: Floats) -> float:
    return float(top.sum() / bottom.sum()) if bottom.sum() > 0 else float("nan")


def paired(value: float, left_out: Floats) -> Difference:
    """Return a difference from its value and its values without each replication."""
    degrees = len(left_out) - 1
    if np.isnan(value):
        return Difference(None, None, None, degrees)
    if degrees < 1 or not np.isfinite(left_out).all():
        return Difference(value, None, None, degrees)
    error = jackknife_error(left_out)
    if error == 0:
        return Difference(value, error, 1.0 if value == 0 else 0.0, degrees)
    return Difference(value, error, _p_value(value, error, degrees), degrees)


def replications_for(half: float, replications: int, wanted: float) -> int:
    """Return how many replications bring half the width of an interval from ``half`` down to ``wanted``.

    The spread seen so far is taken for the true one; Student's t is followed down to the larger number.
    """
    error = half / t_quantile(LEVEL, replications - 1) * np.sqrt(replications)

    def enough(count: int) -> bool:
        return bool(error * t_quantile(LEVEL, count - 1) <= wanted * np.sqrt(count))

    low, high = 1, 2
    while not enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def holm(p_values: list[float], level: float = LEVEL) -> tuple[list[float], list[float]]:
    """Adjust p-values for a family, step by step (Holm 1979), and give each member the level of its step.

    A member is shown to differ exactly where its interval at the level of its step leaves out zero.

    Parameters
    ----------
    p_values
        One per member of the family.
    level
        1 - the chance that anything false is shown.

    Returns
    -------
    tuple of list
        Adjusted p-values; levels for the intervals.
    """
    count, alpha = len(p_values), 1 - level
    adjusted, levels = [1.0] * count, [level] * count
    reached, step, going = 0.0, 0, True
    for place, member in enumerate(sorted(range(count), key=p_values.__getitem__)):
        reached = max(reached, min(1.0, (count - place) * p_values[member]))
        adjusted[member] = reached
        step = place if going else step
        going = going and reached <= alpha
        levels[member] = 1 - alpha / (count - step)
    return adjusted, levels
