"""The fingerprint of a scenario: equal exactly when the same thing is simulated."""

import hashlib
import json

from sim.scenario.schema import Scenario

BESIDE = {"question", "extends", "seed", "replications"}
"""What is asked and how often it is played, not what is simulated; a manifest names seed and replications itself."""


def fingerprint(scenario: Scenario) -> str:
    """Return a hash of everything that is simulated.

    It depends neither on how a scenario is divided into files nor on defaults written out. The order of units and
    people counts: a tie between people is settled by it.

    Parameters
    ----------
    scenario
        A resolved scenario.

    Returns
    -------
    str
        64 hexadecimal digits (SHA-256), the same on every machine and in every Python.
    """
    content = scenario.model_dump(mode="json", by_alias=True, exclude=BESIDE)
    content["order"] = {"units": list(scenario.units), "people": list(scenario.people)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
