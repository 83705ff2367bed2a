"""``direktsim runs``: what is kept, under which name, and what goes only when told twice."""

import json
import re

import pytest


@pytest.fixture
def two(direktsim, desk):
    """Two kept runs, of 1 and of 2 replications; returns their ids, the older first."""
    (desk / "busy.yaml").write_text("question: More?\nextends: clinic.yaml\ndemand: { factor: 2 }\n")
    for name, replications in (("clinic", "1"), ("busy", "2")):
        assert direktsim("run", f"{name}.yaml", "-n", replications, "-j", "1").exit_code == 0
    by_name = {run["name"]: run["id"] for run in json.loads(direktsim("runs", "--json").stdout)}
    return by_name["clinic"], by_name["busy"]


def test_nothing_is_kept_yet(direktsim):
    assert direktsim("runs").output == "No runs are kept in runs.\n"
    assert json.loads(direktsim("runs", "--json").output) == []


def test_runs_are_listed_with_or_without_the_word(direktsim, two):
    output = direktsim("runs").output
    assert output == direktsim("runs", "list").output
    lines = [line.split() for line in output.splitlines()]
    assert lines[0] == ["id", "name", "replications", "seed", "made", "size"]
    assert {(line[0], line[1], line[2]) for line in lines[2:]} == {(two[0], "clinic", "1"), (two[1], "busy", "2")}
    assert json.loads(direktsim("runs", "--json").output) == json.loads(direktsim("runs", "list", "--json").output)


def test_one_run_is_shown_by_id_or_name_and_every_file_of_it_is_read(direktsim, desk, two):
    shown = direktsim("runs", "show", "clinic").output
    assert shown == direktsim("runs", "show", two[0][:5]).output
    assert re.search(r"^replications +1 of 1$", shown, re.MULTILINE)
    assert re.search(r"^state +whole$", shown, re.MULTILINE)
    (part,) = (desk / "runs").glob(f"{two[0]}*/parts/*")
    file = part / "measures.arrow"
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    damaged = " ".join(direktsim("runs", "show", "clinic").output.split())
    assert "state 1 damaged file" in damaged
    assert "measures.arrow has changed since it was written; what it held is made again" in damaged
    (said,) = json.loads(direktsim("runs", "show", "clinic", "--json").output)["damages"]
    assert said.endswith("measures.arrow  has changed since it was written")


def test_a_run_is_renamed(direktsim, two):
    result = direktsim("runs", "rename", "clinic", "summer")
    assert result.output == f"{two[0]} is called summer now; before, clinic.\n"
    assert "summer" in direktsim("runs").output
    renamed = direktsim("runs", "rename", "summer", "autumn", "--json")
    assert json.loads(renamed.output) == {"id": two[0], "name": "autumn"}


@pytest.mark.usefixtures("two")
def test_what_is_no_run_is_refused(direktsim):
    result = direktsim("runs", "show", "winter")
    assert result.exit_code == 2
    assert result.stderr.startswith('runs  "winter" is no run here; "direktsim runs" lists them\n')


def test_pruning_names_first_and_deletes_only_with_yes(direktsim, desk, two):
    named = direktsim("runs", "prune", "--keep", "1").output
    assert two[0] in named
    assert two[1] not in named
    assert re.search(r"^Nothing is deleted yet: 1 run, \d+ kB\. With --yes they are deleted\.$", named, re.MULTILINE)
    assert len(list((desk / "runs").iterdir())) == 2
    gone = direktsim("runs", "prune", "--keep", "1", "--yes").output
    assert re.search(r"^Deleted: 1 run, \d+ kB\.$", gone, re.MULTILINE)
    assert [run["id"] for run in json.loads(direktsim("runs", "--json").output)] == [two[1]]


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        (["--older-than", "0"], {0, 1}),
        (["--older-than", "1"], set()),
        (["--keep", "0"], {0, 1}),
        (["--keep", "5"], set()),
        (["--unfinished"], {1}),
        (["--other-versions"], set()),
    ],
)
def test_what_pruning_names(direktsim, desk, two, words, chosen):
    (part,) = (desk / "runs").glob(f"{two[1]}*/parts/*")
    (part / "seal.json").unlink()
    said = json.loads(direktsim("runs", "prune", *words, "--json").output)
    assert {run["id"] for run in said["runs"]} == {two[number] for number in chosen}
    assert said["deleted"] is False
    if not chosen:
        assert direktsim("runs", "prune", *words).output == "There is nothing to delete.\n"


@pytest.mark.usefixtures("two")
def test_other_versions_are_named_and_can_go(direktsim, monkeypatch):
    monkeypatch.setattr("sim.store.code_version", lambda: "another")
    assert direktsim("runs").output.count("made by another version") == 2
    assert len(json.loads(direktsim("runs", "prune", "--other-versions", "--json", "--yes").output)["runs"]) == 2
    assert direktsim("runs").output == "No runs are kept in runs.\n"


def test_pruning_wants_to_be_told_what(direktsim):
    result = direktsim("runs", "prune")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "nothing says which runs to name; write --older-than, --keep, --unfinished or --other-versions\n"
    )


def test_a_run_that_is_written_to_stays(direktsim, desk, two, monkeypatch):
    monkeypatch.setattr("sim.store.holding._alone", lambda _: False)
    said = direktsim("runs", "prune", "--keep", "0", "--yes").output
    assert f"{two[0]} (clinic) stays: a process writes to it." in said
    assert "There is nothing to delete." in said
    assert len(list((desk / "runs").iterdir())) == 2
    assert "being written" in direktsim("runs").output


def test_options_before_the_word_are_refused_not_ignored(direktsim):
    result = direktsim("runs", "--store", "elsewhere", "--json", "list")
    assert result.exit_code == 2
    assert result.stderr.startswith("write --store and --json after the word list\n")
