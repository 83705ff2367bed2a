"""The lists over replications: their length over the week, whether they grow without bound, the inbox at opening."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.words import N_LIST_ROLES, Role
from sim.measures.columns import WEEKDAYS
from sim.measures.estimate import Estimate, Floats, mean, ratio, share
from sim.measures.lists import NOT_THAT_DAY
from sim.measures.load import HALF_HOURS
from sim.measures.people import stack
from sim.measures.replication import Replication
from sim.measures.waits import Sample, Wait, wait
from sim.tables import Ints
from sim.units import DAY, MINUTE


@dataclass(frozen=True, slots=True)
class ListFigures:
    """A patient list over the measured part.

    Attributes
    ----------
    unit, role
        Whose list.
    cases_a_week
        Cases that entered it first.
    offered_minutes, scheduled_minutes
        A week: work drawn for it; on duty by the plan in posts whose home list it is.
    length
        Mean number of pieces in the list by half-hour of the week, 336 from Monday 00:00.
    weekly_closing
        Mean number of pieces waiting at the last closing of each week.
    grows
        The list grows without bound: no end is in sight with this roster.
    growth
        Pieces a week by which the closing list grows (least squares); of a single week from its first opening on.
    """

    unit: str
    role: str
    cases_a_week: float
    offered_minutes: float
    scheduled_minutes: float
    length: list[float]
    weekly_closing: list[float]
    grows: bool
    growth: Estimate


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits when the day opens.

    Attributes
    ----------
    unit, weekday
        Unit, or empty for all of them together; weekday or ``all``.
    openings
        Staffed days counted, in all replications.
    pieces, work_minutes
        Mean number of pieces waiting; minutes of work drawn for them.
    empty
        Share of openings at which nothing waited.
    cleared
        Seconds from the opening until everything that waited had been begun (openings at which something waited); a day
        on which it was not is unfinished.
    not_that_day
        Share of those openings after which something of it still waited at the closing.
    """

    unit: str
    weekday: str
    openings: int
    pieces: Estimate
    work_minutes: Estimate
    empty: Estimate
    cleared: Wait
    not_that_day: Estimate


def growth_remark(one: ListFigures) -> str:
    """Say that a list grows without bound."""
    return (
        f"{one.unit}, {one.role}: the list grows without bound, by {one.growth.value or 0:.1f} a week"
        f" ({one.offered_minutes / 60:.1f} hours of work come a week, {one.scheduled_minutes / 60:.1f} are scheduled)"
    )


