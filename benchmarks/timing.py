"""Times in this process: what is compared is timed in turn, and ratios are taken within a round."""

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import TypeVar

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Do the work once.

    Returns
    -------
    float
        Seconds.
    Result
        What the work returned.
    """
    gc.collect()
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def medians(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the median of every figure over the rounds; each round has the same figures."""
    return {name: median(one[name] for one in rounds) for name in rounds[0]}


def ratios(rounds: Sequence[Mapping[str, float]], base: str) -> dict[str, float]:
    """Return the median over the rounds of every figure divided by the base's figure of the same round.

    A machine that is slow for a while is slow for all that is timed in that round.
    """
    return {name: median(one[name] / one[base] for one in rounds) for name in rounds[0]}
