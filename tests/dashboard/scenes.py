"""A small world for the dashboard: the names of the first comparison, over three weeks."""

import os
import shutil
import signal
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from sim.dashboard.watching import ANSWERED
from sim.dashboard.work import Assignment, Request, State, Written, player
from sim.dashboard.work.player import PID, PLAYERS
from sim.scenario.files import load

BUSY = """
question: What do patients wait for?
horizon: { from: 2026-01-05, weeks: 3, warm_up_weeks: 1 }
units: { tallgarden: { provider: region, listed: 19700, cases_per_day: 25 } }
people:
  nurse-1: { unit: tallgarden, role: nurse, coordinator: true, week: { mon-fri: [08:00-17:00] } }
  nurse-2: { unit: tallgarden, role: nurse, week: { mon: [13:00-17:00] } }
  physician: { unit: tallgarden, role: physician, week: { mon-fri: [10:00-11:00] } }
  medical_admin: { unit: tallgarden, role: medical_admin, week: { mon-fri: [08:00-17:00] } }
"""
MOVED = """
question: Does moving the nurse to Monday morning help?
extends: busy_clinic.yaml
people: { nurse-2: { week: { mon: [08:00-12:00] } } }
"""
BRANCH = """
question: What do a clinic's and its branch's patients wait for?
horizon: { from: 2026-01-05, weeks: 3, warm_up_weeks: 1 }
units:
  almby: { provider: region, cases_per_day: 20 }
  bruk: { branch_of: almby, cases_per_day: 5 }
people:
  nurse: { unit: almby, role: nurse, coordinator: true, week: { mon-fri: [08:00-17:00] } }
  physician: { unit: almby, role: physician, week: { mon-fri: [10:00-11:00] } }
  medical_admin: { unit: almby, role: medical_admin, week: { mon-fri: [08:00-17:00] } }
  bruk-nurse: { unit: bruk, role: nurse, week: { mon-fri: [08:00-12:00, 13:00-15:00] } }
  bruk-physician: { unit: bruk, role: physician, week: { tue: [10:00-11:00] } }
"""
CLOSED = """
question: What does a training day cost?
horizon: { from: 2026-02-02, weeks: 2, warm_up_weeks: 1 }
units:
  tallgarden: { provider: region, cases_per_day: 25 }
  rosengard: { provider: region, cases_per_day: 5 }
people:
  nurse: { unit: tallgarden, role: nurse, count: 2, week: { mon-fri: [08:00-17:00] } }
  physician: { unit: tallgarden, role: physician, week: { mon-fri: [10:00-12:00] } }
  medical_admin: { unit: tallgarden, role: medical_admin, week: { mon-fri: [08:00-17:00] } }
  helper: { unit: rosengard, role: nurse, week: { mon-fri: [08:00-12:00, 12:45-17:00] } }
  helping_physician: { unit: rosengard, role: physician, week: { mon: [10:00-12:00] } }
  helping_admin: { unit: rosengard, role: medical_admin, week: { mon-fri: [08:00-17:00] } }
closures:
  - { unit: tallgarden, from: 2026-02-11 08:00, until: 2026-02-11 17:00, covered_by: rosengard, permission: true }
"""


def page_of(name: str, **link: str) -> AppTest:
    """A page by itself, with what its link says: the frame's navigation cannot be told which page to open."""
    drawn = f"""
from sim.dashboard.pages.{name} import show
from sim.dashboard.watching import watching

with watching():
    show()
"""
    app = AppTest.from_string(drawn, default_timeout=60)
    app.session_state[ANSWERED] = True
    for key, value in link.items():
        app.query_params[key] = value
    return app


def scenario_folder(folder: Path) -> Path:
    """Write the scenarios of the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "busy_clinic.yaml").write_text(BUSY, encoding="utf-8")
    (folder / "moved_nurse.yaml").write_text(MOVED, encoding="utf-8")
    (folder / "branch_redirected.yaml").write_text(BRANCH, encoding="utf-8")
    (folder / "closure_covered.yaml").write_text(CLOSED, encoding="utf-8")
    return folder


def asked(folder: Path, *, replications: int = 5, seed: int = 1, kind: str = "compare") -> Request:
    """Return a request for the comparison of the two."""
    scenarios = tuple(Written.of(name, load(folder / f"{name}.yaml")) for name in ("busy_clinic", "moved_nurse"))
    return Request(kind, scenarios, seed, replications, {"margins": {"share": 0.02, "seconds": 60}})


def play_once(store: Path, kept: Path) -> None:
    """Play what waits in a store, or take what another test has played of it."""
    for one in Assignment.queued(store):
        if (kept / one.id).is_dir():
            shutil.copytree(kept / one.id, one.folder, dirs_exist_ok=True)
            one.end(State.finished)
    while player.play_next(store):
        pass
    for one in Assignment.every(store):
        shutil.copytree(one.folder, kept / one.id, dirs_exist_ok=True)


def end_players(store: Path) -> None:
    """End the processes that play for a store, and wait until they have gone."""
    for file in (store / "work" / PLAYERS).glob(f"*/{PID}"):
        number = int(file.read_text())
        try:
            os.kill(number, signal.SIGTERM)
        except ProcessLookupError:
            continue
        for _ in range(100):
            try:
                if os.waitpid(number, os.WNOHANG)[0]:
                    break
            except ChildProcessError:  # another process's child
                if not Path(f"/proc/{number}").exists():
                    break
            time.sleep(0.05)


def wait_for_end(assignment: Assignment, seconds: float = 120) -> str:
    """Wait until an assignment has ended; returns how."""
    until = time.monotonic() + seconds
    while assignment.state in ("waiting", "running"):
        assert time.monotonic() < until, f"{assignment.state} after {seconds} s"
        time.sleep(0.05)
    return str(assignment.state)
