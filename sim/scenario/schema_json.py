"""The JSON Schema of scenario files, by which editors complete and check while a planner types."""

from typing import Any

from sim.scenario.schema import Scenario

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
    for part in [*schema["$defs"].values(), schema]:
        part.pop("required", None)
        for field in part.get("properties", {}).values():
            _describe(field)
    widened: dict[str, Any] = _widen(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **widened,
        "title": "A scenario of direktsim",
        "anyOf": [{"required": ["extends"]}, {"required": ["question", "horizon", "units"]}],
    }


def _describe(field: dict[str, Any]) -> None:
    """Put basis and origin of a default into the text that editors show."""
    basis, origin = field.pop("basis", None), field.pop("origin", None)
    field.pop("by_key", None)
    if basis is not None:
        text = " ".join(field.get("description", "").replace("``", "`").split())
        default = f"Default {field['default']}" if "default" in field else "Default"
        field["description"] = f"{text}\n\n{default} ({basis}): {origin}."


def _widen(value: Any) -> Any:  # noqa: ANN401 - the same kind of value as went in
    """Allow short forms of distributions, and null where a key can be taken away."""
    if isinstance(value, list):
        return [_widen(item) for item in value]
    if not isinstance(value, dict):
        return value
    wide = {key: _widen(item) for key, item in value.items()}
    if wide.pop("discriminator", None) is not None:
        wide["anyOf"] = [*wide.pop("oneOf"), NUMBER]
    if isinstance(wide.get("additionalProperties"), dict):
        wide["additionalProperties"] = {"anyOf": [wide["additionalProperties"], {"type": "null"}]}
    return wide
