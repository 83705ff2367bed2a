"""Who was on duty: the plan's shifts without the days of unplanned absence (ST-6)."""

from dataclasses import dataclass, replace

import numpy as np

from sim.measures.once import once
from sim.measures.spans import NOTHING, Spans, spread
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

    def of_post(self, post: int) -> Spans:
        """Return when somebody was on duty in a post."""
        mine = (self.post == post) & (self.worked > 0)
        return Spans(self.start[mine], self.stop[mine])

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


def access_of(plan: PlanTable, post: int, patient_list: int) -> Spans:
    """Return when a post may work in a list, by any relation."""
    mine = (plan.access_post == post) & (plan.access_list == patient_list)
    return Spans.of(plan.access_from[mine], plan.access_until[mine]) if mine.any() else NOTHING


@once
def staffed(plan: PlanTable) -> Spans:
    """Return the staffed hours."""
    return Spans.of(plan.day_open, plan.day_close)


def closed(plan: PlanTable, unit: int) -> Spans:
    """Return the planned closures of a unit."""
    mine = plan.closure_unit == unit
    return Spans.of(plan.closure_from[mine], plan.closure_until[mine])
