"""Who was on duty: the plan's shifts without the days of unplanned absence (ST-6)."""

from dataclasses import dataclass

import numpy as np

from sim.measures.spans import NOTHING, Spans
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
    """

    post: Ints
    person: Ints
    start: Ints
    stop: Ints
    worked: Ints

    def of_post(self, post: int) -> Spans:
        """Return when somebody was on duty in a post."""
        mine = (self.post == post) & (self.worked > 0)
        return Spans(self.start[mine], self.stop[mine])

    def of_person(self, person: int) -> Spans:
        """Return when a person was on duty anywhere."""
        low, high = np.searchsorted(self.person, (person, person + 1))
        mine = self.worked[low:high] > 0
        return Spans.of(self.start[low:high][mine], self.stop[low:high][mine])

    def post_at(self, plan: PlanTable, person: Ints, tick: Ints) -> Ints:
        """Return the post in which each person was on duty at a tick, or last before it (overrun, a late visit)."""
        out = np.full(len(person), -1, dtype=np.int64)
        for post in range(len(plan.post_person) - 1, -1, -1):
            out[person == plan.post_person[post]] = post
        if len(self.start):
            width = plan.end + DAY
            place = np.searchsorted(self.person * width + self.start, person * width + tick, side="right") - 1
            row = np.maximum(place, 0)
            found = (place >= 0) & (self.person[row] == person)
            out[found] = self.post[row][found]
        out[person < 0] = -1
        return out


def read_duty(plan: PlanTable, log: EventLog) -> Duty:
    """Read the shifts of the plan and the absences of a log."""
    person = plan.post_person[plan.shift_post]
    absent = log.kind == Row.absent
    days = len(plan.day_open)
    away = np.isin(person * days + plan.shift_from // DAY, log.person[absent] * days + log.tick[absent] // DAY)
    stop = np.minimum(plan.shift_until, plan.end)
    order = np.lexsort((plan.shift_from, person))
    order = order[(plan.shift_from < stop)[order]]
    return Duty(
        plan.shift_post[order], person[order], plan.shift_from[order], stop[order], (~away)[order].astype(np.int64)
    )


def access_of(plan: PlanTable, post: int, patient_list: int) -> Spans:
    """Return when a post may work in a list, by any relation."""
    mine = (plan.access_post == post) & (plan.access_list == patient_list)
    return Spans.of(plan.access_from[mine], plan.access_until[mine]) if mine.any() else NOTHING


def staffed(plan: PlanTable) -> Spans:
    """Return the staffed hours."""
    return Spans.of(plan.day_open, plan.day_close)


def closed(plan: PlanTable, unit: int) -> Spans:
    """Return the planned closures of a unit."""
    mine = plan.closure_unit == unit
    return Spans.of(plan.closure_from[mine], plan.closure_until[mine])
