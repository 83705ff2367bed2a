"""The compiled engine, in Numba: the mechanics of the reference engine over arrays, written to be fast.

Begin with `run`, then ``world`` (everything that the kernels share) and ``clock`` (the instants and their phases). The
other modules have the names and the duties of the reference engine's: ``staff``, ``turns``, ``silence``,
``carry_over``, ``stages``, ``visits``, ``board``, ``dispatch``. What differs is how things are kept: appointments in
``boxes``, waiting pieces on ``shelves``, the ``log`` sorted instant by instant. Rules are not written again:
``compiling`` compiles the functions of ``sim.domain``.

Importing this package compiles nothing. The first `run` of a new version does; what it makes is kept on disk.
"""

from sim.engine.compiled.clock import play
from sim.engine.compiled.layout import world_of
from sim.engine.compiled.status import SAID, Status
from sim.errors import EngineError
from sim.tables import CaseTable, EventLog, PlanTable

__all__ = ["run"]


def run(plan: PlanTable, cases: CaseTable) -> EventLog:
    """Play cases through a plan.

    Parameters
    ----------
    plan
        Who may do what, when.
    cases
        Every case with every draw.

    Returns
    -------
    EventLog
        What happened up to and including ``plan.end``, the same rows as from every engine.

    Raises
    ------
    EngineError
        If a state is met that the mechanics do not know.
    """
    rows, count, status, tick, case = play(world_of(plan, cases))
    if status:
        raise EngineError(SAID[Status(status)], tick, case)
    return EventLog(*rows[:, :count])
