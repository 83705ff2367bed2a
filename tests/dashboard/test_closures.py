import datetime as dt

import pytest

from sim.dashboard import scenarios
from sim.dashboard.work import Assignment, player
from sim.dashboard.work.closing import Closed
from tests.dashboard.scenes import CLOSED, page_of, play_once
from tests.dashboard.test_compare import words


@pytest.fixture
def app(world):  # noqa: ARG001 - what the page is run in
    return page_of("closures")


@pytest.fixture
def computed(world, app, kept):
    """The page with few replications, played once for all tests."""
    app.query_params["n"] = "12"
    app.run()
    app.button("closures.compute").click().run()
    play_once(world.store, kept)
    return app.run()


def test_the_page_begins_by_itself_with_four_ways(world, app):
    app.run()
    (assignment,) = Assignment.every(world.store)
    request = assignment.request()
    assert request.kind == "closures"
    names = [one.name.removeprefix("closure_covered-") for one in request.scenarios]
    assert names == ["open", "covered", "uncovered", "without_permission"]
    assert {one.read().scenario.horizon.weeks for one in request.scenarios} == {3}  # time to recover


def test_the_answer_says_what_it_costs_and_who_pays(computed):
    said = words(computed).replace("\u00a0", " ")
    assert not computed.exception
    assert "Ingen täcker: patienter på Tallgarden väntar längre" in said
    assert "Rosengard täcker: " in said
    assert "patienter på Rosengard" in said
    assert "stängt 11 feb." in said


def test_few_cases_are_told_with_their_numbers(world, computed):
    (assignment,) = Assignment.every(world.store)
    closed = Closed.from_json(assignment.result())
    assert closed.whole
    few = [
        one
        for one in closed.compared.comparisons[1].family("within_target", "closed_day_unit_priority").changes
        if one.verdict == "too few" and one.key["unit"] == "tallgarden" and one.counts[1][1]
    ]
    assert few
    true, of = few[0].counts[1]
    assert f"{of - true} av {of} missade" in words(computed)
    computed.query_params["cost"] = "within_target"
    computed.run()
    assert f"{of - true} av {of} missade" in words(computed)


def test_who_covers_stands_there_before_anything_is_played(app):
    app.run()
    said = words(app)
    assert "Behörighet: alla i samma roll" in said
    assert "8,2 av 9,0" in said
    assert "ingen i tjänst" in said


def test_recovery_and_what_cover_and_permission_are_worth(computed):
    said = words(computed).replace("\u00a0", " ")
    assert "Ingen täcker: när Tallgarden öppnar igen, torsdag 12 feb., väntar" in said
    assert "Ingen täcker jämfört med Rosengard täcker: " in said
    assert (
        "Rosengard utan behörighet jämfört med Ingen täcker: för patienter på Tallgarden är det ingen skillnad" in said
    )


def test_the_calendar_frames_the_day_and_names_holidays(world, app):
    moved = CLOSED.replace("2026-02-11", "2026-04-01").replace(
        "from: 2026-02-02, weeks: 2", "from: 2026-03-23, weeks: 2"
    )
    (world.scenarios / "closure_covered.yaml").write_text(moved, encoding="utf-8")
    app.run()
    said = words(app)
    assert "stängt Tallgarden" in said
    assert "Långfredagen" in said
    app.query_params["lang"] = "en"
    app.run()
    assert "Good Friday" in words(app)


def test_a_closure_that_nobody_covers_can_be_given_a_cover(world, app):
    bare = CLOSED.replace(", covered_by: rosengard, permission: true", "")
    (world.scenarios / "closure_covered.yaml").write_text(bare, encoding="utf-8")
    app.run()
    assert [one.value for one in app.selectbox if one.key == "cover"] == ["rosengard"]
    (assignment,) = Assignment.every(world.store)
    assert len(assignment.request().scenarios) == 4


def test_a_closure_that_nobody_can_cover_has_two_ways(world, app):
    alone = CLOSED.replace(
        "closures:\n", "closures:\n  - { unit: rosengard, from: 2026-02-11 08:00, until: 2026-02-11 17:00 }\n"
    )
    alone = alone.replace(", covered_by: rosengard, permission: true", "")
    (world.scenarios / "closure_covered.yaml").write_text(alone, encoding="utf-8")
    app.query_params["n"] = "4"
    app.run()
    app.button("closures.compute").click().run()
    player.play_next(world.store)
    app.run()
    assert not app.exception
    (assignment,) = Assignment.every(world.store)
    assert [one.name for one in assignment.request().scenarios] == ["closure_covered-open", "closure_covered-uncovered"]


def plan(app, **values):
    app.selectbox("plan.scenario").set_value("closure_covered").run()
    for key, value in values.items():
        kind = {"day": app.date_input, "from": app.time_input, "until": app.time_input}.get(key, app.selectbox)
        kind(f"plan.{key}").set_value(value)
    return app.button("plan.make").click().run()


def test_a_planned_closure_becomes_a_scenario_that_the_link_names(app):
    app.run()
    plan(app, unit="tallgarden", day=dt.date(2026, 3, 4), until=dt.time(12), cover="rosengard")
    name = "".join(app.query_params["scenario"])
    assert scenarios.OWN.fullmatch(name)
    (closure,) = scenarios.opened(name).scenario.closures
    assert (closure.unit, closure.from_, closure.until) == (
        "tallgarden", dt.datetime(2026, 3, 4, 8), dt.datetime(2026, 3, 4, 12),
    )  # fmt: skip
    assert "4 mars 2026 08:00–12:00" in words(app).replace("\u00a0", " ")


def test_a_closure_that_cannot_be_is_refused_with_what_is_wrong(app):
    app.run()
    plan(app, unit="tallgarden", until=dt.time(7))
    assert "skriv en senare tidpunkt" in " ".join(one.value for one in app.error)
    assert "scenario" not in app.query_params
    plan(app, unit="tallgarden", until=dt.time(17), cover="tallgarden")
    assert "kan inte täcka sig själv" in " ".join(one.value for one in app.error)


def test_read_only_may_neither_plan_nor_compute(world, app, monkeypatch):
    monkeypatch.setenv("DIREKTSIM_READ_ONLY", "1")
    app.query_params["seed"] = "4"
    app.run()
    assert not app.button
    assert not any(str(one.key).startswith("plan.") for one in app.selectbox)
    assert Assignment.every(world.store) == []


def test_other_inputs_grey_out_the_old_answer(computed):
    computed.query_params["seed"] = "9"
    computed.run()
    assert "Gäller det som var valt förut" in words(computed)


@pytest.mark.parametrize(
    "link",
    [
        {"scenario": "../../etc/passwd"},
        {"scenario": "own-0123456789abcdef"},
        {"scenario": "busy_clinic"},
        {"cover": "<script>alert(1)</script>", "cost": "x", "n": "1e9"},
    ],
)
def test_a_hostile_link_opens_nothing_else(app, link):
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert "alert(1)" not in words(app)


def test_a_folder_without_closures_offers_to_plan_one(world, app):
    (world.scenarios / "closure_covered.yaml").unlink()
    app.run()
    assert "Inget scenario här har någon planerad stängning" in words(app)
    assert any(one.key == "plan.unit" for one in app.selectbox)
