"""In which places two scenarios differ, as their files would be written out whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.scenario.resolved import resolved
from sim.scenario.schema import Scenario

QUESTIONS = ("question", "extends")
"""Places that simulate nothing."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One place.

    Attributes
    ----------
    path
        Dotted, as messages print it: ``people.nurse-3.week.mon``.
    base, other
        What stands there, plain values; None where nothing does.
    """

    path: str
    base: Any
    other: Any


def differing(base: Scenario, other: Scenario) -> list[Differing]:
    """Return every place in which two scenarios differ.

    Parameters
    ----------
    base, other
        The scenarios; questions are not compared.

    Returns
    -------
    list of Differing
        In the order of the format; of a person, unit or number that one of them lacks, a place for each of its values.
    """
    sides = [dict(_leaves(resolved(one), "")) for one in (base, other)]
    paths = dict.fromkeys(path for side in sides for path in side if path not in QUESTIONS)
    pairs = [(path, sides[0].get(path), sides[1].get(path)) for path in paths]
    return [Differing(path, before, after) for path, before, after in pairs if before != after]


def _leaves(value: object, path: str) -> Iterator[tuple[str, Any]]:
    """Yield what stands at each place; a list of plain values is one value, one of mappings is numbered."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}".removeprefix("."))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{place}]")
    else:
        yield path, value
