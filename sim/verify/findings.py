"""What a check finds, and when it is believed: with a stated chance that a right program fails anything at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from scipy.stats import t


class Kind(StrEnum):
    """How something is checked."""

    exact = "exact"
    """Case by case, or second by second, without any tolerance."""
    theory = "theory"
    """A mean against what theory says, with the interval of what was played."""
    limit = "limit"
    """Likewise, against what holds in the limit of many cases: a stated margin is allowed."""
    program = "program"
    """Against another program on the same cases, without any tolerance."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes
    ----------
    claim
        What must be so, in words for a planner.
    kind
        How it is checked.
    theory
        What must come out; of what is exact the number of cases, or seconds.
    values
        What came out, one for each independent replication; of what is exact a single one.
    unit
        Of both.
    margin
        Share of ``theory`` by which the long-run mean may differ, for limits.
    """

    claim: str
    kind: Kind
    theory: float
    values: tuple[float, ...]
    unit: str
    margin: float = 0.0

    @property
    def by_chance(self) -> bool:
        """Whether a right program may fail by the draw."""
        return self.kind in (Kind.theory, Kind.limit)

    @property
    def mean(self) -> float:
        """What came out, over the replications."""
        return float(np.mean(self.values))

    def interval(self, false_alarm: float) -> tuple[float, float]:
        """Return the interval in which the true mean lies: Student's t over the replications.

        Parameters
        ----------
        false_alarm
            Chance that it does not.
        """
        if not self.by_chance:
            return self.mean, self.mean
        count = len(self.values)
        reach = float(t.ppf(1 - false_alarm / 2, count - 1)) * float(np.std(self.values, ddof=1)) / sqrt(count)
        return self.mean - reach, self.mean + reach

    def holds(self, false_alarm: float) -> bool:
        """Tell whether what came out agrees with what must.

        Parameters
        ----------
        false_alarm
            Chance that it is said not to although it does.
        """
        low, high = self.interval(false_alarm)
        slack = self.margin * abs(self.theory)
        return low - slack <= self.theory <= high + slack


def exact(claim: str, expected: float, found: float, unit: str, kind: Kind = Kind.exact) -> Finding:
    """Return a finding that admits no tolerance."""
    return Finding(claim, kind, float(expected), (float(found),), unit)


def theory(claim: str, expected: float, values: Sequence[float], unit: str) -> Finding:
    """Return a finding about a mean."""
    return Finding(claim, Kind.theory, expected, tuple(values), unit)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is played.

    Attributes
    ----------
    replications
        Independent ones, behind each mean.
    cases
        In each of them, about.
    """

    replications: int
    cases: int
