"""The kernels of the measures: against counting by hand, uncompiled, and with logs that cannot be."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.words import Outcome, Piece
from sim.engine.reference import run
from sim.errors import EngineError
from sim.measures.compiled.load import held
from sim.measures.compiled.week import HALF_HOUR, HALF_HOURS, weekly
from sim.measures.duty import as_planned, read_duty
from sim.measures.story import LATER, read
from sim.tables import EventLog, Row, list_of
from sim.units import DAY, WEEK
from tests.engine.eventful import eventful
from tests.measures.scenes import log_of, settled, waiting, worked
from tests.worlds import World, at

ROOT = Path(__file__).parents[2]
INTERVALS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 2)), max_size=12)


def in_new_process(*command: str, **settings: str) -> str:
    """What a program prints in a process of its own."""
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize("setting", ["NUMBA_DISABLE_JIT", pytest.param("NUMBA_BOUNDSCHECK", marks=pytest.mark.nightly)])
def test_the_kernels_do_the_same_uncompiled_and_touch_nothing_outside_their_arrays(setting):
    plain = ("-m", "tests.measures.plainly")
    assert in_new_process(*plain, **{setting: "1"}) == in_new_process(*plain)


def test_importing_the_measures_compiles_nothing():
    code = "import sim.measures; from sim.measures.compiled.story import read_rows; print(len(read_rows.signatures))"
    assert in_new_process("-c", code) == "0"


@given(st.lists(st.tuples(st.integers(-1, 1), st.integers(0, 3 * WEEK), st.integers(0, 3 * WEEK)), max_size=5),
       st.integers(0, 6), st.integers(0, WEEK))  # fmt: skip
def test_seconds_by_half_hour_of_the_week_are_those_of_every_half_hour_by_itself(intervals, weekday, low):
    high, monday = 2 * WEEK + 1234, weekday * DAY
    expected = np.zeros((2, HALF_HOURS), dtype=int)
    for row, start, stop in intervals:
        for half in range(5 * HALF_HOURS if row >= 0 else 0):
            begin, end = half * HALF_HOUR - monday, (half + 1) * HALF_HOUR - monday
            expected[row, half % HALF_HOURS] += max(min(end, stop, high) - max(begin, start, low), 0)
    columns = np.array(intervals, dtype=np.int64).reshape(-1, 3).T.copy()
    assert weekly(columns[0], columns[1], columns[2], 2, monday, low, high).tolist() == expected.tolist()


@given(INTERVALS, st.integers(0, 10), st.integers(10, 45))
def test_open_conversations_are_those_counted_second_by_second(intervals, low, high):
    """Three people; an interval that is empty counts for nothing."""
    columns = np.array(intervals, dtype=np.int64).reshape(-1, 3).T.copy()
    start, stop, person = columns
    order = np.argsort(start, kind="stable")
    seconds, most = held((person, start, stop, order), 3, low, high)
    for one in range(3):
        open_at = [sum(a <= tick < b and who == one for a, b, who in intervals) for tick in range(low, high)]
        assert (seconds[one], most[one]) == (sum(open_at), max(open_at, default=0))


@pytest.fixture(name="tables")
def _tables():
    """One clinic, one nurse, two cases."""
    world = World(days=1)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(0, "09:00"))
    world.case(clinic, at(0, "10:00"))
    return world.build()


NURSES = list_of(0, 0)
FIRST = waiting(0, 100, Piece.first, NURSES)


@pytest.mark.parametrize(
    ("rows", "what", "where"),
    [
        ([(100, Row.sms, 2, -1, -1, 0)], "a row of the log that plan and cases do not know", (100, 2)),
        ([(100, Row.sms, -1, -1, -1, 0)], "a row of the log that plan and cases do not know", (100, -1)),
        ([*FIRST, (101, Row.begun, 0, 1, 0, 0)], "a row of the log that plan and cases do not know", (101, 0)),
        ([*FIRST, (101, Row.begun, 0, -1, 0, 0)], "a row of the log that plan and cases do not know", (101, 0)),
        ([*FIRST, (101, Row.begun, 0, 0, 0, 12)], "a row of the log that plan and cases do not know", (101, 0)),
        ([(100, Row.owned, 0, -1, -1, -1)], "a row of the log that plan and cases do not know", (100, 0)),
        (waiting(0, 100, Piece.first, 5), "a row of the log that plan and cases do not know", (100, 0)),
        (waiting(0, 100, Piece.first, NURSES, piece=1), "a row of the log that plan and cases do not know", (100, 0)),
        ([(100, 32, 0, -1, -1, -1)], "a row of the log that plan and cases do not know", (100, 0)),
        ([*FIRST, (101, Row.waits, 0, -1, 1, NURSES)], "a piece that never arose", (101, 0)),
        ([*FIRST, (101, Row.noticed, 1, -1, 0, -1)], "a piece that never arose", (101, 1)),
        ([*FIRST, *worked(0, 0, 150, 180, piece=-1)], "a piece that never arose", (150, 0)),
        ([settled(1, 100), settled(1, 170)], "a case ends twice", (170, 1)),
        (waiting(0, 100, Piece.accept, NURSES), "a piece of a stage that the case has not", (100, 0)),
    ],
)  # fmt: skip
def test_a_log_that_cannot_be_is_refused_with_tick_and_case(tables, rows, what, where):
    with pytest.raises(EngineError) as caught:
        read(*tables, log_of(*rows))
    assert (caught.value.what, caught.value.tick, caught.value.case) == (what, *where)


def test_an_owner_is_followed_by_the_next_and_let_go_by_a_later_release(tables):
    """In one tick the release comes first, though its row stands behind; what nobody ends lasts until the case does."""
    plan, cases = tables
    owned = [(100, Row.owned, 0, 0, -1, -1), (200, Row.owned, 0, 0, -1, -1), (200, Row.released, 0, 0, -1, -1),
             (300, Row.released, 0, 0, -1, -1), (150, Row.owned, 1, 0, -1, -1), settled(1, 260)]  # fmt: skip
    story = read(plan, cases, log_of(*owned))
    found = story.owned
    assert list(zip(found.case.tolist(), found.start.tolist(), found.stop.tolist(), strict=True)) == [
        (0, 100, 200), (0, 200, 300), (1, 150, 260),
    ]  # fmt: skip
    assert found.start[found.by_start].tolist() == [100, 150, 200]
    assert (story.outcome.tolist(), story.closed_at.tolist()) == ([-1, Outcome.settled], [LATER, 260])


def test_of_several_places_in_one_tick_the_one_with_the_owner_holds(tables):
    """The piece is put with Anna, who owns the case, and into the list, in one tick: it waits with her."""
    rows = [(100, Row.owned, 0, 0, -1, -1), (100, Row.arose, 0, -1, 0, Piece.reply),
            (100, Row.waits, 0, 0, 0, -1), (100, Row.waits, 0, -1, 0, NURSES), (160, Row.waits, 0, -1, 0, NURSES),
            (200, Row.withdrawn, 0, -1, 0, -1)]  # fmt: skip
    for found, expected in (
        (read(*tables, log_of(*rows)).waiting, [(100, 160, 0, -1), (160, 200, -1, NURSES)]),
        (read(*tables, log_of(*rows[1:])).waiting, [(100, 160, -1, NURSES), (160, 200, -1, NURSES)]),
    ):
        columns = (found.start, found.stop, found.owner, found.where)
        assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected


def test_a_log_longer_than_a_block_is_read_as_one():
    """Rows of one case on both sides of the border between two blocks: the rows of many other cases lie between."""
    world = World(days=1)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    for _ in range(3000):
        world.case(clinic, at(0, "09:00"))
    pieces = [row for case in range(3000) for row in waiting(case, at(0, "09:00"), Piece.first, NURSES)]
    begun = [row for case in range(3000) for row in worked(case, 0, at(0, "10:00") + case, at(0, "10:00") + case + 1)]
    story = read(*world.build(), log_of(*pieces, *begun))
    assert (story.pieces.begun - at(0, "10:00")).tolist() == list(range(3000))
    assert (story.waiting.stop - story.waiting.start - 3600).tolist() == list(range(3000))


def test_tables_that_may_not_be_written_are_measured():
    plan, cases = eventful()
    log = run(plan, cases)
    expected = read(plan, cases, log)
    for column in (plan.post_unit, cases.arrival, log.tick):
        column.flags.writeable = False
    assert read(
        plan, cases, EventLog(*(np.repeat(getattr(log, name), 2)[::2] for name in log.__slots__))
    ).pieces.home.tolist() == (expected.pieces.home.tolist())


def test_what_hangs_on_the_plan_alone_is_worked_out_once_and_an_absence_changes_no_other_replication():
    plan, cases = eventful()
    assert as_planned(plan) is as_planned(plan)
    assert as_planned(replace(plan)) is not as_planned(plan)
    shift = int(as_planned(plan).start[0])
    person = int(as_planned(plan).person[0])
    absent = read_duty(plan, log_of((shift, Row.absent, -1, person, -1, -1)))
    mine = (absent.person == person) & (absent.start // DAY == shift // DAY)
    assert (absent.worked == ~mine).all()
    assert read_duty(plan, log_of()).worked.all()
    assert cases.arrival.size
