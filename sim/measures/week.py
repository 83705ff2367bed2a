"""The week of a unit: when cases come, how many wait, what the day opens with, and who is there and busy.

By weekday and half-hour, 336 half-hours from Monday 00:00, and by role and priority. A case waits here from its arrival
until its first piece is begun; what has been begun and waits again, a reply or a referral, stands in `list_figures`.

Long because a record for each part of the week, and one count that fills them all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.domain.words import N_LIST_ROLES, PRIORITIES, Role
from sim.measures.columns import WEEKDAYS
from sim.measures.compiled.week import HALF_HOUR, HALF_HOURS, weekly
from sim.measures.estimate import Estimate, Floats, mean, ratio, ratios, share
from sim.measures.list_figures import half_hours_a_week
from sim.measures.lists import NOT_THAT_DAY, all_cleared
from sim.measures.ranges import spread
from sim.measures.replication import Replication, Setting
from sim.measures.waits import Sample, Wait, wait
from sim.tables import Bools, Ints, PlanTable
from sim.units import DAY, WEEK

WANTED = ("arrival", "wait_elapsed_s", "still_waiting", "in_measures", "handling_unit", "role", "priority")
"""Columns of cases that `week_of` reads."""
EVERY = 0
"""Stands for all priorities together, as the empty name does for all roles and all units."""
GROUPS = N_LIST_ROLES * len(PRIORITIES)


@dataclass(frozen=True, slots=True)
class Curve:
    """A figure by half-hour of the week, mean over replications.

    Attributes
    ----------
    value, low, high
        336 each: the figure and its 95 % interval; None where there is nothing to measure, or one replication only.
    """

    value: list[float | None]
    low: list[float | None]
    high: list[float | None]


@dataclass(frozen=True, slots=True)
class Opening:
    """What waits for its first contact when the day opens.

    Attributes
    ----------
    weekday
        ``mon`` to ``sun``, or ``all``.
    openings
        Staffed days counted, in all replications.
    waiting
        Mean number of cases.
    cleared
        Seconds from the opening until all of them had been begun, on days on which something waited; a day on which
        they were not is unfinished.
    not_that_day
        Share of those days at whose closing something of it still waited.
    """

    weekday: str
    openings: int
    waiting: Estimate
    cleared: Wait
    not_that_day: Estimate


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a role and a priority.

    Attributes
    ----------
    role, priority
        Role of the list they enter, empty for all; listed priority, `EVERY` for all.
    arrivals
        Mean number that comes in a half-hour.
    waiting
        Mean number that waits for the first contact.
    openings
        By weekday, ``all`` first.
    """

    role: str
    priority: int
    arrivals: Curve
    waiting: Curve
    openings: list[Opening]


@dataclass(frozen=True, slots=True)
class Staff:
    """The people whose first post is at the unit.

    Attributes
    ----------
    role
        Role of that post, empty for all.
    scheduled
        (336) mean number of people on duty by the plan.
    busy
        (336) mean number with work in hand.
    load
        Busy of scheduled, 0-1 and above where work outlasts duty; None where nobody is scheduled.
    """

    role: str
    scheduled: list[float]
    busy: list[float]
    load: Curve


