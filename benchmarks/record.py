"""One file a run: what was found, on which machine, with which versions."""

import datetime as dt
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sim.experiment import cores

Run = Mapping[str, Any]
"""``taken`` (UTC), ``quick``, ``machine``, ``versions`` and ``parts``."""

PACKAGES = ("direktsim", "numpy", "numba", "simpy", "ciw", "cimba")
RESULTS = Path(__file__).with_name("results")


def machine() -> dict[str, Any]:
    """Return what the times depend on: the processor, its cores, and how busy they were when the run began."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {"processor": _processor(), "cores": cores(), "system": platform.system(), "load_at_start": load}


def versions() -> dict[str, str]:
    """Return the versions of Python and of all that is timed."""
    return {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def run_of(parts: Mapping[str, Any], about: Mapping[str, Any], *, quick: bool) -> Run:
    """Return what is kept of a run.

    Parameters
    ----------
    parts
        By name what was found.
    about
        The `machine`, asked before the run.
    quick
        The sizes were those of a trial; its times say little.
    """
    taken = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    return {"taken": taken, "quick": quick, "machine": about, "versions": versions(), "parts": parts}


def write(run: Run, folder: Path) -> Path:
    """Write a run.

    Parameters
    ----------
    run
        As `run_of` returns it.
    folder
        Where to; made if it is not there.

    Returns
    -------
    Path
        The file, named by the moment; one of quick sizes says so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = run["taken"].replace(" ", "-").replace(":", "")
    path = folder / f"{'quick-' if run['quick'] else ''}{moment}.json"
    path.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    return path


def newest(folder: Path) -> dict[str, Run]:
    """Return by part the newest run that has it; runs of quick sizes do not count."""
    found: dict[str, Run] = {}
    for path in sorted(folder.glob("[0-9]*.json")):
        run = json.loads(path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(run["parts"], run)
    return found


def _processor() -> str:
    """Name of the processor, where the system tells."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
