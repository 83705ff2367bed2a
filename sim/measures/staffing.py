"""People and lists over replications: load, lists over the week, the inbox at opening, growth, and money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.words import N_LIST_ROLES, Piece, Role
from sim.measures.columns import WEEKDAYS
from sim.measures.estimate import Estimate, Floats, mean, ratio, share
from sim.measures.lists import NOT_THAT_DAY
from sim.measures.load import HALF_HOURS
from sim.measures.replication import TOTALS, Replication
from sim.measures.waits import Sample, Wait, wait
from sim.tables import Ints
from sim.units import DAY, HOUR, MINUTE

KINDS = (*(kind.name for kind in Piece), "visit")
TOTAL_SMS, TOTAL_FEE = TOTALS.index("sms"), TOTALS.index("fee")


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """What a person did, on average over replications.

    Attributes
    ----------
    person, unit, role
        Name; unit and role of the first post.
    utilisation
        Share of the time on duty (absence taken off) with work in hand.
    scheduled_hours, absent_hours, idle_hours, overrun_minutes
        A week: on duty by the plan, of that absent, there with nothing in hand, work after duty.
    hours_by_kind
        A week: hours of work by kind.
    open_mean, open_most
        Live conversations owned: mean over the time on duty, most at once in any replication.
    half_hours
        Half-hours of the week (0 is Monday 00:00) with duty or work: number, scheduled and busy seconds a week.
    """

    person: str
    unit: str
    role: str
    utilisation: Estimate
    scheduled_hours: float
    absent_hours: float
    idle_hours: float
    overrun_minutes: Estimate
    hours_by_kind: dict[str, float]
    open_mean: float | None
    open_most: int
    half_hours: list[tuple[int, float, float]]


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
        Pieces a week by which the closing list grows (least squares).
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


@dataclass(frozen=True, slots=True)
class Money:
    """What a week costs, mean over replications.

    Attributes
    ----------
    unit
        Unit, or empty for all of them together.
    scheduled_hours, overrun_hours
        Paid hours: on duty by the plan, absence included and breaks not; work after duty.
    staff_cost
        SEK for both, by role.
    sms, sms_cost
        Number and SEK.
    fees
        SEK paid by patients.
    """

    unit: str
    scheduled_hours: float
    overrun_hours: Estimate
    staff_cost: Estimate
    sms: Estimate
    sms_cost: Estimate
    fees: Estimate


def stack(replications: Sequence[Replication], room: str, name: str) -> Floats:
    """Return one table of every replication, the replication first."""
    return np.stack([getattr(getattr(one, room), name) for one in replications]).astype(np.float64)


def people(replications: Sequence[Replication]) -> list[PersonLoad]:
    """Return the load of everybody who has a post that handles cases (ST-9: an administrator has no load)."""
    setting = replications[0].setting
    per = setting.weeks * len(replications)
    found = {
        name: stack(replications, "load", name)
        for name in ("busy", "scheduled", "absent", "idle", "overrun", "open_seconds", "open_most")
    }
    scheduled_week, busy_week = (
        sum(getattr(one.load, name).astype(np.float64) for one in replications) / per
        for name in ("scheduled_week", "busy_week")
    )
    out = []
    for person, name in enumerate(setting.person_names):
        posts = np.flatnonzero(setting.post_person == person)
        if not len(posts) or setting.post_role[posts[0]] == Role.administrator:
            continue
        there = found["scheduled"][:, person] - found["absent"][:, person]
        kinds = found["busy"][:, person].sum(axis=0) / per / HOUR
        on = np.flatnonzero(scheduled_week[person] + busy_week[person])
        out.append(
            PersonLoad(
                person=name,
                unit=setting.unit_names[setting.post_unit[posts[0]]],
                role=Role(setting.post_role[posts[0]]).name,
                utilisation=ratio(there - found["idle"][:, person], there),
                scheduled_hours=float(found["scheduled"][:, person].sum() / per / HOUR),
                absent_hours=float(found["absent"][:, person].sum() / per / HOUR),
                idle_hours=float(found["idle"][:, person].sum() / per / HOUR),
                overrun_minutes=mean(found["overrun"][:, person] / setting.weeks / MINUTE),
                hours_by_kind={kind: float(kinds[place]) for place, kind in enumerate(KINDS) if kinds[place]},
                open_mean=float(found["open_seconds"][:, person].sum() / there.sum()) if there.sum() else None,
                open_most=int(found["open_most"][:, person].max()),
                half_hours=[
                    (int(half), float(scheduled_week[person][half]), float(busy_week[person][half])) for half in on
                ],
            )
        )
    return out


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
        closing = np.stack([one.lists.weekly_closing[:, number] for one in replications]).astype(np.float64)
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
                weekly_closing=[float(value) for value in closing.mean(axis=0)],
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

    It rises from week to week beyond doubt (the interval of the slope lies above zero; with one replication: the last
    third of the weeks lies above the first), and either more work comes than anybody is scheduled for, or at the end
    more waits than comes in a week.
    """
    if slope.value is None or slope.value <= 0:
        return False
    third = max(closing.shape[1] // 3, 1)
    rises = closing[:, -third:].mean() > closing[:, :third].mean() if slope.low is None else slope.low > 0
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


def money(replications: Sequence[Replication]) -> list[Money]:
    """Return the cost of a week by unit, and of all units together (under an empty name, first)."""
    setting = replications[0].setting
    scheduled, over = (stack(replications, "load", name) for name in ("unit_scheduled", "unit_overrun"))
    totals = np.stack([one.totals for one in replications])
    everything = np.arange(len(setting.unit_names))
    wheres = [("", everything)] + [(name, everything[unit : unit + 1]) for unit, name in enumerate(setting.unit_names)]
    paid = np.array(setting.hourly) > 0
    out = []
    for name, units in wheres:
        hours = scheduled[:, units].sum(axis=1) / HOUR / setting.weeks
        more = over[:, units].sum(axis=1) / HOUR / setting.weeks
        sms = totals[:, units, TOTAL_SMS].sum(axis=1) / setting.weeks
        out.append(
            Money(
                unit=name,
                scheduled_hours=float(hours[:, paid].sum(axis=1).mean()),
                overrun_hours=mean(more.sum(axis=1)),
                staff_cost=mean((hours + more) @ np.array(setting.hourly)),
                sms=mean(sms),
                sms_cost=mean(sms * setting.sms),
                fees=mean(totals[:, units, TOTAL_FEE].sum(axis=1) / setting.weeks),
            )
        )
    return out
