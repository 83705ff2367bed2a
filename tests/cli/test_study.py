"""``direktsim sweep`` and ``direktsim sensitivity``: from the command to tables, files and pictures."""

import json
import re
import signal
import struct

import openpyxl
import pyarrow.parquet as pq
import pytest

from sim.experiment import points
from tests.cli.test_refusals import left_in, refused

OWN_HOURS = """\
question: What if the nurse has the afternoons off?
extends: clinic.yaml
people:
  nurse: { week: { mon-fri: [08:00-10:00] } }
"""
OTHER_DAYS = "question: What if it were later?\nextends: clinic.yaml\nhorizon: { from: 2026-02-02 }\n"


@pytest.fixture
def both(desk):
    (desk / "clinic.yaml").write_text((desk / "clinic.yaml").read_text().replace("listed: 8250", "cases_per_day: 20"))
    (desk / "fewer.yaml").write_text(OWN_HOURS)
    return desk


def png_size(path):
    """Width and height in pixels, from the header."""
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def test_a_sweep_prints_its_figures_and_where_they_cross(direktsim, both):
    result = direktsim("sweep", "clinic.yaml", "--vary", "demand.factor=1,4", "--level", "mean_wait_working=60",
                       "--measure", "within_target.3", "-n", "3", "-j", "1")  # fmt: skip
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert said.startswith("What do patients wait for at a clinic in a test? clinic, demand.factor: 2 points of 3 ")
    assert re.search(r"mean wait in staffed hours, clinic may rise above 60\.0 min at demand\.factor of about \d", said)
    assert "mean wait in within target," in said  # the heads side by side
    assert "staffed hours, priority 3," in said
    assert "change from 1" in said
    assert "isotonic regression" in said
    assert re.search(r"Kept in runs as [0-9a-f]{7}\.", said)
    assert left_in(both) == ["clinic.yaml", "fewer.yaml", "runs"]


@pytest.mark.usefixtures("both")
def test_two_scenarios_are_followed_by_their_difference(direktsim):
    result = direktsim("sweep", "clinic.yaml", "--against", "fewer.yaml", "--vary", "demand.factor=0.5,1.5",
                       "--measure", "mean_wait_working", "-n", "3", "-j", "1", "--json")  # fmt: skip
    found = json.loads(result.stdout)
    (curve,) = found["curves"]
    assert found["made_from"]["scenarios"].keys() == {"clinic", "fewer"}
    assert [one["verdict"] for one in curve["changes"]] == ["worse", "worse"]
    (crossing,) = curve["crossings"]
    assert (crossing["of"], crossing["level"], crossing["crossing"]["side"]) == ("difference", 0.0, "below")
    printed = direktsim("sweep", "clinic.yaml", "--against", "fewer.yaml", "--vary", "demand.factor=0.5,1.5",
                        "--measure", "mean_wait_working", "-n", "3", "-j", "1").output  # fmt: skip
    said = " ".join(printed.split())
    stays = "fewer is worse at every value measured from 0.5 to 1.5 of demand.factor"
    assert f"{stays}." in said
    assert "fewer less clinic" in said


def test_a_sweep_hands_on_files_and_pictures_that_say_what_they_were_made_from(direktsim, both):
    result = direktsim("sweep", "clinic.yaml", "--against", "fewer.yaml", "--vary", "demand.factor=0.5,1.5",
                       "--vary", "policy.service_telephones=false,true", "--measure", "mean_wait_working", "-n", "2",
                       "-j", "1", "--parquet", "s.parquet", "--excel", "s.xlsx", "--figures", "pictures")  # fmt: skip
    assert result.exit_code == 0, result.output
    rows = pq.read_table(both / "s.parquet").to_pylist()
    assert len(rows) == 8
    assert {row["demand.factor"] for row in rows} == {0.5, 1.5}
    assert b"seed 1" in pq.read_schema(both / "s.parquet").metadata[b"made from"]
    book = openpyxl.load_workbook(both / "s.xlsx")
    assert book.sheetnames == ["figures", "crossings", "made from"]
    assert book["figures"].max_row == 9
    assert [cell.value for cell in book["figures"][1]][:3] == ["demand.factor", "policy.service_telephones", "scenario"]
    assert left_in(both / "pictures") == ["sweep-mean_wait_working.png", "sweep-mean_wait_working.svg"]
    assert "Written: pictures/sweep-mean_wait_working.svg" in result.output


