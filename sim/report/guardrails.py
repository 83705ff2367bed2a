"""Guardrails on the screen: each that wants a look with its sentence, and in a line those that hold."""

from collections.abc import Sequence

from rich.text import Text

from sim.measures.guardrails import Guardrail

STYLES = {"ok": "green", "look": "yellow", "broken": "bold red"}


def guardrails_lines(rails: Sequence[Guardrail]) -> Text:
    """Return what was looked at after the run: first what wants a look, with verdict and sentence."""
    said = Text()
    for one in sorted((one for one in rails if one.verdict != "ok"), key=lambda one: one.verdict):
        said.append(one.verdict, style=STYLES[one.verdict])
        said.append(f": {one.name}, {one.sentence}.\n")
    good = [one.name for one in rails if one.verdict == "ok"]
    if good:
        said.append("ok", style=STYLES["ok"])
        said.append(f": {' · '.join(good)}")
    return said
