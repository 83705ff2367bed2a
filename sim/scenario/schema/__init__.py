"""The scenario format: every key is a field here, and the text under a field is its manual."""

from sim.scenario.schema.scenario import Scenario

__all__ = ["Scenario"]
