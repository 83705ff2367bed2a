"""Guardrails on the screen: a line for each that wants a look, one for those that hold."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sim.measures.guardrails import Guardrail
from sim.report.console import table

STYLES = {"ok": "green", "look": "yellow", "broken": "bold red"}


def guardrails_table(rails: Sequence[Guardrail]) -> RenderableType:
    """Return what was looked at after the run, with verdict and sentence."""
    made = table("guardrail", "", "", wrap=("",))
    for one in rails:
        made.add_row(one.name, Text(one.verdict, style=STYLES[one.verdict]), f"{one.sentence}.")
    return Group(made)
