"""A journey through The week: another role stands in the link, and narrow screens need no scrolling sideways."""

import re

import pytest
from playwright.sync_api import expect

from tests.dashboard.test_browser import journey, opened, settle  # noqa: F401 - a fixture

pytestmark = pytest.mark.nightly


def test_another_role_stands_in_the_link(journey, served):  # noqa: F811 - the fixture
    journey.set_viewport_size({"width": 390, "height": 844})
    opened(journey, served, "week")
    expect(journey.locator(".answer")).to_contain_text("När det öppnar")
    journey.get_by_role("radio", name="Sjuksköterska").click()
    journey.wait_for_url(re.compile("role=nurse"))
    expect(journey.get_by_text("Sjuksköterska, alla prio").first).to_be_visible()
    settle(journey)
    assert journey.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
