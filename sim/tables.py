"""The shapes of what travels between the rooms: the plan, the cases and the log.

Every table is plain arrays, so that two engines read the same thing and a run can be stored, hashed and compared.
Times are ticks (seconds from the first local midnight of the horizon, int64), lengths are ticks too, intervals are
half-open, and -1 means "none" in every index column.

A *list* is the patient list of one role at one unit: ``list = unit * N_LIST_ROLES + role``.

Long because every column of the three tables is explained where it stands.
"""

import hashlib
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.domain.words import N_LIST_ROLES, Piece

__all__ = ["Bools", "CaseTable", "EventLog", "Ints", "Piece", "PlanTable", "Row", "Stream", "list_of"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def list_of(unit: int, role: int) -> int:
    """Return the code of the patient list of a role at a unit."""
    return unit * N_LIST_ROLES + role


@dataclass(frozen=True, slots=True)
class PlanTable:
    """Who may do what, when: a scenario with its calendar, people and settings laid out as arrays.

    Sizes: U units, D days of the horizon, P people, Q posts (a person's role at a unit), S shifts, A accesses,
    V visit slots, C closures. Nothing in it is random.

    Attributes
    ----------
    unit_names, person_names
        Names by index, as in the scenario.
    first_day
        Proleptic ordinal of the first day (``datetime.date.toordinal``).
    end
        Tick at which the horizon ends: the closing of its last staffed day.
    measured_from
        First tick of the measured part, after the warm-up.
    day_open, day_close
        (D,) staffed from, until, per day; equal where the day is not staffed (ST-1).
    day_is_weekday
        (D,) Monday to Friday and neither public holiday nor closed eve: the weekday clock of PR-3.
    worked_before
        (D + 1,) staffed ticks before each day's midnight.
    async_day
        Staffed ticks that count as one staffed day for CO-5 (mean over the week's staffed days).
    unit_provider
        (U,) code of the care provider.
    list_unit
        (U, N_LIST_ROLES) unit in whose list a case sought here stands: itself, or its clinic (UN-1, UN-2).
    unit_async
        (U,) True where ``carry_over`` is ``async`` (CO-5).
    unit_diverts
        (U, 6) by listed priority 1..5: cases sought here that are unbegun at closing are diverted (IN-5), in whichever
        list they stand. Column 0 unused.
    unit_closes_locked
        (U,) ``close_locked`` (CO-9).
    person_coordinates
        (P,) thousandths of the time that coordinating takes, 0 for everybody else (ST-8).
    post_person, post_unit, post_role, post_list
        (Q,) person, unit of the post, role, and the home list (-1: kept out of the lists, UN-1 ``stay``).
    shift_post, shift_from, shift_until, shift_leaves
        (S,) duty, sorted by (post, from); contiguous duty of a post is merged, closures of the unit, leave and hours
        that are
        not staffed are cut out, and shifts of one person never overlap. ``shift_leaves``: at its end the person
        leaves; False: a break after which the person keeps the open cases.
    access_post, access_list, access_relation, access_from, access_until
        (A,) which lists a post may work in, as what (``Relation``) and when; the home list stands here too, for
        the whole horizon. Sorted by (post, list, from).
    slot_person, slot_unit, slot_from, slot_until
        (V,) bookable visit slots, sorted by (from, person) (AF-1). ``slot_unit`` is the unit whose cases may be
        booked into it:
        the list unit of the post.
    closure_unit, closure_from, closure_until
        (C,) planned closures, one row per unit and window, sorted by (from, unit); only for the log and the measures:
        their consequences stand in shifts and accesses.
    max_open, max_open_urgent
        Most live cases that one person owns when taking on one of priority 3-5, 1-2.
    answer_wait
        Working ticks without answer after which a live case may be closed (CO-2).
    second_attempt_after
        Working ticks until the reminder (CO-3).
    call_after
        (6,) working ticks until the telephone attempt by current priority; used for 1 and 2 (CO-4).
    min_after_second_attempt
        Working ticks between the second attempt and the closing (CO-2).
    async_reminder_after, async_closing_after
        Staffed ticks (days times ``async_day``) (CO-5).
    waking_from, waking_until
        Seconds of the day between which async replies are written.
    visit_lead
        Elapsed ticks between booking and the earliest visit (AF-1).
    """

    unit_names: tuple[str, ...]
    person_names: tuple[str, ...]
    first_day: int
    end: int
    measured_from: int
    day_open: Ints
    day_close: Ints
    day_is_weekday: Bools
    worked_before: Ints
    async_day: int
    unit_provider: Ints
    list_unit: Ints
    unit_async: Bools
    unit_diverts: Bools
    unit_closes_locked: Bools
    person_coordinates: Ints
    post_person: Ints
    post_unit: Ints
    post_role: Ints
    post_list: Ints
    shift_post: Ints
    shift_from: Ints
    shift_until: Ints
    shift_leaves: Bools
    access_post: Ints
    access_list: Ints
    access_relation: Ints
    access_from: Ints
    access_until: Ints
    slot_person: Ints
    slot_unit: Ints
    slot_from: Ints
    slot_until: Ints
    closure_unit: Ints
    closure_from: Ints
    closure_until: Ints
    max_open: int
    max_open_urgent: int
    answer_wait: int
    second_attempt_after: int
    call_after: Ints
    min_after_second_attempt: int
    async_reminder_after: int
    async_closing_after: int
    waking_from: int
    waking_until: int
    visit_lead: int


class Stream(IntEnum):
    """Where a case comes from."""

    channel = 0
    picture = 1
    """A picture asked for on the telephone (CO-8): async from birth, no target."""
    backlog = 2
    """Waiting when the horizon begins; in no measure of cases."""


@dataclass(frozen=True, slots=True)
class CaseTable:
    """Every case of one replication with every draw it will ever need, sorted by (arrival, unit, origin).

    N cases, three stages each (0 entry, 1 after a referral or upward correction, 2 after a handover), T turns in all.
    The row number is the case id.

    Attributes
    ----------
    origin
        (N, 3) uint32: what the draws of the case hang on (unit key, date ordinal, number); never changes when other
        cases come
        or go.
    arrival
        (N,) tick.
    stream
        (N,) ``Stream``.
    unit
        (N,) where care was sought.
    handling_unit
        (N,) unit whose list the case enters; -1 if it enters none.
    reason, priority, corrected_priority, age
        (N,) ``Reason``; listed priority 1-5; priority after the first turn; whole years.
    by_guardian, protected_identity, guardian_protected_identity
        (N,) who asks and whose identity is protected (IN-2, IN-3).
    intake
        (N,) ``Intake``.
    rule, unit_rule
        (N,) index into ``sim.domain.rules.RULES``: what settled intake or role; what settled the unit (-1 none).
    role
        (N,) role of the first list; -1 if none.
    visit, late_for_visit, qualified
        (N,) leads to a digital visit, patient late for it, qualified contact (AF-1, CO-6, AF-4).
    physical_visit
        (N,) leads to a physical visit, outside the model, counted.
    referral_unmet
        (N,) a referral was drawn to a role that nobody has: the nurse settles it.
    handover
        (N,) ``Handover``.
    writes_before_acceptance
        (N,) the patient writes between handover and acceptance (UN-9).
    before_delay, before_async_delay, before_work
        (N,) ticks: until that message (live, async); the sender's turn.
    stage_role, stage_unit
        (N, 3) role and unit of each stage; -1 where the case has no such stage.
    stage_turn, stage_turns
        (N, 3) first row in the turn columns; number of turns (0 where the stage does not exist). Stage 0 has exactly
        the turns that
        will be held in it: one where the case moves on after the first turn.
    stage_wrap_up
        (N, 3) ticks that the last piece of the stage carries beyond its turn: documentation, registration, booking,
        handover
        (AF-1 to AF-3, UN-8).
    stage_documentation
        (N, 3) ticks of documentation if the stage ends the case at the unit, else 0 (AF-2); >0 means that
        ``documented`` is logged at the end of its last piece.
    stage_closing
        (N, 3) ticks of work of a closing piece in the stage, at least 1.
    stage_reminder, stage_call
        (N, 3) ticks of work of a reminder; of a telephone attempt (without the turns that follow if reached).
    turn_work
        (T,) ticks of staff work of each turn, at least 1.
    turn_live_delay, turn_async_delay
        (T,) ticks until the patient's answer to the turn: elapsed; waking ticks.
    turn_silent, turn_returns, turn_reached
        (T,) no answer comes by itself; a second attempt brings the silent patient back; the telephone reaches the
        patient.
    turn_notice
        (T,) ticks until idle people see a piece that arises at this turn (AF-5); 0 at once.
    absence_person, absence_day
        (B,) unplanned absence: person and day of the horizon (ST-6), sorted by (day, person).
    """

    origin: NDArray[np.uint32]
    arrival: Ints
    stream: Ints
    unit: Ints
    handling_unit: Ints
    reason: Ints
    priority: Ints
    corrected_priority: Ints
    age: Ints
    by_guardian: Bools
    protected_identity: Bools
    guardian_protected_identity: Bools
    intake: Ints
    rule: Ints
    unit_rule: Ints
    role: Ints
    visit: Bools
    late_for_visit: Bools
    qualified: Bools
    physical_visit: Bools
    referral_unmet: Bools
    handover: Ints
    writes_before_acceptance: Bools
    before_delay: Ints
    before_async_delay: Ints
    before_work: Ints
    stage_role: Ints
    stage_unit: Ints
    stage_turn: Ints
    stage_turns: Ints
    stage_wrap_up: Ints
    stage_documentation: Ints
    stage_closing: Ints
    stage_reminder: Ints
    stage_call: Ints
    turn_work: Ints
    turn_live_delay: Ints
    turn_async_delay: Ints
    turn_silent: Bools
    turn_returns: Bools
    turn_reached: Bools
    turn_notice: Ints
    absence_person: Ints
    absence_day: Ints

    @classmethod
    def empty(cls) -> "CaseTable":
        """Return a table without cases, turns and absences."""
        kinds: dict[object, type] = {NDArray[np.uint32]: np.uint32, Ints: np.int64, Bools: np.bool_}
        three = {field.name for field in fields(cls) if field.name.startswith("stage_")} | {"origin"}
        return cls(
            **{field.name: np.empty((0, 3) if field.name in three else 0, kinds[field.type]) for field in fields(cls)}
        )

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.arrival)


