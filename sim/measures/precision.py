"""Replications until shares are known to a stated precision, and what the others would take.

The rule of Hoad, Robinson and Davies (2010, Journal of the Operational Research Society 61: 1632-1644): after each
replication the interval of the cumulative figure is looked at; the first replication from which it is narrow enough,
and stays so for some more (they look ahead so that one lucky stretch does not end the run), is enough. Here several
shares are followed at once, each a ratio of sums with its jackknife interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.measures.enough import replications_to_know
from sim.measures.estimate import FEWEST, Estimate, Floats, share
from sim.measures.replication import Replication
from sim.measures.tally import PLACE, offsets

FIRST = 10
"""Replications before anything is judged: the jackknife of fewer is too often too narrow where misses are rare."""
AHEAD = 5
"""Replications that are looked ahead up to the hundredth, in percent of the replications from then on (kLimit)."""

FOLLOWED: tuple[tuple[str, int], ...] = (
    *(("within_target", priority) for priority in (1, 2, 3, 4)),
    ("begun_same_day", 5),
)
"""The shares that are followed: flag of the case and listed priority (priority 5 has no target)."""

Known = Literal["met", "not met", "too few"]
Outcome = Literal["enough", "the most allowed", "interrupted"]


@dataclass(frozen=True, slots=True)
class Followed:
    """How well a share is known.

    Attributes
    ----------
    measure, priority
        See `FOLLOWED`.
    scenario
        Whose, where several are compared; empty otherwise.
    value, half
        The share; how far the further end of its interval lies from it. None where it cannot be said.
    known
        The half-width is met, not met, or fewer than 30 cases are decided.
    enough_at
        Replications from which on it was met; None if it is not.
    replications_needed
        Where it is not met: about how many would meet it; see `enough`. None without any case.
    """

    measure: str
    priority: int
    scenario: str
    value: float | None
    half: float | None
    known: Known
    enough_at: int | None
    replications_needed: int | None


@dataclass(frozen=True, slots=True)
class Precision:
    """What a run until precision came to.

    Attributes
    ----------
    half
        Half-width that was asked for, as a share.
    most
        Replications allowed.
    replications
        Replications played.
    outcome
        ``enough``: every share that the most allowed replications can bring to the half-width is there.
    enough_at
        Replications from which on all of these were; None before.
    shares
        Each by itself.
    """

    half: float
    most: int
    replications: int
    outcome: Outcome
    enough_at: int | None
    shares: list[Followed]


class UntilPrecise:
    """Follows shares replication by replication and says when to stop.

    Parameters
    ----------
    half
        Half-width wanted, as a share: 0.02 for 2 points.
    most
        Replications allowed.
    scenarios
        Names of the scenarios that are compared; one empty name for a single run.

    Raises
    ------
    ValueError
        The half-width is not above 0 and below 1, or nothing is allowed.
    """

    def __init__(self, half: float, most: int, scenarios: Sequence[str] = ("",)) -> None:
        if not 0 < half < 1 or most < 1:
            raise ValueError("a half-width above 0 and below 1, and at least one replication")
        self.half, self.most = half, most
        self._names = [(name, measure, priority) for name in scenarios for measure, priority in FOLLOWED]
        self._counts: list[list[tuple[float, float]]] = [[] for _ in self._names]
        self._met_since: list[int | None] = [None] * len(self._names)
        self._shares: list[Followed] = []

    @property
    def replications(self) -> int:
        """Replications seen so far."""
        return len(self._counts[0])

    def add(self, replications: Sequence[Replication]) -> bool:
        """Take the same replication of each scenario, in their order, and tell whether to stop."""
        return self.add_counts([pair for one in replications for pair in counts(one)])

    def add_counts(self, pairs: Sequence[tuple[float, float]]) -> bool:
        """Take numerator and denominator of each share in one more replication, and tell whether to stop."""
        for history, pair in zip(self._counts, pairs, strict=True):
            history.append(pair)
        self._shares = [self._judge(place) for place in range(len(self._names))]
        return self._enough() or self.replications >= self.most

    def reached(self) -> Precision:
        """Return what the run has come to."""
        enough = self._enough()
        outcome: Outcome = (
            "enough" if enough else "the most allowed" if self.replications >= self.most else "interrupted"
        )
        met = [one.enough_at for one in self._shares if one.enough_at is not None]
        return Precision(
            self.half, self.most, self.replications, outcome, max(met) if enough else None, list(self._shares)
        )

    def _enough(self) -> bool:
        """Tell whether something is known, and everything that the most allowed replications can bring there."""
        known = [one for one in self._shares if one.enough_at is not None]
        awaited = [
            one
            for one in self._shares
            if one.enough_at is None and one.replications_needed is not None and one.replications_needed <= self.most
        ]
        now = self.replications
        held = all(now >= one.enough_at + look_ahead(one.enough_at) for one in known if one.enough_at is not None)
        return bool(known) and not awaited and held

    def _judge(self, place: int) -> Followed:
        scenario, measure, priority = self._names[place]
        found = known_share(self._counts[place])
        played, half = self.replications, found.half
        too_few = found.denominator < FEWEST
        met = not too_few and half is not None and half <= self.half and played >= FIRST
        since = self._met_since[place] if met else None
        self._met_since[place] = (since or played) if met else None
        known: Known = "met" if met else "too few" if too_few else "not met"
        return Followed(
            measure, priority, scenario, found.value, half, known, self._met_since[place],
            None if met else self._needed(place, found),
        )  # fmt: skip

    def _needed(self, place: int, found: Estimate) -> int | None:
        played = self.replications
        if not found.denominator:
            return None
        for_cases = -(-FEWEST * played // int(found.denominator))
        known = replications_to_know(found, *sides(self._counts[place]), self.half)
        return max(for_cases, FIRST, known or 0)


def look_ahead(replications: int) -> int:
    """Return for how many more replications a precision must hold that was reached at some number of them."""
    return AHEAD if replications <= 100 else AHEAD * replications // 100


def known_share(pairs: Sequence[tuple[float, float]]) -> Estimate:
    """Return a share with its interval from its numerator and denominator in each replication."""
    return share(*sides(pairs))


def sides(pairs: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Return the numerators and the denominators of all replications."""
    numerators, denominators = np.array(pairs, dtype=np.float64).T
    return numerators, denominators


def counts(replication: Replication) -> list[tuple[float, float]]:
    """Return of each share that is followed how many cases of a replication have it, and in how many it is decided."""
    first = offsets(len(replication.setting.unit_names))["priority"]
    return [
        (float(sums[PLACE[f"{measure}_true"]]), float(sums[PLACE[f"{measure}_decided"]]))
        for measure, priority in FOLLOWED
        for sums in [replication.tally.sums[first + priority]]
    ]
