"""Choosing among shares, one number at a time.

Here and in the kernels beside this one, records are taken apart before a loop: Numba counts the holders of every array
that it takes from a record, and that is what would be measured.
"""

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
def pick(total: Floats, bounds: Floats, row: int, u: float) -> int:
    """Return the column that a uniform number chooses in a row of a `Mix`; ``distributions.choose`` does with many."""
    at = u * total[row]
    low, high = 0, bounds.shape[1]
    while low < high:
        middle = (low + high) // 2
        if bounds[row, middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low
