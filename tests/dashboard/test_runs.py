"""The page Runs: what is kept is renamed, compared and deleted; what is computed is cancelled."""

import json
import shutil

import pytest

from sim.dashboard import scenarios
from sim.dashboard.language import catalogue, speaking
from sim.dashboard.pages.runs.words import size
from sim.dashboard.settings import READ_ONLY
from sim.dashboard.work import player
from sim.store import Store, code_version
from sim.store.holding import held
from tests.dashboard.scenes import MOVED, asked, page_of
from tests.dashboard.test_compare import words
from tests.dashboard.test_work import given


def page(**link):
    app = page_of("runs", **link).run()
    assert not app.exception
    return app


@pytest.fixture
def full(world):
    """A store in which the two scenarios were compared."""
    given(world.store, asked(world.scenarios, replications=2))
    player.play_next(world.store)
    return world


def runs(world):
    return Store(world.store).runs(code_version())


def named(world, name):
    (found,) = [one for one in runs(world) if one.name == name]
    return found


@pytest.mark.usefixtures("world")
def test_an_empty_store_says_so():
    app = page()
    assert "Inga körningar är sparade än." in words(app)


def test_the_kept_runs_are_listed_with_what_they_are(full):
    said = words(page())
    assert "2 körningar är sparade" in said
    assert "Stor vårdcentral i dag" in said
    assert "2 upprepningar · slumpfrö 1" in said
    assert named(full, "moved_nurse").id in said
    assert "2 runs are kept" in words(page(lang="en"))


def test_what_another_version_left_stands_below_what_can_be_used(full):
    old = full.store / "busy_clinic-1"
    old.mkdir()
    (old / "manifest.json").write_text(json.dumps({"format": 1, "name": "busy_clinic", "made": "2099-01-01T00:00"}))
    said = words(page())
    assert said.index("gjord av en annan version") > max(said.index(one.id) for one in runs(full) if one.current)


def test_a_run_is_renamed(full):
    key = named(full, "moved_nurse").folder.name
    app = page()
    app.text_input(f"runs.name.{key}").set_value("före sommaren")
    app.button(f"runs.rename.do.{key}").click().run()
    assert named(full, "före sommaren").folder.name == key
    assert "heter nu före sommaren" in " ".join(one.value for one in app.success)
    app.text_input(f"runs.name.{key}").set_value("   ")
    app.button(f"runs.rename.do.{key}").click().run()
    assert "Det är inget namn" in words(app)
    assert named(full, "före sommaren")


def test_deleting_takes_the_run_away_and_only_that(full):
    key = named(full, "moved_nurse").folder.name
    app = page()
    assert "De måste räknas om" in words(app)
    app.button(f"runs.delete.do.{key}").click().run()
    assert [one.name for one in runs(full)] == ["busy_clinic"]
    assert "är borttagen" in " ".join(one.value for one in app.success)


def test_a_run_that_is_being_written_stays(full):
    run = named(full, "moved_nurse")
    app = page()
    with held(run.folder, lambda: None):
        app.button(f"runs.delete.do.{run.folder.name}").click().run()
        assert "skrivs just nu och finns kvar" in words(app)
    assert named(full, "moved_nurse")


def test_a_run_that_has_gone_meanwhile_is_said_to_have_gone(full):
    run = named(full, "moved_nurse")
    app = page()
    shutil.rmtree(run.folder)
    app.button(f"runs.delete.do.{run.folder.name}").click().run()
    assert "finns inte längre" in words(app)


@pytest.mark.usefixtures("full")
def test_who_may_not_edit_sees_no_button(monkeypatch):
    monkeypatch.setenv(READ_ONLY, "1")
    assert [one.key for one in page().button] == []


def test_what_is_computed_can_be_cancelled(world):
    assignment = given(world.store, asked(world.scenarios))
    app = page()
    (button,) = [one for one in app.button if one.key.startswith("runs.cancel.")]
    button.click().run()
    assert assignment.state == "cancelled"


def test_two_runs_of_files_that_are_still_the_same_are_compared_by_their_names(full):
    said = words(page())
    assert "base=busy_clinic&amp;other=moved_nurse&amp;n=2&amp;seed=1" in said or "other=busy_clinic" in said
    assert not (full.store / "scenarios").exists()


def test_a_run_whose_file_has_changed_is_compared_as_it_was_played(full):
    changed = MOVED.replace("08:00-12:00", "09:00-12:00")
    (full.scenarios / "moved_nurse.yaml").write_text(changed, encoding="utf-8")
    app = page()
    app.button("runs.compare").click().run()
    (own,) = scenarios.kept()
    week = scenarios.opened(own).scenario.people["nurse-2"].week
    assert str(week["mon"]) != str(scenarios.opened("moved_nurse").scenario.people["nurse-2"].week["mon"])
    assert own in words(app)


def test_sizes(world):  # noqa: ARG001 - settles the language
    assert [size(5), size(1234), size(6_000_000), size(12_000_000)] == [
        "5\u00a0B",
        "1,2\u00a0kB",
        "6,0\u00a0MB",
        "12\u00a0MB",
    ]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("name", "swedish", "english"),
    [
        ("moved_nurse", "Sjuksköterska flyttad till måndag förmiddag", "Nurse moved to Monday morning"),
        ("busy_clinic-uncovered", "Stor vårdcentral i dag: ingen täcker", "Busy clinic today: nobody covers"),
        ("busy_clinic-bruk-own", "Stor vårdcentral i dag: Bruk hanterar sina egna", "Busy clinic today: Bruk handles"),
        ("own-0123456789abcdef", "eget scenario 0123", "own scenario 0123"),
        ("own-0123456789abcdef-open", "eget scenario 0123: öppet", "own scenario 0123: open"),
        ("autumn-plan", "autumn-plan", "autumn-plan"),
    ],
)
def test_variants_that_pages_make_are_called_by_what_they_change(name, swedish, english):
    with speaking("sv"):
        assert scenarios.title(name) == swedish
    with speaking("en"):
        assert scenarios.title(name).startswith(english)


@pytest.mark.usefixtures("world")
def test_the_question_of_a_variant_is_asked_in_the_readers_language():
    with speaking("sv"):
        asked_in_file = catalogue("en")["scenarios.busy_clinic.question"]
        assert scenarios.in_words("busy_clinic-open", asked_in_file).startswith("Hur länge väntar")
        assert scenarios.in_words("busy_clinic-open", "Who waits?") == "Who waits?"
