"""How many cases a week each list can expect, on average: what the warnings measure staffing against."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sim.domain.care_flows import ADULT_FROM_AGE, role_for
from sim.domain.words import PRIORITIES, Reason, Role
from sim.scenario.schema import Scenario
from sim.scenario.settings import UnitSettings

Expected = dict[tuple[str, Role], float]
"""Cases a week by unit of the list and role."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Cases a week of one unit that one role gets first.

    Attributes
    ----------
    unit, role
        The list that they come to.
    cases
        How many.
    referred
        How many of them are referred on, by list.
    """

    unit: str
    role: Role
    cases: float
    referred: Expected


def cases_per_week(scenario: Scenario, settings: dict[str, UnitSettings]) -> tuple[Expected, Expected]:
    """Estimate the cases a week that each list gets [RO-1 to RO-9].

    An estimate for a warning: every patient counts as an adult, and out-of-hours diversions, handovers and cases with a
    picture are left out.

    Parameters
    ----------
    scenario
        The scenario.
    settings
        Its units.

    Returns
    -------
    tuple of dict
        New cases, and cases referred from another role, by unit of the list and role; lists without any are left out.
    """
    new: Expected = defaultdict(float)
    referred: Expected = defaultdict(float)
    for flow in flows(scenario, settings):
        new[flow.unit, flow.role] += flow.cases
        for key, cases in flow.referred.items():
            referred[key] += cases
    return dict(new), dict(referred)


def flows(scenario: Scenario, settings: dict[str, UnitSettings]) -> Iterator[Flow]:
    """Yield what comes to each list, and what of it is referred on, as `cases_per_week` adds it up."""
    referral = {
        Role[role]: {Role[to]: part for to, part in row.items()} for role, row in scenario.flow.referral.items()
    }
    of_taken = {Role[role]: part for role, part in scenario.flow.referral_of_taken.items()}
    for unit in settings.values():
        volume = unit.cases_per_day * 5 * scenario.demand.factor
        for (role, taken), share in _entry_shares(scenario, unit).items():
            if volume * share <= 0:
                continue
            row = dict(referral.get(role, {}))
            if taken is not None:
                row[taken] = of_taken.get(taken, 0.0)
            onward = {(unit.list_unit(other), other): volume * share * part for other, part in row.items() if part > 0}
            yield Flow(unit.list_unit(role), role, volume * share, onward)


def _entry_shares(scenario: Scenario, unit: UnitSettings) -> dict[tuple[Role, Role | None], float]:
    """Shares of a unit's cases by role that gets them and role that they were taken over from (RO-8)."""
    shares: dict[tuple[Role, Role | None], float] = defaultdict(float)
    takes = Role.physiotherapist in unit.nurse_takes, Role.counsellor in unit.nurse_takes
    to_nurse = unit.admin_flow is Role.nurse
    patients = scenario.patients
    for reason, share in patients.reasons.items():
        administrative = {patients.administrative_priority: 1.0}
        for priority, part in (administrative if reason == "administrative" else patients.priorities).items():
            if priority == PRIORITIES[-1] and unit.priority_5 == "telephone_line":
                continue
            role = Role(role_for(Reason[reason], priority, ADULT_FROM_AGE, *takes, to_nurse))
            plain = Role(role_for(Reason[reason], priority, ADULT_FROM_AGE, False, False, to_nurse))
            shares[role, plain if plain is not role else None] += share * part
    return shares
