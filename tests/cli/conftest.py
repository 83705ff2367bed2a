"""A clinic small enough to be played in a moment, and the command line in this process and in another."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.experiment import Job, compile_for
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of

CLINIC = """\
question: What do patients wait for at a clinic in a test?
horizon: { from: 2026-01-05, weeks: 2, warm_up_weeks: 0 }
replications: 2
units:
  ekhult: { provider: region, listed: 8250 }
people:
  nurse: { unit: ekhult, role: nurse, week: { mon-fri: [08:00-12:00, 12:45-17:00] } }
  physiotherapist: { unit: ekhult, role: physiotherapist, week: { mon-fri: [11:30-12:00, 16:00-16:30] } }
  counsellor: { unit: ekhult, role: counsellor, week: { mon-fri: [13:00-13:45] } }
  physician: { unit: ekhult, role: physician, week: { mon-fri: [11:00-11:30, 15:00-15:30] } }
  medical_admin: { unit: ekhult, role: medical_admin, week: { mon-fri: [08:00-12:00, 13:00-17:00] } }
"""

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    """Compile everything before anything is read off a screen: on a fresh machine the first run would say so there."""
    scenario = load_text(CLINIC).scenario
    compile_for(Job("clinic", scenario, plan_of(scenario), seed=1))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with clinic.yaml."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text(CLINIC)
    return tmp_path


@pytest.fixture
def direktsim(desk: Path) -> Callable[..., Result]:  # noqa: ARG001 - works there
    """The command line in this process, 80 columns wide unless told."""

    def run(*args: str, width: int = 80) -> Result:
        return CliRunner(env={"COLUMNS": str(width)}).invoke(app, args)

    return run


@pytest.fixture
def process(desk: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line in a process of its own."""

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        environment = {"COLUMNS": "120"} | os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-m", "sim", *args], capture_output=True, text=True, cwd=desk, env=environment, check=False
        )

    return run
