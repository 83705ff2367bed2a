"""What holds for each unit, once inheritance is settled: a unit's own word, else its clinic's, else the policy's."""

from dataclasses import dataclass

from sim.domain.words import N_LIST_ROLES, Role
from sim.scenario.schema import Scenario
from sim.scenario.schema.units import Intake, OutOfHours, Policy, Unit

WEEKS_PER_MONTH = 365.25 / 12 / 7
LIST_ROLES = tuple(Role(code) for code in range(N_LIST_ROLES))


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """One unit with everything resolved.

    Attributes
    ----------
    name, clinic
        Name of the unit; name of the clinic it belongs to (itself, unless it is a branch).
    provider
        Care provider of the clinic; clinics that name none belong to one unnamed provider (empty text).
    own_roles
        Roles with a patient list of their own here; the other roles' cases stand in the clinic's lists [UN-1, UN-2].
    cases_per_day
        Cases in an ordinary week divided by five, without ``demand.factor``.
    listed
        Listed patients; where only ``cases_per_day`` is stated, as many as would cause it at the demand's rate.
    intake, out_of_hours, priority_5
        How cases are taken in; ``out_of_hours`` names all five priorities [IN-5, RO-11].
    admin_flow, nurse_takes
        Who takes administrative cases; flows that nurses take over [RO-7, RO-8].
    carry_over, service_telephones, close_locked, branch_staff
        As in ``policy`` [CO-5, AF-5, CO-9, UN-1].
    handover_to
        Weights by unit name, as written; None: every other clinic alike [UN-7].
    """

    name: str
    clinic: str
    provider: str
    own_roles: frozenset[Role]
    cases_per_day: float
    listed: float
    intake: Intake
    out_of_hours: dict[int, OutOfHours]
    priority_5: str
    admin_flow: Role
    nurse_takes: frozenset[Role]
    carry_over: str
    service_telephones: bool
    close_locked: bool
    branch_staff: str
    handover_to: dict[str, float] | None

    @property
    def is_branch(self) -> bool:
        """True for a branch."""
        return self.name != self.clinic

    def list_unit(self, role: Role) -> str:
        """Name of the unit in whose list the cases of a role stand [UN-1, UN-2]."""
        return self.name if role in self.own_roles else self.clinic


def own_roles(unit: Unit) -> frozenset[Role]:
    """Roles whose cases a unit keeps in its own lists: all at a clinic, the head's choice at a branch [UN-1, UN-2]."""
    if unit.branch_of is None or unit.handles_own_cases is True:
        return frozenset(LIST_ROLES)
    return frozenset(Role[name] for name in unit.handles_own_cases or ())


def settings_of(scenario: Scenario) -> dict[str, UnitSettings]:
    """Resolve what holds for every unit.

    Parameters
    ----------
    scenario
        A scenario whose references hold (``sim.scenario.check.problems`` finds none).

    Returns
    -------
    dict
        Settings by name, in the order of ``scenario.units``.
    """
    return {name: _settings(scenario, name, unit) for name, unit in scenario.units.items()}


def _settings(scenario: Scenario, name: str, unit: Unit) -> UnitSettings:
    clinic = scenario.units[unit.branch_of] if unit.branch_of is not None else unit
    stated = {
        key: value
        for source in (clinic, unit)
        for key in Policy.model_fields
        if (value := getattr(source, key)) is not None
    }
    policy = scenario.policy.model_copy(update=stated)
    out_of_hours = {**scenario.policy.out_of_hours, **(clinic.out_of_hours or {}), **(unit.out_of_hours or {})}
    cases_per_day, listed = _volume(scenario, unit, clinic)
    return UnitSettings(
        name=name,
        clinic=unit.branch_of if unit.branch_of is not None else name,
        provider=clinic.provider or "",
        own_roles=own_roles(unit),
        cases_per_day=cases_per_day,
        listed=listed,
        intake=policy.intake,
        out_of_hours=out_of_hours,
        priority_5=policy.priority_5,
        admin_flow=Role[policy.admin_flow],
        nurse_takes=frozenset(Role[role] for role in policy.nurse_takes),
        carry_over=policy.carry_over,
        service_telephones=policy.service_telephones,
        close_locked=policy.close_locked,
        branch_staff=policy.branch_staff,
        handover_to=unit.handover_to if unit.handover_to is not None else clinic.handover_to,
    )


def _volume(scenario: Scenario, unit: Unit, clinic: Unit) -> tuple[float, float]:
    """Cases per ordinary weekday and listed patients, from whichever of the two is written."""
    rate = scenario.demand.cases_per_1000_and_month
    for source in (clinic, unit):
        if source.cases_per_1000_and_month is not None:
            rate = source.cases_per_1000_and_month
    per_day_and_patient = rate / 1000 / WEEKS_PER_MONTH / 5
    if unit.cases_per_day is None:
        listed = float(unit.listed or 0)
        return listed * per_day_and_patient, listed
    if unit.listed is not None or per_day_and_patient == 0:
        return unit.cases_per_day, float(unit.listed or 0)
    return unit.cases_per_day, unit.cases_per_day / per_day_and_patient