@dataclass(frozen=True, slots=True)
class Week:
    """The week of a unit.

    Attributes
    ----------
    unit
        Whose lists and people, empty for all of them together.
    measured_from, measured_until
        First and last date that is measured.
    weeks, replications
        Length of the measured part; how many replications.
    staffed
        (336) share of each half-hour of the measured part that is staffed: public holidays are not.
    cases, staff
        Every role and priority that has any, all together first.
    """

    unit: str
    measured_from: str
    measured_until: str
    weeks: int
    replications: int
    staffed: list[float]
    cases: list[Cases]
    staff: list[Staff]

    def of(self, role: str, priority: int) -> Cases | None:
        """Return the cases of a role and a priority, None where none come."""
        return next((one for one in self.cases if (one.role, one.priority) == (role, priority)), None)

    def people(self, role: str) -> Staff | None:
        """Return the people of a role, None where there are none."""
        return next((one for one in self.staff if one.role == role), None)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one replication adds: arrivals and seconds of waiting (25, 336); by opening (O, 25) cases and clearing."""

    arrivals: Ints
    seconds: Ints
    waiting: Ints
    cleared: Ints
    busy: Ints
    scheduled: Ints


def week_of(replications: Iterable[Replication], plan: PlanTable, unit: str = "") -> Week:
    """Return the week of a unit.

    Parameters
    ----------
    replications
        With the columns `WANTED` of their cases.
    plan
        What was played: its calendar.
    unit
        Whose lists and people; empty for all.

    Raises
    ------
    ValueError
        There is no such unit, or no replication.
    """
    which = unit_number(plan, unit) if unit else -1
    days = np.flatnonzero((plan.day_open < plan.day_close) & (plan.day_open >= plan.measured_from))
    setting: Setting | None = None
    counted = []
    for one in replications:
        setting = one.setting
        counted.append(_count(one, plan, days, which))
    if setting is None:
        raise ValueError("no week: no replication")
    often = half_hours_a_week(setting)
    return Week(
        unit=unit,
        measured_from=setting.date_of(setting.measured_from).isoformat(),
        measured_until=setting.date_of(setting.end).isoformat(),
        weeks=setting.weeks,
        replications=len(counted),
        staffed=_rounded(_staffed(plan) / np.maximum(often, 1) / HALF_HOUR),
        cases=_cases(counted, (plan.first_day - 1 + days) % 7, often),
        staff=_staff(counted, setting, which, often),
    )


def unit_number(plan: PlanTable, unit: str) -> int:
    """Return the number of a unit; raises ValueError if there is none of that name."""
    if unit not in plan.unit_names:
        raise ValueError(f'"{unit}" is no unit here')
    return plan.unit_names.index(unit)


def _count(one: Replication, plan: PlanTable, days: Ints, unit: int) -> _Counted:
    cases = {name: one.cases[name].astype(np.int64) for name in WANTED}
    here = cases["handling_unit"] >= 0 if unit < 0 else cases["handling_unit"] == unit
    group = np.where(here, cases["role"] * len(PRIORITIES) + cases["priority"] - PRIORITIES[0], -1)
    monday = (plan.first_day - 1) % 7 * DAY
    until = cases["arrival"] + cases["wait_elapsed_s"]
    counts = (cases["in_measures"] > 0) & (group >= 0)
    half = (monday + cases["arrival"][counts]) % WEEK // HALF_HOUR
    arrivals = np.bincount(group[counts] * HALF_HOURS + half, minlength=GROUPS * HALF_HOURS)
    seconds = weekly(
        group, np.maximum(cases["arrival"], 0), np.maximum(until, 0), GROUPS, monday, plan.measured_from, plan.end
    )
    waiting, cleared = _openings(
        group, cases["arrival"], until, cases["still_waiting"] > 0, (plan.day_open[days], plan.day_close[days])
    )
    return _Counted(
        arrivals.reshape(GROUPS, HALF_HOURS), seconds, waiting, cleared, one.load.busy_week, one.load.scheduled_week
    )


def _openings(group: Ints, since: Ints, until: Ints, unbegun: Bools, days: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return (O, 25) cases waiting when a day opens, before anybody takes one, and seconds until all were begun."""
    opening, closing = days
    some = np.flatnonzero(group >= 0)
    first = np.searchsorted(opening, since[some], side="left")
    last = np.where(
        unbegun[some],
        np.searchsorted(opening, until[some], side="left"),
        np.searchsorted(opening, until[some], side="right"),
    )
    which, place = spread(np.maximum(last - first, 0))
    case, day = some[which], first[which] + place
    waiting, cleared = (np.zeros((len(opening), GROUPS), dtype=np.int64) for _ in range(2))
    np.add.at(waiting, (day, group[case]), 1)
    np.maximum.at(cleared, (day, group[case]), until[case] - opening[day])
    late = (until[case] >= closing[day]) | unbegun[case]
    cleared[day[late], group[case[late]]] = NOT_THAT_DAY
    return waiting, cleared


def _staffed(plan: PlanTable) -> Floats:
    """Return (336) staffed seconds of the measured part by half-hour of the week."""
    row = np.zeros(len(plan.day_open), dtype=np.int64)
    monday = (plan.first_day - 1) % 7 * DAY
    seconds: Ints = weekly(row, plan.day_open, plan.day_close, 1, monday, plan.measured_from, plan.end)
    return np.asarray(seconds[0], dtype=np.float64)


