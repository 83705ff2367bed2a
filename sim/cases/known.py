"""What is known when it is drawn what becomes of the cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from sim.cases.attributes import Requests
from sim.cases.draws import Draws, Words
from sim.cases.routing import Routed
from sim.scenario.schema import Scenario
from sim.scenario.settings import UnitSettings
from sim.tables import Ints, PlanTable

Fixed = Mapping[str, Ints]
"""Columns of whole numbers that a trace fixes, ``FREE`` where it does not; empty for synthetic cases."""
FREE = -99
"""In a column of a trace: the file does not say, the draw holds."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all cases: the scenario, its units' settings by name, its plan, and the replication's draws."""

    scenario: Scenario
    settings: Mapping[str, UnitSettings]
    plan: PlanTable
    draws: Draws


@dataclass(frozen=True, slots=True)
class Known:
    """The cases so far, N of each: origins, where care is sought, ``Stream``, who asks for what, where it goes."""

    origin: Words
    unit: Ints
    stream: Ints
    requests: Requests
    routed: Routed
