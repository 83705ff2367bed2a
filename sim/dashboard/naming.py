"""Places of a scenario, their values and their origins, in the words of the reader's language.

A place is called by the catalogue ``places.json``: ``work.conversation.*`` names all of its kind. What no catalogue
knows keeps the name that files use.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from sim.dashboard.language import forms, known, t
from sim.dashboard.telling import name_of
from sim.domain.words import Basis, Role
from sim.scenario.assumptions import Assumption
from sim.scenario.knobs import Knob
from sim.units import MINUTE

RULES = re.compile(r"\s*\[((?:[A-Z]{2}-\d+(?:, )?)+)\]$")
"""Ids of rules at the end of an origin."""
TARGET = re.compile(r"([\d.]+) minutes, (elapsed|weekday|working)")
"""A target, as `sim.scenario.assumptions` shows it."""
_INDEX = re.compile(r"\[\d+\]")
MANY = 8
"""Numbers of a list from which on only their number is said."""


def place(path: str) -> str:
    """Return what stands at a place: ``Minutes per case, nurse``."""
    steps = _INDEX.sub("", path).split(".")
    for pattern, names in _patterns(steps):
        said = known(f"places.{pattern}", "")
        if said:
            return said.format(**dict(zip(("first", "second"), map(_named, names), strict=False)))
    return path


def part(path: str) -> str:
    """Return the part of a scenario in which a place stands."""
    first = path.partition(".")[0]
    return "horizon" if first in ("seed", "replications") else first


def group(path: str) -> str:
    """Return what the part is called in which a place stands."""
    return known(f"places.group.{part(path)}", part(path))


def value(plain: object) -> str:
    """Return a value as people say it: a number, yes or no, a word of the rules, a roster."""
    if plain is None or plain == []:
        return t("places.value.none")
    if isinstance(plain, bool):
        return t("places.value.yes" if plain else "places.value.no")
    if isinstance(plain, int | float):
        return number(plain)
    if isinstance(plain, list):
        numbers = all(isinstance(one, int | float) for one in plain)
        if numbers and len(plain) >= MANY:
            return t("places.value.numbers", number=len(plain))
        return ", ".join(value(one) for one in plain)
    if isinstance(plain, dict):
        return ", ".join(f"{key} {value(one)}" for key, one in plain.items())
    return _word(str(plain))


def number(plain: float) -> str:
    """Return a number with as many decimals as it needs, at most four digits that count."""
    if isinstance(plain, int) or float(plain).is_integer():
        return forms.decimal(plain, 0)
    decimals = len(f"{plain:.4g}".partition(".")[2])
    return forms.decimal(plain, decimals)


def held(row: Assumption, knob: Knob | None) -> str:
    """Return the value of an assumption: of a distribution its mean, of a list of shares the first."""
    target = TARGET.fullmatch(str(row.value))
    if target:
        return t(f"words.target.{target.group(2)}", length=forms.length(float(target.group(1)) * MINUTE))
    if knob is None:
        return value(row.value)
    return t("places.value.mean", mean=number(knob.value)) if "(" in str(row.value) else number(knob.value)


def basis(row: Assumption) -> str:
    """Return the basis of a number in a word."""
    return t(f"assumptions.basis.{row.basis}")


def origin(text: str) -> str:
    """Return where a number was read or why it was assumed, without the rules that it belongs to."""
    return known(f"origins.{RULES.sub('', text)}", RULES.sub("", text))


def rules_of(text: str) -> str:
    """Return the ids of the rules that an origin names."""
    found = RULES.search(text)
    return found.group(1) if found else ""


def set_by(row: Assumption) -> str:
    """Return the origin of a number; of one that the scenario sets, that it does."""
    if row.basis == Basis.scenario.value:
        return t("assumptions.set_by_scenario")
    return origin(row.origin)


def _patterns(steps: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the names that a place may have in the catalogue, the most particular first, with what stands at ``*``."""
    for many in range(min(2, len(steps) - 1) + 1):
        for chosen in combinations(range(1, len(steps)), many):
            pattern = ".".join("*" if at in chosen else step for at, step in enumerate(steps))
            yield pattern, [steps[at] for at in chosen]


def _named(step: str) -> str:
    """Return what a key is called: a role, a reason, a weekday; a unit or a person as a name is written."""
    if step in Role.__members__:
        return t(f"words.role.{step}")
    return known(f"places.name.{step}", step if step.isdigit() else name_of(step))


def _word(text: str) -> str:
    if text in Role.__members__:
        return t(f"words.role.{text}")
    return known(f"places.word.{text}", text)
