"""What must balance in a replication: lists against waits, and arrivals against what became of them.

Little's law says that the mean length of a list is the arrival rate times the mean wait. Over a stretch of time it is
no law of large numbers but an identity: the length of the list, summed over its seconds, is the sum of what the pieces
waited within the stretch. So both sides are counted in ticks, each from its own source, and must be equal to the tick.
"""

from dataclasses import dataclass

import numpy as np

from sim.domain.words import N_LIST_ROLES
from sim.measures.story import Story
from sim.tables import Ints, Row


@dataclass(frozen=True, slots=True)
class Ledger:
    """Both sides of what must balance, in the measured part; L lists (``unit * 5 + role``).

    Attributes
    ----------
    length
        (L,) pieces waiting, summed over the seconds: from the ticks at which one begins and ceases to wait.
    waited
        (L,) seconds waited: from the stretches of time in which each piece waits with a person or in a list.
    arrived
        (1,) cases that the log says came.
    """

    length: Ints
    waited: Ints
    arrived: Ints


def ledger(story: Story) -> Ledger:
    """Return both sides of what must balance."""
    came = story.log.case[story.log.kind == Row.arrived]
    # the backlog arrived before the horizon and stands in the log at its beginning
    measured = np.count_nonzero(story.cases.arrival[came] >= story.plan.measured_from)
    return Ledger(_length(story), _waited(story), np.array([measured], dtype=np.int64))


def _length(story: Story) -> Ints:
    """Sum the lengths over the seconds: who begins to wait makes a list longer by one for all that is left of them.

    And who is begun or withdrawn makes it shorter by one from then on.
    """
    pieces = story.pieces
    longer = _left(story, pieces.arose)
    shorter = _left(story, np.minimum(pieces.begun, pieces.withdrawn))
    return _by_list(story, pieces.home, longer) - _by_list(story, pieces.home, shorter)


def _waited(story: Story) -> Ints:
    """Sum the stretches of time in which a piece waited with the same owner in the same list."""
    waiting = story.waiting
    seconds = _left(story, waiting.start) - _left(story, waiting.stop)
    return _by_list(story, story.pieces.home[waiting.piece], seconds)


def _left(story: Story, ticks: Ints) -> Ints:
    """Return what is left of the measured part after each tick."""
    return story.plan.end - np.clip(ticks, story.plan.measured_from, story.plan.end)


def _by_list(story: Story, where: Ints, seconds: Ints) -> Ints:
    # whole numbers below 2**53 are exact as weights
    return np.bincount(where, seconds, minlength=len(story.plan.unit_names) * N_LIST_ROLES).astype(np.int64)