class Row(IntEnum):
    """Kinds of rows in the log; the columns that a kind does not use hold -1."""

    turned_away = 0
    """detail: rule index."""
    diverted = 1
    """At arrival; detail: rule index."""
    arrived = 2
    """detail: listed priority."""
    listed = 3
    """The case enters its list (same tick as arrived, or 0 for the backlog); detail: list."""
    arose = 4
    """A piece arises; detail: ``Piece``."""
    waits = 5
    """The piece waits from now on with person (-1 nobody) and, if detail is not -1, in that list too.

    Written in every instant in which that changed, as it stands when the instant's dispatch begins.
    """
    noticed = 6
    """Idle people see the waiting piece from this tick; written only while it waits in a list."""
    begun = 7
    """person begins the piece; detail: ``Piece`` it is now (a reply waiting at the end of the day has become an
    async_reply)."""
    done = 8
    """person ends the piece; detail: ``Piece``."""
    withdrawn = 9
    """The waiting piece is needed no more."""
    patient_wrote = 10
    late_reply = 11
    """The patient's answer came after the closing was begun or done."""
    owned = 12
    """person owns the live case from now on."""
    released = 13
    """person owns the case no longer (left, became async, settled, booked, handed over)."""
    attempt = 14
    """A contact attempt is made; detail: its number since the patient's last message (1, 2, ...)."""
    reached = 15
    """The telephone attempt reached the patient."""
    became_async = 16
    documented = 17
    """The stage that ends is documented; stands before the handover of the same tick (UN-10)."""
    referred = 18
    """Stage 1 begins; detail: list."""
    handed_over = 19
    """The sender's part ends; detail: receiving list, -1 if out of the model."""
    accepted = 20
    """person begins the accept piece."""
    booked = 21
    """person: with whom; detail: slot row."""
    visit_begun = 22
    """detail: slot row."""
    visit_done = 23
    """detail: slot row."""
    sms = 24
    """One row per message; detail: a running number within case and tick, from 0."""
    closed = 25
    """detail: ``Outcome``."""
    absent = 26
    """person is absent this day; at the person's first shift."""
    shift_on = 27
    """detail: post."""
    shift_off = 28
    """detail: post."""
    closure_on = 29
    """detail: unit."""
    closure_off = 30
    """detail: unit."""
    day_end = 31


