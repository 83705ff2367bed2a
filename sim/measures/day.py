"""One day of a unit, read from a log: who was there, who did what when, and what stood in the lists at any moment.

Times of day are seconds from its midnight; the cases are told with ticks, as their stories go beyond the day.

Long because a record for each thing that is seen of a day, and one reading that fills them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.domain.words import N_LIST_ROLES, PRIORITIES, Piece, Role
from sim.measures.cases import case_columns
from sim.measures.columns import OUTCOMES
from sim.measures.duty import Duty, read_duty
from sim.measures.people import KINDS
from sim.measures.story import Story, read
from sim.measures.tale import Case, tales
from sim.measures.week import unit_number
from sim.scenario.schema.scenario import Scenario
from sim.tables import CaseTable, EventLog, Ints, PlanTable
from sim.units import DAY


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody's duty.

    Attributes
    ----------
    person, unit, role
        Who, at which unit, as what.
    start, stop
        Seconds of the day.
    absent
        Scheduled, but absent unplanned that day (ST-6).
    """

    person: str
    unit: str
    role: str
    start: int
    stop: int
    absent: bool


@dataclass(frozen=True, slots=True)
class Work:
    """Work in hand.

    Attributes
    ----------
    person
        Who.
    start, stop
        Seconds of the day; what lasts beyond it is cut off there.
    kind
        Name of the ``Piece`` or ``visit``.
    case
        Row of the CaseTable.
    unit
        Unit whose case it is.
    """

    person: str
    start: int
    stop: int
    kind: str
    case: int
    unit: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece that waits, for as long as nothing about it changes.

    Attributes
    ----------
    case, piece
        Row of the CaseTable; number of the piece within it.
    kind, role
        Name of the ``Piece``; role of the list it belongs to.
    priority, rank, since
        Its place in the order (PR-1): the last is the tick at which it arose.
    start, stop
        Seconds of the day.
    owner
        Person it waits with, empty for nobody.
    """

    case: int
    piece: int
    kind: str
    role: str
    priority: int
    rank: int
    since: int
    start: int
    stop: int
    owner: str


@dataclass(frozen=True, slots=True)
class Step:
    """How much waits from a second on.

    Attributes
    ----------
    second
        Of the day.
    waiting
        Pieces of work by priority in the order, 1 first.
    """

    second: int
    waiting: list[int]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a unit.

    Attributes
    ----------
    unit
        Whose lists, people and arrivals.
    day, date
        Day of the horizon, from 0; the same as a date.
    first_day
        Date of tick 0.
    open, close
        Seconds of the day between which the channel is staffed; equal where it is not.
    people
        Names, those of the unit first, by when they come.
    shifts, work, waiting
        See there.
    cases
        Whatever arrived, waited or was worked on.
    """

    unit: str
    day: int
    date: str
    first_day: str
    open: int
    close: int
    people: list[str]
    shifts: list[Shift]
    work: list[Work]
    waiting: list[Waiting]
    cases: list[Case]

    def at(self, second: int) -> list[Waiting]:
        """Return what waits at a second of the day, the first to be taken first (PR-1)."""
        there = [one for one in self.waiting if one.start <= second < one.stop]
        return sorted(there, key=lambda one: (one.priority, one.rank, one.since, one.case, one.piece))

    def lengths(self, role: str = "") -> list[Step]:
        """Return how much waits through the day, a step wherever that changes, the first at midnight.

        Parameters
        ----------
        role
            Of the list, empty for all.
        """
        changes = np.zeros((DAY + 1, len(PRIORITIES)), dtype=np.int64)
        for one in self.waiting:
            if role in ("", one.role):
                changes[one.start, one.priority - 1] += 1
                changes[one.stop, one.priority - 1] -= 1
        changed = np.flatnonzero(changes[1:DAY].any(axis=1)) + 1
        levels = changes.cumsum(axis=0)
        return [Step(int(second), levels[second].tolist()) for second in (0, *changed.tolist())]

    def most(self, low: int, high: int) -> Step:
        """Return the first moment between two seconds of the day at which most waits."""
        steps = self.lengths()
        before = max((one for one in steps if one.second <= low), key=lambda one: one.second)
        inside = [Step(low, before.waiting), *(one for one in steps if low < one.second < high)]
        return max(inside, key=lambda one: (sum(one.waiting), -one.second))

    def case(self, number: int) -> Case | None:
        """Return a case by its number, None where it has nothing to do with the day."""
        return next((one for one in self.cases if one.number == number), None)


