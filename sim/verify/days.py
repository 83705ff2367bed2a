"""Lists over the day: arrivals that come and go, shifts, and an inbox that fills overnight."""

from collections.abc import Iterator, Sequence

import numpy as np

from sim.tables import Ints
from sim.units import DAY, HOUR
from sim.verify.areas import area, number
from sim.verify.findings import Finding, Size, theory
from sim.verify.over_time import Floats, Stretch, kolmogorov
from sim.verify.worlds import ALWAYS, Engine, begins, clinic, poisson_by_hour, single_pieces, whole

HOURS = (
    0.3, 0.2, 0.1, 0.1, 0.2, 0.5, 1.0, 2.5, 5.5, 6.0, 5.5, 4.5,
    3.5, 4.0, 4.0, 3.5, 3.0, 2.0, 1.5, 1.5, 1.5, 1.5, 1.0, 0.6,
)  # fmt: skip
"""Arrivals an hour, by hour of the day."""
SERVICE_RATE = 1.5
"""Pieces an hour."""
ROUND_THE_CLOCK = 3
"""People who are there day and night: too few from 08 to 11."""
BLOCKS = ((0, 8), (8, 10), (10, 12), (12, 14), (14, 18), (18, 24))
"""Hours between which the number that waits is looked at."""
MORNING, AFTERNOON = 4, 5
"""People on duty 08-12 and 12-17."""
SHIFT_BLOCKS = ((0, 8), (8, 10), (10, 12), (12, 14), (14, 17), (17, 24))
FIRST_DAYS = 7
"""Left out, while the inbox fills for the first time."""


def round_the_clock(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play a day on which more come than can be worked on for some hours."""
    stretches = tuple(Stretch(1.0, rate, ROUND_THE_CLOCK) for rate in HOURS)
    right = kolmogorov(stretches, SERVICE_RATE)
    found = [_waiting(*one, BLOCKS) for one in _played(engine, rng, size, {ALWAYS: ROUND_THE_CLOCK}, ALWAYS)]
    for place, (start, stop) in enumerate(BLOCKS):
        claim = f"Mean number that waits between {start:02d} and {stop:02d}"
        yield theory(claim, float(np.mean(right.waiting[start:stop])), [one[place] for one in found], "cases")


def shifts(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    """Play two shifts and a night: what comes outside them waits for the next morning."""
    on_duty = {**dict.fromkeys(range(8, 12), (MORNING, 1)), **dict.fromkeys(range(12, 17), (AFTERNOON, 2))}
    stretches = tuple(Stretch(1.0, rate, *on_duty.get(hour, (0, 0))) for hour, rate in enumerate(HOURS))
    right = kolmogorov(stretches, SERVICE_RATE)
    teams = {"08:00-12:00": MORNING, "12:00-17:00": AFTERNOON}
    played = _played(engine, rng, size, teams, "08:00-17:00")
    found = [_waiting(*one, SHIFT_BLOCKS) for one in played]
    for place, (start, stop) in enumerate(SHIFT_BLOCKS):
        claim = f"Mean number that waits between {start:02d} and {stop:02d}"
        yield theory(claim, float(np.mean(right.waiting[start:stop])), [one[place] for one in found], "cases")
    inbox = [_inbox(*one, 8).mean() for one in played]
    yield theory("Mean inbox at 08, before anybody has begun", right.at_start[8], inbox, "cases")
    cleared = [100 * (_inbox(*one, 17) == 0).mean() for one in played]
    yield theory("Days on which nothing waits at 17", 100 * right.none_at_end[16], cleared, "%")


def _played(
    engine: Engine, rng: np.random.Generator, size: Size, teams: dict[str, int], staffed: str
) -> list[tuple[Ints, Ints, int]]:
    """Return arrivals, begins and days of each replication."""
    weeks = max(3, round(size.cases / sum(HOURS) / 7))
    plan = clinic(weeks, teams, staffed=staffed)
    found = []
    for _ in range(size.replications):
        arrival = poisson_by_hour(rng, weeks * 7 - 1, HOURS)
        work = whole(rng.exponential(HOUR / SERVICE_RATE, len(arrival)))
        log = engine(plan, single_pieces(arrival, work))
        begun = begins(log, len(arrival))
        found.append((arrival, np.where(begun < 0, plan.end, begun), weeks * 7 - 1))
    return found


def _waiting(arrival: Ints, begun: Ints, days: int, blocks: Sequence[tuple[int, int]]) -> Floats:
    """Return the mean number that waits in each block of hours, over the settled days."""
    midnight = np.arange(FIRST_DAYS, days) * DAY
    means = []
    for start, stop in blocks:
        until = area(arrival, begun, midnight + stop * HOUR)
        means.append((until - area(arrival, begun, midnight + start * HOUR)).mean() / ((stop - start) * HOUR))
    return np.array(means)


def _inbox(arrival: Ints, begun: Ints, days: int, hour: int) -> Ints:
    """Return how many wait at an hour of each settled day, before anything of that instant is begun."""
    return number(arrival, begun, np.arange(FIRST_DAYS, days) * DAY + hour * HOUR)
