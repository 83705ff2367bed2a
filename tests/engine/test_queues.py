"""The engine on small queues of every kind: what `sim.verify` plays in the large is played there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.order import order_key
from sim.engine.invariants import violations
from sim.engine.reference import run
from sim.tables import Row
from sim.units import DAY
from sim.verify.exact import crowd
from sim.verify.theory import kiefer_wolfowitz
from tests.engine.queue_worlds import queue, waits
from tests.worlds import Turn, World, at


def last_come_first(kind: int, priority: int, since: int, case: int, piece: int, is_async: bool = False) -> object:
    """Order pieces as they should be, but the latest first: a wrong engine."""
    level, rank, *_ = order_key(kind, priority, since, case, piece, is_async)
    return level, rank, -since, -case, piece


# --- exact ---------------------------------------------------------------------------------------------------------

ARRIVALS = st.lists(st.integers(0, 40), min_size=1, max_size=40).map(sorted)


@settings(max_examples=30, deadline=None)
@given(ARRIVALS, st.integers(1, 4), st.randoms(use_true_random=False))
def test_any_small_queue_equals_kiefer_wolfowitz(arrivals: list[int], servers: int, chance: object) -> None:
    arrival = np.array(arrivals, dtype=np.int64)
    work = np.array([chance.randint(1, 12) for _ in arrivals], dtype=np.int64)
    assert waits(run, *queue(servers, arrival, work)).tolist() == kiefer_wolfowitz(servers, arrival, work).tolist()


def test_the_exact_rung_catches_last_come_first_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.reference.state.order_key", last_come_first)
    arrival, work = crowd(np.random.default_rng(3), 300, 3)
    assert waits(run, *queue(3, arrival, work)).tolist() != kiefer_wolfowitz(3, arrival, work).tolist()


# --- direction and identity ----------------------------------------------------------------------------------------


def test_where_nothing_arrives_people_come_and_go() -> None:
    plan, cases = queue(2, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    log = run(plan, cases)
    assert set(log.kind.tolist()) == {Row.shift_on, Row.shift_off, Row.day_end}
    assert violations(plan, cases, log) == []


def test_what_arrives_at_once_is_begun_by_priority_and_then_in_order() -> None:
    """Eleven cases at midnight, three nurses, ten minutes each: three every ten minutes, the urgent ones first."""
    priority = np.array([5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 3])
    plan, cases = queue(3, np.zeros(11, dtype=np.int64), np.full(11, 600), priority)
    order = sorted(range(11), key=lambda case: (priority[case], case))
    assert waits(run, plan, cases)[order].tolist() == [600 * (place // 3) for place in range(11)]


def test_where_it_is_closed_all_day_nothing_begins() -> None:
    world = World(days=3)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.closure(clinic, (0, 3 * DAY))
    for quarter in range(12):
        world.case(clinic, at(0, "08:00") + quarter * 900, turns=(Turn(),))
    plan, cases = world.build()
    log = run(plan, cases)
    assert not (set(log.kind.tolist()) & {Row.begun, Row.closed, Row.shift_on})
    assert violations(plan, cases, log) == []


def test_waits_add_up_to_the_area_under_the_list() -> None:
    """Little's law as an identity in seconds, from arrivals and begins alone."""
    arrival, work = crowd(np.random.default_rng(23), 800, 3)
    plan, cases = queue(3, arrival, work)
    found = waits(run, plan, cases)
    moves = np.concatenate([arrival, arrival + found])
    steps = np.concatenate([np.ones(len(arrival)), -np.ones(len(arrival))])
    order = np.argsort(moves, kind="stable")
    number = np.cumsum(steps[order])[:-1]
    assert int((number * np.diff(moves[order])).sum()) == int(found.sum())
