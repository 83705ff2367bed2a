"""The columns of a recorded trace: how each is read, and what it accepts."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sim.cases.compiled.codes import OUT
from sim.domain.words import N_LIST_ROLES, PRIORITIES, Reason, Role
from sim.scenario.messages import did_you_mean, quoted
from sim.tables import PlanTable, Stream
from sim.units import DAY, ticks

OLDEST = 120
LONGEST_MINUTES = 1_000_000
MOST_TURNS = 50
REQUIRED = ("arrival", "unit", "reason", "priority", "age", "requested_by")
_TRUE = ("true", "yes", "1", "ja", "sant")
_FALSE = ("false", "no", "0", "nej", "falskt")
_ISO = "write local time as 2026-03-18 12:00"
_WHOLE = re.compile(r"-?[0-9]+(\.0+)?")  # 3.0 is how a table with gaps is often written
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")

Read = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    read
        From the text of one value to a whole number; raises ValueError with what is wrong and accepted.
    says
        What it means: its manual.
    per
        ``case``: one value; ``stage`` and ``turn``: one for all, or as many as there are, separated by spaces.
    required
        A row without it is wrong; elsewhere an empty value means that the draw holds.
    """

    read: Read
    says: str
    per: str = "case"
    required: bool = False


MANUAL: dict[str, dict[str, str]] = {
    "case": {
        "arrival": "local time, 2026-03-18 09:15",
        "unit": "where care is sought",
        "reason": f"reason for seeking care: {', '.join(reason.name for reason in Reason)}",
        "priority": "priority that the automatic triage lists, 1 to 5",
        "age": "whole years",
        "requested_by": "who asked: self or guardian",
        "protected_identity": "true if the patient's identity is protected; false if empty",
        "guardian_protected_identity": "true if the guardian's identity is protected; false if empty",
        "stream": "where it comes from: channel, or picture for one asked for on the telephone",
        "corrected_priority": "priority after the first turn",
        "referral": "role that the case is referred to, or none",
        "handover_to": "unit it is handed over to, none or out",
        "visit": "true if it leads to a digital visit",
        "late_for_visit": "true if the patient is late for it",
        "physical_visit": "true if it leads to a physical visit",
        "qualified": "true if it is a qualified contact",
        "writes_before_acceptance": "true if the patient writes between handover and acceptance",
        "before_minutes": "from the handover until that message, live case",
        "before_async_minutes": "the same in waking minutes, async case",
        "before_work_minutes": "work of the sender's answer to it",
    },
    "stage": {
        "turns": "turns held; a course left open beside it is none",
        "wrap_up_minutes": "documentation, registration, booking and handover after the last turn",
        "closing_minutes": "work of closing the case unanswered",
        "reminder_minutes": "work of a reminder",
        "call_minutes": "work of a telephone attempt",
    },
    "turn": {
        "work_minutes": "staff work of the turn",
        "reply_minutes": "until the patient answers, live case",
        "async_reply_minutes": "waking minutes until the patient answers, async case",
        "notice_minutes": "until idle people notice the waiting piece",
        "silent": "true if the patient does not answer unasked",
        "returns": "true if a second attempt in writing brings a silent patient back",
        "reached": "true if the telephone reaches the patient",
    },
}
"""What each column means: one value a case, or one for each stage or turn."""


def columns_for(plan: PlanTable) -> dict[str, Column]:
    """Return the columns that a trace for a plan may have, by name.

    Parameters
    ----------
    plan
        Its units and horizon are what ``arrival``, ``unit`` and ``handover_to`` accept.

    Returns
    -------
    dict
        In the order of the manual; ``case_id`` is not here, because any text is accepted.
    """
    units = {name: code for code, name in enumerate(plan.unit_names)}
    roles = {Role(code).name: code for code in range(N_LIST_ROLES)}
    priority = partial(_whole, low=PRIORITIES[0], high=PRIORITIES[-1])
    readers: dict[str, Read] = {
        "arrival": partial(_arrival, first_day=plan.first_day, end=plan.end),
        "unit": partial(_word, words=units),
        "reason": partial(_word, words={reason.name: reason.value for reason in Reason}),
        "priority": priority,
        "age": partial(_whole, low=0, high=OLDEST),
        "requested_by": partial(_word, words={"self": 0, "guardian": 1}),
        "stream": partial(_word, words={stream.name: stream.value for stream in (Stream.channel, Stream.picture)}),
        "corrected_priority": priority,
        "referral": partial(_word, words={"none": -1} | roles),
        "handover_to": partial(_word, words={"none": -1, "out": OUT} | units),
        "turns": partial(_whole, low=1, high=MOST_TURNS),
    }
    return {
        name: Column(readers.get(name, _minutes if name.endswith("_minutes") else _truth), says, per, name in REQUIRED)
        for per, columns in MANUAL.items()
        for name, says in columns.items()
    }


def _word(text: str, words: Mapping[str, int]) -> int:
    if text not in words:
        raise ValueError(f"{quoted(text)} is not known here; {did_you_mean(text, words)}")
    return words[text]


def _whole(text: str, low: int, high: int) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"{quoted(text)} is no whole number; write one from {low} to {high}")
    value = float(text)
    if not low <= value <= high:
        raise ValueError(f"{quoted(text)} is outside {low} to {high}")
    return int(value)


def _truth(text: str) -> int:
    if text.lower() not in _TRUE + _FALSE:
        raise ValueError(f"{quoted(text)} is neither true nor false; write true or false (or yes, no, 1, 0)")
    return int(text.lower() in _TRUE)


def _minutes(text: str) -> int:
    """Ticks of a number of minutes, decimals after a point or, as Swedish Excel writes them, a comma."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{quoted(text)} is no number of minutes; write one such as 7.5")
    value = float(text.replace(",", "."))
    if not 0 <= value <= LONGEST_MINUTES:
        raise ValueError(f"{quoted(text)} is outside 0 to {LONGEST_MINUTES} minutes")
    return ticks(value)


def _arrival(text: str, first_day: int, end: int) -> int:
    """Tick of an ISO local time within the horizon."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quoted(text)} is no date and time; {_ISO}") from None
    if moment.tzinfo is not None or len(text) <= len("2026-03-18"):
        what = "has no time of day" if moment.tzinfo is None else "names a time zone"
        raise ValueError(f"{quoted(text)} {what}; {_ISO}")
    tick = (moment.toordinal() - first_day) * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second
    if not 0 <= tick < end:
        first = dt.datetime.fromordinal(first_day)
        last = first + dt.timedelta(seconds=end)
        raise ValueError(
            f"{quoted(text)} lies outside the horizon, which is {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}"
        )
    return tick
