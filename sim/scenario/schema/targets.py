"""Targets for the time to first contact, and money."""

from typing import Annotated, Literal

from pydantic import Field

from sim.domain.words import PRIORITIES, Basis
from sim.scenario.schema.base import HALF_TO_DOUBLE, Part, known
from sim.scenario.schema.shares import LIST_ROLES, NonNegative, Priority, every
from sim.scenario.schema.times import RoleName


class Target(Part):
    """A limit on the time to first contact."""

    within: float = Field(gt=0, le=525_600)
    """Minutes."""
    clock: Literal["elapsed", "weekday", "working"]
    """Which minutes count: all, those of weekdays, those of staffed hours."""


def _targets() -> dict[int, Target | None]:
    return {
        1: Target(within=15.0, clock="elapsed"),
        2: Target(within=120.0, clock="elapsed"),
        3: Target(within=1440.0, clock="elapsed"),
        4: Target(within=1440.0, clock="weekday"),
        5: None,
    }


class Targets(Part):
    """What a wait is measured against [PR-3]."""

    priorities: Annotated[dict[Priority, Target | None], every(PRIORITIES)] = known(
        _targets, Basis.document, "nearest 24 hours; 4 on a weekday; 5 none of its own [PR-3]",
        by_key={
            1: (Basis.assumption, "at once; the region's page for 1177 by telephone names 15 minutes [PR-3]"),
            2: (Basis.source, "the region's page for 1177 by telephone: one or a few hours [PR-3]"),
        },
    )  # fmt: skip
    """By listed priority; null for none. 1 and 2 run from opening when the case waited for opening."""
    any: Target | None = Field(default=None)
    """A further target for every case, such as 15 working minutes (the region's goal for 1177 by telephone)."""
    care_guarantee: bool = known(False, Basis.source, "Socialstyrelsen: contact on day 0, assessment within 3 days")
    """Also show the national care guarantee: contact on the day of arrival, by a clinical role within three days."""


HOURLY: dict[RoleName, float] = {
    "nurse": 446.0, "physiotherapist": 425.0, "counsellor": 425.0, "physician": 937.0, "medical_admin": 306.0,
}  # fmt: skip


class Costs(Part):
    """Money, in SEK."""

    hourly: Annotated[dict[RoleName, NonNegative], every(LIST_ROLES)] = known(
        lambda: dict(HOURLY),
        Basis.source,
        "monthly pay / 142 x 1.54 (Inera); pay 2021-2024: SCB, Vision, Läkartidningen",
        by_key={"counsellor": (Basis.assumption, "no figure published: the physiotherapist's")},
        plausible_by_key={
            "nurse": (357.0, 535.0, "assumption: a fifth less or more"),
            "physiotherapist": (340.0, 510.0, "assumption: a fifth less or more"),
            "counsellor": (340.0, 510.0, "assumption: a fifth less or more"),
            "physician": (750.0, 1124.0, "assumption: a fifth less or more"),
            "medical_admin": (245.0, 367.0, "assumption: a fifth less or more"),
        },
    )
    """Employer's cost of an hour, by role."""
    sms: NonNegative = known(0.5, Basis.assumption, "no figure published", plausible=(0.25, 1.0, HALF_TO_DOUBLE))
    """One SMS."""
    fee: NonNegative = known(100.0, Basis.document, "a qualified distance contact [AF-4]")
    """Patient fee of a qualified distance contact."""
    fee_from_age: int = known(20, Basis.source, "1177.se Jönköping, patientavgifter", ge=0, le=150)
    """Youngest age that pays."""
    fee_free_from_age: int = known(85, Basis.source, "1177.se Jönköping, patientavgifter", ge=0, le=150)
    """Age from which nobody pays."""
