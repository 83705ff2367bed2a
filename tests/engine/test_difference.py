"""The difference of two logs must be found where it is, and told in words a planner's programmer can follow."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.difference import first_difference, in_words
from sim.engine.reference import run
from sim.tables import EventLog, Row
from tests.worlds import Turn, World, at


@pytest.fixture(name="played")
def _played():
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.person("Bo", clinic)
    world.case(clinic, at(0, "08:30"), priority=3)
    world.case(clinic, at(0, "09:00"), priority=2, turns=(Turn(), Turn()))
    plan, cases = world.build()
    return plan, cases, run(plan, cases)


def sabotaged(log: EventLog, kind: Row, case: int, **columns: int) -> EventLog:
    """The log of an engine that writes something else into the rows of a kind."""
    rows = np.stack([getattr(log, name) for name in ("tick", "kind", "case", "person", "piece", "detail")], axis=1)
    chosen = (log.kind == kind) & (log.case == case)
    for name, value in columns.items():
        rows[chosen, ("tick", "kind", "case", "person", "piece", "detail").index(name)] = value
    return EventLog.from_rows(rows)


def test_equal_logs_do_not_differ(played):
    plan, cases, log = played
    assert first_difference(log, run(plan, cases), plan, cases) is None


def test_an_engine_that_gives_work_to_the_wrong_person_is_told_apart(played):
    plan, cases, log = played
    wrong = sabotaged(log, Row.begun, 1, person=0)
    told = first_difference(log, wrong, plan, cases)
    assert told is not None
    assert told.splitlines() == [
        "The logs part at row 17, Mon 2026-01-05 09:00:00.",
        "Only the first log says then:",
        "  Mon 2026-01-05 09:00:00 case 1: Bo begins first (piece 0)",
        "Only the second log says then:",
        "  Mon 2026-01-05 09:00:00 case 1: Anna begins first (piece 0)",
        "Case 1: other, priority 2, corrected 2, turns 2. Before, in both:",
    ]


def test_a_row_too_many_is_told_with_what_came_before_it(played):
    plan, cases, log = played
    closed = log.kind != Row.closed
    shorter = replace(log, **{name: getattr(log, name)[closed] for name in log.__dataclass_fields__})
    told = first_difference(log, shorter, plan, cases)
    assert told is not None
    assert "The second log says nothing else then." in told
    assert "  Mon 2026-01-05 08:40:00 case 0: ends: settled" in told
    assert told.endswith("Mon 2026-01-05 08:30:00 case 0: Anna owns the case")


def test_a_log_that_breaks_off_is_told_apart(played):
    plan, cases, log = played
    names = log.__dataclass_fields__
    shorter = replace(log, **{name: getattr(log, name)[:-1] for name in names})
    told = first_difference(shorter, log, plan, cases)
    assert told is not None
    assert "Only the second log says then:\n  Fri 2026-01-09 17:00:00 the staffed day ends" in told


def test_every_kind_of_row_has_its_words(played):
    plan, _, _ = played
    details = {Row.waits: 0, Row.handed_over: -1}
    told = [in_words(plan, (0, kind, 0, 0, 0, details.get(kind, 0))) for kind in Row]
    assert len(set(told)) == len(Row)
    assert all(text.startswith("Mon 2026-01-05 00:00:00 case 0: ") for text in told)
