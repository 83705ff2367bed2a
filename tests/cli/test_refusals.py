"""What cannot be used is refused: every problem in a line, exit status 2, no traceback, nothing written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

BAD = """\
question: What is wrong here?
extends: clinic.yaml
people:
  nurse: { week: { mon: [12:00-08:00] } }
closures:
  - { unit: ekhult, from: 2026-01-07 12:00, until: 2026-01-07 17:00, covered_by: ekhul, permission: true }
"""


def left_in(desk: Path) -> list[str]:
    return sorted(path.name for path in desk.iterdir())


def refused(result, *, problems: int) -> list[str]:
    """Check the form of a refusal; returns its lines without the last."""
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert "Traceback" not in result.stderr
    assert lines[-1] == f"{problems} problem{'' if problems == 1 else 's'}; nothing was run."
    assert len(lines) == problems + 1
    return lines[:-1]


COMMANDS = [["check"], ["run"], ["show"], ["assumptions"], ["compare", "clinic.yaml"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_all_problems_of_a_scenario_are_said_at_once(direktsim, desk, command):
    (desk / "bad.yaml").write_text(BAD)
    before = left_in(desk)
    swapped, unknown = refused(direktsim(*command, "bad.yaml"), problems=2)
    assert swapped.startswith("bad.yaml:4  people.nurse.week.mon[0]: ")
    assert "ends before it starts" in swapped
    assert unknown.startswith("bad.yaml:6  closures[0].covered_by: ")
    assert 'did you mean "ekhult"' in unknown
    assert left_in(desk) == before


def test_problems_of_several_scenarios_are_said_together(direktsim, desk):
    (desk / "bad.yaml").write_text(BAD)
    (desk / "worse.yaml").write_text("question: Nothing else\n")
    result = direktsim("compare", "bad.yaml", "worse.yaml", "bad.yaml")
    files = [line.split(":")[0].split("  ")[0] for line in result.stderr.splitlines()[:-1]]
    assert files.count("bad.yaml") == 2
    assert "worse.yaml" in files


@pytest.mark.parametrize("kind", ["missing", "folder", "bytes", "empty", "unreadable"])
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_file_that_is_no_scenario(direktsim, desk, kind, command):
    path = desk / "odd.yaml"
    match kind:
        case "folder":
            path.mkdir()
        case "bytes":
            path.write_bytes(b"\xff\xfe\x00\x80question")
        case "empty":
            path.touch()
        case "unreadable":
            path.symlink_to("odd.yaml")  # a circle of links: nobody, not even root, can read it
    before = left_in(desk)
    (line,) = refused(direktsim(command, "odd.yaml"), problems=1)
    assert line.startswith("odd.yaml")
    assert left_in(desk) == before


def test_two_scenarios_on_different_days_cannot_be_compared(direktsim, desk):
    (desk / "later.yaml").write_text("question: Later?\nextends: clinic.yaml\nhorizon: { from: 2026-02-02 }\n")
    (line,) = refused(direktsim("compare", "clinic.yaml", "later.yaml"), problems=1)
    assert line == (
        "later: horizon: 2026-02-02, 2 weeks with 0 of warm-up, but clinic has 2026-01-05, 2 weeks with 0; "
        "write the same horizon in both"
    )
    assert left_in(desk) == ["clinic.yaml", "later.yaml"]


@pytest.mark.parametrize("command", [["run"], ["compare", "clinic.yaml"]], ids=lambda words: words[0])
def test_a_folder_that_exists_is_never_overwritten(direktsim, desk, command):
    (desk / "mine").mkdir()
    (line,) = refused(direktsim(*command, "clinic.yaml", "--out", "mine"), problems=1)
    assert line == "mine  this folder exists already and is never overwritten; name another with --out"
    assert left_in(desk / "mine") == []


def test_a_folder_that_cannot_be_made(direktsim, desk):
    (line,) = refused(direktsim("run", "clinic.yaml", "--out", "clinic.yaml/run"), problems=1)
    assert line == "clinic.yaml/run  cannot be written: clinic.yaml is a file; name another with --out"
    assert left_in(desk) == ["clinic.yaml"]


@pytest.mark.parametrize("command", ["run", "compare"])
def test_everything_wrong_with_options_and_scenarios_is_said_at_once(direktsim, desk, command):
    (desk / "bad.yaml").write_text(BAD)
    scenarios = ["bad.yaml"] if command == "run" else ["clinic.yaml", "bad.yaml"]
    lines = refused(
        direktsim(command, *scenarios, "-n", "5", "--precision", "2", "--cases", "none.csv", "--out", "clinic.yaml",
                  "--excel", "clinic.yaml", "--figures", "bad.yaml", "--jobs", "2", "--cluster", "tcp://127.0.0.1:1"),
        problems=8,
    )  # fmt: skip
    assert [line[:52] for line in lines] == [
        "-n: with --precision it would end the run too; write --most instead"[:52],
        "--jobs: with --cluster its workers play; leave out one of the two"[:52],
        "--cases: recorded cases are sent to a cluster over tls:// only"[:52],
        "bad.yaml  is a file; write the name of a folder for the pictures"[:52],
        *(line[:52] for line in lines[4:6]),
        "clinic.yaml  stands there already; write another name"[:52],
        "clinic.yaml  this file exists already and is never overwritten"[:52],
    ]
    assert lines[4].startswith("bad.yaml:4  people.nurse.week.mon[0]: ")
    assert lines[5].startswith("bad.yaml:6  closures[0].covered_by: ")


def test_recorded_cases_that_do_not_exist(direktsim, desk):
    (line,) = refused(direktsim("run", "clinic.yaml", "--cases", "none.csv"), problems=1)
    assert line.startswith("none.csv")
    assert left_in(desk) == ["clinic.yaml"]


def test_recorded_cases_with_bad_rows(direktsim, desk):
    (desk / "bad.csv").write_text(
        "arrival,unit,reason,priority,age,requested_by\n"
        "2026-01-07T09:00,ekhult,back,3,40,self\n"
        "2026-01-07T09:30,nowhere,back,3,40,self\n"
        "2026-01-07T10:00,ekhult,back,9,40,self\n"
    )
    for command in (["run", "clinic.yaml", "--cases", "bad.csv"], ["route", "bad.csv", "-s", "clinic.yaml"]):
        lines = refused(direktsim(*command), problems=2)
        assert [line.split()[0] for line in lines] == ["bad.csv:3", "bad.csv:4"]
    assert left_in(desk) == ["bad.csv", "clinic.yaml"]


def test_an_unknown_rule(direktsim):
    assert refused(direktsim("rules", "XX-1", "st-2"), problems=1) == [
        '"XX-1" is no rule; "direktsim rules" prints them all'
    ]


@pytest.mark.parametrize("words", [["run"], ["run", "clinic.yaml", "--replications", "0"], ["fly"]])
def test_options_that_cannot_be_used(direktsim, desk, words):
    result = direktsim(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert left_in(desk) == ["clinic.yaml"]


def test_a_refusal_in_a_process_of_its_own(process, desk):
    (desk / "bad.yaml").write_text(BAD)
    done = process("run", "bad.yaml")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1] == "2 problems; nothing was run."
    assert left_in(desk) == ["bad.yaml", "clinic.yaml"]


def test_a_reader_that_has_seen_enough_is_no_problem(desk):
    """``direktsim rules | head -1`` ends quietly."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "sim", "rules"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=desk, env=environment,
    ) as printing:  # fmt: skip
        printing.stdout.close()
        assert printing.stderr.read() == ""
