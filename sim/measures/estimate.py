"""Figures with their uncertainty: ratios of sums over replications, and what leaving one replication out changes.

The replications are independent of each other, the cases within one are not. So nothing is assumed about cases: the
interval of a figure comes from the jackknife over replications (a delete-one-group jackknife), with Student's t on one
degree of freedom less than there are replications, corrected for skewness. With one replication there is no interval.

The correction is Hall's (1992, Journal of the Royal Statistical Society B 54: 221-228, the cubic transformation). A few
bad weeks hold most of the long waits and most of the missed targets: where one case of a hundred misses, intervals of
Student's t alone held the truth 87 % of the time instead of 95 % (`scripts/coverage.py`). The correction only widens:
an end that it would bring nearer stays where Student's t has it, since the skewness is itself a guess, and far out in
the tails, where families are judged, a bad one would show differences that are none.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtr, stdtrit

Floats = NDArray[np.float64]

LEVEL = 0.95
TINY = 1e-12
"""An error below this is one of rounding: no replication differs from another."""
FEWEST_SKEWED = 10
"""Replications from which on their skewness is corrected for: that of fewer is not known."""
POWER = 0.8
"""Chance of showing a difference that replications are named for."""
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

    @property
    def half(self) -> float | None:
        """How far the further end of the interval lies from the value; None without an interval."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return max(self.value - self.low, self.high - self.value)


@lru_cache(maxsize=1024)
def t_quantile(level: float, degrees: int) -> float:
    """Return how many standard errors a two-sided interval reaches to each side."""
    return float(stdtrit(float(degrees), 0.5 + level / 2))


def jackknife_error(left_out: Floats) -> float:
    """Return the standard error from the values that leave one replication out each.

    Parameters
    ----------
    left_out
        (R,) the figure without replication r, at least two.
    """
    return float(_spread(left_out[np.newaxis])[0][0])


def skewness(left_out: Floats) -> float:
    """Return the skewness of the replications (G1, adjusted for their number) from the values without each.

    None is corrected for below `FEWEST_SKEWED` replications.
    """
    return float(_spread(left_out[np.newaxis])[1][0])


def _spread(left_out: Floats) -> tuple[Floats, Floats]:
    """Return `jackknife_error` and `skewness` of each row of (K, R) values."""
    count = left_out.shape[1]
    # a replication that is high makes the others, without it, low
    away = left_out.mean(axis=1, keepdims=True) - left_out
    squares = away**2
    errors = np.sqrt((count - 1) / count * squares.sum(axis=1))
    if count < FEWEST_SKEWED:
        return errors, np.zeros(len(errors))
    spreads = squares.mean(axis=1)
    differ = spreads >= TINY**2
    adjusted = math.sqrt(count * (count - 1)) / (count - 2)
    skews = np.zeros(len(errors))
    skews[differ] = (away[differ] ** 3).mean(axis=1) / spreads[differ] ** 1.5 * adjusted
    return errors, skews


def straightened(errors: float, skew: float, count: int) -> float:
    """Return how far off a figure is, in standard errors, as if the replications were not skewed (Hall 1992)."""
    lean = skew / math.sqrt(count)
    return errors + lean / 3 * errors**2 + lean**2 / 27 * errors**3 + lean / 6


def _bent(straight: float, skew: Floats, count: int) -> Floats:
    """Undo `straightened`."""
    lean = skew / math.sqrt(count)
    leaning = np.abs(lean) >= TINY
    some = np.where(leaning, lean, 1.0)
    return np.where(leaning, 3 / some * (np.cbrt(1 + some * (straight - some / 6)) - 1), straight)


def jackknife_interval(value: Floats, error: Floats, skew: Floats, degrees: int, level: float) -> tuple[Floats, Floats]:
    """Return the ends of intervals, one for each value."""
    reach = t_quantile(level, degrees)
    below, above = (np.abs(_bent(end, skew, degrees + 1)) for end in (reach, -reach))
    return value - error * np.maximum(reach, below), value + error * np.maximum(reach, above)


