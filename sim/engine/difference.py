"""Where two logs part, in words: for a reader who wants to know which of two engines is wrong, and about what."""

from collections import Counter
from datetime import date

import numpy as np

from sim.domain.rules import RULES
from sim.domain.words import N_LIST_ROLES, Outcome, Reason, Role
from sim.tables import CaseTable, EventLog, Piece, PlanTable, Row
from sim.units import DAY, HOUR, MINUTE

BEFORE = 12
"""Rows of the case told before the parting."""

LogRow = tuple[int, int, int, int, int, int]
"""tick, kind, case, person, piece, detail."""


def first_difference(a: EventLog, b: EventLog, plan: PlanTable, cases: CaseTable) -> str | None:
    """Tell where two logs of the same cases part first.

    Parameters
    ----------
    a, b
        Two logs.
    plan, cases
        What both were played from.

    Returns
    -------
    str or None
        The tick, what stands in one log only at that tick, and what both say about the first such case before it; None
        if the logs are equal.
    """
    place = _first_unequal(a, b)
    if place is None:
        return None
    tick = min(int(log.tick[place]) for log in (a, b) if place < len(log))
    of_a, of_b = _rows_at(a, tick), _rows_at(b, tick)
    only_a, only_b = (
        sorted((Counter(of_a) - Counter(of_b)).elements()),
        sorted((Counter(of_b) - Counter(of_a)).elements()),
    )
    parted = min(only_a + only_b)
    lines = [f"The logs part at row {place}, {when(plan, tick)}."]
    for name, only in (("first", only_a), ("second", only_b)):
        lines.append(f"Only the {name} log says then:" if only else f"The {name} log says nothing else then.")
        lines += [f"  {in_words(plan, row)}" for row in only]
    lines += _surroundings(a, plan, cases, parted)
    return "\n".join(lines)


def _first_unequal(a: EventLog, b: EventLog) -> int | None:
    """Return the first row in which the logs are not equal."""
    shared = min(len(a), len(b))
    unequal = np.zeros(shared, dtype=np.bool_)
    for name in ("tick", "kind", "case", "person", "piece", "detail"):
        unequal |= getattr(a, name)[:shared] != getattr(b, name)[:shared]
    if unequal.any():
        return int(unequal.argmax())
    return None if len(a) == len(b) else shared


def _rows_at(log: EventLog, tick: int) -> list[LogRow]:
    start, stop = np.searchsorted(log.tick, [tick, tick + 1])
    return rows(log, np.arange(start, stop))


def rows(log: EventLog, places: np.ndarray) -> list[LogRow]:
    """Return rows of a log as plain numbers, those of one tick in the order in which they are told.

    Parameters
    ----------
    log
        The log.
    places
        Which rows.
    """
    columns = (log.tick, log.kind, log.case, log.person, log.piece, log.detail)
    found = zip(*(column[places].tolist() for column in columns), strict=True)
    return sorted(found, key=lambda row: (row[0], _TOLD[Row(row[1])]))


def _surroundings(log: EventLog, plan: PlanTable, cases: CaseTable, row: LogRow) -> list[str]:
    """Say what the case is, and what both logs know of it, or of the person, before they part."""
    tick, _, case, person, _, _ = row
    if case >= 0:
        priorities = f"priority {cases.priority[case]}, corrected {cases.corrected_priority[case]}"
        turns = " + ".join(str(count) for count in cases.stage_turns[case] if count) or "none"
        lines = [f"Case {case}: {Reason(cases.reason[case]).name}, {priorities}, turns {turns}. Before, in both:"]
        places = np.flatnonzero((log.case == case) & (log.tick < tick))
    else:
        lines = ["Before, in both:"]
        places = np.flatnonzero((log.person == person) & (log.tick < tick))
    return lines + [f"  {in_words(plan, earlier)}" for earlier in rows(log, places[-BEFORE:])]


