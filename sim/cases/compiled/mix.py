"""Choosing among shares, one number at a time."""

from typing import NamedTuple

from sim.cases.compiled.philox import Floats
from sim.compiling import kernel


class Mix(NamedTuple):
    """Rows of shares, added up.

    Attributes
    ----------
    total
        (R,) sum of each row's shares.
    bounds
        (R, C) sums of the shares up to each; infinite from the last share above 0 on.
    """

    total: Floats
    bounds: Floats


@kernel
def pick(mix: Mix, row: int, u: float) -> int:
    """Return the column that a uniform number chooses in a row: as ``distributions.choose`` does with many."""
    at, bounds = u * mix.total[row], mix.bounds[row]
    low, high = 0, len(bounds)
    while low < high:
        middle = (low + high) // 2
        if bounds[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low
