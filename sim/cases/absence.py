"""Unplanned absence that nobody replaces (ST-6)."""

import numpy as np

from sim.cases.draws import Draws, Purpose, name_key
from sim.tables import Ints, PlanTable
from sim.units import DAY


def absences(plan: PlanTable, share: float, draws: Draws) -> tuple[Ints, Ints]:
    """Draw who is absent when: whole days of people who have a shift that day (ST-6).

    A draw hangs on the person's name and the date, so that another person or another shift changes nobody's absence.

    Parameters
    ----------
    plan
        People and shifts.
    share
        Share of person-days.
    draws
        Of the replication.

    Returns
    -------
    persons, days
        Sorted by (day, person).
    """
    people = max(len(plan.person_names), 1)
    on_duty = np.unique(plan.shift_from // DAY * people + plan.post_person[plan.shift_post])
    day, person = on_duty // people, on_duty % people
    keys = np.array([name_key(name) for name in plan.person_names], dtype=np.uint32)
    dates = (day + plan.first_day).astype(np.uint32)
    away = draws.uniforms((keys[person], dates, 0), Purpose.absence, 1)[0] < share
    return person[away], day[away]
