"""The reference engine as a contract: nothing but plan and cases decides, and the end is the end."""

from itertools import count
from pathlib import Path
from random import Random

import numpy as np
import pytest
import simpy

from sim.cases import draw_cases
from sim.domain.order import order_key
from sim.domain.words import Outcome
from sim.engine.reference import run, state
from sim.scenario.files import load
from sim.scenario.plan import plan_of
from sim.tables import Row
from sim.units import HOUR, MINUTE
from tests.worlds import Turn, World, at

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(name="busy", scope="module")
def _busy():
    scenario = load(SCENARIOS / "busy_clinic.yaml").scenario
    scenario = scenario.model_copy(update={"horizon": scenario.horizon.model_copy(update={"weeks": 4})})
    plan = plan_of(scenario)
    return plan, draw_cases(scenario, plan, 1, 0)


def by_lot(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Let SimPy settle ties by lot; by itself it settles them by the order of insertion."""
    lots = Random(seed)

    class ByLot(simpy.Environment):
        def schedule(self, event, priority=1, delay=0):
            self._eid = iter((lots.random(),))
            super().schedule(event, priority, delay)

    monkeypatch.setattr(simpy, "Environment", ByLot)


@pytest.mark.parametrize("seed", range(3))
def test_events_of_one_phase_may_come_in_any_order(busy, monkeypatch, seed):
    expected = run(*busy).digest()
    by_lot(monkeypatch, seed)
    assert run(*busy).digest() == expected


def test_an_engine_that_goes_by_the_order_of_insertion_is_caught(monkeypatch):
    """Six silent patients are brought back in the same second, Tuesday 07:00; one nurse replies from 08:00.

    The right order is by case; the saboteur takes them as they were entered, and with ties settled by lot its log
    changes.
    """
    world = World(max_open=6)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    for minute in range(6):
        turns = (Turn(work=MINUTE, silent=True, returns=True, async_delay=5 * HOUR), Turn())
        world.case(clinic, at(0, "16:30") + minute * MINUTE, turns=turns)
    tables = world.build()

    def digests() -> set[str]:
        found = set()
        for seed in range(4):
            with monkeypatch.context() as patched:
                by_lot(patched, seed)
                found.add(run(*tables).digest())
        return found

    assert len(digests()) == 1
    entered = count()

    def order_of_insertion(kind, priority, since, case, piece, is_async):
        return *order_key(kind, priority, since, case, piece, is_async)[:3], next(entered), piece

    monkeypatch.setattr(state, "order_key", order_of_insertion)
    assert len(digests()) > 1


def test_every_case_is_accounted_for(busy):
    """Arrived = turned away + diverted + ended + open at the end."""
    plan, cases = busy
    log = run(plan, cases)
    count = {kind: int((log.kind == kind).sum()) for kind in Row}
    ended = np.isin(np.arange(len(cases)), log.case[log.kind == Row.closed])
    refused = count[Row.turned_away] + count[Row.diverted]
    assert count[Row.arrived] == len(cases) == refused + count[Row.listed]
    assert count[Row.closed] == ended.sum() <= count[Row.listed]
    assert set(log.detail[log.kind == Row.closed].tolist()) <= set(Outcome)


def test_nothing_begins_at_the_end_of_the_horizon_and_nothing_comes_after_it():
    """A piece that ends at the closing of the last day is done; one that would end later never is; the log stops."""
    world = World(days=5)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.person("Bo", clinic)
    done = world.case(clinic, at(4, "16:50"), turns=(Turn(),))
    in_hand = world.case(clinic, at(4, "16:55"), turns=(Turn(),))
    plan, cases = world.build()
    log = run(plan, cases)
    assert plan.end == at(4, "17:00") == log.tick.max()
    assert log.case[log.kind == Row.closed].tolist() == [done]
    assert Row.done not in log.kind[log.case == in_hand]
    assert Row.day_end in log.kind[log.tick == plan.end]


def test_an_empty_clinic_has_a_log_of_its_days():
    """No cases: five days that end, and one person who comes and goes."""
    world = World(days=7)
    world.person("Anna", world.unit("Clinic"))
    log = run(*world.build())
    kinds = {Row(kind): int((log.kind == kind).sum()) for kind in np.unique(log.kind)}
    assert kinds == {Row.shift_on: 5, Row.shift_off: 5, Row.day_end: 5}


def test_the_backlog_stands_in_its_list_when_the_horizon_begins():
    """It arrived before the first day: listed at midnight, begun at opening, the longest wait first."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    for hour in ("10:00", "09:00"):
        world.case(clinic, at(-1, hour), stream=2)
    log = run(*world.build())
    begun = log.tick[(log.kind == Row.begun) & (log.case == 0)], log.tick[(log.kind == Row.begun) & (log.case == 1)]
    assert [int(ticks[0]) for ticks in begun] == [at(0, "08:00"), at(0, "08:10")]
    assert log.tick[log.kind == Row.arrived].tolist() == [at(-1, "09:00"), at(-1, "10:00")]
    assert log.tick[log.kind == Row.listed].tolist() == [0, 0]
