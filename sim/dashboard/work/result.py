"""The figures of a comparison as they lie on the disk and come back for a page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from sim.measures import Comparison, Summary


@dataclass(frozen=True, slots=True)
class Compared:
    """A base and others on the same patients.

    Attributes
    ----------
    names
        Of the scenarios, the base first.
    targets
        By scenario and priority: minutes and clock, None where there is no target.
    seed, replications, asked
        Seed of the draws; replications that the figures are made from, and that were asked for.
    summaries
        Of each scenario, without the figures of single replications.
    comparisons
        Of each other with the base.
    """

    names: list[str]
    targets: list[dict[int, tuple[float, str] | None]]
    seed: int
    replications: int
    asked: int
    summaries: list[Summary]
    comparisons: list[Comparison]

    @property
    def whole(self) -> bool:
        """Everything that was asked for is in it."""
        return self.replications == self.asked

    def bare(self) -> "Compared":
        """Return the same without the figures of single replications, as it is kept."""
        return replace(self, summaries=[replace(one, by_replication=[]) for one in self.summaries])

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain JSON."""
        return dict(_adapter().dump_python(self.bare()))

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Compared":
        """Return what `as_json` wrote.

        Raises
        ------
        ValueError
            It is not that.
        """
        return _adapter().validate_python(content)


@cache
def _adapter() -> TypeAdapter[Compared]:
    return TypeAdapter(Compared)
