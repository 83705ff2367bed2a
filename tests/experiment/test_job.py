"""A job travels with every task and is unpacked once by each process: what follows from it is worked out once."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace

from sim.experiment import Job, Recorded, play, processes
from sim.experiment.job import UNPACKED
from sim.experiment.spread import spread
from tests.experiment.scenes import BUSIER, ROOT, job


def seen(one: Job) -> tuple[int, int, int]:
    return os.getpid(), id(one.scenario), id(one.plan)


def test_a_process_hands_out_the_job_that_it_has():
    one, other = pickle.dumps(job()), pickle.dumps(job(BUSIER))
    first, second, different = pickle.loads(one), pickle.loads(one), pickle.loads(other)
    assert first is second
    assert different is not first
    assert play(first, 0).digest == play(job(), 0).digest != play(different, 0).digest


def test_every_process_of_several_unpacks_a_job_once():
    got: set[tuple[int, int, int]] = set()
    one = job()
    with processes(2) as workers:
        spread(seen, [one] * 40, workers, lambda result: not got.add(result))
    assert len(got) == len({pid for pid, _, _ in got})


def test_what_differs_in_anything_is_another_job(tmp_path):
    (tmp_path / "cases.csv").write_text("arrival\n")
    one = job()
    recorded = Recorded.read(tmp_path / "cases.csv")
    others = [
        replace(one, name="else"), replace(one, seed=4), replace(one, trace=recorded), replace(one, keep_events=True),
        replace(one, engine="reference"), replace(one, trace=replace(recorded, content=b"")),
    ]  # fmt: skip
    arrived = [pickle.loads(pickle.dumps(each)) for each in (one, *others)]
    assert len({id(each) for each in arrived}) == len(arrived)
    for sent, came in zip((one, *others), arrived, strict=True):
        assert [getattr(came, name) for name in ("name", "scenario", "seed", "trace", "keep_events", "engine")] == [
            getattr(sent, name) for name in ("name", "scenario", "seed", "trace", "keep_events", "engine")
        ]


def test_jobs_that_nobody_sends_any_longer_are_forgotten():
    first = pickle.dumps(job())
    before = pickle.loads(first)
    for seed in range(100, 100 + UNPACKED):
        pickle.loads(pickle.dumps(job(seed=seed)))
    assert pickle.loads(first) is not before


EVERYTHING = """\
from importlib import import_module
from pathlib import Path

import sim
from sim import compiling
from sim.experiment import compile_for
from tests.experiment.scenes import job

if __name__ == "__main__":
    compile_for(job())
    house = Path(sim.__file__).parent
    rooms = [import_module(".".join(("sim", *path.relative_to(house).with_suffix("").parts)))
             for path in house.glob("*/compiled/*.py") if path.stem != "__init__"]
    called = {f"{room.__name__.rpartition('.')[2]}.{name}" for room in rooms
              for name, one in vars(room).items() if getattr(one, "signatures", None)}
    print(sorted(set(compiling.ENTRIES) - called))
"""


def test_what_is_compiled_beforehand_is_all_that_runs_and_comparisons_call(tmp_path):
    """What is left out is compiled in the middle of a run, and every run would say again that it compiles."""
    (tmp_path / "everything.py").write_text(EVERYTHING)
    said = subprocess.run(
        [sys.executable, "everything.py"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert said == "[]\n"
