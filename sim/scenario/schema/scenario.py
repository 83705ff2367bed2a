"""A whole scenario."""

from typing import Annotated

from pydantic import Field, model_validator

from sim.domain.words import Basis
from sim.scenario.schema.base import Part, known
from sim.scenario.schema.calendar import Calendar, Horizon
from sim.scenario.schema.conversation import Conversation
from sim.scenario.schema.demand import Demand
from sim.scenario.schema.flow import Flow
from sim.scenario.schema.patients import Patients
from sim.scenario.schema.people import Person, Staffing
from sim.scenario.schema.targets import Costs, Targets
from sim.scenario.schema.times import Name
from sim.scenario.schema.units import Closure, Policy, Unit
from sim.scenario.schema.work import Work


class Scenario(Part):
    """What is simulated: units, people, demand, and every number that the rules leave open."""

    question: str = Field(min_length=1, max_length=1000)
    """The question that the scenario answers, in a sentence."""
    extends: str | None = None
    """Another scenario file in the same folder or below it, whose values hold where this one is silent."""
    horizon: Horizon
    """The time that is simulated: ``{ from: 2026-01-05, weeks: 26 }``."""
    seed: int = known(1, Basis.assumption, "any seed does; the same one for what is compared", ge=0, le=2**63 - 1)
    """Same seed, same patients."""
    replications: int = known(30, Basis.assumption, "a run says if more are needed", ge=1, le=100_000)
    """How many times the horizon is played with new patients."""
    calendar: Calendar = Field(default_factory=Calendar)
    """Staffed hours and days."""
    units: dict[Name, Unit] = Field(min_length=1)
    """Clinics and branches by name: ``{ rosengard: { listed: 8250 } }``."""
    people: dict[Name, Person] = Field(default_factory=dict)
    """People by name: ``{ nurse-1: { unit: rosengard, role: nurse, week: { mon-fri: [08:00-12:00] } } }``."""
    closures: list[Closure] = Field(default_factory=list, max_length=2000)
    """Planned closures."""
    backlog: dict[str, Annotated[int, Field(ge=0, le=100_000)]] = Field(default_factory=dict)
    """By unit: cases that wait when the horizon begins, instead of a warm-up."""
    policy: Policy = Field(default_factory=Policy)
    """Decisions that hold for every unit without its own."""
    staffing: Staffing = Field(default_factory=Staffing)
    """What holds for everybody on duty."""
    demand: Demand = Field(default_factory=Demand)
    """How many cases come, and when."""
    patients: Patients = Field(default_factory=Patients)
    """Who the patients are."""
    work: Work = Field(default_factory=Work)
    """How long the work takes."""
    conversation: Conversation = Field(default_factory=Conversation)
    """How a conversation goes."""
    flow: Flow = Field(default_factory=Flow)
    """Where cases go after the first contact."""
    targets: Targets = Field(default_factory=Targets)
    """What a wait is measured against."""
    costs: Costs = Field(default_factory=Costs)
    """Money."""

    @model_validator(mode="before")
    @classmethod
    def _backlog_instead_of_warm_up(cls, data: object) -> object:
        """Let a stated backlog stand for the warm-up, unless a file states both (which the check refuses)."""
        if isinstance(data, dict) and data.get("backlog") and isinstance(data.get("horizon"), dict):
            return data | {"horizon": {"warm_up_weeks": 0} | data["horizon"]}
        return data
