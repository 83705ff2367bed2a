"""One clinic, one role, one turn, staffed day and night, no notice, no cap: a queue."""

import numpy as np

from sim.tables import CaseTable, Ints, PlanTable
from sim.verify.worlds import ALWAYS, Engine, begins, clinic, single_pieces, weeks_for


def queue(servers: int, arrival: Ints, work: Ints, priority: Ints | None = None) -> tuple[PlanTable, CaseTable]:
    """Cases that one piece of work settles, and so many nurses on duty without end."""
    return clinic(weeks_for(arrival, work), {ALWAYS: servers}), single_pieces(arrival, work, priority)


def waits(engine: Engine, plan: PlanTable, cases: CaseTable) -> Ints:
    """Ticks from arrival to first contact of each case; all are begun before the end."""
    return np.asarray(begins(engine(plan, cases), len(cases)) - cases.arrival)
