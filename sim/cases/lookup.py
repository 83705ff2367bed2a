"""Rules of the domain applied to columns: each is asked once for every combination of arguments that occurs."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.tables import Ints

Column = Ints | NDArray[np.bool_]


def each(rule: Callable[..., int], *columns: Column) -> Ints:
    """Apply a function of small whole numbers to every row.

    Parameters
    ----------
    rule
        A function of the domain, of as many arguments as there are columns.
    *columns
        Arguments, zero or more, of one length n; the product of their ranges should not be much above a million.

    Returns
    -------
    ndarray of int64, shape (n,)
    """
    if len(columns[0]) == 0:
        return np.empty(0, dtype=np.int64)
    sizes = tuple(int(column.max()) + 1 for column in columns)
    code = np.ravel_multi_index(tuple(column.astype(np.int64) for column in columns), sizes)
    occurs = np.zeros(int(np.prod(sizes)), dtype=np.bool_)
    occurs[code] = True
    combinations = np.flatnonzero(occurs)
    arguments = (values.tolist() for values in np.unravel_index(combinations, sizes))
    answers = np.zeros(len(occurs), dtype=np.int64)
    answers[combinations] = list(map(rule, *arguments))
    return np.asarray(answers[code], dtype=np.int64)
