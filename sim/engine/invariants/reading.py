"""What plan and cases say by themselves: clocks, duty and who may work where, read without any engine."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from sim.domain.words import N_LIST_ROLES, Relation, Role
from sim.tables import CaseTable, EventLog, PlanTable, Row
from sim.units import DAY, HOUR, MINUTE

LogRow = tuple[int, int, int, int, int, int]
"""(tick, kind, case, person, piece, detail)"""

NEVER = 2**62
"""A tick that does not come."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Duty that happens: absence is taken out.

    Attributes
    ----------
    person, post
        Numbers in the plan.
    start, stop
        Ticks; the second is no longer duty.
    leaves
        The person leaves when it stops; False: a break, in which open conversations are kept.
    """

    person: int
    post: int
    start: int
    stop: int
    leaves: bool


@dataclass(frozen=True)
class Reading:
    """Plan, cases and log side by side, with the questions that every guard asks.

    Attributes
    ----------
    plan, cases
        What the engine was given.
    rows
        The log, row by row in its own order.
    """

    plan: PlanTable
    cases: CaseTable
    rows: list[LogRow]

    @classmethod
    def of(cls, plan: PlanTable, cases: CaseTable, log: EventLog) -> "Reading":
        """Lay a log out in rows."""
        columns = (log.tick, log.kind, log.case, log.person, log.piece, log.detail)
        return cls(plan, cases, list(zip(*(column.tolist() for column in columns), strict=True)))

    @cached_property
    def by_case(self) -> list[list[LogRow]]:
        """Rows of each case."""
        found: list[list[LogRow]] = [[] for _ in range(len(self.cases))]
        for row in self.rows:
            if 0 <= row[2] < len(found):
                found[row[2]].append(row)
        return found

    @cached_property
    def day_open(self) -> list[int]:
        """Ticks at which the days open."""
        return list(self.plan.day_open.tolist())

    @cached_property
    def day_close(self) -> list[int]:
        """Ticks at which the days close."""
        return list(self.plan.day_close.tolist())

    @cached_property
    def _worked_before(self) -> list[int]:
        total, sums = 0, [0]
        for start, stop in zip(self.day_open, self.day_close, strict=True):
            total += stop - start
            sums.append(total)
        return sums

    def staffed(self, tick: int) -> bool:
        """Tell whether a tick lies in staffed hours (ST-1)."""
        day = tick // DAY
        return 0 <= day < len(self.day_open) and self.day_open[day] <= tick < self.day_close[day]

    def worked(self, tick: int) -> int:
        """Staffed ticks before a tick."""
        if tick < 0:
            return 0
        day = min(tick // DAY, len(self.day_open) - 1)
        inside = min(max(tick, self.day_open[day]), self.day_close[day]) - self.day_open[day]
        return self._worked_before[day] + inside

    def when_worked(self, work: int, now: int) -> int:
        """First tick from now on at which that many staffed ticks have passed."""
        day = bisect_left(self._worked_before, work) - 1
        if day >= len(self.day_open):
            return NEVER
        return max(now, self.day_open[day] + work - self._worked_before[day] if day >= 0 else 0)

    def awake(self, tick: int, delay: int) -> int:
        """Tick at which so many waking ticks have passed since another; walks from day to day."""
        start, stop = self.plan.waking_from, self.plan.waking_until
        now = tick
        while delay > 0:
            midnight = now // DAY * DAY
            begin = max(now, midnight + start)
            room = midnight + stop - begin
            if room > 0 and delay <= room:
                return begin + delay
            delay -= max(room, 0)
            now = midnight + DAY
        return tick

    def closing_after(self, tick: int) -> int:
        """First closing of a staffed day after a tick."""
        for day in range(max(tick // DAY, 0), len(self.day_open)):
            if self.day_close[day] > tick and self.day_close[day] > self.day_open[day]:
                return self.day_close[day]
        return NEVER

    @cached_property
    def absences(self) -> set[tuple[int, int]]:
        """(person, day) of unplanned absence (ST-6)."""
        return set(zip(self.cases.absence_person.tolist(), self.cases.absence_day.tolist(), strict=True))

    @cached_property
    def planned(self) -> list[Shift]:
        """Every planned shift, absence not taken out."""
        plan = self.plan
        person = plan.post_person.tolist()
        columns = (plan.shift_post, plan.shift_from, plan.shift_until, plan.shift_leaves)
        return [
            Shift(person[post], post, start, stop, leaves)
            for post, start, stop, leaves in zip(*(column.tolist() for column in columns), strict=True)
        ]

    @cached_property
    def shifts(self) -> list[list[Shift]]:
        """By person: the shifts that happen, in order of time."""
        found: list[list[Shift]] = [[] for _ in self.plan.person_names]
        for shift in self.planned:
            if (shift.person, shift.start // DAY) not in self.absences:
                found[shift.person].append(shift)
        for own in found:
            own.sort(key=lambda shift: shift.start)
        return found

    @cached_property
    def _starts(self) -> list[list[int]]:
        return [[shift.start for shift in own] for own in self.shifts]

    def duty(self, person: int, tick: int) -> Shift | None:
        """Return the shift that the person works at a tick."""
        place = bisect_right(self._starts[person], tick) - 1
        if place >= 0 and tick < self.shifts[person][place].stop:
            return self.shifts[person][place]
        return None

    def after(self, shift: Shift) -> Shift | None:
        """Return the person's next shift."""
        own = self.shifts[shift.person]
        place = own.index(shift) + 1
        return own[place] if place < len(own) else None

    def has_left(self, person: int, tick: int) -> bool:
        """Tell whether a person is off duty, and not only on a break, the tick's own boundaries past."""
        place = bisect_right(self._starts[person], tick) - 1
        if place < 0:
            return True
        shift = self.shifts[person][place]
        return tick >= shift.stop and shift.leaves

    @cached_property
    def accesses(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """By post: (list, relation, from, until)."""
        plan = self.plan
        found: dict[int, list[tuple[int, int, int, int]]] = {post: [] for post in range(len(plan.post_person))}
        columns = (plan.access_post, plan.access_list, plan.access_relation, plan.access_from, plan.access_until)
        for post, where, relation, start, stop in zip(*(column.tolist() for column in columns), strict=True):
            found[post].append((where, relation, start, stop))
        return found

    def relations(self, post: int, tick: int) -> dict[int, Relation]:
        """Return the lists that a post may work in at a tick, with the nearest relation to each (UN-3, UN-6, ST-4)."""
        found: dict[int, Relation] = {}
        for where, relation, start, stop in self.accesses[post]:
            if start <= tick < stop:
                found[where] = Relation(min(relation, found.get(where, relation)))
        return found

    def coordinating(self, work: int, person: int) -> int:
        """Ticks that a piece takes a person who may be coordinating, at least one (ST-8)."""
        share = int(self.plan.person_coordinates[person])
        return max(1, -(-work * 1000 // (1000 - share)))

    def who(self, person: int) -> str:
        """Name a person."""
        return self.plan.person_names[person] if 0 <= person < len(self.plan.person_names) else f"person {person}"

    def where(self, code: int) -> str:
        """Name a patient list."""
        unit, role = divmod(code, N_LIST_ROLES)
        return f"{self.plan.unit_names[unit]}/{Role(role).name}"


def when(tick: int) -> str:
    """Write a tick as day of the horizon and time of day."""
    rest = tick % DAY
    return f"day {tick // DAY} {rest // HOUR:02}:{rest % HOUR // MINUTE:02}:{rest % MINUTE:02}"


def said(row: tuple[int, ...]) -> str:
    """Write a row of a log with the names of its columns."""
    tick, kind, case, person, piece, detail = row
    rest = (("person", person), ("piece", piece), ("detail", detail))
    return f"{when(tick)} {Row(kind).name} case {case}" + "".join(f", {name} {n}" for name, n in rest if n >= 0)
