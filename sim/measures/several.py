"""The replications of a run put together, one after another, with no more of each than summaries need."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.measures.estimate import Floats
from sim.measures.groupings import GROUPINGS, Key, key, places, size
from sim.measures.replication import Replication, Setting, arrays_of
from sim.measures.tally import PLACE, ROWS, offsets
from sim.measures.waits import Ordered, Waits, ordered
from sim.tables import Ints

AVERAGED = ("load.busy_week", "load.scheduled_week", "lists.week")
"""Arrays of half-hours, the largest of all, of which only the sum over replications is wanted."""
UNFINISHED = {
    "wait_elapsed_s": "still_waiting",
    "wait_working_s": "still_waiting",
    "lasted_s": "open",
    "handed_s": "handed_waiting",
    "referred_s": "referred_waiting",
}
"""Waits by the name of their column, and the column that says whose end was not seen."""


@dataclass(frozen=True, slots=True)
class Several:
    """R replications of one scenario.

    Attributes
    ----------
    setting
        Of the scenario.
    numbers
        Of the replications.
    arrays
        By name, such as ``load.busy``: (R, ...) of what is not `AVERAGED`.
    totals
        Sums over replications of what is `AVERAGED`.
    cases
        By name the rows of `Tally`, all replications one after another.
    lengths
        By name how many rows each replication has.
    """

    setting: Setting
    numbers: tuple[int, ...]
    arrays: dict[str, npt.NDArray[Any]]
    totals: dict[str, Floats]
    cases: dict[str, npt.NDArray[Any]]
    lengths: dict[str, list[int]]

    def __len__(self) -> int:
        """Return the number of replications."""
        return len(self.numbers)

    def stack(self, name: str) -> Floats:
        """Return an array of every replication, (R, ...), such as ``load.busy``."""
        return self.arrays[name].astype(np.float64)

    @property
    def counted(self) -> int:
        """Number of counted cases in all of them."""
        return len(self.cases["unit"])

    def replication(self, name: str) -> Ints:
        """Return by row of a column the place of its replication among those given."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths[name])

    def ordered(self, name: str) -> Ordered:
        """Return a column of waits from the shortest to the longest, endless ones last."""
        seconds, finished = self.cases[name], ~self.cases[UNFINISHED[name]]
        rows = ordered(seconds, finished)
        return Ordered(rows, seconds[rows], finished[rows], self.replication(name)[rows], len(self))

    def groups(self, grouping: str) -> "Groups":
        """Return the groups of a table that have cases."""
        units, by = self.setting.unit_names, GROUPINGS[grouping]
        first = offsets(len(units))[grouping]
        sums = self.arrays["tally.sums"][:, first : first + size(by, len(units))]
        there = np.flatnonzero(sums[..., PLACE["cases"]].any(axis=0))
        numbers = np.full(size(by, len(units)) + 1, -1, np.int32)  # the last for cases that are in no group
        numbers[there] = np.arange(len(there))
        return Groups(
            self,
            tuple(key(by, code, units) for code in there.tolist()),
            np.moveaxis(sums[:, there], 0, -1).astype(np.float64),
            numbers[places(self.cases, grouping, len(units))],
        )


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a table, G of them.

    Attributes
    ----------
    several
        Whose cases they are.
    keys
        What the cases of each group have in common.
    sums
        (G, K, R) as in `Tally.sums`, of each replication.
    places
        (n,) group of each case, -1 for none.
    """

    several: Several
    keys: tuple[Key, ...]
    sums: Floats
    places: npt.NDArray[np.int32]

    def of(self, name: str) -> Floats:
        """Return one of `SUMS`, (G, R)."""
        return self.sums[:, PLACE[name]]

    def waits(self, waits: Ordered) -> Waits:
        """Return the waits of each group."""
        return waits.dealt(self.places, len(self.keys))


def several(replications: Iterable[Replication]) -> Several:
    """Put the replications of one scenario together, without holding them all at once.

    Raises
    ------
    ValueError
        There are none.
    """
    setting: Setting | None = None
    numbers: list[int] = []
    arrays: dict[str, list[npt.NDArray[Any]]] = {}
    totals: dict[str, Floats] = {}
    for one in replications:
        setting = setting or one.setting
        numbers.append(one.number)
        for name, array in arrays_of(one).items():
            if name in AVERAGED:
                totals[name] = totals.get(name, 0) + array.astype(np.float64)
            else:
                arrays.setdefault(name, []).append(array)
    if setting is None:
        raise ValueError("nothing to summarise: no replication")
    rows = {name: arrays.pop(f"tally.{name}") for name in ROWS}
    return Several(
        setting,
        tuple(numbers),
        {name: np.stack(found) for name, found in arrays.items()},
        totals,
        {name: np.concatenate(found) for name, found in rows.items()},
        {name: [len(one) for one in found] for name, found in rows.items()},
    )
