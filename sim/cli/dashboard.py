"""The command that starts the dashboard."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.play import RUNS, StoreFolder
from sim.errors import InputError, Problem
from sim.scenario.shipped import shipped

FOLDER = Path("scenarios")


def dashboard(
    store: StoreFolder = RUNS,
    scenarios: Annotated[
        Path, typer.Option("--scenarios", metavar="FOLDER", help="Where scenario files are looked for.")
    ] = FOLDER,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody may change or compute anything.")] = False,
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="Port on this machine.")] = 8501,
) -> None:
    """Open the dashboard: change a roster, see who waits less and who waits more.

    It is for the browser on this machine: http://127.0.0.1:8501. What it computes is kept in the store like the runs
    of other commands, by processes of its own that go on when the page or the dashboard is closed. Ctrl-C ends it.

    Examples:
      direktsim dashboard
      direktsim dashboard --read-only --port 8600
    """
    from sim.dashboard.settings import Settings

    folder = shipped()
    if scenarios == FOLDER and not scenarios.is_dir():
        scenarios = folder
    if not scenarios.is_dir():
        raise InputError([Problem("is no folder; name one with scenario files", file=scenarios, place="--scenarios")])
    environment = {**os.environ, **Settings(store, scenarios, read_only).environment()}
    print(f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    try:
        ended = subprocess.run(command, cwd=folder.parent, env=environment, check=False)
    except KeyboardInterrupt:
        return
    raise typer.Exit(max(ended.returncode, 0))
