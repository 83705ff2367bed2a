"""Shares and mixes: numbers from 0 to 1, and groups of them that must be complete or add up to 1."""

from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from sim.domain.words import PRIORITIES, Reason
from sim.scenario.schema.times import ReasonName, RoleName

K = TypeVar("K")
V = TypeVar("V")

TOLERANCE = 1e-6

Share = Annotated[float, Field(ge=0, le=1)]
"""A share, 0 to 1."""

Priority = Annotated[int, Field(ge=1, le=5)]
"""A priority, 1 the most urgent."""

NonNegative = Annotated[float, Field(ge=0, le=1e6)]
"""A weight, a factor, an amount: zero or more."""

Minutes = Annotated[float, Field(ge=0, le=525_600)]
"""Minutes, up to a year."""

LIST_ROLES: tuple[RoleName, ...] = ("nurse", "physiotherapist", "counsellor", "physician", "medical_admin")


def add_up(shares: Iterable[float]) -> None:
    """Refuse shares that do not add up to 1.

    Raises
    ------
    ValueError
        With their sum.
    """
    total = sum(shares)
    if abs(total - 1) > TOLERANCE:
        raise ValueError(f"the shares add up to {total:.7g}, not 1")


def _whole(mix: dict[K, float]) -> dict[K, float]:
    add_up(mix.values())
    return mix


def _whole_list(shares: list[float]) -> list[float]:
    add_up(shares)
    return shares


def _at_most_one(mix: dict[K, float]) -> dict[K, float]:
    total = sum(mix.values())
    if total > 1 + TOLERANCE:
        raise ValueError(f"the shares add up to {total:.7g}, more than 1")
    return mix


def every(keys: Iterable[K]) -> AfterValidator:
    """Return a validator that refuses a mapping in which one of the keys is missing."""
    wanted = tuple(keys)

    def check(found: dict[K, V]) -> dict[K, V]:
        missing = [str(key) for key in wanted if key not in found]
        if missing:
            raise ValueError(f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
        return found

    return AfterValidator(check)


Whole = AfterValidator(_whole)
"""Refuses a mix whose shares do not add up to 1."""

WholeList = AfterValidator(_whole_list)
"""The same for a list of shares."""

AtMostOne = AfterValidator(_at_most_one)
"""Refuses a mix whose shares add up to more than 1."""

ReasonShares = Annotated[dict[ReasonName, Share], every(Reason.__members__), Whole]
"""Shares of all reasons."""

PriorityShares = Annotated[dict[Priority, Share], every(PRIORITIES), Whole]
"""Shares of all priorities."""

SomePriorityShares = Annotated[dict[Priority, Share], Whole]
"""Shares of some priorities."""
