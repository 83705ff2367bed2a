"""Who the patients are and what they seek care for."""

from typing import Annotated

from sim.domain.words import PRIORITIES, Basis
from sim.scenario.schema.base import HALF_TO_DOUBLE, Part, known
from sim.scenario.schema.distributions import Distribution, Gamma
from sim.scenario.schema.shares import Priority, PriorityShares, ReasonShares, Share, SomePriorityShares, every
from sim.scenario.schema.times import ReasonName

REASONS: dict[ReasonName, float] = {
    "back": 0.04, "knee": 0.025, "shoulder": 0.02, "leg": 0.015,
    "stress": 0.02, "low_mood": 0.015, "anxiety": 0.025, "administrative": 0.16,
    "skin": 0.20, "respiratory": 0.14, "gastrointestinal": 0.07, "urinary": 0.06, "medicines": 0.07, "other": 0.14,
}  # fmt: skip
CORRECTION: dict[int, dict[int, float]] = {
    1: {1: 0.463, 2: 0.537},
    2: {1: 0.024, 2: 0.463, 3: 0.513},
    3: {2: 0.024, 3: 0.463, 4: 0.513},
    4: {3: 0.024, 4: 0.463, 5: 0.513},
    5: {4: 0.024, 5: 0.976},
}


class Patients(Part):
    """Mixes of age, reason and priority."""

    age: Distribution = known(
        lambda: Gamma(distribution="gamma", mean=36.4, cv=18.9 / 36.4),
        Basis.source,
        "EGPRN abstract 1177 Direct, n = 3 717: mean 36.4, SD 18.9 (shape: assumption)",
        plausible=(30.0, 45.0, "assumption: a younger or an older list"),
    )
    """Age in years, cut at 1 and 100."""
    reasons: ReasonShares = known(
        lambda: dict(REASONS),
        Basis.assumption,
        "the two flows 10 % and 6 %, the rest after Alice Agora and Glock 2024",
        by_key={"administrative": (Basis.source, "Region Kalmar: 16 %")},
        plausible_by_key={
            "back": (0.02, 0.08, HALF_TO_DOUBLE),
            "knee": (0.0125, 0.05, HALF_TO_DOUBLE),
            "shoulder": (0.01, 0.04, HALF_TO_DOUBLE),
            "leg": (0.0075, 0.03, HALF_TO_DOUBLE),
            "stress": (0.01, 0.04, HALF_TO_DOUBLE),
            "low_mood": (0.0075, 0.03, HALF_TO_DOUBLE),
            "anxiety": (0.0125, 0.05, HALF_TO_DOUBLE),
            "administrative": (0.08, 0.3, "assumption: half to nearly double"),
        },
    )
    """Shares of the reasons; they add up to 1."""
    priorities: PriorityShares = known(
        lambda: {1: 0.015, 2: 0.165, 3: 0.30, 4: 0.37, 5: 0.15},
        Basis.source,
        "Norwegian Watchtowers, BMC 1472-6963-9-123: red 1.4, yellow 16.6, green 82.0 %",
        by_key=dict.fromkeys((3, 4, 5), (Basis.assumption, "only 3 to 5 together are published: 82.0 %")),
        plausible_by_key={
            1: (0.0075, 0.03, HALF_TO_DOUBLE),
            2: (0.08, 0.25, "assumption: half to half as much again"),
            3: (0.2, 0.4, "assumption: a third less or more"),
            5: (0.07, 0.3, HALF_TO_DOUBLE),
        },
    )
    """Shares of the priorities that the automatic triage lists, of all but administrative cases; they add up to 1."""
    administrative_priority: Priority = known(
        4, Basis.assumption, "no figure published", plausible=(3, 5, "assumption: one step either way")
    )
    """Priority of administrative cases."""
    correction: Annotated[dict[Priority, SomePriorityShares], every(PRIORITIES)] = known(
        lambda: {listed: dict(row) for listed, row in CORRECTION.items()},
        Basis.assumption,
        "built to Liu et al., Omaolo study, n = 877: 54 % exact, 97.6 % not under-triaged [RO-9]",
        plausible_by_key={
            "1.1": (0.3, 0.7, "assumption: as listed in 3 to 7 of 10"),
            "2.2": (0.3, 0.7, "assumption: as listed in 3 to 7 of 10"),
            "3.3": (0.3, 0.7, "assumption: as listed in 3 to 7 of 10"),
            "4.4": (0.3, 0.7, "assumption: as listed in 3 to 7 of 10"),
            "5.5": (0.9, 1.0, "assumption: up to a tenth corrected"),
        },
    )
    """By listed priority: shares of the priority after the first turn; each row adds up to 1."""
    protected_identity: Share = known(
        0.003,
        Basis.assumption,
        "no figure published [IN-3, IN-4]",
        plausible=(0.001, 0.01, "assumption: a third to three times"),
    )
    """Share of patients, and of guardians, with protected identity."""
    protected_identity_needs_voice: Share = known(
        1.0,
        Basis.assumption,
        "each such contact may need name or place [IN-4]",
        plausible=(0.5, 1.0, "assumption: half of them to all"),
    )
    """Share of the cases with protected identity that move to voice or video."""
