"""The kernels of drawing as programs: the same uncompiled, inside their arrays, compiled only when asked to draw."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.cases import arrivals as rates_and_points
from sim.cases import draw_cases
from sim.cases.arrivals import _factor_bounds
from sim.cases.compiled.mix import pick
from sim.cases.compiled.philox import uniforms
from sim.cases.distributions import choose, mix_of, quantile
from sim.cases.setting import setting_of
from sim.compiling import numba
from sim.scenario.plan import plan_of
from sim.scenario.schema.distributions import Gamma
from tests.cases.scenes import drawn, scene
from tests.cases.uncompiled import digest, said

ROOT = Path(__file__).parents[2]


def in_new_process(*command: str, **settings: str) -> str:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("setting", ["NUMBA_DISABLE_JIT", pytest.param("NUMBA_BOUNDSCHECK", marks=pytest.mark.nightly)])
def test_the_kernels_draw_the_same_uncompiled_and_touch_nothing_outside_their_arrays(setting):
    assert in_new_process("-m", "tests.cases.uncompiled", **{setting: "1"}) == said()


def test_importing_and_routing_compile_nothing(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("arrival,unit,reason,priority,age,requested_by\n2026-01-05 09:00,ekhult,skin,3,40,self\n")
    code = f"""
import pathlib, sim.compiling
from sim.cases import route
from sim.scenario.plan import plan_of
from tests.cases.scenes import scene
print(len(route(pathlib.Path({str(path)!r}), scene(), plan_of(scene()))), *sim.compiling.FOLDER.rglob("*.nbi"))
"""
    assert in_new_process("-c", code, NUMBA_CACHE_DIR=str(tmp_path / "cache")).strip() == "1"


def test_drawing_is_kept_and_the_next_process_compiles_nothing():
    drawn(scene(weeks=1))
    code = """
from sim.cases.compiled.arrivals import points
from tests.cases.scenes import drawn, scene
drawn(scene(weeks=1))
print(sum(points.stats.cache_hits.values()), sum(points.stats.cache_misses.values()))
"""
    assert in_new_process("-c", code).strip() == "1 0"


def test_what_follows_from_scenario_and_plan_is_worked_out_once_for_one_and_the_same_object():
    scenario = scene(weeks=1)
    plan, same = plan_of(scenario), plan_of(scenario)
    assert setting_of(scenario, plan) is setting_of(scenario, plan)
    assert setting_of(scenario, same) is not setting_of(scenario, plan)
    other = scene({"ekhult": {"listed": 20_000}}, weeks=1)
    before = digest(draw_cases(scenario, plan, 1, 0))
    assert digest(drawn(other)) != before == digest(draw_cases(scenario, plan, 1, 0))


@numba.njit
def picked(total, bounds, row, u):
    """Call the kernel from Python."""
    return np.array([pick(total, bounds, row, one) for one in u])


def test_a_kernel_picks_what_many_are_chosen_with():
    rows = [[0.0, 0.25, 0.0, 0.75, 0.0], [1.0], [0.2, 0.3, 0.5]]
    u = (np.arange(4000) + 0.5) / 4000
    mix = mix_of(rows)
    for row, shares in enumerate(rows):
        assert picked(*mix, row, u).tolist() == choose(shares, u).tolist()


@pytest.mark.parametrize("spread", [0.01, 0.15, 1.0, 5.0])
def test_a_days_factor_lies_between_its_bounds(spread):
    u = uniforms(np.arange(60_000, dtype=np.uint32).reshape(-1, 3), 3, 1, (1, 2))[0]
    least, most = _factor_bounds(spread)
    part = (u * len(least)).astype(int)
    exact = quantile(Gamma(distribution="gamma", mean=1.0, cv=spread), u)
    assert (least[part] <= exact).all()
    assert (exact <= most[part]).all()


def test_cases_do_not_depend_on_how_close_the_bounds_of_a_days_factor_are(monkeypatch):
    """With bounds far apart many points lie between them, and the exact factor decides."""
    expected = digest(drawn(scene(weeks=8)))
    monkeypatch.setattr(rates_and_points, "_SAFETY", 0.3)
    _factor_bounds.cache_clear()
    assert digest(drawn(scene(weeks=8))) == expected
    monkeypatch.setattr(rates_and_points, "_SAFETY", -0.3)  # the saboteur: bounds that do not hold
    _factor_bounds.cache_clear()
    assert digest(drawn(scene(weeks=8))) != expected
    _factor_bounds.cache_clear()
