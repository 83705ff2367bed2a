"""How much a scenario asks of a machine: refused here, where it is more than one holds, before anything is laid out.

Every limit lies far above a year of the whole country (some 1 200 clinics, 15 000 people, 1.3 million cases). What is
beyond it is a slip of the pen, and would end for want of memory instead of in words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, log

from sim.scenario.findings import Findings
from sim.scenario.posts import PlacedPost, posts_of
from sim.scenario.schema import Scenario
from sim.scenario.schema.times import days_of
from sim.scenario.settings import UnitSettings, settings_of
from sim.units import DAY, ticks

MOST_UNITS = 3_000
MOST_CASES = 3_000_000
"""In a replication."""
MOST_RUSH = 4_000_000
"""Cases a day at the rate of the busiest hour, at all units together. The draws have numbers for somewhat more."""
MOST_SHIFTS = 10_000_000
"""Shifts of all people, and as many visit slots."""
MOST_CLOSED = 1_000_000
"""Closures, each counted for everybody who is off duty or may cover."""
RAREST = 33 * log(2)
"""Minus the logarithm of the least chance that a draw can have."""


def check_size(scenario: Scenario, findings: Findings) -> None:
    """Check that a scenario can be laid out and played.

    Parameters
    ----------
    scenario
        A scenario whose references hold.
    findings
        Where problems are noted.
    """
    if len(scenario.units) > MOST_UNITS:
        findings.add("units", f"{len(scenario.units)} units; at most {MOST_UNITS} are played together", by=())
        return
    settings = settings_of(scenario)
    _check_cases(scenario, settings, findings)
    _check_roster(scenario, findings)


def cases_at_most(scenario: Scenario) -> int:
    """Return how many cases may be expected in a replication, every month taken for the busiest."""
    settings = settings_of(scenario)
    return ceil(_drawn(scenario, settings) + sum(scenario.backlog.values()))


def _check_cases(scenario: Scenario, settings: Mapping[str, UnitSettings], findings: Findings) -> None:
    largest = max(settings, key=lambda name: settings[name].cases_per_day + settings[name].listed)
    place = f"units.{largest}"
    drawn, waiting = _drawn(scenario, settings), sum(scenario.backlog.values())
    if waiting > MOST_CASES:
        findings.add("backlog", f"{waiting} cases wait; at most {MOST_CASES} are played", by=())
    elif drawn + waiting > MOST_CASES:
        what = f"up to {_number(drawn)} cases in {scenario.horizon.weeks} weeks; at most {MOST_CASES} are played"
        findings.add(place, f"{what}; write smaller units, less demand or fewer weeks", by=())
    elif _rush(scenario, settings) > MOST_RUSH:
        what = "so many cases may come in the busiest hour that they cannot be drawn"
        findings.add(
            place, f"{what}; write smaller units, less demand, or hours, weekdays and months more alike", by=()
        )


def _drawn(scenario: Scenario, settings: Mapping[str, UnitSettings]) -> float:
    """Return how many cases may come in the horizon, pictures included, every month taken for the busiest."""
    demand, weeks = scenario.demand, scenario.horizon.weeks
    beside = 1 + demand.under_one_share + demand.wrong_requester_share
    volume = _a_week(scenario, settings) * beside * _busiest(scenario)
    return weeks * (volume + 7 * _pictures(scenario, settings))


def _busiest(scenario: Scenario) -> float:
    """Return the factor of the busiest day."""
    return max(scenario.demand.months) * max(1.0, scenario.demand.day_after_holiday)


def _rush(scenario: Scenario, settings: Mapping[str, UnitSettings]) -> float:
    """Return up to how many cases a day would come if every hour were the busiest of the busiest day.

    Others than the volume are drawn more finely (`sim.cases.arrivals`) and count as many times as they weigh there.
    """
    demand, calendar = scenario.demand, scenario.calendar
    day = max(*demand.weekdays.values(), demand.outside_share * demand.outside_on_weekends / 2)
    inside, outside = demand.hours[8:17], [*demand.hours[:8], *demand.hours[17:]]
    hour = max(map(_peak, (inside, outside, demand.weekend_hours)))
    beside = 1 + 128 * (demand.under_one_share + demand.wrong_requester_share)
    staffed = [stop - start for start, stop in (*calendar.staffed_hours.values(), *calendar.extra_open.values())]
    pictures = 16 * _pictures(scenario, settings) * DAY / min(staffed, default=DAY)
    volume = _a_week(scenario, settings) * beside * _busiest(scenario) * _spread(demand.day_spread)
    return volume * day * hour * 24 + pictures


def _peak(weights: Sequence[float]) -> float:
    """Return the largest share among weights; equal ones where all are 0."""
    return max(weights) / sum(weights) if any(weights) else 1 / len(weights)


def _a_week(scenario: Scenario, settings: Mapping[str, UnitSettings]) -> float:
    return sum(unit.cases_per_day for unit in settings.values()) * 5 * scenario.demand.factor


def _pictures(scenario: Scenario, settings: Mapping[str, UnitSettings]) -> float:
    """Return how many pictures are asked for on a staffed day."""
    return sum(unit.listed for unit in settings.values()) * scenario.demand.pictures_per_day_and_8250 / 8250


def _spread(variation: float) -> float:
    """Return more than the factor of a day ever is: Chernoff's bound of a gamma distribution with mean 1."""
    most = 1.0
    for _ in range(60):
        most = 1 + RAREST * variation**2 + log(most)
    return most


def _check_roster(scenario: Scenario, findings: Findings) -> None:
    shifts = slots = 0
    at: Counter[str] = Counter()
    for placed in posts_of(scenario):
        at[placed.post.unit] += 1
        shifts += _in_a_week(placed.post.week) + 1
        slots += _slots(placed, ticks(scenario.work.visit))
    weeks = scenario.horizon.weeks
    for number, things in ((shifts * weeks, "shifts"), (slots * weeks, "visit slots")):
        if number > MOST_SHIFTS:
            what = f"{number} {things} in {weeks} weeks; at most {MOST_SHIFTS} are laid out"
            findings.add("people", f"{what}; write fewer people or weeks", by=())
    off = sum(at[closure.unit] + at[closure.covered_by or ""] for closure in scenario.closures)
    if off > MOST_CLOSED:
        what = f"concern {off} people, each counted in every closure; at most {MOST_CLOSED}"
        findings.add("closures", f"{what}; write fewer closures or people", by=())


def _in_a_week(week: Mapping[str, Sequence[tuple[int, int]]]) -> int:
    return sum(len(days_of(key)) * len(spans) for key, spans in week.items())


def _slots(placed: PlacedPost, visit: int) -> int:
    week = placed.post.visit_slots
    return sum(len(days_of(key)) * ((stop - start) // visit) for key, spans in week.items() for start, stop in spans)


def _number(cases: float) -> str:
    return f"{cases:.0f}" if cases < 1e9 else f"{cases:.1e}"
