"""The store: a folder for each run and for the points of each study, and what can be asked about them all.

Long because one class, whose questions all look at the same folders.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sim.errors import InputError, Problem
from sim.store.durable import UNFINISHED, make_folder, move_aside
from sim.store.holding import held, held_alone
from sim.store.kept_folder import MANIFEST, KeptFolder, refusing_store
from sim.store.manifest import FORMAT
from sim.store.points_folder import POINTS, PointsFolder
from sim.store.run_folder import RunFolder
from sim.store.sealed import Damage, DamagedError, unsealed

DIGITS = 16
"""Of the fingerprint, in the name of a run folder."""
SHORT = 7
"""Of the fingerprint, at least, where it is shown."""
Kind = Literal["run", "points"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One run of the store, or the points of one study, as it is listed.

    Attributes
    ----------
    folder
        Where it lies.
    kind
        ``run``, or ``points`` of sweeps and sensitivity.
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
        Replications that are there; that were asked for at most. Of points those of all variants together.
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
    kind: Kind
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
        run = RunFolder(self._place(manifest), manifest["fingerprint"])
        with self._begun(run, manifest, name, lambda: asked):
            yield run

    @contextmanager
    def begun_points(
        self, manifest: Mapping[str, Any], name: str, wanted: Mapping[str, Set[int]]
    ) -> Iterator[PointsFolder]:
        """Hold the points of a study while some are added and read; its folder is made if it is not there.

        Parameters
        ----------
        manifest
            Of which study.
        name
            Its name, if it is new.
        wanted
            Replications that are asked for, by variant.

        Yields
        ------
        PointsFolder
            With what is there already. One in which nothing was finished in the end is taken away.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        points = PointsFolder(self._place(manifest), manifest["fingerprint"])
        with self._begun(points, manifest, name, lambda: points.number_with(wanted)):
            yield points

    def _place(self, manifest: Mapping[str, Any]) -> Path:
        return self.root / str(manifest["fingerprint"])[:DIGITS]

    @contextmanager
    def _begun(
        self, folder: KeptFolder, manifest: Mapping[str, Any], name: str, asked: Callable[[], int]
    ) -> Iterator[None]:
        try:
            with self._holding(folder):
                folder.look()
                folder.begin(manifest, name, asked())
                folder.set_aside()
                yield
        finally:
            self._remove_empty(folder)

    def _remove_empty(self, folder: KeptFolder) -> None:
        """Take a folder away in which nothing is finished, and the store if it is the only one."""
        if folder.number or not folder.path.is_dir():
            return
        folder.look()  # another process may have finished something
        if not folder.number:
            self.remove(folder.path)
            with contextlib.suppress(OSError):  # others are there
                self.root.rmdir()

    @contextmanager
    def _holding(self, run: KeptFolder) -> Iterator[None]:
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

    def short(self, run: KeptFolder) -> str:
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

    def about(self, run: Kept) -> dict[str, Any]:
        """Return the manifest of a run: the whole scenario, seed, recorded cases.

        Raises
        ------
        InputError
            It is damaged, or gone.
        """
        try:
            return _opened(run.folder, run.folder.name).manifest()
        except DamagedError as error:
            raise InputError([Problem(error.damage.what, file=error.damage.file)]) from error

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
        _opened(found.folder, found.folder.name).rename(name)
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
    run = _opened(folder, str(manifest.get("fingerprint", folder.name)))
    name, asked = str(manifest.get("name", folder.name)), int(manifest.get("replications_asked", 0))
    finished = int(manifest.get("replications_finished", 0))
    if same_layout:
        run.look(thorough=thorough)
        finished = asked = run.number
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
        kind="points" if isinstance(run, PointsFolder) else "run",
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


def _opened(folder: Path, fingerprint: str) -> KeptFolder:
    """Return what lies in a folder of the store: points are known by where they stand, whatever is damaged."""
    return (PointsFolder if (folder / POINTS).is_dir() else RunFolder)(folder, fingerprint)


def _size(folder: Path) -> int:
    """Return the bytes of a folder, whatever comes and goes in it meanwhile."""
    size = 0
    for where, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                size += Path(where, name).stat().st_size
    return size
