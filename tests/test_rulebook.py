"""Every rule is registered, told, built and tested: traced both ways by machine."""

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sim.domain.rulebook import SECTIONS, rulebook, short_table
from sim.domain.rules import RULES, Rule, rule_index

ROOT = Path(__file__).parents[1]
ID = re.compile(r"\b(?:IN|RO|UN|ST|PR|CO|AF)-\d+\b")
RANGE = re.compile(r"\b([A-Z]{2})-(\d+) to \1-(\d+)\b")
COUNTS = {"IN": 5, "RO": 11, "UN": 10, "ST": 10, "PR": 4, "CO": 9, "AF": 5}
HEADINGS = {
    "Asynkront ärende",
    "Barn",
    "Behörigheter",
    "Bemanning och schemaläggning",
    "Bild vid pågående telefonkontakt",
    "Bokning digitalt besök i 1177 direkt",
    "Bokning digitalt besök i Cosmic",
    "Dokumentation av administrativa ärenden",
    "Dokumentation i Cosmic",
    "Ej avslutat ärende – överlämning till patientliggare",
    "Filial",
    "Filtrering av ärenden – Globalt filter",
    "Notiser via tjänstetelefon",
    "Patientavgifter",
    "Roller och ansvar",
    "Skyddade personuppgifter",
    "Stängning av vårdcentral",
    "Utskick av sms",
    "Vårdflöden",
    "Vårdkontaktsregistrering i Cosmic",
    "Ärendehantering",
    "Ärendehantering vid uteblivet svar",
    "Överlämning av ärende till annan enhet",
}


def _doc(place: str) -> str:
    module, _, name = place.partition(":")
    found = importlib.import_module(module)
    for part in filter(None, name.split(".")):
        found = getattr(found, part)
    return found.__doc__ or ""


def named_in(text: str) -> set[str]:
    """Rule ids that a text names, singly or as a range such as CO-2 to CO-4."""
    ranges = ((letters, range(int(first), int(last) + 1)) for letters, first, last in RANGE.findall(text))
    return set(ID.findall(text)) | {f"{letters}-{number}" for letters, numbers in ranges for number in numbers}


def unbuilt(rules: Iterable[Rule]) -> list[str]:
    """Places of the register that do not exist, or whose docstring does not name the rule."""
    wrong = []
    for rule in rules:
        if not rule.built_in:
            wrong.append(f"{rule.id}: built nowhere")
        for place in rule.built_in:
            try:
                doc = _doc(place)
            except (ImportError, AttributeError) as error:
                wrong.append(f"{rule.id}: {place} does not exist ({error})")
                continue
            if rule.id not in named_in(doc):
                wrong.append(f"{rule.id}: the docstring of {place} does not name it")
    return wrong


def _marked(source: str) -> Iterator[str]:
    """Rule ids that the marks of a test module name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


def marked_ids() -> set[str]:
    """Rule ids that some test is marked with."""
    return {rule for path in ROOT.glob("tests/**/*.py") for rule in _marked(path.read_text(encoding="utf-8"))}


def test_the_register_has_every_rule_once_and_in_order():
    expected = [f"{letters}-{number}" for letters, count in COUNTS.items() for number in range(1, count + 1)]
    assert [rule.id for rule in RULES] == expected
    assert list(SECTIONS) == list(COUNTS)
    assert [rule_index(rule.id) for rule in RULES] == list(range(len(RULES)))


def test_an_unknown_rule_has_no_index():
    with pytest.raises(KeyError):
        rule_index("RO-12")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_where_it_stands_and_what_it_means(rule):
    assert rule.basis.split(", ") == sorted(set(rule.basis.split(", ")), key="DIA".index)
    assert set(rule.heading.split(" · ")) <= HEADINGS
    assert rule.says.endswith(".")
    assert "|" not in rule.says


def test_the_rulebook_is_what_the_register_says():
    written = (ROOT / "docs" / "rulebook.md").read_text(encoding="utf-8")
    assert written == rulebook(), "run: python -m sim.domain.rulebook > docs/rulebook.md"
    assert re.findall(r"^\| ([A-Z]{2}-\d+) ", written, flags=re.MULTILINE) == [rule.id for rule in RULES]


def test_every_rule_is_built_where_the_register_says():
    assert unbuilt(RULES) == []


def test_every_rule_is_held_by_a_marked_test_and_no_mark_names_another():
    assert marked_ids() == {rule.id for rule in RULES}


def test_the_code_names_no_rule_that_does_not_exist():
    known = {rule.id for rule in RULES}
    named = {
        (path.name, rule) for path in ROOT.glob("sim/**/*.py") for rule in ID.findall(path.read_text(encoding="utf-8"))
    }
    assert [(name, rule) for name, rule in sorted(named) if rule not in known] == []


def test_a_place_that_is_wrong_is_found():
    sabotaged = [
        Rule("IN-1", "D", "Barn", "No place.", ()),
        Rule("IN-1", "D", "Barn", "No module.", ("sim.domain.grown_ups:turned_away",)),
        Rule("IN-1", "D", "Barn", "No function.", ("sim.domain.children:let_in",)),
        Rule("IN-3", "D", "Barn", "Another rule's function.", ("sim.domain.children:turned_away_by_age",)),
    ]
    assert [problem.partition(":")[0] for problem in unbuilt(sabotaged)] == ["IN-1", "IN-1", "IN-1", "IN-3"]


def test_a_range_names_what_lies_between():
    assert named_in("from UN-7 to UN-9, and AF-1") == {"UN-7", "UN-8", "UN-9", "AF-1"}


def test_marks_are_read_from_calls_and_not_from_text():
    assert list(_marked('@pytest.mark.rule("CO-2", "CO-3")\ndef test_x(): ...')) == ["CO-2", "CO-3"]
    assert list(_marked('"""pytest.mark.rule("CO-2")"""')) == []


def test_the_readme_shows_the_rule_table():
    """``python -c "from sim.domain.rulebook import short_table; print(short_table(), end='')"`` writes it."""
    assert short_table() in (ROOT / "README.md").read_text(encoding="utf-8")
