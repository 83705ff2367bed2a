"""What work an ordinary week brings to each list, half-hour by half-hour: an expectation, before anything is drawn.

It follows from the scenario's volume, mixes, referrals and minutes. Left out is what `cases_per_week` leaves out, and
corrected priorities, reminders and calls; referred work counts when the case comes, not when it is referred. So it says
how large the need is and when it arises, not how long anybody waits.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.cases.arrivals import week_shape
from sim.cases.distributions import quantile
from sim.cases.draws import Floats
from sim.domain.handover import RECEIVING_ROLE
from sim.domain.words import Role
from sim.scenario.coverage import HALF_HOUR, PER_DAY
from sim.scenario.days import by_weekday
from sim.scenario.mix import flows
from sim.scenario.schema import Scenario
from sim.scenario.schema.distributions import Distribution
from sim.scenario.settings import LIST_ROLES, UnitSettings, settings_of
from sim.units import MINUTE

_MIDDLES = (np.arange(4096) + 0.5) / 4096
"""Where a distribution is read for its mean: that of a lognormal with a spread of 0.6 errs by less than 0.1 %."""
WEEK_CELLS = 7 * PER_DAY


@dataclass(frozen=True, slots=True)
class ExpectedWork:
    """Work that comes to one list in an ordinary week, as the people whom it would keep busy.

    Attributes
    ----------
    unit, role
        The list.
    minutes
        In the whole week.
    comes
        (7, 48) people kept busy by what comes in each half-hour of the staffed day; 0 outside it.
    waits
        (7, 48) people whom it would take to do within the first half-hour of a staffed day what has come since the
        staffed day before; 0 in every other half-hour.
    """

    unit: str
    role: str
    minutes: float
    comes: Floats
    waits: Floats


def expected_work(scenario: Scenario) -> list[ExpectedWork]:
    """Return what each list can expect, for lists that anything is expected in (RO-1 to RO-9, AF-1 to AF-3, UN-8).

    Parameters
    ----------
    scenario
        ``demand``, ``patients``, ``flow``, ``work``, ``units`` and ``calendar.staffed_hours`` are read; no holidays.
    """
    shape = np.repeat(week_shape(scenario.demand), PER_DAY // 24, axis=1) / (PER_DAY // 24)
    comes, waits = _when_staffed(shape, scenario)
    return [
        ExpectedWork(
            unit, role.name, minutes, comes * minutes * MINUTE / HALF_HOUR, waits * minutes * MINUTE / HALF_HOUR
        )
        for (unit, role), minutes in sorted(minutes_per_week(scenario).items())
        if minutes > 0
    ]


def minutes_per_week(scenario: Scenario) -> dict[tuple[str, Role], float]:
    """Return the minutes of work that each list can expect in an ordinary week, by unit and role."""
    talk = {Role[name]: mean_of(one) for name, one in scenario.work.conversation.items()}
    alone = {role: _first_turn_alone(scenario, role) for role in talk}
    ending = {role: _ending(scenario, role) for role in LIST_ROLES}
    settings = settings_of(scenario)
    total: dict[tuple[str, Role], float] = defaultdict(float)
    ended: dict[str, float] = defaultdict(float)
    for flow in flows(scenario, settings):
        away = {role: sum(n for (_, to), n in flow.referred.items() if to is role) for role in LIST_ROLES}
        onward = sum(away.values())
        handed_on = onward - away[Role.physician]  # distributing takes the first turn only [RO-9]
        total[flow.unit, flow.role] += talk[flow.role] * (flow.cases - handed_on * (1 - alone[flow.role]))
        total[flow.unit, flow.role] += (flow.cases - onward) * ending[flow.role]
        for (unit, role), cases in flow.referred.items():
            total[unit, role] += cases * (talk[role] + ending[role])
        ended[flow.unit] += flow.cases
    for sender, cases in ended.items():
        weights = _receivers(settings, sender)
        for unit, weight in weights.items():
            received = cases * scenario.flow.handover * weight / sum(weights.values())
            total[unit, RECEIVING_ROLE] += received * (talk[RECEIVING_ROLE] + ending[RECEIVING_ROLE])
    return dict(total)


def _receivers(settings: Mapping[str, UnitSettings], sender: str) -> dict[str, float]:
    """Return to which lists a unit hands cases over, with weights: as it says, or every other clinic alike (UN-7)."""
    stated = settings[sender].handover_to or {name: 1.0 for name, one in settings.items() if not one.is_branch}
    weights: dict[str, float] = defaultdict(float)
    for name, weight in stated.items():
        weights[settings[name].list_unit(RECEIVING_ROLE)] += weight
    return {name: weight for name, weight in weights.items() if name != sender and weight > 0}


def mean_of(distribution: Distribution) -> float:
    """Return the mean of a distribution, in its unit."""
    return float(quantile(distribution, _MIDDLES).mean())


def _first_turn_alone(scenario: Scenario, role: Role) -> float:
    """Return which part of a conversation its first turn is, on average."""
    turns: Mapping[str, list[float]] = {str(name): shares for name, shares in scenario.work.turns.items()}
    weight, shares = scenario.work.first_turn_weight, np.array(turns[role.name])
    return float((shares * weight / (weight + np.arange(len(shares)))).sum() / shares.sum())


def _ending(scenario: Scenario, role: Role) -> float:
    """Return the minutes beyond the conversation where a role ends the case (AF-1, AF-2, AF-3, UN-8)."""
    work, flow = scenario.work, scenario.flow
    qualified = {str(name): share for name, share in flow.qualified.items()}.get(role.name, 0.0)
    documented = 0.0 if role is Role.medical_admin else mean_of(work.documentation)
    return (
        documented
        + qualified * mean_of(work.registration)
        + flow.visit * mean_of(work.booking)
        + flow.handover * mean_of(work.handover_other_provider)
    )


def _when_staffed(shape: Floats, scenario: Scenario) -> tuple[Floats, Floats]:
    """Split an ordinary week's work into what comes in staffed half-hours and what then waits when the day opens."""
    comes, waits = np.zeros((7, PER_DAY)), np.zeros((7, PER_DAY))
    hours = [span or (0, 0) for span in by_weekday(scenario.calendar.staffed_hours)]
    held = 0.0
    for cell in range(2 * WEEK_CELLS):  # the first time round for what waits when the first day opens
        day, part = divmod(cell % WEEK_CELLS, PER_DAY)
        begins, ends = hours[day][0] // HALF_HOUR, -(-hours[day][1] // HALF_HOUR)
        if not begins <= part < ends:
            held += shape[day, part]
            continue
        if part == begins:
            waits[day, part], held = held, 0.0
        comes[day, part] = shape[day, part]
    return comes, waits