def test_sensitivity_prints_a_tornado_and_how_many_worlds_agree(direktsim, both):
    result = direktsim("sensitivity", "clinic.yaml", "--against", "fewer.yaml", "--only", "work.conversation.nurse",
                       "--only", "demand.factor", "-n", "4", "--worlds", "4", "--in-world", "2", "-j", "1",
                       "--figures", "pictures", "--excel", "a.xlsx")  # fmt: skip
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "As assumed, mean wait in staffed hours, fewer against clinic: " in said
    assert "; fewer is worse." in said
    assert "fewer is worse in 100 % of 4 plausible worlds (95 % interval by worlds 40 % to 100 %): shown in " in said
    assert "in which nothing is shown count by what was measured." in said
    assert "None of the 2 assumptions that were varied turns it within its range." in said
    names = [f"{kind}-mean_wait_working.{ending}" for kind in ("tornado", "worlds") for ending in ("png", "svg")]
    assert left_in(both / "pictures") == names
    for name in names:
        path = both / "pictures" / name
        assert 5_000 < path.stat().st_size < 400_000
        if name.endswith("png"):
            width, height = png_size(path)
            assert width == 1296
            assert 300 < height < 2000
        else:
            drawn = " ".join(re.sub(r"<[^>]+>", " ", path.read_text()).split())
            assert "seed 1 · 4 replications" in drawn
            assert "direktsim" in drawn
    assert openpyxl.load_workbook(both / "a.xlsx").sheetnames == ["figures", "worlds", "made from"]


def test_the_sensitivity_of_one_scenario_as_json(direktsim, both):
    result = direktsim("sensitivity", "clinic.yaml", "--measure", "mean_wait_working.3", "--only", "work.documentation",
                       "-n", "2", "--worlds", "3", "--in-world", "2", "-j", "1", "--json")  # fmt: skip
    found = json.loads(result.stdout)
    assert (found["measure"], found["level"]) == ("mean_wait_working.3", None)
    (bar,) = found["bars"]
    assert (bar["knob"]["path"], [end["value"] for end in bar["ends"]]) == ("work.documentation", [2.0, 8.0])
    assert len(found["worlds"]["figures"]) == 3
    assert both.joinpath("clinic.yaml").exists()


@pytest.mark.usefixtures("both")
def test_everything_wrong_with_a_sweep_is_told_before_anything_runs(direktsim):
    result = direktsim("sweep", "clinic.yaml", "--vary", "demand.factr=1,2", "--vary", "work.visit=0,x")
    assert refused(result, problems=3) == [
        '--vary  demand.factr: "factr" is no key here; did you mean "factor"?',
        "--vary  work.visit: 0 is not accepted; write 1 or more",
        '--vary  work.visit: "x" is not accepted; write a number',
    ]


@pytest.mark.parametrize(("options", "problem"), [
    (["--vary", "demand.factor=1,2", "--vary", "work.visit=1,2", "--vary", "work.booking=1,2"],
     "--vary: is given 3 times; two make a grid, more cannot be read"),
    (["--vary", "demand.factor"], '--vary  "demand.factor" is no place with values; write such as '
     "demand.factor=0.8..1.4:7"),
    (["--vary", "demand.factor=1,2", "--measure", "within"], '--measure within: "within" is no measure; did you mean '
     '"within_target"?'),
    (["--vary", "demand.factor=1,2", "--measure", "profit"], '--measure profit: "profit" is no measure; accepted: '
     "within_target, begun_same_day, became_async, closed_unanswered, mean_wait_working, mean_wait_elapsed, "
     "staff_cost"),
    (["--vary", "demand.factor=1,2", "--level", "within_targt.3=90%"], '--level within_targt.3: "within_targt" is no '
     'measure; did you mean "within_target"?'),
    (["--vary", "demand.factor=1,2", *2 * ("--level", "within_target.3=90%")], "--level within_target.3: is given "
     "twice; write it once"),
    (["--vary", "policy.service_telephones=false,true", "--level", "within_target.3=90%"], "--level: nothing is "
     "crossed along policy.service_telephones, whose values are no numbers; leave it out, or put another --vary first"),
    (["--vary", "demand.factor=1,2", "--margin", "within_target.3=2%"], "--margin: is about a difference; name the "
     "other scenario with --against"),
    (["--vary", "demand.factor=1,2", "--level", "within_target.3=90"], "--level within_target.3: 90 is no share; "
     "write a share such as 0.9 or 90%"),
    (["--vary", "demand.factor=1,2", "--level", "mean_wait_working=5%"], '--level mean_wait_working: "5%" is not '
     "accepted; write minutes"),
    (["--vary", "demand.factor=1,2", "--against", "fewer.yaml", "--margin", "staff_cost=x"], "--margin staff_cost: "
     '"x" is not accepted; write SEK'),
    (["--vary", "demand.factor=1,2", "--against", "later.yaml"], "later: horizon: 2026-02-02, 2 weeks with 0 of "
     "warm-up, but clinic has 2026-01-05, 2 weeks with 0; write the same horizon in both"),
    (["--vary", "demand.factor=1,2", "--excel", "clinic.yaml"], "clinic.yaml  stands there already; write another "
     "name"),
    (["--vary", "demand.factor=1,2", "--parquet", "no/x.parquet"], "no  there is no such folder; make it first"),
    (["--vary", "demand.factor=1,2", "--parquet", "x", "--excel", "x"], "x  is asked for twice; write two names"),
    (["--vary", "demand.factor=1,2", "--figures", "clinic.yaml"], "clinic.yaml  is a file; write the name of a folder "
     "for the pictures"),
])  # fmt: skip
def test_options_that_cannot_be_used_are_refused(direktsim, both, options, problem):
    (both / "later.yaml").write_text(OTHER_DAYS)
    assert refused(direktsim("sweep", "clinic.yaml", *options), problems=1) == [problem]


