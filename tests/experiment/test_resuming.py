"""Killed, run twice at once, damaged, on a full disk: nothing finished is lost, nothing is there twice or misread."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.experiment import gather, opened, processes
from sim.store import LABEL, MANIFEST, PARTS, DamagedError, RunFolder, Store, code_version
from tests.experiment.scenes import command, job, kept_in, played, same, seal_of

MOMENTS = int(os.environ.get("KILLS", "3"))
"""``KILLS=10`` ends it at ten moments, as ``make nightly`` does."""
REPLICATIONS = 480
"""In 30 blocks; killed after so many of them as chance says."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    (run,) = played([job()], REPLICATIONS, 1, tmp_path_factory.mktemp("undisturbed"))
    return run


def test_killed_at_any_moment_a_run_loses_nothing_and_goes_on(tmp_path, undisturbed):
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    print(f"seed {seed}")
    store = tmp_path / "runs"
    claimed = 0
    for moment in range(MOMENTS):
        with command(store, REPLICATIONS, 2 if moment % 5 == 0 else 1) as running:
            blocks = moments.randrange(1, 5)
            for line in running.stdout:
                claimed = int(line)
                blocks -= 1
                if not blocks:
                    break
            time.sleep(moments.random() * 0.05)
            os.killpg(running.pid, signal.SIGKILL)
            for line in running.stdout:
                claimed = int(line)
            assert running.stderr.read() == ""
        found = kept_in(store)
        assert found.damages == [], f"seed {seed}"
        assert len(found.finished()) >= claimed, f"seed {seed}"
        numbers = [number for part in found.parts.values() for number in part.digests]
        assert len(numbers) == len(set(numbers)), f"seed {seed}: nothing is there twice"
    before = set(kept_in(store).parts)
    with opened([job()], Store(store), REPLICATIONS) as (run,), processes(1) as workers:
        ended = gather([run], REPLICATIONS, workers)
        assert ended.found >= claimed
        assert ended.whole
        assert same(run, undisturbed)
    assert before <= set(run.folder.parts)
    assert not list(store.rglob(".*")), "what was half-written is taken away"


def test_two_processes_that_ask_for_the_same_share_it(tmp_path, undisturbed):
    store = tmp_path / "runs"
    with command(store, REPLICATIONS, 1) as one, command(store, REPLICATIONS, 1) as other:
        reader = RunFolder(kept_in(store).path, kept_in(store).fingerprint)
        while one.poll() is None or other.poll() is None:
            reader.look()
            for part in reader.parts.values():
                assert not part.damages()
            assert [listed.damages for listed in Store(store).runs(code_version())] in ([], [()])
            time.sleep(0.1)  # each look reads and checks all that is kept
        assert (one.returncode, other.returncode) == (0, 0), one.stderr.read() + other.stderr.read()
    found = kept_in(store)
    assert found.damages == []
    numbers = [number for part in found.parts.values() for number in part.digests]
    assert sorted(numbers) == list(range(REPLICATIONS))
    (run,) = played([job()], REPLICATIONS, 1, store)
    assert same(run, undisturbed)


def test_overlapping_parts_of_different_requests_are_read_once(tmp_path, undisturbed):
    """As two processes leave them that ask for 20 and for 40 at once."""
    played([job()], 20, 1, tmp_path / "few")
    played([job()], 40, 1, tmp_path / "more")
    for part in kept_in(tmp_path / "more").parts.values():
        target = kept_in(tmp_path / "few").path / PARTS / part.folder.name
        shutil.copytree(part.folder, target, dirs_exist_ok=True)
    found = kept_in(tmp_path / "few")
    assert sum(len(part.digests) for part in found.parts.values()) == 44
    (run,) = played([job()], 40, 1, tmp_path / "few")
    assert run.several.numbers == tuple(range(40))
    assert run.digests == {number: undisturbed.digests[number] for number in range(40)}


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-10])


