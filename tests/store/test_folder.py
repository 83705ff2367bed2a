"""A run folder appears whole or not at all, and never in the place of another."""

import errno
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.errors import InputError
from sim.store import CASES, MANIFEST, write_file, writing


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_run_takes_its_name_when_it_is_whole(tmp_path):
    target = tmp_path / "runs" / "busy-1"
    with writing(target) as draft:
        draft.append(CASES, pa.table({"case_id": [1, 2], "unit": ["a", "b"]}))
        draft.append(CASES, pa.table({"case_id": [3], "unit": ["c"]}))
        draft.write(MANIFEST, {"seed": 1})
        assert not target.exists()
    assert left_in(target.parent) == ["busy-1"]
    assert pq.read_table(target / CASES).to_pydict() == {"case_id": [1, 2, 3], "unit": ["a", "b", "c"]}
    assert json.loads((target / MANIFEST).read_text()) == {"seed": 1}


def break_off(target: Path, error: type[BaseException]) -> None:
    with writing(target) as draft:
        draft.append(CASES, pa.table({"case_id": [1]}))
        raise error


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_run_that_fails_leaves_nothing_not_even_the_folders_above(tmp_path, error):
    with pytest.raises(error):
        break_off(tmp_path / "new" / "deeper" / "busy-1", error)
    assert left_in(tmp_path) == []


def test_another_run_in_a_new_parent_survives_a_failure(tmp_path):
    def both() -> None:
        with writing(tmp_path / "runs" / "one"):
            with writing(tmp_path / "runs" / "two") as draft:
                draft.write(MANIFEST, {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        both()
    assert left_in(tmp_path / "runs") == ["two"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_nothing_is_ever_overwritten(tmp_path, kind):
    target = tmp_path / "mine"
    target.mkdir() if kind == "folder" else target.write_text("kept")
    with pytest.raises(InputError) as refusal:
        break_off(target, RuntimeError)
    told = f"{target}  this {kind} exists already and is never overwritten; name another with --out"
    assert str(refusal.value) == told
    assert left_in(tmp_path) == ["mine"]


def test_a_run_that_appears_meanwhile_is_kept(tmp_path):
    target = tmp_path / "mine"

    def too_late() -> None:
        with writing(target) as draft:
            draft.write(MANIFEST, {"late": True})
            target.mkdir()
            (target / "theirs").touch()

    with pytest.raises(InputError, match="never overwritten"):
        too_late()
    assert left_in(tmp_path) == ["mine"]
    assert left_in(target) == ["theirs"]


def test_a_place_that_cannot_be_written_is_a_problem_not_a_traceback(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=f"cannot be written: {tmp_path}/file is a file"):
        break_off(tmp_path / "file" / "run", RuntimeError)


def test_a_full_disk_is_a_problem_not_a_traceback(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fill() -> None:
        with writing(tmp_path / "run") as draft:
            draft.append(CASES, pa.table({"case_id": [1]}))
            draft.write(MANIFEST, {"seed": 1})

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(InputError, match="run  cannot be written: No space left on device"):
        fill()
    assert left_in(tmp_path) == []


def test_numbers_count_on_and_two_runs_at_once_get_one_each(tmp_path):
    (tmp_path / "busy-1").touch()
    with writing(tmp_path / "busy", numbered=True) as first:
        with writing(tmp_path / "busy", numbered=True) as second:
            second.write(MANIFEST, {"run": "second"})
        first.write(MANIFEST, {"run": "first"})
    assert (first.target.name, second.target.name) == ("busy-3", "busy-2")
    assert left_in(tmp_path) == ["busy-1", "busy-2", "busy-3"]
    assert json.loads((first.target / MANIFEST).read_text()) == {"run": "first"}


def test_a_run_that_takes_the_number_in_between_is_kept(tmp_path, monkeypatch):
    replace = Path.replace

    def slowly(self: Path, final: Path) -> Path:
        monkeypatch.undo()
        final.mkdir()
        (final / "theirs").touch()
        return replace(self, final)

    monkeypatch.setattr(Path, "replace", slowly)
    with writing(tmp_path / "busy", numbered=True) as draft:
        draft.write(MANIFEST, {})
    assert draft.target.name == "busy-2"
    assert left_in(tmp_path / "busy-1") == ["theirs"]


def test_a_single_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "routed.csv"
    write_file(target, "case_id\n1\n")
    with pytest.raises(InputError, match=r"routed\.csv  this file exists already and is never overwritten"):
        write_file(target, "")
    assert target.read_text() == "case_id\n1\n"

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_file(tmp_path / "more.csv", "case_id")
    assert left_in(tmp_path) == ["routed.csv"]
