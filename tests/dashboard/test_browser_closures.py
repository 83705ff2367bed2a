"""A journey through Closures: what one costs, and one that is planned on the page and shared."""

import re

import pytest
from playwright.sync_api import expect

from tests.dashboard.test_browser import LONG, journey, settle  # noqa: F401 - a fixture

pytestmark = pytest.mark.nightly


def test_a_closure_is_planned_and_its_link_shows_the_same(journey, served):  # noqa: F811 - the fixture
    journey.goto(f"{served.address}/closures?n=4")
    journey.get_by_role("button", name="Räkna", exact=True).click()
    expect(journey.locator(".answer")).to_contain_text(
        re.compile("Ingen täcker: .*Rosengard täcker: ", re.DOTALL), timeout=LONG
    )
    settle(journey)
    journey.get_by_role("button", name="Planera en stängning").click()
    journey.get_by_role("button", name="Visa vad den kostar").click()
    journey.wait_for_url(re.compile("scenario=own-[0-9a-f]{16}"))
    other = journey.context.new_page()
    other.goto(journey.url)
    expect(other.locator(".months td.closed")).to_have_count(1)
