"""From a uniform number to a value: the inverse distribution functions of the scenario's distributions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv, ndtri

from sim.cases.compiled.mix import Mix
from sim.cases.compiled.ticks import to_ticks
from sim.cases.draws import Floats
from sim.scenario.chances import log_parameters, weights_of
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
from sim.tables import Ints

_TOGETHER = 8192
"""Numbers that are turned into ticks at a time: what lies between them stays near the processor."""


def quantile(distribution: Distribution, u: ArrayLike) -> Floats:
    """Return the values that uniform numbers stand for.

    Parameters
    ----------
    distribution
        As in the scenario.
    u
        Numbers strictly between 0 and 1, any shape.

    Returns
    -------
    ndarray of float64, shape of ``u``
        Values in the unit of the distribution. For a mixture the number chooses the part and, stretched over the part's
        share, the value in it; the values have the mixture's distribution without being its quantiles.
    """
    p = np.asarray(u, dtype=np.float64)
    match distribution:
        case Constant(value=value):
            return np.full(p.shape, value)
        case Lognormal():
            centre, spread = log_parameters(distribution)
            if spread == 0:
                return np.full(p.shape, np.exp(centre))
            logs = np.asarray(ndtri(p))
            logs *= spread
            logs += centre
            return np.asarray(np.exp(logs, out=logs))
        case Gamma(mean=mean, cv=cv):
            return np.asarray(gammaincinv(cv**-2, p) * (mean * cv**2), dtype=np.float64)
        case Exponential(mean=mean):
            return -mean * np.log1p(-p)
        case Uniform(low=low, high=high):
            return low + (high - low) * p
        case Empirical(values=values):
            return np.asarray(values, dtype=np.float64)[choose(weights_of(distribution), p)]
        case Mixture(parts=parts):
            flat, out = p.ravel(), np.empty(p.size)
            bounds = np.cumsum([0.0] + [part.share for part in parts])
            part_of = choose([part.share for part in parts], flat)
            for index, part in enumerate(parts):
                inside = np.flatnonzero(part_of == index)
                if len(inside):
                    stretched = (flat[inside] * bounds[-1] - bounds[index]) / part.share
                    out[inside] = quantile(part.of, np.clip(stretched, 2.0**-33, 1 - 2.0**-33))
            return out.reshape(p.shape)


def ticks_of(distribution: Distribution, u: Floats, least: int = 0) -> Ints:
    """Return whole ticks drawn from a distribution of minutes, in the memory of the numbers that they are drawn from.

    Parameters
    ----------
    distribution
        Of minutes.
    u
        (n,) numbers strictly between 0 and 1; they are lost.
    least
        Fewest ticks: 1 for a duration that must be one.
    """
    ticks = u.view(np.int64)
    for first in range(0, len(u), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        to_ticks(quantile(distribution, u[some]), least, ticks[some])
    return ticks


def at_least_one(minutes: Floats) -> Ints:
    """Whole ticks, at least one: every duration is."""
    ticks = np.empty(len(minutes), dtype=np.int64)
    to_ticks(minutes, 1, ticks)
    return ticks


def choose(shares: Sequence[float] | Floats, u: ArrayLike) -> Ints:
    """Return the index that each uniform number chooses among shares; the shares need not add up to 1.

    An index whose share is 0 is never chosen.
    """
    bounds = np.cumsum(np.asarray(shares, dtype=np.float64))
    last = int(np.flatnonzero(np.asarray(shares))[-1])
    index = np.searchsorted(bounds, np.asarray(u) * bounds[-1], side="right")
    return np.asarray(np.minimum(index, last), dtype=np.int64)


def mix_of(rows: Sequence[Sequence[float] | Floats]) -> Mix:
    """Return rows of shares as the kernels take them: what ``pick`` chooses in a row, ``choose`` chooses.

    Parameters
    ----------
    rows
        Shares, in each row at least one above 0; rows may be of different lengths.
    """
    total, bounds = np.empty(len(rows)), np.full((len(rows), max(map(len, rows))), np.inf)
    for row, shares in enumerate(rows):
        sums = np.cumsum(np.asarray(shares, dtype=np.float64))
        last = int(np.flatnonzero(np.asarray(shares))[-1])
        bounds[row, :last] = sums[:last]
        total[row] = sums[-1]
    return Mix(total, bounds)
