import datetime as dt

import pytest

from sim.errors import InputError
from sim.scenario.roster import Row
from sim.scenario.roster_table import SAID, TableProblem, hours_text, read_table

HOUR = 3600
NOTHING = ((),) * 7
BASE = [
    Row("nurse-1", "here", "nurse", (((8 * HOUR, 12 * HOUR),), *NOTHING[1:])),
    Row("both", "here", "counsellor", (((8 * HOUR, 10 * HOUR),), *NOTHING[1:])),
    Row("both", "there", "counsellor", ((), ((8 * HOUR, 10 * HOUR),), *NOTHING[2:])),
]
HEAD = ["Person", "Enhet", "Roll", "Mån", "Tis", "Ons", "Tors", "Fre"]


def read(*rows, head=HEAD):
    return read_table([head, *rows], BASE, ["here", "there"], {"nurse-1": "Sjuksköterska 1"})


def problems(*rows, head=HEAD):
    with pytest.raises(InputError) as refused:
        read(*rows, head=head)
    assert all(isinstance(one, TableProblem) for one in refused.value.problems)
    return refused.value.problems


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("08:00-12:00, 12:45-17:00", "08:00-12:00, 12:45-17:00"),
        ("8-12", "08:00-12:00"),
        ("8.30–12 och 13—17.15", "08:30-12:00, 13:00-17:15"),
        ("13:00-17:00;8:00-12:00", "08:00-12:00, 13:00-17:00"),
        ("08:00-12:00\n12:00-17:00", "08:00-17:00"),
        ("00:00-24:00", "00:00-24:00"),
        (" ledig ", ""),
        ("–", ""),
        (None, ""),
        ("08:00\u00a0-\u00a012:00", "08:00-12:00"),
    ],
)
def test_hours_as_people_write_them(said, meant):
    (row,) = read(["nurse-1", "", "", said])
    assert hours_text(row.week[0]) == meant


def test_people_are_known_by_their_name_or_what_the_page_calls_them():
    assert [row.person for row in read(["NURSE-1", "here", "nurse"], ["both", "there", "kurator"])] == [
        "nurse-1",
        "both",
    ]
    (row,) = read(["sjuksköterska 1", "", ""])
    assert (row.person, row.unit, row.role) == ("nurse-1", "here", "nurse")


def test_days_without_a_column_stay():
    (row,) = read(["nurse-1", "9-10"], head=["Name", "Tuesday"])
    assert [hours_text(day) for day in row.week[:2]] == ["08:00-12:00", "09:00-10:00"]


def test_empty_rows_are_passed_over_and_rows_are_counted_as_a_spreadsheet_does():
    (problem,) = problems(["", None], ["nurse-1", "", "", "12:00-08:00"])
    assert str(problem) == "row 3, Monday: 12:00-08:00 ends before it starts; write 08:00-12:00"


@pytest.mark.parametrize(
    ("row", "kind", "says"),
    [
        (["nurse-1", "", "", "=A1"], "formula", '"=A1" is a formula'),
        (["nurse-1", "", "", "+1-2"], "formula", "is a formula"),
        (["nurse-1", "", "", "-cmd|' /C calc'!A0"], "formula", "is a formula"),
        (["@SUM(A1)", "here", "nurse"], "formula", "is a formula"),
        (["nurse-1", "", "", dt.datetime(2026, 12, 8)], "date", "was taken for a date"),
        (["nurse-1", "", "", dt.time(8)], "date", "was taken for a date"),
        (["nurse-1", "", "", "8" * 300], "long", "more than 200 characters"),
        (["nurse-1", "", "", "morning"], "span", '"morning" is no span of time; write it as 08:00-12:00'),
        (["nurse-1", "", "", 8.0], "span", '"8" is no span'),
        (["nurse-1", "", "", "08:00-25:00"], "clock", "is no time of day"),
        (["nurse-1", "", "", "08:00-08:75"], "clock", "is no time of day"),
        (["nurse-1", "", "", "12-8"], "backwards", "write 08:00-12:00"),
        (["nurse-1", "", "", "8-8"], "nothing", "ends when it starts"),
        (["nurse-1", "", "", "8-12, 11-13"], "overlap", "11:00-13:00 overlaps 08:00-12:00"),
        (["", "", "", "8-12"], "no_person", "nobody is named"),
        (["a: &x [1]", "here", "nurse"], "name", "is no name"),
        (["!!python/object:os.system", "here", "nurse"], "name", "is no name"),
        (["../../etc/passwd", "here", "nurse"], "name", "is no name"),
        (["new", "", "nurse"], "no_unit", "write one of here, there"),
        (["new", "here", ""], "no_role", "new is new and has no role"),
        (["new", "nowhere", "nurse"], "unit", '"nowhere" is no unit here'),
        (["new", "here", "plumber"], "role", '"plumber" is no role'),
        (["nurse-1", "there", "nurse"], "other_unit", "works at here"),
        (["nurse-1", "here", "läkare"], "other_role", "one role at a clinic [ST-3]"),
        (["both", "here", "kurator", "", "9-11"], "together", "in one place at a time [ST-3]"),
    ],
)
def test_what_is_wrong_in_a_cell_is_said_with_its_place(row, kind, says):
    (problem,) = problems(row)
    assert problem.kind == kind
    assert problem.row == 2
    assert says in str(problem)


@pytest.mark.parametrize(
    ("head", "rows", "kind"),
    [
        (["Mån", "Tis"], [["8-12"]], "heading"),
        (["Person", "Roll"], [["nurse-1"]], "heading"),
        (["Person", "Mån", "Kaffe"], [["nurse-1"]], "column"),
        (["Person", "Mån", "Mon"], [["nurse-1"]], "column_twice"),
        (["Person", "Mån"], [], "no_rows"),
        (["Person", "Mån"], [["nurse-1"]] * 1001, "many"),
        (["Person", "Mån"], [["nurse-1", "8-9"], ["nurse-1", "9-10"]], "twice"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(head, rows, kind):
    (problem,) = problems(*rows, head=head)
    assert problem.kind == kind


def test_everything_is_said_at_once():
    found = problems(["nurse-1", "", "", "12-8", "x-y"], ["new", "nowhere", "plumber", "", "=1"])
    assert [(one.row, one.kind) for one in found] == [
        (2, "backwards"), (2, "span"), (3, "formula"), (3, "unit"), (3, "role"),
    ]  # fmt: skip


def test_every_kind_of_problem_has_been_seen_here():
    (cells,), (tables,) = (
        test_what_is_wrong_in_a_cell_is_said_with_its_place.pytestmark,
        test_what_is_wrong_with_a_table_is_said.pytestmark,
    )
    assert {one[1] for one in cells.args[1]} | {one[2] for one in tables.args[1]} == set(SAID)
