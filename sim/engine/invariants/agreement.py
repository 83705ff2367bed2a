"""Where the log and the story of a case part: each difference under the name of the guard that it belongs to."""

from collections import Counter
from collections.abc import Iterator

from sim.engine.invariants.pieces import ATTEMPTS, CLOSINGS
from sim.engine.invariants.reading import LogRow, Reading, said
from sim.engine.invariants.story import Story
from sim.tables import Piece, Row

PERSON = {
    Row.waits,
    Row.begun,
    Row.done,
    Row.owned,
    Row.released,
    Row.accepted,
    Row.booked,
    Row.visit_begun,
    Row.visit_done,
}
"""Kinds whose person the story knows."""

GUARDS = {
    Row.turned_away: "intake",
    Row.diverted: "intake",
    Row.arrived: "arrivals",
    Row.listed: "arrivals",
    Row.arose: "lifecycle",
    Row.waits: "lists",
    Row.noticed: "notice",
    Row.begun: "lifecycle",
    Row.done: "durations",
    Row.withdrawn: "lifecycle",
    Row.patient_wrote: "replies",
    Row.late_reply: "replies",
    Row.owned: "ownership",
    Row.released: "ownership",
    Row.attempt: "attempts",
    Row.reached: "attempts",
    Row.became_async: "conversion",
    Row.referred: "stages",
    Row.handed_over: "stages",
    Row.accepted: "stages",
    Row.booked: "visits",
    Row.visit_begun: "visits",
    Row.visit_done: "visits",
    Row.sms: "sms",
    Row.documented: "documentation",
    Row.closed: "endings",
}


def guard_of(kind: int, detail: int) -> str:
    """Name the guard of a kind of row; a piece that a clock lets arise belongs to the timers."""
    if kind == Row.arose and detail in (*ATTEMPTS, *CLOSINGS):
        return "timers"
    if kind == Row.arose and detail in (Piece.reply, Piece.async_reply):
        return "replies"
    return GUARDS.get(Row(kind), "plan")


def stories(reading: Reading) -> list[Story]:
    """Tell every case, with what people chose in the log."""
    told = []
    for case, rows in enumerate(reading.by_case):
        begins: dict[int, tuple[int, int]] = {}
        for tick, kind, _, person, piece, _ in rows:
            if kind == Row.begun:
                begins.setdefault(piece, (tick, person))
        bookings = {row[0]: (row[3], row[5]) for row in rows if row[1] == Row.booked}
        visits = [row[0] for row in rows if row[1] == Row.visit_begun]
        told.append(Story(reading, case, begins, bookings, visits).tell())
    return told


def agrees(story: Story) -> Iterator[str]:
    """Compare the log with the story of a case, up to the first tick at which they differ."""
    wanted = Counter(known(row) for row in story.rows)
    found = Counter(known(row) for row in story.reading.by_case[story.case])
    differing = sorted((row, "missing") for row in (wanted - found)) + sorted(
        (row, "not expected") for row in (found - wanted)
    )
    if differing:
        first = min(row[0] for row, _ in differing)
        for row, what in differing:
            if row[0] == first:
                yield f"[{guard_of(row[1], row[5])}] {said(row)}: {what}"
    for fault in story.faults:
        yield f"[lifecycle] case {story.case}: {fault}"


def known(row: LogRow) -> LogRow:
    """Leave out the person where the story does not say who."""
    tick, kind, case, person, piece, detail = row
    return tick, kind, case, person if kind in PERSON else -1, piece, detail
