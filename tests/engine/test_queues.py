"""The engine against what is known of queues, on three rungs: exact, theory, direction; each with its saboteur."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.domain.order import order_key
from sim.engine.invariants import violations
from sim.engine.reference import run
from sim.tables import CaseTable, EventLog, PlanTable, Row
from sim.units import DAY
from tests.engine.queue_worlds import (
    Engine,
    Ticks,
    believable,
    cobham,
    erlang_c,
    kiefer_wolfowitz,
    lindley,
    pollaczek_khinchine,
    queue,
    waits,
    whole,
)
from tests.worlds import Turn, World, at

FALSE_ALARM = 0.001
"""Chance that a right engine fails one comparison with theory, over the choice of the seed."""

HOUR = 3600.0


def last_come_first(kind: int, priority: int, since: int, case: int, piece: int, is_async: bool = False) -> object:
    """Order pieces as they should be, but the latest first: a wrong engine."""
    level, rank, *_ = order_key(kind, priority, since, case, piece, is_async)
    return level, rank, -since, -case, piece


def least_urgent_first(kind: int, priority: int, since: int, case: int, piece: int, is_async: bool = False) -> object:
    """Order pieces by reversed priority: a wrong engine."""
    level, *rest = order_key(kind, priority, since, case, piece, is_async)
    return (-level, *rest)


# --- exact ---------------------------------------------------------------------------------------------------------

ARRIVALS = st.lists(st.integers(0, 40), min_size=1, max_size=40).map(sorted)


def crowd(seed: int, count: int, servers: int) -> tuple[Ticks, Ticks]:
    """Arrivals and work in coarse ticks, so that much happens in the same second, at nine tenths of capacity."""
    rng = np.random.default_rng(seed)
    arrival = np.cumsum(rng.integers(0, 3, count)) * 60
    return arrival, rng.integers(1, max(2, round(1.8 * servers)) + 1, count) * 60


@pytest.mark.parametrize("servers", [1, 2, 3, 7])
def test_first_come_first_served_equals_kiefer_wolfowitz_on_every_case(servers: int) -> None:
    arrival, work = crowd(servers, 1500, servers)
    assert waits(run, *queue(servers, arrival, work)).tolist() == kiefer_wolfowitz(servers, arrival, work).tolist()


@settings(max_examples=30, deadline=None)
@given(ARRIVALS, st.integers(1, 4), st.randoms(use_true_random=False))
def test_any_small_queue_equals_kiefer_wolfowitz(arrivals: list[int], servers: int, chance: object) -> None:
    arrival = np.array(arrivals, dtype=np.int64)
    work = np.array([chance.randint(1, 12) for _ in arrivals], dtype=np.int64)
    assert waits(run, *queue(servers, arrival, work)).tolist() == kiefer_wolfowitz(servers, arrival, work).tolist()


def test_one_server_equals_lindley_on_every_case() -> None:
    arrival, work = crowd(11, 1500, 1)
    assert waits(run, *queue(1, arrival, work)).tolist() == lindley(arrival, work).tolist()


def test_the_exact_rung_catches_last_come_first_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.reference.state.order_key", last_come_first)
    arrival, work = crowd(3, 300, 3)
    assert waits(run, *queue(3, arrival, work)).tolist() != kiefer_wolfowitz(3, arrival, work).tolist()


# --- theory --------------------------------------------------------------------------------------------------------


def poisson(seed: int, count: int, rates: list[float], service_rate: float) -> tuple[Ticks, Ticks, Ticks]:
    """Arrivals, exponential work and priorities; rates an hour."""
    rng = np.random.default_rng(seed)
    arrival = np.cumsum(rng.exponential(HOUR / sum(rates), count)).astype(np.int64)
    work = whole(rng.exponential(HOUR / service_rate, count))
    return arrival, work, rng.choice(np.arange(1, len(rates) + 1), count, p=np.array(rates) / sum(rates))


def agrees_with_erlang(engine: Engine, servers: int) -> bool:
    """Compare the mean wait with Erlang C for three servers, 2.4 cases an hour each of an hour's work."""
    arrival, work, _ = poisson(1, 12_000, [2.4], 1.0)
    theory = erlang_c(3, 2.4) / (3 - 2.4) * HOUR
    return believable(waits(engine, *queue(servers, arrival, work)).astype(float), theory, FALSE_ALARM)


