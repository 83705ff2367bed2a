"""Small worlds by hand: a few units, people and cases as PlanTable and CaseTable, without a scenario file.

    world = World(days=7)  # Monday 2026-01-05 to Sunday, staffed 08-17 Monday to Friday
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic, Role.nurse, hours(0, "08:00-12:00 12:45-17:00"))
    world.case(clinic, at(0, "09:00"), priority=3, turns=(Turn(work=600, delay=300), Turn(work=300)))
    plan, cases = world.build()

Ticks everywhere; ``at(day, "09:30")`` and ``hours(days, "08:00-12:00 12:45-17:00")`` make them. Rows of the CaseTable
are sorted by (arrival, unit, order of adding): add cases in order of arrival and the row is the number that ``case``
returned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import pairwise

import numpy as np

from sim.domain.words import N_LIST_ROLES, Handover, Intake, Reason, Relation, Role
from sim.tables import CaseTable, PlanTable, Stream, list_of
from sim.units import DAY, HOUR, MINUTE

MONDAY = date(2026, 1, 5)
ALL_ROLES = tuple(Role)[:N_LIST_ROLES]

Window = tuple[int, int]


def clock(text: str) -> int:
    """``"09:30"`` or ``"09:30:15"`` as seconds of the day."""
    parts = [int(part) for part in text.split(":")]
    return sum(part * size for part, size in zip(parts, (HOUR, MINUTE, 1), strict=False))


def at(day: int, text: str) -> int:
    """Tick of a time of day on a day of the horizon, day 0 a Monday."""
    return day * DAY + clock(text)


def hours(days: int | Iterable[int], text: str) -> list[Window]:
    """Windows ``"08:00-12:00 12:45-17:00"`` on one day or several."""
    spans = [span.split("-") for span in text.split()]
    chosen = [days] if isinstance(days, int) else list(days)
    return [(at(day, start), at(day, stop)) for day in chosen for start, stop in spans]


def cut(windows: Iterable[Window], holes: Iterable[Window]) -> list[Window]:
    """The windows without the holes."""
    left = sorted(windows)
    for start, stop in holes:
        pieces = [part for a, b in left for part in ((a, min(b, start)), (max(a, stop), b))]
        left = [(a, b) for a, b in pieces if a < b]
    return left


def within(windows: Iterable[Window], frames: Iterable[Window]) -> list[Window]:
    """The parts of the windows inside the frames, contiguous parts merged."""
    frames = list(frames)
    parts = sorted((max(a, c), min(b, d)) for a, b in windows for c, d in frames if max(a, c) < min(b, d))
    merged: list[Window] = []
    for start, stop in parts:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], stop)
        else:
            merged.append((start, stop))
    return merged


@dataclass(frozen=True)
class Turn:
    """One turn of staff and what the patient does after it."""

    work: int = 10 * MINUTE
    delay: int = 5 * MINUTE
    async_delay: int = 2 * HOUR
    silent: bool = False
    returns: bool = False
    reached: bool = False
    notice: int = 0


@dataclass(frozen=True)
class Stage:
    """One stage; ``unit`` -1 in stages 0 and 1 means the unit that has the case."""

    role: int = Role.nurse
    turns: tuple[Turn, ...] = (Turn(),)
    unit: int = -1
    wrap_up: int = 0
    documentation: int = 0
    closing: int = 5 * MINUTE
    reminder: int = MINUTE
    call: int = 5 * MINUTE


@dataclass
class _Unit:
    name: str
    provider: int
    carry_async: bool
    diverts: frozenset[int]
    closes_locked: bool
    clinic: int
    own_roles: frozenset[int]


@dataclass
class _Post:
    person: int
    unit: int
    role: int
    windows: list[Window] | None
    home: bool


@dataclass
class World:
    """A world under construction; settings are keyword fields, ``build`` makes the tables."""

    days: int = 7
    staffed: str = "08:00-17:00"
    staffed_weekdays: Sequence[int] = range(5)
    closed_days: Sequence[int] = ()
    keep_over_break: int = HOUR
    max_open: int = 3
    max_open_urgent: int = 5
    answer_wait: int = 2 * HOUR
    second_attempt_after: int = HOUR
    call_after: Mapping[int, int] = field(default_factory=lambda: {1: 15 * MINUTE, 2: 30 * MINUTE})
    min_after_second_attempt: int = 30 * MINUTE
    async_reminder_days: float = 2.5
    async_closing_days: float = 5
    waking: str = "07:00-22:00"
    visit_lead: int = HOUR
    measured_from: int = 0

    def __post_init__(self) -> None:
        self._units: list[_Unit] = []
        self._people: list[tuple[str, int]] = []
        self._posts: list[_Post] = []
        self._closures: list[tuple[int, Window]] = []
        self._accesses: list[tuple[int, int, int, int, int]] = []
        self._slots: list[tuple[int, int, int, int]] = []
        self._cases: list[dict[str, object]] = []
        self._absences: list[Window] = []

    def unit(
        self,
        name: str,
        *,
        provider: int = 0,
        carry: str = "async",
        diverts: Iterable[int] = (),
        closes_locked: bool = False,
        branch_of: int = -1,
        own_roles: Iterable[int] = (),
    ) -> int:
        """Add a clinic, or a branch of one whose roles outside ``own_roles`` are redirected to it."""
        self._units.append(
            _Unit(name, provider, carry == "async", frozenset(diverts), closes_locked, branch_of, frozenset(own_roles))
        )
        return len(self._units) - 1

    def person(
        self,
        name: str,
        unit: int,
        role: int = Role.nurse,
        windows: list[Window] | None = None,
        *,
        coordinates: int = 0,
        home: bool = True,
    ) -> int:
        """Add a person with one post; without windows on duty in all staffed hours. ``coordinates`` in thousandths."""
        self._people.append((name, coordinates))
        self.post(len(self._people) - 1, unit, role, windows, home=home)
        return len(self._people) - 1

    def post(self, person: int, unit: int, role: int, windows: list[Window] | None = None, *, home: bool = True) -> int:
        """Give a person a further post; ``home=False`` keeps it out of the lists (``branch_staff: stay``)."""
        self._posts.append(_Post(person, unit, role, windows, home))
        return len(self._posts) - 1

    def closure(
        self, unit: int, window: Window, *, cover: int = -1, roles: Iterable[int] = ALL_ROLES, by: Iterable[int] = ()
    ) -> None:
        """Close a unit; the posts at unit ``cover`` with these roles cover it (``by`` names people instead of all)."""
        self._closures.append((unit, window))
        chosen = set(by) or {post.person for post in self._posts}
        for number, post in enumerate(self._posts):
            if cover >= 0 and post.unit == cover and post.role in set(roles) and post.person in chosen:
                self._accesses.append((number, list_of(unit, post.role), Relation.cover, *window))

    def help(
        self, unit: int, role: int, other: int, other_role: int, *, idle: bool = True, window: Window | None = None
    ) -> None:
        """Let those with the role at the unit work in another list, always or only when idle."""
        start, stop = window or (0, self.days * DAY)
        relation = Relation.help_idle if idle else Relation.help_always
        for number, post in enumerate(self._posts):
            if (post.unit, post.role) == (unit, role):
                self._accesses.append((number, list_of(other, other_role), relation, start, stop))

    def slots(self, person: int, windows: Iterable[Window], length: int = 30 * MINUTE) -> None:
        """Cut windows of the person's first post into visit slots of one length."""
        post = next(post for post in self._posts if post.person == person)
        unit = self.list_unit(post.unit, post.role)
        closed = [window for closing, window in self._closures if closing in (post.unit, unit)]
        for start, stop in windows:
            for begin in range(start, stop - length + 1, length):
                if cut([(begin, begin + length)], closed) == [(begin, begin + length)]:
                    self._slots.append((begin, person, unit, begin + length))

    def absent(self, person: int, day: int) -> None:
        """Let a person be absent, unplanned, on a day."""
        self._absences.append((day, person))

    def case(
        self,
        unit: int,
        arrival: int,
        *,
        priority: int = 4,
        corrected: int = 0,
        role: int = Role.nurse,
        turns: tuple[Turn, ...] = (Turn(),),
        stages: Sequence[Stage | None] = (),
        stream: Stream = Stream.channel,
        intake: Intake = Intake.accepted,
        handed_out: bool = False,
        **columns: object,
    ) -> int:
        """Add a case: one stage of ``role`` and ``turns``, or up to three ``stages``; other columns by name."""
        row: dict[str, object] = {
            "unit": unit,
            "arrival": arrival,
            "stream": stream,
            "priority": priority,
            "corrected_priority": corrected or priority,
            "intake": intake,
            "reason": Reason.other,
            "age": 40,
            "rule": 0,
            "unit_rule": -1,
            "before_delay": HOUR,
            "before_async_delay": HOUR,
            "before_work": 5 * MINUTE,
            **columns,
        }
        whole = [*(stages or (Stage(role=role, turns=turns),)), None, None][:3]
        row["role"], row["handling_unit"], row["handover"] = -1, -1, Handover.none
        if intake == Intake.accepted:
            first = whole[0]
            assert first is not None
            row["role"], row["handling_unit"] = first.role, self.list_unit(unit, first.role)
            if whole[2] is not None:
                sender, receiver = self._units[int(str(row["handling_unit"]))], self._units[whole[2].unit]
                same = sender.provider == receiver.provider
                row["handover"] = Handover.same_provider if same else Handover.other_provider
            elif handed_out:
                row["handover"] = Handover.out
        else:
            whole = [None, None, None]
        row["stages"] = whole
        self._cases.append(row)
        return len(self._cases) - 1

    def list_unit(self, unit: int, role: int) -> int:
        """Return the unit in whose list a case sought here stands."""
        known = self._units[unit]
        return unit if known.clinic < 0 or role in known.own_roles else known.clinic

    def _frames(self) -> list[Window]:
        """Staffed windows by day, empty ones as (midnight, midnight)."""
        start, stop = (clock(part) for part in self.staffed.split("-"))
        chosen = [day % 7 in self.staffed_weekdays and day not in self.closed_days for day in range(self.days)]
        return [(d * DAY + start, d * DAY + stop) if on else (d * DAY, d * DAY) for d, on in enumerate(chosen)]

    def end(self) -> int:
        """Return the end of the horizon: the closing of the last staffed day; no case may arrive then or later."""
        return max((stop for start, stop in self._frames() if stop > start), default=self.days * DAY)

    def build(self) -> tuple[PlanTable, CaseTable]:
        """Return the tables."""
        return self._plan(), self._case_table()

    def _shifts(self) -> list[tuple[int, int, int, bool]]:
        frames = [frame for frame in self._frames() if frame[0] < frame[1]]
        rows = []
        for number, post in enumerate(self._posts):
            closed = [
                window for unit, window in self._closures if unit in (post.unit, self.list_unit(post.unit, post.role))
            ]
            wanted = frames if post.windows is None else post.windows
            parts = cut(within(within(wanted, wanted), frames), closed)
            for (start, stop), (again, _) in pairwise([*parts, (self.days * DAY * 2, 0)]):
                short = again - stop <= self.keep_over_break and again // DAY == stop // DAY
                leaves = not short or any(a < again and b > stop for a, b in closed)
                rows.append((number, start, stop, leaves))
        return rows

    def _plan(self) -> PlanTable:
        frames = np.array(self._frames(), dtype=np.int64)
        worked = np.concatenate([[0], np.cumsum(frames[:, 1] - frames[:, 0])])
        lengths = [stop - start for start, stop in self._frames()[:7] if stop > start]
        async_day = sum(lengths) // len(lengths) if lengths else 9 * HOUR
        homes = [list_of(self.list_unit(p.unit, p.role), p.role) if p.home else -1 for p in self._posts]
        accesses = self._accesses + [
            (number, home, int(Relation.home), 0, self.days * DAY) for number, home in enumerate(homes) if home >= 0
        ]
        waking_from, waking_until = (clock(part) for part in self.waking.split("-"))
        units = self._units
        day_is_weekday = [d % 7 < 5 and d not in self.closed_days for d in range(self.days)]
        return PlanTable(
            unit_names=tuple(unit.name for unit in units),
            person_names=tuple(name for name, _ in self._people),
            first_day=MONDAY.toordinal(),
            end=self.end(),
            measured_from=self.measured_from,
            day_open=frames[:, 0].copy(),
            day_close=frames[:, 1].copy(),
            day_is_weekday=np.array(day_is_weekday, dtype=np.bool_),
            worked_before=worked,
            async_day=async_day,
            unit_provider=_ints(unit.provider for unit in units),
            list_unit=np.array(
                [[self.list_unit(u, role) for role in ALL_ROLES] for u in range(len(units))], dtype=np.int64
            ).reshape(-1, N_LIST_ROLES),
            unit_async=np.array([unit.carry_async for unit in units], dtype=np.bool_),
            unit_diverts=np.array([[p in unit.diverts for p in range(6)] for unit in units], dtype=np.bool_),
            unit_closes_locked=np.array([unit.closes_locked for unit in units], dtype=np.bool_),
            person_coordinates=_ints(share for _, share in self._people),
            post_person=_ints(post.person for post in self._posts),
            post_unit=_ints(post.unit for post in self._posts),
            post_role=_ints(post.role for post in self._posts),
            post_list=_ints(homes),
            **_columns(self._shifts(), "shift_post shift_from shift_until shift_leaves"),
            **_columns(
                sorted(accesses, key=lambda row: (row[0], row[1], row[3], row[2])),
                "access_post access_list access_relation access_from access_until",
            ),
            **_columns(sorted(self._slots), "slot_from slot_person slot_unit slot_until"),
            **_columns(
                sorted((start, unit, stop) for unit, (start, stop) in self._closures),
                "closure_from closure_unit closure_until",
            ),
            max_open=self.max_open,
            max_open_urgent=self.max_open_urgent,
            answer_wait=self.answer_wait,
            second_attempt_after=self.second_attempt_after,
            call_after=_ints(self.call_after.get(priority, self.second_attempt_after) for priority in range(6)),
            min_after_second_attempt=self.min_after_second_attempt,
            async_reminder_after=round(self.async_reminder_days * async_day),
            async_closing_after=round(self.async_closing_days * async_day),
            waking_from=waking_from,
            waking_until=waking_until,
            visit_lead=self.visit_lead,
        )

    def _case_table(self) -> CaseTable:
        rows = sorted(enumerate(self._cases), key=lambda pair: (pair[1]["arrival"], pair[1]["unit"], pair[0]))
        columns: dict[str, object] = {
            "origin": np.array([(0, MONDAY.toordinal(), number) for number, _ in rows], dtype=np.uint32).reshape(-1, 3)
        }
        turns: list[Turn] = []
        staged: dict[str, list[list[int]]] = {name: [] for name in _STAGE_COLUMNS}
        for _, row in rows:
            added: dict[str, list[int]] = {name: [] for name in _STAGE_COLUMNS}
            for stage in row["stages"]:
                own = stage.turns if stage else ()
                unit = -1 if stage is None else (stage.unit if stage.unit >= 0 else row["handling_unit"])
                values = [stage.role if stage else -1, unit, len(turns), len(own)]
                rest = [stage.wrap_up, stage.documentation, stage.closing, stage.reminder, stage.call] if stage else []
                for name, value in zip(_STAGE_COLUMNS, values + (rest or [0, 0, 1, 1, 1]), strict=True):
                    added[name].append(value)
                turns += own
            for name, values in added.items():
                staged[name].append(values)
        columns |= {name: np.array(values, dtype=np.int64).reshape(-1, 3) for name, values in staged.items()}
        for name, source in _TURN_COLUMNS.items():
            kind = np.bool_ if source in ("silent", "returns", "reached") else np.int64
            columns[name] = np.array([getattr(turn, source) for turn in turns], dtype=kind)
        columns |= _columns(sorted(self._absences), "absence_day absence_person")
        for known in fields(CaseTable):
            if known.name not in columns:
                kind = np.bool_ if "Bools" in str(known.type) or known.type == _BOOLS else np.int64
                columns[known.name] = np.array([row.get(known.name, 0) for _, row in rows], dtype=kind)
        return CaseTable(**columns)


_BOOLS = next(known.type for known in fields(CaseTable) if known.name == "visit")
_STAGE_COLUMNS = [
    f"stage_{name}"
    for name in ("role", "unit", "turn", "turns", "wrap_up", "documentation", "closing", "reminder", "call")
]
_TURN_COLUMNS = {
    "turn_work": "work",
    "turn_live_delay": "delay",
    "turn_async_delay": "async_delay",
    "turn_silent": "silent",
    "turn_returns": "returns",
    "turn_reached": "reached",
    "turn_notice": "notice",
}


def _ints(values: Iterable[int]) -> np.ndarray:
    return np.array(list(values), dtype=np.int64)


def _columns(rows: Sequence[Sequence[int]], names: str) -> dict[str, np.ndarray]:
    """Rows as named columns; the one called ``shift_leaves`` holds truth values."""
    known = names.split()
    return {
        name: np.array([row[place] for row in rows], dtype=np.bool_ if name == "shift_leaves" else np.int64)
        for place, name in enumerate(known)
    }
