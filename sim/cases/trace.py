"""A recorded trace in place of synthetic cases: what the file says holds, everything else is drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.cases.arrivals import Arrivals
from sim.cases.attributes import draw_requests
from sim.cases.compiled.attributes import Requests
from sim.cases.compiled.codes import FREE, N_STAGES, SOURCE_SHIFT
from sim.cases.compiled.decisions import Stated
from sim.cases.draws import Draws, Source, name_key, origins
from sim.cases.setting import setting_of
from sim.cases.table import build
from sim.cases.trace_columns import Column, columns_for
from sim.cases.trace_rows import TraceRow, read_rows
from sim.domain.staffed_time import is_staffed
from sim.domain.words import Intake, Role
from sim.errors import InputError, Problem
from sim.scenario.schema import Scenario
from sim.tables import Bools, CaseTable, Ints, PlanTable, Stream
from sim.units import DAY

SAME_SECOND_BITS = 11
"""Bits of a case's number that tell apart cases of one unit in one second."""
_PERSONS = ("requested_by", "protected_identity", "guardian_protected_identity")
_MINUTES = {
    "before_minutes": "before_delay",
    "before_async_minutes": "before_async_delay",
    "before_work_minutes": "before_work",
    "wrap_up_minutes": "stage_wrap_up",
    "closing_minutes": "stage_closing",
    "reminder_minutes": "stage_reminder",
    "call_minutes": "stage_call",
    "work_minutes": "turn_work",
    "reply_minutes": "turn_live_delay",
    "async_reply_minutes": "turn_async_delay",
    "notice_minutes": "turn_notice",
    "silent": "turn_silent",
    "returns": "turn_returns",
    "reached": "turn_reached",
}
"""Columns of the file, and those of the CaseTable that they replace."""
_MAY_BE_ZERO = ("wrap_up_minutes", "notice_minutes", "silent", "returns", "reached")


@dataclass(frozen=True, slots=True)
class Trace:
    """A file of recorded cases, in the order of the CaseTable.

    Attributes
    ----------
    path
        The file.
    columns
        What it may have.
    rows
        One a case, sorted by arrival and unit.
    place
        Each row's place in the file.
    coming
        The cases as arrivals.
    """

    path: Path
    columns: dict[str, Column]
    rows: list[TraceRow]
    place: list[int]
    coming: Arrivals


def read_trace(
    path: Path, scenario: Scenario, plan: PlanTable, seed: int, replication: int, content: bytes | None = None
) -> CaseTable:
    """Read recorded cases; what the file leaves open is drawn, anew in each replication.

    A draw hangs on unit, date and second of the arrival, so that a further row changes no other case. A row that states
    ``turns`` is worked out: referral, handover and correction that it leaves empty are none instead of drawn.

    Parameters
    ----------
    path
        CSV file; see ``columns_for`` for its columns.
    scenario, plan
        What the cases are played in; the scenario's demand, backlog and pictures are replaced by the file.
    seed, replication
        Of what is drawn.
    content
        What stands in the file; read there if None.

    Returns
    -------
    CaseTable
        Sorted by (arrival, unit, origin).

    Raises
    ------
    InputError
        Every bad row, with file, line, column, value and what is accepted.
    """
    trace = read_cases(path, plan, content)
    setting, draws = setting_of(scenario, plan), Draws.of(seed, replication)
    needs_identity = draw_requests(setting.mixes, trace.coming, draws).truths[-1]
    requests = stated_requests(trace.rows, needs_identity)
    cases = build(setting, draws, trace.coming, requests, _stated(trace.rows))
    return _overlaid(trace, cases)


