"""The pool: its numbers, the waits that theory gives, and when the waits that were found are believed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmarks import Refused
from sim.verify.pool import WAITS

FALSE_ALARM = 1e-4
"""Chance that a right simulator is refused, over the choice of the seed."""
BATCHES = 20


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of the cases whose work began, in an order in which each priority's cases stand as they came.

    Attributes
    ----------
    minutes
        From arrival to the beginning of the work.
    priority
        1 to 5.
    """

    minutes: NDArray[np.float64]
    priority: NDArray[np.int64]


Peer = Callable[[int, int], Waits]
"""Plays about so many cases with a seed."""


def interval(minutes: NDArray[np.float64], false_alarm: float) -> tuple[float, float]:
    """Return the interval of a mean of waits that depend on each other, by the means of batches.

    Parameters
    ----------
    minutes
        Waits in the order of arrival; the first tenth, while the queue fills, is left out.
    false_alarm
        Chance that the true mean lies outside.

    Returns
    -------
    tuple of float
        Lower and upper limit: Student's t over `BATCHES` means.
    """
    settled = minutes[len(minutes) // 10 :]
    means = np.array([batch.mean() for batch in np.array_split(settled, BATCHES)])
    reach = stats.t.ppf(1 - false_alarm / 2, BATCHES - 1) * means.std(ddof=1) / np.sqrt(BATCHES)
    return float(means.mean() - reach), float(means.mean() + reach)


def check(name: str, waits: Waits) -> None:
    """Compare mean waits with theory.

    Raises
    ------
    Refused
        With every priority whose interval does not hold the theory's mean, or that has too few cases to tell.
    """
    wrong = []
    for priority, theory in enumerate(WAITS, start=1):
        minutes = waits.minutes[waits.priority == priority]
        if len(minutes) < 2 * BATCHES:
            wrong.append(f"priority {priority} has {len(minutes)} cases, too few to tell")
            continue
        low, high = interval(minutes, FALSE_ALARM / len(WAITS))
        if not low <= theory <= high:
            wrong.append(f"priority {priority} waits {low:.3f} to {high:.3f} minutes, not {theory:.3f}")
    if wrong:
        raise Refused(f"{name} is not timed: {'; '.join(wrong)}")
