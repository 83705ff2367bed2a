"""What the tests of measures share: a scenario with default targets and prices, hand-written logs, a busy clinic."""

from functools import cache

import numpy as np

from sim.domain.words import Outcome, Piece, Role
from sim.engine.reference import run
from sim.measures import Replication, measure
from sim.scenario.schema.scenario import Scenario
from sim.tables import CaseTable, EventLog, PlanTable, Row
from sim.units import MINUTE
from tests.worlds import Turn, World, at, hours

Entry = tuple[int, Row, int, int, int, int]


def scenario(**parts: object) -> Scenario:
    """The defaults, with some parts replaced."""
    base = {
        "question": "How long do they wait?",
        "horizon": {"from": "2026-01-05", "weeks": 1},
        "units": {"Clinic": {"provider": "region", "listed": 1000}},
    }
    return Scenario.model_validate(base | parts, strict=False)


def log_of(*entries: Entry) -> EventLog:
    """Rows (tick, kind, case, person, piece, detail) as a log."""
    return EventLog.from_rows(np.array(entries, dtype=np.int64).reshape(-1, 6))


def waiting(case: int, tick: int, kind: int, where: int, *, piece: int = 0, owner: int = -1) -> list[Entry]:
    """A piece arises and waits."""
    return [(tick, Row.arose, case, -1, piece, kind), (tick, Row.waits, case, owner, piece, where)]


def worked(case: int, person: int, start: int, stop: int, kind: int = Piece.first, piece: int = 0) -> list[Entry]:
    """A piece is begun and done."""
    return [(start, Row.begun, case, person, piece, kind), (stop, Row.done, case, person, piece, kind)]


def settled(case: int, tick: int, outcome: int = Outcome.settled) -> Entry:
    return (tick, Row.closed, case, -1, -1, outcome)


def played(world: World, number: int = 0, **parts: object) -> Replication:
    """The measures of a world as the reference engine plays it."""
    plan, cases = world.build()
    return measure(scenario(**parts), plan, cases, run(plan, cases), number)


def measured(tables: tuple[PlanTable, CaseTable], log: EventLog, **parts: object) -> Replication:
    """The measures of a hand-written log."""
    return measure(scenario(**parts), *tables, log, 0)


@cache
def busy_clinic(number: int, nurses: int = 1, days: int = 14, a_day: int = 12, priorities: int = 5) -> Replication:
    """One replication of a clinic with random cases, the same whatever the number of nurses."""
    random = np.random.default_rng([7, number])
    world = World(days=days, staffed="08:00-12:00")
    clinic = world.unit("Clinic")
    for nurse in range(nurses):
        windows = hours(range(days), "08:00-12:00") if nurse == 0 else hours(range(0, days, 7), "08:00-12:00")
        world.person(f"Nurse {nurse}", clinic, Role.nurse, windows)
    for day in (day for day in range(days) if day % 7 < 5):
        for minute in sorted(random.integers(0, 239, a_day).tolist()):
            work = int(random.integers(5, 30)) * MINUTE
            world.case(clinic, at(day, "08:00") + minute * MINUTE, priority=int(random.integers(1, priorities + 1)),
                       turns=(Turn(work=work),))  # fmt: skip
    return played(world, number)
