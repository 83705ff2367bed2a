"""The log as it is being written."""

from array import array

import numpy as np

from sim.engine.reference.clock import Clock
from sim.tables import EventLog, Row


class Log:
    """Rows in the order in which they are written; `finished` sorts them into the canonical order."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._cells = array("q")

    def write(
        self, kind: Row, *, case: int = -1, person: int = -1, piece: int = -1, detail: int = -1, tick: int | None = None
    ) -> None:
        """Write a row of now, or of a ``tick`` that lies before the horizon."""
        at = self._clock.now if tick is None else tick
        self._cells.extend((at, kind, case, person, piece, detail))

    def finished(self) -> EventLog:
        """Return the log."""
        return EventLog.from_rows(np.frombuffer(self._cells, dtype=np.int64).reshape(-1, 6))
