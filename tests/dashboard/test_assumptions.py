"""The page Assumptions: numbers that are adjusted make a scenario, assumptions are turned, rules are told."""

from pathlib import Path

import pytest

from sim.dashboard import mattering
from sim.dashboard.language import speaking
from sim.dashboard.settings import READ_ONLY
from sim.dashboard.work import Assignment, Assumed, Request, State, player
from sim.dashboard.work.assumed import stages
from sim.scenario.files import load
from tests.dashboard.scenes import asked, page_of, scenario_folder
from tests.dashboard.test_compare import words
from tests.dashboard.test_work import given

ONE = {"only": ["work.documentation"], "measure": "mean_wait_working", "worlds": 0, "in_world": 2}


def page(**link):
    app = page_of("assumptions", **link).run()
    assert not app.exception
    return app


def field(app, place):
    (found,) = [one for one in app.text_input if one.key == f"set.{place}"]
    return found


@pytest.fixture
def here(world):
    return world


@pytest.mark.usefixtures("here")
def test_the_page_says_how_much_is_known_and_where_each_number_is_from():
    said = words(page())
    assert "114 är antagna" in said
    assert "Minuter för dokumentation" in said
    assert "rimligt 2–8" in said
    assert "[AF-2]" in said


def test_an_adjusted_number_makes_a_scenario_that_is_compared(here):
    app = page()
    field(app, "work.documentation").set_value("6").run()
    assert app.query_params["set"] in ("work.documentation:6", ["work.documentation:6"])
    assert "Minuter för dokumentation: 4 → 6" in words(app)
    app.button("assumptions.adjusted.compute").click().run()
    (assignment,) = Assignment.every(here.store)
    before, after = (one.read().scenario for one in assignment.request().scenarios)
    assert (before.work.documentation.mean, after.work.documentation.mean) == (4, 6)
    player.play_next(here.store)
    app.run()
    assert "Med de ändrade siffrorna" in words(app)
    app.button("assumptions.keep").click().run()
    assert [one.name for one in (here.store / "scenarios").iterdir()] == [
        f"{assignment.request().scenarios[1].name}.yaml"
    ]
    assert "Visa hela jämförelsen" in words(app)
    field(app, "work.documentation").set_value("7,0").run()
    assert "Gäller det som var valt förut" in words(app)
    app.button("assumptions.reset").click().run()
    assert field(app, "work.documentation").value == "4"
    assert "set" not in app.query_params


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("written", ["tre", "", "900", "-1", "nan"])
def test_what_is_no_number_in_its_range_is_put_back_and_the_range_told(written):
    app = page()
    field(app, "work.documentation").set_value(written).run()
    assert "Skriv ett tal från 2 till 8." in words(app)
    assert field(app, "work.documentation").value == "4"
    assert "set" not in app.query_params
    app.run()
    assert "Skriv ett tal" not in words(app)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "hostile",
    ["work.documentation:nan", "work.documentation:1e999", "__class__:3", "people.nurse-1:2", ":::,,,", "x" * 9000],
)
def test_a_hostile_link_adjusts_nothing(hostile):
    assert "Ändrat" not in words(page(set=hostile))


@pytest.mark.usefixtures("here")
def test_a_number_beyond_its_range_is_set_to_its_end():
    assert field(page(set="work.documentation:900"), "work.documentation").value == "8"


@pytest.mark.usefixtures("here")
def test_who_may_not_edit_adjusts_nothing(monkeypatch):
    monkeypatch.setenv(READ_ONLY, "1")
    app = page(set="work.documentation:6")
    assert all(one.disabled for one in app.text_input)
    assert not [one for one in app.button if one.key == "assumptions.adjusted.compute"]


@pytest.mark.usefixtures("here")
def test_every_part_can_be_shown():
    for part in (
        "horizon",
        "calendar",
        "policy",
        "staffing",
        "demand",
        "patients",
        "conversation",
        "flow",
        "targets",
        "costs",
    ):
        page(group=part)


@pytest.mark.usefixtures("here")
def test_the_rules_stand_with_their_headings_in_both_languages():
    said = words(page(part="rules"))
    assert "Modellen håller 54 regler" in said
    assert "Ärendehantering vid uteblivet svar" in said
    assert "Two working hours without answer" in words(page(part="rules", lang="en"))


def test_what_would_change_the_answer(here):
    link = {"part": "matters", "which": "staffing", "n": "2", "worlds": "2"}
    app = page(**link)
    app.button("assumptions.compute").click().run()
    (assignment,) = Assignment.every(here.store)
    player.play_next(here.store)
    assert assignment.state is State.finished
    app.run()
    assert not app.exception
    assert "Så mycket flyttar varje antagande svaret" in words(app)
    assert "Andel frånvaro som ingen ersätter" in words(app)
    app.query_params["n"] = "3"
    app.run()
    assert "Gäller det som var valt förut" in words(app)


def test_one_scenario_by_itself_has_a_figure_and_no_side(here):
    folder = here.scenarios
    request = asked(folder, replications=3)
    one = Request("assumptions", request.scenarios[:1], 1, 3, {**ONE, "level": None, "worlds": 3})
    assignment = given(here.store, one)
    player.play_next(here.store)
    found = Assumed.from_json(assignment.result())
    assert found.whole
    assert [bar.knob.path for bar in found.found.bars] == ["work.documentation"]
    with speaking("en"):
        said = mattering.told(found.found, ["Busy"])
    assert said[0].startswith("As assumed, mean wait in staffed hours, Busy: ")
    assert "3 plausible worlds" in " ".join(said)


def test_nothing_to_turn_is_refused_in_words(here):
    request = asked(here.scenarios, replications=2)
    none = Request("assumptions", request.scenarios, 1, 2, {**ONE, "level": 0.0, "only": ["nothing"]})
    assignment = given(here.store, none)
    player.play_next(here.store)
    assert assignment.outcome() == {
        "state": "refused",
        "problems": ["none of these assumptions can be turned here; choose others"],
    }


def test_a_study_that_is_cancelled_keeps_what_is_finished_and_goes_on(here):
    request = asked(here.scenarios, replications=2)
    study = Request("assumptions", request.scenarios, 1, 2, {**ONE, "level": 0.0, "only": ["work."]})
    assignment = given(here.store, study)
    tell = Assignment.tell

    def cancelling(self, finished, of):
        tell(self, finished, of)
        if finished >= 4:
            (self.folder / "cancel").touch()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assignment, "tell", cancelling)
        player.play_next(here.store)
    assert assignment.state is State.cancelled
    some = Assumed.from_json(assignment.result())
    assert 4 <= some.replications < some.asked
    assignment.give(study)
    player.play_next(here.store)
    whole = Assumed.from_json(assignment.result())
    assert whole.whole
    assert len(whole.found.bars) > len(some.found.bars)


def test_figures_come_in_stages_the_last_after_all():
    assert list(stages(5, 5)) == [5]
    assert list(stages(53, 73)) == [9, 18, 36, 53, 73]


def test_the_adjusted_scenario_is_the_one_in_the_link(tmp_path):
    folder = scenario_folder(Path(tmp_path) / "scenarios")
    from sim.dashboard.pages.assumptions.adjusting import adjusted
    from sim.scenario.knobs import knobs

    loaded = load(folder / "busy_clinic.yaml")
    (knob,) = [one for one in knobs(loaded.scenario) if one.path == "work.turns.nurse[0]"]
    turned = adjusted(loaded, {knob: 0.4}).scenario.work.turns["nurse"]
    assert turned[0] == pytest.approx(0.4)
    assert sum(turned) == pytest.approx(1)
