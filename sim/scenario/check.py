"""What the schema cannot see: references between the parts of a scenario (ST-3, ...), and warnings (ST-2, ...)."""

from collections.abc import Sequence

from sim.errors import Problem
from sim.scenario.check_closures import check_closures
from sim.scenario.check_people import check_people
from sim.scenario.check_units import check_units
from sim.scenario.days import days_of_horizon
from sim.scenario.findings import Findings, amount, check_days
from sim.scenario.knobs import outside
from sim.scenario.loaded import Loaded
from sim.scenario.schema import Scenario
from sim.scenario.size import check_size
from sim.scenario.warn_closures import closure_warnings
from sim.scenario.warn_people import people_warnings
from sim.scenario.warn_staffing import staffing_warnings
from sim.tables import PlanTable

EMPTY = (
    "0 weeks and no backlog: the lists begin empty, so that the first waits are too short, unless nothing waits then; "
    "write warm_up_weeks: 2, or state the backlog"
)
NO_AGE = "no age between 1 and 100 years can be drawn; write a distribution that reaches into it"


def problems(loaded: "Loaded", gone: Sequence[str] = ()) -> list[Problem]:
    """Find every error between the parts of a scenario.

    Parameters
    ----------
    loaded
        A scenario that fits the schema, with the lines of its values.
    gone
        Places where something else stands for what is wrong there; what only follows from that is not said.

    Returns
    -------
    list of Problem
        All of them at once; empty if the scenario can be run.
    """
    findings = Findings(loaded.lines, gone)
    scenario = loaded.scenario
    _check_calendar(loaded, findings)
    _check_ages(loaded, findings)
    check_units(scenario, findings)
    check_people(scenario, findings)
    check_closures(scenario, findings)
    if not findings.problems and not gone:
        check_size(scenario, findings)
    return findings.problems


def warnings(scenario: "Scenario", plan: PlanTable) -> list[Problem]:
    """Say what runs, but may not be what the planner or the recommendation wants.

    Parameters
    ----------
    scenario
        A scenario without errors.
    plan
        Its plan.

    Returns
    -------
    list of Problem
        Each with the id of its rule; what will never be begun comes first. The place is said in words, such as
        ``physiotherapist at tallgarden``; the last are about values outside their plausible range.
    """
    never, not_always = staffing_warnings(scenario, plan)
    about_people = people_warnings(scenario, plan)
    empty = [] if scenario.horizon.warm_up_weeks or scenario.backlog else [Problem(EMPTY, "horizon.warm_up_weeks")]
    return [*never, *closure_warnings(scenario, plan), *empty, *about_people, *not_always, *outside(scenario)]


def _check_ages(loaded: "Loaded", findings: Findings) -> None:
    """Check that patients have an age, where theirs is written."""
    if "patients.age" in loaded.set_paths:
        from sim.scenario.chances import of_ages  # noqa: PLC0415 - SciPy takes long to import, and few write an age

        if not of_ages(loaded.scenario.patients.age).any():
            findings.add("patients.age", NO_AGE)


def _check_calendar(loaded: "Loaded", findings: Findings) -> None:
    """Check horizon, calendar and backlog [ST-1]."""
    scenario = loaded.scenario
    calendar, horizon = scenario.calendar, scenario.horizon
    check_days(calendar.staffed_hours, "calendar.staffed_hours", findings)
    seen = set()
    for n, date in enumerate(calendar.extra_closed):
        place = f"calendar.extra_closed[{n}]"
        if date in calendar.extra_open:
            findings.add(place, f"{date} also stands in extra_open; write it in one of the two", "ST-1")
        if date in seen:
            findings.add(place, f"{date} stands here twice; write it once", "ST-1")
        seen.add(date)
    days = days_of_horizon(scenario)
    if not (days.close > days.open).any():
        what = f"no day of the {amount(horizon.weeks, 'week')} from {horizon.from_} is staffed; write at least one"
        findings.add("calendar.staffed_hours", what, "ST-1")
    for name in scenario.backlog:
        if name not in scenario.units:
            findings.unknown(f"backlog.{name}", name, "unit", scenario.units)
    warm_up = horizon.warm_up_weeks
    place = "horizon.warm_up_weeks" if "horizon.warm_up_weeks" in loaded.set_paths else "horizon.weeks"
    if scenario.backlog:
        if warm_up and place == "horizon.warm_up_weeks":
            findings.add(place, f"{amount(warm_up, 'week')} beside a stated backlog; write 0, or leave the backlog out")
    elif warm_up >= horizon.weeks:
        what = f"{amount(warm_up, 'week')} of warm-up leave nothing to measure of {amount(horizon.weeks, 'week')}"
        findings.add(place, f"{what}; write more weeks, or a shorter warm_up_weeks")