def test_mean_wait_of_several_servers_is_that_of_erlang_c() -> None:
    assert erlang_c(3, 2.4) == pytest.approx(0.6472, abs=5e-5)
    assert agrees_with_erlang(run, servers=3)


def test_erlang_c_catches_one_server_too_many() -> None:
    assert not agrees_with_erlang(run, servers=4)


RATES = [0.4, 0.9, 1.6, 2.2, 1.4]


def classes_that_disagree(count: int) -> list[int]:
    """Priorities whose mean wait is not Cobham's: eight servers, five priorities, service rate 0.9 an hour."""
    arrival, work, priority = poisson(2, count, RATES, 0.9)
    found = waits(run, *queue(8, arrival, work, priority)).astype(float)
    theory = cobham(8, RATES, 0.9)
    return [k for k in range(1, 6) if not believable(found[priority == k], theory[k - 1] * HOUR, FALSE_ALARM)]


def test_mean_wait_of_each_priority_is_cobhams() -> None:
    assert cobham(8, RATES, 0.9) == pytest.approx([0.10428, 0.12726, 0.20124, 0.56540, 3.47316], abs=5e-6)
    assert classes_that_disagree(24_000) == []


def test_cobham_catches_priorities_in_reverse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engine.reference.state.order_key", least_urgent_first)
    assert {1, 2} <= set(classes_that_disagree(6_000))


def constant(_: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Work of 1000 ticks each time."""
    return np.full(count, 1000.0)


def mixture(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Nine short pieces to one long."""
    return np.where(rng.random(count) < 0.9, rng.exponential(500.0, count), rng.exponential(5500.0, count))


MOMENTS = {
    "constant": (constant, 1000.0, 1000.0**2),
    "mixture": (mixture, 1000.0, 2 * (0.9 * 500.0**2 + 0.1 * 5500.0**2)),
}


def agrees_with_pollaczek(name: str, coordinates: int = 0) -> bool:
    """Compare the mean wait of one server, busy six tenths of the time, with the formula."""
    draw, mean, second = MOMENTS[name]
    rng = np.random.default_rng(5)
    arrival = np.cumsum(rng.exponential(mean / 0.6, 15_000)).astype(np.int64)
    plan, cases = queue(1, arrival, whole(draw(rng, 15_000)))
    plan = replace(plan, person_coordinates=np.array([coordinates]))
    theory = pollaczek_khinchine(0.6 / mean, mean, second)
    return believable(waits(run, plan, cases).astype(float), theory, FALSE_ALARM)


@pytest.mark.parametrize("name", sorted(MOMENTS))
def test_mean_wait_of_one_server_is_that_of_pollaczek_and_khinchine(name: str) -> None:
    assert agrees_with_pollaczek(name)


def test_pollaczek_and_khinchine_catch_somebody_who_also_coordinates() -> None:
    assert not agrees_with_pollaczek("constant", coordinates=100)


# --- direction and identity ----------------------------------------------------------------------------------------


def lengthened(engine: Engine) -> int:
    """Count the cases that wait longer with one more person, where nobody can: one role, one turn, first come."""
    arrival, work = crowd(17, 400, 2)
    few, more = (waits(engine, *queue(servers, arrival, work)) for servers in (2, 3))
    return int((more > few).sum())


def test_one_more_person_lengthens_no_wait_where_it_cannot() -> None:
    assert lengthened(run) == 0


def test_the_direction_catches_colleagues_who_keep_each_other_from_work() -> None:
    def crowded(plan: PlanTable, cases: CaseTable) -> EventLog:
        return run(plan, replace(cases, turn_work=cases.turn_work * len(plan.person_names) ** 2))

    assert lengthened(crowded) > 0


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
    arrival, work = crowd(23, 800, 3)
    plan, cases = queue(3, arrival, work)
    found = waits(run, plan, cases)
    moves = np.concatenate([arrival, arrival + found])
    steps = np.concatenate([np.ones(len(arrival)), -np.ones(len(arrival))])
    order = np.argsort(moves, kind="stable")
    number = np.cumsum(steps[order])[:-1]
    assert int((number * np.diff(moves[order])).sum()) == int(found.sum())