def when(plan: PlanTable, tick: int) -> str:
    """Write a tick as weekday, date and time of day.

    Parameters
    ----------
    plan
        Knows the first day.
    tick
        Any tick.
    """
    day, second = divmod(tick, DAY)
    clock = f"{second // HOUR:02}:{second % HOUR // MINUTE:02}:{second % MINUTE:02}"
    return f"{date.fromordinal(plan.first_day + day):%a %Y-%m-%d} {clock}"


def in_words(plan: PlanTable, row: LogRow) -> str:
    """Write a row of a log as a sentence with its time.

    Parameters
    ----------
    plan
        Knows the names.
    row
        tick, kind, case, person, piece, detail.
    """
    subject = f"case {row[2]}: " if row[2] >= 0 else ""
    return f"{when(plan, row[0])} {subject}{happening(plan, row)}"


def happening(plan: PlanTable, row: LogRow) -> str:
    """Write what a row of a log says, without time and case.

    Parameters
    ----------
    plan
        Knows the names.
    row
        tick, kind, case, person, piece, detail.
    """
    _, kind, _, person, piece, detail = row
    who = plan.person_names[person] if person >= 0 else "nobody"
    said = _SENTENCES[Row(kind)]
    return said.format(who=who, piece=piece, what=_detail(plan, Row(kind), person, detail))


def _detail(plan: PlanTable, kind: Row, person: int, detail: int) -> str:
    if kind in (Row.arose, Row.begun, Row.done):
        return Piece(detail).name
    if kind in (Row.listed, Row.referred, Row.handed_over):
        return _list_name(plan, detail) if detail >= 0 else "somebody outside the model"
    if kind == Row.waits:
        places = [plan.person_names[person]] if person >= 0 else []
        places += [_list_name(plan, detail)] if detail >= 0 else []
        return " and ".join(places)
    if kind in (Row.turned_away, Row.diverted):
        return RULES[detail].id
    if kind in (Row.closure_on, Row.closure_off):
        return plan.unit_names[detail]
    return Outcome(detail).name if kind == Row.closed else str(detail)


def _list_name(plan: PlanTable, code: int) -> str:
    unit, role = divmod(code, N_LIST_ROLES)
    return f"{plan.unit_names[unit]} {Role(role).name}"


_SENTENCES = {
    Row.arrived: "arrives with priority {what}",
    Row.turned_away: "is turned away [{what}]",
    Row.diverted: "is diverted [{what}]",
    Row.listed: "is listed at {what}",
    Row.shift_off: "{who} goes off duty",
    Row.closure_off: "{what} opens again",
    Row.visit_done: "the visit with {who} ends",
    Row.done: "{who} ends {what} (piece {piece})",
    Row.reached: "the telephone reaches the patient",
    Row.attempt: "contact attempt {what}",
    Row.patient_wrote: "the patient writes",
    Row.late_reply: "the patient writes too late",
    Row.became_async: "becomes async",
    Row.documented: "is documented",
    Row.referred: "is referred to {what}",
    Row.handed_over: "is handed over to {what}",
    Row.released: "{who} owns the case no longer",
    Row.arose: "piece {piece} arises: {what}",
    Row.withdrawn: "piece {piece} is withdrawn",
    Row.closure_on: "{what} closes",
    Row.absent: "{who} is absent",
    Row.shift_on: "{who} comes on duty",
    Row.day_end: "the staffed day ends",
    Row.waits: "piece {piece} waits with {what}",
    Row.noticed: "piece {piece} is noticed",
    Row.booked: "is booked with {who}, slot {what}",
    Row.visit_begun: "the visit with {who} begins",
    Row.begun: "{who} begins {what} (piece {piece})",
    Row.accepted: "{who} accepts",
    Row.owned: "{who} owns the case",
    Row.sms: "SMS {what}",
    Row.closed: "ends: {what}",
}
"""In the order in which the rows of one case and tick are told: ends, messages, what arises, what begins."""
_TOLD = {kind: place for place, kind in enumerate(_SENTENCES)}
