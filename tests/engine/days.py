"""Days worked by hand: a world of `tests.worlds` is played, and a case's story is read as lines.

    told = play(world)
    assert told.story(case) == lines('''
        Mon 09:00 Anna begins first (piece 0)
        Mon 09:10 Anna ends first (piece 0)
    ''')

The story leaves out the bookkeeping (arrival, list, arising, waiting, notice, ownership) unless a test asks for it.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.engine import compiled, reference
from sim.engine.difference import first_difference, happening, rows
from sim.engine.invariants import violations
from sim.tables import CaseTable, EventLog, PlanTable, Row
from sim.units import DAY, HOUR, MINUTE
from tests.worlds import World

QUIET = frozenset(
    {Row.arrived, Row.listed, Row.arose, Row.waits, Row.noticed, Row.owned, Row.released, Row.attempt, Row.documented}
)


def lines(text: str) -> list[str]:
    """The lines of a worked day."""
    return [line.strip() for line in text.strip().splitlines()]


@dataclass(frozen=True)
class Told:
    """A world that has been played."""

    plan: PlanTable
    cases: CaseTable
    log: EventLog

    def story(self, case: int, *also: Row) -> list[str]:
        """What happened to a case, with the rows of the kinds ``also`` too."""
        told = np.flatnonzero(self.log.case == case)
        return [self._line(row) for row in rows(self.log, told) if row[1] not in QUIET or row[1] in also]

    def only(self, case: int, *kinds: Row) -> list[str]:
        """The rows of some kinds about a case."""
        told = np.flatnonzero((self.log.case == case) & np.isin(self.log.kind, kinds))
        return [self._line(row) for row in rows(self.log, told)]

    def _line(self, row: tuple[int, int, int, int, int, int]) -> str:
        day, second = divmod(row[0], DAY)
        clock = f"{second // HOUR:02}:{second % HOUR // MINUTE:02}" + (
            f":{second % MINUTE:02}" if second % MINUTE else ""
        )
        weeks = day // 7
        return f"{date.fromordinal(self.plan.first_day + day):%a}{'+' * weeks} {clock} {happening(self.plan, row)}"


def play(world: World) -> Told:
    """Play a world; a worked day keeps every invariant too, and both engines tell it alike."""
    plan, cases = world.build()
    log = reference.run(plan, cases)
    assert violations(plan, cases, log) == []
    assert first_difference(log, compiled.run(plan, cases), plan, cases) is None
    return Told(plan, cases, log)
