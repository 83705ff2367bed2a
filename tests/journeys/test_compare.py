"""Journeys in a browser, each in a session of its own; no request may leave this machine."""

import re

from playwright.sync_api import expect

from sim.dashboard.settings import Settings
from tests.journeys.conftest import Served, opened
from tests.journeys.looking import look_at

WITHIN = {"sv": "Inom målet, per prioritering", "en": "Within target, by priority"}


def test_the_first_page_answers_and_a_shared_link_shows_the_same(journey, served):
    opened(journey, served)
    expect(journey.locator(".answer")).to_contain_text(re.compile("Prio|Ingen"))
    expect(journey.get_by_text(WITHIN["sv"])).to_be_visible()
    look_at(journey)
    journey.get_by_role("radio", name="Kalendertid").click()
    expect(journey.get_by_text("nätter och helger inräknade").first).to_be_visible()
    assert "clock=elapsed" in journey.url
    link = journey.url
    journey.go_back()
    expect(journey.get_by_text("bara tid då 1177 direkt är bemannad").first).to_be_visible()
    journey.goto(link)
    expect(journey.get_by_text("nätter och helger inräknade").first).to_be_visible()


def test_the_browser_says_the_language_and_a_choice_stays_in_the_link(journey, served):
    session = journey.context.new_cdp_session(journey)
    agent = journey.evaluate("navigator.userAgent")
    session.send("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": "en-GB"})
    opened(journey, served)
    session.send("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": "sv-SE"})
    expect(journey.get_by_text(WITHIN["en"])).to_be_visible()
    journey.get_by_role("radio", name="Svenska").click()
    expect(journey.get_by_text(WITHIN["sv"])).to_be_visible()
    assert "lang=sv" in journey.url
    journey.reload()
    expect(journey.get_by_text(WITHIN["sv"])).to_be_visible()


def test_pictures_tables_and_reports_can_be_taken_away(journey, served):
    opened(journey, served)

    def saved(button):
        with journey.expect_download() as download:
            button.first.click()
        return download.value.path()

    journey.get_by_text("Samma siffror som tabell").first.click()
    assert saved(journey.get_by_title("Spara bilden som PNG")).read_bytes().startswith(b"\x89PNG")
    drawn = saved(journey.get_by_title("Spara bilden som SVG")).read_text(encoding="utf-8")
    assert "<svg" in drawn
    assert "slumpfrö 1" in drawn  # what it was made from stands in the picture too
    assert "före;efter" in saved(journey.get_by_role("button", name="CSV")).read_text(encoding="utf-8-sig")
    with journey.expect_download() as late:  # pressed before the chart is drawn, as on a slow machine
        journey.get_by_title("Spara bilden som SVG").first.evaluate(
            """button => {
                const chart = button.closest("[class*=st-key-figure]").querySelector("svg.marks");
                const place = chart.parentNode;
                chart.remove();
                button.click();
                setTimeout(() => place.append(chart), 300);
            }"""
        )
    assert late.value.path().read_text(encoding="utf-8") == drawn
    report = saved(journey.get_by_role("button", name="Rapport")).read_text(encoding="utf-8")
    assert "<h2>Svaret</h2>" in report
    assert journey.locator(".answer").inner_text() in report
    assert saved(journey.get_by_role("button", name="Excel")).read_bytes().startswith(b"PK")


def test_a_long_run_is_cancelled_goes_on_and_is_cancelled_on_the_page_runs(journey, served):
    journey.goto(f"{served.address}/?n=1000&seed=11")
    journey.get_by_role("button", name="Räkna", exact=True).click()
    journey.get_by_role("button", name="Avbryt").click()
    expect(journey.get_by_text(re.compile("Avbrutet efter"))).to_be_visible()
    journey.get_by_role("button", name="Fortsätt räkna").click()
    expect(journey.get_by_role("button", name="Avbryt")).to_be_visible()
    journey.get_by_role("link", name="Körningar").click()
    expect(journey.get_by_text("Räknas nu")).to_be_visible()
    journey.get_by_role("button", name="Avbryt").click()
    expect(journey.get_by_text("Ingenting räknas just nu.")).to_be_visible()
    look_at(journey)


def test_what_is_left_is_finished_and_a_dashboard_that_is_only_to_be_looked_at_shows_it(journey, served):
    settings = served.settings
    journey.goto(f"{served.address}/?n=100&seed=21")
    journey.get_by_role("button", name="Räkna", exact=True).click()
    journey.wait_for_selector("[data-testid=stProgress]")
    journey.goto("about:blank")
    viewers = Served(Settings(settings.store, settings.scenarios, read_only=True))
    try:
        opened(journey, viewers, "?n=100&seed=21")
        expect(journey.get_by_text("Du kan titta men inte ändra.")).to_be_visible()
        expect(journey.get_by_text(re.compile("100 upprepningar")).first).to_be_visible()
        journey.goto(f"{viewers.address}/?seed=99")
        expect(journey.get_by_text(re.compile("du har inte behörighet att räkna"))).to_be_visible()
        assert journey.get_by_role("button", name="Räkna", exact=True).count() == 0
    finally:
        viewers.end()
