"""The columns of the table of cases, described once: the data dictionary is made from this."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.domain.words import Intake, Outcome, Reason, Role
from sim.measures.why import Cause
from sim.tables import Stream

Kind = Literal["number", "tick", "seconds", "flag", "truth", "word", "unit", "person", "rule", "money"]

STORED: dict[Kind, type[np.generic]] = {
    "number": np.int32, "tick": np.int32, "seconds": np.int32, "flag": np.int8, "truth": np.bool_, "word": np.int8,
    "unit": np.int16, "person": np.int16, "rule": np.int16, "money": np.float32,
}  # fmt: skip
"""How a kind of column is held in memory: -1 for none, but for truth and money."""
WRITTEN: dict[Kind, str] = {
    "number": "int32", "tick": "timestamp[s]", "seconds": "int32", "flag": "boolean", "truth": "boolean",
    "word": "text", "unit": "text", "person": "text", "rule": "text", "money": "float32",
}  # fmt: skip
"""How a kind of column is written to a table; none is empty there."""

OPEN = ("open_first_waiting", "open_live", "open_async", "open_visit_booked")
"""What a case is at the end of the horizon that has not ended: after the outcomes, in this order."""
OUTCOMES = (*(outcome.name for outcome in Outcome), *OPEN)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table of cases.

    Attributes
    ----------
    name
        As in ``cases.parquet``.
    kind
        What sort of thing it holds.
    unit
        Unit of measurement, or empty.
    meaning
        In a sentence; ids of rules in brackets.
    words
        The words of a column of kind ``word``, by code.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    words: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """Type in the written table."""
        return WRITTEN[self.kind]


def _names(words: type[Role] | type[Reason] | type[Intake] | type[Stream]) -> tuple[str, ...]:
    return tuple(word.name for word in words)


_CAUSES = {
    Cause.closed_hours: "nobody who may take it was on duty, outside staffed hours",
    Cause.closure: "nobody who may take it was on duty, in a planned closure of the list's unit",
    Cause.nobody_on_duty: "nobody who may take it was on duty, in staffed hours",
    Cause.not_noticed: "somebody was free and had not noticed it [AF-5]",
    Cause.at_cap: "everybody free had as many open conversations as the cap allows",
    Cause.behind_more_urgent: "everybody was busy and something more urgent stood before it [PR-1]",
    Cause.behind_equal: "everybody was busy and something of the same priority stood before it [PR-1]",
    Cause.first_in_line: "everybody was busy and nothing stood before it",
}

COLUMNS: tuple[Column, ...] = (
    Column("replication", "number", "", "Number of the replication, from 0."),
    Column("case_id", "number", "", "Number of the case within the replication, in order of arrival."),
    Column(
        "stream", "word", "", "Where the case comes from: the channel, a picture [CO-8], the backlog.", _names(Stream)
    ),
    Column(
        "in_measures", "truth", "", "Counted in the measures of cases: queued, from the channel, after the warm-up."
    ),
    Column("arrival", "tick", "local time", "When the case arrived."),
    Column("weekday", "word", "", "Weekday of the arrival.", WEEKDAYS),
    Column("arrived_in_staffed_hours", "truth", "", "The channel was staffed at the arrival [PR-4]."),
    Column("unit", "unit", "", "Unit where care was sought."),
    Column("handling_unit", "unit", "", "Unit whose list first held the case [UN-1, UN-2]; empty if none did."),
    Column("reason", "word", "", "What the patient seeks care for.", _names(Reason)),
    Column("priority", "number", "1-5", "Listed priority [PR-1]."),
    Column("corrected_priority", "number", "1-5", "Priority after the first turn [RO-9]."),
    Column("age", "number", "years", "Whole years at the arrival."),
    Column("intake", "word", "", "What intake did [IN-1 to IN-5].", _names(Intake)),
    Column("rule", "rule", "", "Rule that settled intake or, if the case was accepted, the role."),
    Column("unit_rule", "rule", "", "Rule that settled the unit, empty if none did."),
    Column("role", "word", "", "Role of the first list; empty if none.", _names(Role)),
    Column(
        "due",
        "tick",
        "local time",
        "Last moment at which a first contact meets the target of the listed priority [PR-3]; "
        "empty without a target, or beyond the calendar.",
    ),
    Column(
        "within_target",
        "flag",
        "",
        "First contact no later than due; empty without a target or while undecided [PR-3].",
    ),
    Column("reachable", "flag", "", "A staffed second lies between arrival and due; empty without a target [PR-3]."),
    Column("within_any", "flag", "", "First contact within the further target for every case; empty without one."),
    Column(
        "contact_in_guarantee", "flag", "", "Care guarantee: contact on the day of arrival; empty unless asked for."
    ),
    Column(
        "assessed_in_guarantee",
        "flag",
        "",
        "Care guarantee: contact with a clinical role before the end of the third day "
        "after; empty unless asked for, and for administrative cases.",
    ),
    Column(
        "begun_same_day", "flag", "", "Begun on the first staffed day whose closing comes after the arrival [PR-2]."
    ),
    Column("first_contact", "tick", "local time", "When the first piece was begun; empty if it never was."),
    Column("handled_by", "person", "", "Who began the first piece."),
    Column("handled_by_unit", "unit", "", "Unit at which that person was on duty."),
    Column(
        "wait_elapsed_s",
        "seconds",
        "s",
        "From arrival to first contact, or for as long as is known (`still_waiting`) [PR-4].",
    ),
    Column("wait_working_s", "seconds", "s", "The same in staffed seconds [PR-4]."),
    Column(
        "still_waiting",
        "truth",
        "",
        "Never begun: waiting at the end, or diverted at a closing. The wait is at least this long.",
    ),
    *(
        Column(f"waited_{cause.name}_s", "seconds", "s", f"Part of the wait in which {says}.")
        for cause, says in _CAUSES.items()
    ),
    Column("closed", "tick", "local time", "When the case ended; empty while open."),
    Column("outcome", "word", "", "How it ended, or what it was at the end of the horizon.", OUTCOMES),
    Column("to_closing_s", "seconds", "s", "From arrival to the end of the case; empty while open."),
    Column("async", "truth", "", "Became an async case, or was one from birth [CO-5, CO-8]."),
    Column("attempts", "number", "", "Contact attempts made [CO-2]."),
    Column("sms", "number", "", "SMS sent [CO-6]."),
    Column("late_reply", "truth", "", "The patient answered when the closing had been begun or done [CO-2]."),
    Column("pieces", "number", "", "Pieces of work begun, visits included."),
    Column("work_s", "seconds", "s", "Staff time spent on the case, visits included."),
    Column("referred_to", "word", "", "Role that the case was referred to [RO-9]; empty if none.", _names(Role)),
    Column(
        "referred_wait_s",
        "seconds",
        "s",
        "From the referral to the beginning of the piece, or for as long as is known; empty without a referral.",
    ),
    Column("referred_waiting", "truth", "", "Referred and not begun at the end."),
    Column("handed_over", "tick", "local time", "When it was handed over to another unit [UN-7]."),
    Column("handed_over_to", "unit", "", "Receiving unit; empty if the case left the model."),
    Column("accepted", "tick", "local time", "When the receiving nurse began it [UN-9]."),
    Column("accepted_by_unit", "unit", "", "Unit at which that nurse was on duty."),
    Column(
        "acceptance_s",
        "seconds",
        "s",
        "From handover to acceptance, or for as long as is known; empty without a handover to a unit in the model.",
    ),
    Column("visit_booked", "truth", "", "A digital visit was booked [AF-1]."),
    Column("visit_begun", "tick", "local time", "When the digital visit began."),
    Column("physical_visit", "truth", "", "Led to a physical visit, outside the model."),
    Column("referral_unmet", "truth", "", "A referral to a role that nobody has: the nurse settled it."),
    Column("fee", "money", "SEK", "What the patient paid [AF-4]."),
)
"""Every column of ``cases.parquet``, in order."""

BY_NAME = {column.name: column for column in COLUMNS}
