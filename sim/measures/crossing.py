"""Where a curve crosses a level: the value of an assumption or a volume at which an answer turns.

The curve is known at a few values only, with noise. It is taken to be monotone: isotonic regression pools neighbours
that stand in the wrong order, and between neighbouring values the curve is a straight line. Where the replications show
that it is not monotone, no single crossing is claimed. The interval comes from the jackknife over replications: the
crossing is found again without each of them.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import stdtr

from sim.measures.estimate import LEVEL, Floats, jackknife_error, t_quantile


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a curve crosses zero.

    Attributes
    ----------
    value
        The crossing; None where it does not lie in the range, or the curve turns.
    low, high
        95 % interval; an end that lies outside the range of values is None, and so are both with one replication.
    side
        ``inside`` the range; ``below`` or ``above`` it; ``turns``: the curve is shown not to be monotone; ``flat``: the
        same everywhere.
    rising
        The curve goes up as the values do.
    several
        Where the curve turns: every crossing of the straight lines between its points, without interval.
    """

    value: float | None
    low: float | None
    high: float | None
    side: str
    rising: bool
    several: tuple[float, ...] = ()


def crossing(values: Floats, curve: Floats, left_out: Floats, level: float = LEVEL) -> Crossing:
    """Return where a curve crosses zero.

    Parameters
    ----------
    values
        (P,) where the curve is known, increasing, at least two.
    curve
        (P,) the curve there, less the level that it is to cross.
    left_out
        (R, P) the same without replication r.
    level
        Of the interval.
    """
    if np.ptp(curve) == 0:
        return Crossing(None, None, None, "flat", rising=False)
    rising = bool(np.polyfit(values, curve, 1)[0] > 0)
    if _turns(curve, left_out, rising, 1 - level):
        return Crossing(None, None, None, "turns", rising, tuple(_all(values, curve)))
    value = _zero(values, curve, rising)
    if not np.isfinite(value):
        return Crossing(None, None, None, "below" if value == -np.inf else "above", rising)
    others = np.array([_zero(values, one, rising) for one in left_out])
    finite = others[np.isfinite(others)]
    if len(left_out) < 2 or len(finite) < 2:
        return Crossing(value, None, None, "inside", rising)
    count = len(others)
    half = jackknife_error(finite) * ((count - 1) / (len(finite) - 1)) ** 0.5 * t_quantile(level, count - 1)
    low = value - half if value - half >= values[0] and not (others == -np.inf).any() else None
    high = value + half if value + half <= values[-1] and not (others == np.inf).any() else None
    return Crossing(value, low, high, "inside", rising)


def _zero(values: Floats, curve: Floats, rising: bool) -> float:
    """Return where the monotone curve crosses zero; minus or plus infinity where that is below or above the range."""
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 - a third of a second, and no run wants it

    fitted = np.asarray(isotonic_regression(curve, increasing=rising).x) * (1 if rising else -1)
    if fitted[0] > 0 or fitted[-1] < 0:
        return -np.inf if fitted[0] > 0 else np.inf
    below, above = int(np.searchsorted(fitted, 0, "left")), int(np.searchsorted(fitted, 0, "right"))
    if above > below:  # a stretch at zero: its middle
        return float((values[below] + values[above - 1]) / 2)
    rise = fitted[above] - fitted[above - 1]
    return float(values[above - 1] - fitted[above - 1] / rise * (values[above] - values[above - 1]))


def _turns(curve: Floats, left_out: Floats, rising: bool, alpha: float) -> bool:
    """Tell whether some later point is shown to stand on the wrong side of an earlier one (Bonferroni over pairs)."""
    if len(left_out) < 2:
        return False
    pairs = list(combinations(range(len(curve)), 2))
    for first, second in pairs:
        step = (curve[second] - curve[first]) * (1 if rising else -1)
        error = jackknife_error(left_out[:, second] - left_out[:, first])
        if step < 0 and (error == 0 or 2 * stdtr(len(left_out) - 1, step / error) < alpha / len(pairs)):
            return True
    return False


def _all(values: Floats, curve: Floats) -> list[float]:
    """Return every crossing of the straight lines between the points."""
    return [
        float(values[n] - curve[n] / (curve[n + 1] - curve[n]) * (values[n + 1] - values[n]))
        for n in range(len(values) - 1)
        if curve[n] * curve[n + 1] < 0
    ]
