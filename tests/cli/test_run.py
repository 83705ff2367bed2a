"""``direktsim run``: what it prints, what it keeps, and that neither depends on processes or luck."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from sim.measures import COLUMNS
from sim.store import Draft, refusing, run_folder
from tests.cli.conftest import ROOT

NEEDED = {
    "replication", "case_id", "arrival", "unit", "handling_unit", "reason", "priority", "age", "intake", "rule", "role",
    "first_contact", "handled_by", "closed", "outcome", "async", "attempts", "sms", "wait_elapsed_s", "wait_working_s",
    "due", "within_target", "begun_same_day",
}  # fmt: skip


def read(path):
    return json.loads(path.read_text())


def test_a_run_prints_a_table_and_keeps_a_folder(direktsim, desk):
    result = direktsim("run", "clinic.yaml", "--jobs", "1")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "What do patients wait for at a clinic in a test?"
    assert lines[1].startswith("clinic, 5 Jan–16 Jan 2026 (2 weeks), 2 replications")
    assert [line.split("  ")[0] for line in lines if line[:2] in ("2 ", "3 ", "4 ", "5 ")] == [
        "2 promptly", "3 nearest 24 h", "4 weekday 24 h", "5 self-care",
    ]  # fmt: skip
    assert any(line.startswith("Half of the cases are begun within ") for line in lines)
    said = " ".join(" ".join(lines).split())
    assert re.search(r"Within target: \d+ % of all, lowest for priority \d: \d+ % \(\d+–\d+\)\.", said)
    assert "Same day: the day a case comes or, when that day's staffed hours are over, the next staffed day" in said
    assert "Waiting at end: mean number of these cases that nobody has begun when a replication ends" in said
    assert re.search(r"A week: [\d.]+ hours on duty, [\d ]+ SEK, ", said)
    for heading in ("Why they waited", "Where, mostly", "Monday 08:00", "Check", "Assumed, not known"):
        assert any(line.startswith(heading) for line in lines)
    (folder,) = (desk / "runs").iterdir()
    assert lines[-1] == f"Kept in runs as {folder.name[:7]} (clinic)."
    assert sorted(path.name for path in desk.iterdir()) == ["clinic.yaml", "runs"]


def test_the_same_asked_again_is_answered_from_disk(direktsim, desk, monkeypatch):
    first = direktsim("run", "clinic.yaml", "-j", "1", "--json")
    more = direktsim("run", "clinic.yaml", "-j", "1", "-n", "3")
    assert more.output.splitlines()[-1].endswith(" (clinic); 2 of 3 replications were there already.")

    def never(*_):
        raise AssertionError

    monkeypatch.setattr("sim.experiment.run.play_block", never)
    again = direktsim("run", "clinic.yaml", "-j", "1", "--json")
    assert again.exit_code == 0, again.output
    assert again.stdout == first.stdout
    (folder,) = (desk / "runs").iterdir()
    told = f"Nothing was played: all was there already, in runs as {folder.name[:7]} (clinic)."
    assert " ".join(again.stderr.split()) == told
    (desk / "same.yaml").write_text("question: Is it the same?\nextends: clinic.yaml\n")
    assert "Nothing was played" in direktsim("run", "same.yaml", "-n", "2").output


def test_tables_are_written_where_asked(direktsim, desk):
    result = direktsim("run", "clinic.yaml", "--out", "mine", "-j", "1")
    assert result.output.splitlines()[-1] == "Tables in mine"
    assert sorted(path.name for path in (desk / "mine").iterdir()) == ["cases.parquet", "manifest.json", "summary.json"]
    again = direktsim("run", "clinic.yaml", "--out", "again", "-n", "1")
    assert again.exit_code == 0, again.output
    assert pc.unique(pq.read_table(desk / "again" / "cases.parquet")["replication"]).to_pylist() == [0]
    assert read(desk / "again" / "manifest.json")["digests"].keys() == {"0"}


@pytest.mark.parametrize("way", ["option", "environment"])
def test_the_store_can_lie_elsewhere(direktsim, desk, way, monkeypatch):
    if way == "environment":
        monkeypatch.setenv("DIREKTSIM_STORE", "elsewhere")
    words = ["--store", "elsewhere"] if way == "option" else []
    assert "Kept in elsewhere as" in direktsim("run", "clinic.yaml", "-j", "1", "-n", "1", *words).output
    assert sorted(path.name for path in desk.iterdir()) == ["clinic.yaml", "elsewhere"]


def test_a_damaged_file_is_said_and_made_again(direktsim, desk):
    direktsim("run", "clinic.yaml", "-j", "1")
    (file,) = (desk / "runs").rglob("cases.parquet")
    file.write_bytes(file.read_bytes()[:-1])
    result = direktsim("run", "clinic.yaml", "-j", "1")
    assert result.exit_code == 0
    assert re.fullmatch(
        rf"{file.relative_to(desk)}  has \d+ bytes where \d+ were written; what it held is made again\n", result.stderr
    )
    assert "Nothing was played" in direktsim("run", "clinic.yaml").output


def test_a_full_disk_is_said_with_what_is_finished(direktsim, desk, monkeypatch):
    put_part = run_folder.put_part

    def full(parts, run, digests, files):
        if 16 in digests:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return put_part(parts, run, digests, files)

    monkeypatch.setattr("sim.store.run_folder.put_part", full)
    result = direktsim("run", "clinic.yaml", "-j", "1", "-n", "20")
    assert result.exit_code == 2
    assert "2 weeks), 16 replications" in result.stdout
    problem, last = result.stderr.splitlines()
    (folder,) = (desk / "runs").iterdir()
    assert problem == (
        f"{folder.relative_to(desk)}  cannot be written: No space left on device; "
        "what is finished is kept; make room, or name another folder with --store, and ask again"
    )
    assert last == "16 of 20 replications are finished and kept."


def test_tables_that_cannot_be_written_cost_no_answer(direktsim, desk, monkeypatch):
    def full(draft, *_):
        with refusing(draft.target, "name another with --out"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Draft, "append", full)
    result = direktsim("run", "clinic.yaml", "-j", "1", "--out", "mine")
    assert result.exit_code == 2
    assert result.stdout.splitlines()[0] == "What do patients wait for at a clinic in a test?"
    assert result.stderr.splitlines() == [
        "mine  cannot be written: No space left on device; name another with --out",
        "2 of 2 replications are finished and kept.",
    ]
    assert sorted(path.name for path in desk.iterdir()) == ["clinic.yaml", "runs"]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("words", [["run"], ["check"], ["compare", "clinic.yaml"]], ids=lambda words: words[0])
def test_no_line_is_wider_than_the_screen(direktsim, words, width):
    command = [words[0], "clinic.yaml", *words[1:], *(["-j", "1"] if words[0] != "check" else [])]
    done = direktsim(*command, width=width)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= width
    assert "…" not in done.stdout
    assert not any(line.endswith(" ") for line in lines)
    cells = [line for line in lines if " → " in line and "min" in line]
    assert all(line.count("(") == line.count(")") for line in cells)  # nothing is cut off at the edge


def test_what_is_piped_has_no_colours_and_no_progress(process):
    done = process("compare", "clinic.yaml", "clinic.yaml", "-j", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


def test_the_manifest_says_what_was_run(direktsim, desk):
    direktsim("run", "clinic.yaml", "-n", "3", "--seed", "7", "--out", "mine", "-j", "1")
    kept = read(desk / "mine" / "manifest.json")
    assert (kept["seed"], kept["replications_asked"], kept["replications_finished"]) == (7, 3, 3)
    assert sorted(kept["digests"]) == ["0", "1", "2"]
    assert all(len(digest) == 64 for digest in kept["digests"].values())
    assert len(kept["fingerprint"]) == 64
    assert set(kept["versions"]) > {"python", "direktsim", "numpy", "simpy"}
    assert kept["scenario"]["people"]["nurse"]["week"] == {"mon-fri": ["08:00-12:00", "12:45-17:00"]}
    assert kept["scenario"]["staffing"]["absence_share"] == 0.01
    assert {row["basis"] for row in kept["assumptions"]} == {"document", "source", "assumption", "scenario"}


def test_every_case_stands_in_the_table_with_every_column(direktsim, desk):
    direktsim("run", "clinic.yaml", "--out", "mine", "-j", "1")
    cases = pq.read_table(desk / "mine" / "cases.parquet")
    assert cases.column_names == [column.name for column in COLUMNS]
    assert set(cases.column_names) >= NEEDED
    assert pc.unique(cases["replication"]).to_pylist() == [0, 1]
    summary = read(desk / "mine" / "summary.json")
    assert summary["tables"]["all"][0]["cases"] == pc.sum(cases["in_measures"]).as_py()


def test_events_are_kept_where_asked(direktsim, desk):
    direktsim("run", "clinic.yaml", "--out", "mine", "--events", "-j", "1")
    events = pq.read_table(desk / "mine" / "events.parquet").to_pylist()
    assert {row["replication"] for row in events} == {0, 1}
    assert {"arrived", "begun", "closed", "shift_on", "day_end"} <= {row["kind"] for row in events}
    begun = next(row for row in events if row["kind"] == "begun")
    assert begun["says"] in ("first", "picture")
    assert begun["person"] is not None


def test_neither_processes_nor_a_second_run_change_a_number(direktsim, desk):
    for name, jobs in (("one", "1"), ("again", "1"), ("three", "3")):
        words = ["-n", "20", "--out", name, "--store", f"runs-{name}", "--jobs", jobs]
        assert direktsim("run", "clinic.yaml", *words).exit_code == 0
    one, again, three = (read(desk / name / "manifest.json")["digests"] for name in ("one", "again", "three"))
    assert one == again == three
    assert read(desk / "one" / "summary.json") == read(desk / "three" / "summary.json")
    tables = [pq.read_table(desk / name / "cases.parquet") for name in ("one", "three")]
    assert tables[0].equals(tables[1])


def test_both_engines_give_the_same_run(direktsim, desk):
    for engine in ("compiled", "reference"):
        words = ["--engine", engine, "--out", engine, "--store", f"runs-{engine}"]
        result = direktsim("run", "clinic.yaml", "-j", "1", *words)
        assert result.exit_code == 0, result.output
    one, other = (read(desk / engine / "manifest.json")["digests"] for engine in ("compiled", "reference"))
    assert one == other
    assert read(desk / "compiled" / "summary.json") == read(desk / "reference" / "summary.json")


def test_an_engine_that_must_be_compiled_first_says_so(direktsim, monkeypatch):
    monkeypatch.setattr("sim.cli.progress.must_compile", lambda: True)
    result = direktsim("run", "clinic.yaml", "-j", "1", "-n", "1")
    assert result.exit_code == 0
    assert "Compiling, a minute or two, once for this version ..." in result.stderr


def test_a_shown_scenario_is_a_scenario_with_the_same_numbers(direktsim, desk):
    (desk / "whole.yaml").write_text(direktsim("show", "clinic.yaml").output)
    for name in ("clinic", "whole"):
        direktsim("run", f"{name}.yaml", "-n", "1", "--out", name, "-j", "1")
    clinic, whole = (read(desk / name / "manifest.json") for name in ("clinic", "whole"))
    assert clinic["fingerprint"] == whole["fingerprint"]
    assert clinic["digests"] == whole["digests"]


def test_json_alone_stands_on_the_screen(direktsim, desk):
    result = direktsim("run", "clinic.yaml", "--json", "-j", "1", "--out", "mine")
    assert json.loads(result.stdout) == read(desk / "mine" / "summary.json")
    (folder,) = (desk / "runs").iterdir()
    assert result.stderr == f"Kept in runs as {folder.name[:7]} (clinic).\nTables in mine\n"


def test_a_roster_that_cannot_meet_the_demand_is_no_error_but_said_first(direktsim, desk):
    text = (desk / "clinic.yaml").read_text()
    text = text.replace("weeks: 2", "weeks: 8").replace("[08:00-12:00, 12:45-17:00]", "[08:00-08:15]")
    (desk / "few.yaml").write_text(text.replace("listed: 8250", "cases_per_day: 30"))
    result = direktsim("run", "few.yaml", "-n", "2", "-j", "1")
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "! ekhult, nurse: the list grows without bound" in said
    assert said.index("grows without bound") < said.index("1 at once")


def test_recorded_cases_replace_the_drawn_ones(direktsim, desk):
    rows = [f"2026-01-{day:02d}T09:{minute:02d},ekhult,skin,3,40,self" for day in (7, 8) for minute in (0, 20)]
    (desk / "recorded.csv").write_text("\n".join(["arrival,unit,reason,priority,age,requested_by", *rows]) + "\n")
    result = direktsim("run", "clinic.yaml", "--cases", "recorded.csv", "--out", "mine", "-n", "2", "-j", "1")
    assert result.exit_code == 0, result.output
    cases = pq.read_table(desk / "mine" / "cases.parquet")
    assert cases.num_rows == 2 * 4
    assert read(desk / "mine" / "manifest.json")["trace"]["file"] == "recorded.csv"
    assert "Recorded cases every replication has the same arrivals;" in " ".join(result.output.split())


def test_a_clinic_without_people_is_said_in_words(direktsim, desk):
    text = (desk / "clinic.yaml").read_text()
    (desk / "nobody.yaml").write_text(text[: text.index("people:")].replace("listed: 8250", "cases_per_day: 0"))
    said = " ".join(direktsim("run", "nobody.yaml", "-n", "2", "-j", "1").output.split())
    assert "Staff nobody is on duty" in said


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_finished_and_says_so(direktsim, desk, jobs):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "sim", "run", "clinic.yaml", "-n", "50000", "--out", "half", "--jobs", jobs],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=desk, env=environment, start_new_session=True,
    ) as running:  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not list((desk / "runs").rglob("seal.json")):
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process
        out, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in errors
    finished = read(desk / "half" / "manifest.json")["replications_finished"]
    assert errors == (
        f"Interrupted: {finished} of 50 000 replications are finished and kept; the same command goes on from there.\n"
    )
    assert "Kept in runs as " in out
    cases = pq.read_table(desk / "half" / "cases.parquet", columns=["replication"])
    assert len(pc.unique(cases["replication"])) == finished >= 1
    assert sorted(path.name for path in desk.iterdir()) == ["clinic.yaml", "half", "runs"]
    assert "Nothing was played" in direktsim("run", "clinic.yaml", "-n", "1").output


def test_an_interruption_before_anything_is_finished_keeps_nothing(direktsim, desk, monkeypatch):
    def pressed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.experiment.run.play_block", pressed)
    result = direktsim("run", "clinic.yaml", "-j", "1")
    assert result.exit_code == 130
    assert result.stderr == "Interrupted before a replication was finished; nothing is kept.\n"
    assert sorted(path.name for path in desk.iterdir()) == ["clinic.yaml"]


def test_until_precision_it_says_what_is_known_and_what_the_rest_would_take(direktsim, desk):
    result = direktsim("run", "clinic.yaml", "--precision", "20", "--most", "14", "-j", "1", "--out", "precise")
    assert result.exit_code == 0, result.output
    assert re.search(r"^1[0-4] replications.*±20 points", result.output, re.MULTILINE)
    kept = json.loads((desk / "precise" / "summary.json").read_text())
    assert kept["precision"]["replications"] == kept["replications"] <= 14
    assert len(kept["precision"]["shares"]) == 5
    manifest = json.loads((desk / "precise" / "manifest.json").read_text())
    assert manifest["replications_asked"] == manifest["replications_finished"] == kept["replications"]


def test_options_of_precision_that_exclude_each_other_are_told_together(direktsim):
    result = direktsim("run", "clinic.yaml", "--precision", "2", "-n", "5")
    assert result.exit_code != 0
    assert "-n: with --precision it would end the run too; write --most instead" in result.output
    result = direktsim("run", "clinic.yaml", "--most", "5")
    assert "--most: without --precision it ends nothing; write --precision 2, or -n" in result.output


def test_guardrails_stand_under_the_report(direktsim, desk):
    output = direktsim("run", "clinic.yaml", "-n", "2", "-j", "1", "--out", "checked").output
    said = " ".join(output[output.index("Guardrails") :].split())
    assert said.startswith("Guardrails look: warm-up, not tested: ")
    for name in (
        "waits and lists agree",
        "cases accounted for",
        "nobody idle",
        "open at the end",
        "capacity",
        "warm-up",
    ):
        assert name in said
    kept = json.loads((desk / "checked" / "summary.json").read_text())["guardrails"]
    assert [one["verdict"] for one in kept[:3]] == ["ok"] * 3


@pytest.mark.parametrize("name", ["mean_clinic.yaml", "mean_clinic", "scenarios/mean_clinic.yaml"])
def test_what_is_shipped_can_be_run_by_its_name_from_an_empty_folder(direktsim, name):
    """It loads from where it is shipped, and was then looked for under the name that was asked for."""
    done = direktsim("run", name, "-n", "1")
    assert done.exit_code == 0, done.output
