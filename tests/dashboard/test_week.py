from dataclasses import replace

import pytest

from sim.dashboard.settings import READ_ONLY
from sim.dashboard.work import Assignment, Request, player
from sim.dashboard.work.week import WeekSeen
from tests.dashboard.scenes import asked, page_of, play_once
from tests.dashboard.test_compare import words


def page(**link):
    return page_of("week", **link).run()


@pytest.fixture
def computed(world, kept):
    page()
    play_once(world.store, kept)
    return page()


def test_the_week_begins_by_itself_and_says_what_the_fullest_day_opens_with(computed):
    assert not computed.exception
    said = words(computed)
    assert "När det öppnar på fredagar väntar i medel" in said
    assert "Mest upptagna" in said
    assert "30 upprepningar" in said
    assert "6 jan" not in said  # the warm-up is not measured
    assert len(computed.get("download_button")) == 4


def test_a_role_and_a_priority_change_what_is_shown_and_nothing_is_played(world, computed):
    whole = words(computed)
    some = page(role="physician", prio="2")
    assert "Inga sådana ärenden kommer hit" in words(some)
    nurse = page(role="nurse", prio="4")
    assert "Sjuksköterska, prio 4" in words(nurse)
    assert words(nurse) != whole
    assert len(Assignment.every(world.store)) == 1


def test_in_english_everything_is(computed):  # noqa: ARG001 - the figures
    said = words(page(lang="en"))
    assert "At opening on Fridays" in said
    assert "väntar" not in said


def test_another_seed_waits_to_be_told(world, computed):  # noqa: ARG001 - the figures
    app = page(seed="5")
    assert any(one.key == "week.compute" for one in app.button)
    assert len(Assignment.every(world.store)) == 1


@pytest.mark.parametrize(
    "link",
    [
        {"scenario": "../../etc/passwd"},
        {"scenario": "<script>alert(1)</script>", "unit": "<script>alert(1)</script>"},
        {"unit": "elsewhere", "role": "{0}", "prio": "9"},
        {"scenario": "own-0123456789abcdef"},
    ],
)
@pytest.mark.usefixtures("world")
def test_a_hostile_link_opens_nothing_else(link):
    app = page(**link)
    assert not app.exception
    assert "alert(1)" not in "".join(one.proto.body for one in app.get("html"))


def test_read_only_shows_the_first_week_and_computes_no_other(world, monkeypatch):
    monkeypatch.setenv(READ_ONLY, "1")
    page()
    assert len(Assignment.every(world.store)) == 1
    app = page(seed="5")
    assert "du har inte behörighet att räkna" in words(app)
    assert len(Assignment.every(world.store)) == 1


def week_asked(world, **more):
    first = asked(world.scenarios, replications=3)
    return Request("week", first.scenarios[:1], 1, 3, more)


def test_a_week_comes_back_from_the_disk_with_what_it_was_made_from(world):
    assignment = Assignment.of(world.store, week_asked(world, unit="tallgarden"))
    assignment.give(week_asked(world, unit="tallgarden"))
    player.play_next(world.store)
    seen = WeekSeen.from_json(assignment.result())
    assert (seen.name, seen.replications, seen.whole, seen.week.unit) == ("busy_clinic", 3, True, "tallgarden")
    together = week_asked(world)
    Assignment.of(world.store, together).give(together)
    player.play_next(world.store)
    whole = WeekSeen.from_json(Assignment.of(world.store, together).result())
    assert replace(whole.week, unit="tallgarden") == seen.week  # the only unit there is


def test_a_unit_that_is_not_there_is_refused(world):
    request = week_asked(world, unit="elsewhere")
    Assignment.of(world.store, request).give(request)
    player.play_next(world.store)
    assert Assignment.of(world.store, request).outcome()["problems"] == ['"elsewhere" is no unit here']
