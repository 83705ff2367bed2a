"""A journey through Branches: who gains at the branch and the clinic, and other roles."""

import re

from playwright.sync_api import expect

from tests.journeys.looking import look_at

FEW = "n=4&at_each=2&most=6"


def test_a_proposal_is_computed_and_another_greys_it_out(journey, served):
    journey.goto(f"{served.address}/branches?{FEW}")
    expect(journey.get_by_text(re.compile("Bruk har inte alltid någon bemannad"))).to_be_visible()
    journey.get_by_role("button", name="Räkna", exact=True).first.click()
    expect(journey.locator(".answer")).to_contain_text("Om Bruk hanterar sina egna ärenden")
    journey.get_by_role("button", name="Räkna", exact=True).click()
    expect(journey.locator(".st-key-fresh-sweep [data-testid=stVegaLiteChart]").first).to_be_visible()
    roles = journey.get_by_role("combobox", name=re.compile("Filialen hanterar själv"))
    roles.click()
    roles.press("Backspace")
    roles.press("Escape")
    expect(journey.locator(".st-key-stale .answer")).to_be_visible()
    expect(journey.get_by_text(re.compile("Det är inte det som är valt nu")).first).to_be_visible()
    look_at(journey)