def half_hours_a_week(replications: Sequence[Replication]) -> Floats:
    """Return how often each half-hour of the week lies in the measured part."""
    setting = replications[0].setting
    half = DAY * 7 // HALF_HOURS
    start = -(-setting.measured_from // half)
    count = np.bincount(np.arange(start, -(-setting.end // half)) % HALF_HOURS, minlength=HALF_HOURS)
    return np.roll(count, (setting.first_day - 1) % 7 * (DAY // half)).astype(np.float64)


def list_figures(replications: Sequence[Replication]) -> list[ListFigures]:
    """Return every list that anything came to."""
    setting = replications[0].setting
    arrived, offered, scheduled = (stack(replications, "lists", name) for name in ("arrived", "offered", "scheduled"))
    per = setting.weeks * len(replications)
    week = stack(replications, "lists", "week").mean(axis=0)
    seconds = half_hours_a_week(replications) * (7 * DAY / HALF_HOURS)
    out = []
    for number in np.flatnonzero(offered.sum(axis=0)).tolist():
        weekly = np.stack([one.lists.weekly_closing[:, number] for one in replications]).astype(np.float64)
        closing = weekly
        if closing.shape[1] == 1:
            closing = np.column_stack([[one.lists.inbox_pieces[0, number] for one in replications], closing])
        slope = growth(closing)
        length = np.divide(week[number], seconds, out=np.zeros(HALF_HOURS), where=seconds > 0)
        out.append(
            ListFigures(
                unit=setting.unit_names[number // N_LIST_ROLES],
                role=Role(number % N_LIST_ROLES).name,
                cases_a_week=float(arrived[:, number].sum() / per),
                offered_minutes=float(offered[:, number].sum() / per / MINUTE),
                scheduled_minutes=float(scheduled[:, number].sum() / per / MINUTE),
                length=[round(float(value), 3) for value in length],
                weekly_closing=[float(value) for value in weekly.mean(axis=0)],
                grows=grows(closing, slope, offered[:, number].sum() / setting.weeks, scheduled[:, number].sum()
                            / setting.weeks, int(arrived[:, number].sum()), per),
                growth=slope,
            )
        )  # fmt: skip
    return out


def growth(closing: Floats) -> Estimate:
    """Return by how many pieces a week a list grows: the slope of the weekly closing list, by replication.

    Parameters
    ----------
    closing
        (R, W) pieces at the last closing of each week.
    """
    weeks = np.arange(closing.shape[1]) - (closing.shape[1] - 1) / 2
    spread = float((weeks**2).sum())
    return mean(closing @ weeks / spread) if spread else Estimate(None, None, None, 0.0, 0.0)


def grows(closing: Floats, slope: Estimate, offered: float, scheduled: float, arrived: int, per: int) -> bool:
    """Tell whether a list grows without bound.

    It rises from week to week beyond doubt (the interval of the slope lies above zero, or, since few replications have
    a wide one, the last third of the weeks lies above the first in every replication), and either more work comes than
    anybody is scheduled for, or at the end more waits than comes in a week.
    """
    if slope.value is None or slope.value <= 0:
        return False
    third = max(closing.shape[1] // 3, 1)
    everywhere = bool((closing[:, -third:].mean(axis=1) > closing[:, :third].mean(axis=1)).all())
    rises = everywhere or (slope.low is not None and slope.low > 0)
    a_week = max(arrived / per, 1.0)
    return bool(rises and (offered > scheduled or closing[:, -1].mean() > a_week))


def inboxes(replications: Sequence[Replication]) -> list[Inbox]:
    """Return what waits at opening, by unit and weekday, and for all units and weekdays together."""
    setting = replications[0].setting
    days = replications[0].lists.opening_day
    weekday = (setting.first_day - 1 + days) % 7
    lists = len(setting.unit_names) * N_LIST_ROLES
    home = np.arange(lists) // N_LIST_ROLES
    out = []
    wheres = [("", np.arange(lists))] if len(setting.unit_names) > 1 else []
    wheres += [(name, np.flatnonzero(home == unit)) for unit, name in enumerate(setting.unit_names)]
    for unit, columns in wheres:
        tables = [
            (
                one.lists.inbox_pieces[:, columns].sum(axis=1),
                one.lists.inbox_work[:, columns].sum(axis=1),
                _cleared(one.lists.inbox_cleared[:, columns]),
            )
            for one in replications
        ]
        if not any(pieces.any() for pieces, _, _ in tables):
            continue
        for name, rows in _weekdays(weekday):
            out.append(_inbox(unit, name, [tuple(column[rows] for column in table) for table in tables]))
    return out


def _weekdays(weekday: Ints) -> Iterator[tuple[str, Ints]]:
    yield "all", np.arange(len(weekday))
    for day in np.unique(weekday).tolist():
        yield WEEKDAYS[day], np.flatnonzero(weekday == day)


def _cleared(by_list: Ints) -> Ints:
    """Return when all lists together were cleared."""
    never = (by_list == NOT_THAT_DAY).any(axis=1)
    return np.where(never, NOT_THAT_DAY, by_list.max(axis=1, initial=0))


def _inbox(unit: str, weekday: str, tables: list[tuple[Ints, ...]]) -> Inbox:
    pieces, work, cleared = ([table[place] for table in tables] for place in range(3))
    openings = np.array([len(table) for table in pieces], dtype=np.float64)
    some = [table > 0 for table in pieces]
    filled = np.array([table.sum() for table in some], dtype=np.float64)
    stuck = np.array(
        [(table[rows] == NOT_THAT_DAY).sum() for table, rows in zip(cleared, some, strict=True)], dtype=np.float64
    )
    seconds = np.concatenate([table[rows] for table, rows in zip(cleared, some, strict=True)]).astype(np.int64)
    finished = seconds != NOT_THAT_DAY
    replication = np.repeat(np.arange(len(tables)), filled.astype(np.int64))
    return Inbox(
        unit=unit,
        weekday=weekday,
        openings=int(openings.sum()),
        pieces=ratio(_sums(pieces), openings),
        work_minutes=ratio(_sums(work) / MINUTE, openings),
        empty=share(openings - filled, openings),
        cleared=wait(Sample(np.maximum(seconds, 0), finished, replication, len(tables))),
        not_that_day=share(stuck, filled),
    )


def _sums(tables: list[Ints]) -> Floats:
    return np.array([table.sum() for table in tables], dtype=np.float64)
