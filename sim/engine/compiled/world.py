"""Everything that the kernels share: one record of arrays, handed on by reference.

N cases, T turns, P people, Q posts, L lists, V slots, D days. Unless said otherwise an array is int64, a time is a
tick, and -1 means "none". What is kept by case is written when the case arrives. A case has at most two pieces at a
time, so every piece has a fixed place in the arrays of pieces (2 N): the piece of the conversation at ``case``, the
sender's reply during a handover at ``N + case``.
"""

from dataclasses import dataclass, fields

from numba.core.types import StructRef, Type
from numba.experimental import structref

from sim.tables import Bools, Ints


@dataclass(slots=True)
class World:
    """The clinic at work; columns of the plan and of the cases keep the names they have in ``sim.tables``.

    Attributes
    ----------
    now, status, culprit
        The current tick; 0, or a ``Status`` and the case at which the engine cannot go on.
    agenda
        What the plan says will happen, packed and sorted: see ``layout.agenda``.
    access_first
        (Q + 1,) first row of each post in the access columns.
    list_first, list_person, list_post
        (L + 1,) first row of each list in the other two: everybody who may at some time work in it, at which post.
    unit_closer
        (U,) list whose people close locked cases, -1 where nobody does (CO-9).
    absent
        (P, D) unplanned absence.
    slots_of_person_first, slots_of_person, slots_of_unit_first, slots_of_unit
        Rows of the slots by person and by unit, in order of time.
    slot_taken, slot_case
        (V,) no longer offered; case booked and not begun.
    offered_person, offered_unit, offered_from, offered_taken, offered_slot
        (V,) room for the slots that come into question for one booking.
    post, on_break, hand, visit_case, visit_slot
        (P,) post on duty; off duty for a break only; piece in hand; visit being held, and its slot.
    owned_count, owned_first, own_first
        (P,) live cases owned; first of them; first waiting piece that stands with the person.
    free_since, sees_all_at, next_visit, absent_on
        (P,) tick since which nothing is in hand; tick in which all of the lists is seen; first booked slot; last day
        of absence.
    awake, awake_count, is_awake
        (P,) people for whom something may have changed.
    current_priority, stage, held, unit_now, owner, sender, attempts, message_work, pieces, sms_at, sms_number
        (N,) as in the reference engine's ``Case``; ``stage`` is 0 to 2.
    begun, is_async, closed, visiting, owner_has_left, awaits_answer, has_written, converts, in_hand
        (N,) bool, likewise; ``in_hand`` is the piece of the conversation.
    aside_in_hand
        (N,) bool: the sender's reply is being done.
    answer_to
        (N,) list of the sender to whom the next message goes; -1: it answers the unanswered turn.
    timer_closes
        (N,) bool: the timer is for the closing, not for the second attempt.
    owned_next, owned_before
        (N,) the owner's other cases.
    open, open_count, open_place
        (N,) cases listed and not closed; where each stands there.
    kind, since, number, role_list, piece_owner, notice, notice_at, stands_with, in_list
        (2 N,) as in the reference engine's ``Work``.
    waits, noticed, placed, is_moved
        (2 N,) bool: needed and not begun; seen by idle people; on the board; to be settled anew in this instant.
    moved, moved_count, asides, aside_count
        Pieces to be settled in this instant; senders' replies that have arisen in it.
    shelf, key
        (2 N,) shelf of a list in which the piece lies; its place in the order of pieces, packed.
    shelf_first, shelf_child, shelf_next, shelf_before
        (6 L,), (2 N,)...: the shelves as pairing heaps, see ``shelves``.
    own_next, own_before
        (2 N,) the other pieces that stand with the same person.
    booking_case, booking_person, booking_from, booking_count
        Cases that want a visit in this instant, person to ask first, earliest tick.
    due, box_next, box_before
        (4 N + P,) tick of each appointment, -1 none; the others in its box, see ``boxes``.
    box_first, box_now, soon, soon_count
        First appointment of each box; the box that is being emptied; its appointments as a heap.
    bid_key, bid_person, bid_relation, bid_count
        (P,) bids as a heap, see ``dispatch``; relation by person.
    rows, row_count
        (6, capacity) the log, columns in the order of ``EventLog``, sorted up to the last instant.
    note_kind, note_who, note_detail, note_count
        Rows of this instant, packed: see ``log``.
    scratch
        Room for sorting.
    """

    end: int
    max_open: int
    max_open_urgent: int
    answer_wait: int
    second_attempt_after: int
    min_after_second_attempt: int
    async_reminder_after: int
    async_closing_after: int
    waking_from: int
    waking_until: int
    visit_lead: int
    day_open: Ints
    day_close: Ints
    worked_before: Ints
    call_after: Ints
    unit_async: Bools
    unit_diverts: Bools
    person_coordinates: Ints
    post_person: Ints
    shift_post: Ints
    shift_leaves: Bools
    closure_unit: Ints
    access_post: Ints
    access_list: Ints
    access_relation: Ints
    access_from: Ints
    access_until: Ints
    slot_person: Ints
    slot_unit: Ints
    slot_from: Ints
    slot_until: Ints

    arrival: Ints
    stream: Ints
    unit: Ints
    reason: Ints
    priority: Ints
    corrected_priority: Ints
    intake: Ints
    rule: Ints
    protected_identity: Bools
    visit: Bools
    late_for_visit: Bools
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

    agenda: Ints
    access_first: Ints
    list_first: Ints
    list_person: Ints
    list_post: Ints
    unit_closer: Ints
    absent: Bools
    slots_of_person_first: Ints
    slots_of_person: Ints
    slots_of_unit_first: Ints
    slots_of_unit: Ints

    now: int
    status: int
    culprit: int

    slot_taken: Bools
    slot_case: Ints
    offered_person: Ints
    offered_unit: Ints
    offered_from: Ints
    offered_taken: Bools
    offered_slot: Ints

    post: Ints
    on_break: Bools
    hand: Ints
    visit_case: Ints
    visit_slot: Ints
    owned_count: Ints
    owned_first: Ints
    own_first: Ints
    free_since: Ints
    sees_all_at: Ints
    next_visit: Ints
    absent_on: Ints
    awake: Ints
    awake_count: int
    is_awake: Bools

    current_priority: Ints
    stage: Ints
    held: Ints
    unit_now: Ints
    owner: Ints
    sender: Ints
    attempts: Ints
    message_work: Ints
    pieces: Ints
    sms_at: Ints
    sms_number: Ints
    answer_to: Ints
    begun: Bools
    is_async: Bools
    closed: Bools
    visiting: Bools
    owner_has_left: Bools
    awaits_answer: Bools
    has_written: Bools
    converts: Bools
    in_hand: Bools
    aside_in_hand: Bools
    timer_closes: Bools
    owned_next: Ints
    owned_before: Ints
    open: Ints
    open_count: int
    open_place: Ints

    kind: Ints
    since: Ints
    number: Ints
    role_list: Ints
    piece_owner: Ints
    notice: Ints
    notice_at: Ints
    stands_with: Ints
    in_list: Ints
    waits: Bools
    noticed: Bools
    placed: Bools
    is_moved: Bools
    moved: Ints
    moved_count: int
    asides: Ints
    aside_count: int
    shelf: Ints
    key: Ints
    shelf_first: Ints
    shelf_child: Ints
    shelf_next: Ints
    shelf_before: Ints
    own_next: Ints
    own_before: Ints

    booking_case: Ints
    booking_person: Ints
    booking_from: Ints
    booking_count: int

    due: Ints
    box_next: Ints
    box_before: Ints
    box_first: Ints
    box_now: int
    soon: Ints
    soon_count: int

    bid_key: Ints
    bid_person: Ints
    bid_relation: Ints
    bid_count: int

    rows: Ints
    row_count: int
    note_kind: Ints
    note_who: Ints
    note_detail: Ints
    note_count: int
    scratch: Ints


FIELDS = tuple(field.name for field in fields(World))
"""The order in which a World is filled."""


class WorldType(StructRef):
    """What a `World` is to Numba: a record in which every field keeps the type it was given.

    It has a short name. Numba would write out all of the fields, and that name stands in the name of every kernel.
    """

    def __init__(self, named: list[tuple[str, Type]]) -> None:
        super().__init__(named)
        self.name, self._full_name = "World", self.name

    @property
    def key(self) -> str:
        """Return what tells two such types apart."""
        return self._full_name


structref.register(WorldType)
structref.define_constructor(World, WorldType, list(FIELDS))
