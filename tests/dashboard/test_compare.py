from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.dashboard.watching import ANSWERED
from sim.dashboard.work import Assignment, player
from tests.dashboard.scenes import MOVED, play_once

APP = str(Path(__file__).parents[2] / "dashboard.py")


@pytest.fixture
def app(world):  # noqa: ARG001 - what the page is run in
    return opened()


def opened():
    """The dashboard in a browser that has drawn an answer."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state[ANSWERED] = True
    return app


@pytest.fixture
def computed(world, app, kept):
    """The page with the figures of the first comparison, played once for all tests."""
    app.run()
    play_once(world.store, kept)
    return app.run()


def words(app):
    """Return everything that stands on the page."""
    return " ".join(str(one.value) for kind in ("html", "caption", "info", "warning", "error", "subheader", "markdown")
                    for one in app.get(kind) if hasattr(one, "value")) + " ".join(
                        one.proto.body for one in app.get("html"))  # fmt: skip


def test_the_first_comparison_begins_by_itself_and_its_answer_comes_first(world, app):
    app.run()
    (assignment,) = Assignment.every(world.store)
    assert assignment.state == "waiting"
    player.play_next(world.store)
    app.run()
    assert not app.exception
    assert "class='answer'" in words(app)
    assert "Prio" in words(app)
    assert "slumpfrö 1" in words(app)


def test_another_language_says_everything_in_it(computed):
    computed.query_params["lang"] = "en"
    computed.run()
    assert "Within target, by priority" in words(computed)
    assert "Inom målet" not in words(computed)
    assert "seed 1" in words(computed)


def test_what_is_chosen_anew_greys_out_the_old_and_says_whose_it_is(world, computed):
    computed.query_params["seed"] = "7"
    computed.run()
    assert "Gäller det som var valt förut" in words(computed)
    computed.button("compare.compute").click().run()
    player.play_next(world.store)
    computed.run()
    assert "slumpfrö 7" in words(computed)
    assert "Gäller det som var valt förut" not in words(computed)


def test_a_scenario_file_that_changes_makes_its_results_old(world, computed):
    (world.scenarios / "moved_nurse.yaml").write_text(MOVED.replace("08:00-12:00", "09:00-13:00"), encoding="utf-8")
    computed.run()
    (before, after) = (len(Assignment.every(world.store)), Assignment.queued(world.store))
    assert (before, len(after)) == (2, 1)  # the first comparison is computed anew by itself


def test_cancelling_says_so_and_offers_to_go_on(world, app):
    app.run()
    (assignment,) = Assignment.every(world.store)
    assignment.cancel()
    app.run()
    assert "Avbrutet efter 0 av 30" in words(app)
    app.button("compare.go_on").click().run()
    assert assignment.state == "waiting"


def test_what_is_wrong_with_a_scenario_is_said_where_it_is(world, app):
    (world.scenarios / "moved_nurse.yaml").write_text(
        "question: ?\nextends: busy_clinic.yaml\npeople: 3\n", encoding="utf-8"
    )
    app.run()
    told = " ".join(one.value for one in app.error)
    assert "moved\\_nurse.yaml, rad 1" in told  # as Markdown is told that it is text
    assert not app.exception


def test_a_result_that_is_damaged_is_taken_away_and_can_be_computed_again(world, app):
    app.run()
    (assignment,) = Assignment.every(world.store)
    player.play_next(world.store)
    (assignment.folder / "result.json").write_text('{"names": 3}')
    app.run()
    assert "går inte att läsa" in words(app)
    assert Assignment.every(world.store) == []


@pytest.mark.parametrize(
    "link",
    [
        {"base": "../../etc/passwd"},
        {"other": "<script>alert(1)</script>"},
        {"other": "own-0123456789abcdef"},
        {"n": "1e9", "seed": "-1", "margin": "\u0663", "margin_min": "999999999999999999999"},
        {"lang": "xx", "by": "__class__", "clock": "{0}", "whose": "9"},
    ],
)
def test_a_hostile_link_opens_nothing_else(app, link):
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert "alert(1)" not in "".join(one.proto.body for one in app.get("html"))


def test_the_same_scenario_twice_is_no_comparison(world, app):
    app.query_params["other"] = "busy_clinic"
    app.run()
    assert "Välj två olika" in words(app)
    assert Assignment.every(world.store) == []


def test_two_readers_do_not_mix(computed):
    other = opened()
    other.query_params["seed"] = "5"
    other.run()
    assert "slumpfrö 1" not in words(other)  # what another reader has seen is not shown as one's own old result
    computed.run()
    assert "slumpfrö 1" in words(computed)
