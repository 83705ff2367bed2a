"""What must add up: every case once, every piece from arising to its end, every second of waiting."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sim.domain.words import N_LIST_ROLES, Intake, Outcome, Role
from sim.engine.invariants.reading import LogRow, Reading, when
from sim.tables import Piece, Row

ENDS = (Row.closed, Row.turned_away, Row.diverted)


def cases_end_once(reading: Reading) -> Iterator[str]:
    """Check that every case arrives once, ends once or is open at the end, and is counted.

    After the end only a late reply comes, and a reply of the sender that was in hand is finished.
    """
    arrived = ended = 0
    for case, rows in enumerate(reading.by_case):
        counts = Counter(row[1] for row in rows)
        refused = counts[Row.turned_away] + counts[Row.diverted]
        ends = counts[Row.closed] + refused
        arrived += counts[Row.arrived]
        ended += ends
        if counts[Row.arrived] != 1:
            yield f"[accounting] case {case} arrived {counts[Row.arrived]} times"
        if ends > 1:
            yield f"[ends once] case {case} ended {ends} times"
        if refused != (reading.cases.intake[case] != Intake.accepted) or refused + counts[Row.listed] != 1:
            yield f"[accounting] case {case} must be listed, turned away or diverted, just one of them"
        last = min((row[0] for row in rows if row[1] in ENDS), default=None)
        for row in rows:
            goes_on = row[1] not in (Row.late_reply, Row.sms) and (row[1], row[5]) != (Row.done, Piece.sender_reply)
            if last is not None and row[0] > last and goes_on:
                yield f"[ends once] case {case} goes on after its end: {Row(row[1]).name} at {when(row[0])}"
    open_now = sum(not any(row[1] in ENDS for row in rows) for rows in reading.by_case)
    if arrived != ended + open_now:
        yield f"[accounting] {arrived} arrived, {ended} ended and {open_now} are open"


def pieces_live_once(reading: Reading) -> Iterator[str]:
    """Check that a piece arises, waits, is begun and done or withdrawn, each once and in this order."""
    lives: dict[tuple[int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for tick, kind, case, _, piece, _ in reading.rows:
        if kind in (Row.arose, Row.begun, Row.done, Row.withdrawn):
            lives[case, piece][kind].append(tick)
    for (case, piece), life in sorted(lives.items()):
        named = f"[lifecycle] piece {piece} of case {case}"
        for kind, ticks in life.items():
            if len(ticks) > 1:
                yield f"{named}: {Row(kind).name} {len(ticks)} times"
        if not life[Row.arose]:
            yield f"{named} never arose"
            continue
        if life[Row.begun] and life[Row.withdrawn]:
            yield f"{named} was begun and withdrawn"
        if life[Row.done] and not life[Row.begun]:
            yield f"{named} was done and never begun"
        order = [life[kind][0] for kind in (Row.arose, Row.begun, Row.done) if life[kind]]
        if order != sorted(order) or (life[Row.withdrawn] and life[Row.withdrawn][0] < life[Row.arose][0]):
            yield f"{named} has its ticks in the wrong order: {[when(tick) for tick in order]}"


def little(reading: Reading) -> Iterator[str]:
    """Check Little's law in seconds: the waits add up to the area under the number that waits; open cases likewise."""
    end = reading.plan.end
    for named, comes, goes, depth in (
        ("waiting pieces", (Row.arose,), (Row.begun, Row.withdrawn), 2),
        ("open cases", (Row.listed,), (Row.closed,), 1),
    ):
        came = {row_key(row, depth): row[0] for row in reading.rows if row[1] in comes}
        went = {row_key(row, depth): row[0] for row in reading.rows if row[1] in goes}
        waits = sum(went.get(key, end) - tick for key, tick in came.items())
        area = number = before = 0
        for tick, kind, *_ in reading.rows:
            if kind in comes or kind in goes:
                area += number * (tick - before)
                before, number = tick, number + (1 if kind in comes else -1)
        area += number * (end - before)
        if area != waits:
            yield f"[little] {named}: waits of {waits} s in all, but {area} s under the number that waits"


def row_key(row: LogRow, depth: int) -> tuple[int, ...]:
    """Case, or case and piece, of a row."""
    return (row[2], row[4])[:depth]


def attempts_before_closing(reading: Reading) -> Iterator[str]:
    """Check that two contact attempts since the patient's last message precede a closing unanswered (CO-2)."""
    for case, rows in enumerate(reading.by_case):
        for tick, kind, _, _, _, detail in rows:
            if kind != Row.closed or detail not in (Outcome.closed_unanswered, Outcome.closed_unanswered_async):
                continue
            wrote = max((row[0] for row in rows if row[1] == Row.patient_wrote), default=-1)
            made = {row[5] for row in rows if row[1] == Row.attempt and wrote <= row[0] <= tick}
            if not {1, 2} <= made:
                yield f"[two attempts] case {case} closed unanswered at {when(tick)} after {len(made)} attempts"


def documented_first(reading: Reading) -> Iterator[str]:
    """Check that a stage is documented before the handover, which goes to nurses only (UN-7, UN-10)."""
    cases = reading.cases
    for case, rows in enumerate(reading.by_case):
        for place, (tick, kind, _, _, _, detail) in enumerate(rows):
            if kind != Row.handed_over:
                continue
            before = 1 if cases.stage_turns[case, 1] > 0 else 0
            documented = any(row[1] == Row.documented for row in rows[:place])
            if cases.stage_documentation[case, before] > 0 and not documented:
                yield f"[documented first] case {case} handed over at {when(tick)} undocumented"
            if detail >= 0 and detail % N_LIST_ROLES != Role.nurse:
                yield f"[to nurses] case {case} handed over at {when(tick)} to {reading.where(detail)}"
