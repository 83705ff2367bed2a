"""The path of somebody who has never seen the roster's page: write in a cell, play it, read who pays; and a file."""

import re

from playwright.sync_api import expect

from sim.scenario.roster_files import read_file
from tests.journeys.conftest import settle
from tests.journeys.looking import look_at

ROW = 36


def write(page, across, down, text):
    """Write in a cell of the table, with the keys that a person has."""
    table = page.locator("[data-testid=stDataFrame] canvas").first
    table.click(position={"x": 30, "y": 1.5 * ROW}, force=True)  # the head of the table lies over it, unseen
    at = [0, 0]
    for key, axis in [("ArrowRight", 0)] * across + [("ArrowDown", 1)] * down:
        expect(page.locator("#glide-cell-{}-{}".format(*at))).to_have_attribute("aria-selected", "true")
        page.keyboard.press(key)
        at[axis] += 1
    expect(page.locator("#glide-cell-{}-{}".format(*at))).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.locator("#portal textarea, #portal input").first.fill(text)
    page.keyboard.press("Enter")


def test_a_nurse_is_moved_to_monday_morning_and_the_answer_stands_above(journey, served):
    journey.goto(f"{served.address}/roster?n=4")
    expect(journey.locator(".answer")).to_contain_text("Flytta någons tider")
    settle(journey)
    write(journey, 1, 1, "08:00-12:00")
    expect(journey.get_by_text("Sjuksköterska 2: Mån 13:00-17:00 → 08:00-12:00")).to_be_visible()
    journey.get_by_role("button", name="Räkna", exact=True).click()
    expect(journey.locator(".strip")).to_contain_text("2 Skyndsamt")
    expect(journey.locator(".answer")).to_contain_text(re.compile("Prio|Ingen"))
    assert "roster=own-" in journey.url
    settle(journey)
    look_at(journey)
    journey.get_by_role("button", name="Hämta").click()
    with journey.expect_download() as saved:
        journey.get_by_role("button", name="Excel").click()
    assert saved.value.suggested_filename == "schema.xlsx"
    cells = read_file(saved.value.path().read_bytes())
    assert cells[0][:4] == ["Person", "Enhet", "Roll", "Mån"]
    assert cells[2][:4] == ["Sjuksköterska 2", "Tallgarden", "sjuksköterska", "08:00-12:00"]
    journey.go_back()
    expect(journey.locator(".answer")).to_contain_text("Flytta någons tider")


def test_a_file_is_read_in_and_what_is_wrong_with_it_is_told(journey, served, tmp_path):
    journey.goto(f"{served.address}/roster")
    settle(journey)
    journey.get_by_role("button", name="Läs in").first.click()

    def read_in(name, content):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8-sig")
        journey.locator("input[type=file]").set_input_files(file)
        expect(wrong).to_have_count(0)  # what was said of another file goes when this one has arrived
        expect(now).to_be_enabled()
        now.click()

    now = journey.get_by_role("button", name="Läs in tabellen")
    wrong = journey.get_by_text("Rad 2, måndag: 12:00-08:00 slutar innan det börjar")
    read_in("wrong.csv", "Person;Mån\nSjuksköterska 2;12:00-08:00\n")
    expect(wrong).to_be_visible()
    settle(journey)
    read_in("right.csv", "Person;Mån\nSjuksköterska 2;09:00-11:00\n")
    expect(journey.get_by_text("Sjuksköterska 2: Mån 13:00-17:00 → 09:00-11:00")).to_be_visible()
