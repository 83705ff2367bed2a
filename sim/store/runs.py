"""The store: a folder with a run folder for each fingerprint, and what can be asked about them all."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sim.errors import InputError, Problem
from sim.store.durable import UNFINISHED, make_folder, move_aside
from sim.store.holding import held, held_alone
from sim.store.manifest import FORMAT
from sim.store.run_folder import MANIFEST, RunFolder, refusing_store
from sim.store.sealed import Damage, DamagedError, unsealed

DIGITS = 16
"""Of the fingerprint, in the name of a run folder."""
SHORT = 7
"""Of the fingerprint, at least, where it is shown."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One run of the store, as it is listed.

    Attributes
    ----------
    folder
        Where it lies.
    id
        The shortest beginning of its folder's name that no other run has, of at least seven characters.
    name
        Its name.
    made
        When it was begun, in UTC; empty if that cannot be read.
    seed
        Seed of the draws; None if that cannot be read.
    question
        The scenario's.
    finished, asked
        Replications that are there; that were asked for at most.
    size
        Bytes on the disk.
    in_use
        A live process writes to it.
    current
        Made by this version of the code, so that it can be read and added to.
    damages
        Files that are not what was written.
    """

    folder: Path
    id: str
    name: str
    made: str
    seed: int | None
    question: str
    finished: int
    asked: int
    size: int
    in_use: bool
    current: bool
    damages: tuple[Damage, ...]

    @property
    def unfinished(self) -> bool:
        """Fewer replications are there than were asked for."""
        return self.current and self.finished < self.asked

    def begun_before(self, moment: datetime) -> bool:
        """Tell whether the run is known to have been begun before a moment."""
        try:
            return datetime.fromisoformat(self.made) < moment
        except ValueError:
            return False

    def as_json(self) -> dict[str, Any]:
        """Return the same for ``--json``."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "folder": str(self.folder), "damages": [str(damage) for damage in self.damages]}


