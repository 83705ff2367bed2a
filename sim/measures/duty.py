"""Who was on duty: the plan's shifts without the days of unplanned absence (ST-6)."""

from dataclasses import dataclass, replace

import numpy as np

from sim.measures.ranges import spread
from sim.once import once
from sim.tables import EventLog, Ints, PlanTable, Row
from sim.units import DAY


@dataclass(frozen=True, slots=True)
class Duty:
    """Shifts up to the end of the horizon, sorted by (person, from).

    Attributes
    ----------
    post, person, start, stop
        (S,) one row a shift; shifts of one person never overlap.
    worked
        (S,) the person was there; otherwise scheduled but absent.
    first
        (P D + 1,) the first shift that begins on a day of a person or later: ``person * D + day``, and the number of
        shifts.
    first_post
        (P,) lowest post of each person, -1 none.
    """

    post: Ints
    person: Ints
    start: Ints
    stop: Ints
    worked: Ints
    first: Ints
    first_post: Ints

    @property
    def columns(self) -> tuple[Ints, ...]:
        """Return the columns that kernels read: post, start, stop, worked, first, first post."""
        return self.post, self.start, self.stop, self.worked, self.first, self.first_post


def read_duty(plan: PlanTable, log: EventLog) -> Duty:
    """Read the shifts of the plan and the absences of a log."""
    planned = as_planned(plan)
    days = len(plan.day_open)
    rows = np.flatnonzero(log.kind == Row.absent)
    absent = log.person[rows] * days + log.tick[rows] // DAY
    worked = planned.worked.copy()
    first, last = planned.first[absent], planned.first[absent + 1]
    which, place = spread(last - first)
    worked[first[which] + place] = 0
    return replace(planned, worked=worked)


@once
def as_planned(plan: PlanTable) -> Duty:
    """Return the shifts of the plan, as if nobody were ever absent."""
    person = plan.post_person[plan.shift_post]
    stop = np.minimum(plan.shift_until, plan.end)
    order = np.lexsort((plan.shift_from, person))
    order = order[(plan.shift_from < stop)[order]]
    person, start = person[order], plan.shift_from[order]
    people, days = len(plan.person_names), len(plan.day_open)
    by_day = np.bincount(person * days + start // DAY, minlength=people * days)
    first_post = np.full(people, -1, dtype=np.int64)
    first_post[plan.post_person[::-1]] = np.arange(len(plan.post_person))[::-1]
    return Duty(
        post=plan.shift_post[order],
        person=person,
        start=start,
        stop=stop[order],
        worked=np.ones(len(order), dtype=np.int64),
        first=np.concatenate([[0], np.cumsum(by_day)]),
        first_post=first_post,
    )
