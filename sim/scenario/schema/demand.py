"""How many cases come, and when."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sim.domain.words import Basis
from sim.scenario.schema.base import HALF_TO_DOUBLE, Part, known
from sim.scenario.schema.shares import NonNegative, Share, Whole, every

Weekday = Literal["mon", "tue", "wed", "thu", "fri"]


def _some(weights: list[float]) -> list[float]:
    if sum(weights) <= 0:
        raise ValueError("all weights are 0; write at least one above 0")
    return weights


Hours = Annotated[list[NonNegative], Field(min_length=24, max_length=24), AfterValidator(_some)]

STAFFED_DAY_HOURS = (
    0.0050, 0.0025, 0.0010, 0.0010, 0.0020, 0.0050, 0.0080, 0.0150,
    0.1490, 0.1400, 0.1210, 0.1010, 0.0820, 0.0930, 0.0870, 0.0780, 0.0620,
    0.0100, 0.0090, 0.0080, 0.0080, 0.0070, 0.0050, 0.0105,
)  # fmt: skip
UNSTAFFED_DAY_HOURS = (
    0.014, 0.008, 0.004, 0.004, 0.006, 0.010, 0.016, 0.026,
    0.040, 0.052, 0.058, 0.056, 0.052, 0.050, 0.048, 0.048, 0.050,
    0.054, 0.060, 0.072, 0.086, 0.084, 0.062, 0.040,
)  # fmt: skip


class Demand(Part):
    """The volume of cases and its rhythm over months, weekdays and hours."""

    factor: float = known(
        1.0,
        Basis.assumption,
        "1 is today's demand",
        ge=0,
        le=20,
        plausible=(0.8, 1.2, "assumption: a fifth less or more"),
    )
    """Multiplies every unit's volume: 1.2 is 20 % more."""
    cases_per_1000_and_month: float = known(
        10.0,
        Basis.source,
        "Eskilstuna-Kuriren: 147 a month on 15 000 listed; low 2 (PMC5701981), high 25.6 (Biggleswade Today 2023)",
        ge=0,
        le=10_000,
        plausible=(2.0, 25.6, "source: low PMC5701981, high Biggleswade Today 2023"),
    )
    """Cases per 1 000 listed patients and month."""
    weekdays: Annotated[dict[Weekday, Share], every(("mon", "tue", "wed", "thu", "fri")), Whole] = known(
        lambda: {"mon": 0.276, "tue": 0.207, "wed": 0.1723, "thu": 0.1723, "fri": 0.1724},
        Basis.source,
        "Eccles 2019, BJGP 69(682):e336",
        by_key=dict.fromkeys(("wed", "thu", "fri"), (Basis.assumption, "what Eccles 2019 leaves, split evenly")),
        plausible_by_key={"mon": (0.22, 0.33, "assumption: a fifth less or more")},
    )
    """Shares of the cases of Monday to Friday by weekday; they add up to 1."""
    outside_share: float = known(
        0.16,
        Basis.source,
        "1177.se Dalarna, Sex månader med 1177 direkt",
        ge=0,
        lt=1,
        plausible=(0.08, 0.32, HALF_TO_DOUBLE),
    )
    """Share of an ordinary week's cases that arrive outside Monday to Friday 08-17."""
    outside_on_weekends: float = known(
        0.5,
        Basis.assumption,
        "the split is not printed; range .3-.7",
        ge=0,
        le=1,
        plausible=(0.3, 0.7, "assumption: as stated with the value"),
    )
    """Share of those that arrive on Saturdays and Sundays."""
    hours: Hours = known(
        lambda: list(STAFFED_DAY_HOURS),
        Basis.source, "Eccles 2019: 28.9 % at 08-10 and 0.2 % at 02-04; Region Kalmar; the rest is assumed",
    )  # fmt: skip
    """24 weights for Monday to Friday; those inside 08-17 and those outside are scaled to ``outside_share``."""
    weekend_hours: Hours = known(
        lambda: list(UNSTAFFED_DAY_HOURS),
        Basis.source,
        "Region Kalmar: weekend peak 20-22; the rest is an assumption",
    )
    """24 weights for Saturdays, Sundays and public holidays."""
    months: Annotated[list[NonNegative], Field(min_length=12, max_length=12)] = known(
        lambda: [1.07, 1.06, 1.05, 1.02, 1.00, 0.95, 0.90, 0.91, 1.00, 1.01, 1.02, 1.01],
        Basis.assumption, "on the seasonality of UK general practice (Waller & Hodgkin)",
    )  # fmt: skip
    """Factor by month, January first."""
    day_after_holiday: float = known(
        1.0,
        Basis.assumption,
        "a spike exists, its size is not printed",
        ge=0,
        le=20,
        plausible=(1.0, 2.0, "assumption: no spike to twice as many"),
    )
    """Factor on the first ordinary weekday after a public holiday."""
    day_spread: float = known(
        0.15,
        Basis.assumption,
        "call-centre practice: a day's total varies more than Poisson",
        ge=0,
        le=2,
        plausible=(0.0, 0.3, "assumption: none to double"),
    )
    """Coefficient of variation of a gamma factor on each unit's day."""
    under_one_share: float = known(
        0.005,
        Basis.assumption,
        "otherwise IN-1 would never be seen",
        ge=0,
        le=0.5,
        plausible=(0.0, 0.02, "assumption: none to four times"),
    )
    """Attempts for children under 1 year, beside the volume, as a share of it; turned away."""
    wrong_requester_share: float = known(
        0.005,
        Basis.assumption,
        "otherwise IN-2 would never be seen",
        ge=0,
        le=0.5,
        plausible=(0.0, 0.02, "assumption: none to four times"),
    )
    """Attempts by the wrong person (child under 13 alone, guardian of a child from 13), likewise beside the volume."""
    pictures_per_day_and_8250: NonNegative = known(
        0.3, Basis.assumption, "no figure published [CO-8]", plausible=(0.0, 1.0, "assumption: none to one a day")
    )
    """Async cases a staffed day and 8 250 listed patients that begin with a picture asked for on the telephone."""