def _cases(counted: Sequence[_Counted], weekday: Ints, often: Floats) -> list[Cases]:
    """Return the figures of every role and priority that has cases, and of what they add up to."""
    shape = len(counted), N_LIST_ROLES, len(PRIORITIES), HALF_HOURS
    arrivals = np.stack([one.arrivals for one in counted]).reshape(shape)
    seconds = np.stack([one.seconds for one in counted]).reshape(shape)
    by_day = len(counted), len(weekday), N_LIST_ROLES, len(PRIORITIES)
    waiting = np.stack([one.waiting for one in counted]).reshape(by_day)
    cleared = np.stack([one.cleared for one in counted]).reshape(by_day)
    out = []
    for role in ("", *(Role(code).name for code in range(N_LIST_ROLES))):
        for priority in (EVERY, *PRIORITIES):
            roles = slice(None) if not role else slice(Role[role].value, Role[role].value + 1)
            urgent = slice(None) if priority == EVERY else slice(priority - PRIORITIES[0], priority - PRIORITIES[0] + 1)
            came = arrivals[:, roles, urgent].sum(axis=(1, 2))
            waited = seconds[:, roles, urgent].sum(axis=(1, 2))
            if came.any() or waited.any():
                there = waiting[:, :, roles, urgent].sum(axis=(2, 3))
                none = all_cleared(cleared[:, :, roles, urgent].reshape(*there.shape, -1))
                at_opening = _by_weekday(weekday, there, none)
                curves = _curve(came, often), _curve(waited, often * HALF_HOUR)
                out.append(Cases(role, priority, *curves, at_opening))
    return out


def _by_weekday(weekday: Ints, waiting: Ints, cleared: Ints) -> list[Opening]:
    rows = [("all", np.arange(len(weekday)))]
    rows += [(WEEKDAYS[day], np.flatnonzero(weekday == day)) for day in np.unique(weekday).tolist()]
    return [_opening(name, waiting[:, days], cleared[:, days]) for name, days in rows]


def _opening(weekday: str, waiting: Ints, cleared: Ints) -> Opening:
    count = np.full(len(waiting), waiting.shape[1], dtype=np.float64)
    some, never = waiting > 0, cleared == NOT_THAT_DAY
    replication, _ = np.nonzero(some)
    return Opening(
        weekday=weekday,
        openings=waiting.size,
        waiting=ratio(waiting.sum(axis=1).astype(np.float64), count) if waiting.size else mean(count),
        cleared=wait(Sample.of(np.maximum(cleared, 0)[some], ~never[some], replication, len(waiting))),
        not_that_day=share((never & some).sum(axis=1).astype(np.float64), some.sum(axis=1).astype(np.float64)),
    )


def _staff(counted: Sequence[_Counted], setting: Setting, unit: int, often: Floats) -> list[Staff]:
    first = {int(person): post for post, person in reversed(list(enumerate(setting.post_person)))}
    role_of = {person: int(setting.post_role[post]) for person, post in first.items()}
    here = [person for person, post in sorted(first.items()) if unit in (-1, int(setting.post_unit[post]))]
    busy, scheduled = (np.stack([getattr(one, name) for one in counted]) for name in ("busy", "scheduled"))
    out = []
    for role in ("", *(Role(code).name for code in range(N_LIST_ROLES))):
        who = [one for one in here if role_of[one] < N_LIST_ROLES and role in ("", Role(role_of[one]).name)]
        if not who:
            continue
        work, duty = (table[:, who].sum(axis=1) for table in (busy, scheduled))
        per = np.maximum(often, 1) * HALF_HOUR * len(counted)
        load = _of(ratios(work.T.astype(np.float64), duty.T.astype(np.float64)))
        out.append(Staff(role, _rounded(duty.sum(axis=0) / per), _rounded(work.sum(axis=0) / per), load))
    return out


def _curve(sums: Ints, often: Floats) -> Curve:
    """Return the curve of (R, 336) sums over half-hours that occur so often in each replication."""
    times = np.broadcast_to(often[:, np.newaxis], (HALF_HOURS, len(sums)))
    return _of(ratios(sums.T.astype(np.float64), times))


def _of(found: Sequence[Estimate]) -> Curve:
    def side(name: str) -> list[float | None]:
        values = [getattr(one, name) for one in found]
        return [None if value is None else round(max(value, 0.0), 4) for value in values]

    return Curve(side("value"), side("low"), side("high"))


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]
