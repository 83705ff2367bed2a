"""People: where they hold which role, and when they are on duty."""

from typing import Literal

from pydantic import Field

from sim.domain.words import Basis
from sim.scenario.schema.base import HALF_TO_DOUBLE, Part, known
from sim.scenario.schema.shares import Minutes, Share
from sim.scenario.schema.times import AnyRoleName, Date, DaySpans, RoleName, Week


class Leave(Part):
    """Days on which a person is away; nobody works in the channel with a removed permission [ST-5]."""

    from_: Date = Field(alias="from")
    """First day of leave."""
    until: Date
    """Last day of leave."""


class Help(Part):
    """Somebody else's list that the person works in through the global filter [UN-6]."""

    unit: str
    """Unit of the list; another clinic needs permission (``permissions``)."""
    role: RoleName
    """Role of the list."""
    when: Literal["idle", "always"] = known("idle", Basis.assumption, "the smaller promise [UN-6]")
    """Only while nothing of the person's own waits, or always."""


class Post(Part):
    """One role at one unit."""

    unit: str
    """Unit."""
    role: AnyRoleName
    """Role there; one person has one role at a clinic [ST-3]."""
    week: Week = Field(default_factory=dict)
    """Hours on duty by weekday. A single day goes before a range that names it."""
    dates: dict[Date, DaySpans] = Field(default_factory=dict)
    """Hours on single dates instead of the week's; an empty list is a day off."""
    visit_slots: Week = Field(default_factory=dict)
    """Hours by weekday in which digital visits can be booked; they lie inside the hours on duty [AF-1]."""


class Person(Part):
    """A person: one post written directly, or several under ``posts``."""

    unit: str | None = None
    """Unit of the only post."""
    role: AnyRoleName | None = None
    """Role of the only post."""
    week: Week = Field(default_factory=dict)
    """Hours on duty by weekday: ``{ mon-fri: [08:00-12:00, 12:45-17:00] }``. A single day goes before a range."""
    dates: dict[Date, DaySpans] = Field(default_factory=dict)
    """Hours on single dates instead of the week's; an empty list is a day off."""
    visit_slots: Week = Field(default_factory=dict)
    """Hours by weekday in which digital visits can be booked; they lie inside the hours on duty [AF-1]."""
    posts: list[Post] = Field(default_factory=list, max_length=20)
    """Roles at several clinics, instead of the five keys above."""
    breaks: DaySpans = Field(default_factory=list)
    """Taken out of every day on duty: ``[12:00-12:45]``."""
    count: int = known(1, Basis.assumption, "one entry is one person", ge=1, le=200)
    """So many people alike, named ``name-1``, ``name-2``, ... before anything overrides them."""
    coordinator: bool = known(False, Basis.document, "a nurse may be coordinating, by appointment [ST-8]")
    """Coordinating nurse [ST-8]."""
    from_: Date | None = Field(default=None, alias="from")
    """First day with permission [ST-5]."""
    until: Date | None = None
    """Last day with permission [ST-5]."""
    leave: list[Leave] = Field(default_factory=list, max_length=200)
    """Planned leave: ``[{ from: 2026-07-06, until: 2026-07-31 }]``."""
    permissions: list[str] = Field(default_factory=list, max_length=3000)
    """Other clinics that have given the person permission to see their cases [UN-6, ST-4]."""
    help: list[Help] = Field(default_factory=list, max_length=100)
    """Other lists that the person works in."""


class Staffing(Part):
    """What holds for everybody on duty."""

    absence_share: Share = known(
        0.01,
        Basis.assumption,
        "not replaced; absence itself is near 5 %, but a clinic replaces who sits at the list",
        plausible=(0.0, 0.05, "assumption: as stated: none to all of it unreplaced"),
    )
    """Share of person-days with unplanned absence that nobody replaces [ST-6]."""
    coordinating_share: float = known(
        0.15, Basis.assumption, "no figure published [ST-8]", ge=0, lt=1, plausible=(0.075, 0.3, HALF_TO_DOUBLE)
    )
    """Share of a coordinating nurse's time that coordinating takes."""
    keep_over_break: Minutes = known(
        60.0,
        Basis.assumption,
        "a lunch is a break, an afternoon off is not",
        plausible=(30.0, 90.0, "assumption: half to half as long again"),
    )
    """Longest gap in minutes between two shifts of a day after which the person keeps the open cases."""
