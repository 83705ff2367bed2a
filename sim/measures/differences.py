"""Differences between two figures on the same patients, paired by replication, with what pairing them was worth.

Errors and their correction are those of `sim.measures.estimate`.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtr

from sim.measures.estimate import (
    LEVEL,
    TINY,
    Floats,
    jackknife_error,
    jackknife_interval,
    left_out_ratio,
    skewness,
    straightened,
)


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
    unpaired_error
        Standard error were the sides not paired: as if each had met patients of its own.
    skew
        Skewness of the replications.
    """

    value: float | None
    error: float | None
    p: float | None
    degrees: int
    unpaired_error: float | None = None
    skew: float = 0.0

    @property
    def variance_ratio(self) -> float | None:
        """Variance unpaired over variance paired: as many times as many replications pairing saves.

        None without errors, and where no replication differs, so that pairing leaves no variance at all.
        """
        if not self.error or self.error < TINY or self.unpaired_error is None:
            return None
        return (self.unpaired_error / self.error) ** 2

    def interval(self, level: float = LEVEL) -> tuple[float, float] | None:
        """Return the interval at a level, None without an error."""
        if self.value is None or self.error is None:
            return None
        value, error, skew = (np.array(one) for one in (self.value, self.error, self.skew))
        low, high = jackknife_interval(value, error, skew, self.degrees, level)
        return float(low), float(high)


def difference(base: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Difference:
    """Return a difference of two ratios of sums, replication r of the one paired with replication r of the other.

    Parameters
    ----------
    base, other
        Numerators and denominators, each (R,).
    """
    before, after = left_out_ratio(*base), left_out_ratio(*other)
    return paired(_ratio(*other) - _ratio(*base), after - before, unpaired_error(before, after))


def difference_of_shares(base: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Difference:
    """Return a difference of two shares, which is not certain where every replication differs by the same.

    A few cases that turn out otherwise, equally many in each replication, leave the jackknife without any spread; the
    number of such cases is then taken to vary as a count does (by its square root).
    """
    found = difference(base, other)
    if not found.value or found.error is None or found.error > TINY:
        return found
    cases = min(float(base[1].sum()), float(other[1].sum()))
    error = float(np.sqrt(abs(found.value) / cases))
    return replace(found, error=error, skew=0.0, p=_p_value(found.value, error, 0.0, found.degrees))


def with_error(value: float, error: float, degrees: int) -> Difference:
    """Return a difference with a standard error that is known otherwise; no error is known with one replication."""
    if degrees < 1:
        return Difference(value, None, None, degrees)
    return Difference(value, error, _p_value(value, error, 0.0, degrees), degrees)


def _p_value(value: float, error: float, skew: float, degrees: int) -> float:
    """Return the p-value of no difference: 1 - the level of the interval that ends at 0."""
    errors = value / error
    reach = min(abs(errors), abs(straightened(errors, skew, degrees + 1)))
    return float(2 * stdtr(float(degrees), -reach))


def _ratio(top: Floats, bottom: Floats) -> float:
    return float(top.sum() / bottom.sum()) if bottom.sum() > 0 else float("nan")


def paired(value: float, left_out: Floats, unpaired: float | None = None) -> Difference:
    """Return a difference from its value, its values without each replication, and the error of unpaired sides."""
    degrees = len(left_out) - 1
    if np.isnan(value):
        return Difference(None, None, None, degrees)
    if degrees < 1 or not np.isfinite(left_out).all():
        return Difference(value, None, None, degrees)
    error = jackknife_error(left_out)
    if error == 0:
        return Difference(value, error, 1.0 if value == 0 else 0.0, degrees, unpaired)
    skew = skewness(left_out)
    return Difference(value, error, _p_value(value, error, skew, degrees), degrees, unpaired, skew)


def unpaired_error(before: Floats, after: Floats) -> float | None:
    """Return the standard error of a difference of independent sides, from their values without each replication."""
    if len(before) < 2 or not (np.isfinite(before).all() and np.isfinite(after).all()):
        return None
    return float(np.hypot(jackknife_error(before), jackknife_error(after)))
