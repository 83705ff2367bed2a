"""Pieces of work from beginning to end, and what each leads to (CO-1 to CO-9)."""

from functools import partial

from sim.domain.documentation import needs_documentation
from sim.domain.sms import sends_sms
from sim.domain.staffing import with_coordinating
from sim.domain.words import Outcome, Piece
from sim.engine.reference.carry_over import convert, turn_async
from sim.engine.reference.clock import Phase
from sim.engine.reference.silence import (
    ATTEMPTS,
    CLOSINGS,
    answer_comes,
    await_answer,
    await_closing,
    reply_arises,
    stop_waiting,
)
from sim.engine.reference.stages import accepted, stage_over
from sim.engine.reference.state import Case, Person, Work
from sim.engine.reference.world import World
from sim.tables import Row


def begin(world: World, person: Person, work: Work) -> None:
    """Let a person begin a waiting piece; whoever begins a piece of a live case owns the case (CO-1).

    Two pieces make nobody an owner: the sender's reply, and the closing of a case locked to somebody else (CO-9).
    """
    case = work.case
    for_owner = work.kind == Piece.closing and case.owner not in (None, person)
    world.board.remove(work)
    world.log.write(Row.begun, case=case.number, person=person.number, piece=work.number, detail=work.kind)
    person.in_hand = work
    if work.kind == Piece.sender_reply:
        case.aside_in_hand = True
    else:
        case.begun = True
        case.waiting, case.in_hand = None, work
        if work.kind == Piece.accept:
            accepted(world, case, person)
        if not case.is_async and not for_owner:
            world.own(case, person)
    if work.kind == Piece.call and case.unanswered.reached and case.answer is not None:
        case.answer.cancel()
    length = with_coordinating(work_of(case, work.kind), person.coordinates)
    phase = Phase.sender_reply_ends if work.kind == Piece.sender_reply else Phase.work_ends
    world.clock.at(world.clock.now + length, phase, partial(_end, world, person, work))


def work_of(case: Case, kind: Piece) -> int:
    """Return the ticks of work that a piece of a case takes, as drawn; fixed when it begins (AF-1 to AF-3, UN-8)."""
    stage = case.stage
    if kind in (Piece.reminder, Piece.async_reminder):
        return stage.reminder
    if kind in CLOSINGS:
        return stage.closing
    if kind == Piece.sender_reply:
        return case.before_work
    if kind == Piece.call:
        if not case.unanswered.reached:
            return stage.call
        return stage.call + sum(turn.work for turn in stage.turns[case.held :]) + stage.wrap_up
    last = case.held + 1 == len(stage.turns)
    return stage.turns[case.held].work + (stage.wrap_up if last else 0)


def _end(world: World, person: Person, work: Work) -> None:
    """End a piece: its consequences; then an owner who has left meanwhile lets go of the case too (ST-7)."""
    case = work.case
    world.log.write(Row.done, case=case.number, person=person.number, piece=work.number, detail=work.kind)
    person.in_hand = None
    person.free_since = person.sees_all_at = world.clock.now
    world.board.wake(person)
    if work.kind == Piece.sender_reply:
        _sender_has_replied(world, case)
        return
    case.in_hand = None
    if work.kind in CLOSINGS:
        _closing_done(world, case, person, work)
    elif work.kind == Piece.call:
        _call_done(world, case, person)
    elif work.kind in ATTEMPTS:
        _reminder_done(world, case, work.kind)
    else:
        _turn_done(world, case, person, work.kind)
    if case.owner_has_left:
        world.release(case)


def _turn_done(world: World, case: Case, person: Person, kind: Piece) -> None:
    """End a turn: the patient is to answer, or the stage is over; the very first corrects the priority (RO-9)."""
    if case.stage.number == 0 and case.held == 0:
        case.priority = case.corrected_priority
    case.held += 1
    over = case.held == len(case.stage.turns)
    if case.converts and not over:
        turn_async(world, case)
    if sends_sms(kind, case.is_async):
        world.sms(case)
    if over:
        stage_over(world, case, person)
    else:
        await_answer(world, case)


def _reminder_done(world: World, case: Case, kind: Piece) -> None:
    """End a reminder: a silent patient may come back, and from now on the case may become closable (CO-2, CO-3)."""
    if case.converts:
        turn_async(world, case)
        case.message_work = world.clock.worked()
    world.attempt(case)
    if sends_sms(kind, case.is_async):
        world.sms(case)
    if case.has_written:
        _reply_at_last(world, case)
        return
    if case.unanswered.silent and case.unanswered.returns:
        answer_comes(world, case)
    await_closing(world, case)


def _call_done(world: World, case: Case, person: Person) -> None:
    """End a telephone attempt: the rest of the stage was held by telephone, or the waiting goes on (CO-4)."""
    world.attempt(case)
    if case.unanswered.reached:
        world.log.write(Row.reached, case=case.number)
        stop_waiting(case)
        case.held = len(case.stage.turns)
        stage_over(world, case, person)
        return
    if case.converts:
        convert(world, case)
    elif case.awaits_answer:
        await_closing(world, case)
    if case.has_written:
        _reply_at_last(world, case)


def _reply_at_last(world: World, case: Case) -> None:
    case.has_written = False
    reply_arises(world, case)


def _closing_done(world: World, case: Case, person: Person, work: Work) -> None:
    """Close a silent case and document it; medical_admin who closes one locked to somebody else informs the patient.

    (CO-2, CO-9, AF-2)
    """
    if needs_documentation(case.reason, case.stage.role, handed_over=False):
        world.log.write(Row.documented, case=case.number)
    if sends_sms(work.kind, case.is_async, closes_locked=work.owner not in (None, person)):
        world.sms(case)
    world.close(case, Outcome.closed_unanswered if work.kind == Piece.closing else Outcome.closed_unanswered_async)


def _sender_has_replied(world: World, case: Case) -> None:
    """End the sender's reply to a patient who wrote before acceptance: no answer is awaited (UN-9)."""
    case.aside, case.aside_in_hand = None, False
    if case.converts and case.in_hand is None and not case.closed:
        convert(world, case)
    elif sends_sms(Piece.sender_reply, case.is_async):
        world.sms(case)