def read_cases(path: Path, plan: PlanTable, content: bytes | None = None) -> Trace:
    """Read the file, unless its content is given, and lay its cases out by arrival.

    Raises
    ------
    InputError
        Every bad row.
    """
    columns = columns_for(plan)
    rows, problems = read_rows(path, columns, content)
    problems += [problem for row in rows for problem in _impossible(path, plan, row)]
    if problems:
        raise InputError(problems)
    arrival, unit = _column(rows, "arrival", 0), _column(rows, "unit", 0)
    order = np.lexsort((unit, arrival))
    arrival, unit, rows = arrival[order], unit[order], [rows[place] for place in order]
    keys = np.array([name_key(name) for name in plan.unit_names], dtype=np.uint32)
    same = _number_among_equals(list(zip(arrival.tolist(), unit.tolist(), strict=True)))
    crowded = np.flatnonzero(same >= 1 << SAME_SECOND_BITS)
    if len(crowded):
        what = f"more than {1 << SAME_SECOND_BITS} cases of one unit in one second; write true times of arrival"
        raise InputError([Problem(what, place="arrival", file=path, line=rows[crowded[0]].line)])
    number = (Source.trace << SOURCE_SHIFT) + (arrival % DAY << SAME_SECOND_BITS) + same
    origin = origins(keys[unit], arrival // DAY + plan.first_day, number)
    stream = _column(rows, "stream", Stream.channel)
    source = np.where(stream == Stream.picture, Source.picture, Source.trace)
    return Trace(path, columns, rows, order.tolist(), Arrivals(origin, arrival, unit, source))


def stated_requests(rows: Sequence[TraceRow], needs_identity: Bools) -> Requests:
    """Return the patients of the file, a protected identity only where it says so.

    Parameters
    ----------
    rows
        Of the file.
    needs_identity
        (N,) name, contact details or place are needed: a file does not say it.
    """
    numbers = np.stack([_column(rows, name, 0) for name in ("reason", "priority", "age")])
    truths = [_column(rows, name, 0) > 0 for name in _PERSONS]
    return Requests(numbers, np.stack([*truths, needs_identity]))


def _impossible(path: Path, plan: PlanTable, row: TraceRow) -> list[Problem]:
    """Return what is wrong in a row although each of its values is right."""
    found = []
    nurses = plan.list_unit[:, Role.nurse]
    unit, to, tick = row.one("unit", -1), row.one("handover_to", -1), row.one("arrival", -1)
    if unit >= 0 and to >= 0 and (plan.list_unit[unit] == nurses[to]).all():
        what = "the case is there already; name another unit, out or none"
        found.append(Problem(what, place="handover_to", file=path, line=row.line, rule="UN-7"))
    staffed = tick < 0 or is_staffed(tick, plan.day_open, plan.day_close)
    if row.one("stream", Stream.channel) == Stream.picture and not staffed:
        what = "a picture is asked for on the telephone, in staffed hours; write an arrival in them or channel"
        found.append(Problem(what, place="stream", file=path, line=row.line, rule="CO-8"))
    if "turns" not in row.values:
        what = "several values, and the number of turns is drawn; state turns in the same row"
        several = [name for name, values in row.values.items() if len(values) > 1]
        found += [Problem(what, place=name, file=path, line=row.line) for name in several]
    return found


def _number_among_equals(keys: Sequence[tuple[int, int]]) -> Ints:
    """0, 1, ... for rows that have the same key, in their order."""
    seen: Counter[tuple[int, int]] = Counter()
    numbers = np.empty(len(keys), dtype=np.int64)
    for place, key in enumerate(keys):
        numbers[place] = seen[key]
        seen[key] += 1
    return numbers


def _column(rows: Sequence[TraceRow], name: str, otherwise: int) -> Ints:
    return np.array([row.one(name, otherwise) for row in rows], dtype=np.int64)


def _stated(rows: Sequence[TraceRow]) -> Stated:
    """Return what decides the course of a case; in a row with ``turns`` an empty one means that nothing happens."""
    decided = {name: _column(rows, name, FREE) for name in Stated._fields if name != "turns"}
    worked_out = np.array(["turns" in row.values for row in rows], dtype=np.bool_)
    none = np.full(len(rows), -1)
    nothing = {"referral": none, "handover_to": none, "corrected_priority": _column(rows, "priority", 0)}
    for name, instead in nothing.items():
        decided[name] = np.where(worked_out & (decided[name] == FREE), instead, decided[name])
    return Stated(**decided, turns=_turns(rows))


def _turns(rows: Sequence[TraceRow]) -> Ints:
    """Return the turns by stage, in the order in which a case has them, (N, 3); one number holds for all."""
    turns = np.full((len(rows), N_STAGES), FREE, dtype=np.int64)
    for number, row in enumerate(rows):
        stated = row.values.get("turns", [])[:N_STAGES]
        if stated:
            turns[number, : len(stated) if len(stated) > 1 else N_STAGES] = stated
    return turns


def _overlaid(trace: Trace, cases: CaseTable) -> CaseTable:
    """Replace the minutes and answers that the file fixes."""
    changed: dict[str, Any] = {column: getattr(cases, column).copy() for column in _MINUTES.values()}
    problems: list[Problem] = []
    for number, row in enumerate(trace.rows):
        if cases.intake[number] != Intake.accepted:
            continue
        stages = np.flatnonzero(cases.stage_turns[number])
        units = cases.stage_unit[number, stages].tolist()
        if stages[-1] == 2 and units[-2] == units[-1]:
            what = "the case is there already; name another unit, out or none"
            problems.append(Problem(what, place="handover_to", file=trace.path, line=row.line, rule="UN-7"))
        first = cases.stage_turn[number, 0]
        places: dict[str, Any] = {
            "case": [number],
            "stage": [(number, stage) for stage in stages],
            "turn": range(first, first + cases.stage_turns[number].sum()),
        }
        for name, stated in row.values.items():
            per = trace.columns[name].per
            if len(stated) not in (1, len(places[per])):
                what = f"{len(stated)} values where the case has {len(places[per])}; write one, or one for each {per}"
                problems.append(Problem(what, place=name, file=trace.path, line=row.line))
            elif name in _MINUTES:
                least = 0 if name in _MAY_BE_ZERO else 1
                for place, value in zip(places[per], stated * len(places[per]), strict=False):
                    changed[_MINUTES[name]][place] = max(value, least)
    if problems:
        raise InputError(problems)
    # Whatever minutes a row states, a stage that documents goes on documenting [UN-10].
    documentation = np.minimum(cases.stage_documentation, np.maximum(changed["stage_wrap_up"], 1))
    return replace(cases, **changed, stage_documentation=documentation)
