"""Every place, value, origin and rule has a name in both languages."""

from pathlib import Path

import pytest

from sim.dashboard import naming
from sim.dashboard.language import catalogue, speaking
from sim.domain.rulebook import SECTIONS
from sim.domain.rules import RULES
from sim.scenario.assumptions import Assumption, assumptions_of
from sim.scenario.files import load
from sim.scenario.knobs import Knob

SHIPPED = Path(__file__).parents[2] / "scenarios"


def rows():
    """Return every number of the shipped scenarios, each place once."""
    found = {}
    for file in SHIPPED.glob("*.yaml"):
        if file.stem != "county":
            found |= {row.path: row for row in assumptions_of(load(file).scenario)}
    return list(found.values())


def nameless(some):
    """Return the places, origins and ranges that no catalogue knows."""
    with speaking("sv"):
        return [row.path for row in some if naming.place(row.path) == row.path] + [
            text
            for row in some
            for text in (row.origin, row.range_origin)
            if text and f"origins.{naming.RULES.sub('', text)}" not in catalogue("sv")
        ]


def test_every_place_and_origin_has_a_name():
    assert nameless(rows()) == []


def test_one_without_a_name_is_found():
    row = Assumption("work.lunch", 3, "assumption", "nobody knows [AF-1]", 1, 2, "assumption: a guess")
    assert nameless([row]) == ["work.lunch", "nobody knows [AF-1]", "assumption: a guess"]


def test_english_rules_are_those_of_the_register_and_swedish_ones_are_all_there():
    for rule in RULES:
        assert catalogue("en")[f"rules.{rule.id}"].format() == rule.says
        assert catalogue("sv")[f"rules.{rule.id}"] != rule.says
    assert all(f"rules.section.{one}" in catalogue("sv") for one in SECTIONS)


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (None, "inget"), (True, "ja"), (0.0025, "0,0025"), (1440.0, "1\u00a0440"), (["08:00-12:00"], "08:00-12:00"),
        (["nurse", "physician"], "sjuksköterska, läkare"), ([0.1] * 24, "24 tal"),
        ("divert", "hänvisas till 1177 på telefon"), ("tallgarden", "tallgarden"), ([], "inget"),
    ],
)  # fmt: skip
def test_values_as_people_say_them(plain, said):
    with speaking("sv"):
        assert naming.value(plain) == said


def test_places_are_named_after_what_stands_in_them():
    with speaking("sv"):
        assert naming.place("work.conversation.nurse") == "Minuter per ärende, sjuksköterska"
        assert naming.place("people.nurse-3.week.mon") == "Nurse-3, schema måndag"
        assert naming.place("closures[0].covered_by") == "Stängning: täcks av"
        assert naming.place("work.turns.nurse[0]").startswith("Andel ärenden som är klara efter ett meddelande")
        assert naming.place("no.such.place") == "no.such.place"


def test_targets_and_distributions_in_words():
    target = Assumption("targets.priorities.4", "1440 minutes, weekday", "document", "")
    minutes = Assumption("work.documentation", "lognormal (mean 4, cv 0.6)", "assumption", "no figure published [AF-2]")
    with speaking("sv"):
        assert naming.held(target, None) == "24\u00a0h, helg räknas inte"
        assert naming.held(minutes, Knob("work.documentation", 4.0, 2.0, 8.0, "")) == "i medel 4"
        assert (naming.origin(minutes.origin), naming.rules_of(minutes.origin)) == ("ingen siffra publicerad", "AF-2")
