"""Waiting pieces in their order, sorted by what the caps on open conversations do to them."""

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from sim.domain.capacity import may_own
from sim.domain.care_flows import is_urgent
from sim.domain.staffed_time import NEVER

if TYPE_CHECKING:
    from sim.engine.reference.state import Work

Entry = tuple[tuple[int, int, int, int, int], int, "Work"]
"""A piece with its place in the order and the row of its shelf."""


class Shelf:
    """Pieces that wait in one place, the first in the order of pieces in front (PR-1).

    Three rows, so that somebody who may not take on more cases need not look through those that he or she cannot take:
    0 never held back by a cap, 1 urgent cases to take on, 2 other cases to take on (CO-1).
    """

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: tuple[list[Entry], list[Entry], list[Entry]] = ([], [], [])

    def put(self, entry: Entry) -> None:
        """Put a piece in its place."""
        insort(self._rows[entry[1]], entry)

    def take_away(self, entry: Entry) -> None:
        """Take a piece off the shelf."""
        row = self._rows[entry[1]]
        del row[bisect_left(row, entry)]

    def first(self, owned: int, max_open: int, max_open_urgent: int) -> Entry | None:
        """Return the first piece that somebody who owns so many live cases may take (CO-1, PR-1)."""
        best = None
        for row in self._rows:
            if row and (best is None or row[0] < best):
                _, held, work = row[0]
                case = work.case
                if held == 0 or may_own(work.kind, case.priority, owned, max_open, max_open_urgent, case.is_async):
                    best = row[0]
        return best

    def pieces(self) -> list["Work"]:
        """Return all pieces on the shelf."""
        return [work for row in self._rows for _, _, work in row]


def entry(work: "Work") -> Entry:
    """Return the entry of a piece as it is now: the kind, priority and nature of its case decide its place."""
    case = work.case
    if may_own(work.kind, case.priority, NEVER, 0, 0, case.is_async):
        return work.key(), 0, work
    return work.key(), 1 if is_urgent(case.priority) else 2, work
