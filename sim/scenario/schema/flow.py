"""Where cases go after the first contact: referral, handover, visits."""

from typing import Annotated, Literal

from sim.domain.words import Basis
from sim.scenario.schema.base import Part, known
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
        Basis.assumption, "no figure published [RO-9]",
    )  # fmt: skip
    """By role that holds the case: shares referred to other roles."""
    referral_of_taken: dict[Literal["physiotherapist", "counsellor"], Share] = known(
        lambda: {"physiotherapist": 0.40, "counsellor": 0.40}, Basis.assumption, "no figure published [RO-8]"
    )
    """A case that nurses take over: share referred to the role it was taken from, instead of the share above."""
    visit: Share = known(0.05, Basis.assumption, "no figure published [AF-1]")
    """Share that leads to a digital visit."""
    physical_visit: Share = known(
        0.26, Basis.source, "Glock 2024, BMC Prim Care, 10 084 text visits: 25.8 % within 14 days"
    )
    """Share that leads to a physical visit, outside the model, counted."""
    late_for_visit: Share = known(0.05, Basis.assumption, "no figure published [CO-6]")
    """Share of patients late for a digital visit."""
    handover: Share = known(0.02, Basis.assumption, "no figure published [UN-7]")
    """Share handed over to another unit."""
    writes_before_acceptance: Share = known(0.10, Basis.assumption, "no figure published [UN-9]")
    """Share of patients who write between handover and acceptance."""
    qualified: Annotated[dict[RoleName, Share], every(LIST_ROLES)] = known(
        lambda: dict(QUALIFIED),
        Basis.assumption,
        "the fee is the document's, the shares assumed [AF-3, AF-4]",
    )
    """By role that ends the case: share of qualified contacts."""
