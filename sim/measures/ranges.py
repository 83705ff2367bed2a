"""Ranges of numbers, all at once."""

import numpy as np

from sim.tables import Ints


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """Return, for ``counts`` = (2, 0, 3), the owners (0, 0, 2, 2, 2) and the places (0, 1, 0, 1, 2)."""
    owner = np.repeat(np.arange(len(counts)), counts)
    begins = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - begins[owner]
