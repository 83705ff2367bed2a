"""Where cases go after the first contact: referral, handover, visits."""

from typing import Annotated, Literal

from sim.domain.words import Basis
from sim.scenario.schema.base import HALF_TO_DOUBLE, Part, known
from sim.scenario.schema.shares import LIST_ROLES, AtMostOne, Share, every
from sim.scenario.schema.times import RoleName

QUALIFIED: dict[RoleName, float] = {
    "nurse": 0.15, "physiotherapist": 0.40, "counsellor": 0.60, "physician": 0.70, "medical_admin": 0.0,
}  # fmt: skip


class Flow(Part):
    """Shares of cases that go on."""

    referral: dict[RoleName, Annotated[dict[RoleName, Share], AtMostOne]] = known(
        lambda: {
            "nurse": {"physician": 0.20, "physiotherapist": 0.03, "counsellor": 0.02, "medical_admin": 0.03},
            "medical_admin": {"nurse": 0.10},
        },
        Basis.assumption,
        "no figure published [RO-9]",
        plausible_by_key={
            "nurse.physician": (0.1, 0.4, HALF_TO_DOUBLE),
            "nurse.physiotherapist": (0.015, 0.06, HALF_TO_DOUBLE),
            "nurse.counsellor": (0.01, 0.04, HALF_TO_DOUBLE),
            "nurse.medical_admin": (0.015, 0.06, HALF_TO_DOUBLE),
            "medical_admin.nurse": (0.05, 0.2, HALF_TO_DOUBLE),
        },
    )
    """By role that holds the case: shares referred to other roles."""
    referral_of_taken: dict[Literal["physiotherapist", "counsellor"], Share] = known(
        lambda: {"physiotherapist": 0.40, "counsellor": 0.40},
        Basis.assumption,
        "no figure published [RO-8]",
        plausible_by_key={
            "physiotherapist": (0.2, 0.6, "assumption: half to half as many again"),
            "counsellor": (0.2, 0.6, "assumption: half to half as many again"),
        },
    )
    """A case that nurses take over: share referred to the role it was taken from, instead of the share above."""
    visit: Share = known(
        0.05, Basis.assumption, "no figure published [AF-1]", plausible=(0.0, 0.10, "assumption: none to double")
    )
    """Share that leads to a digital visit."""
    physical_visit: Share = known(
        0.26,
        Basis.source,
        "Glock 2024, BMC Prim Care, 10 084 text visits: 25.8 % within 14 days",
        plausible=(0.2, 0.35, "assumption: a quarter less, a third more"),
    )
    """Share that leads to a physical visit, outside the model, counted."""
    late_for_visit: Share = known(
        0.05, Basis.assumption, "no figure published [CO-6]", plausible=(0.025, 0.1, HALF_TO_DOUBLE)
    )
    """Share of patients late for a digital visit."""
    handover: Share = known(
        0.02, Basis.assumption, "no figure published [UN-7]", plausible=(0.0, 0.04, "assumption: none to double")
    )
    """Share handed over to another unit."""
    writes_before_acceptance: Share = known(
        0.10, Basis.assumption, "no figure published [UN-9]", plausible=(0.05, 0.2, HALF_TO_DOUBLE)
    )
    """Share of patients who write between handover and acceptance."""
    qualified: Annotated[dict[RoleName, Share], every(LIST_ROLES)] = known(
        lambda: dict(QUALIFIED),
        Basis.assumption,
        "the fee is the document's, the shares assumed [AF-3, AF-4]",
        plausible_by_key={
            "nurse": (0.075, 0.3, HALF_TO_DOUBLE),
            "physiotherapist": (0.2, 0.8, HALF_TO_DOUBLE),
            "counsellor": (0.3, 0.9, "assumption: half to half as many again"),
            "physician": (0.35, 0.95, "assumption: half to nearly all"),
        },
    )
    """By role that ends the case: share of qualified contacts."""
