"""A journey through The week: another role stands in the link."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import opened
from tests.journeys.looking import look_at


def test_another_role_stands_in_the_link(journey, served):
    opened(journey, served, "week")
    expect(journey.locator(".answer")).to_contain_text("När det öppnar")
    journey.get_by_role("radio", name="Sjuksköterska").click()
    journey.wait_for_url(re.compile("role=nurse"))
    expect(journey.get_by_text("Sjuksköterska, alla prio").first).to_be_visible()
    look_at(journey)
