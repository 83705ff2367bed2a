"""What is said of the runs of a store, what is deleted, and that nothing is deleted under somebody's hands."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.store import FORMAT, Store, holding, manifest
from sim.store.durable import put_file, put_folder
from sim.store.holding import held_alone
from sim.store.runs import shortest
from sim.store.sealed import sealed

ROOT = Path(__file__).parents[2]
CODE = "this version"


def about(seed: int = 1, name: str = "clinic", code: str = CODE) -> dict[str, object]:
    return manifest(
        name=name, scenario={"question": "Who waits?"}, fingerprint="f" * 64, seed=seed, code=code, trace=None
    )


def kept(
    store: Store,
    seed: int = 1,
    numbers: tuple[int, ...] = (0, 1),
    asked: int = 2,
    name: str = "clinic",
    code: str = CODE,
):
    """Keep a run without simulating anything; returns its folder."""
    with store.begun(about(seed, name, code), name, asked) as run:
        run.add(dict.fromkeys(numbers, "d" * 64), {"cases.parquet": b"cases"})
    return run.path


def test_a_run_is_listed_with_all_that_is_known(tmp_path):
    store = Store(tmp_path)
    folder = kept(store, asked=5)
    (run,) = store.runs(CODE)
    assert (run.folder, run.id, run.name, run.question) == (folder, folder.name[:7], "clinic", "Who waits?")
    assert (run.finished, run.asked, run.seed, run.unfinished) == (2, 5, 1, True)
    assert (run.current, run.in_use, run.damages) == (True, False, ())
    assert run.size == sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    assert json.loads(json.dumps(run.as_json()))["name"] == "clinic"


def test_an_empty_store_and_none(tmp_path):
    assert Store(tmp_path).runs(CODE) == []
    assert Store(tmp_path / "none").runs(CODE) == []


def test_runs_of_another_version_are_named_and_not_read(tmp_path):
    store = Store(tmp_path)
    kept(store, code="yesterday's")
    old = tmp_path / "busy_clinic-1"
    old.mkdir()
    (old / "manifest.json").write_text(json.dumps({"format": 1, "name": "busy_clinic", "replications_finished": 30}))
    later = kept(store, seed=2)
    put_file(later / "manifest.json", sealed({**about(2), "format": FORMAT + 1}))
    tables = tmp_path / "mine"
    tables.mkdir()
    (tables / "manifest.json").write_text(json.dumps({"format": FORMAT}))
    (tmp_path / "notes").mkdir()
    found = store.runs(CODE)
    assert sorted(run.name for run in found) == ["busy_clinic", "clinic", "clinic"]
    assert not any(run.current or run.unfinished for run in found)
    assert next(run.finished for run in found if run.name == "busy_clinic") == 30
    with pytest.raises(InputError, match="was made by another version and is not written to"):
        store.rename("busy_clinic", "older", CODE)


def test_an_id_is_as_short_as_it_can_be():
    names = ["0123456789abcdef", "0123456789abcd00", "fedcba9876543210"]
    assert [shortest(name, names) for name in names] == ["0123456789abcde", "0123456789abcd0", "fedcba9"]


def test_a_run_is_found_by_name_or_the_beginning_of_its_id(tmp_path):
    store = Store(tmp_path)
    folders = [kept(store, seed) for seed in (1, 2)]
    for folder in folders:
        assert store.find(folder.name[:7], CODE).folder == folder
        assert store.find(folder.name, CODE).folder == folder
    store.rename(folders[0].name, "before the summer", CODE)
    assert store.find("before the summer", CODE).folder == folders[0]
    assert store.find("clinic", CODE).folder == folders[1]
    kept(store, 1)
    assert store.find("before the summer", CODE).folder == folders[0], "asked for again it keeps its name"


def test_what_cannot_be_found_or_named(tmp_path):
    store = Store(tmp_path)
    folders = sorted((kept(store, seed) for seed in (1, 2)), key=str)
    with pytest.raises(InputError, match=f'{tmp_path}  "summer" is no run here; "direktsim runs" lists them'):
        store.find("summer", CODE)
    with pytest.raises(InputError) as refusal:
        store.find("clinic", CODE)
    assert str(refusal.value).startswith(f'{tmp_path}  "clinic" fits 2 runs; write one of ')
    assert all(folder.name[:7] in str(refusal.value) for folder in folders)
    for name in ("", "  ", "a\nb"):
        with pytest.raises(InputError, match="is no name; write one that can be read"):
            store.rename(folders[0].name, name, CODE)


HOLDING = """
import sys, time
from pathlib import Path
from sim.store import Store
from tests.store.test_runs import about
with Store(Path(sys.argv[1])).begun(about(), "clinic", 2) as run:
    run.add({2: "e" * 64}, {"cases.parquet": b"more"})
    print("writing", flush=True)
    time.sleep(60)