FILES = ["cases.parquet", "measures.arrow", "events.parquet", "seal.json", MANIFEST, LABEL]
HARMS = {"flipped": flip, "cut": cut, "gone": Path.unlink}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named_and_what_it_held_is_made_again(tmp_path, name, harm):
    asking = job(keep_events=True)
    (before,) = played([asking], 20, 1, tmp_path)
    folder = before.folder.path
    first = min((folder / PARTS).iterdir())
    file = folder / name if name in (MANIFEST, LABEL) else first / name
    HARMS[harm](file)
    with opened([asking], Store(tmp_path), 20) as (run,), processes(1) as workers:
        (damage,) = run.folder.damages
        assert damage.file == file
        assert str(damage).startswith(f"{file}  {'is missing' if harm == 'gone' else 'has'}")
        assert damage.remedy == "what it held is made again"
        ended = gather([run], 20, workers)
        assert ended.found == (20 if name in (MANIFEST, LABEL) else 4)
        assert ended.whole
        assert same(run, before)
    healed = kept_in(tmp_path)
    assert healed.damages == []
    assert healed.manifest()["fingerprint"] == healed.fingerprint
    assert healed.label() == ("clinic", 20)
    (again,) = played([asking], 20, 1, tmp_path)
    assert again.folder.damages == []


def test_what_is_another_runs_is_named_and_not_read(tmp_path):
    (mine,) = played([job()], 20, 1, tmp_path)
    (other,) = played([job(seed=4)], 20, 1, tmp_path)
    mine_first, other_first = (min((run.folder.path / PARTS).iterdir()) for run in (mine, other))
    shutil.copytree(other_first, mine_first.with_name(other_first.name))
    shutil.copy(other_first / "cases.parquet", mine_first / "cases.parquet")
    shutil.copy(mine_first / "seal.json", mine_first.with_name("seal"))
    (mine_first / "notes.txt").write_text("mine")
    swapped = (other_first / "cases.parquet").stat().st_size
    written = seal_of(mine_first)["files"]["cases.parquet"]["bytes"]
    with opened([job()], Store(tmp_path), 20) as (run,), processes(1) as workers:
        said = {str(damage).removeprefix(f"{mine.folder.path / PARTS}/") for damage in run.folder.damages}
        assert said == {
            f"{other_first.name}  belongs to another run",
            f"{mine_first.name}/cases.parquet  has {swapped} bytes where {written} were written",
            f"{mine_first.name}/notes.txt  is no file of this run",
            "seal  is no file of this run",
        }  # fmt: skip
        assert gather([run], 20, workers).found == 4
        assert run.digests == mine.digests


def test_a_file_of_another_kind_in_the_place_of_a_seal_is_no_seal(tmp_path):
    (run,) = played([job()], 3, 1, tmp_path)
    (part,) = (run.folder.path / PARTS).iterdir()
    shutil.copy(run.folder.path / MANIFEST, part / "seal.json")
    assert [str(damage) for damage in kept_in(tmp_path).damages] == [f"{part / 'seal.json'}  belongs to another run"]


def test_a_part_that_is_damaged_while_it_is_read_is_a_problem(tmp_path):
    with opened([job()], Store(tmp_path), 3) as (run,), processes(1) as workers:
        gather([run], 3, workers)
        (part,) = run.folder.parts.values()
        flip(part.folder / "measures.arrow")
        with pytest.raises(InputError, match=r"measures\.arrow  has changed since it was written; ask again, and"):
            _ = run.several


def test_checksums_are_what_notices(tmp_path, monkeypatch):
    """The saboteur: without them a flipped byte in the measures is read as if nothing were the matter."""
    (run,) = played([job()], 3, 1, tmp_path)
    (part,) = run.folder.parts.values()
    flip(part.folder / "measures.arrow")
    monkeypatch.setattr("sim.store.part.sha256", lambda _: part.files["measures.arrow"][1])
    part.read("measures.arrow")
    monkeypatch.undo()
    with pytest.raises(DamagedError):
        part.read("measures.arrow")


def test_a_part_written_again_meanwhile_is_not_taken_away(tmp_path):
    (run,) = played([job()], 3, 1, tmp_path)
    (name,) = run.folder.parts
    file = run.folder.path / PARTS / name / "cases.parquet"
    whole = file.read_bytes()
    flip(file)
    late = kept_in(tmp_path)
    file.write_bytes(whole)
    late.set_aside()
    late.look()
    assert list(late.parts) == [name]


