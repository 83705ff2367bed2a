"""The compiled engine writes the log of the reference, row by row, whatever the world.

``RANDOM_WORLDS=3000`` plays three thousand random worlds through both instead of sixty.
"""

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sim.engine import compiled, reference
from sim.engine.difference import first_difference
from tests.engine.eventful import eventful
from tests.engine.parity import SCENARIOS, parted, shipped, some
from tests.random_worlds import Tables, worlds

PATIENT = settings(
    max_examples=int(os.environ.get("RANDOM_WORLDS", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_both_engines_write_one_log_of_every_shipped_scenario(path):
    weeks = 2 if path.stem == "county" else 6
    assert parted(*shipped(path, weeks)) is None


@PATIENT
@given(worlds())
def test_both_engines_write_one_log_of_any_world(world: Tables) -> None:
    assert parted(*world) is None


def takes_too_many(plan, cases):
    return compiled.run(replace(plan, max_open=plan.max_open + 1), cases)


def sees_everything_at_once(plan, cases):
    return compiled.run(plan, replace(cases, turn_notice=np.zeros_like(cases.turn_notice)))


def is_a_second_early(plan, cases):
    return compiled.run(replace(plan, second_attempt_after=plan.second_attempt_after - 1), cases)


def helps_before_its_own(plan, cases):
    return compiled.run(replace(plan, access_relation=np.zeros_like(plan.access_relation)), cases)


@pytest.mark.parametrize("saboteur", [takes_too_many, sees_everything_at_once, is_a_second_early, helps_before_its_own])
def test_an_engine_with_other_mechanics_is_caught(saboteur):
    plan, cases = eventful()
    told = first_difference(reference.run(plan, cases), saboteur(plan, cases), plan, cases)
    assert told is not None
    assert told.startswith("The logs part at row ")
    assert "log says" in told


@pytest.mark.parametrize("setting", ["NUMBA_DISABLE_JIT", pytest.param("NUMBA_BOUNDSCHECK", marks=pytest.mark.nightly)])
def test_the_kernels_do_the_same_uncompiled_and_touch_nothing_outside_their_arrays(setting, tmp_path):
    drawn = tmp_path / "worlds"  # drawn here: there, what draws would be compiled anew too
    drawn.write_bytes(pickle.dumps(some()))
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.parity", str(drawn)],
        cwd=ROOT, env=os.environ | {setting: "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
