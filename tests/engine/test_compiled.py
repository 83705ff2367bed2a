"""The compiled engine as a program: what it refuses, where it keeps what it has compiled, and when it compiles."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim import compiling
from sim.engine import compiled, reference
from sim.engine.compiled import layout
from sim.errors import EngineError
from sim.units import MINUTE
from tests.engine.eventful import eventful
from tests.worlds import Turn, World, at

ROOT = Path(__file__).parents[2]


@pytest.fixture(name="day")
def _day():
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(0, "08:30"), turns=(Turn(), Turn()))
    world.case(clinic, at(0, "09:00"))
    return world.build()


def in_new_process(code: str, **settings: str) -> str:
    """What a program prints in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_an_accepted_case_without_a_stage_is_an_engine_error_with_tick_and_case(day):
    plan, cases = day
    turns = cases.stage_turns.copy()
    turns[1] = 0
    with pytest.raises(EngineError) as caught:
        compiled.run(plan, replace(cases, stage_turns=turns))
    assert (caught.value.what, caught.value.tick, caught.value.case) == (
        "an accepted case has no stage",
        at(0, "09:00"),
        1,
    )


def test_a_horizon_beyond_the_packed_keys_is_an_engine_error(day):
    plan, cases = day
    with pytest.raises(EngineError, match="longer horizon than the compiled engine can number"):
        compiled.run(replace(plan, end=2**31), cases)


def test_tables_that_may_not_be_written_are_played_and_stay_as_they_are(day):
    plan, cases = day
    expected = compiled.run(plan, cases).digest()
    for column in (plan.slot_from, cases.arrival, cases.turn_work):
        column.flags.writeable = False
    assert compiled.run(plan, cases).digest() == expected


def test_two_runs_give_one_digest_and_the_columns_are_whole(day):
    log = compiled.run(*day)
    assert log.digest() == compiled.run(*day).digest()
    assert all(getattr(log, name).flags.c_contiguous for name in ("tick", "detail"))


def test_an_instant_with_more_rows_than_there_is_room_for_at_first():
    """Three hundred cases arrive in one second: some thousand rows of one tick, in order."""
    world = World(days=2)
    clinic = world.unit("Clinic")
    for number in range(40):
        world.person(f"P{number}", clinic)
    for number in range(300):
        world.case(clinic, at(0, "08:30"), priority=1 + number % 5, turns=(Turn(work=MINUTE),))
    plan, cases = world.build()
    assert compiled.run(plan, cases).digest() == reference.run(plan, cases).digest()


def test_a_log_longer_than_there_is_room_for_at_first_is_whole(monkeypatch):
    plan, cases = eventful()
    monkeypatch.setattr(layout, "ROWS_A_CASE", 0)
    assert compiled.run(plan, cases).digest() == reference.run(plan, cases).digest()


def test_after_a_run_the_compiled_engine_is_kept_and_the_next_process_compiles_nothing(day):
    compiled.run(*day)
    assert any(compiling.FOLDER.rglob("clock.play-*.nbi"))
    again = """
from sim.engine import compiled
from sim.engine.compiled.clock import play
from tests.engine.eventful import eventful
compiled.run(*eventful())
print(sum(play.stats.cache_hits.values()), sum(play.stats.cache_misses.values()))
"""
    assert in_new_process(again) == "1 0"


def test_importing_compiles_nothing_and_the_command_line_does_not_even_import_it():
    assert in_new_process("from sim.engine.compiled.clock import play; print(len(play.signatures))") == "0"
    assert in_new_process("import sim.cli, sys; print('numba' in sys.modules)") == "False"


def test_what_is_compiled_is_kept_where_the_user_says_else_in_the_users_cache_folder(tmp_path):
    where = "from sim.compiling import FOLDER, kept; import sim.engine.compiled; print(FOLDER.parent, kept())"
    own = {"NUMBA_CACHE_DIR": "", "XDG_CACHE_HOME": str(tmp_path)}
    assert in_new_process(where, NUMBA_CACHE_DIR=str(tmp_path)) == f"{tmp_path} False"
    if sys.platform.startswith("linux"):
        assert in_new_process(where, **own) == f"{tmp_path / 'direktsim'} False"


def test_a_cache_folder_that_cannot_be_made_is_replaced_for_this_process_alone(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file stands where the folder should be")
    where = "from sim.compiling import FOLDER; print(FOLDER.is_dir(), FOLDER)"
    there, folder = in_new_process(where, NUMBA_CACHE_DIR=str(taken)).split()
    assert there == "True"
    assert not Path(folder).exists()


def test_another_copy_of_the_program_does_not_take_what_numba_would_not_give_it_for_compiled(tmp_path):
    compiled.run(*eventful())
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    asked = "from sim.compiling import kept; import sim.engine.compiled; print(kept())"
    assert in_new_process(asked) == "True"
    assert in_new_process(f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {asked}") == "False"


def test_another_text_of_the_engine_is_kept_elsewhere(monkeypatch):
    before = compiling._digest()
    monkeypatch.setattr(compiling.numba, "__version__", "another")
    assert compiling._digest() != before
