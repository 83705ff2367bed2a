"""Scenarios for the tests of cases, without files."""

import datetime as dt

from sim.cases import draw_cases
from sim.scenario.plan import plan_of
from sim.scenario.schema import Scenario

ROLES = ("nurse", "physiotherapist", "counsellor", "physician", "medical_admin")
WEEK = {"mon-fri": ["08:00-17:00"]}


def scene(units=None, people=None, weeks=4, start="2026-01-05", **parts):
    """A scenario with one clinic of 8 250 and somebody in every role, unless told otherwise."""
    units = units or {"ekhult": {"listed": 8250}}
    if people is None:
        first = next(iter(units))
        people = {role: {"unit": first, "role": role, "week": WEEK} for role in ROLES}
    horizon = {"from": dt.date.fromisoformat(start), "weeks": weeks, "warm_up_weeks": 0}
    return Scenario.model_validate(
        {"question": "What comes?", "horizon": horizon, "units": units, "people": people, **parts}
    )


def drawn(scenario, seed=1, replication=0):
    return draw_cases(scenario, plan_of(scenario), seed, replication)
