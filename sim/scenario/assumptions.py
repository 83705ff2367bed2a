"""Every number that a scenario rests on, with its basis and where it comes from."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from sim.domain.words import Basis
from sim.scenario.loaded import Loaded
from sim.scenario.schema import Scenario
from sim.scenario.schema.base import Part
from sim.scenario.schema.targets import Target
from sim.scenario.schema.times import span_text
from sim.scenario.schema.units import Unit

LEFT_OUT = frozenset({"question", "extends", "people", "closures"})
"""Parts that are the roster and the question, not numbers that stand behind them."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number or choice.

    Attributes
    ----------
    path
        Place in a scenario file: ``work.documentation``, ``patients.reasons.back``.
    value
        A number, text, ``true`` or ``false``, a list; a distribution as ``lognormal (mean 8, cv 0.6)``; null for none.
    basis
        ``document``, ``source``, ``assumption``, or ``scenario`` where a file sets it.
    origin
        Where it was read or why it was assumed; the file and line that set it.
    low, high
        Between which values the truth is taken to lie, whatever the file sets: of a distribution its mean, of a list of
        shares the first. None where a value is decided, not uncertain.
    range_origin
        Where these two come from; empty without them.
    """

    path: str
    value: Any
    basis: str
    origin: str
    low: float | None = None
    high: float | None = None
    range_origin: str = ""


def assumptions(loaded: Loaded) -> list[Assumption]:
    """List every parameter of a scenario; a mix has a row for each of its keys.

    Parameters
    ----------
    loaded
        A scenario with its places.

    Returns
    -------
    list of Assumption
        In the order of the format; units as far as the scenario says something about them.
    """
    return list(_rows(loaded, loaded.scenario, ""))


def assumptions_of(scenario: Scenario) -> list[Assumption]:
    """List every parameter of a scenario that has no file: what is not as by default counts as set by the scenario.

    Parameters
    ----------
    scenario
        Any scenario, such as one that is written out whole.

    Returns
    -------
    list of Assumption
        As from `assumptions`, but for what only a file says, such as units; what is set by the scenario has no origin.
    """
    usual = {
        name: field.get_default(call_default_factory=True)
        for name, field in Scenario.model_fields.items()
        if not field.is_required()
    }
    by_default = {row.path: row.value for row in _without_file(scenario.model_copy(update=usual))}
    return [
        row
        if row.path in by_default and by_default[row.path] == row.value
        else replace(row, basis=Basis.scenario.value, origin="")
        for row in _without_file(scenario)
    ]


def _without_file(scenario: Scenario) -> list[Assumption]:
    return assumptions(Loaded(scenario, Path(), frozenset(), {}))


def _rows(loaded: Loaded, part: Part, path: str) -> Iterator[Assumption]:
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if not path and name in LEFT_OUT:
            continue
        source = {} if isinstance(part, Unit) else _source(field)
        yield from _leaves(loaded, value, f"{path}.{field.alias or name}".removeprefix("."), source)


def _leaves(loaded: Loaded, value: object, path: str, source: dict[str, Any]) -> Iterator[Assumption]:
    """Yield the rows under one key; ``source`` is the provenance of its default."""
    if isinstance(value, Part) and not _is_one_value(value):
        yield from _rows(loaded, value, path)
    elif isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves(loaded, item, f"{path}.{key}", _of_key(source, str(key)))
    else:
        written = _written(loaded, path)
        plausible = source.get("plausible", (None, None, ""))
        if written is not None:
            yield Assumption(path, shown(value), Basis.scenario.value, written, *plausible)
        elif source.get("basis"):
            yield Assumption(path, shown(value), source["basis"], source["origin"], *plausible)


def _of_key(source: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the provenance of what stands under one key of a mapping."""
    basis, origin = source.get("by_key", {}).get(key, (source.get("basis"), source.get("origin")))
    ranges = source.get("plausible_by_key", {})
    inside = {name.removeprefix(f"{key}."): one for name, one in ranges.items() if name.startswith(f"{key}.")}
    below = {"basis": basis, "origin": origin, "plausible_by_key": inside}
    return below | ({"plausible": ranges[key]} if key in ranges else {})


def _written(loaded: Loaded, path: str) -> str | None:
    """File and line that set a value or a part of it."""
    if path not in loaded.lines:
        return None
    file, line = loaded.lines[path]
    return f"{file.name}:{line}" if line else file.name


def _source(field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra
    return dict(extra) if isinstance(extra, dict) else {}


def _is_one_value(part: Part) -> bool:
    """Whether a part is read as one value: a distribution, a target."""
    return isinstance(part, Target) or "distribution" in type(part).model_fields


def shown(value: object) -> object:
    """Return a value as tables and texts show it: a distribution in one line, times and dates as written."""
    if isinstance(value, Target):
        return f"{value.within:g} minutes, {value.clock}"
    if isinstance(value, Part):
        return _distribution(value.model_dump(exclude_none=True))
    if isinstance(value, tuple):
        return span_text(value)
    if isinstance(value, list):
        return [shown(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _distribution(said: dict[str, Any]) -> str:
    """Return ``lognormal (mean 8, cv 0.6)``; a constant is its number, a mixture lists its parts."""
    name = said["distribution"]
    if name == "constant":
        return f"{said['value']:g}"
    if name == "mixture":
        return " or ".join(f"{100 * part['share']:g} % {_distribution(part['of'])}" for part in said["parts"])
    numbers = ", ".join(f"{key} {_number(value)}" for key, value in said.items() if key != "distribution")
    return f"{name} ({numbers})"


def _number(value: object) -> str:
    if isinstance(value, list):
        return f"of {len(value)} numbers"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
