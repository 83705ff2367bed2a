"""What theory says, against values that are printed elsewhere, special cases and second ways."""

from itertools import product

import numpy as np
import pytest

from sim.verify.areas import area, number
from sim.verify.over_time import Stretch, erlang_r_fluid, kolmogorov
from sim.verify.theory import (
    by_priority,
    cobham,
    erlang_beyond,
    erlang_c,
    erlang_wait,
    kiefer_wolfowitz,
    lindley,
    machine_repair,
    pollaczek_khinchine,
    returns,
)


def test_erlang_c_is_as_tabulated():
    assert erlang_c(3, 2.4) == pytest.approx(0.6472, abs=5e-5)
    assert erlang_c(1, 0.7) == pytest.approx(0.7)
    assert erlang_wait(1, 0.5, 1.0) == pytest.approx(1.0)
    assert erlang_beyond(3, 2.4, 1.0, 0.0) == pytest.approx(erlang_c(3, 2.4))


def test_cobham_is_erlang_over_all_and_as_worked_out_by_hand():
    rates = [0.4, 0.9, 1.6, 2.2, 1.4]
    found = cobham(8, rates, 0.9)
    assert found == pytest.approx([0.10428, 0.12726, 0.20124, 0.56540, 3.47316], abs=5e-6)
    assert np.average(found, weights=rates) == pytest.approx(erlang_wait(8, sum(rates), 0.9))


def test_pollaczek_and_khinchine_are_erlang_where_work_is_exponential_and_half_where_it_is_constant():
    assert pollaczek_khinchine(0.6, 1.0, 2.0) == pytest.approx(erlang_wait(1, 0.6, 1.0))
    assert pollaczek_khinchine(0.6, 1.0, 1.0) == pytest.approx(erlang_wait(1, 0.6, 1.0) / 2)


def test_one_machine_is_repaired_for_the_share_that_its_repair_takes_of_a_round():
    assert machine_repair(1, 1 / 6, 1 / 2) == pytest.approx(2 / (2 + 6))
    assert machine_repair(60, 1 / 6, 1 / 2) == pytest.approx(1.0)


def test_without_returns_a_person_is_a_queue():
    assert returns(0.6, 0.0, 1.0, 5.0) == pytest.approx((0.6 / 0.4, 0.0))


@pytest.mark.parametrize("servers", [1, 2, 4])
def test_the_recursions_agree_where_all_are_of_one_priority(servers):
    rng = np.random.default_rng(servers)
    arrival, work = np.cumsum(rng.integers(0, 4, 500)), rng.integers(1, 3 * servers, 500)
    waits = kiefer_wolfowitz(servers, arrival, work)
    assert by_priority(servers, arrival, work, np.full(500, 3)).tolist() == waits.tolist()
    if servers == 1:
        assert lindley(arrival, work).tolist() == waits.tolist()


def test_by_priority_as_done_by_hand():
    """One person; four cases at once, then one more urgent while the second is worked on."""
    arrival, priority = np.array([0, 0, 0, 0, 15]), np.array([3, 2, 3, 5, 1])
    assert by_priority(1, arrival, np.full(5, 10), priority).tolist() == [10, 0, 30, 40, 5]


def test_a_day_that_never_changes_is_erlangs():
    day = kolmogorov((Stretch(12.0, 2.0, 3), Stretch(12.0, 2.0, 3)), 1.0)
    assert day.waiting == pytest.approx([2.0 * erlang_wait(3, 2.0, 1.0)] * 2, abs=1e-6)
    assert day.none_at_end == pytest.approx([1 - _more_than(3, 2.0)] * 2, abs=1e-6)


def _more_than(servers: int, offered: float) -> float:
    """Chance that anybody waits behind those in hand: Erlang C times the load of one person."""
    return erlang_c(servers, offered) * offered / servers


def test_an_inbox_that_nobody_works_on_fills_as_cases_come():
    day = kolmogorov((Stretch(10.0, 0.5, 0, team=0), Stretch(14.0, 0.0, 5, team=1)), 2.0)
    assert day.at_start[1] == pytest.approx(5.0, abs=1e-3)
    assert day.waiting[0] == pytest.approx(2.5, abs=1e-3)
    assert day.none_at_end[1] == pytest.approx(1.0, abs=1e-6)


def test_the_fluid_limit_stands_still_below_capacity_and_keeps_account_of_every_case():
    rates = [2.0] * 400
    quiet = erlang_r_fluid(rates, 0.5, 6.0, 0.1)
    assert quiet.here[-1] == 0
    assert quiet.away[-1] == pytest.approx(2.0 / 0.5 * 0.5 * 10, rel=1e-3)
    rush = erlang_r_fluid([9.0] * 100, 0.5, 6.0, 0.1)
    settled = 0.5 * 6.0 * 100
    assert rush.here[-1] + rush.away[-1] == pytest.approx(900 - settled, rel=1e-3)


def test_areas_and_numbers_are_those_of_counting_second_by_second():
    rng = np.random.default_rng(3)
    came = rng.integers(0, 50, 40)
    went = came + rng.integers(0, 30, 40)
    for tick in (0, 7, 30, 80):
        inside = [[one <= second < other for one, other in zip(came, went, strict=True)] for second in range(tick)]
        assert area(came, went, np.array([tick])) == sum(map(sum, inside))
        assert number(came, went, np.array([tick])) == sum(
            one < tick <= other for one, other in zip(came, went, strict=True)
        )


def test_the_recursion_is_the_rule_on_every_small_case():
    """Two people, three cases, every arrival in 0-2 and work in 1-2: begun when the first of the two is free."""
    for comes in product(range(3), repeat=3):
        arrival = np.array(sorted(comes))
        for work in product((1, 2), repeat=3):
            free = [0, 0]
            right = []
            for tick, length in zip(arrival.tolist(), work, strict=True):
                place = free.index(min(free))
                begin = max(tick, free[place])
                free[place] = begin + length
                right.append(begin - tick)
            assert kiefer_wolfowitz(2, arrival, np.array(work)).tolist() == right
