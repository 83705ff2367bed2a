"""The peers on the pool: everybody's waits are the theory's, and whoever's are not is refused."""

import numpy as np
import pytest

from benchmarks import Refused
from benchmarks.peers import cimba_pool, own_pool, simpy_pool
from benchmarks.peers.pool import FALSE_ALARM, Waits, check, interval
from benchmarks.peers.side_by_side import FULL, OWN, PEERS, QUICK, peers
from sim.scenario.check import warnings
from sim.verify.pool import LOAD, SHARES, WAITS


def test_theory_is_cobhams_for_the_pool():
    assert pytest.approx([1.753, 1.952, 3.337, 9.366, 35.902], abs=5e-4) == WAITS


@pytest.mark.nightly
def test_all_are_timed_on_the_same_work():
    found = peers(QUICK)
    assert set(found["median"]) == {"SimPy", "Ciw", "cimba", OWN} == set(PEERS)
    assert found["ratio"][OWN] == 1
    assert len(found["rounds"]) == QUICK.rounds
    assert all(micro > 0 for one in found["rounds"] for micro in one.values())
    assert set(found["steps"]) == {"read", "draw", "lay out", "kernel", "measure", "digest"}
    assert sum(found["share"].values()) == pytest.approx(1)
    for name, cases in found["cases"].items():
        asked = QUICK.cases_of.get(name, QUICK.cases)
        assert abs(cases / asked - 1) < 0.2, name


def test_our_pool_is_an_ordinary_scenario_of_that_load_that_nothing_warns_of():
    job = own_pool.job(QUICK.cases)
    (unit,) = job.scenario.units.values()
    assert unit.cases_per_day * 5 / 7 * 10 / (4 * 24 * 60) == pytest.approx(LOAD)
    assert tuple(job.scenario.patients.priorities.values()) == SHARES
    # a queue of theory is no clinic: it begins empty, its numbers lie outside the plausible ranges, and that is all
    told = [one for one in warnings(job.scenario, job.plan) if "the plausible range" not in one.what]
    assert [one.place for one in told] == ["horizon.warm_up_weeks"]


def urgent_last(cases: int, seed: int) -> Waits:
    """Play the pool with the priorities the wrong way round: a wrong peer."""
    waits = simpy_pool.play(cases, seed)
    return Waits(waits.minutes, 6 - waits.priority)


def test_a_peer_whose_waits_are_wrong_is_refused_with_what_it_found():
    with pytest.raises(
        Refused, match=r"^SimPy is not timed: priority 1 waits .* minutes, not 1\.753; priority 2 waits"
    ):
        peers(QUICK, PEERS | {"SimPy": urgent_last})


def test_waits_a_fifth_too_long_are_refused_on_the_fewest_cases_of_a_whole_run():
    waits = cimba_pool.play(min(FULL.cases_of.values()), 1)
    check("cimba", waits)
    with pytest.raises(Refused, match="is not timed"):
        check("cimba", Waits(waits.minutes * 1.2, waits.priority))


def test_a_peer_with_too_few_cases_is_refused():
    few = Waits(np.ones(100), np.repeat(np.arange(1, 6), 20))
    with pytest.raises(Refused) as refusal:
        check("Ciw", few)
    assert str(refusal.value) == "Ciw is not timed: " + "; ".join(
        f"priority {priority} has 20 cases, too few to tell" for priority in range(1, 6)
    )


def test_an_interval_holds_the_mean_as_often_as_it_says():
    """Of 2 000 intervals at 5 % about 100 miss; fewer than 60 or more than 140 come by chance once in 10 000."""
    rng = np.random.default_rng(8)
    missed = 0
    for _ in range(2_000):
        low, high = interval(rng.exponential(3.0, 1_000), 0.05)
        missed += not low <= 3.0 <= high
    assert 60 <= missed <= 140
    assert FALSE_ALARM < 0.05


def test_a_kernel_that_stops_is_refused(monkeypatch):
    monkeypatch.setattr(own_pool, "kernel", lambda _: (np.empty((6, 0), dtype=np.int64), 0, 3, 0, 0))
    with pytest.raises(Refused, match=r"^the kernel stopped with status 3$"):
        own_pool.by_step(500, 1)
