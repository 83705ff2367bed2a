"""What every folder of the store has: what is played, under which name, and files, each whole or not there."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from sim.store.durable import UNFINISHED, make_folder, put_file, refusing
from sim.store.manifest import FORMAT
from sim.store.sealed import FOREIGN, MISSING, Damage, DamagedError, sealed, unsealed

MANIFEST = "manifest.json"
LABEL = "label.json"
INSTEAD = "what is finished is kept; make room, or name another folder with --store, and ask again"

refusing_store = partial(refusing, instead=INSTEAD)
"""The store cannot be written to: said with what can be done."""


class KeptFolder(ABC):
    """A folder of the store; several processes may read it and write to it at the same time.

    Nothing is read that is not what was written: such files stand in `damages` and their replications count as not
    there.

    Attributes
    ----------
    inside
        Name of the folder in it that holds what is finished.
    path
        The folder.
    fingerprint
        Of what is played.
    damages
        Files that are not what was written.
    """

    inside: ClassVar[str]

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self.fingerprint = fingerprint
        self.damages: list[Damage] = []
        self._seen: set[str] = set()

    @property
    @abstractmethod
    def number(self) -> int:
        """Replications that are there."""

    @abstractmethod
    def take_in(self, place: Path, *, thorough: bool) -> None:
        """Take in what has come under a name that was not there at the last look."""

    @abstractmethod
    def set_aside(self) -> None:
        """Take away what is damaged, so that its replications can be written again.

        Raises
        ------
        InputError
            The place cannot be written to.
        """

    def look(self, *, thorough: bool = True) -> None:
        """Take in what has come since the last look.

        Parameters
        ----------
        thorough
            Compare every file with its checksum, even where that takes long.
        """
        folder = self.path / self.inside
        names = {one.name for one in folder.iterdir()} if folder.is_dir() else set()
        for name in sorted(names - self._seen):
            if not name.endswith(UNFINISHED):
                self._seen.add(name)
                self.take_in(folder / name, thorough=thorough)

    def manifest(self) -> dict[str, Any]:
        """Return what is played.

        Raises
        ------
        DamagedError
            The file is missing, has changed or is another folder's.
        """
        content = unsealed(self.path / MANIFEST, "format", "fingerprint")
        if content["format"] == FORMAT and not content["fingerprint"].startswith(self.fingerprint):
            raise DamagedError(self.path / MANIFEST, FOREIGN)
        return content

    def label(self) -> tuple[str, int]:
        """Return its name and how many replications were asked for at most.

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
            make_folder(self.path / self.inside)
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
        """Give it another name.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        try:
            asked = self.label()[1]
        except DamagedError:
            asked = self.number
        with refusing_store(self.path):
            put_file(self.path / LABEL, sealed({"name": name, "asked": asked}))

    def tidy(self) -> None:
        """Take away what killed processes left half-written; only for who holds the folder alone."""
        for folder in (self.path, self.path / self.inside):
            for left in folder.glob(f".*{UNFINISHED}"):
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)

    def note(self, error: DamagedError) -> None:
        """Remember a damaged file; in a folder that only begins nothing is missing yet."""
        if error.damage.what != MISSING or self.number or self.damages:
            self.damages.append(error.damage)
