"""Warnings about people: hours that do not count, help without permission, two coordinators [ST-1, UN-6, ST-8]."""

from collections import defaultdict

import numpy as np

from sim.domain.words import N_LIST_ROLES
from sim.errors import Problem
from sim.scenario.accesses import Units, may_help
from sim.scenario.days import by_weekday, days_of_horizon
from sim.scenario.findings import amount, moment_text
from sim.scenario.posts import PlacedPost, posts_of
from sim.scenario.schema import Scenario
from sim.scenario.settings import UnitSettings, settings_of
from sim.scenario.shifts import minus
from sim.tables import PlanTable
from sim.units import HOUR, ticks


def people_warnings(scenario: Scenario, plan: PlanTable) -> list[Problem]:
    """Say whose hours or permissions do not do what they seem to.

    Parameters
    ----------
    scenario, plan
        The scenario and its plan.

    Returns
    -------
    list of Problem
        Help, branches, coordinators, then people.
    """
    settings = settings_of(scenario)
    units = Units(settings, {name: number for number, name in enumerate(settings)})
    posts = posts_of(scenario)
    return [
        *_help(posts, units),
        *_kept_out(plan, settings),
        *_coordinators(scenario, plan),
        *[
            Problem("is never on duty in the horizon", f"people.{name}", rule="ST-5")
            for name in never_on_duty(scenario, plan)
        ],
        *_outside_hours(scenario, posts),
        *_short_slots(scenario, posts),
        *_administrators(posts),
    ]


def _help(posts: list[PlacedPost], units: Units) -> list[Problem]:
    """Name help that needs a permission that nobody has given, at none of the person's posts [UN-6]."""
    problems = []
    helps = {
        (placed.name, n)
        for placed in posts
        for n, entry in enumerate(placed.person.help)
        if placed.is_capacity and may_help(placed, entry, units)
    }
    for placed in posts:
        for n, entry in enumerate(placed.person.help):
            if placed.is_capacity and (placed.name, n) not in helps:
                what = (
                    f"has no permission to see the {entry.role} cases of {entry.unit} and does not help there; "
                    f"write permissions: [{entry.unit}] if it is given"
                )
                problems.append(Problem(what, f"people.{placed.name}.help[{n}]", rule="UN-6"))
    return list(dict.fromkeys(problems))


def _kept_out(plan: PlanTable, settings: dict[str, UnitSettings]) -> list[Problem]:
    """Name the branches whose people stay out of the lists, with their hours [UN-1]."""
    lost: dict[int, int] = defaultdict(int)
    weeks = len(plan.day_open) / 7
    length = plan.shift_until - plan.shift_from
    for post in np.flatnonzero(plan.post_list < 0):
        lost[int(plan.post_unit[post])] += int(length[plan.shift_post == post].sum())
    problems = []
    for unit, seconds in lost.items():
        name = plan.unit_names[unit]
        what = f"its people stay out of the lists of {settings[name].clinic}: {_hours(seconds / weeks)} a week are lost"
        problems.append(Problem(what, name, rule="UN-1"))
    return problems


def _coordinators(scenario: Scenario, plan: PlanTable) -> list[Problem]:
    """Name the clinics where two people coordinate at the same time [ST-8]."""
    shifts: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for post in np.flatnonzero((plan.person_coordinates[plan.post_person] > 0) & (plan.post_list >= 0)):
        name = plan.person_names[plan.post_person[post]]
        rows = plan.shift_post == post
        spans = zip(plan.shift_from[rows].tolist(), plan.shift_until[rows].tolist(), strict=True)
        shifts[int(plan.post_list[post])].extend((start, stop, name) for start, stop in spans)
    problems, days = [], days_of_horizon(scenario)
    for list_, on_duty in shifts.items():
        until, whose = 0, ""
        for start, stop, name in sorted(on_duty):
            if start < until and name != whose:
                what = f"{whose} and {name} coordinate at the same time, first {moment_text(days.moment(start))}"
                unit = plan.unit_names[list_ // N_LIST_ROLES]
                problems.append(Problem(f"{what}; one at a time is enough", unit, rule="ST-8"))
                break
            if stop > until:
                until, whose = stop, name
    return problems


def never_on_duty(scenario: Scenario, plan: PlanTable) -> list[str]:
    """Return the people without any duty in the horizon [ST-5]."""
    there = {plan.person_names[person] for person in np.unique(plan.post_person[plan.shift_post])}
    names = (placed.name for placed in posts_of(scenario) if placed.is_capacity and placed.name not in there)
    return list(dict.fromkeys(names))


def hours_outside(scenario: Scenario, posts: list[PlacedPost]) -> list[tuple[PlacedPost, int]]:
    """Return the posts whose ordinary week lies partly outside staffed hours, with how many seconds of it [ST-1]."""
    staffed = [span or (0, 0) for span in by_weekday(scenario.calendar.staffed_hours)]
    found = []
    for placed in posts:
        outside = 0
        for spans, open_ in zip(by_weekday(placed.post.week), staffed, strict=True):
            on_duty = minus(spans or [], placed.person.breaks)
            outside += sum(stop - start for start, stop in minus(on_duty, [open_]))
        if outside and placed.is_capacity:
            found.append((placed, outside))
    return found


def _outside_hours(scenario: Scenario, posts: list[PlacedPost]) -> list[Problem]:
    """Name hours of an ordinary week that lie outside staffed hours [ST-1]."""
    what = "{} a week lie outside staffed hours and do not count"
    return [
        Problem(what.format(_hours(outside)), f"{placed.path}.week", rule="ST-1")
        for placed, outside in hours_outside(scenario, posts)
    ]


def _short_slots(scenario: Scenario, posts: list[PlacedPost]) -> list[Problem]:
    """Name visit slots in which no visit fits [AF-1]."""
    problems = []
    for placed in posts:
        for key, spans in placed.post.visit_slots.items():
            for n, (start, stop) in enumerate(spans):
                if stop - start < ticks(scenario.work.visit):
                    what = (
                        f"is shorter than a digital visit ({scenario.work.visit:g} minutes); nothing is booked into it"
                    )
                    problems.append(Problem(what, f"{placed.path}.visit_slots.{key}[{n}]", rule="AF-1"))
    return problems


def _administrators(posts: list[PlacedPost]) -> list[Problem]:
    """Name administrators with hours, which are no capacity [ST-9]."""
    what = "an administrator reviews and handles no cases; the hours on duty are no capacity"
    return [
        Problem(what, placed.path, rule="ST-9")
        for placed in posts
        if not placed.is_capacity and (placed.post.week or placed.post.dates)
    ]


def _hours(seconds: float) -> str:
    """Return a length in hours, or in minutes if it is shorter."""
    return f"{seconds / HOUR:.3g} hours" if seconds >= HOUR else amount(round(seconds / 60), "minute")
