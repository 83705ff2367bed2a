"""The folder of one run: what is played, under which name, and its parts, each whole or not there."""

import contextlib
import shutil
from collections.abc import Iterable, Mapping, Set
from functools import partial
from pathlib import Path
from typing import Any

from sim.store.durable import UNFINISHED, make_folder, move_aside, put_file, refusing
from sim.store.manifest import FORMAT
from sim.store.part import EVENTS, Part, open_part, put_part
from sim.store.sealed import FOREIGN, MISSING, UNKNOWN, Damage, DamagedError, sealed, unsealed

MANIFEST = "manifest.json"
LABEL = "label.json"
PARTS = "parts"
INSTEAD = "what is finished is kept; make room, or name another folder with --store, and ask again"

refusing_store = partial(refusing, instead=INSTEAD)
"""The store cannot be written to: said with what can be done."""


class RunFolder:
    """One run on disk; several processes may read it and write to it at the same time.

    Nothing is read that is not what was written: such files stand in `damages` and their replications count as not
    there. Parts of the same replications, from two processes, say the same; one of them is read.

    Attributes
    ----------
    path
        The folder.
    fingerprint
        Of the run.
    parts
        Parts that are what was written, by name.
    damages
        Files that are not.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self.fingerprint = fingerprint
        self.parts: dict[str, Part] = {}
        self.damages: list[Damage] = []
        self._seen: set[str] = set()
        self._finished: dict[bool, set[int]] = {False: set(), True: set()}

    def manifest(self) -> dict[str, Any]:
        """Return what is played.

        Raises
        ------
        DamagedError
            The file is missing, has changed or is another run's.
        """
        content = unsealed(self.path / MANIFEST, "format", "fingerprint")
        if content["format"] == FORMAT and not content["fingerprint"].startswith(self.fingerprint):
            raise DamagedError(self.path / MANIFEST, FOREIGN)
        return content

    def label(self) -> tuple[str, int]:
        """Return the name of the run and how many replications were asked for at most.

        Raises
        ------
        DamagedError
            The file is missing or has changed.
        """
        content = unsealed(self.path / LABEL, "name", "asked")
        return content["name"], content["asked"]

    def begin(self, manifest: Mapping[str, Any], name: str, asked: int) -> None:
        """Write down what is played, where that is not there or damaged; more may be asked for than before.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        with refusing_store(self.path):
            make_folder(self.path / PARTS)
            try:
                self.manifest()
            except DamagedError as error:
                self.note(error)
                put_file(self.path / MANIFEST, sealed(manifest))
            try:
                named, before = self.label()
            except DamagedError as error:
                self.note(error)
                named, before = name, 0
            if asked > before:
                put_file(self.path / LABEL, sealed({"name": named, "asked": asked}))

    def rename(self, name: str) -> None:
        """Give the run another name.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        try:
            asked = self.label()[1]
        except DamagedError:
            asked = len(self.finished())
        with refusing_store(self.path):
            put_file(self.path / LABEL, sealed({"name": name, "asked": asked}))

    def look(self, *, thorough: bool = True) -> None:
        """Take in the parts that have come since the last look.

        Parameters
        ----------
        thorough
            Compare every file with its checksum, not with its length only.
        """
        folder = self.path / PARTS
        names = {one.name for one in folder.iterdir()} if folder.is_dir() else set()
        for name in sorted(names - self._seen):
            if not name.endswith(UNFINISHED):
                self._seen.add(name)
                self._take_in(folder / name, thorough=thorough)

    def _take_in(self, folder: Path, *, thorough: bool) -> None:
        if not folder.is_dir():
            self.damages.append(Damage(folder, UNKNOWN))
            return
        try:
            part = open_part(folder, self.fingerprint)
        except DamagedError as error:
            self.damages.append(error.damage)
            return
        damages = part.damages(thorough=thorough)
        if not damages:
            self._take(part)
        self.damages += [*damages, *part.strangers()]

    def _take(self, part: Part) -> None:
        self._seen.add(part.folder.name)
        self.parts[part.folder.name] = part
        self._finished[False] |= part.digests.keys()
        if EVENTS in part.files:
            self._finished[True] |= part.digests.keys()

    def finished(self, *, events: bool = False) -> Set[int]:
        """Return the replications that are there, with their events if these are asked for; grows as they come."""
        return self._finished[events]

    def digests(self) -> dict[int, str]:
        """Return the SHA-256 of every log, by replication."""
        found = {number: digest for part in self.parts.values() for number, digest in part.digests.items()}
        return dict(sorted(found.items()))

    def holding(self, numbers: Iterable[int], *, events: bool = False) -> list[tuple[Part, list[int]]]:
        """Return which parts to read for some replications, and which of them in each; by replication."""
        wanted, chosen = set(numbers), []
        for _, part in sorted(self.parts.items()):
            mine = sorted(wanted & part.digests.keys())
            if mine and (not events or EVENTS in part.files):
                chosen.append((part, mine))
                wanted -= set(mine)
        return sorted(chosen, key=lambda one: one[1])

    def add(self, digests: Mapping[int, str], files: Mapping[str, bytes]) -> None:
        """Keep finished replications; they are on the disk when this returns.

        Raises
        ------
        InputError
            The place cannot be written to, or the disk is full.
        """
        with refusing_store(self.path):
            part = put_part(self.path / PARTS, self.fingerprint, digests, files)
        self._take(part)

    def tidy(self) -> None:
        """Take away what killed processes left half-written; only for who holds the run alone."""
        for folder in (self.path, self.path / PARTS):
            for left in folder.glob(f".*{UNFINISHED}"):
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)

    def set_aside(self) -> None:
        """Take away parts with damaged files, so that their replications can be written again.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        folder = self.path / PARTS
        inside = (damage.file.relative_to(folder) for damage in self.damages if folder in damage.file.parents)
        for name in sorted({file.parts[0] for file in inside} - self.parts.keys()):
            if (folder / name).is_dir():
                with refusing_store(self.path), contextlib.suppress(FileNotFoundError):  # another was quicker
                    aside = move_aside(folder / name)
                    if self._is_whole(aside):  # written again by another process since we looked
                        with contextlib.suppress(OSError):  # and once more
                            aside.rename(folder / name)
                    shutil.rmtree(aside, ignore_errors=True)
                self._seen.discard(name)

    def _is_whole(self, folder: Path) -> bool:
        try:
            return not open_part(folder, self.fingerprint).damages()
        except DamagedError:
            return False

    def note(self, error: DamagedError) -> None:
        """Remember a damaged file; in a run that only begins nothing is missing yet."""
        if error.damage.what != MISSING or self.parts or self.damages:
            self.damages.append(error.damage)
