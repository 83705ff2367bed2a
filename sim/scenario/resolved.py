"""A scenario written out: its own values, those it extends and every default."""

import io
import json
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML

from sim.scenario.merge import WHOLE
from sim.scenario.schema import Scenario
from sim.scenario.schema.base import Part

QUIET = frozenset({"units", "people", "closures"})
"""Parts in which a key without a value only means that nothing is said: left out."""


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Return the whole scenario by the names that files use: itself a valid scenario with the same numbers.

    Parameters
    ----------
    scenario
        Any scenario.

    Returns
    -------
    dict
        Plain values; times and dates as text, priorities as whole numbers.
    """
    said = scenario.model_dump(by_alias=True, include=set(QUIET), exclude_defaults=True)
    whole = scenario.model_dump(by_alias=True, exclude={"extends", *QUIET})
    targets = whole.pop("targets")  # null means "no target" there, nothing elsewhere
    whole = _without_nulls(whole) | {"targets": targets}
    for name, defaults in _default_mixes():
        for key, default in defaults.items():
            if name in whole:
                whole[name][key] = _with_taken_away(whole[name][key], default)
    order = [name for name in Scenario.model_fields if name in said or name in whole]
    return {name: said[name] if name in said else whole[name] for name in order}


def resolved_json(scenario: Scenario) -> dict[str, Any]:
    """Return the same as JSON has it: every key is text."""
    plain: dict[str, Any] = json.loads(json.dumps(resolved(scenario)))
    return plain


def resolved_yaml(scenario: Scenario) -> str:
    """Return the same as YAML, a scenario file."""
    return as_yaml(resolved(scenario))


def as_yaml(values: dict[str, Any]) -> str:
    """Return plain values as YAML; whatever a text looks like, it comes back as that text."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.width = 120
    yaml.allow_unicode = True
    yaml.representer.sort_base_mapping_type_on_output = False
    stream = io.StringIO()
    yaml.dump(values, stream)
    return stream.getvalue()


def _default_mixes() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the default mixes of each part, over which a file is laid key by key."""
    for name, field in Scenario.model_fields.items():
        default = None if field.default_factory is None else field.get_default(call_default_factory=True)
        if isinstance(default, Part):
            mixes = {key: mix for key, mix in default.model_dump(by_alias=True).items() if isinstance(mix, dict)}
            yield name, {key: mix for key, mix in mixes.items() if (name, key) not in WHOLE}


def _with_taken_away(value: Any, default: object) -> Any:  # noqa: ANN401 - the same kind of value as went in
    """Write null for every key of a default mix that the scenario took away; else it would come back."""
    if not isinstance(value, dict) or not isinstance(default, dict) or not value or "distribution" in value:
        return value
    missing = {key: None for key in default if key not in value}
    return {key: _with_taken_away(one, default.get(key)) for key, one in value.items()} | missing


def _without_nulls(value: object) -> Any:  # noqa: ANN401 - the same kind of value as went in
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return value
