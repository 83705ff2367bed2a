"""A clinic whose replications are played in a moment, and a command that plays them in processes of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sim.experiment import Job, Run, gather, opened, processes
from sim.experiment.run import manifest_of
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from sim.store import RunFolder, Store

ROOT = Path(__file__).parents[2]

CLINIC = """\
question: Are the numbers the same?
horizon: { from: 2026-01-05, weeks: 1, warm_up_weeks: 0 }
units:
  ekhult: { provider: region, cases_per_day: 10 }
people:
  nurse: { unit: ekhult, role: nurse, week: { mon-fri: [08:00-12:00, 12:45-17:00] } }
  physician: { unit: ekhult, role: physician, week: { mon-fri: [11:00-11:30, 15:00-15:30] } }
"""
BUSIER = CLINIC + "demand: { factor: 1.5 }\n"

COMMAND = """\
import json, sys
from pathlib import Path
from sim.experiment import gather, opened, processes
from sim.store import Store
from tests.experiment.scenes import job

def told(finished):
    print(finished, flush=True)

if __name__ == "__main__":
    store, replications, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with opened([job()], Store(store), replications) as (run,), processes(number) as workers:
        gather([run], replications, workers, progress=told)
"""
"""Plays the clinic and prints the number of finished replications whenever some are on the disk."""


def job(text: str = CLINIC, name: str = "clinic", seed: int = 3, *, keep_events: bool = False) -> Job:
    scenario = load_text(text).scenario
    return Job(name, scenario, plan_of(scenario), seed, keep_events=keep_events)


def played(jobs: list[Job], replications: int, number: int, store: Path) -> list[Run]:
    """Play, and read everything."""
    with opened(jobs, Store(store), replications) as runs, processes(number) as workers:
        assert gather(runs, replications, workers).whole
        assert [len(run.several) for run in runs] == [replications] * len(runs)
    return runs


def same(one: Run, other: Run) -> bool:
    return one.digests == other.digests and all(
        np.array_equal(values, right[name])
        for left, right in ((one.several.arrays, other.several.arrays), (one.several.cases, other.several.cases))
        for name, values in left.items()
    )


def kept_in(store: Path, one: Job | None = None) -> RunFolder:
    """The folder of a run, looked at."""
    fingerprint = manifest_of(one or job())["fingerprint"]
    run = RunFolder(store / fingerprint[:16], fingerprint)
    run.look()
    return run


def command(store: Path, replications: int, number: int) -> "subprocess.Popen[str]":
    """Play the clinic in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(store), str(replications), str(number)],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=store.parent, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def seal_of(part: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((part / "seal.json").read_text())
    return content
