"""How many replications would make a share known: an order of magnitude that does not hang on one bad week.

The interval of a share says how well it is known; it is a poor guide to how many more replications are wanted. Where a
few cases miss, all that the interval rests on is how these few happen to lie: in one replication or in several changes
the answer tenfold. So each case is first taken to miss by itself, with a share of misses drawn towards the middle
(Agresti and Coull 1998, The American Statistician 52: 119-126); that misses come together is believed as far as there
are replications and misses enough to show it.
"""

import math

from sim.measures.estimate import LEVEL, Estimate, Floats, first_enough, t_quantile

ADDED = 2.0
"""Hits and misses that are added to those seen (Agresti and Coull)."""
BY_THEMSELVES = 10.0
"""Weight, in degrees of freedom, of the assumption that cases miss by themselves."""


def replications_to_know(known: Estimate, true: Floats, decided: Floats, half: float) -> int | None:
    """Return about how many replications bring half the width of a share's interval down to ``half``.

    Parameters
    ----------
    known
        The share with its interval: what is known already takes no more replications than there are, and what is not
        takes more.
    true, decided
        (R,) cases that have it, and cases in which it is decided, by replication.
    half
        Half-width wanted, as a share.

    Returns
    -------
    int or None
        None where there is no interval.
    """
    if known.half is None or not known.denominator:
        return None
    played = len(decided)
    share = (known.numerator + ADDED) / (known.denominator + 2 * ADDED)
    by_themselves = share * (1 - share)
    error = math.sqrt(by_themselves * clustering(known, true, decided) * played / known.denominator)
    found = first_enough(lambda count: error * t_quantile(LEVEL, count - 1) <= half * math.sqrt(count))
    return min(found, played) if known.half <= half else max(found, played + 1)


def clustering(known: Estimate, true: Floats, decided: Floats) -> float:
    """Return how many times the variance of a share is that of cases that miss by themselves; at least 1.

    What the replications show (the variance of their ratios over the binomial one) weighs by their degrees of freedom,
    or by the number of the rarer cases where these are fewer.
    """
    rarer = min(known.numerator, known.denominator - known.numerator)
    degrees = len(decided) - 1
    if known.value is None or not rarer or degrees < 1:
        return 1.0
    between = float(((true - known.value * decided) ** 2).sum()) / degrees * len(decided)
    seen = between / (known.denominator * known.value * (1 - known.value))
    weight = min(float(degrees), rarer)
    return max(1.0, (BY_THEMSELVES + weight * seen) / (BY_THEMSELVES + weight))
