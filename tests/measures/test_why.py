"""Why cases waited: each cause on paper, against an oracle that looks at every second, and wrong logs refused."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sim.domain.staffed_time import worked_at
from sim.domain.words import Outcome, Piece, Role
from sim.engine.reference import run
from sim.errors import EngineError
from sim.measures import why
from sim.measures.compiled import queues
from sim.measures.compiled.timeline import KIND, Change, Subject
from sim.measures.duty import read_duty
from sim.measures.story import read
from sim.measures.why import Cause, causes
from sim.tables import EventLog, Row, list_of
from sim.units import HOUR, MINUTE
from tests.measures.kernels import digest
from tests.measures.oracle import Oracle
from tests.measures.scenes import log_of, settled, waiting, worked
from tests.random_worlds import Tables, worlds
from tests.worlds import Turn, World, at, hours

ROOT = Path(__file__).parents[2]
PATIENT = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def parts_of(tables: Tables, log: EventLog | None = None) -> list[dict[str, int]]:
    """By case the causes that took any time, in minutes."""
    plan, cases = tables
    log = run(plan, cases) if log is None else log
    found = causes(read(plan, cases, log), read_duty(plan, log))
    return [{cause.name: int(row[cause]) // MINUTE for cause in Cause if row[cause]} for row in found]


def clinic(**settings: int) -> tuple[World, int]:
    world = World(days=7, **settings)
    return world, world.unit("Clinic")


def test_night_lunch_and_closure() -> None:
    """Friday 16:55 with nobody from 16:00: 5 minutes nobody, the night and weekend closed.

    Anna works Monday to Friday 08-12 and 13-16; the clinic is closed Wednesday 08-12 without cover. The case of
    Wednesday 07:00 waits an hour of closed hours, four hours of closure, and the hour of lunch.
    """
    world, unit = clinic()
    world.person("Anna", unit, Role.nurse, hours(range(5), "08:00-12:00 13:00-16:00"))
    world.closure(unit, hours(2, "08:00-12:00")[0])
    world.case(unit, at(2, "07:00"))
    world.case(unit, at(4, "16:55"))
    assert parts_of(world.build()) == [
        {"closed_hours": 60, "closure": 240, "nobody_on_duty": 60},
        {"nobody_on_duty": 5},
    ]


@pytest.mark.rule("AF-5")
def test_not_noticed_until_the_notice_or_until_somebody_finishes() -> None:
    """Anna is idle at 09:00 and notices after ten minutes."""
    world, unit = clinic()
    world.person("Anna", unit)
    world.case(unit, at(0, "09:00"), turns=(Turn(notice=10 * MINUTE),))
    assert parts_of(world.build()) == [{"not_noticed": 10}]


@pytest.mark.rule("CO-1")
def test_held_back_by_the_cap() -> None:
    """With one open conversation allowed Anna waits 09:10-09:15 for an answer, then answers until 09:25.

    The P4 of 09:10 is held back for five minutes and then first in line; the P2 of 09:11 may be taken as a second one
    and is begun at once, so that the answer and with it the P4 come five minutes later than they would.
    """
    world, unit = clinic(max_open=1, max_open_urgent=2)
    world.person("Anna", unit)
    world.case(unit, at(0, "09:00"), turns=(Turn(work=10 * MINUTE, delay=5 * MINUTE), Turn(work=10 * MINUTE)))
    world.case(unit, at(0, "09:10"))
    assert parts_of(world.build()) == [{}, {"at_cap": 5, "first_in_line": 10}]
    world.case(unit, at(0, "09:11"), priority=2, turns=(Turn(work=9 * MINUTE),))
    # 09:11-09:15 busy with the P2, first in line; 09:15-09:20 the answer waits, an equal; 09:20-09:30 answering
    assert parts_of(world.build()) == [{}, {"at_cap": 1, "first_in_line": 4 + 10, "behind_equal": 5}, {}]


@pytest.mark.rule("PR-1")
def test_behind_more_urgent_behind_equal_first_in_line() -> None:
    """Anna is busy 09:00-10:00. At 09:10 a P4 comes: first in line. At 09:20 a second P4: behind an equal.

    At 09:30 a P3: first in line, both P4 now behind more urgent. 10:00 P3 is begun for 30 minutes; the first P4 is
    first in line again, the second behind an equal. 10:30 the first P4 is begun, 11:00 the second.
    """
    world, unit = clinic()
    world.person("Anna", unit)
    long = (Turn(work=30 * MINUTE),)
    world.case(unit, at(0, "09:00"), priority=3, turns=(Turn(work=HOUR),))
    world.case(unit, at(0, "09:10"), turns=long)
    world.case(unit, at(0, "09:20"), turns=long)
    world.case(unit, at(0, "09:30"), priority=3, turns=long)
    assert parts_of(world.build()) == [
        {},
        {"behind_more_urgent": 30, "first_in_line": 20 + 30},
        {"behind_more_urgent": 30, "behind_equal": 10 + 30, "first_in_line": 30},
        {"first_in_line": 30},
    ]


def test_a_reply_that_waits_with_its_owner_stands_before_an_equal() -> None:
    """Two nurses; Anna's patient answers at 09:15 while she is busy until 09:30 with another; so is Bo.

    The case of 09:12 is first in line until the answer is there, behind it until Anna takes it at 09:30, when she is
    given the answer; Bo is free at 09:40 and takes the case: first in line for the last ten minutes.
    """
    world, unit = clinic()
    world.person("Anna", unit)
    world.person("Bo", unit)
    world.case(unit, at(0, "09:00"), turns=(Turn(work=600, delay=300), Turn(work=HOUR)))
    world.case(unit, at(0, "09:00"), turns=(Turn(work=40 * MINUTE),))
    world.case(unit, at(0, "09:05"), priority=5, turns=(Turn(work=20 * MINUTE),))
    world.case(unit, at(0, "09:12"))
    assert parts_of(world.build())[3] == {"first_in_line": 3 + 10, "behind_equal": 15}


def hand_written() -> tuple[Tables, list[tuple[int, Row, int, int, int, int]]]:
    """One nurse; case 0 09:00-09:30, case 1 arrives 09:10 and is begun 09:30."""
    world, unit = clinic()
    world.person("Anna", unit)
    world.case(unit, at(0, "09:00"))
    world.case(unit, at(0, "09:10"))
    where = list_of(unit, Role.nurse)
    rows = [
        *waiting(0, at(0, "09:00"), Piece.first, where), *worked(0, 0, at(0, "09:00"), at(0, "09:30")),
        settled(0, at(0, "09:30")), *waiting(1, at(0, "09:10"), Piece.first, where),
        *worked(1, 0, at(0, "09:30"), at(0, "09:40")), settled(1, at(0, "09:40")),
    ]  # fmt: skip
    return world.build(), rows


def test_a_hand_written_log() -> None:
    tables, rows = hand_written()
    assert parts_of(tables, log_of(*rows)) == [{}, {"first_in_line": 20}]


def test_saboteur_somebody_free_leaves_what_was_noticed() -> None:
    """Anna, free from 09:30, begins the noticed case only at 09:45: no cause fits, the log is refused."""
    tables, rows = hand_written()
    late = [(at(0, "09:45") if row[0] == at(0, "09:30") and row[1] == Row.begun else row[0], *row[1:]) for row in rows]
    late += [(at(0, "09:10"), Row.noticed, 1, -1, 0, -1)]
    late = [(at(0, "09:50") if row[:3] == (at(0, "09:40"), Row.done, 1) else row[0], *row[1:]) for row in late]
    with pytest.raises(EngineError, match="noticed, and left by somebody free") as refused:
        parts_of(tables, log_of(*late))
    assert (refused.value.tick, refused.value.case) == (at(0, "09:10"), 1)


def test_saboteur_a_piece_that_never_arose() -> None:
    tables, rows = hand_written()
    with pytest.raises(EngineError, match="never arose"):
        parts_of(tables, log_of(*(row for row in rows if row[1:3] != (Row.arose, 1))))


def test_saboteur_a_case_that_ends_twice() -> None:
    tables, rows = hand_written()
    with pytest.raises(EngineError, match="ends twice"):
        parts_of(tables, log_of(*rows, settled(1, at(0, "09:41"), Outcome.visit_unbooked)))


@pytest.mark.rule("PR-4")
@PATIENT
@given(worlds(20))
def test_the_eight_parts_are_those_of_the_oracle_and_add_up(tables: Tables) -> None:
    plan, cases = tables
    log = run(plan, cases)
    found = causes(read(plan, cases, log), read_duty(plan, log))
    oracle = Oracle(plan, cases, log)

    def staffed(until: int) -> int:
        return worked_at(until, plan.day_open, plan.day_close, plan.worked_before)

    for case in np.flatnonzero((cases.stream == 0) & (cases.intake == 0)).tolist():
        assert found[case].tolist() == oracle.parts(case)
        first = oracle.first(case)
        assert first is not None
        start, stop = cases.arrival[case : case + 1], np.array([first[1]])
        assert found[case].sum() == stop[0] - start[0]
        assert found[case, Cause.closure :].sum() == staffed(int(stop[0])) - staffed(int(start[0]))


def test_second_by_second() -> None:
    """The same on a small world with every single second looked at, not only those at which something changes."""
    world = World(days=1, staffed="08:00-08:20", max_open=1, max_open_urgent=2)
    unit = world.unit("Clinic")
    world.person("Anna", unit, Role.nurse, hours(0, "08:02-08:08 08:09-08:20"))
    world.person("Bo", unit, Role.nurse, hours(0, "08:05-08:15"))
    for second, priority in ((30, 4), (45, 2), (70, 4), (190, 3), (191, 4), (400, 1), (530, 4), (531, 4)):
        turns = (Turn(work=97, delay=61, notice=13), Turn(work=43))
        world.case(unit, at(0, "08:00") + second, priority=priority, turns=turns)
    plan, cases = world.build()
    log = run(plan, cases)
    found = causes(read(plan, cases, log), read_duty(plan, log))
    oracle = Oracle(plan, cases, log)
    seconds = list(range(plan.end + 1))[at(0, "08:00") :]
    assert found.tolist() == [oracle.parts(case, seconds) for case in range(len(cases))]
    assert (found.sum(axis=0) > 0).sum() >= 6


def test_many_pieces_in_one_queue_leave_it_in_their_order() -> None:
    """Anna is busy 08:00-10:00; thirty cases of all priorities come a minute apart, some at the same second."""
    world, unit = clinic()
    world.person("Anna", unit)
    world.case(unit, at(0, "08:00"), priority=3, turns=(Turn(work=2 * HOUR),))
    for number in range(30):
        minute = (number * 7) % 25
        world.case(unit, at(0, "08:05") + minute * MINUTE, priority=1 + number * 3 % 5, turns=(Turn(work=MINUTE),))
    plan, cases = world.build()
    log = run(plan, cases)
    oracle = Oracle(plan, cases, log)
    found = causes(read(plan, cases, log), read_duty(plan, log))
    assert found.tolist() == [oracle.parts(case) for case in range(len(cases))]


@pytest.mark.parametrize("setting", ["NUMBA_DISABLE_JIT", pytest.param("NUMBA_BOUNDSCHECK", marks=pytest.mark.nightly)])
def test_the_kernels_do_the_same_uncompiled_and_touch_nothing_outside_their_arrays(setting):
    done = subprocess.run(
        [sys.executable, "-m", "tests.measures.kernels"],
        cwd=ROOT, env=os.environ | {setting: "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, digest(), "")


def test_importing_compiles_nothing() -> None:
    code = "from sim.measures.compiled.causes import split; print(len(split.signatures))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def without_owners_pieces(monkeypatch):
    """What waits with an owner is left out: the reply that stood before the case is not seen."""
    original = why._changes

    def forgetful(story, duty):
        changes = original(story, duty)
        return changes[(changes >> KIND) & 7 != Change.with_owner]

    monkeypatch.setattr(why, "_changes", forgetful)


def without_priorities(monkeypatch):
    """Whoever came first stands first."""
    original = queues.packed
    monkeypatch.setattr(queues, "packed", lambda priority, rank, arose: original(0 * priority + 5, rank, arose))


def charged_in_no_other_list(monkeypatch):
    """What changes in one list is charged nowhere else, although the same people work there."""
    original = why._subjects

    def narrow(story):
        subjects, concerned, heap = original(story)
        lists = len(story.plan.unit_names) * 5
        for patient_list in range(lists):
            concerned[subjects[patient_list, Subject.first] : subjects[patient_list, Subject.last]] = patient_list
        return subjects, concerned, heap

    monkeypatch.setattr(why, "_subjects", narrow)


def test_a_more_urgent_piece_in_the_next_list_stands_before_it() -> None:
    """Anna is busy in her own list 09:00-10:00 and may help next door, where a P2 comes at 09:30.

    The P4 of 09:10 in her own list is first in line for 20 minutes, then behind the P2, which is begun at 10:00 and
    takes 30 minutes, in which it is first in line again.
    """
    world, unit = clinic()
    other = world.unit("Next door")
    world.person("Anna", unit)
    world.help(unit, Role.nurse, other, Role.nurse, idle=False)
    world.case(unit, at(0, "09:00"), priority=3, turns=(Turn(work=HOUR),))
    world.case(unit, at(0, "09:10"))
    world.case(other, at(0, "09:30"), priority=2, turns=(Turn(work=30 * MINUTE),))
    assert parts_of(world.build()) == [
        {},
        {"first_in_line": 20 + 30, "behind_more_urgent": 30},
        {"first_in_line": 30},
    ]


@pytest.mark.parametrize(
    ("saboteur", "judge"),
    [
        (without_owners_pieces, test_a_reply_that_waits_with_its_owner_stands_before_an_equal),
        (without_priorities, test_behind_more_urgent_behind_equal_first_in_line),
        (charged_in_no_other_list, test_a_more_urgent_piece_in_the_next_list_stands_before_it),
    ],
)
def test_a_sweep_that_leaves_something_out_is_caught(saboteur, judge, monkeypatch):
    saboteur(monkeypatch)
    with pytest.raises(AssertionError):
        judge()
