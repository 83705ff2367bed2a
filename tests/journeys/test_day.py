"""A journey through A day: a click on a piece of work tells its case, and the link shows the same."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import opened
from tests.journeys.looking import look_at


def test_a_click_tells_the_case_and_its_link_does_too(journey, served):
    opened(journey, served, "day?case=0")
    pieces = journey.locator(".st-key-figure-gantt svg.marks .role-mark path[aria-label*='första kontakt, ärende']")
    label = pieces.nth(5).get_attribute("aria-label")
    case = re.search(r"ärende (\d+)", label).group(1)
    pieces.nth(5).click()
    journey.wait_for_url(re.compile(f"case={case}"))
    expect(journey.get_by_role("heading", name=re.compile(f"Ärende {case}, prio"))).to_be_visible()
    look_at(journey)
    journey.goto(journey.url)
    expect(journey.get_by_role("heading", name=re.compile(f"Ärende {case}, prio"))).to_be_visible()
