"""Clinics and branches, and the decisions that their heads take."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from sim.domain.words import PRIORITIES, Basis
from sim.scenario.schema.base import Part, known
from sim.scenario.schema.shares import NonNegative, Priority, every
from sim.scenario.schema.times import Moment, RoleName

OutOfHours = Literal["wait", "divert"]
Intake = Literal["always", "staffed_hours"]


def _form(value: object) -> str:
    return "list" if isinstance(value, list) else "answer"


YesOrRoles = Annotated[Annotated[bool, Tag("answer")] | Annotated[list[RoleName], Tag("list")], Discriminator(_form)]
"""``true``, ``false``, or the roles for which it is true."""

YesOrNames = Annotated[Annotated[bool, Tag("answer")] | Annotated[list[str], Tag("list")], Discriminator(_form)]
"""``true``, ``false``, or the people for whom it is true."""


class Policy(Part):
    """Decisions that hold for every unit unless a unit states its own."""

    intake: Intake = known(
        "always", Basis.source, "a case can be started at any hour (Region Kalmar, 2023-05-17) [IN-5]"
    )
    """When cases are taken in: at any hour, or in staffed hours only (others are turned away)."""
    out_of_hours: Annotated[dict[Priority, OutOfHours], every(PRIORITIES)] = known(
        lambda: {1: "divert", 2: "divert", 3: "wait", 4: "wait", 5: "wait"},
        Basis.assumption,
        "after 1177.se Västmanland and Region Dalarna: may be told to call 1177 or 112 [IN-5]",
    )
    """By priority: a case outside staffed hours waits for opening, or is diverted to the 1177 telephone line."""
    priority_5: Literal["unit", "telephone_line"] = known("unit", Basis.document, "every case goes to its unit [RO-11]")
    """Where priority 5 goes."""
    admin_flow: Literal["medical_admin", "nurse"] = known(
        "medical_admin",
        Basis.assumption,
        "the role has its own list; the flow list alone would say nurse [RO-7]",
    )
    """Who takes administrative cases."""
    nurse_takes: list[Literal["physiotherapist", "counsellor"]] = known(
        list, Basis.assumption, "the clinic decides; default none [RO-8]"
    )
    """Flows that the nurses take over."""
    carry_over: Literal["async", "live"] = known("async", Basis.document, "recommended at the end of the day [CO-5]")
    """What becomes of an open live case at the end of the staffed day."""
    service_telephones: bool = known(False, Basis.assumption, "the head decides [AF-5]")
    """Service telephones give notices of new cases."""
    close_locked: bool = known(False, Basis.assumption, "off by default [CO-9]")
    """medical_admin closes cases that are locked to another user."""
    branch_staff: Literal["join", "stay"] = known(
        "join", Basis.assumption, "both alternatives have the same hours [UN-1]"
    )
    """People placed at a redirected branch work in the clinic's lists, or stay out of them."""


class Unit(Part):
    """A clinic or a branch. What it does not state holds as in ``policy`` (a branch: as its clinic)."""

    provider: str | None = None
    """Care provider that runs it; a branch has its clinic's. Clinics that name none belong to one provider together."""
    branch_of: str | None = None
    """The clinic that this branch belongs to; nothing for a clinic."""
    handles_own_cases: YesOrRoles = known(False, Basis.document, "cases are redirected to the clinic [UN-1]")
    """For a branch: handles all its cases, or those of the named roles; the rest go to the clinic [UN-2]."""
    listed: int | None = Field(default=None, ge=0, le=10_000_000)
    """Listed patients."""
    cases_per_1000_and_month: float | None = Field(default=None, ge=0, le=10_000)
    """Cases per 1 000 listed patients and month; the demand's if left out."""
    cases_per_day: float | None = Field(default=None, ge=0, le=10_000)
    """Cases in an ordinary week divided by five, instead of ``listed`` and ``cases_per_1000_and_month``."""
    handover_to: dict[str, NonNegative] | None = None
    """Weights of the clinics that cases are handed over to; equal if left out [UN-7]."""
    intake: Intake | None = None
    """As in ``policy``."""
    out_of_hours: dict[Priority, OutOfHours] | None = None
    """As in ``policy``."""
    priority_5: Literal["unit", "telephone_line"] | None = None
    """As in ``policy``."""
    admin_flow: Literal["medical_admin", "nurse"] | None = None
    """As in ``policy``."""
    nurse_takes: list[Literal["physiotherapist", "counsellor"]] | None = None
    """As in ``policy``."""
    carry_over: Literal["async", "live"] | None = None
    """As in ``policy``."""
    service_telephones: bool | None = None
    """As in ``policy``."""
    close_locked: bool | None = None
    """As in ``policy``."""
    branch_staff: Literal["join", "stay"] | None = None
    """As in ``policy``."""


class Closure(Part):
    """A planned closure of a whole unit [UN-3]; cover by several clinics: one entry each, with different ``roles``."""

    unit: str
    """The unit that closes. Its people are off duty there."""
    from_: Moment = Field(alias="from")
    """First moment of the closure."""
    until: Moment
    """First moment after it."""
    covered_by: str | None = None
    """Clinic whose people handle the cases; nobody if left out."""
    roles: list[RoleName] | None = None
    """Roles that are covered; all if left out, as recommended."""
    permission: YesOrNames = known(False, Basis.document, "covering needs permission beforehand [UN-4]")
    """The closing clinic has given permission: to all of the matching role, or to the named people [UN-4]."""
