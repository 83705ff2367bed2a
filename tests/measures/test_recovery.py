"""What waits at each opening after a closure, on paper."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pytest

from sim.measures.list_figures import inbox_of
from sim.measures.lists import NOT_THAT_DAY
from sim.measures.recovery import recoveries
from sim.measures.several import Several
from sim.units import DAY, HOUR

MONDAY = dt.date(2026, 1, 5).toordinal()
DAYS = (0, 1, 2, 3, 4, 7)
"""Staffed days: a week of five, and the Monday after it."""


def run(pieces, cleared=HOUR):
    """Replications of two units; what waits is in the lists of the second."""
    pieces = np.array(pieces)
    shape = (*pieces.shape, 2)
    arrays = {name: np.zeros(shape, dtype=np.int64) for name in ("pieces", "work", "cleared")}
    arrays["pieces"][..., 1] = pieces
    arrays["cleared"][..., 1] = np.where(pieces > 0, cleared, 0)
    setting = SimpleNamespace(unit_names=("other", "closing"), first_day=MONDAY)
    named = {f"lists.inbox_{name}": values for name, values in arrays.items()}
    opening = np.array([DAYS] * len(pieces))
    return Several(setting, tuple(range(len(pieces))), {**named, "lists.opening_day": opening}, {}, {}, {})


def spread(*means, replications=20):
    """Pieces by opening that differ from replication to replication alike in all runs."""
    return [[mean + number % 3 for mean in means] for number in range(replications)]


OPEN = run(spread(5, 3, 3, 3, 3, 5))
CLOSED_UNTIL = 2 * DAY + 17 * HOUR


def recovered(*means):
    (found,) = recoveries(OPEN, [("closed", run(spread(*means)))], "closing", CLOSED_UNTIL)
    return found


def test_a_list_that_is_longer_for_two_days_has_recovered_on_the_third():
    found = recovered(5, 3, 3, 20, 9, 5)
    assert [one.verdict for one in found.changes] == [
        "no practical difference", "no practical difference", "no practical difference", "worse", "worse",
        "no practical difference",
    ]  # fmt: skip
    assert (found.after, found.recovered) == (3, 7)
    assert [one.value for one in found.changes] == pytest.approx([0, 0, 0, 17, 6, 0])


def test_a_list_that_is_longer_again_has_not_recovered_before_that():
    assert recovered(5, 3, 3, 20, 3, 9).recovered is None
    assert recovered(5, 3, 3, 20, 3, 5).recovered == 4


def test_a_list_that_nobody_makes_longer_has_recovered_when_it_opens():
    found = recovered(5, 3, 3, 3, 3, 5)
    assert (found.after, found.recovered) == (3, 3)


def test_what_is_not_shown_is_no_recovery():
    """Two pieces more or less, by luck: neither longer nor alike is shown."""
    lucky = np.array(spread(5, 3, 3, 3, 3, 5))
    lucky[:, 3:] += np.where(np.arange(20) % 2, 5, 0)[:, None] - 2
    (found,) = recoveries(OPEN, [("closed", run(lucky))], "closing", CLOSED_UNTIL)
    assert {one.verdict for one in found.changes[3:]} == {"not shown"}
    assert (found.after, found.recovered) == (3, None)


def test_a_horizon_that_ends_before_the_unit_opens_again():
    (found,) = recoveries(OPEN, [("closed", run(spread(5, 3, 3, 3, 3, 5)))], "closing", 7 * DAY + HOUR)
    assert (found.after, found.recovered, found.opening) == (None, None, None)


def test_what_waits_at_one_opening_and_when_it_is_cleared():
    pieces = spread(5, 3, 3, 20, 9, 5)
    cleared = np.full((20, 6), 2 * HOUR)
    cleared[0, 3] = NOT_THAT_DAY
    found = inbox_of(run(pieces, cleared), "closing", 3)
    assert (found.weekday, found.openings, found.pieces.value) == ("thu", 20, pytest.approx(20.95))
    assert found.not_that_day.value == pytest.approx(1 / 20)
    assert inbox_of(run(pieces), "other", 3).empty.value == 1.0


def test_all_ways_are_judged_together():
    ways = [(str(number), run(spread(5, 3, 3, 20, 9, 5))) for number in range(3)]
    alone, *_ = recoveries(OPEN, ways[:1], "closing", CLOSED_UNTIL)
    together = recoveries(OPEN, ways, "closing", CLOSED_UNTIL)
    assert [one.scenario for one in together] == ["0", "1", "2"]
    assert together[0].changes[3].value == alone.changes[3].value
