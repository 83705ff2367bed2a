"""Scenarios for tests of the plan, from plain keys, and what a planner would read off a plan."""

import datetime as dt
from pathlib import Path
from typing import Any

from sim.domain.words import N_LIST_ROLES, Relation, Role
from sim.errors import InputError, Problem
from sim.scenario.check import warnings
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from sim.scenario.schema import Scenario
from sim.tables import PlanTable

MONDAY = dt.date(2026, 1, 5)


def scenario(**keys: Any) -> Scenario:
    """One week from Monday 2026-01-05 at one clinic, unless told otherwise."""
    base = {
        "question": "Who is there when?",
        "horizon": {"from": "2026-01-05", "weeks": 1, "warm_up_weeks": 0},
        "units": {"elm": {"listed": 8250}},
    }
    return Scenario.model_validate(base | keys)


def moment(plan: PlanTable, tick: int) -> str:
    """``Mon 08:00`` or, beyond the first week, ``2026-06-19 08:00``."""
    first = dt.datetime.combine(dt.date.fromordinal(plan.first_day), dt.time())
    there = first + dt.timedelta(seconds=int(tick))
    return f"{there:%a %H:%M}" if len(plan.day_open) == 7 else f"{there:%Y-%m-%d %H:%M}"


def span(plan: PlanTable, start: int, stop: int) -> str:
    """``Mon 08:00-12:00``."""
    return f"{moment(plan, start)}-{moment(plan, stop).split()[-1]}"


def shifts(plan: PlanTable, person: str) -> list[str]:
    """Shifts of a person in order of time, ``/`` after those that end with a break."""
    rows = [
        (int(start), span(plan, start, stop) + ("" if leaves else "/"))
        for post, start, stop, leaves in zip(
            plan.shift_post, plan.shift_from, plan.shift_until, plan.shift_leaves, strict=True
        )
        if plan.person_names[plan.post_person[post]] == person
    ]
    return [text for _, text in sorted(rows)]


def list_name(plan: PlanTable, list_: int) -> str:
    """``nurse at elm``; ``none`` for -1."""
    return f"{Role(list_ % N_LIST_ROLES).name} at {plan.unit_names[list_ // N_LIST_ROLES]}" if list_ >= 0 else "none"


def home(plan: PlanTable, person: str) -> list[str]:
    """Home lists of a person's posts."""
    rows = zip(plan.post_person, plan.post_list, strict=True)
    return [list_name(plan, list_) for who, list_ in rows if plan.person_names[who] == person]


def accesses(plan: PlanTable, person: str) -> list[str]:
    """Accesses of a person other than home."""
    return [
        f"{Relation(plan.access_relation[row]).name} {list_name(plan, plan.access_list[row])} "
        f"{moment(plan, plan.access_from[row])}..{moment(plan, plan.access_until[row])}"
        for row in range(len(plan.access_post))
        if plan.person_names[plan.post_person[plan.access_post[row]]] == person
        and plan.access_relation[row] != Relation.home
    ]


def slots(plan: PlanTable, person: str) -> list[str]:
    """Visit slots of a person."""
    rows = zip(plan.slot_person, plan.slot_from, plan.slot_until, strict=True)
    return [span(plan, start, stop) for who, start, stop in rows if plan.person_names[who] == person]


HEAD = """\
question: Who is there when?
horizon: { from: 2026-01-05, weeks: 4, warm_up_weeks: 0 }
"""


def refused(text: str, head: str = HEAD) -> list[str]:
    """Load a text after a head of lines; ``line place: what [rule]`` of every problem."""
    try:
        load_text(head + text, Path("s.yaml"))
    except InputError as error:
        return [str(problem).removeprefix("s.yaml:") for problem in error.problems]
    return []


def warned(text: str, rule: str = "") -> list[str]:
    """Load a text after HEAD; warnings, or those of one rule, but for that of its empty beginning."""
    loaded = load_text(HEAD + text, Path("s.yaml"))
    found: list[Problem] = warnings(loaded.scenario, plan_of(loaded.scenario))
    told = [one for one in found if one.place != "horizon.warm_up_weeks"]
    return [str(problem) for problem in told if not rule or problem.rule == rule]
