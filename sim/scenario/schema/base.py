"""What every part of a scenario shares: strict frozen models, and numbers that say where they come from."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from sim.domain.words import Basis


class Part(BaseModel):
    """A part of a scenario: unknown keys refused, nothing converted silently, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


def known(default: Any, basis: Basis, origin: str, **constraints: Any) -> Any:
    """Declare a default together with its basis and origin, for ``direktsim assumptions``.

    Parameters
    ----------
    default
        The value when a scenario says nothing; a callable makes a new one each time.
    basis
        ``document`` (the recommendation), ``source`` (published elsewhere) or ``assumption``.
    origin
        One line: where the number was read or why it was assumed.
    **constraints
        Passed to ``pydantic.Field`` (``ge``, ``le``, ``gt`` ...).

    Returns
    -------
    Any
        A pydantic field.
    """
    provenance: JsonDict = {"basis": basis.value, "origin": origin}
    if callable(default):
        return Field(default_factory=default, json_schema_extra=provenance, **constraints)
    return Field(default=default, json_schema_extra=provenance, **constraints)
