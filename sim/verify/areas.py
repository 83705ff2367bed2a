"""How much time lies under a number that grows and shrinks: cases that wait, conversations that are open."""

import numpy as np

from sim.tables import Ints


def area(came: Ints, went: Ints, ticks: Ints) -> Ints:
    """Return the ticks spent until each of some ticks by all together that came and have not gone.

    Parameters
    ----------
    came, went
        Ticks, each in any order.
    ticks
        (K,) until when.

    Returns
    -------
    array
        (K,) ticks.
    """
    return _since(np.sort(came), ticks) - _since(np.sort(went), ticks)


def number(came: Ints, went: Ints, ticks: Ints) -> Ints:
    """Return how many have come before each of some ticks and not gone before it; (K,)."""
    return np.asarray(np.searchsorted(np.sort(came), ticks) - np.searchsorted(np.sort(went), ticks))


def _since(ordered: Ints, ticks: Ints) -> Ints:
    """Return how long ago all that lies before each tick lies, added up."""
    before = np.searchsorted(ordered, ticks)
    return np.asarray(ticks * before - np.concatenate([[0], np.cumsum(ordered)])[before])
