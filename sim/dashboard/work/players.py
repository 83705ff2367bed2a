"""Sees to it that somebody plays: one warm process more than there is work, and never more than cores."""

import os
import subprocess
import sys
from pathlib import Path

from sim.dashboard.work.assignment import Assignment
from sim.dashboard.work.player import READY, SAID, place_of
from sim.experiment.workers import cores
from sim.store.durable import make_folder
from sim.store.holding import held_alone

_started: dict[Path, subprocess.Popen[bytes]] = {}
"""By place, so that those that have ended are taken leave of."""


def ensure_players(store: Path) -> None:
    """Start processes where they are wanted; cheap enough to be asked by every page.

    They are detached: they outlive the dashboard, and finish what was asked for.

    Raises
    ------
    OSError
        The store cannot be written to.
    """
    places = [place_of(store, number) for number in range(cores())]
    free = [place for place in places if not _taken(place)]
    wanted = min(len(Assignment.queued(store)) + 1, len(places))
    for place in free[: max(wanted - (len(places) - len(free)), 0)]:
        _start(store, place)


def ready(store: Path) -> bool:
    """Tell whether somebody is there who need not warm up first."""
    places = [place_of(store, number) for number in range(cores())]
    return any(_taken(place) and (place / READY).exists() for place in places)


def _taken(place: Path) -> bool:
    with held_alone(place) as alone:
        return not alone or (place in _started and _started[place].poll() is None)


def _start(store: Path, place: Path) -> None:
    make_folder(place)
    command = [sys.executable, "-m", "sim.dashboard.work", str(store.resolve()), place.name.rpartition("-")[2]]
    path = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, [os.environ.get("PYTHONPATH")])])
    with (place / SAID).open("wb") as said:
        _started[place] = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
