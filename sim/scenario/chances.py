"""How likely the values of a distribution are, and which ages of patients a scenario's distribution gives."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc, ndtr

from sim.domain.children import FROM_AGE
from sim.scenario.schema.distributions import (
    Constant,
    Distribution,
    Empirical,
    Exponential,
    Gamma,
    Lognormal,
    Mixture,
    Uniform,
)

AGES = np.arange(FROM_AGE, 100)
"""Ages that the channel's patients have."""


def of_ages(distribution: Distribution) -> NDArray[np.float64]:
    """Return the probability of each of ``AGES``, which are whole years; all are 0 where none can be drawn."""
    return np.diff(below(distribution, np.append(AGES, AGES[-1] + 1)))


def below(distribution: Distribution, limits: ArrayLike) -> NDArray[np.float64]:
    """Return the probability of a value below each limit (a distribution function, continuous from the left)."""
    x = np.asarray(limits, dtype=np.float64)
    match distribution:
        case Constant(value=value):
            return (x > value).astype(np.float64)
        case Lognormal():
            centre, spread = log_parameters(distribution)
            with np.errstate(divide="ignore"):
                logs = np.log(np.maximum(x, 0.0))
            shares = ndtr((logs - centre) / spread) if spread > 0 else logs > centre
            return np.asarray(shares, dtype=np.float64)
        case Gamma(mean=mean, cv=cv):
            return np.asarray(gammainc(cv**-2, np.maximum(x, 0.0) / (mean * cv**2)), dtype=np.float64)
        case Exponential(mean=mean):
            return -np.expm1(-np.maximum(x, 0.0) / mean)
        case Uniform(low=low, high=high):
            return np.clip((x - low) / (high - low), 0.0, 1.0) if high > low else (x > low).astype(np.float64)
        case Empirical(values=values):
            weights = np.asarray(weights_of(distribution))
            return np.asarray(((np.asarray(values) < x[..., None]) * weights).sum(axis=-1) / weights.sum())
        case Mixture(parts=parts):
            return np.asarray(sum(part.share * below(part.of, x) for part in parts), dtype=np.float64)


def log_parameters(distribution: Lognormal) -> tuple[float, float]:
    """Return mean and standard deviation of the logarithm of a lognormal in either form."""
    if distribution.mean is not None and distribution.cv is not None:
        variance = np.log1p(distribution.cv**2)
        return float(np.log(distribution.mean) - variance / 2), float(np.sqrt(variance))
    if distribution.median is not None and distribution.sigma is not None:
        return float(np.log(distribution.median)), distribution.sigma
    raise AssertionError("the schema lets no lognormal through without one of its two forms")


def weights_of(distribution: Empirical) -> Sequence[float]:
    """Return the weights of the values that were observed, equal ones where none are written."""
    return distribution.weights if distribution.weights is not None else [1.0] * len(distribution.values)
