"""The rulebook as Markdown, written from the register: ``python -m sim.domain.rulebook > docs/rulebook.md``."""

import sys

from sim.domain.rules import RULES, Rule

SECTIONS = {
    "IN": "Intake",
    "RO": "Routing to a role",
    "UN": "Routing to a unit",
    "ST": "Staffing",
    "PR": "Priorities and targets",
    "CO": "The conversation",
    "AF": "After the conversation",
}
"""Sections by the letters that rule ids begin with, in the order of the register."""

_HEAD = """\
# Rulebook

Every rule of the recommendation "1177 direkt för vårdcentral och filial" (document 302266, version 6.0) that the model
keeps, in our own words. Generated from `sim/domain/rules.py` by `python -m sim.domain.rulebook`; do not edit.

Basis: **D** the document says it · **I** the document leaves it open, this is our reading · **A** an assumption, shown
as such wherever its number is used. Where a rule has parts of several kinds, its text says which is which.

Each rule is built where its last column says, and the docstring there names its id. Its tests carry the mark
`@pytest.mark.rule("…")` with its id; a test fails when a rule has no place, no test or no line here.
"""


def _row(rule: Rule) -> str:
    places = "<br>".join(f"`{place}`" for place in rule.built_in)
    return f"| {rule.id} | {rule.basis} | {rule.heading} | {rule.says} | {places} |\n"


def rulebook() -> str:
    """Return the rulebook as Markdown, one table for each section of the register."""
    parts = [_HEAD]
    for letters, title in SECTIONS.items():
        parts.append(f"\n## {title}\n\n| id | basis | heading | rule | built in |\n|---|---|---|---|---|\n")
        parts.extend(_row(rule) for rule in RULES if rule.id.startswith(f"{letters}-"))
    return "".join(parts)


def short_table() -> str:
    """Return the table that the README shows: id, basis and rule."""
    rows = (f"| {rule.id} | {rule.basis} | {rule.says} |\n" for rule in RULES)
    return "| id | basis | rule |\n|---|---|---|\n" + "".join(rows)


if __name__ == "__main__":
    sys.stdout.buffer.write(rulebook().encode())
