"""The pages that are written from the code say what the code says."""

from enum import IntEnum
from pathlib import Path

import pytest

from sim.dashboard.language import catalogue
from sim.domain import glossary
from sim.domain import words as codes
from sim.report import scenario_reference
from sim.report.assumptions_page import assumptions_page
from sim.report.scenario_reference import UNITS, reference_markdown
from sim.scenario.schema import Scenario
from sim.scenario.schema.base import Part

DOCS = Path(__file__).parents[2] / "docs"
MADE = {
    "glossary": glossary.glossary,
    "scenario-reference": reference_markdown,
    "assumptions": assumptions_page,
}
ALSO_ON_SCREEN = {
    "role": {role.name: role.name.replace("_", " ") for role in codes.Role},
    "verdict": {name: name for name in ("better", "worse", "no practical difference", "not shown", "too few")},
}


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_what_its_module_writes(name):
    written = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert written == MADE[name](), "run: make generated"


def uncoded(sections) -> dict[str, set[str]]:
    """Return, by list of codes, those that stand in the glossary or in the code and not in both."""
    told = {section.codes: {term.word for term in section.terms} for section in sections if section.codes}
    lists = {name: one for name, one in vars(codes).items() if isinstance(one, type) and hasattr(one, "__members__")}
    known = {name: set(one.__members__) for name, one in lists.items() if one.__module__ == codes.__name__ and len(one)}
    return {
        name: told.get(name, set()) ^ known.get(name, set())
        for name in told | known
        if told.get(name) != known.get(name)
    }


def test_every_code_of_the_words_has_a_word_in_swedish():
    assert uncoded(glossary.SECTIONS) == {}
    assert (
        tuple(
            int(term.word[0])
            for section in glossary.SECTIONS
            if "Priorities" in section.title
            for term in section.terms
        )
        == codes.PRIORITIES
    )


def test_a_code_that_is_left_out_is_found(monkeypatch):
    class Weather(IntEnum):
        rain = 0

    Weather.__module__ = codes.__name__
    monkeypatch.setattr(codes, "Weather", Weather, raising=False)
    assert uncoded(glossary.SECTIONS) == {"Weather": {"rain"}}


@pytest.mark.parametrize("section", glossary.SECTIONS, ids=lambda section: section.title)
def test_each_thing_has_one_word(section):
    assert len({term.word for term in section.terms}) == len(section.terms)
    assert len({term.swedish for term in section.terms}) == len(section.terms)


def test_the_dashboard_uses_the_words_of_the_glossary():
    swedish = {term.word: term.swedish for section in glossary.SECTIONS for term in section.terms}
    screen = catalogue("sv")
    for kind, names in ALSO_ON_SCREEN.items():
        for name in names:
            assert screen[f"words.{kind}.{name}"] == swedish[name]
    for number in codes.PRIORITIES:
        told = next(said for word, said in swedish.items() if word.startswith(f"{number} "))
        assert screen[f"words.priority.{number}"].lower() == told


@pytest.mark.parametrize("part", Part.__subclasses__(), ids=lambda part: part.__name__)
def test_the_reference_has_every_key_of_every_part(part):
    page = reference_markdown()
    lead = " ".join(part.__doc__.replace("``", "`").split())
    table = page.partition(f"\n{lead}\n")[2].partition("\n##")[0]
    told = {line.split("|")[1].strip(" `") for line in table.splitlines() if line.startswith("| `")}
    keys = {field.alias or name for name, field in part.model_fields.items()}
    opened = {key for key in keys - told if f"\n## `{key}`\n" in page or f"\n## `{key}.NAME`\n" in page}
    assert told | opened == keys
    assert told or part is Scenario


def test_a_number_without_a_unit_is_refused(monkeypatch):
    monkeypatch.delitem(scenario_reference.UNITS, "work.visit")
    with pytest.raises(KeyError, match=r"work\.visit"):
        reference_markdown()


def test_no_unit_is_told_of_a_key_that_is_not_there():
    page = reference_markdown()
    for place, unit in UNITS.items():
        section, _, key = place.rpartition(".")
        title = {"": "The whole scenario", "target": "Target"}.get(section, f"`{section}`")
        table = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
        assert any(line.startswith(f"| `{key}` |") and f"| {unit}" in line for line in table.splitlines()), place
