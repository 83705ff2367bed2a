"""The words of the recommendation as codes: one word per thing, the same in YAML, code, columns and labels."""

from enum import IntEnum, StrEnum


class Role(IntEnum):
    """Care role [vårdroll]; the first five handle cases, ``administrator`` reviews and handles none (ST-9).

    A role is what a person handles here, whatever the profession (ST-10).
    """

    nurse = 0
    physiotherapist = 1
    counsellor = 2
    physician = 3
    medical_admin = 4
    administrator = 5


N_LIST_ROLES = 5
"""Roles that have a patient list: every role but ``administrator``."""


class Reason(IntEnum):
    """Reason for seeking care [sökorsak]."""

    back = 0
    knee = 1
    shoulder = 2
    leg = 3
    stress = 4
    low_mood = 5
    anxiety = 6
    administrative = 7
    skin = 8
    respiratory = 9
    gastrointestinal = 10
    urinary = 11
    medicines = 12
    other = 13


PRIORITIES = (1, 2, 3, 4, 5)
"""Priorities [Ärendehantering], 1 the most urgent."""


class Intake(IntEnum):
    """What intake did with a case."""

    accepted = 0
    turned_away = 1
    diverted = 2


class Relation(IntEnum):
    """Why a person may see a list; a lower number goes first (UN-3, UN-6)."""

    home = 0
    cover = 1
    help_always = 2
    help_idle = 3


class Handover(IntEnum):
    """How a case leaves the unit (UN-8)."""

    none = 0
    same_provider = 1
    other_provider = 2
    out = 3
    """No other clinic in the scenario: the case leaves the model."""


class Piece(IntEnum):
    """Kinds of work that a person does."""

    first = 0
    reply = 1
    reminder = 2
    call = 3
    closing = 4
    async_reply = 5
    async_reminder = 6
    async_closing = 7
    referred = 8
    accept = 9
    picture = 10
    sender_reply = 11
    """The sender answers a patient who writes before the handover is accepted (UN-9)."""


class Outcome(IntEnum):
    """How a case ended; ``open`` at the end of the horizon has none."""

    settled = 0
    closed_unanswered = 1
    closed_unanswered_async = 2
    handed_over_out = 3
    visit_unbooked = 4
    diverted_at_close = 5
    turned_away = 6
    diverted = 7


class Clock(StrEnum):
    """The clock a target runs on (PR-3)."""

    elapsed = "elapsed"
    weekday = "weekday"
    working = "working"


class Basis(StrEnum):
    """Where a number comes from."""

    document = "document"
    source = "source"
    assumption = "assumption"
    scenario = "scenario"
