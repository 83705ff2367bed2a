"""Journeys in a browser, each in a session of its own; no request may leave this machine."""

import re

import pytest
from playwright.sync_api import Page, expect

from sim.dashboard.settings import Settings
from sim.dashboard.work import Assignment
from tests.dashboard.conftest import Served
from tests.dashboard.scenes import end_players

LONG = 120_000
"""Milliseconds: the first journey waits for a process that warms up."""
expect.set_options(timeout=60_000)


@pytest.fixture
def journey(page: Page):
    """A page that remembers who else was asked for something, and what went wrong on it."""
    elsewhere: list[str] = []
    wrong: list[str] = []

    def note(asked):
        if not asked.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            elsewhere.append(asked.url)

    page.on("request", note)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_default_timeout(LONG)
    yield page
    assert (elsewhere, wrong) == ([], [])


def settle(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def opened(page: Page, served: Served, link: str = "") -> Page:
    page.goto(f"{served.address}/{link}")
    page.wait_for_selector(".answer")
    page.wait_for_function("() => !document.querySelector('[data-testid=stProgress]')")
    settle(page)
    return page


def test_the_page_opens_with_an_answer_in_the_browsers_language(journey, served):
    opened(journey, served)
    expect(journey.locator(".answer")).to_contain_text(re.compile("Prio|Ingen"))
    expect(journey.get_by_text("Inom målet, per prioritering")).to_be_visible()


def test_the_language_can_be_changed_and_stays_in_the_link(journey, served):
    opened(journey, served)
    journey.get_by_role("radio", name="English").click()
    expect(journey.get_by_text("Within target, by priority")).to_be_visible()
    assert "lang=en" in journey.url
    journey.reload()
    expect(journey.get_by_text("Within target, by priority")).to_be_visible()


def test_another_browser_language(browser, served):
    context = browser.new_context(locale="en-GB")
    page = opened(context.new_page(), served)
    expect(page.get_by_text("Within target, by priority")).to_be_visible()
    context.close()


def test_a_shared_link_shows_the_same_and_the_way_back_works(journey, served):
    opened(journey, served)
    journey.get_by_role("radio", name="Kalendertid").click()
    expect(journey.get_by_text("nätter och helger inräknade").first).to_be_visible()
    assert "clock=elapsed" in journey.url
    link = journey.url
    other = journey.context.new_page()
    other.goto(link)
    expect(other.get_by_text("nätter och helger inräknade").first).to_be_visible(timeout=LONG)
    journey.go_back()
    expect(journey.get_by_text("bara tid då 1177 direkt är bemannad").first).to_be_visible()


def test_pictures_and_tables_can_be_saved(journey, served):
    opened(journey, served)
    journey.get_by_text("Samma siffror som tabell").first.click()
    with journey.expect_download() as saved:
        journey.get_by_title("Spara bilden som PNG").first.click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    with journey.expect_download() as saved:
        journey.get_by_title("Spara bilden som SVG").first.click()
    drawn = saved.value.path().read_text(encoding="utf-8")
    assert "<svg" in drawn
    assert "slumpfrö 1" in drawn  # what it was made from stands in the picture too
    with journey.expect_download() as saved:
        journey.get_by_role("button", name="CSV").first.click()
    assert "före;efter" in saved.value.path().read_text(encoding="utf-8-sig")


def test_a_long_run_is_cancelled_and_what_is_done_is_shown(journey, served):
    journey.goto(f"{served.address}/?n=1000&seed=11")
    journey.get_by_role("button", name="Räkna", exact=True).click()
    journey.get_by_role("button", name="Avbryt").click()
    expect(journey.get_by_text(re.compile("Avbrutet efter"))).to_be_visible()
    journey.get_by_role("button", name="Fortsätt räkna").click()
    journey.get_by_role("button", name="Avbryt").click()
    expect(journey.get_by_text(re.compile("Avbrutet efter"))).to_be_visible()


def test_read_only_refuses(journey, served):
    settings = Settings(served.settings.store, served.settings.scenarios, read_only=True)
    viewers = Served(settings)
    try:
        journey.goto(f"{viewers.address}/?seed=99")
        expect(journey.get_by_text("Du kan titta men inte ändra.")).to_be_visible()
        expect(journey.get_by_text(re.compile("du har inte behörighet att räkna"))).to_be_visible()
        assert journey.get_by_role("button", name="Räkna", exact=True).count() == 0
    finally:
        viewers.end()


def test_what_was_begun_is_finished_without_the_dashboard_and_there_when_it_is_back(journey, tmp_path, served):
    settings = Settings(tmp_path / "store", served.settings.scenarios, read_only=False)
    first = Served(settings)
    try:
        journey.goto(first.address)
        journey.wait_for_selector("[data-testid=stProgress]")
        first.end()
        journey.goto("about:blank")
        second = Served(settings)
        try:
            opened(journey, second)
            (assignment,) = Assignment.every(settings.store)
            assert assignment.state == "finished"
        finally:
            second.end()
    finally:
        end_players(settings.store)


def test_narrow_screens_need_no_scrolling_sideways(browser, served):
    context = browser.new_context(locale="sv-SE", viewport={"width": 390, "height": 844})
    page = opened(context.new_page(), served)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    context.close()
