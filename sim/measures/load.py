"""Load: who was busy with what and when, idle time, overrun, open conversations, and what it cost in hours.

All of it in the measured part of the horizon, after the warm-up.
"""

from dataclasses import dataclass

import numpy as np

from sim.compiling import plain
from sim.measures.compiled.load import N_ROLES, held, work
from sim.measures.compiled.week import HALF_HOURS, weekly
from sim.measures.duty import Duty, as_planned
from sim.measures.story import Story
from sim.once import once
from sim.tables import Ints, PlanTable
from sim.units import DAY

__all__ = ["HALF_HOURS", "Load", "Scheduled", "load", "monday", "scheduled"]


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


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Seconds on duty by the plan in the measured part: see `Load`.

    Attributes
    ----------
    person, week, unit
        (P,), (P, 336), (U, 6).
    shift
        (S,) of each shift.
    """

    person: Ints
    week: Ints
    unit: Ints
    shift: Ints


def load(story: Story, duty: Duty) -> Load:
    """Return the load of everybody."""
    plan, busy, owned = story.plan, story.busy, story.owned
    people, units = len(plan.person_names), len(plan.unit_names)
    by_kind, busy_week, inside, unit_overrun, helped = work(
        (busy.person, busy.start, busy.stop, busy.kind, busy.home),
        duty.columns,
        (plain(plan.post_unit), plain(plan.post_role)),
        (people, units, len(plan.day_open)),
        monday(plan),
        plan.measured_from,
        plan.end,
    )
    open_seconds, open_most = held(
        (owned.person, owned.start, owned.stop, owned.by_start), people, plan.measured_from, plan.end
    )
    planned = scheduled(plan)
    away = np.flatnonzero(duty.worked == 0)
    absent = np.zeros(people, dtype=np.int64)
    np.add.at(absent, duty.person[away], planned.shift[away])
    return Load(
        busy=by_kind,
        busy_week=busy_week,
        scheduled_week=planned.week,
        scheduled=planned.person,
        absent=absent,
        idle=planned.person - absent - inside[0],
        overrun=inside[1],
        open_seconds=open_seconds,
        open_most=open_most,
        unit_scheduled=planned.unit,
        unit_overrun=unit_overrun,
        helped=helped,
    )


@once
def scheduled(plan: PlanTable) -> Scheduled:
    """Return what everybody is scheduled for."""
    duty = as_planned(plan)
    people, units = len(plan.person_names), len(plan.unit_names)
    shift = np.maximum(np.minimum(duty.stop, plan.end) - np.maximum(duty.start, plan.measured_from), 0)
    person, unit = np.zeros(people, dtype=np.int64), np.zeros((units, N_ROLES), dtype=np.int64)
    np.add.at(person, duty.person, shift)
    np.add.at(unit, (plan.post_unit[duty.post], plan.post_role[duty.post]), shift)
    week = weekly(duty.person, duty.start, duty.stop, people, monday(plan), plan.measured_from, plan.end)
    return Scheduled(person, week, unit, shift)


def monday(plan: PlanTable) -> int:
    """Return the ticks from the Monday on or before the first day until the first midnight."""
    return (plan.first_day - 1) % 7 * DAY
