"""Load: who was busy with what and when, idle time, overrun, open conversations, and what it cost in hours.

All of it in the measured part of the horizon, after the warm-up.
"""

from dataclasses import dataclass

import numpy as np

from sim.domain.words import N_LIST_ROLES, Role
from sim.measures.duty import Duty
from sim.measures.spans import Spans, occupancy
from sim.measures.story import N_KINDS, Story
from sim.tables import Ints, PlanTable
from sim.units import DAY, MINUTE

HALF_HOUR = 30 * MINUTE
HALF_HOURS = 7 * DAY // HALF_HOUR
"""Half-hours of a week, Monday 00:00 first."""
N_ROLES = len(Role)


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds in the measured part; P people, U units.

    Attributes
    ----------
    busy
        (P, 13) by person and kind of work: ``Piece``, then visits.
    busy_week, scheduled_week
        (P, 336) by person and half-hour of the week, Monday 00:00 first: work in hand; on duty by the plan.
    scheduled, absent, idle, overrun
        (P,) on duty by the plan (absence included, breaks not); of that absent; there with nothing in hand; work
        outside duty (ST-7).
    open_seconds, open_most
        (P,) live cases owned, summed over seconds; most at once.
    unit_scheduled, unit_overrun
        (U, 6) by unit of the post and role: what is paid for.
    helped
        (U, U) seconds of work by the unit at which the person was on duty and the unit whose case it was.
    """

    busy: Ints
    busy_week: Ints
    scheduled_week: Ints
    scheduled: Ints
    absent: Ints
    idle: Ints
    overrun: Ints
    open_seconds: Ints
    open_most: Ints
    unit_scheduled: Ints
    unit_overrun: Ints
    helped: Ints


def load(story: Story, duty: Duty) -> Load:
    """Return the load of everybody."""
    plan, busy, owned = story.plan, story.busy, story.owned
    people, units = len(plan.person_names), len(plan.unit_names)
    start, stop = _measured(plan, busy.start, busy.stop)
    seconds = stop - start
    by_kind = _sum((people, N_KINDS), (busy.person, busy.kind), seconds)
    post = duty.post_at(plan, busy.person, busy.start)
    where = plan.post_unit[post] if len(post) else post
    shift_start, shift_stop = _measured(plan, duty.start, duty.stop)
    shift = shift_stop - shift_start
    shift_place = plan.post_unit[duty.post], plan.post_role[duty.post]

    inside = _on_duty(duty, busy.person, start, stop, people)
    over = seconds - inside
    scheduled = _sum((people,), (duty.person,), shift)
    absent = _sum((people,), (duty.person,), shift * (duty.worked == 0))
    held_start, held_stop = _measured(plan, owned.start, owned.stop)
    most = np.zeros(people, dtype=np.int64)
    for person in np.unique(owned.person).tolist():
        mine = owned.person == person
        most[person] = _most(held_start[mine], held_stop[mine])
    return Load(
        busy=by_kind,
        busy_week=weekly(plan, busy.person, start, stop, people),
        scheduled_week=weekly(plan, duty.person, shift_start, shift_stop, people),
        scheduled=scheduled,
        absent=absent,
        idle=scheduled - absent - _sum((people,), (busy.person,), inside),
        overrun=_sum((people,), (busy.person,), over),
        open_seconds=_sum((people,), (owned.person,), held_stop - held_start),
        open_most=most,
        unit_scheduled=_sum((units, N_ROLES), shift_place, shift),
        unit_overrun=_sum((units, N_ROLES), (where, plan.post_role[post] if len(post) else post), over),
        helped=_sum((units, units), (where, busy.home // N_LIST_ROLES), seconds),
    )


def _measured(plan: PlanTable, start: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Cut intervals to the measured part; what lies outside becomes empty."""
    low = np.clip(start, plan.measured_from, plan.end)
    return low, np.maximum(np.minimum(stop, plan.end), low)


def _sum(shape: tuple[int, ...], place: tuple[Ints, ...], values: Ints) -> Ints:
    out = np.zeros(shape, dtype=np.int64)
    np.add.at(out, place, values)
    return out


def _on_duty(duty: Duty, person: Ints, start: Ints, stop: Ints, people: int) -> Ints:
    """Return the seconds of each stretch of work in which its person was on duty."""
    out = np.zeros(len(person), dtype=np.int64)
    for one in range(people):
        mine = np.flatnonzero(person == one)
        if len(mine):
            out[mine] = duty.of_person(one).within(start[mine], stop[mine])
    return out


def _most(start: Ints, stop: Ints) -> int:
    """Return the most intervals that hold at once."""
    full = start < stop
    ticks = np.concatenate([stop[full], start[full]])  # ends before beginnings in one tick
    steps = np.repeat([-1, 1], full.sum())
    return int(np.cumsum(steps[np.argsort(ticks, kind="stable")]).max(initial=0))


def weekly(plan: PlanTable, row: Ints, start: Ints, stop: Ints, rows: int) -> Ints:
    """Return the seconds that intervals cover in each half-hour of the week, over the whole time, summed by row.

    Parameters
    ----------
    plan
        For the weekday of the first day.
    row
        (n,) row of each interval.
    start, stop
        (n,) ticks.
    rows
        Number of rows.

    Returns
    -------
    array
        (rows, 336), Monday 00:00 first.
    """
    bins = -(-(plan.end + 1) // HALF_HOUR)
    weeks = -(-bins // HALF_HOURS)
    out = np.zeros((rows, HALF_HOURS), dtype=np.int64)
    for one in np.unique(row).tolist():  # one row at a time: a year of half-hours for everybody at once is big
        mine = row == one
        year = occupancy(
            np.zeros(mine.sum(), dtype=np.int64), start[mine], stop[mine], (1, weeks * HALF_HOURS), HALF_HOUR
        )
        out[one] = year.reshape(weeks, HALF_HOURS).sum(axis=0)
    first = (plan.first_day - 1) % 7 * (DAY // HALF_HOUR)
    return np.asarray(np.roll(out, first, axis=1))


def half_hours_measured(plan: PlanTable) -> Ints:
    """Return how many seconds of each half-hour of the week the measured part has."""
    whole = Spans.of(np.array([plan.measured_from]), np.array([plan.end]))
    return np.asarray(weekly(plan, np.zeros(len(whole.starts), dtype=np.int64), whole.starts, whole.ends, 1)[0])
