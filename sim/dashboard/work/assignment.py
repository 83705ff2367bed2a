"""An assignment: a folder of the store with what is asked, how far it is, and what came of it.

It lies in the store's folder ``work``, is named by its fingerprint, and holds ``request.json``, ``progress.json``,
``outcome.json``, the figures in ``result.json`` and, while somebody wants it ended, ``cancel``. Its lock is held by the
process that plays it, and the system lets go of the lock however that process ends. The folder ``queue`` beside it
names what is still to be played, the oldest first.
"""

import contextlib
import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sim.dashboard.work.request import DIGITS, Request
from sim.store.durable import UNFINISHED, make_folder, put_file
from sim.store.holding import IN_USE, held_alone

WORK = "work"
QUEUE = "queue"
REQUEST, PROGRESS, OUTCOME, RESULT = "request.json", "progress.json", "outcome.json", "result.json"
CANCEL, TRIES = "cancel", "tries"
MOST_TRIES = 2
"""How often an assignment is begun whose player was ended from outside."""


class State(StrEnum):
    """How far an assignment is; the last three are ends."""

    unknown = "unknown"
    waiting = "waiting"
    running = "running"
    finished = "finished"
    cancelled = "cancelled"
    refused = "refused"


ENDS = (State.finished, State.cancelled, State.refused)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an assignment is.

    Attributes
    ----------
    finished, asked
        Replications.
    """

    finished: int
    asked: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(self.finished / self.asked, 1.0) if self.asked else 0.0


class Assignment:
    """One assignment; any number of processes may look at it.

    Attributes
    ----------
    store
        Folder of the store.
    id
        Fingerprint of its request.
    folder
        Where it lies.
    """

    def __init__(self, store: Path, identity: str) -> None:
        if len(identity) != DIGITS or identity.strip("0123456789abcdef"):
            raise ValueError(f'"{identity}" names no assignment')
        self.store = store
        self.id = identity
        self.folder = store / WORK / identity

    @classmethod
    def of(cls, store: Path, request: Request) -> "Assignment":
        """Return the assignment of a request, whether or not it has ever been given."""
        return cls(store, request.fingerprint)

    @classmethod
    def every(cls, store: Path) -> "list[Assignment]":
        """Return every assignment that was given, the newest first."""
        folders = [one.parent for one in (store / WORK).glob(f"*/{REQUEST}")]
        folders = [one for one in folders if len(one.name) == DIGITS and not one.name.strip("0123456789abcdef")]
        return [cls(store, one.name) for one in sorted(folders, key=lambda one: -one.stat().st_mtime)]

    @classmethod
    def queued(cls, store: Path) -> "list[Assignment]":
        """Return what is to be played or being played, the oldest first."""
        places = sorted((store / WORK / QUEUE).glob("*"))
        return [cls(store, one.name.partition("-")[2]) for one in places if len(one.name.partition("-")[2]) == DIGITS]

    def give(self, request: Request) -> None:
        """Let it be played, unless it is finished or under way; one that was cancelled goes on where it was.

        Raises
        ------
        OSError
            The store cannot be written to.
        """
        if self.state in (State.finished, State.waiting, State.running):
            return
        make_folder(self.folder)
        for name in (CANCEL, OUTCOME, TRIES):  # figures stay until there are better ones
            (self.folder / name).unlink(missing_ok=True)
        (self.folder / IN_USE).touch()
        put_file(self.folder / REQUEST, json.dumps(request.as_json(), ensure_ascii=False).encode())
        make_folder(self.store / WORK / QUEUE)
        (self.store / WORK / QUEUE / f"{time.time_ns():020}-{self.id}").touch()

    def request(self) -> Request:
        """Return what is asked.

        Raises
        ------
        OSError, ValueError, KeyError, TypeError
            It was never given, or its file is damaged.
        """
        return Request.from_json(json.loads((self.folder / REQUEST).read_bytes()))

    @property
    def state(self) -> State:
        """How far it is."""
        outcome = self.outcome()
        if outcome is not None and outcome["state"] in ENDS:
            return State(outcome["state"])
        if not self._marks():
            return State.unknown
        with held_alone(self.folder) as alone:
            return State.waiting if alone else State.running

    @property
    def place(self) -> int:
        """How many stand before it in the queue."""
        ids = [one.id for one in self.queued(self.store)]
        return ids.index(self.id) if self.id in ids else 0

    def outcome(self) -> dict[str, Any] | None:
        """Return what has come of it so far: ``state`` and ``problems``."""
        return _read(self.folder / OUTCOME)

    def result(self) -> dict[str, Any] | None:
        """Return its figures, first ones too; None where there are none."""
        return _read(self.folder / RESULT)

    @property
    def has_result(self) -> bool:
        """There are figures, first ones at least."""
        return (self.folder / RESULT).is_file()

    @property
    def stamp(self) -> int:
        """Changes whenever the outcome does; 0 where there is none."""
        try:
            return (self.folder / OUTCOME).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def progress(self) -> Progress | None:
        """Return how far it is, None before anything is known."""
        said = _read(self.folder / PROGRESS)
        return Progress(said["finished"], said["asked"]) if said else None

    def cancel(self) -> None:
        """Let it end; what is finished is kept and shown."""
        if self.state in ENDS:
            return
        (self.folder / CANCEL).touch()
        with held_alone(self.folder) as alone:
            if alone:  # nobody has begun it
                self.end(State.cancelled)

    @property
    def cancelled(self) -> bool:
        """Somebody wants it ended."""
        return (self.folder / CANCEL).exists()

    def remove(self) -> None:
        """Take it away, unless it is being played; the runs it was made from stay in the store."""
        with held_alone(self.folder) as alone:
            if alone:
                self._unmark()
                shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Hold it alone while it is played; False if somebody else does, or it has ended meanwhile."""
        with held_alone(self.folder) as alone:
            yield alone and self.folder.is_dir() and bool(self._marks())

    def tries(self) -> int:
        """Count one more beginning; returns how many there have been."""
        said = _read(self.folder / TRIES) or {"tries": 0}
        _write(self.folder / TRIES, {"tries": said["tries"] + 1})
        return int(said["tries"]) + 1

    def tell(self, finished: int, asked: int) -> None:
        """Say how far it is."""
        _write(self.folder / PROGRESS, {"finished": finished, "asked": asked})

    def show(self, result: Mapping[str, Any]) -> None:
        """Show first figures while the rest is played."""
        _write(self.folder / RESULT, result)
        _write(self.folder / OUTCOME, {"state": State.running, "problems": []})

    def end(self, state: State, result: Mapping[str, Any] | None = None, problems: tuple[str, ...] = ()) -> None:
        """Say what came of it, for good; figures shown before stay where no others are given."""
        if result is not None:
            put_file(self.folder / RESULT, json.dumps(result, ensure_ascii=False).encode())
        content = {"state": state, "problems": list(problems)}
        put_file(self.folder / OUTCOME, json.dumps(content, ensure_ascii=False).encode())
        self._unmark()

    def _marks(self) -> list[Path]:
        return list((self.store / WORK / QUEUE).glob(f"*-{self.id}"))

    def _unmark(self) -> None:
        for mark in self._marks():
            mark.unlink(missing_ok=True)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Write JSON in one piece; it need not outlive a power cut."""
    beside = path.with_name(f".{path.name}{UNFINISHED}")
    beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    with contextlib.suppress(OSError, ValueError):
        content = json.loads(path.read_bytes())
        return content if isinstance(content, dict) else None
    return None
