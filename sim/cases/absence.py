"""Unplanned absence that nobody replaces (ST-6)."""

from dataclasses import dataclass

import numpy as np

from sim.cases.draws import Draws, Purpose, Words, name_key, origins
from sim.tables import Ints, PlanTable
from sim.units import DAY


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Whole days of people who have a shift that day, sorted by (day, person).

    Attributes
    ----------
    person, day
        Of the plan.
    origin
        What a draw hangs on: the person's name and the date, so that another person or another shift changes nobody's
        absence.
    """

    person: Ints
    day: Ints
    origin: Words


def on_duty(plan: PlanTable) -> OnDuty:
    """Return the days on which somebody may be absent."""
    shifts = np.zeros((len(plan.day_open), len(plan.person_names)), dtype=np.bool_)
    shifts[plan.shift_from // DAY, plan.post_person[plan.shift_post]] = True
    day, person = np.nonzero(shifts)
    keys = np.array([name_key(name) for name in plan.person_names], dtype=np.uint32)
    return OnDuty(person, day, origins(keys[person], day + plan.first_day, np.zeros_like(day)))


def absences(on_duty: OnDuty, share: float, draws: Draws) -> tuple[Ints, Ints]:
    """Draw who is absent when (ST-6).

    Parameters
    ----------
    on_duty
        Who may be.
    share
        Share of person-days.
    draws
        Of the replication.

    Returns
    -------
    persons, days
        Sorted by (day, person).
    """
    away = draws.uniforms(on_duty.origin, Purpose.absence, 1)[0] < share
    return on_duty.person[away], on_duty.day[away]
