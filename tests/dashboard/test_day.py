import datetime as dt

import pytest

from sim.dashboard.settings import READ_ONLY
from sim.dashboard.work import Assignment, Request, player
from sim.dashboard.work.day import DaySeen
from sim.experiment import Job, play
from sim.scenario.plan import plan_of
from tests.dashboard.scenes import asked, page_of, play_once
from tests.dashboard.test_compare import words


def page(**link):
    return page_of("day", **link).run()


@pytest.fixture
def computed(world, kept):
    page()
    play_once(world.store, kept)
    return page()


def test_a_day_begins_by_itself_and_is_told_in_a_sentence(computed):
    assert not computed.exception
    said = words(computed)
    assert "fick sin första kontakt" in said
    assert "Måndag 12" in said
    assert "en enda simulerad dag" in said
    assert len(computed.get("download_button")) == 2


def test_the_case_of_the_link_is_told_with_its_rules_and_why_it_waited(world, computed):  # noqa: ARG001 - the figures
    (assignment,) = Assignment.every(world.store)
    day = DaySeen.from_json(assignment.result()).told
    case = next(one for one in day.cases if len(one.why) > 1 and one.first_contact is not None)
    app = page(case=str(case.number))
    said = words(app)
    assert f"Ärende {case.number}, prio {case.priority}" in said
    assert "PR-1 Ärendehantering" in said
    assert "natt och helg" in said or "rollen inte i tjänst" in said or "efter" in said


def test_the_list_is_that_of_the_moment_in_the_link(world, computed):
    (assignment,) = Assignment.every(world.store)
    day = DaySeen.from_json(assignment.result()).told
    early, late = page(at="08:30"), page(at="16:55")
    assert "Väntar kl. 08:30" in words(early)
    assert f"{len(day.at(8 * 3600 + 30 * 60))} väntar" in words(early)
    assert f"{len(day.at(16 * 3600 + 55 * 60))} väntar" in words(late)
    assert "Väntar kl. 08:00" in words(computed)


def test_another_moment_and_another_case_play_nothing(world, computed):
    computed.slider[0].set_value(dt.time(16, 55)).run()
    computed.selectbox("case").select_index(2).run()
    assert not computed.exception
    assert computed.query_params["case"]
    assert len(Assignment.every(world.store)) == 1


def test_a_click_on_a_piece_of_work_chooses_its_case(world, monkeypatch):  # noqa: ARG001 - what the page is run in
    from sim.dashboard.pages import day

    query = {}
    monkeypatch.setattr(day.st, "query_params", query)
    monkeypatch.setattr(day.st, "session_state", {"chart.gantt": {"selection": {"pick": [{"case": 12}]}}})
    day._clicked()
    assert query == {"case": "12"}
    monkeypatch.setattr(day.st, "session_state", {"chart.gantt": {"selection": {"pick": []}}})
    day._clicked()
    assert query == {"case": "12"}


def test_in_english_everything_is(computed):  # noqa: ARG001 - the figures
    said = words(page(lang="en"))
    assert "had their first contact" in said
    assert "väntar" not in said


@pytest.mark.parametrize(
    "link",
    [
        {"date": "../../etc/passwd", "at": "<script>alert(1)</script>", "case": "{0}"},
        {"date": "2031-01-01", "at": "25:99", "case": "-1", "rep": "1e9"},
        {"unit": "<script>alert(1)</script>", "case": "99999999999999999999", "at": "\u0663:00"},
    ],
)
def test_a_hostile_link_opens_nothing_else(computed, link):  # noqa: ARG001 - the figures
    app = page(**link)
    assert not app.exception
    assert "alert(1)" not in "".join(one.proto.body for one in app.get("html"))


def test_read_only_shows_the_first_day_and_plays_no_other(world, monkeypatch):
    monkeypatch.setenv(READ_ONLY, "1")
    page()
    assert len(Assignment.every(world.store)) == 1
    assert "du har inte behörighet att räkna" in words(page(date="2026-01-13"))
    assert len(Assignment.every(world.store)) == 1


def test_holidays_have_their_names_and_say_that_nobody_is_there(world):
    (world.scenarios / "busy_clinic.yaml").write_text(
        (world.scenarios / "busy_clinic.yaml")
        .read_text(encoding="utf-8")
        .replace("warm_up_weeks: 1", "warm_up_weeks: 0"),
        encoding="utf-8",
    )
    said = " ".join(page().selectbox("date").options)
    assert "Trettondedag jul · obemannad" in said
    assert "Lördag" not in said
    assert "Epiphany" in " ".join(page(lang="en").selectbox("date").options)


def day_asked(world, **more):
    return Request(
        "day", asked(world.scenarios).scenarios[:1], 3, 1, {"unit": "tallgarden", "day": 8, "number": 2} | more
    )


def test_the_day_is_one_of_the_replication_that_is_measured(world):
    request = day_asked(world)
    assignment = Assignment.of(world.store, request)
    assignment.give(request)
    player.play_next(world.store)
    seen = DaySeen.from_json(assignment.result())
    scenario = request.scenarios[0].read().scenario
    assert seen.digest == play(Job("busy_clinic", scenario, plan_of(scenario), 3), 2).digest
    assert (seen.number, seen.told.date, assignment.state) == (2, "2026-01-13", "finished")


@pytest.mark.parametrize(
    ("more", "said"),
    [({"day": 999}, "day 999 is not in the horizon"), ({"unit": "elsewhere"}, '"elsewhere" is no unit here')],
)
def test_what_is_not_there_is_refused(world, more, said):
    request = day_asked(world, **more)
    assignment = Assignment.of(world.store, request)
    assignment.give(request)
    player.play_next(world.store)
    assert assignment.outcome()["problems"] == [said]
