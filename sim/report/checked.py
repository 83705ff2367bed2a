"""What ``direktsim check`` says: the scenario in a line, who is there when, and what is odd."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from sim.errors import Problem
from sim.report.console import table
from sim.report.forms import count, dates, decimal, plural
from sim.scenario.coverage import HALF_HOUR, Coverage, CoverageRow
from sim.scenario.schema import Scenario
from sim.scenario.schema.times import WEEKDAYS
from sim.scenario.settings import own_roles, settings_of
from sim.units import HOUR

FEW_UNITS = 8
"""Up to so many units have their table printed; of more, a few."""
FEW_PLACES = 3
"""So many places of one warning, closures and branches are named."""
LEGEND = (
    "A number: people on duty in that half-hour of a mean day, without cover and help. ½: part of it. A dot: nobody. "
    "Staffed hours: those in which the channel is to be staffed [ST-1], whoever is there."
)


def checked(scenario: Scenario, warnings: Sequence[Problem], coverage: Coverage) -> RenderableType:
    """Return the report on a scenario without errors.

    Parameters
    ----------
    scenario
        The scenario.
    warnings
        What is odd in it.
    coverage
        People on duty by list, weekday and half-hour.
    """
    parts: list[RenderableType] = [Text(scenario.question, style="bold"), Text(_in_a_line(scenario))]
    parts += [Text(said) for said in (*_few(_redirected(scenario)), *_few(_closed(scenario)))] + [Text()]
    parts += _coverage_tables(coverage)
    parts += [Text(LEGEND, style="dim"), Text()]
    parts += warning_lines(warnings)
    found = plural(len(warnings), "warning") if warnings else "no warnings"
    parts.append(Text(f"No errors, {found}: the scenario can be run.", style="bold"))
    return Group(*parts)


def checked_json(scenario: Scenario, warnings: Sequence[Problem], coverage: Coverage) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "question": scenario.question,
        "warnings": [{"rule": one.rule, "place": one.place, "what": one.what} for one in warnings],
        "coverage": asdict(coverage),
    }


def warning_lines(warnings: Sequence[Problem]) -> list[RenderableType]:
    """Return a line for each warning, the same about several places in one."""
    places: dict[tuple[str, str], list[str]] = {}
    for one in warnings:
        places.setdefault((one.what, one.rule), []).append(one.place)
    made = table("", "", wrap=("",))
    made.show_header, made.box = False, None
    for (what, rule), where in places.items():
        rest = len(where) - FEW_PLACES
        named = ", ".join(where[:FEW_PLACES]) + (f" and {count(rest)} more" if rest > 0 else "")
        made.add_row(Text("!", style="yellow"), Text(str(Problem(what, named, rule=rule))))
    return [made] if warnings else []


def _in_a_line(scenario: Scenario) -> str:
    """Dates, units, people and demand."""
    horizon = scenario.horizon
    last = horizon.from_ + dt.timedelta(weeks=horizon.weeks, days=-1)
    every = settings_of(scenario).values()
    branches = sum(one.is_branch for one in every)
    clinics = plural(len(every) - branches, "clinic")
    units = f"{clinics} and {plural(branches, 'branch', 'branches')}" if branches else clinics
    people = sum(person.count for person in scenario.people.values())
    a_day = sum(one.cases_per_day for one in every) * scenario.demand.factor
    return (
        f"{dates(horizon.from_, last)} ({plural(horizon.weeks, 'week')}, {horizon.warm_up_weeks} of warm-up) · "
        f"{units} · {plural(people, 'person', 'people')} · about {decimal(a_day)} cases a day"
    )


def _redirected(scenario: Scenario) -> list[str]:
    """Say which branches have no list of their own, and where their cases and people are [UN-1]."""
    return [
        f"{name}: a branch; its cases are redirected to {one.clinic}, "
        + (
            "and its people stay out of the lists [UN-1]"
            if one.branch_staff == "stay"
            else "where its people count [UN-1]"
        )
        for name, one in settings_of(scenario).items()
        if one.is_branch and not own_roles(scenario.units[name])
    ]


def _few(said: list[str]) -> list[str]:
    """Return some of many lines, and how many more there are."""
    more = len(said) - FEW_PLACES
    return said if more <= 0 else [*said[:FEW_PLACES], f"and {count(more)} more likewise"]


def _closed(scenario: Scenario) -> list[str]:
    """Say when which unit is closed, and who covers."""
    said = []
    for one in scenario.closures:
        last = f"{one.until:%H:%M}" if one.until.date() == one.from_.date() else f"{one.until:%Y-%m-%d %H:%M}"
        by = "nobody covers" if one.covered_by is None else f"{one.covered_by} covers"
        by += f" {', '.join(one.roles)}" if one.roles else ""
        by += "" if one.covered_by is None or one.permission else ", without permission to open the cases [UN-4]"
        said.append(f"{one.unit}: closed {one.from_:%Y-%m-%d %H:%M}–{last}, {by}")
    return said


def _coverage_tables(coverage: Coverage) -> list[RenderableType]:
    """Return a table for each unit: roles down, half-hours across, equal weekdays together."""
    hours = "".join(f"{start // HOUR:<4d}" for start in coverage.starts if start % HOUR == 0).rstrip()
    parts: list[RenderableType] = []
    units = {unit: list(rows) for unit, rows in groupby(coverage.rows, key=lambda row: row.unit)}
    chosen = list(units) if len(units) <= FEW_UNITS else _telling(units)[:FEW_PLACES]
    for unit in chosen:
        staffed = f"there,\nof {len(coverage.starts) * HALF_HOUR / HOUR:g} h"
        made = table(unit, "", hours, staffed, right=(staffed,))
        for role, of_role in groupby(units[unit], key=lambda row: row.role):
            for number, days in enumerate(_alike(list(of_role))):
                people = days[0].people
                there = sum(min(one, 1.0) for one in people) * HALF_HOUR / HOUR
                style = "" if there else "yellow"
                made.add_row(
                    role if number == 0 else "", _named(days), _signs(people), f"{round(there, 2):g}", style=style
                )
        parts += [made, Text()]
    if len(chosen) < len(units):
        said = (
            f"{len(chosen)} of {len(units)} units, those first where a role has nobody on some weekday; all with --json"
        )
        parts += [Text(said, style="dim"), Text()]
    return parts


def _telling(units: Mapping[str, Sequence[CoverageRow]]) -> list[str]:
    """Return units, those first where a role has nobody on some weekday."""
    return sorted(units, key=lambda unit: all(any(row.people) for row in units[unit]))


def _alike(rows: list[CoverageRow]) -> list[list[CoverageRow]]:
    """Put weekdays of the same signs together, also those that are not neighbours."""
    groups: dict[str, list[CoverageRow]] = {}
    for row in rows:
        groups.setdefault(_signs(row.people), []).append(row)
    return list(groups.values())


def _named(rows: list[CoverageRow]) -> str:
    """Return ``mon–fri`` or ``mon, wed–fri``."""
    days = [row.weekday for row in rows]
    runs = [[place for _, place in run] for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(WEEKDAYS[run[0]] if len(run) == 1 else f"{WEEKDAYS[run[0]]}–{WEEKDAYS[run[-1]]}" for run in runs)


def _signs(people: Sequence[float]) -> str:
    return " ".join(_sign(one) for one in people)


def _sign(people: float) -> str:
    if people < 0.75:
        return "½" if people > 0 else "·"
    return str(round(people)) if people < 9.5 else "+"
