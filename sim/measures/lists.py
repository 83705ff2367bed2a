"""The patient lists: how long over the week, how long at each week's end, how much work comes and who is there for it.

Also the inbox: what waits when a staffed day opens, and when it is cleared. Lists are numbered ``unit * 5 + role``.
"""

from dataclasses import dataclass

import numpy as np

from sim.compiling import plain
from sim.domain.words import N_LIST_ROLES
from sim.measures.compiled.lists import NOT_THAT_DAY, inbox, offered
from sim.measures.compiled.week import weekly
from sim.measures.duty import as_planned
from sim.measures.load import monday, scheduled
from sim.measures.story import Story, columns
from sim.once import once
from sim.tables import Ints, PlanTable
from sim.units import WEEK

__all__ = ["NOT_THAT_DAY", "Lists", "all_cleared", "lists"]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists in the measured part; L lists of U units, W weeks, O openings.

    Attributes
    ----------
    week
        (L, 336) pieces standing in the list, summed over the seconds of each half-hour of the week, Monday 00:00 first.
    weekly_closing
        (W, L) pieces of the list waiting at the last closing of each measured week, with whomever they wait.
    arrived
        (L,) cases that entered the list.
    offered
        (L,) seconds of work drawn for the cases that arrived: every turn with what follows it, in each stage's list.
    scheduled
        (L,) seconds on duty, by the plan, of the posts whose home list it is.
    opening_day
        (O,) staffed days of the measured part, as days of the horizon.
    first_inbox
        (L,) pieces of the list waiting when the first of these days opens.
    inbox_pieces, inbox_work
        (O, U) pieces waiting in a unit's lists when the day opens, before anybody takes one; their drawn seconds of
        work.
    inbox_cleared
        (O, U) seconds from the opening to the tick at which the last of them was begun or withdrawn; 0 where nothing
        waited, ``NOT_THAT_DAY``.
    """

    week: Ints
    weekly_closing: Ints
    arrived: Ints
    offered: Ints
    scheduled: Ints
    opening_day: Ints
    first_inbox: Ints
    inbox_pieces: Ints
    inbox_work: Ints
    inbox_cleared: Ints


def lists(story: Story) -> Lists:
    """Return everything about the lists."""
    plan, cases, waiting, pieces = story.plan, story.cases, story.waiting, story.pieces
    count = len(plan.unit_names) * N_LIST_ROLES
    days, openings, closings = _openings(plan)
    told = pieces.kind, pieces.arose, pieces.begun, pieces.withdrawn, pieces.home, pieces.drawn
    pieces_there, work_there, cleared, weekly_closing = inbox(told, openings, closings, count)
    arrived, seconds = offered(
        columns(cases, "arrival intake handling_unit role"),
        columns(cases, "stage_role stage_unit stage_turn stage_turns stage_wrap_up"),
        plain(cases.turn_work),
        plan.measured_from,
        count,
    )
    return Lists(
        week=weekly(waiting.where, waiting.start, waiting.stop, count, monday(plan), plan.measured_from, plan.end),
        weekly_closing=weekly_closing,
        arrived=arrived,
        offered=seconds,
        scheduled=_scheduled(plan),
        opening_day=days,
        first_inbox=pieces_there[0] if len(days) else np.zeros(count, dtype=np.int64),
        inbox_pieces=_by_unit(pieces_there).sum(axis=2),
        inbox_work=_by_unit(work_there).sum(axis=2),
        inbox_cleared=all_cleared(_by_unit(cleared)),
    )


def _by_unit(by_list: Ints) -> Ints:
    """Return a table by list, (O, L), by unit and role, (O, U, 5)."""
    return by_list.reshape(len(by_list), by_list.shape[1] // N_LIST_ROLES, N_LIST_ROLES)


def all_cleared(cleared: Ints) -> Ints:
    """Return when all were cleared along the last axis: ``NOT_THAT_DAY`` where one of them was not."""
    never = (cleared == NOT_THAT_DAY).any(axis=-1)
    return np.where(never, NOT_THAT_DAY, cleared.max(axis=-1, initial=0))


@once
def _scheduled(plan: PlanTable) -> Ints:
    """Return by home list the seconds on duty by the plan."""
    home = plan.post_list[as_planned(plan).post]
    out = np.zeros(len(plan.unit_names) * N_LIST_ROLES, dtype=np.int64)
    np.add.at(out, home[home >= 0], scheduled(plan).shift[home >= 0])
    return out


@once
def _openings(plan: PlanTable) -> tuple[Ints, tuple[Ints, Ints, Ints], tuple[Ints, Ints]]:
    """Return the staffed days of the measured part, and openings and last closings of weeks as `inbox` reads them."""
    days = np.flatnonzero((plan.day_open < plan.day_close) & (plan.day_open >= plan.measured_from))
    days = days[plan.day_open[days] < plan.end]
    weeks = (plan.day_close[days] - plan.measured_from) // WEEK
    last = days[np.r_[weeks[1:] != weeks[:-1], True]] if len(days) else days
    every = np.arange(len(plan.day_open) + 1)
    return (
        days,
        (plan.day_open[days], plan.day_close[days], np.searchsorted(days, every)),
        (plan.day_close[last], np.searchsorted(last, every)),
    )
