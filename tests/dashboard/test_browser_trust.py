"""Journeys over Assumptions and Runs: adjust a number, take the report away, cancel what is computed."""

import re

import pytest
from playwright.sync_api import expect

from tests.dashboard.test_browser import journey, opened, settle

pytestmark = pytest.mark.nightly

__all__ = ["journey"]


def test_a_number_is_adjusted_and_stands_in_the_link(journey, served):
    journey.goto(f"{served.address}/assumptions?group=work")
    field = journey.get_by_label("Minuter för dokumentation")
    expect(field).to_be_visible()
    settle(journey)
    field.fill("6")
    field.press("Enter")
    expect(journey.get_by_text(re.compile("Minuter för dokumentation: 4 → 6"))).to_be_visible()
    assert "set=work.documentation" in journey.url
    journey.get_by_role("button", name="Återställ").click()
    expect(journey.get_by_text(re.compile("4 → 6"))).to_have_count(0)


def test_the_report_and_the_workbook_are_taken_away(journey, served):
    opened(journey, served)
    with journey.expect_download() as saved:
        journey.get_by_role("button", name="Rapport").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert "<h2>Svaret</h2>" in text
    assert journey.locator(".answer").inner_text() in text
    with journey.expect_download() as saved:
        journey.get_by_role("button", name="Excel").click()
    assert saved.value.path().read_bytes().startswith(b"PK")


def test_what_is_computed_is_seen_and_cancelled_on_the_page_runs(journey, served):
    journey.goto(f"{served.address}/?n=1000&seed=12")
    journey.get_by_role("button", name="Räkna", exact=True).click()
    expect(journey.get_by_role("button", name="Avbryt")).to_be_visible()
    journey.get_by_role("link", name="Körningar").click()
    expect(journey.get_by_text("Räknas nu")).to_be_visible()
    journey.get_by_role("button", name="Avbryt").click()
    expect(journey.get_by_text("Ingenting räknas just nu.")).to_be_visible()