def read_day(scenario: Scenario, plan: PlanTable, cases: CaseTable, log: EventLog, day: int, unit: str) -> Day:
    """Read a day.

    Parameters
    ----------
    scenario
        For its targets and costs alone.
    plan, cases, log
        What was played and what happened.
    day
        Of the horizon, from 0.
    unit
        Whose.

    Raises
    ------
    ValueError
        There is no such day or unit.
    EngineError
        The log cannot be: see `measure`.
    """
    if not 0 <= day < len(plan.day_open):
        raise ValueError(f"day {day} is not in the horizon")
    which = unit_number(plan, unit)
    story, duty = read(plan, cases, log), read_duty(plan, log)
    at_home = np.unique(plan.post_person[plan.post_unit == which])
    hands = np.array(list(_hands(story, day, which, at_home)), dtype=np.int64)
    wait_rows = _wait_rows(story, day, which)
    here = np.union1d(at_home, story.busy.person[hands])
    shifts = [*_shifts(plan, duty, day, here)]
    waiting = [*_waiting(story, wait_rows, day)]
    came = np.flatnonzero((cases.arrival // DAY == day) & ((cases.unit == which) | (cases.handling_unit == which)))
    wanted = np.unique(
        np.concatenate([came, story.busy.case[hands], story.pieces.case[story.waiting.piece[wait_rows]]])
    )
    first = plan.first_day
    names = {one.person for one in shifts} | {plan.person_names[one] for one in story.busy.person[hands]}
    return Day(
        unit=unit,
        day=day,
        date=_date(first + day),
        first_day=_date(first),
        open=int(plan.day_open[day]) - day * DAY,
        close=int(plan.day_close[day]) - day * DAY,
        people=_in_order(plan, shifts, names, which),
        shifts=shifts,
        work=[*_work(story, hands, day)],
        waiting=waiting,
        cases=tales(story, case_columns(scenario, story, duty, 0), OUTCOMES, wanted),
    )


def _date(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _hands(story: Story, day: int, unit: int, at_home: Ints) -> Iterator[int]:
    """Yield rows of work of the day: by the unit's people, and on the unit's cases."""
    busy = story.busy
    then = (busy.start < (day + 1) * DAY) & (busy.stop > day * DAY)
    ours = np.isin(busy.person, at_home) | (busy.home // N_LIST_ROLES == unit)
    yield from np.flatnonzero(then & ours).tolist()


def _work(story: Story, hands: Ints, day: int) -> Iterator[Work]:
    busy, plan, midnight = story.busy, story.plan, day * DAY
    for row in hands.tolist():
        yield Work(
            person=plan.person_names[busy.person[row]],
            start=max(int(busy.start[row]) - midnight, 0),
            stop=min(int(busy.stop[row]) - midnight, DAY),
            kind=KINDS[busy.kind[row]],
            case=int(busy.case[row]),
            unit=plan.unit_names[busy.home[row] // N_LIST_ROLES],
        )


def _shifts(plan: PlanTable, duty: Duty, day: int, people: Ints) -> Iterator[Shift]:
    then = (duty.start < (day + 1) * DAY) & (duty.stop > day * DAY) & np.isin(duty.person, people)
    for row in np.flatnonzero(then).tolist():
        post = duty.post[row]
        yield Shift(
            person=plan.person_names[duty.person[row]],
            unit=plan.unit_names[plan.post_unit[post]],
            role=Role(int(plan.post_role[post])).name,
            start=max(int(duty.start[row]) - day * DAY, 0),
            stop=min(int(duty.stop[row]) - day * DAY, DAY),
            absent=not duty.worked[row],
        )


def _wait_rows(story: Story, day: int, unit: int) -> Ints:
    """Return rows of waiting of the day in the unit's lists, whomever they wait with."""
    waiting = story.waiting
    then = (waiting.start < (day + 1) * DAY) & (waiting.stop > day * DAY)
    return np.flatnonzero(then & (story.pieces.home[waiting.piece] // N_LIST_ROLES == unit))


def _waiting(story: Story, rows: Ints, day: int) -> Iterator[Waiting]:
    waiting, pieces, midnight = story.waiting, story.pieces, day * DAY
    for row in rows.tolist():
        piece, owner = int(waiting.piece[row]), int(waiting.owner[row])
        yield Waiting(
            case=int(pieces.case[piece]),
            piece=int(pieces.number[piece]),
            kind=Piece(int(pieces.kind[piece])).name,
            role=Role(int(pieces.home[piece]) % N_LIST_ROLES).name,
            priority=int(waiting.priority[row]),
            rank=int(waiting.rank[row]),
            since=int(pieces.arose[piece]),
            start=max(int(waiting.start[row]) - midnight, 0),
            stop=min(int(waiting.stop[row]) - midnight, DAY),
            owner=story.plan.person_names[owner] if owner >= 0 else "",
        )


def _in_order(plan: PlanTable, shifts: list[Shift], names: set[str], unit: int) -> list[str]:
    """Return those who were to be there or worked: the unit's own first, by role and when they come."""
    own = {plan.person_names[one] for one in plan.post_person[plan.post_unit == unit]}
    first: dict[str, tuple[int, int]] = {}
    for one in shifts:
        first[one.person] = min(first.get(one.person, (N_LIST_ROLES, DAY)), (Role[one.role].value, one.start))
    return sorted(names, key=lambda name: (name not in own, first.get(name, (N_LIST_ROLES, DAY)), name))
