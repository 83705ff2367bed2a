"""The same cases through Ciw, a queueing simulator by others, case by case: nothing is shared but the draws.

Where two things happen in the same second each program has an order of its own; such draws are drawn anew.
"""

from collections.abc import Callable, Iterator

import ciw
import numpy as np

from sim.tables import CaseTable, EventLog, Ints, PlanTable, Row
from sim.units import DAY, HOUR, WEEK
from sim.verify.findings import Finding, Kind, Size, exact
from sim.verify.worlds import (
    ALWAYS,
    Engine,
    begins,
    clinic,
    conversations,
    never_reminded,
    poisson,
    single_pieces,
    weeks_for,
    whole,
)

LEVELS = 5
WORK = 6 * HOUR
"""Mean work of a piece: so long that hardly anything happens in the same second."""
GAP = 24 / 6 * 0.75
"""New cases a day for each person, at three quarters of what the person can do."""
AGAIN = 0.5
AWAY = 2 * DAY
"""Mean time until a patient answers."""
TEAMS = {"08:00-12:00": 3, "12:00-17:00": 4}
SHORT_WORK = HOUR
COMES_BY_DAY = 20.0
MOST_CASES = 1000

Play = tuple[PlanTable, CaseTable]


class Given(ciw.dists.Distribution):  # type: ignore[misc] # Ciw has no annotations
    """Hands out what each visit of each case takes, as drawn for it."""

    def __init__(self, ticks: Ints, first: Ints) -> None:
        self.ticks = ticks.tolist()
        self.first = first.tolist()

    def sample(self, t: float, ind: ciw.Individual) -> float:  # noqa: ARG002 - Ciw names it
        """Return the ticks of the case's next visit; Ciw numbers cases from 1 in the order in which they come."""
        visit = len(ind.data_records) // 2  # visits to the person and to the patient take turns
        return float(self.ticks[self.first[ind.id_number - 1] + visit])


def same_cases(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play the same cases through both programs."""
    count = min(size.cases, MOST_CASES)
    for claim, drawn in (
        ("Three people, first come, first served: every wait is Ciw's", _one_list),
        ("Three people, five priorities: every wait is Ciw's", _priorities),
        ("Two shifts and a night: every wait is Ciw's", _shifts),
    ):
        found, theirs = drawn(engine, rng, count)
        yield exact(claim, count, int((found == theirs).sum()), "cases", Kind.program)
    found, theirs = _returning(engine, rng, count)
    claim = "One person, cases that come back: every case ends when Ciw's does"
    yield exact(claim, count, int((found == theirs).sum()), "cases", Kind.program)


def _one_list(engine: Engine, rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    return _shared(engine, rng, count, np.full(count, 3))


def _priorities(engine: Engine, rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    return _shared(engine, rng, count, rng.integers(1, LEVELS + 1, count))


def _shared(engine: Engine, rng: np.random.Generator, count: int, priority: Ints) -> tuple[Ints, Ints]:
    """Return the waits of a list that three people share, of both programs."""

    def draw() -> Play:
        arrival, work = poisson(rng, count, 3 * GAP / 24), whole(rng.exponential(WORK, count))
        plan = clinic(weeks_for(arrival, work), {ALWAYS: 3})
        return plan, single_pieces(arrival, work, priority)

    plan, cases, log = _without_coincidence(engine, draw)
    theirs = _ciw_waits(cases, plan.end, 3)
    return begins(log, count) - cases.arrival, theirs


def _shifts(engine: Engine, rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """Return the waits with two shifts a day, which finish what they have in hand, of both programs."""

    def draw() -> Play:
        arrival = poisson(rng, count, COMES_BY_DAY / 24)
        work = whole(rng.exponential(SHORT_WORK, count))
        plan = clinic(int(arrival[-1]) // WEEK + 3, TEAMS, staffed="08:00-17:00")
        return plan, single_pieces(arrival, work)

    plan, cases, log = _without_coincidence(engine, draw)
    morning, afternoon = TEAMS.values()
    schedule = ciw.Schedule(
        numbers_of_servers=[0, morning, afternoon, 0], shift_end_dates=[8 * HOUR, 12 * HOUR, 17 * HOUR, 24 * HOUR]
    )
    theirs = _ciw_waits(cases, plan.end, schedule)
    return begins(log, count) - cases.arrival, theirs


def _ciw_waits(cases: CaseTable, end: int, servers: int | ciw.Schedule) -> Ints:
    names = [str(level) for level in range(1, LEVELS + 1)]
    work = Given(cases.turn_work, np.arange(len(cases)))
    network = ciw.create_network(
        arrival_distributions={name: [_coming(cases.arrival[cases.priority == int(name)])] for name in names},
        service_distributions={name: [work] for name in names},
        priority_classes={name: int(name) - 1 for name in names},
        number_of_servers=[servers],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(float(end))
    waits = np.full(len(cases), -1, dtype=np.int64)
    for record in simulation.get_all_records():
        waits[record.id_number - 1] = round(record.waiting_time)
    return waits


def _coming(arrival: Ints) -> ciw.dists.Distribution:
    """Return the gaps between arrivals, and then none for ever."""
    return ciw.dists.Sequential([*np.diff(arrival, prepend=0).astype(float).tolist(), float("inf")])


def _returning(engine: Engine, rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """Return when each case ends, where patients answer and answers go before what is new, of both programs."""

    def draw() -> Play:
        arrival = poisson(rng, count, (1 - AGAIN) * GAP / 24)
        turns = rng.geometric(1 - AGAIN, count)
        work, delay = whole(rng.exponential(WORK, turns.sum())), whole(rng.exponential(AWAY, turns.sum()))
        plan = never_reminded(clinic(weeks_for(arrival, work), {ALWAYS: 1}))
        return plan, conversations(arrival, turns, work, delay)

    plan, cases, log = _without_coincidence(engine, draw)
    closed = log.kind == Row.closed
    found = np.full(count, -1, dtype=np.int64)
    found[log.case[closed]] = log.tick[closed]
    return found, _ciw_ends(cases, plan.end)


def _ciw_ends(cases: CaseTable, end: int) -> Ints:
    first, turns = cases.stage_turn[:, 0], cases.stage_turns[:, 0].tolist()
    route = ciw.routing.ProcessBased(lambda case, _: [2, 1] * (turns[case.id_number - 1] - 1))
    becomes = {"new": {"new": 0.0, "answer": 1.0}, "answer": {"new": 0.0, "answer": 1.0}}
    work, away = Given(cases.turn_work, first), Given(cases.turn_live_delay, first)
    network = ciw.create_network(
        arrival_distributions={"new": [_coming(cases.arrival), None], "answer": [None, None]},
        service_distributions={"new": [work, away], "answer": [work, away]},
        class_change_matrices=[becomes, becomes],
        priority_classes={"new": 1, "answer": 0},
        number_of_servers=[1, float("inf")],
        routing={"new": route, "answer": route},
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(float(end))
    ends = np.full(len(cases), -1, dtype=np.int64)
    for record in simulation.get_all_records():
        if record.destination == -1:
            ends[record.id_number - 1] = round(record.exit_date)
    return ends


def _without_coincidence(engine: Engine, draw: Callable[[], Play]) -> tuple[PlanTable, CaseTable, EventLog]:
    """Draw until no two of all that comes, ends or is answered fall into the same second."""
    while True:
        plan, cases = draw()
        log = engine(plan, cases)
        ticks = log.tick[np.isin(log.kind, (Row.arrived, Row.done, Row.patient_wrote))]
        if len(np.unique(ticks)) == len(ticks):
            return plan, cases, log
