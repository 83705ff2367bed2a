"""Distributions as a planner writes them: by name, with a mean and a spread."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.scenario.schema.base import Part


class Constant(Part):
    """Always the same value."""

    distribution: Literal["constant"]
    value: float = Field(ge=0)
    """The value."""


class Lognormal(Part):
    """Lognormal, by mean and coefficient of variation or by median and sigma."""

    distribution: Literal["lognormal"]
    mean: float | None = Field(default=None, gt=0)
    """Mean; give ``cv`` with it."""
    cv: float | None = Field(default=None, ge=0, le=10)
    """Coefficient of variation: standard deviation divided by mean."""
    median: float | None = Field(default=None, gt=0)
    """Median; give ``sigma`` with it."""
    sigma: float | None = Field(default=None, ge=0, le=5)
    """Standard deviation of the logarithm."""

    @model_validator(mode="after")
    def _one_form(self) -> "Lognormal":
        if (self.mean is None) != (self.cv is None) or (self.median is None) != (self.sigma is None):
            raise ValueError("write mean and cv together, or median and sigma together")
        if (self.mean is None) == (self.median is None):
            raise ValueError("write either mean and cv, or median and sigma")
        return self


class Gamma(Part):
    """Gamma, by mean and coefficient of variation."""

    distribution: Literal["gamma"]
    mean: float = Field(gt=0)
    """Mean."""
    cv: float = Field(gt=0, le=10)
    """Coefficient of variation: standard deviation divided by mean."""


class Exponential(Part):
    """Exponential."""

    distribution: Literal["exponential"]
    mean: float = Field(gt=0)
    """Mean."""


class Uniform(Part):
    """Every value between two limits equally likely."""

    distribution: Literal["uniform"]
    low: float = Field(ge=0)
    """Lowest value."""
    high: float = Field(ge=0)
    """Highest value."""

    @model_validator(mode="after")
    def _ordered(self) -> "Uniform":
        if self.high < self.low:
            raise ValueError(f"high ({self.high:g}) is below low ({self.low:g}); swap them")
        return self


class Empirical(Part):
    """One of the values that were observed, each as likely as its weight."""

    distribution: Literal["empirical"]
    values: list[Annotated[float, Field(ge=0)]] = Field(min_length=1)
    """The values observed."""
    weights: list[Annotated[float, Field(ge=0)]] | None = None
    """How often each was observed; equally often if left out."""

    @model_validator(mode="after")
    def _matching(self) -> "Empirical":
        if self.weights is not None and (len(self.weights) != len(self.values) or sum(self.weights) <= 0):
            raise ValueError("write one weight for each value, at least one above 0")
        return self


class Mixture(Part):
    """With the given shares, one of several distributions."""

    distribution: Literal["mixture"]
    parts: list["MixturePart"] = Field(min_length=1)
    """The distributions and their shares, which add up to 1."""

    @model_validator(mode="after")
    def _whole(self) -> "Mixture":
        total = sum(part.share for part in self.parts)
        if abs(total - 1) > 1e-6:
            raise ValueError(f"the shares add up to {total:g}, not 1")
        return self


Simple = Annotated[
    Constant | Lognormal | Gamma | Exponential | Uniform | Empirical, Field(discriminator="distribution")
]


class MixturePart(Part):
    """One part of a mixture."""

    share: float = Field(ge=0, le=1)
    """How often this part applies."""
    of: Simple
    """The distribution."""


Distribution = Annotated[
    Constant | Lognormal | Gamma | Exponential | Uniform | Empirical | Mixture,
    Field(discriminator="distribution"),
]
"""Any of the above."""