class Store:
    """Runs on disk.

    Attributes
    ----------
    root
        The folder; made when the first run is begun.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def begun(self, manifest: Mapping[str, Any], name: str, asked: int) -> Iterator[RunFolder]:
        """Hold the run of a manifest while replications are added and read; it is made if it is not there.

        Parameters
        ----------
        manifest
            What is played.
        name
            Name of the run, if it is new.
        asked
            Replications that are asked for.

        Yields
        ------
        RunFolder
            With what is there already. One in which nothing was finished in the end is taken away.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        fingerprint = manifest["fingerprint"]
        run = RunFolder(self.root / fingerprint[:DIGITS], fingerprint)
        try:
            with self._holding(run):
                run.look()
                run.begin(manifest, name, asked)
                run.set_aside()
                yield run
        finally:
            self._remove_empty(run)

    def _remove_empty(self, run: RunFolder) -> None:
        """Take a run away in which nothing is finished, and the store if it is the only one."""
        if run.parts or not run.path.is_dir():
            return
        run.look()  # another process may have finished something
        if not run.parts:
            self.remove(run.path)
            with contextlib.suppress(OSError):  # other runs are there
                self.root.rmdir()

    @contextmanager
    def _holding(self, run: RunFolder) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            while True:
                with refusing_store(self.root):
                    make_folder(run.path)
                    try:
                        stack.enter_context(held(run.path, run.tidy))
                    except FileNotFoundError:  # taken away in between
                        continue
                break
            yield

    def runs(self, code: str, *, thorough: bool = False) -> list[Kept]:
        """Return every run, the newest first.

        Parameters
        ----------
        code
            Version of the code that asks.
        thorough
            Compare every file with its checksum, not with its length only.
        """
        if not self.root.is_dir():
            return []
        found = {one: manifest for one in sorted(self.root.iterdir()) if (manifest := _manifest(one)) is not None}
        names = [folder.name for folder in found]
        kept = [
            _kept(folder, manifest, shortest(folder.name, names), code, thorough=thorough)
            for folder, manifest in found.items()
        ]
        return sorted(kept, key=lambda one: one.made, reverse=True)

    def short(self, run: RunFolder) -> str:
        """Return the shortest id of a run that no other run has, of at least seven characters."""
        return shortest(run.path.name, [one.name for one in self.root.iterdir()])

    def find(self, wanted: str, code: str, *, thorough: bool = False) -> Kept:
        """Return the run with an id, or the beginning of one, or a name; for the rest see `runs`.

        Raises
        ------
        InputError
            No run has it, or several have.
        """
        runs = self.runs(code, thorough=thorough)
        named = [one for one in runs if one.name == wanted]
        fitting = named or [one for one in runs if wanted and one.folder.name.startswith(wanted)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            ids = ", ".join(one.id for one in fitting)
            raise InputError([Problem(f'"{wanted}" fits {len(fitting)} runs; write one of {ids}', file=self.root)])
        raise InputError([Problem(f'"{wanted}" is no run here; "direktsim runs" lists them', file=self.root)])

    def rename(self, wanted: str, name: str, code: str) -> Kept:
        """Give a run another name; returns it as it was.

        Raises
        ------
        InputError
            No run, or several, fit what is wanted; the name is none; or the run was made by another version.
        """
        found = self.find(wanted, code)
        if not name.strip() or not name.isprintable():
            raise InputError([Problem(f'"{name}" is no name; write one that can be read', file=found.folder)])
        if not found.current:
            raise InputError([Problem("was made by another version and is not written to", file=found.folder)])
        RunFolder(found.folder, found.folder.name).rename(name)
        return found

    def remove(self, folder: Path) -> bool:
        """Take a run away unless a live process writes to it; tells whether it is gone.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        with held_alone(folder) as alone:
            if not alone:
                return False
            with refusing_store(folder):
                shutil.rmtree(move_aside(folder))
                for left in self.root.glob(f".{'[0-9a-f]' * DIGITS}.*{UNFINISHED}"):  # a killed process's too
                    shutil.rmtree(left, ignore_errors=True)
            return True


def shortest(name: str, names: Sequence[str]) -> str:
    """Return the shortest beginning of a name, of at least seven characters, that no other name has."""
    others = [one for one in names if one != name]
    lengths = (length for length in range(SHORT, len(name)) if not any(one.startswith(name[:length]) for one in others))
    return name[: next(lengths, len(name))]


def _manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a run folder, empty if it is damaged; None for anything else, exported tables too."""
    if folder.is_dir() and len(folder.name) == DIGITS and not folder.name.strip("0123456789abcdef"):
        try:
            return unsealed(folder / MANIFEST)
        except DamagedError:
            return {}
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        return content if isinstance(content["format"], int) and content["format"] < FORMAT else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _kept(folder: Path, manifest: Mapping[str, Any], short: str, code: str, *, thorough: bool) -> Kept:
    same_layout = manifest.get("format", FORMAT) == FORMAT
    run = RunFolder(folder, str(manifest.get("fingerprint", folder.name)))
    name, asked = str(manifest.get("name", folder.name)), int(manifest.get("replications_asked", 0))
    finished = int(manifest.get("replications_finished", 0))
    if same_layout:
        run.look(thorough=thorough)
        finished = asked = len(run.finished())
        for read in (run.manifest, run.label):
            try:
                read()
            except DamagedError as error:
                run.note(error)
        with contextlib.suppress(DamagedError):
            name, before = run.label()
            asked = max(asked, before)
    with held_alone(folder) if same_layout else contextlib.nullcontext(True) as alone:
        in_use = not alone
    return Kept(
        folder=folder,
        id=short,
        name=name,
        made=str(manifest.get("made", "")),
        seed=manifest.get("seed"),
        question=str(manifest.get("scenario", {}).get("question", "")),
        finished=finished,
        asked=asked,
        size=_size(folder),
        in_use=in_use,
        current=same_layout and manifest.get("code", code) == code,
        damages=tuple(run.damages),
    )


def _size(folder: Path) -> int:
    """Return the bytes of a folder, whatever comes and goes in it meanwhile."""
    size = 0
    for where, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                size += Path(where, name).stat().st_size
    return size
