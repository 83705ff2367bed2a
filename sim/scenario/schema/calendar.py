"""When the channel is staffed: horizon, staffed hours, days that differ."""

from typing import Literal

from pydantic import Field

from sim.domain.words import Basis
from sim.scenario.schema.base import Part, known
from sim.scenario.schema.times import Date, DayHours, Span, span

Eve = Literal["midsummer", "christmas", "new_year"]


class Horizon(Part):
    """The time that is simulated."""

    from_: Date = Field(alias="from")
    """First day: ``2026-01-05``."""
    weeks: int = Field(ge=1, le=530)
    """Length in whole weeks, warm-up included; the horizon ends at the closing of its last staffed day."""
    warm_up_weeks: int = known(
        2, Basis.assumption, "async cases are closed within a week; two weeks fill the lists", ge=0
    )
    """Whole weeks at the beginning that no measure counts. 0 with a stated ``backlog``."""


class Calendar(Part):
    """The real Swedish calendar and what differs from it."""

    staffed_hours: DayHours = known(lambda: {"mon-fri": span("08:00-17:00")}, Basis.document, "weekdays 08-17 [ST-1]")
    """Staffed hours by weekday."""
    public_holidays: bool = known(True, Basis.assumption, "a public holiday is no weekday [ST-1]")
    """Public holidays are not staffed."""
    closed_eves: list[Eve] = known(
        lambda: ["midsummer", "christmas", "new_year"],
        Basis.assumption,
        "the eves that count as holidays in practice [ST-1]",
    )
    """Eves that are not staffed."""
    extra_open: dict[Date, Span] = Field(default_factory=dict)
    """Further staffed days, for all units: the date and its hours; also other hours on an ordinary day."""
    extra_closed: list[Date] = Field(default_factory=list)
    """Further days without staffing, for all units."""
