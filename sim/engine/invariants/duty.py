"""What people may do at all: one thing at a time, on duty, in their role, where they have permission."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sim.engine.invariants.reading import NEVER, Reading, when
from sim.tables import Row
from sim.units import DAY


def one_at_a_time(reading: Reading) -> Iterator[str]:
    """Check that nobody serves two at once."""
    busy: dict[int, tuple[int, int] | None] = defaultdict(lambda: None)
    for tick, rows in instants(reading):
        for kind, case, person, piece in rows:
            if kind in (Row.done, Row.visit_done):
                if busy[person] != (case, piece):
                    yield f"[one at a time] {when(tick)}: {reading.who(person)} ended what was not in hand, case {case}"
                busy[person] = None
        for kind, case, person, piece in rows:
            if kind in (Row.begun, Row.visit_begun):
                if busy[person] is not None:
                    yield f"[one at a time] {when(tick)}: {reading.who(person)} began case {case} with another in hand"
                busy[person] = (case, piece)


def instants(reading: Reading) -> Iterator[tuple[int, list[tuple[int, int, int, int]]]]:
    """Rows of each tick as (kind, case, person, piece)."""
    by_tick: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for tick, kind, case, person, piece, _ in reading.rows:
        by_tick[tick].append((kind, case, person, piece))
    yield from sorted(by_tick.items())


def begun_on_duty(reading: Reading) -> Iterator[str]:
    """Check that no piece begins outside duty, role, permission and staffed hours (ST-1, ST-4, ST-6)."""
    stood: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for tick, kind, case, person, piece, detail in reading.rows:
        if kind == Row.waits:
            stood[case, piece].append((tick, person, detail))
    for tick, kind, case, person, piece, _ in reading.rows:
        if kind != Row.begun:
            continue
        named = f"{when(tick)}: {reading.who(person)} began piece {piece} of case {case}"
        if not reading.staffed(tick):
            yield f"[staffed hours] {named} outside staffed hours"
        shift = reading.duty(person, tick) if 0 <= person < len(reading.shifts) else None
        if shift is None:
            yield f"[duty] {named} off duty"
            continue
        where = [place for place in stood[case, piece] if place[0] <= tick]
        if not where:
            yield f"[permission] {named}, which waited nowhere"
            continue
        latest = [place for place in where if place[0] == where[-1][0]]
        relations = reading.relations(shift.post, tick)
        if not any(owner == person or code in relations for _, owner, code in latest):
            yield f"[permission] {named} without access to where it waited"


def rows_of_the_plan(reading: Reading) -> Iterator[str]:
    """Check that duty, closures, absence and days stand in the log as in the plan, absence taken out (UN-3, ST-6)."""
    plan = reading.plan
    wanted: Counter[tuple[int, int, int, int]] = Counter()
    first: dict[tuple[int, int], int] = {}
    for shift in reading.planned:
        key = (shift.person, shift.start // DAY)
        if key in reading.absences:
            first[key] = min(first.get(key, NEVER), shift.start)
            continue
        wanted[shift.start, Row.shift_on, shift.person, shift.post] += 1
        wanted[shift.stop, Row.shift_off, shift.person, shift.post] += 1
    for (person, _), tick in first.items():
        wanted[tick, Row.absent, person, -1] += 1
    closures = (plan.closure_unit, plan.closure_from, plan.closure_until)
    for unit, start, stop in zip(*(column.tolist() for column in closures), strict=True):
        wanted[start, Row.closure_on, -1, unit] += 1
        wanted[stop, Row.closure_off, -1, unit] += 1
    for start, stop in zip(reading.day_open, reading.day_close, strict=True):
        if stop > start:
            wanted[stop, Row.day_end, -1, -1] += 1
    wanted = Counter({key: count for key, count in wanted.items() if key[0] <= plan.end})
    kinds = {Row.shift_on, Row.shift_off, Row.absent, Row.closure_on, Row.closure_off, Row.day_end}
    found = Counter((row[0], row[1], row[3], row[5]) for row in reading.rows if row[1] in kinds)
    for which, sign in ((wanted - found, "missing"), (found - wanted, "not in the plan")):
        for tick, kind, person, detail in sorted(which):
            yield f"[plan] {when(tick)}: {Row(kind).name} of {reading.who(person)}, detail {detail}: {sign}"