def disk_with(room: int) -> Callable[[Path, bytes], int]:
    """Write bytes on a disk with room for so many files: the last is cut short."""
    write_bytes, left = Path.write_bytes, iter(range(room))

    def write(path: Path, content: bytes) -> int:
        if next(left, None) is None:
            write_bytes(path, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write_bytes(path, content)

    return write


@pytest.mark.parametrize("room", [2, 3, 4, 5, 8])
def test_a_full_disk_loses_nothing_finished(tmp_path, monkeypatch, room):
    monkeypatch.setattr(Path, "write_bytes", disk_with(room))
    with opened([job()], Store(tmp_path / "runs"), 48) as (run,), processes(1) as workers:
        ended = gather([run], 48, workers)
        parts = max(room - 2, 0) // 3
        assert len(run.numbers) == ended.finished == 16 * parts
        assert str(ended.problem) == (
            f"{run.folder.path}  cannot be written: No space left on device; "
            "what is finished is kept; make room, or name another folder with --store, and ask again"
        )
        assert (ended.whole, ended.interrupted) == (False, False)
        assert [one.number for one in run.read(run.numbers)] == list(range(16 * parts))
        assert not list(run.folder.path.rglob(".*"))
    monkeypatch.undo()
    if not parts:
        assert not (tmp_path / "runs").exists()
    with opened([job()], Store(tmp_path / "runs"), 48) as (run,), processes(1) as workers:
        ended = gather([run], 48, workers)
        assert (ended.found, ended.whole, run.folder.damages) == (16 * parts, True, [])


def test_a_disk_that_is_full_at_the_first_file_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "write_bytes", disk_with(0))
    with (
        pytest.raises(InputError, match="cannot be written: No space left on device"),
        opened([job()], Store(tmp_path / "runs"), 3),
    ):
        pass
    assert not (tmp_path / "runs").exists()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 kB; only root can make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True, check=False
    )
    if not made or made.returncode:
        yield None
        return
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_real_full_disk(small_disk, tmp_path):
    """Where no disk can be made for the test, a file that stands in the way refuses as well."""
    if small_disk is None:
        small_disk = tmp_path / "file"
        small_disk.write_text("in the way")
        with pytest.raises(InputError, match="cannot be written"), opened([job()], Store(small_disk), 3):
            pass
        return
    with opened([job()], Store(small_disk), 640) as (run,), processes(1) as workers:
        ended = gather([run], 640, workers)
        assert "No space left on device" in str(ended.problem)
        assert 0 < len(run.several) == ended.finished < 640
    found = kept_in(small_disk)
    assert len(found.finished()) == ended.finished
    assert found.damages == []


def test_another_version_of_the_code_is_another_run(tmp_path, monkeypatch):
    (run,) = played([job()], 3, 1, tmp_path)
    monkeypatch.setattr("sim.experiment.run.code_version", lambda: "another")
    with opened([job()], Store(tmp_path), 3) as (other,):
        assert other.there == set()
        assert other.folder.path != run.folder.path


def test_every_source_that_decides_numbers_is_in_the_version(tmp_path):
    """One comment in any of them makes another version; one in a report does not."""
    house = Path(sys.modules["sim"].__file__).parent
    shutil.copytree(house, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))

    def version() -> str:
        code = "from sim.store.manifest import code_version; print(code_version())"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONPATH": str(tmp_path)}, cwd=tmp_path,
        )  # fmt: skip
        return done.stdout

    versions = [version()]
    for name in ("domain/order.py", "scenario/plan.py", "cases/draws.py", "engine/reference/clock.py",
                 "engine/compiled/clock.py", "measures/why.py", "tables.py", "units.py"):  # fmt: skip
        with (tmp_path / "sim" / name).open("a") as file:
            file.write("# changed\n")
        versions.append(version())
    assert len(set(versions)) == 9
    with (tmp_path / "sim" / "report" / "forms.py").open("a") as file:
        file.write("# changed\n")
    assert version() == versions[-1]
