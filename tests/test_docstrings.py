"""What a docstring lists is what there is: the parameters of the signature, the fields of the class.

Griffe reads both from the text, as documentation sites do; names that share a description stand on one line.
"""

import ast
import dataclasses
import logging
from collections.abc import Iterator
from pathlib import Path

import griffe
import pytest

from sim.tables import CaseTable, PlanTable

ROOT = Path(__file__).parents[1]
COLUMNS = {field.name for table in (PlanTable, CaseTable) for field in dataclasses.fields(table)}
LONGEST = 300
"""Lines of a module."""
FEW = 2
"""Fields that the first line of a docstring can tell."""


@pytest.fixture(scope="module")
def house() -> griffe.Module:
    logging.getLogger("griffe").setLevel(logging.CRITICAL)  # what is wrong is told by the tests
    read = griffe.load("sim", search_paths=[ROOT], docstring_parser="numpy")
    assert isinstance(read, griffe.Module)
    return read


def public(room: griffe.Object) -> Iterator[griffe.Object]:
    """Go through the functions, classes and methods that others may call."""
    for one in room.members.values():
        if one.is_alias or (one.name.startswith("_") and not one.is_module):
            continue
        if one.is_function or one.is_class:
            yield one
        if one.is_module or one.is_class:
            yield from public(one)


def section(one: griffe.Object, kind: griffe.DocstringSectionKind) -> set[str] | None:
    """Return the names of a section of a docstring; None where it has none."""
    found = [part for part in one.docstring.parsed if part.kind is kind] if one.docstring else []
    return {name.strip(" *") for part in found for row in part.value for name in row.name.split(",")} if found else None


def fields(one: griffe.Class) -> set[str]:
    return {
        name
        for name, member in one.members.items()
        if member.is_attribute and member.annotation is not None and not name.startswith("_")
        if "property" not in member.labels
    }


def wrong(room: griffe.Object) -> Iterator[str]:
    """Say where a docstring lists what is not there, or leaves out what is."""
    for one in public(room):
        if not one.docstring:
            if not one.inherited and "override" not in one.labels and not _of_hidden(one):
                yield f"{one.path}: no docstring"
            continue
        if isinstance(one, griffe.Function):
            told = section(one, griffe.DocstringSectionKind.parameters)
            there = {part.name for part in one.parameters} - {"self", "cls"}
            if told is not None and told != there:
                yield f"{one.path}: parameters {sorted(told ^ there)}"
        elif isinstance(one, griffe.Class):
            told, there = section(one, griffe.DocstringSectionKind.attributes), fields(one)
            if told is None and "dataclass" in one.labels and len(there) > FEW:
                yield f"{one.path}: no attributes"
            if one.docstring and "``sim.tables``" in one.docstring.value:
                there -= COLUMNS  # they are told there
            if told is not None and (there - told or told - set(one.all_members)):
                yield f"{one.path}: attributes {sorted((there - told) | (told - set(one.all_members)))}"


def _of_hidden(one: griffe.Object) -> bool:
    return one.parent is not None and one.parent.name.startswith("_")


def test_docstrings_list_what_there_is(house):
    assert "\n".join(wrong(house)) == ""


WRONG = {
    "parameters ['gone', 'new']": '''
def f(new: int) -> int:
    """Return it.

    Parameters
    ----------
    gone
        A number.
    """
''',
    "no docstring": "def f(): ...",
    "attributes ['second']": '''
class A:
    """One.

    Attributes
    ----------
    first
        A number.
    """

    first: int
    second: int
''',
    "no attributes": '''
from dataclasses import dataclass

@dataclass
class A:
    """Three numbers."""

    first: int
    second: int
    third: int
''',
}


@pytest.mark.parametrize("said", WRONG)
def test_one_that_does_not_is_found(said):
    with griffe.temporary_visited_module(WRONG[said], docstring_parser="numpy") as module:
        (found,) = wrong(module)
    assert found.endswith(said)


def too_long(text: str) -> bool:
    """Tell whether a module is longer than one idea takes, and does not say why."""
    reason = "\nLong because " in (ast.get_docstring(ast.parse(text)) or "")
    return (len(text.splitlines()) > LONGEST) != reason


def test_a_long_module_says_why_and_no_other_does():
    assert [str(file) for file in (ROOT / "sim").rglob("*.py") if too_long(file.read_text("utf-8"))] == []
    assert too_long("x = 1\n" * (LONGEST + 1))
    assert too_long('"""One idea.\n\nLong because it was once.\n"""\n')
