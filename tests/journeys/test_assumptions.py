"""A journey over Assumptions and rules: adjust a number, take it back, and look up the rules."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import settle
from tests.journeys.looking import look_at


def test_a_number_is_adjusted_and_stands_in_the_link(journey, served):
    journey.goto(f"{served.address}/assumptions?group=work")
    field = journey.get_by_label("Minuter för dokumentation")
    expect(field).to_be_visible()
    settle(journey)
    field.fill("6")
    field.press("Enter")
    expect(journey.get_by_text(re.compile("Minuter för dokumentation: 4 → 6"))).to_be_visible()
    assert "set=work.documentation" in journey.url
    look_at(journey)
    journey.get_by_role("button", name="Återställ").click()
    expect(journey.get_by_text(re.compile("4 → 6"))).to_have_count(0)
    journey.get_by_role("radio", name="Regler").click()
    expect(journey.locator("table.rules").first).to_be_visible()
    look_at(journey)