@pytest.mark.usefixtures("both")
def test_an_assumption_that_does_not_exist_is_refused(direktsim):
    (line,) = refused(direktsim("sensitivity", "clinic.yaml", "--only", "wrk"), problems=1)
    assert line == '--only: no assumption begins with "wrk"; did you mean "work"?'


@pytest.mark.usefixtures("both")
def test_everything_wrong_with_the_options_of_a_sweep_is_told_at_once(direktsim):
    result = direktsim(
        "sweep", "clinic.yaml", "--vary", "demand.factor", "--vary", "people.nurs.week.mon=[],[08:00-12:00]",
        "--vary", "work.visit=20..10", "--measure", "wthin_target.ekhlt.9", "--measure", "staff_cost.nurse",
        "--level", "within_target.3=nine", "--level", "mean_wait=5", "--margin", "staff_cost=5",
        "--excel", "clinic.yaml",
        "--parquet", "no/x.parquet", "--figures", "fewer.yaml", "-j", "2", "--cluster", "tcp://127.0.0.1:1",
    )  # fmt: skip
    assert set(refused(result, problems=15)) == {
        '--vary  "demand.factor" is no place with values; write such as demand.factor=0.8..1.4:7',
        '--vary  people.nurs.week.mon: "nurs" is no person here; did you mean "nurse"?',
        "--vary  work.visit: 20..10 does not go up; write the lower end first",
        "--vary: is given 3 times; two make a grid, more cannot be read",
        '--measure wthin_target.ekhlt.9: "wthin_target" is no measure; did you mean "within_target"?',
        '--measure wthin_target.ekhlt.9: "ekhlt" is no unit, role or priority here; did you mean "ekhult"?',
        '--measure wthin_target.ekhlt.9: "9" is no unit, role or priority here; write such as within_target.2',
        "--measure staff_cost.nurse: is known for all units together only; write staff_cost",
        '--level within_target.3: "nine" is not accepted; write a share such as 0.9 or 90%',
        '--level mean_wait: "mean_wait" is no measure; did you mean "mean_wait_working"?',
        "--margin: is about a difference; name the other scenario with --against",
        "clinic.yaml  stands there already; write another name",
        "no  there is no such folder; make it first",
        "fewer.yaml  is a file; write the name of a folder for the pictures",
        "--jobs: with --cluster its workers play; leave out one of the two",
    }


@pytest.mark.usefixtures("both")
def test_everything_wrong_with_the_options_of_a_study_of_assumptions_is_told_at_once(direktsim):
    result = direktsim("sensitivity", "clinic.yaml", "--measure", "within_targt.3", "--only", "work", "--only", "wrk",
                       "--only", "zzz", "--excel", "clinic.yaml")  # fmt: skip
    assert refused(result, problems=4) == [
        '--measure within_targt.3: "within_targt" is no measure; did you mean "within_target"?',
        '--only: no assumption begins with "wrk"; did you mean "work"?',
        '--only: no assumption begins with "zzz"; "direktsim assumptions" lists them',
        "clinic.yaml  stands there already; write another name",
    ]
    (line,) = refused(direktsim("sensitivity", "clinic.yaml", "--level", "nine"), problems=1)
    assert line == '--level mean_wait_working: "nine" is not accepted; write minutes'


@pytest.mark.usefixtures("both")
def test_where_nothing_is_left_to_turn_that_is_said(direktsim):
    (line,) = refused(direktsim("sensitivity", "clinic.yaml", "--only", "costs"), problems=1)
    assert line == (
        "--only: nothing is left to turn: what the two scenarios differ in is the question, and costs are turned with "
        "--measure staff_cost only; name other assumptions"
    )


