"""Cases of many replications put side by side, and cut into groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.domain.words import Role
from sim.measures.columns import WEEKDAYS
from sim.measures.estimate import Floats
from sim.measures.replication import SUMMARISED, Replication, Setting
from sim.measures.waits import Sample, stable_order
from sim.tables import Bools, Ints

Key = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Pool:
    """The counted cases of several replications.

    Attributes
    ----------
    setting
        Of the scenario.
    columns
        By name, all replications one after another.
    replication
        (n,) place of the replication among those given.
    replications
        How many.
    """

    setting: Setting
    columns: dict[str, npt.NDArray[Any]]
    replication: Ints
    replications: int

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.replication)

    def pick(self, rows: npt.NDArray[Any] | slice) -> "Pool":
        """Return some of the cases."""
        if isinstance(rows, np.ndarray) and rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)  # found once, not again in each column
        columns = {
            name: values[rows] if isinstance(rows, slice) else values.take(rows)
            for name, values in self.columns.items()
        }
        return Pool(self.setting, columns, self.replication[rows], self.replications)

    def with_column(self, name: str, values: npt.NDArray[Any]) -> "Pool":
        """Return the cases with one more column."""
        return Pool(self.setting, {**self.columns, name: values}, self.replication, self.replications)

    def count(self, rows: Bools | None = None) -> Floats:
        """Return the number of cases by replication, of some or of all."""
        which = self.replication if rows is None else self.replication[rows]
        return np.bincount(which, minlength=self.replications).astype(np.float64)

    def total(self, name: str) -> Floats:
        """Return the sum of a column by replication."""
        return np.bincount(self.replication, self.columns[name], minlength=self.replications).astype(np.float64)

    def flags(self, name: str, rows: Bools | None = None) -> tuple[Floats, Floats]:
        """Return by replication how many cases have a flag, and in how many it is decided."""
        values = self.columns[name]
        among = np.ones(len(values), dtype=np.bool_) if rows is None else rows
        return self.count((values > 0) & among), self.count((values >= 0) & among)

    def waits(self, name: str, unfinished: Bools) -> Sample:
        """Return waits in a column of seconds."""
        return Sample(self.columns[name].astype(np.int64), ~unfinished, self.replication, self.replications)

    def groups(self, by: Sequence[str]) -> Iterator[tuple[Key, "Pool"]]:
        """Return the cases by the values of some columns, in order, without those that have none.

        Parameters
        ----------
        by
            Names of columns: units, roles, weekdays or numbers.

        Yields
        ------
        tuple
            What the cases have in common, in words, and the cases.
        """
        code = np.zeros(len(self), dtype=np.int64)
        valid = np.ones(len(self), dtype=np.bool_)
        for name in by:
            code = code * 1000 + self.columns[name]
            valid &= self.columns[name] >= 0
        rows = np.flatnonzero(valid)
        rows = rows[stable_order(code[rows])]
        bounds = np.flatnonzero(np.r_[True, code[rows][1:] != code[rows][:-1], True]) if len(rows) else np.zeros(1)
        together = self.pick(rows)
        for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            part = together.pick(slice(low, high))
            yield {name: self._word(name, int(part.columns[name][0])) for name in by}, part

    def _word(self, name: str, code: int) -> str | int:
        if name in ("unit", "handling_unit", "handed_over_to"):
            return self.setting.unit_names[code]
        if name in ("role", "referred_to"):
            return Role(code).name
        return WEEKDAYS[code] if name == "weekday" else code


def pool(replications: Sequence[Replication], names: Sequence[str] = SUMMARISED) -> Pool:
    """Put the counted cases of replications side by side.

    Parameters
    ----------
    replications
        At least one.
    names
        Columns wanted.
    """
    rows = [np.flatnonzero(one.cases["in_measures"]) for one in replications]
    columns = {
        name: np.concatenate([one.cases[name][mine] for one, mine in zip(replications, rows, strict=True)])
        for name in names
    }
    replication = np.repeat(np.arange(len(replications)), [len(mine) for mine in rows])
    return Pool(replications[0].setting, columns, replication, len(replications))
