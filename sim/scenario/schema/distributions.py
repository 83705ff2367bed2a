"""Distributions as a planner writes them: by name, with a mean and a spread; a bare number is always that number."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from sim.scenario.schema.base import Part
from sim.scenario.schema.shares import NonNegative, Share, add_up

Positive = Annotated[float, Field(gt=0, le=1e6)]


class Constant(Part):
    """Always the same value."""

    distribution: Literal["constant"]
    """Name of the distribution."""
    value: NonNegative
    """The value."""


class Lognormal(Part):
    """Lognormal, by mean and coefficient of variation or by median and sigma."""

    distribution: Literal["lognormal"]
    """Name of the distribution."""
    mean: Positive | None = None
    """Mean; give ``cv`` with it."""
    cv: float | None = Field(default=None, ge=0, le=10)
    """Coefficient of variation: standard deviation divided by mean."""
    median: Positive | None = None
    """Median; give ``sigma`` with it."""
    sigma: float | None = Field(default=None, ge=0, le=3)
    """Standard deviation of the logarithm."""

    @model_validator(mode="after")
    def _one_form(self) -> "Lognormal":
        if (self.mean is None) != (self.cv is None) or (self.median is None) != (self.sigma is None):
            raise ValueError("write mean and cv together, or median and sigma together")
        if (self.mean is None) == (self.median is None):
            raise ValueError(
                "write either mean and cv, or median and sigma; naming the distribution replaces a base or default"
            )
        return self


class Gamma(Part):
    """Gamma, by mean and coefficient of variation."""

    distribution: Literal["gamma"]
    """Name of the distribution."""
    mean: Positive
    """Mean."""
    cv: float = Field(ge=0.01, le=10)
    """Coefficient of variation: standard deviation divided by mean."""


class Exponential(Part):
    """Exponential."""

    distribution: Literal["exponential"]
    """Name of the distribution."""
    mean: Positive
    """Mean."""


class Uniform(Part):
    """Every value between two limits equally likely."""

    distribution: Literal["uniform"]
    """Name of the distribution."""
    low: NonNegative
    """Lowest value."""
    high: NonNegative
    """Highest value."""

    @model_validator(mode="after")
    def _ordered(self) -> "Uniform":
        if self.high < self.low:
            raise ValueError(f"high ({self.high:g}) is below low ({self.low:g}); swap them")
        return self


class Empirical(Part):
    """One of the values that were observed, each as likely as its weight."""

    distribution: Literal["empirical"]
    """Name of the distribution."""
    values: list[NonNegative] = Field(min_length=1)
    """The values observed."""
    weights: list[NonNegative] | None = None
    """How often each was observed; equally often if left out."""

    @model_validator(mode="after")
    def _matching(self) -> "Empirical":
        if self.weights is not None and (len(self.weights) != len(self.values) or sum(self.weights) <= 0):
            raise ValueError("write one weight for each value, at least one above 0")
        return self


def _whole(parts: list["MixturePart"]) -> list["MixturePart"]:
    add_up(part.share for part in parts)
    return parts


def _constant(value: object) -> object:
    """Read a bare number as the distribution that always gives it."""
    return {"distribution": "constant", "value": value} if type(value) in (int, float) else value


class Mixture(Part):
    """With the given shares, one of several distributions."""

    distribution: Literal["mixture"]
    """Name of the distribution."""
    parts: Annotated[list["MixturePart"], Field(min_length=1), AfterValidator(_whole)]
    """The distributions and their shares, which add up to 1."""


Simple = Annotated[
    Constant | Lognormal | Gamma | Exponential | Uniform | Empirical,
    Field(discriminator="distribution"),
    BeforeValidator(_constant),
]


class MixturePart(Part):
    """One part of a mixture."""

    share: Share
    """How often this part applies."""
    of: Simple
    """The distribution."""


Distribution = Annotated[
    Constant | Lognormal | Gamma | Exponential | Uniform | Empirical | Mixture,
    Field(discriminator="distribution"),
    BeforeValidator(_constant),
]
"""Any of the above."""
