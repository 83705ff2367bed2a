"""What is asked from Python gives what the commands give, and shows itself."""

import re
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.experiment import Job, compile_for
from sim.measures import Margins
from sim.notebook import Said, compare, run, sensitivity, sweep
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from tests.cli.conftest import CLINIC

WITHOUT_NURSE_IN_THE_MORNING = CLINIC.replace("[08:00-12:00, 12:45-17:00]", "[12:45-17:00]")
CASES = "arrival,unit,reason,priority,age,requested_by\n2026-01-06 09:00,ekhult,skin,3,40,self\n"


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    scenario = load_text(CLINIC).scenario
    compile_for(Job("clinic", scenario, plan_of(scenario), seed=1))


@pytest.fixture(scope="module")
def clinic():
    return load_text(CLINIC, Path("clinic.yaml"))


@pytest.fixture(scope="module")
def fewer():
    return load_text(WITHOUT_NURSE_IN_THE_MORNING, Path("fewer.yaml"))


@pytest.fixture(scope="module")
def played(clinic):
    return run(clinic, replications=12)


@pytest.fixture(scope="module")
def compared(clinic, fewer):
    return compare(clinic, fewer, replications=12)


def is_png(picture):
    return picture._repr_png_().startswith(b"\x89PNG") and repr(picture).startswith("Picture: ")


def test_a_run_shows_its_figures_with_intervals(played):
    table = played.table()
    line = next(one for one in played.summary.tables["priority"] if one.key["priority"] == 3)
    share = line.within_target
    ends = f"({100 * share.low:.0f}–{100 * share.high:.0f})"
    assert table.loc["3 nearest 24 h", "within target, %"] == f"{100 * share.value:.0f} {ends}"
    assert table.columns.name == "priority"
    numbers = played.figures().set_index("priority")
    assert numbers.loc[3, "within_target, share"] == share.value
    assert list(played.table("all").index) == ["all"]


def test_a_run_says_what_the_command_says(played):
    assert played.answer[0].startswith("clinic, 5 Jan–16 Jan 2026 (2 weeks), 12 replications")
    assert "Half of the cases are begun within" in played.answer[-1]
    assert played.guardrails[-1].startswith("ok: waits and lists agree")
    assert "minutes per case" in played.assumed[0]


def test_every_case_is_there(played):
    cases = played.cases()
    assert cases["in_measures"].sum() == played.summary.tables["all"][0].cases
    assert set(cases["replication"]) == set(range(12))


def test_what_was_played_is_not_played_again(played, clinic, monkeypatch):
    monkeypatch.setattr("sim.experiment.run.play_block", None)
    assert run(clinic, replications=12).summary == played.summary


def test_a_run_until_precision_says_how_far_it_came(clinic):
    assert "the most allowed" in run(clinic, precision=0.2, most=11).answer[1]


def test_recorded_cases_are_played(clinic, tmp_path):
    recorded = tmp_path / "cases.csv"
    recorded.write_text(CASES)
    assert len(run(clinic, replications=3, cases=recorded).cases()) == 3
    both = compare(clinic, clinic, replications=3, cases=recorded)
    assert both.names == ["clinic", "clinic-2"]
    assert both.comparisons[0].identical
    assert len(both.cases("clinic-2")) == 3


def test_a_store_of_ones_own_is_kept(clinic, tmp_path, monkeypatch):
    monkeypatch.setenv("DIREKTSIM_STORE", str(tmp_path / "kept"))
    run(clinic, replications=2)
    assert [one.is_dir() for one in (tmp_path / "kept").iterdir()] == [True]


def test_a_comparison_says_who_pays_and_shows_before_and_after(compared):
    assert any(re.search(r"waits? longer in staffed hours", said) for said in compared.answer)
    assert any(said.startswith("Verdict: worse") for said in compared.answer)
    assert "all days" in compared.tables()
    assert "→" in compared.tables("fewer")["all days"].loc["3 nearest 24 h", "mean wait, staffed min"]
    assert any("Scheduled hours a week: nurse" in said for said in compared.details())
    waits = compared.figures().query("measure == 'mean_wait_working' and grouping == 'all'")
    assert waits["change"].item() > 0


def test_of_several_scenarios_each_is_named(clinic, fewer):
    several = compare(clinic, fewer, clinic, replications=2)
    assert several.names == ["clinic", "fewer", "clinic-2"]
    assert [said.partition(": ")[0] for said in several.answer] == ["fewer", "fewer", "clinic-2", "clinic-2"]


def test_margins_are_the_askers(clinic, fewer):
    lenient = compare(clinic, fewer, replications=12, margins=Margins(0.9, 1e7))
    assert lenient.comparisons[0].family("mean_wait_working", "all").verdict == "no practical difference"


def test_everything_draws_itself(played, compared):
    assert all(is_png(played.picture(of)) for of in ("within_target", "waits", "why"))
    assert all(is_png(compared.picture(of)) for of in ("shares", "gains"))


def test_a_sweep_shows_figures_by_value_and_where_they_cross(clinic, fewer):
    name = "mean_wait_working"
    found = sweep(clinic, "demand.factor=1,3", against=fewer, measures=[name], levels={name: 60.0}, replications=3)
    assert set(found.tables()) == {"clinic", "fewer", "fewer less clinic"}
    assert list(found.tables()["clinic"].index) == ["1", "3"]
    assert len(found.figures()) == 4
    assert len(found.answer) == 3
    assert is_png(found.picture())


def test_assumptions_are_turned_one_by_one_and_all_at_once(clinic):
    found = sensitivity(clinic, only=["demand.factor"], replications=3, worlds=2, in_world=2)
    assert list(found.table().index) == ["demand.factor"]
    assert len(found.figures()) == 2
    assert "2 plausible worlds" in " ".join(found.answer)
    assert is_png(found.picture())
    assert is_png(found.picture("worlds"))


def test_worlds_that_were_not_asked_for_are_not_drawn(clinic):
    found = sensitivity(clinic, only=["demand.factor"], replications=2, worlds=0)
    with pytest.raises(ValueError, match="no plausible worlds were asked for; ask with worlds=100"):
        found.picture("worlds")


def test_what_is_wrong_in_several_scenarios_is_said_together():
    with pytest.raises(InputError) as raised:
        compare("not_there.yaml", "neither.yaml")
    assert [str(problem.file) for problem in raised.value.problems] == ["neither.yaml", "not_there.yaml"]
    assert raised.value._render_traceback_() == str(raised.value).split("\n")


def test_sentences_are_a_paragraph_or_a_list_in_which_signs_stay_signs():
    assert Said(["a <b> of *c*"])._repr_markdown_() == r"a \<b\> of \*c\*"
    assert Said(["one_two", "_three_"])._repr_markdown_() == "- one_two\n- \\_three\\_"
    assert repr(Said(["one", "two"])) == str(Said(["one", "two"])) == "one\ntwo"
