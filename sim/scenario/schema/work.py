"""How long the work takes, in minutes."""

from typing import Annotated

from pydantic import Field

from sim.domain.words import Basis
from sim.scenario.schema.base import HALF_TO_DOUBLE, Part, known
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
        _conversation,
        Basis.assumption,
        "no figure published",
        by_key={
            "nurse": (Basis.assumption, "telephone triage 4.4, 1177 Stockholm 6-8, chat about twice a call"),
            "counsellor": (Basis.source, "Caffery & Smith 2007, n = 8 266 written consultations: 24, SD 14.6"),
            "physician": (Basis.source, "Salisbury 2020 table 1, e-consultation 4 (3-5)"),
        },
        plausible_by_key={
            "nurse": (4.0, 16.0, HALF_TO_DOUBLE),
            "physiotherapist": (5.0, 20.0, HALF_TO_DOUBLE),
            "counsellor": (18.0, 30.0, "assumption: a quarter less or more"),
            "physician": (3.0, 5.0, "source: Salisbury 2020 table 1, 3-5"),
            "medical_admin": (2.0, 8.0, HALF_TO_DOUBLE),
        },
    )
    """By role: minutes of conversation over all turns of a stage."""
    turns: Annotated[dict[RoleName, Turns], every(LIST_ROLES)] = known(
        _turns,
        Basis.assumption,
        "no figure published; physician and medical_admin at most two",
        plausible_by_key={
            "nurse": (0.1, 0.5, "assumption: a tenth to half end after one turn"),
            "physiotherapist": (0.1, 0.5, "assumption: a tenth to half end after one turn"),
            "counsellor": (0.3, 0.8, "assumption: 3 to 8 of 10 end after one turn"),
            "physician": (0.3, 0.8, "assumption: 3 to 8 of 10 end after one turn"),
            "medical_admin": (0.3, 0.8, "assumption: 3 to 8 of 10 end after one turn"),
        },
    )
    """By role: shares of conversations with one, two, ... staff turns; they add up to 1."""
    first_turn_weight: float = known(
        2.0, Basis.assumption, "the first turn has the reading", gt=0, le=100, plausible=(1.0, 4.0, HALF_TO_DOUBLE)
    )
    """How much longer the first turn is than a later one."""
    documentation: Distribution = known(
        lambda: minutes(4.0), Basis.assumption, "no figure published [AF-2]", plausible=(2.0, 8.0, HALF_TO_DOUBLE)
    )
    """Documentation of a clinical case; administrative cases need none (document)."""
    registration: Distribution = known(
        lambda: minutes(2.0), Basis.assumption, "no figure published [AF-3]", plausible=(1.0, 4.0, HALF_TO_DOUBLE)
    )
    """Registering a qualified contact."""
    booking: Distribution = known(
        lambda: minutes(3.0),
        Basis.assumption,
        "in both systems; no figure published [AF-1]",
        plausible=(1.5, 6.0, HALF_TO_DOUBLE),
    )
    """Booking a digital visit."""
    visit: float = known(
        20.0,
        Basis.assumption,
        "no figure published [AF-1]",
        ge=1,
        le=480,
        plausible=(10.0, 30.0, "assumption: half to half as long again"),
    )
    """Length of a digital visit slot."""
    handover_same_provider: Distribution = known(
        lambda: minutes(2.0), Basis.assumption, "no figure published [UN-8]", plausible=(1.0, 4.0, HALF_TO_DOUBLE)
    )
    """Handing over to a unit of the same care provider."""
    handover_other_provider: Distribution = known(
        lambda: minutes(6.0), Basis.assumption, "a new case is built [UN-8]", plausible=(3.0, 12.0, HALF_TO_DOUBLE)
    )
    """Handing over to another care provider."""
    reminder: Distribution = known(
        lambda: minutes(1.0), Basis.assumption, "no figure published [CO-3]", plausible=(0.5, 2.0, HALF_TO_DOUBLE)
    )
    """A reminder with an SMS."""
    call: Distribution = known(
        lambda: minutes(4.0), Basis.assumption, "no figure published [CO-4]", plausible=(2.0, 8.0, HALF_TO_DOUBLE)
    )
    """An attempt by telephone, without the turns that follow if the patient answers."""
    picture: Distribution = known(
        lambda: minutes(2.0), Basis.assumption, "no figure published [CO-8]", plausible=(1.0, 4.0, HALF_TO_DOUBLE)
    )
    """Starting an async case for a picture."""
    protected_identity: Distribution = known(
        lambda: Constant(distribution="constant", value=8.0),
        Basis.assumption,
        "no figure published [IN-4]",
        plausible=(4.0, 16.0, HALF_TO_DOUBLE),
    )
    """Extra minutes for voice or video with a protected identity."""
