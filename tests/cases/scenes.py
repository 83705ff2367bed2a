"""Scenarios for the tests of cases, without files."""

import datetime as dt

import numpy as np

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


def rows_by_origin(cases, columns):
    """Every case as origin -> its values, turns included, so that tables can be compared case by case."""
    out = {}
    for row in range(len(cases)):
        values = [np.asarray(getattr(cases, name)[row]).tolist() for name in columns if not name.startswith("turn_")]
        first = cases.stage_turn[row, 0]
        turns = slice(first, first + cases.stage_turns[row].sum())
        values += [getattr(cases, name)[turns].tolist() for name in columns if name.startswith("turn_")]
        out[tuple(cases.origin[row].tolist())] = values
    return out