"""


def writer(store: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(store)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "writing\n"
    return running


def test_a_run_that_a_live_process_writes_to_stays_and_a_killed_one_holds_nothing(tmp_path):
    store = Store(tmp_path)
    folder = kept(store)
    with writer(tmp_path) as running:
        assert store.runs(CODE)[0].in_use
        assert not store.remove(folder)
        assert folder.is_dir()
        running.kill()
    assert not store.runs(CODE)[0].in_use
    assert store.runs(CODE)[0].finished == 3
    assert store.remove(folder)
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_what_keeps_it(tmp_path, monkeypatch):
    """The saboteur: without it the run would be deleted under the writer's hands."""
    store = Store(tmp_path)
    folder = kept(store)
    monkeypatch.setattr(holding, "_alone", lambda _: True)
    with writer(tmp_path) as running:
        assert store.remove(folder)
        running.kill()


def test_a_run_deleted_while_it_is_opened_is_begun_anew(tmp_path, monkeypatch):
    store = Store(tmp_path)
    folder = kept(store)
    together = holding._together

    def late(handle: int) -> None:
        monkeypatch.undo()
        assert store.remove(folder)
        together(handle)

    monkeypatch.setattr(holding, "_together", late)
    monkeypatch.setattr(holding, "_alone", lambda _: False)
    with store.begun(about(), "clinic", 2) as run:
        assert run.finished() == set()
        run.add({0: "d" * 64}, {"cases.parquet": b"cases"})
    assert store.runs(CODE)[0].finished == 1


def test_what_killed_processes_left_is_taken_away_by_who_is_alone(tmp_path):
    store = Store(tmp_path)
    folder = kept(store)
    left = [folder / ".label.json.0.part", folder / "parts" / ".000000.0.part"]
    left[0].touch()
    left[1].mkdir()
    (left[1] / "cases.parquet").touch()
    with writer(tmp_path) as running:
        assert not any(one.exists() for one in left)
        left[0].touch()
        kept(store)
        assert left[0].exists(), "it may be the other's, who is still writing"
        running.kill()
    kept(store)
    assert not left[0].exists()


def test_nobody_has_to_hold_what_nobody_ever_wrote_to(tmp_path):
    with held_alone(tmp_path) as alone:
        assert alone


def test_a_folder_that_is_there_already_is_kept(tmp_path):
    """Two processes with the same part: the second drops its own."""
    put_folder(tmp_path / "part", {"a": b"first"})
    put_folder(tmp_path / "part", {"a": b"second"})
    assert [path.name for path in tmp_path.iterdir()] == ["part"]
    assert (tmp_path / "part" / "a").read_bytes() == b"first"


def test_everything_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    """Content, then name, then the name's folder: no other order survives a power cut."""
    steps: list[str] = []
    fsync, rename, replace = os.fsync, Path.rename, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(Path, "rename", lambda one, to: (steps.append("name"), rename(one, to))[1])
    monkeypatch.setattr(Path, "replace", lambda one, to: (steps.append("name"), replace(one, to))[1])
    put_folder(tmp_path / "part", {"a": b"1", "b": b"2"})
    assert steps == ["sync", "sync", "sync", "name", "sync"]
    steps.clear()
    put_file(tmp_path / "file", b"1")
    assert steps == ["sync", "name", "sync"]


def test_an_old_run_is_told_by_its_date(tmp_path):
    store = Store(tmp_path)
    kept(store)
    (run,) = store.runs(CODE)
    now = time.time()
    assert run.begun_before(datetime.fromtimestamp(now + 60, UTC))
    assert not run.begun_before(datetime.fromtimestamp(now - 3600, UTC))
