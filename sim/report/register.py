"""The rule register and the assumptions, as tables."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from sim.domain.rules import Rule
from sim.report.console import table
from sim.scenario.assumptions import Assumption

BASIS = "D the recommendation says it · I our reading of what it leaves open · A assumption without source in it"
PLAUSIBLE = (
    "plausible: between these the truth is taken to lie; of a distribution its mean, of a list of shares the first. "
    "With --json also why; direktsim sensitivity tells which of them matter."
)
GUESSES = {
    "work.conversation": "minutes per case",
    "patients.priorities": "priority mix",
    "patients.reasons": "reason mix",
    "conversation.reply_delay": "reply delays",
    "conversation.silent": "silent patients",
    "flow.referral": "referrals",
}
"""Numbers that nobody has published and much hangs on, the first the most."""


def rules_table(rules: Iterable[Rule]) -> RenderableType:
    """Return every rule: id, basis, what it says, under which heading it stands, and where it is built."""
    made = table("rule", "basis", "what it says, and where it is built", wrap=("what it says, and where it is built",))
    for rule in rules:
        says = Text(rule.says)
        says.append(f" [{rule.heading}]", style="dim")
        for place in rule.built_in:
            says.append(f"\n{place}", style="cyan")
        made.add_row(rule.id, rule.basis, says, end_section=True)
    return Group(made, Text(BASIS, style="dim"))


def assumptions_table(assumptions: Sequence[Assumption]) -> RenderableType:
    """Return every number with its range, basis and origin, part by part; ″ means: the same as above."""
    parts: list[RenderableType] = []
    for section, of_section in groupby(assumptions, key=lambda row: row.path.split(".")[0]):
        made = table(section, "is", "plausible", "basis", "origin", wrap=("is", "origin"))
        before = ("", "")
        for row in of_section:
            origin = row.origin if (row.basis, row.origin) != before else "″"
            before = (row.basis, row.origin)
            made.add_row(row.path.removeprefix(f"{section}."), said(row.value), range_text(row), row.basis, origin)
        parts += [made, Text()]
    return Group(*parts, Text(PLAUSIBLE, style="dim"))


def assumed(assumptions: Sequence[Assumption]) -> str:
    """Return what is assumed and not known, by name what much hangs on."""
    guessed = [row.path for row in assumptions if row.basis == "assumption"]
    named = [name for path, name in GUESSES.items() if any(one.startswith(path) for one in guessed)]
    more = f"{len(guessed)} of {len(assumptions)} numbers (direktsim assumptions)"
    return f"{', '.join(named)}; in all {more}" if named else more


def range_text(row: Assumption) -> str:
    """Return ``4–16``, empty where a value is decided, not uncertain."""
    return "" if row.low is None or row.high is None else f"{row.low:g}–{row.high:g}"


def said(value: object) -> str:
    """Return a value as a planner writes it."""
    if isinstance(value, list):
        return ", ".join(said(one) for one in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return "none" if value is None else str(value)


def rules_json(rules: Iterable[Rule]) -> list[dict[str, object]]:
    """Return the rules as JSON."""
    return [asdict(rule) for rule in rules]


def assumptions_json(assumptions: Iterable[Assumption]) -> list[dict[str, object]]:
    """Return the assumptions as JSON."""
    return [asdict(row) for row in assumptions]
