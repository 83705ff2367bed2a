"""The lists over replications: their length over the week, whether they grow without bound, the inbox at opening."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.domain.words import N_LIST_ROLES, Role
from sim.measures.columns import WEEKDAYS
from sim.measures.estimate import Estimate, Floats, mean, ratio, share
from sim.measures.lists import NOT_THAT_DAY, all_cleared
from sim.measures.load import HALF_HOURS
from sim.measures.replication import Setting
from sim.measures.several import Several
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


def half_hours_a_week(setting: Setting) -> Floats:
    """Return how often each half-hour of the week lies in the measured part."""
    half = DAY * 7 // HALF_HOURS
    start = -(-setting.measured_from // half)
    count = np.bincount(np.arange(start, -(-setting.end // half)) % HALF_HOURS, minlength=HALF_HOURS)
    return np.roll(count, (setting.first_day - 1) % 7 * (DAY // half)).astype(np.float64)


def list_figures(run: Several) -> list[ListFigures]:
    """Return every list that anything came to."""
    setting = run.setting
    arrived, offered, scheduled = (run.stack(f"lists.{name}") for name in ("arrived", "offered", "scheduled"))
    per = setting.weeks * len(run)
    week = run.totals["lists.week"] / len(run)
    seconds = half_hours_a_week(setting) * (7 * DAY / HALF_HOURS)
    weekly, first = run.stack("lists.weekly_closing"), run.stack("lists.first_inbox")
    out = []
    for number in np.flatnonzero(offered.sum(axis=0)).tolist():
        closing = weekly[:, :, number]
        if closing.shape[1] == 1:
            closing = np.column_stack([first[:, number], closing])
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
                weekly_closing=[float(value) for value in weekly[:, :, number].mean(axis=0)],
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


def inboxes(run: Several) -> list[Inbox]:
    """Return what waits at opening, by unit and weekday, and for all units and weekdays together."""
    setting = run.setting
    weekday = (setting.first_day - 1 + run.arrays["lists.opening_day"][0]) % 7
    pieces, work, cleared = (run.arrays[f"lists.inbox_{name}"] for name in ("pieces", "work", "cleared"))
    wheres = [("", (pieces.sum(axis=2), work.sum(axis=2), all_cleared(cleared)))] if len(setting.unit_names) > 1 else []
    wheres += [
        (name, (pieces[..., unit], work[..., unit], cleared[..., unit])) for unit, name in enumerate(setting.unit_names)
    ]
    return [
        _inbox(unit, name, *(table[:, rows] for table in tables))
        for unit, tables in wheres
        if tables[0].any()
        for name, rows in _weekdays(weekday)
    ]


def inbox_of(run: Several, unit: str, day: int) -> Inbox:
    """Return what waits in a unit's lists when one day opens.

    Parameters
    ----------
    run
        The replications.
    unit
        Name of the unit.
    day
        A staffed day of the measured part, as a day of the horizon.
    """
    place = run.setting.unit_names.index(unit)
    row = run.arrays["lists.opening_day"][0].tolist().index(day)
    tables = (run.arrays[f"lists.inbox_{name}"][:, row : row + 1, place] for name in ("pieces", "work", "cleared"))
    return _inbox(unit, WEEKDAYS[(run.setting.first_day - 1 + day) % 7], *tables)


def _weekdays(weekday: Ints) -> Iterator[tuple[str, Ints]]:
    yield "all", np.arange(len(weekday))
    for day in np.unique(weekday).tolist():
        yield WEEKDAYS[day], np.flatnonzero(weekday == day)


def _inbox(unit: str, weekday: str, pieces: Ints, work: Ints, cleared: Ints) -> Inbox:
    """Return what waits at some openings from tables of them, (R, O) each."""
    openings = np.full(len(pieces), pieces.shape[1], dtype=np.float64)
    some, never = pieces > 0, cleared == NOT_THAT_DAY
    filled = some.sum(axis=1).astype(np.float64)
    replication, _ = np.nonzero(some)
    return Inbox(
        unit=unit,
        weekday=weekday,
        openings=int(openings.sum()),
        pieces=ratio(pieces.sum(axis=1).astype(np.float64), openings),
        work_minutes=ratio(work.sum(axis=1) / MINUTE, openings),
        empty=share(openings - filled, openings),
        cleared=wait(Sample.of(np.maximum(cleared, 0)[some], ~never[some], replication, len(pieces))),
        not_that_day=share((never & some).sum(axis=1).astype(np.float64), filled),
    )
