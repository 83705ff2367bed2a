"""The JSON Schema of scenario files, by which editors complete and check while a planner types."""

from typing import Any

from pydantic.fields import FieldInfo

from sim.scenario.assumptions import shown
from sim.scenario.schema import Scenario
from sim.scenario.schema.base import Part

NUMBER = {"type": "number", "minimum": 0, "description": "Always the same value."}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file.

    It is somewhat wider than the check of a whole scenario: a file that extends another names only what it changes, so
    inside the parts nothing is required, and ``null`` may take a unit, a person or a share away.

    Returns
    -------
    dict
        With the manual of every key, its default and where the default comes from as its description.
    """
    schema = Scenario.model_json_schema(by_alias=True)
    parts = {part.__name__: part for part in Part.__subclasses__()}
    for name, described in [*schema["$defs"].items(), (Scenario.__name__, schema)]:
        described.pop("required", None)
        for key, field in parts[name].model_fields.items():
            _describe(described["properties"][field.alias or key], field)
    widened: dict[str, Any] = _widen(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **widened,
        "title": "A scenario of direktsim",
        "anyOf": [{"required": ["extends"]}, {"required": ["question", "horizon", "units"]}],
    }


def _describe(described: dict[str, Any], field: FieldInfo) -> None:
    """Put a default with its basis and origin into the text that editors show."""
    basis, origin = described.pop("basis", None), described.pop("origin", None)
    for key in ("by_key", "plausible", "plausible_by_key"):
        described.pop(key, None)
    text = " ".join(str(field.description).replace("``", "`").split())
    if basis is not None:
        default = default_text(field.get_default(call_default_factory=True))
        text += f"\n\nDefault: {default} ({basis}: {origin}).{plausible_text(field)}"
    described["description"] = text


def plausible_text(field: FieldInfo) -> str:
    """Return between which values the truth is taken to lie."""
    extra: dict[str, Any] = dict(field.json_schema_extra) if isinstance(field.json_schema_extra, dict) else {}
    ranges = {"": extra["plausible"]} if "plausible" in extra else extra.get("plausible_by_key", {})
    said = [f"{key} {low:g} to {high:g} ({origin})".strip() for key, (low, high, origin) in ranges.items()]
    return f" Plausible: {'; '.join(said)}." if said else ""


def default_text(value: object) -> str:
    """Return a default as texts show it; keys of a mapping with their values in one line."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {default_text(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(default_text, value)) or "none"
    text = shown(value)
    return str(text).lower() if isinstance(text, bool) or text is None else str(text)


def _widen(value: Any) -> Any:  # noqa: ANN401 - the same kind of value as went in
    """Allow short forms of distributions, and null where a key can be taken away."""
    if isinstance(value, list):
        return [_widen(item) for item in value]
    if not isinstance(value, dict):
        return value
    wide = {key: _widen(item) for key, item in value.items()}
    if wide.pop("discriminator", None) is not None:
        wide["anyOf"] = [*wide.pop("oneOf"), NUMBER]
    if "patternProperties" in wide:
        wide["additionalProperties"] = False
    if isinstance(wide.get("additionalProperties"), dict):
        wide["additionalProperties"] = {"anyOf": [wide["additionalProperties"], {"type": "null"}]}
    return wide
