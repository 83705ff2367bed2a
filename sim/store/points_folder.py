"""The folder of a study's points: the sums of what was played in many variants of a scenario, each file whole."""

import contextlib
from collections.abc import Mapping, Set
from pathlib import Path

from sim.store.durable import move_aside, put_file
from sim.store.kept_folder import KeptFolder, refusing_store
from sim.store.sealed import FOREIGN, UNKNOWN, Damage, DamagedError, sealed, sha256, unsealed

POINTS = "points"
ENDING = ".json"
Sums = list[list[float]]
"""What the figures of one replication add up from: a row a figure, as of `sim.measures.gauge.sums`."""


class PointsFolder(KeptFolder):
    """The points of one study on disk: what sweeps and sensitivity have played of the same scenarios.

    A file holds some replications of one variant of a scenario. Files of the same replications, from two processes,
    say the same.

    Attributes
    ----------
    sums
        By fingerprint of the variant and what is followed, by replication.
    """

    inside = POINTS

    def __init__(self, path: Path, fingerprint: str) -> None:
        super().__init__(path, fingerprint)
        self.sums: dict[str, dict[int, Sums]] = {}

    @property
    def number(self) -> int:
        """Replications that are there, of all variants together."""
        return sum(map(len, self.sums.values()))

    def finished(self, variant: str) -> Set[int]:
        """Return the replications of a variant that are there."""
        return self.sums.get(variant, {}).keys()

    def number_with(self, wanted: Mapping[str, Set[int]]) -> int:
        """Return how many replications there are once these are there too, by variant."""
        return self.number + sum(len(numbers - self.finished(variant)) for variant, numbers in wanted.items())

    def add(self, variant: str, sums: Mapping[int, Sums]) -> None:
        """Keep finished replications of a variant; they are on the disk when this returns.

        Raises
        ------
        InputError
            The place cannot be written to, or the disk is full.
        """
        plain = {str(number): rows for number, rows in sorted(sums.items())}
        content = sealed({"run": self.fingerprint, "variant": variant, "sums": plain})
        name = f"{variant[:16]}-{min(sums):06}-{max(sums):06}-{sha256(content)[:12]}{ENDING}"
        with refusing_store(self.path):
            put_file(self.path / POINTS / name, content)
        self._seen.add(name)
        self._take(variant, sums)

    def take_in(self, place: Path, *, thorough: bool) -> None:  # noqa: ARG002 - reading one is comparing it
        """Take in a file that was not there at the last look, or what is the matter with it."""
        if place.suffix != ENDING:
            self.damages.append(Damage(place, UNKNOWN))
            return
        try:
            self._take(*self._read(place))
        except DamagedError as error:
            self.damages.append(error.damage)

    def set_aside(self) -> None:
        """Take away damaged files, so that their replications can be written again.

        Raises
        ------
        InputError
            The place cannot be written to.
        """
        damaged = [one.file for one in self.damages if one.file.parent == self.path / POINTS and one.what != UNKNOWN]
        for file in damaged:
            with refusing_store(self.path), contextlib.suppress(FileNotFoundError):  # another was quicker
                aside = move_aside(file)
                try:
                    self._read(aside)
                except DamagedError:
                    aside.unlink(missing_ok=True)
                else:  # written again by another process since we looked
                    aside.replace(file)
            self._seen.discard(file.name)

    def _read(self, file: Path) -> tuple[str, dict[int, Sums]]:
        """Return the variant and the sums of a file; raises DamagedError."""
        content = unsealed(file, "run", "variant", "sums")
        if not content["run"].startswith(self.fingerprint):
            raise DamagedError(file, FOREIGN)
        return content["variant"], {int(number): rows for number, rows in content["sums"].items()}

    def _take(self, variant: str, sums: Mapping[int, Sums]) -> None:
        self.sums.setdefault(variant, {}).update(sums)