def left_out_ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Return the ratio of sums without each replication (last axis) in turn; NaN where nothing is left."""
    top = numerator.sum(axis=-1, keepdims=True) - numerator
    bottom = denominator.sum(axis=-1, keepdims=True) - denominator
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
    return ratios([numerator], [denominator], level)[0]


def ratios(
    numerators: Sequence[Floats] | Floats, denominators: Sequence[Floats] | Floats, level: float = LEVEL
) -> list[Estimate]:
    """Return several ratios at once: a summary has thousands, and each by itself would cost a dozen small arrays.

    Parameters
    ----------
    numerators, denominators
        K of each, every one (R,) by replication.
    level
        Of the intervals.
    """
    above, below = (np.asarray(side, dtype=np.float64) for side in (numerators, denominators))
    if not len(above):
        return []
    tops, bottoms = above.sum(axis=1), below.sum(axis=1)
    count = above.shape[1]
    values = np.divide(tops, bottoms, out=np.full(len(tops), np.nan), where=bottoms > 0)
    lows = highs = np.full(len(tops), np.nan)
    if count > 1:
        errors, skews = _spread(left_out_ratio(above, below))
        lows, highs = jackknife_interval(values, errors, skews, count - 1, level)
    ends = (side.tolist() for side in (values, lows, highs, tops, bottoms))
    return [
        Estimate(_number(value), _number(low), _number(high), top, bottom)
        for value, low, high, top, bottom in zip(*ends, strict=True)
    ]


def amounts(
    numerators: Sequence[Floats] | Floats, denominators: Sequence[Floats] | Floats, level: float = LEVEL
) -> list[Estimate]:
    """Return several means of what is never below 0, such as waits, at once: no interval reaches below 0 either."""
    return [
        known if known.low is None else replace(known, low=max(known.low, 0.0))
        for known in ratios(numerators, denominators, level)
    ]


def _number(value: float) -> float | None:
    """Return a number, None for none."""
    return value if math.isfinite(value) else None


def share(true: Floats, decided: Floats, level: float = LEVEL) -> Estimate:
    """Return a share with its interval, which stays within 0 and 1.

    Where every decided case went the same way the replications cannot differ and the jackknife would claim certainty;
    the exact binomial bound (Clopper and Pearson) stands there instead.
    """
    return shares([true], [decided], level)[0]


def shares(true: Sequence[Floats] | Floats, decided: Sequence[Floats] | Floats, level: float = LEVEL) -> list[Estimate]:
    """Return several shares at once, as `ratios` does."""
    return [_within_bounds(known, level) for known in ratios(true, decided, level)]


def _within_bounds(known: Estimate, level: float) -> Estimate:
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


def mean_is_zero(values: Floats) -> float:
    """Return the two-sided p-value of a mean of 0 (Student's t), of at least two values that are not all alike."""
    errors = values.mean() / (values.std(ddof=1) / math.sqrt(len(values)))
    return float(2 * stdtr(float(len(values) - 1), -abs(errors)))


def replications_to_show(error: float, replications: int, wanted: float, level: float = LEVEL) -> int:
    """Return how many replications show a true difference of ``wanted`` with the chance `POWER`.

    The spread seen so far is taken for the true one. The usual sum of two quantiles of Student's t, that of the level
    and that of the power, stands for the noncentral distribution.

    Parameters
    ----------
    error, replications
        Standard error of the difference after so many.
    wanted
        Size of the true difference.
    level
        Of the interval that has to leave out zero.
    """
    spread = error * np.sqrt(replications)

    def enough(count: int) -> bool:
        reach = t_quantile(level, count - 1) + float(stdtrit(float(count - 1), POWER))
        return bool(spread * reach <= wanted * math.sqrt(count))

    return first_enough(enough)


def cases_to_rule_out(wanted: float, level: float = LEVEL) -> int:
    """Return among how many cases none may be seen before a share of ``wanted`` is ruled out (Clopper and Pearson)."""
    return int(np.ceil(np.log((1 - level) / 2) / np.log1p(-wanted)))


def first_enough(enough: Callable[[int], bool]) -> int:
    """Return the first number of replications, two at least, that is enough."""
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
