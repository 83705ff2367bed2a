"""A case told event by event: when, who, what, and the rule that decided it; and why it waited for its first contact.

The bookkeeping of the log is left out: owners, lists in which a piece waits, pieces that arise, could be noticed or are
withdrawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from sim.domain.rules import RULES
from sim.domain.words import N_LIST_ROLES, Handover, Intake, Outcome, Piece, Reason, Relation, Role
from sim.measures.cases import Columns
from sim.measures.story import Story
from sim.measures.why import Cause
from sim.tables import Ints, PlanTable, Row, Stream

OF_PIECE = {
    Piece.first: "PR-1", Piece.reply: "CO-1", Piece.reminder: "CO-3", Piece.call: "CO-4", Piece.closing: "CO-2",
    Piece.async_reply: "CO-7", Piece.async_reminder: "CO-5", Piece.async_closing: "CO-5", Piece.referred: "RO-9",
    Piece.accept: "UN-9", Piece.picture: "CO-8", Piece.sender_reply: "UN-9",
}  # fmt: skip
"""The rule by which a piece is there to be begun, and of a first piece why it is its turn."""
OF_OUTCOME = {
    Outcome.closed_unanswered: "CO-2", Outcome.closed_unanswered_async: "CO-5", Outcome.handed_over_out: "UN-7",
    Outcome.visit_unbooked: "AF-1", Outcome.diverted_at_close: "IN-5",
}  # fmt: skip
OF_KIND = {
    Row.late_reply: "CO-2", Row.attempt: "CO-2", Row.reached: "CO-4", Row.became_async: "CO-5",
    Row.documented: "AF-2", Row.referred: "RO-9", Row.accepted: "UN-9", Row.booked: "AF-1", Row.visit_begun: "AF-1",
    Row.sms: "CO-6",
}  # fmt: skip
OF_RELATION = {Relation.cover: "UN-3", Relation.help_always: "UN-6", Relation.help_idle: "UN-6"}
"""Why somebody of another unit or role works on it."""
ORDER = (
    Row.arrived, Row.turned_away, Row.diverted, Row.visit_done, Row.done, Row.reached, Row.attempt, Row.patient_wrote,
    Row.late_reply, Row.became_async, Row.documented, Row.referred, Row.handed_over, Row.booked,
    Row.accepted, Row.begun, Row.visit_begun, Row.sms, Row.closed,
)  # fmt: skip
"""Kinds that are told, in the order in which those of one tick are."""
PLACE = {int(kind): place for place, kind in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case.

    Attributes
    ----------
    tick
        When.
    kind
        Name of the ``Row``.
    person
        Who, empty for nobody.
    what
        Name of a ``Piece`` or an ``Outcome``, empty for neither.
    role, unit
        Of the list that the case enters, empty for none.
    number
        Priority on arrival, number of an attempt; 0 otherwise.
    rules
        Ids of the rules that decided it.
    """

    tick: int
    kind: str
    person: str = ""
    what: str = ""
    role: str = ""
    unit: str = ""
    number: int = 0
    rules: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its story.

    Attributes
    ----------
    number
        Row of the CaseTable.
    stream, reason, age
        Where it comes from, what for, years.
    unit, handling_unit, role
        Where care was sought; unit and role of the list it entered, empty if none.
    priority, corrected_priority
        When listed; after the first turn.
    arrival, first_contact, due
        Ticks; None where it never was begun, or has no target.
    waited
        Seconds to the first contact, or for as long as is known; None where it entered no list.
    within_target
        None without a target, or undecided.
    why
        Seconds of the wait by name of the `Cause`, the whole wait; empty where it is not split.
    outcome
        Name as in `columns.OUTCOMES`.
    events
        In order.
    """

    number: int
    stream: str
    reason: str
    age: int
    unit: str
    handling_unit: str
    role: str
    priority: int
    corrected_priority: int
    arrival: int
    first_contact: int | None
    due: int | None
    waited: int | None
    within_target: bool | None
    why: dict[str, int]
    outcome: str
    events: list[Event]


def tales(story: Story, columns: Columns, outcomes: tuple[str, ...], wanted: Ints) -> list[Case]:
    """Tell some cases.

    Parameters
    ----------
    story
        The log, read.
    columns
        Of `cases.case_columns`.
    outcomes
        Names of the codes of ``outcome``.
    wanted
        Rows of the CaseTable.
    """
    log = story.log
    rows = np.flatnonzero(np.isin(log.case, wanted) & np.isin(log.kind, list(PLACE)))
    by_case: dict[int, list[tuple[int, int, int, int, int]]] = {}
    told = (log.tick, log.kind, log.person, log.piece, log.detail)
    for case, *row in zip(log.case[rows].tolist(), *(column[rows].tolist() for column in told), strict=True):
        by_case.setdefault(case, []).append((row[0], row[1], row[2], row[3], row[4]))
    return [
        _case(story, columns, outcomes, case, sorted(by_case.get(case, []), key=lambda row: (row[0], PLACE[row[1]])))
        for case in wanted.tolist()
    ]


def _case(
    story: Story, columns: Columns, outcomes: tuple[str, ...], case: int, rows: Iterable[tuple[int, int, int, int, int]]
) -> Case:
    plan, cases = story.plan, story.cases
    one = {name: int(values[case]) for name, values in columns.items()}
    split = {cause.name: one[f"waited_{cause.name}_s"] for cause in Cause}
    return Case(
        number=case,
        stream=Stream(one["stream"]).name,
        reason=Reason(one["reason"]).name,
        age=one["age"],
        unit=plan.unit_names[one["unit"]],
        handling_unit=plan.unit_names[one["handling_unit"]] if one["handling_unit"] >= 0 else "",
        role=Role(one["role"]).name if one["role"] >= 0 else "",
        priority=one["priority"],
        corrected_priority=one["corrected_priority"],
        arrival=int(cases.arrival[case]),
        first_contact=_known(one["first_contact"]),
        due=_known(one["due"]),
        waited=_known(one["wait_elapsed_s"]),
        within_target=None if one["within_target"] < 0 else bool(one["within_target"]),
        why={name: seconds for name, seconds in split.items() if seconds > 0},
        outcome=outcomes[one["outcome"]],
        events=list(_events(story, case, rows)),
    )


def _known(value: int) -> int | None:
    return None if value < 0 else value


def _events(story: Story, case: int, rows: Iterable[tuple[int, int, int, int, int]]) -> Iterable[Event]:
    """Yield what happened to a case, without what a planner would not ask for."""
    plan, cases = story.plan, story.cases
    for tick, code, person, piece, detail in rows:
        kind = Row(code)
        if kind == Row.attempt and detail == 1:  # the message itself
            continue
        what = role = unit = ""
        if kind in (Row.begun, Row.done):
            what = Piece(detail).name
        elif kind == Row.closed:
            what = Outcome(detail).name
        elif kind in (Row.referred, Row.handed_over) and detail >= 0:
            role, unit = _list(plan, detail)
        elif kind == Row.arrived and cases.handling_unit[case] >= 0:
            role, unit = _list(plan, int(cases.handling_unit[case]) * N_LIST_ROLES + int(cases.role[case]))
        yield Event(
            tick=tick,
            kind=kind.name,
            person=plan.person_names[person] if person >= 0 else "",
            what=what,
            role=role,
            unit=unit,
            number=detail if kind in (Row.arrived, Row.attempt) else 0,
            rules=list(_rules(story, case, kind, tick, person, piece, detail)),
        )


def _list(plan: PlanTable, code: int) -> tuple[str, str]:
    unit, role = divmod(code, N_LIST_ROLES)
    return Role(role).name, plan.unit_names[unit]


def _rules(story: Story, case: int, kind: Row, tick: int, person: int, piece: int, detail: int) -> Iterable[str]:
    """Yield the rules that decided an event."""
    cases = story.cases
    if kind in (Row.turned_away, Row.diverted):
        yield RULES[detail].id
    elif kind == Row.arrived and cases.intake[case] == Intake.accepted:
        yield from (RULES[rule].id for rule in (int(cases.rule[case]), int(cases.unit_rule[case])) if rule >= 0)
    elif kind == Row.begun:
        yield OF_PIECE[Piece(detail)]
        relation = _relation(story, case, person, piece, tick)
        if relation in OF_RELATION:
            yield OF_RELATION[relation]
    elif kind == Row.closed and Outcome(detail) in OF_OUTCOME:
        yield OF_OUTCOME[Outcome(detail)]
    elif kind == Row.handed_over:
        yield from ("UN-7", "UN-8") if cases.handover[case] == Handover.other_provider else ("UN-7",)
    elif kind in OF_KIND:
        yield OF_KIND[kind]


def _relation(story: Story, case: int, person: int, piece: int, tick: int) -> Relation | None:
    """Return why a person may see the list of a piece, None where the person owns the case alone."""
    plan = story.plan
    start = int(np.searchsorted(story.pieces.case, case))
    home = story.pieces.home[start + piece]
    found = plan.access_relation[
        (plan.post_person[plan.access_post] == person)
        & (plan.access_list == home)
        & (plan.access_from <= tick)
        & (tick < plan.access_until)
    ]
    return Relation(int(found.min())) if len(found) else None
