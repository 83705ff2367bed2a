"""How long the work takes, in minutes."""

from typing import Annotated

from pydantic import Field

from sim.domain.words import Basis
from sim.scenario.schema.base import Part, known
from sim.scenario.schema.distributions import Constant, Distribution, Lognormal
from sim.scenario.schema.shares import LIST_ROLES, Share, WholeList, every
from sim.scenario.schema.times import RoleName

Turns = Annotated[list[Share], Field(min_length=1, max_length=6), WholeList]
CV = 0.6


def minutes(mean: float, cv: float = CV) -> Lognormal:
    """Lognormal minutes of work."""
    return Lognormal(distribution="lognormal", mean=mean, cv=cv)


def _conversation() -> dict[RoleName, Distribution]:
    return {
        "nurse": minutes(8.0),
        "physiotherapist": minutes(10.0),
        "counsellor": minutes(24.0, 14.6 / 24.0),
        "physician": minutes(4.0),
        "medical_admin": minutes(4.0),
    }


def _turns() -> dict[RoleName, list[float]]:
    long = [0.25, 0.30, 0.25, 0.12, 0.05, 0.03]
    return {
        "nurse": list(long),
        "physiotherapist": list(long),
        "counsellor": [0.5, 0.3, 0.2],
        "physician": [0.5, 0.5],
        "medical_admin": [0.5, 0.5],
    }


class Work(Part):
    """Minutes of staff work."""

    conversation: Annotated[dict[RoleName, Distribution], every(LIST_ROLES)] = known(
        _conversation, Basis.assumption,
        "no figure published",
        by_key={
            "nurse": (Basis.assumption, "telephone triage 4.4, 1177 Stockholm 6-8, chat about twice a call"),
            "counsellor": (Basis.source, "Caffery & Smith 2007, n = 8 266 written consultations: 24, SD 14.6"),
            "physician": (Basis.source, "Salisbury 2020 table 1, e-consultation 4 (3-5)"),
        },
    )  # fmt: skip
    """By role: minutes of conversation over all turns of a stage."""
    turns: Annotated[dict[RoleName, Turns], every(LIST_ROLES)] = known(
        _turns, Basis.assumption, "no figure published; physician and medical_admin at most two"
    )
    """By role: shares of conversations with one, two, ... staff turns; they add up to 1."""
    first_turn_weight: float = known(2.0, Basis.assumption, "the first turn has the reading", gt=0, le=100)
    """How much longer the first turn is than a later one."""
    documentation: Distribution = known(lambda: minutes(4.0), Basis.assumption, "no figure published [AF-2]")
    """Documentation of a clinical case; administrative cases need none (document)."""
    registration: Distribution = known(lambda: minutes(2.0), Basis.assumption, "no figure published [AF-3]")
    """Registering a qualified contact."""
    booking: Distribution = known(lambda: minutes(3.0), Basis.assumption, "in both systems; no figure published [AF-1]")
    """Booking a digital visit."""
    visit: float = known(20.0, Basis.assumption, "no figure published [AF-1]", ge=1, le=480)
    """Length of a digital visit slot."""
    handover_same_provider: Distribution = known(lambda: minutes(2.0), Basis.assumption, "no figure published [UN-8]")
    """Handing over to a unit of the same care provider."""
    handover_other_provider: Distribution = known(lambda: minutes(6.0), Basis.assumption, "a new case is built [UN-8]")
    """Handing over to another care provider."""
    reminder: Distribution = known(lambda: minutes(1.0), Basis.assumption, "no figure published [CO-3]")
    """A reminder with an SMS."""
    call: Distribution = known(lambda: minutes(4.0), Basis.assumption, "no figure published [CO-4]")
    """An attempt by telephone, without the turns that follow if the patient answers."""
    picture: Distribution = known(lambda: minutes(2.0), Basis.assumption, "no figure published [CO-8]")
    """Starting an async case for a picture."""
    protected_identity: Distribution = known(
        lambda: Constant(distribution="constant", value=8.0), Basis.assumption, "no figure published [IN-4]"
    )
    """Extra minutes for voice or video with a protected identity."""
