"""The command that checks the program: its table, its status, its page."""

import json
import re
from dataclasses import replace

import pytest

from sim.engine import compiled
from sim.verify import run
from sim.verify.catalogue import CATALOGUE
from sim.verify.findings import Size
from tests.cli.conftest import ROOT

PAGE = ROOT / "docs" / "verification.md"


@pytest.fixture(name="few", autouse=True)
def _few(monkeypatch):
    """Few experiments, and small: what is exact, what has an interval."""
    monkeypatch.setattr(run, "CATALOGUE", (CATALOGUE[1], CATALOGUE[4]))
    for engine in ("compiled", "reference"):
        monkeypatch.setitem(run.SIZES, engine, Size(4, 200))


@pytest.fixture(name="hasty")
def _hasty(monkeypatch):
    """A wrong engine."""

    def hasty(plan, cases):
        return compiled.run(plan, replace(cases, turn_work=cases.turn_work // 100 + 1))

    monkeypatch.setitem(run.ENGINES, "compiled", hasty)


def test_the_table_says_what_was_checked_and_what_may_be_concluded(direktsim):
    result = direktsim("verify", "-j", "1")
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "theory compiled reference" in said
    assert "200 of 200" in said
    assert "10 of 10 checks hold, 5 with the compiled engine and 5 with the reference engine." in said
    assert (
        "A right program fails this table in at most 0.1 % of draws. 8 checks hang on the draw, and each is judged at "
        "1 in 8 000: so wide is its interval, in brackets. The others admit no tolerance. Seed 1; --seed draws anew."
    ) in said


def test_one_engine_alone_and_another_seed(direktsim):
    said = direktsim("verify", "-j", "1", "--engine", "compiled", "--seed", "2").output
    assert "reference" not in said
    assert "Seed 2" in said


def test_what_fails_is_named_and_ends_with_status_1(direktsim, hasty):  # noqa: ARG001 - is wrong
    result = direktsim("verify", "-j", "1", "--engine", "compiled")
    assert result.exit_code == 1
    said = " ".join(result.output.split())
    assert "FAILS" in said
    named = r"! Three people who share a list, compiled engine: Mean wait: 0\.0\d+ \(.*?\), not 0\.296 h\."
    assert re.search(named, said)
    printed = json.loads(direktsim("verify", "-j", "1", "--engine", "compiled", "--json").output)
    assert not printed["holds"]


def test_json_holds_every_check(direktsim):
    result = direktsim("verify", "-j", "1", "--json")
    said = json.loads(result.output)
    assert result.exit_code == 0
    assert said["holds"]
    assert said["false_alarm_each"] * 8 == pytest.approx(said["false_alarm_in_all"]) == 0.001
    assert len(said["checks"]) == 10
    assert all(one["low"] <= one["theory"] <= one["high"] for one in said["checks"])


def test_what_was_left_out_is_said(direktsim, monkeypatch):
    monkeypatch.setattr(run, "find_spec", lambda _: None)
    said = " ".join(direktsim("verify", "-j", "1", "--engine", "compiled").output.split())
    assert "Ciw is not installed: what is checked against it was left out, and is not counted. Install it with" in said


def test_an_interrupted_table_is_not_a_whole_one(direktsim, monkeypatch):
    monkeypatch.setattr(run, "spread", lambda work, tasks, workers, receive: receive(work(tasks[0])) and False)  # noqa: ARG005 - as spread
    result = direktsim("verify", "-j", "1")
    assert result.exit_code == 130
    assert "Interrupted: nothing is known of the checks that are missing." in result.output
    assert not json.loads(direktsim("verify", "-j", "1", "--json").output)["holds"]


@pytest.fixture(name="short_years")
def _short_years(monkeypatch):
    monkeypatch.setattr("sim.verify.world.WEEKS", 3)
    monkeypatch.setattr("sim.verify.world.REPLICATIONS", 2)


def test_the_world_is_set_beside_the_model_and_says_what_was_put_in(direktsim, short_years):  # noqa: ARG001 - is short
    result = direktsim("verify", "--world")
    assert result.exit_code == 0
    said = " ".join(result.output.split())
    assert "Not checked, for want of data:" in said
    figures = json.loads(direktsim("verify", "--world", "--json").output)["figures"]
    of = {one["claim"]: one for one in figures}
    monday = of["Mondays, of Monday to Friday"]
    assert (monday["printed"], monday["standing"]) == (27.6, "given")
    assert abs(monday["model"] - 27.6) < 10
    assert of["Most conversations that a nurse has open at once"]["printed"] is None
    assert {one["standing"] for one in figures} == {"given", "set to it", "not given"}
    assert all(one["source"] for one in figures)


@pytest.mark.nightly
def test_the_page_is_that_of_this_catalogue(direktsim, monkeypatch, short_years):  # noqa: ARG001 - is short
    """Made anew by ``direktsim verify --markdown > docs/verification.md``: all of it but what was played."""
    monkeypatch.setattr(run, "CATALOGUE", CATALOGUE)
    for engine in ("compiled", "reference"):
        monkeypatch.setitem(run.SIZES, engine, Size(2, 100))
    printed = direktsim("verify", "-j", "1", "--markdown").output
    assert _said(printed) == _said(PAGE.read_text(encoding="utf-8"))


def _said(page: str) -> list[str]:
    """Return the page without what was played: of a row of a table what is claimed and what theory says."""
    rows = (re.sub(r"\d+", "N", line) if line.startswith(("A right", "1", "2")) else line for line in page.splitlines())
    return ["|".join(row.split("|")[:3]) if row.startswith("|") else row for row in rows]
