"""Every assumption as one number that can be turned between two ends, whatever it is in the scenario.

A number is set; a distribution is scaled to another mean, its spread with it; of a mix one share is set and the others
are scaled to what it leaves (`sim.scenario.vary`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from sim.errors import Problem
from sim.scenario.assumptions import Assumption, assumptions
from sim.scenario.loaded import Loaded
from sim.scenario.schema import Scenario
from sim.scenario.schema.base import Part
from sim.scenario.schema.distributions import (
    Constant,
    Distribution,
    Empirical,
    Exponential,
    Gamma,
    Lognormal,
    Mixture,
    MixturePart,
    Uniform,
)

SHOWN_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Knob:
    """An assumption with the range in which the truth is taken to lie.

    Attributes
    ----------
    path
        Place of the number in a scenario, such as ``work.conversation.nurse`` or ``work.turns.nurse[0]``.
    value
        What the scenario assumes; of a distribution its mean.
    low, high
        Ends of the range.
    range_origin
        Where the range comes from.
    whole
        Only whole numbers make sense.
    """

    path: str
    value: float
    low: float
    high: float
    range_origin: str
    whole: bool = False

    def at(self, share: float) -> float:
        """Return the value at a share of the range: 0 low, 0.5 what is assumed, 1 high, even in between.

        The assumed value is the median: the truth is taken to lie as likely above as below. Where a scenario assumes
        something outside the range, that is the end.
        """
        low, high = min(self.low, self.value), max(self.high, self.value)
        ends = (low, self.value) if share < 0.5 else (self.value, high)
        value = ends[0] + (ends[1] - ends[0]) * (2 * share - (share >= 0.5))
        return round(value) if self.whole else value


def knobs(scenario: Scenario) -> list[Knob]:
    """Return what can be turned in a scenario.

    Parameters
    ----------
    scenario
        Any scenario.

    Returns
    -------
    list of Knob
        In the order of the format. A distribution whose mean is 0 cannot be scaled and is left out.
    """
    found = []
    for row in assumptions(Loaded(scenario, Path(), frozenset(), {})):
        if row.low is None or row.high is None:
            continue
        path, value = _number(row, scenario)
        if value is not None:
            whole = type(value) is int
            found.append(Knob(path, float(value), row.low, row.high, row.range_origin, whole))
    return found


def turned(scenario: Scenario, values: Sequence[tuple[Knob, float]]) -> dict[str, object]:
    """Return the changes, for `sim.scenario.vary.varied`, that set knobs to values."""
    changes: dict[str, object] = {}
    for knob, value in values:
        held = _held(scenario, knob.path.removesuffix("[0]"))
        if isinstance(held, Part):
            changes[knob.path] = scaled(held, value / mean_of(held)).model_dump(exclude_none=True)  # type: ignore[arg-type]  # every part that is a leaf here is a distribution
        else:
            changes[knob.path] = round(value) if knob.whole else value
    return changes


def outside(scenario: Scenario) -> list[Problem]:
    """Return a warning for every value outside the range that is taken for plausible."""
    return [
        Problem(
            f"{knob.value:.{SHOWN_DIGITS}g} lies outside {knob.low:g} to {knob.high:g}, the plausible range "
            f"({knob.range_origin})",
            knob.path,
        )
        for knob in knobs(scenario)
        if not knob.low <= knob.value <= knob.high
    ]


def mean_of(distribution: Distribution) -> float:
    """Return the mean of a distribution."""
    match distribution:
        case Constant(value=value):
            return value
        case Lognormal(median=median, sigma=sigma) if median is not None and sigma is not None:
            return median * exp(sigma**2 / 2)
        case Uniform(low=low, high=high):
            return (low + high) / 2
        case Empirical(values=values, weights=weights):
            often = weights or [1.0] * len(values)
            return sum(value * weight for value, weight in zip(values, often, strict=True)) / sum(often)
        case Mixture(parts=parts):
            return sum(part.share * mean_of(part.of) for part in parts)
        case _:
            return distribution.mean or 0.0


def scaled(distribution: Distribution, by: float) -> Distribution:
    """Return a distribution whose every value is ``by`` times as large: the mean moves, the relative spread stays."""
    match distribution:
        case Mixture(parts=parts):
            return Mixture(
                distribution="mixture",
                parts=[MixturePart.model_validate({"share": part.share, "of": scaled(part.of, by)}) for part in parts],
            )
        case Empirical(values=values):
            return distribution.model_copy(update={"values": [value * by for value in values]})
        case Constant() | Lognormal() | Gamma() | Exponential() | Uniform():
            sizes = ("value", "mean", "median", "low", "high")
            said = distribution.model_dump(exclude_none=True)
            return distribution.model_copy(update={key: said[key] * by for key in sizes if key in said})


def _number(row: Assumption, scenario: Scenario) -> tuple[str, float | None]:
    """Return the place of the number that a row is about, and the number; None where there is none."""
    value = _held(scenario, row.path)
    if isinstance(value, list):
        return f"{row.path}[0]", value[0]
    if isinstance(value, Part):
        return row.path, mean_of(value) or None  # type: ignore[arg-type]  # as in `turned`
    return row.path, value if isinstance(value, int | float) else None


def _held(scenario: Scenario, path: str) -> object:
    """Return what stands at a dotted place outside units and people."""
    found: object = scenario
    for step in path.split("."):
        if isinstance(found, dict):
            found = found.get(step, found.get(int(step) if step.isdigit() else step))
        else:
            found = getattr(found, step)
    return found
