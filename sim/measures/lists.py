"""The patient lists: how long over the week, how long at each week's end, how much work comes and who is there for it.

Also the inbox: what waits when a staffed day opens, and when it is cleared. Lists are numbered ``unit * 5 + role``.
"""

from dataclasses import dataclass

import numpy as np

from sim.domain.words import N_LIST_ROLES, Intake, Piece
from sim.measures.duty import Duty
from sim.measures.load import weekly
from sim.measures.story import LATER, Story
from sim.tables import Ints
from sim.units import DAY

NOT_THAT_DAY = -1
"""The inbox of an opening was not cleared before the day closed."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists in the measured part; L lists, W weeks, O openings.

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
    inbox_pieces, inbox_work
        (O, L) pieces waiting when the day opens, before anybody takes one; their drawn seconds of work.
    inbox_cleared
        (O, L) seconds from the opening to the tick at which the last of them was begun or withdrawn; 0 where nothing
        waited, ``NOT_THAT_DAY``.
    """

    week: Ints
    weekly_closing: Ints
    arrived: Ints
    offered: Ints
    scheduled: Ints
    opening_day: Ints
    inbox_pieces: Ints
    inbox_work: Ints
    inbox_cleared: Ints


def lists(story: Story, duty: Duty) -> Lists:
    """Return everything about the lists."""
    plan = story.plan
    count = len(plan.unit_names) * N_LIST_ROLES
    waiting = story.waiting
    held = waiting.where >= 0
    start = np.clip(waiting.start[held], plan.measured_from, plan.end)
    stop = np.maximum(np.clip(waiting.stop[held], plan.measured_from, plan.end), start)
    open_days = np.flatnonzero((plan.day_open < plan.day_close) & (plan.day_open >= plan.measured_from))
    open_days = open_days[plan.day_open[open_days] < plan.end]
    arrived, offered = _offered(story, count)
    shift = np.minimum(duty.stop, plan.end) - np.clip(duty.start, plan.measured_from, plan.end)
    home = plan.post_list[duty.post]
    scheduled = np.zeros(count, dtype=np.int64)
    np.add.at(scheduled, home[home >= 0], np.maximum(shift, 0)[home >= 0])
    pieces, work, cleared = _inbox(story, open_days, count)
    return Lists(
        week=weekly(plan, waiting.where[held], start, stop, count),
        weekly_closing=_weekly_closing(story, open_days, count),
        arrived=arrived,
        offered=offered,
        scheduled=scheduled,
        opening_day=open_days,
        inbox_pieces=pieces,
        inbox_work=work,
        inbox_cleared=cleared,
    )


def _over(story: Story) -> Ints:
    """Return by piece the tick at which it no longer waits.

    A sender's reply that the acceptance withdraws goes in the dispatch, like a piece that is begun.
    """
    return np.minimum(story.pieces.begun, story.pieces.withdrawn)


def _waits_at(story: Story, tick: int) -> Ints:
    """Return the pieces that wait in an instant after everything but the dispatch."""
    pieces = story.pieces
    in_dispatch = (pieces.begun < LATER) | (pieces.kind == Piece.sender_reply)
    over = _over(story)
    return np.flatnonzero((pieces.arose <= tick) & ((over > tick) | ((over == tick) & in_dispatch)))


def _inbox(story: Story, open_days: Ints, count: int) -> tuple[Ints, Ints, Ints]:
    plan, pieces = story.plan, story.pieces
    shape = len(open_days), count
    number, work, cleared = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    over = _over(story)
    for row, day in enumerate(open_days.tolist()):
        opening, closing = int(plan.day_open[day]), int(plan.day_close[day])
        there = _waits_at(story, opening)
        home = pieces.home[there]
        np.add.at(number[row], home, 1)
        np.add.at(work[row], home, pieces.drawn[there])
        last = np.zeros(count, dtype=np.int64)
        np.maximum.at(last, home, over[there] - opening)
        # a first piece diverted at the closing was not cleared by anybody that day
        cleared[row] = np.where(last < closing - opening, last, NOT_THAT_DAY)
    return number, work, cleared


def _weekly_closing(story: Story, open_days: Ints, count: int) -> Ints:
    """Count what waits just before the last closing of each week."""
    plan, pieces = story.plan, story.pieces
    weeks = (plan.day_close[open_days] - plan.measured_from) // (7 * DAY)
    last = open_days[np.r_[weeks[1:] != weeks[:-1], True]] if len(open_days) else open_days
    out = np.zeros((len(last), count), dtype=np.int64)
    over = _over(story)
    for row, day in enumerate(last.tolist()):
        closing = int(plan.day_close[day])
        there = (pieces.arose < closing) & (over >= closing)
        out[row] = np.bincount(pieces.home[there], minlength=count)
    return out


def _offered(story: Story, count: int) -> tuple[Ints, Ints]:
    """Return by list the cases that entered it and the seconds of work drawn for every stage of what arrived."""
    plan, cases = story.plan, story.cases
    counted = (cases.intake == Intake.accepted) & (cases.arrival >= plan.measured_from)
    arrived = np.bincount((cases.handling_unit * N_LIST_ROLES + cases.role)[counted], minlength=count)
    through = np.concatenate([[0], np.cumsum(cases.turn_work)])
    offered = np.zeros(count, dtype=np.int64)
    for stage in range(3):
        rows = np.flatnonzero(counted & (cases.stage_turns[:, stage] > 0))
        first, turns = cases.stage_turn[rows, stage], cases.stage_turns[rows, stage]
        work = through[first + turns] - through[first] + cases.stage_wrap_up[rows, stage]
        home = cases.stage_unit[rows, stage] * N_LIST_ROLES + cases.stage_role[rows, stage]
        np.add.at(offered, home, work)
    return arrived, offered
