"""Who is there when: people on duty by list, weekday and half-hour, and the staffed time in which nobody is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.words import N_LIST_ROLES, Relation, Role
from sim.scenario.schema import Scenario
from sim.tables import Bools, Ints, PlanTable
from sim.units import DAY

HALF_HOUR = 1800
PER_DAY = DAY // HALF_HOUR


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """People in one list on one weekday.

    Attributes
    ----------
    unit, role
        The list.
    weekday
        Monday 0 to Sunday 6.
    people
        Mean number of people on duty in each half-hour of `Coverage.starts`, over the staffed days of that weekday.
    """

    unit: str
    role: str
    weekday: int
    people: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The roster as it covers the lists, closures and leave included.

    Attributes
    ----------
    starts
        Beginning of each half-hour shown, in seconds of the day: from the earliest opening to the latest closing.
    rows
        One row by unit, role and weekday that is ever staffed, for every list that a case can enter.
    """

    starts: tuple[int, ...]
    rows: tuple[CoverageRow, ...]


def coverage(scenario: Scenario, plan: PlanTable) -> Coverage:
    """Count the people in each list by weekday and half-hour [ST-2].

    People count in their home list: cover and help are not in it.

    Parameters
    ----------
    scenario
        The scenario.
    plan
        Its plan.

    Returns
    -------
    Coverage
        Ready to be printed as a table.
    """
    first = scenario.horizon.from_.weekday()
    weekday = (first + np.arange(len(plan.day_open))) % 7
    staffed = plan.day_close > plan.day_open
    days = np.bincount(weekday[staffed], minlength=7)
    if not staffed.any():
        return Coverage((), ())
    opens, closes = plan.day_open[staffed] % DAY, (plan.day_close - np.arange(len(staffed)) * DAY)[staffed]
    cells = range(int(opens.min()) // HALF_HOUR, -(-int(closes.max()) // HALF_HOUR))
    homes = plan.post_list[plan.shift_post]
    day = plan.shift_from // DAY
    start, stop, group = plan.shift_from - day * DAY, plan.shift_until - day * DAY, homes * 7 + weekday[day]
    n_lists = len(plan.unit_names) * N_LIST_ROLES
    counted = homes >= 0
    people = np.zeros((len(cells), n_lists * 7))
    for n, cell in enumerate(cells):
        there = np.clip(np.minimum(stop, (cell + 1) * HALF_HOUR) - np.maximum(start, cell * HALF_HOUR), 0, None)
        people[n] = np.bincount(group[counted], weights=there[counted], minlength=n_lists * 7) / HALF_HOUR
    means = people.reshape(len(cells), n_lists, 7) / np.maximum(days, 1)
    rows = [
        CoverageRow(plan.unit_names[unit], role.name, on, tuple(means[:, unit * N_LIST_ROLES + role, on].tolist()))
        for unit in range(len(plan.unit_names))
        for role in list(Role)[:N_LIST_ROLES]
        if plan.list_unit[unit, role] == unit
        for on in np.flatnonzero(days).tolist()
    ]
    return Coverage(tuple(cell * HALF_HOUR for cell in cells), tuple(rows))


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Staffed time of one list in which nobody is on duty who may work in it; planned closures do not count.

    Attributes
    ----------
    open
        (D,) staffed ticks of each day outside closures of the list's unit.
    nobody
        (D,) those without anyone.
    half_hours
        (D,) whole half-hours of the clock without anyone.
    """

    open: Ints
    nobody: Ints
    half_hours: Ints


class Presence:
    """Finds for each list when somebody is there, home, covering or helping.

    Parameters
    ----------
    plan
        The plan.
    """

    def __init__(self, plan: PlanTable) -> None:
        self._plan = plan
        n_posts = len(plan.post_person)
        self._first = np.searchsorted(plan.shift_post, np.arange(n_posts + 1))
        self._rows = np.argsort(plan.access_list, kind="stable")
        n_lists = len(plan.unit_names) * N_LIST_ROLES
        self._of_list = np.searchsorted(plan.access_list[self._rows], np.arange(n_lists + 1))

    def duty(self, list_: int, relation: Relation | None = None) -> tuple[Ints, Ints]:
        """Return when anybody is there, as sorted intervals that do not touch.

        Parameters
        ----------
        list_
            Code of the list.
        relation
            Count only people with this relation to it.
        """
        starts, stops = [], []
        for row in self._accesses(list_, relation):
            plan, post = self._plan, self._plan.access_post[row]
            shifts = slice(self._first[post], self._first[post + 1])
            start = np.maximum(plan.shift_from[shifts], plan.access_from[row])
            stop = np.minimum(plan.shift_until[shifts], plan.access_until[row])
            starts.append(start[stop > start])
            stops.append(stop[stop > start])
        return union(_joined(starts), _joined(stops))

    def uncovered(self, list_: int) -> Uncovered:
        """Measure the staffed time of a list without anyone."""
        plan = self._plan
        closed = plan.closure_unit == list_ // N_LIST_ROLES
        closures = union(plan.closure_from[closed], plan.closure_until[closed])
        duty = self.duty(list_)
        edges = np.unique(np.concatenate([plan.day_open, plan.day_close, *closures, *duty]))
        start, stop = edges[:-1], edges[1:]
        staffed_days = plan.day_close > plan.day_open
        staffed = inside((plan.day_open[staffed_days], plan.day_close[staffed_days]), start)
        is_open = staffed & ~inside(closures, start)
        without = is_open & ~inside(duty, start)
        gap_from, gap_until = _merged(start[without], stop[without])
        cells = np.maximum(gap_until // HALF_HOUR - -(-gap_from // HALF_HOUR), 0)
        return Uncovered(
            open=self._by_day(start[is_open], (stop - start)[is_open]),
            nobody=self._by_day(gap_from, gap_until - gap_from),
            half_hours=self._by_day(gap_from, cells),
        )

    def _accesses(self, list_: int, relation: Relation | None) -> Iterator[int]:
        for row in self._rows[self._of_list[list_] : self._of_list[list_ + 1]]:
            if relation is None or self._plan.access_relation[row] == relation:
                yield row

    def _by_day(self, start: Ints, amount: Ints) -> Ints:
        days = len(self._plan.day_open)
        return np.bincount(start // DAY, weights=amount, minlength=days).astype(np.int64)


def _joined(parts: list[NDArray[np.int64]]) -> Ints:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


def _merged(start: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Merge sorted intervals of a day that touch."""
    if not len(start):
        return start, stop
    apart = (start[1:] > stop[:-1]) | (start[1:] // DAY > start[:-1] // DAY)
    return start[np.concatenate([[True], apart])], stop[np.concatenate([apart, [True]])]


def union(start: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Return intervals as sorted ones that neither overlap nor touch."""
    if not len(start):
        return start, stop
    order = np.argsort(start, kind="stable")
    start, latest = start[order], np.maximum.accumulate(stop[order])
    apart = start[1:] > latest[:-1]
    return start[np.concatenate([[True], apart])], latest[np.concatenate([apart, [True]])]


def inside(intervals: tuple[Ints, Ints], ticks: Ints) -> Bools:
    """Tell which ticks lie in sorted intervals that do not overlap."""
    start, stop = intervals
    result: Bools = np.searchsorted(start, ticks, side="right") > np.searchsorted(stop, ticks, side="right")
    return result
