"""What is asked for: whole scenarios and how they are played. Two who ask the same share the answer."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sim.scenario.files import load_text
from sim.scenario.loaded import Loaded
from sim.scenario.resolved import resolved_yaml
from sim.store import code_version

LAYOUT = 1
"""Number of the layout of outcomes: raised when one written before can no longer be read."""
DIGITS = 16
"""Of the digest, in the name of an assignment."""


@dataclass(frozen=True, slots=True)
class Written:
    """A scenario written out whole, so that no file has to be there when it is played.

    Attributes
    ----------
    name
        As it is called on screen.
    text
        YAML with every value, its own or a default.
    """

    name: str
    text: str

    @classmethod
    def of(cls, name: str, loaded: Loaded) -> "Written":
        """Write a scenario out."""
        return cls(name, resolved_yaml(loaded.scenario))

    def read(self) -> Loaded:
        """Read it again; raises InputError if it is no scenario."""
        return load_text(self.text)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes
    ----------
    kind
        One of `kinds.KINDS`.
    scenarios
        What is played, the base first.
    seed, replications
        As in a scenario; for all of them.
    more
        What the kind wants beside: plain JSON.
    code
        Version of the code that is to play it; a process of another version, left from before, does not.
    """

    kind: str
    scenarios: tuple[Written, ...]
    seed: int
    replications: int
    more: Mapping[str, Any] = field(default_factory=dict)
    code: str = field(default_factory=code_version)

    @property
    def fingerprint(self) -> str:
        """Hash of everything that decides the answer: the name of its assignment, and what results are labelled by."""
        decisive = {**self.as_json(), "layout": LAYOUT}
        return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:DIGITS]

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain JSON."""
        return {**asdict(self), "scenarios": [asdict(one) for one in self.scenarios], "more": dict(self.more)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Request":
        """Return what `as_json` wrote.

        Raises
        ------
        KeyError, TypeError
            It is not that.
        """
        scenarios = tuple(Written(**one) for one in content["scenarios"])
        return cls(
            content["kind"], scenarios, content["seed"], content["replications"], content["more"], content["code"]
        )
