"""The folder of one run: what is played, under which name, and its parts, each whole or not there."""

import contextlib
import shutil
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from sim.store.durable import move_aside
from sim.store.kept_folder import KeptFolder, refusing_store
from sim.store.part import EVENTS, Part, open_part, put_part
from sim.store.sealed import UNKNOWN, Damage, DamagedError

PARTS = "parts"


class RunFolder(KeptFolder):
    """One run on disk.

    Parts of the same replications, from two processes, say the same; one of them is read.

    Attributes
    ----------
    parts
        Parts that are what was written, by name.
    """

    inside = PARTS

    def __init__(self, path: Path, fingerprint: str) -> None:
        super().__init__(path, fingerprint)
        self.parts: dict[str, Part] = {}
        self._finished: dict[bool, set[int]] = {False: set(), True: set()}

    @property
    def number(self) -> int:
        """Replications that are there."""
        return len(self._finished[False])

    def take_in(self, place: Path, *, thorough: bool) -> None:
        """Take in a part that was not there at the last look, or what is the matter with it."""
        if not place.is_dir():
            self.damages.append(Damage(place, UNKNOWN))
            return
        try:
            part = open_part(place, self.fingerprint)
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
