"""Paths: the wait of every case, and the closing of every silent one, against a second way of working them out."""

from collections.abc import Iterator

import numpy as np

from sim.domain.words import Outcome
from sim.tables import Ints, Row
from sim.units import DAY, HOUR, MINUTE, WEEK
from sim.verify.findings import Finding, Size, exact
from sim.verify.theory import by_priority, kiefer_wolfowitz, lindley
from sim.verify.worlds import Engine, begins, clinic, conversations, queue_waits, single_pieces

CROWDS = {2: "two people", 3: "three people", 7: "seven people"}
TEAM = 40
"""So many nurses that nobody waits where only the clock is looked at."""


def paths(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play lists in which much happens in the same minute."""
    arrival, work = crowd(rng, size.cases, 1)
    agree = _agree(queue_waits(engine, 1, arrival, work), lindley(arrival, work))
    yield exact("With one person every wait follows Lindley's recursion", size.cases, agree, "cases")
    for servers, people in CROWDS.items():
        arrival, work = crowd(rng, size.cases, servers)
        agree = _agree(queue_waits(engine, servers, arrival, work), kiefer_wolfowitz(servers, arrival, work))
        yield exact(f"With {people} every wait follows Kiefer and Wolfowitz", size.cases, agree, "cases")
    arrival, work = crowd(rng, size.cases, 3)
    priority = rng.integers(1, 6, size.cases)
    agree = _agree(queue_waits(engine, 3, arrival, work, priority), by_priority(3, arrival, work, priority))
    yield exact("With five priorities the most urgent that waits goes first, every time", size.cases, agree, "cases")


def people(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play the same cases with one person more, where theory says that nobody can lose by it."""
    arrival, work = crowd(rng, size.cases, 2)
    few, more = (queue_waits(engine, servers, arrival, work) for servers in (2, 3))
    not_longer = int((more <= few).sum())
    yield exact("One person more lengthens nobody's wait where all do the same work", size.cases, not_longer, "cases")


def crowd(rng: np.random.Generator, count: int, servers: int) -> tuple[Ints, Ints]:
    """Return arrivals and work in coarse ticks, so that much happens in the same second, at nine tenths of capacity."""
    arrival = np.cumsum(rng.integers(0, 3, count)) * MINUTE
    return arrival, rng.integers(1, max(2, round(1.8 * servers)) + 1, count) * MINUTE


def _agree(found: Ints, right: Ints) -> int:
    return int((found == right).sum())


def clocks(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play patients who fall silent, and cases that come when nobody is there: nights and weekends are no work."""
    weeks = 3
    count = min(size.cases, 200)
    weekday = rng.integers(0, (weeks - 1) * 5, count)
    arrival = np.sort((weekday // 5 * 7 + weekday % 5) * DAY + _in_hours(rng, count))
    plan = clinic(weeks, {"08:00-17:00": TEAM}, staffed="08:00-17:00", days="mon-fri")
    work = np.full(2 * count, 4 * MINUTE)
    silent = np.tile([True, False], count)
    log = engine(plan, conversations(arrival, np.full(count, 2), work, silent=silent))
    closed = log.kind == Row.closed
    found = np.full(count, -1, dtype=np.int64)
    found[log.case[closed]] = log.tick[closed]
    unanswered = int((log.detail[closed] == Outcome.closed_unanswered).sum())
    yield exact("Who never answers is closed unanswered, and nobody else", count, unanswered, "cases")
    right = _closings(weeks, arrival + 4 * MINUTE, plan.answer_wait)
    claim = "Silent cases are closed after two working hours: nights and weekends do not count"
    yield exact(claim, count, _agree(found, right), "cases")
    arrival = np.sort(rng.integers(0, (weeks - 1) * WEEK // MINUTE, count) * MINUTE)
    begun = begins(engine(plan, single_pieces(arrival, np.full(count, MINUTE))), count)
    claim = "What comes while nobody is there is begun at the next opening"
    yield exact(claim, count, _agree(begun, _next_staffed(weeks, arrival)), "cases")


def _in_hours(rng: np.random.Generator, count: int) -> Ints:
    """Return times of day at which a turn of four minutes can be held before the closing."""
    return np.asarray(8 * HOUR + rng.integers(0, 9 * 60 - 5, count) * MINUTE)


def _staffed_minutes(weeks: int) -> Ints:
    """Return every staffed minute of Monday to Friday, 08 to 17, one by one."""
    minutes = np.arange(weeks * WEEK // MINUTE)
    of_day, weekday = minutes % (DAY // MINUTE), minutes // (DAY // MINUTE) % 7
    return minutes[(weekday < 5) & (of_day >= 8 * 60) & (of_day < 17 * 60)]


def _next_staffed(weeks: int, ticks: Ints) -> Ints:
    minutes = _staffed_minutes(weeks)
    return minutes[np.searchsorted(minutes, ticks // MINUTE)] * MINUTE


def _closings(weeks: int, sent: Ints, answer_wait: int) -> Ints:
    """Return when silent cases end, by counting staffed minutes after the message one by one (CO-2, CO-3).

    The reminder takes a minute and comes long before; the closing itself takes five. What falls due just as the day
    closes is begun at the next opening, and what is begun is finished.
    """
    minutes = _staffed_minutes(weeks)
    passed = np.searchsorted(minutes, sent // MINUTE) + answer_wait // MINUTE
    return (minutes[passed] + 5) * MINUTE
