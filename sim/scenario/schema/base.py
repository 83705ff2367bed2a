"""What every part of a scenario shares: strict frozen models, and numbers that say where they come from."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from sim.domain.words import Basis


class Part(BaseModel):
    """A part of a scenario: unknown keys refused, nothing converted silently, nothing changed afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


Source = tuple[Basis, str]
"""Basis of a number and its origin in one line."""

Plausible = tuple[float, float, str]
"""Lowest and highest plausible value, and where these two come from; of a distribution: of its mean."""

HALF_TO_DOUBLE = "assumption: half to double"


def known(
    default: Any,  # noqa: ANN401 - as pydantic's Field
    basis: Basis,
    origin: str,
    *,
    by_key: Mapping[str | int, Source] | None = None,
    plausible: Plausible | None = None,
    plausible_by_key: Mapping[str | int, Plausible] | None = None,
    **constraints: Any,  # noqa: ANN401 - as pydantic.Field
) -> Any:  # noqa: ANN401 - as pydantic.Field
    """Declare a default together with its basis and origin, for ``direktsim assumptions``.

    Parameters
    ----------
    default
        The value when a scenario says nothing; a callable makes a new one each time.
    basis
        ``document`` (the recommendation), ``source`` (published elsewhere) or ``assumption``.
    origin
        One line: where the number was read or why it was assumed.
    by_key
        For a mapping: basis and origin of those keys that differ.
    plausible
        Between which values the truth is taken to lie; left out where a value is decided, not uncertain.
    plausible_by_key
        The same for the keys of a mapping, ``nurse.physician`` in a mapping of mappings. Of a list of shares it is the
        range of the first.
    **constraints
        Passed to ``pydantic.Field`` (``ge``, ``le``, ``gt`` ...).

    Returns
    -------
    Any
        A pydantic field.
    """
    provenance: JsonDict = {"basis": basis.value, "origin": origin}
    if by_key:
        provenance["by_key"] = {str(key): [other.value, text] for key, (other, text) in by_key.items()}
    if plausible:
        provenance["plausible"] = list(plausible)
    if plausible_by_key:
        provenance["plausible_by_key"] = {str(key): list(one) for key, one in plausible_by_key.items()}
    if callable(default):
        return Field(default_factory=default, json_schema_extra=provenance, **constraints)
    return Field(default=default, json_schema_extra=provenance, **constraints)