def test_a_broken_scenario_hides_no_option_and_no_option_a_broken_scenario(direktsim, both):
    (both / "broken.yaml").write_text("extends: clinic.yaml\nquestion: What?\nunits: { ekhult: { listd: 1 } }\n")
    result = direktsim("sweep", "broken.yaml", "--vary", "demand.factor", "--excel", "clinic.yaml")
    assert refused(result, problems=3) == [
        '--vary  "demand.factor" is no place with values; write such as demand.factor=0.8..1.4:7',
        'broken.yaml:3  units.ekhult.listd: "listd" is no key here; did you mean "listed"?',
        "clinic.yaml  stands there already; write another name",
    ]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("command", [
    ["sweep", "clinic.yaml", "--vary", "demand.factor=1,2", "--measure", "mean_wait_working"],
    ["sensitivity", "clinic.yaml", "--only", "work.documentation", "--worlds", "3"],
], ids=lambda words: words[0])  # fmt: skip
def test_a_study_asked_for_again_is_answered_from_the_disk(direktsim, monkeypatch, command):
    command = [*command, "-n", "2", "-j", "1"]
    first = direktsim(*command, "--store", "kept")
    monkeypatch.setattr(points, "play", None)
    again = direktsim(*command, "--store", "kept")
    assert again.exit_code == 0, again.output
    (listed,) = json.loads(direktsim("runs", "list", "--store", "kept", "--json").stdout)
    assert (listed["kind"], listed["name"], listed["id"]) == ("points", "studies-of-clinic", listed["id"])
    where = f"Kept in kept as {listed['id']}."
    said = f"Nothing was played: all was there already, in kept as {listed['id']}."
    assert where in first.stdout
    assert again.stdout == first.stdout.replace(where, said)
    shown = " ".join(direktsim("runs", "show", "studies-of-clinic", "--store", "kept").stdout.split())
    assert "points of sweep and sensitivity; replications are counted at all of them together" in shown
    assert f"{listed['finished']} of {listed['finished']}" in shown


@pytest.mark.usefixtures("both")
def test_a_damaged_point_is_named_and_played_again(direktsim, both):
    command = ["sweep", "clinic.yaml", "--vary", "demand.factor=1,2", "-n", "2", "-j", "1"]
    direktsim(*command)
    file = min(both.glob("runs/*/points/*.json"))
    file.write_text("{}")
    again = direktsim(*command)
    shown = file.relative_to(both)
    assert again.stderr == f"{shown}  has changed since it was written; what it held is made again\n"
    assert "; 2 of 4 replications were there already." in again.stdout
    assert direktsim(*command).stderr == ""


@pytest.fixture
def interrupted_after(monkeypatch):
    """Press Ctrl-C when so many replications have been played."""

    def prepare(number):
        played = []
        play = points.play

        def pressed(job, replication):
            played.append(replication)
            if len(played) > number:
                signal.raise_signal(signal.SIGINT)
            return play(job, replication)

        monkeypatch.setattr(points, "play", pressed)

    return prepare


@pytest.mark.usefixtures("both")
def test_an_interrupted_sweep_prints_the_values_that_are_finished(direktsim, interrupted_after):
    interrupted_after(4)
    result = direktsim("sweep", "clinic.yaml", "--vary", "demand.factor=1,2,3", "-n", "2", "-j", "1",
                       "--measure", "mean_wait_working")  # fmt: skip
    assert result.exit_code == 130
    assert "clinic, demand.factor: 2 points of 2 replications" in result.output
    assert result.stderr.splitlines()[-1] == (
        "Interrupted: 2 of 3 values are finished and kept; the same command goes on from there."
    )


@pytest.mark.usefixtures("both")
def test_an_interrupted_study_of_assumptions_prints_those_that_are_finished(direktsim, interrupted_after):
    interrupted_after(6)
    result = direktsim("sensitivity", "clinic.yaml", "--only", "work.documentation", "--only", "work.booking",
                       "-n", "2", "-j", "1", "--worlds", "5")  # fmt: skip
    assert result.exit_code == 130
    assert "work.documentation" in result.stdout
    assert "work.booking" not in result.stdout
    assert result.stderr.splitlines()[-1] == (
        "Interrupted: 3 of 10 points are finished and kept; the same command goes on from there."
    )


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(("command", "what"), [
    (["sweep", "clinic.yaml", "--vary", "demand.factor=1,2"], "value"), (["sensitivity", "clinic.yaml"], "assumption"),
])  # fmt: skip
def test_interrupted_before_anything_is_finished_nothing_is_printed(direktsim, interrupted_after, command, what):
    interrupted_after(0)
    result = direktsim(*command, "-n", "2", "-j", "1")
    assert result.exit_code == 130
    assert result.stdout == ""
    assert result.stderr == f"Interrupted before a {what} was finished; nothing is kept.\n"
