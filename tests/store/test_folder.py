"""A folder of tables appears whole or not at all, and never in the place of another."""

import errno
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.errors import InputError
from sim.store import CASES, MANIFEST, check_free, write_file, writing


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


def test_a_place_can_be_looked_at_before_anything_is_played_for_it(tmp_path):
    check_free(tmp_path / "new" / "deeper")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="file  this file exists already and is never overwritten"):
        check_free(tmp_path / "file")
    with pytest.raises(InputError, match=f"cannot be written: {tmp_path}/file is a file; name another with --out"):
        check_free(tmp_path / "file" / "run")
    assert left_in(tmp_path) == ["file"]


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
