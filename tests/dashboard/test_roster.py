from typing import get_args

import pytest

from sim.dashboard import scenarios
from sim.dashboard.language import LANGUAGES, catalogue
from sim.dashboard.work import Assignment, player
from sim.measures.verdicts import Together
from sim.scenario.files import load_text
from sim.scenario.roster import rows_of
from sim.scenario.roster_files import SAID as FILE_PROBLEMS
from sim.scenario.roster_table import SAID as CELL_PROBLEMS
from tests.dashboard.scenes import page_of
from tests.dashboard.test_compare import words

MONDAY = "08:00-12:00"


@pytest.fixture
def app(world):  # noqa: ARG001 - what the page is run in
    return page_of("roster")


def write(app, row, day, text):
    """Write in a cell of the table, as its editor does."""
    number = app.session_state["roster.grid"]["number"]
    app.session_state[f"roster.editor.{number}"] = {
        "edited_rows": {row: {day: text}}, "added_rows": [], "deleted_rows": []
    }  # fmt: skip
    return app.run()


def said(app):
    """Return everything on the page as it is read."""
    return words(app).replace("\\", "").replace("\u00a0", " ")


def answer(app):
    return next(one.proto.body for one in app.get("html") if "class='answer'" in one.proto.body)


def test_the_roster_opens_with_what_to_do_and_asks_for_nothing(world, app):
    app.run()
    assert not app.exception
    assert "Flytta någons tider" in answer(app)
    assert Assignment.every(world.store) == []


def test_an_edit_is_played_against_the_roster_before_on_the_same_screen(world, app):
    app.run()
    write(app, 1, "mon", MONDAY)
    assert "Sjuksköterska 2: Mån 13:00-17:00 → 08:00-12:00" in words(app)
    assert "Tryck på Räkna" in answer(app)
    app.button("roster.compute").click().run()
    (assignment,) = Assignment.every(world.store)
    request = assignment.request()
    weeks = [{row.person: row.week[0] for row in rows_of(one.read().scenario)} for one in request.scenarios]
    assert [week["nurse-2"] for week in weeks] == [((46800, 61200),), ((28800, 43200),)]
    player.play_next(world.store)
    app.run()
    assert not app.exception
    assert "Prio" in answer(app) or "Ingen" in answer(app)
    assert "class='strip'" in words(app)
    assert "till" in words(app).split("class='strip'")[1].split("Inom")[0]  # an interval, shown or not
    assert "Vilka får vänta kortare" in words(app)