DIGEST_BLOCK = 1 << 15
"""Rows of a log that are hashed together: few enough to stay in a processor's cache."""


@dataclass(frozen=True, slots=True)
class EventLog:
    """What happened: rows sorted by (tick, kind, case, person, piece, detail), the same from every engine.

    Attributes
    ----------
    tick, kind, case, person, piece, detail
        (R,) int64 columns; -1 where a kind has no such value. ``piece`` counts from 0 within its case.
    """

    tick: Ints
    kind: Ints
    case: Ints
    person: Ints
    piece: Ints
    detail: Ints

    @classmethod
    def from_rows(cls, rows: NDArray[np.int64]) -> "EventLog":
        """Sort (R, 6) rows into the canonical order."""
        order = np.lexsort(rows.T[::-1]) if len(rows) else np.arange(0)
        ordered = np.ascontiguousarray(rows[order].T) if len(rows) else np.empty((6, 0), dtype=np.int64)
        return cls(*ordered)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.tick)

    def digest(self) -> str:
        """Return a SHA-256 by which two logs are told apart, the same on every machine, as hexadecimal text.

        Hashed are the number of rows and, in blocks of `DIGEST_BLOCK` rows, column by column the width of the narrowest
        signed integers that hold the block's values (1, 2, 4 or 8 bytes) and the values so written, the low byte first:
        another log gives other bytes, and they are a third of the log's own.
        """
        sha = hashlib.sha256(len(self).to_bytes(8, "little"))
        for start in range(0, len(self), DIGEST_BLOCK):
            for field in fields(self):
                values = getattr(self, field.name)[start : start + DIGEST_BLOCK]
                low, high = int(values.min()), int(values.max())
                width = next(size for size in (1, 2, 4, 8) if -(1 << 8 * size - 1) <= low and high < 1 << 8 * size - 1)
                sha.update(bytes([width]))
                sha.update(values.astype(f"<i{width}"))
        return sha.hexdigest()
