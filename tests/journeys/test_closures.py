"""A journey through Closures: what one costs, and one that is planned on the page and shared."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import settle
from tests.journeys.looking import look_at


def test_a_closure_is_planned_and_its_link_shows_the_same(journey, served):
    journey.goto(f"{served.address}/closures?n=4")
    journey.get_by_role("button", name="Räkna", exact=True).click()
    expect(journey.locator(".answer")).to_contain_text(re.compile("Ingen täcker: .*Rosengard täcker: ", re.DOTALL))
    settle(journey)
    look_at(journey)
    journey.get_by_role("button", name="Planera en stängning").click()
    journey.get_by_role("button", name="Visa vad den kostar").click()
    journey.wait_for_url(re.compile("scenario=own-[0-9a-f]{16}"))
    journey.goto(journey.url)
    expect(journey.locator(".months td.closed")).to_have_count(1)