def test_the_link_names_the_roster_and_opens_it_elsewhere(world, app):
    app.run()
    write(app, 1, "mon", MONDAY)
    name = app.query_params["roster"]
    other = page_of("roster")
    other.query_params["roster"] = name
    other.run()
    assert "Sjuksköterska 2: Mån 13:00-17:00 → 08:00-12:00" in words(other)
    kept = (world.store / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8")
    assert load_text(kept).scenario.people["nurse-2"].week == {"mon": [(28800, 43200)]}


def test_changes_can_be_taken_back(app):
    app.run()
    write(app, 1, "mon", MONDAY)
    app.button("roster.undo").click().run()
    assert "roster" not in app.query_params
    assert "Ändrat:" not in words(app)


def test_a_new_edit_greys_out_the_answer_to_the_one_before(world, app):
    app.run()
    write(app, 1, "mon", MONDAY)
    app.button("roster.compute").click().run()
    player.play_next(world.store)
    app.run()
    write(app, 1, "mon", "09:00-13:00")
    assert "Gäller det som var valt förut" in words(app)


def test_what_is_wrong_in_a_cell_is_said_by_person_and_day_and_changes_nothing(world, app):
    app.run()
    write(app, 1, "mon", "12:00-08:00, =1")
    assert "Sjuksköterska 2, måndag: 12:00-08:00 slutar innan det börjar. Skriv 08:00-12:00." in said(app)
    assert "”=1” är ingen tid" in said(app)
    assert "roster" not in app.query_params
    assert not (world.store / "scenarios").exists()


def test_warnings_name_their_rule_and_what_is_new_comes_first(app):
    app.run()
    write(app, 0, "mon", "06:00-12:00")
    assert "Nytt: Sjuksköterska 1: 2 h i veckan ligger utanför bemannad tid och räknas inte. [ST-1]" in said(app)
    write(app, 0, "tue", "")
    assert "[ST-2]" in words(app)
    assert "ingen sjuksköterska på Tallgarden" in words(app)


def test_expected_work_is_called_an_expectation_and_stands_against_the_hours(app):
    app.run()
    assert "timmars arbete väntas i en vanlig vecka" in words(app)
    before = next(one.value for one in app.markdown if "bemannade" in str(one.value))
    write(app, 1, "mon", "")
    after = next(one.value for one in app.markdown if "bemannade" in str(one.value))
    assert "49,0 timmar är bemannade" in before
    assert "45,0 timmar är bemannade" in after


def test_a_pasted_table_is_read_and_its_problems_are_told_with_their_row(app):
    app.run()
    app.text_area("roster.paste").set_value("Person\tMån\nSjuksköterska 2\t8-12\nAnna\t8-9").run()
    app.button("roster.read").click().run()
    assert "Rad 3: Anna är ny och saknar roll" in said(app)
    app.text_area("roster.paste").set_value("Person\tMån\nSjuksköterska 2\t8-12").run()
    app.button("roster.read").click().run()
    assert "Sjuksköterska 2: Mån 13:00-17:00 → 08:00-12:00" in words(app)


def test_somebody_new_gets_a_row(app):
    app.run()
    app.text_input("roster.add.name").set_value("Anna").run()
    app.button("roster.add").click().run()
    assert not app.exception
    assert "Anna: ny, ännu utan tider" in words(app)
    app.text_input("roster.add.name").set_value("anna").run()
    app.button("roster.add").click().run()
    assert "finns redan i schemat" in words(app)


def test_who_may_only_look_changes_nothing(world, app, monkeypatch):
    app.run()
    write(app, 1, "mon", MONDAY)
    name = app.query_params["roster"]
    monkeypatch.setenv("DIREKTSIM_READ_ONLY", "1")
    viewer = page_of("roster")
    viewer.query_params["roster"] = name
    viewer.run()
    assert "du har inte behörighet att räkna" in words(viewer)
    write(viewer, 0, "mon", "09:00-10:00")
    assert viewer.query_params["roster"] in (name, [name])
    assert len(list((world.store / "scenarios").iterdir())) == 1
    assert [one.key for one in viewer.button if one.key in ("roster.undo", "roster.add", "roster.read")] == []


@pytest.mark.parametrize(
    "link", ["own-0123456789abcdef", "../../etc/passwd", "<script>alert(1)</script>", "busy_clinic"]
)
def test_a_link_to_a_roster_that_is_not_there_shows_todays(app, link):
    app.query_params["roster"] = link
    app.run()
    assert not app.exception
    assert "Länken namnger ett schema som inte finns" in words(app)


def test_a_roster_of_another_clinic_is_not_laid_over_this_one(world, app):
    other = (world.scenarios / "busy_clinic.yaml").read_text(encoding="utf-8").replace("tallgarden", "elsewhere")
    app.query_params["roster"] = scenarios.keep(other)
    app.run()
    assert "Länken namnger ett schema som inte finns" in words(app)


def test_english_says_everything_in_english(app):
    app.query_params["lang"] = "en"
    app.run()
    assert "hours of work are expected in an ordinary week" in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_wrong_has_words(language):
    known = {key for key in catalogue(language) if key.startswith(("roster.wrong.", "roster.file."))}
    assert known == {f"roster.wrong.{one}" for one in CELL_PROBLEMS} | {f"roster.file.{one}" for one in FILE_PROBLEMS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_overall_verdict_has_words(language):
    verdicts = {one for part in get_args(Together) for one in (get_args(part) or [part])}
    assert "worse for some" in verdicts
    assert {f"compare.badge.{one}" for one in verdicts} <= set(catalogue(language))
