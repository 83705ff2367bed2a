"""Pieces of work from beginning to end, and what each leads to (CO-1 to CO-9)."""

from sim.compiling import kernel
from sim.domain.documentation import needs_documentation
from sim.domain.sms import sends_sms
from sim.domain.staffing import with_coordinating
from sim.domain.words import Outcome, Piece
from sim.engine.compiled import board, boxes, calendar, cases, log, shelves, silence, stages
from sim.engine.compiled.carry_over import convert, turn_async
from sim.engine.compiled.status import Status, stop
from sim.engine.compiled.world import World
from sim.tables import Row


@kernel
def begin(world: World, person: int, piece: int) -> None:
    """Let a person begin a waiting piece; whoever begins a piece of a live case owns the case (CO-1).

    Two pieces make nobody an owner: the sender's reply, and the closing of a case locked to somebody else (CO-9).
    """
    case, kind = shelves.case_of(world, piece), world.kind[piece]
    for_owner = kind == Piece.closing and world.owner[case] >= 0 and world.owner[case] != person
    board.remove(world, piece)
    log.write(world, Row.begun, case, person, world.number[piece], kind)
    world.hand[person] = piece
    if kind == Piece.sender_reply:
        world.aside_in_hand[case] = True
    else:
        world.begun[case] = True
        world.in_hand[case] = True
        if kind == Piece.accept:
            stages.accepted(world, case, person)
        if not world.is_async[case] and not for_owner:
            cases.own(world, case, person)
    if kind == Piece.call and world.turn_reached[cases.unanswered(world, case)]:
        boxes.cancel(world, boxes.answer_of(case))
    length = with_coordinating(_work_of(world, case, kind), world.person_coordinates[person])
    boxes.appoint(world, boxes.end_of(world, person), world.now + length)


@kernel
def _work_of(world: World, case: int, kind: int) -> int:
    """Return the ticks of work that a piece of a case takes, as drawn; fixed when it begins (AF-1 to AF-3, UN-8)."""
    stage, held = world.stage[case], world.held[case]
    first, turns = world.stage_turn[case, stage], world.stage_turns[case, stage]
    if kind in (Piece.reminder, Piece.async_reminder):
        return world.stage_reminder[case, stage]
    if silence.is_closing(kind):
        return world.stage_closing[case, stage]
    if kind == Piece.sender_reply:
        return world.before_work[case]
    if kind == Piece.call:
        work = world.stage_call[case, stage]
        if world.turn_reached[cases.unanswered(world, case)]:
            for turn in range(first + held, first + turns):
                work += world.turn_work[turn]
            work += world.stage_wrap_up[case, stage]
        return work
    if held >= turns:
        stop(world, Status.no_turn, case)
        return 1
    return world.turn_work[first + held] + (world.stage_wrap_up[case, stage] if held + 1 == turns else 0)


@kernel
def ends(world: World, person: int) -> None:
    """End a piece: its consequences; then an owner who has left meanwhile lets go of the case too (ST-7)."""
    piece = world.hand[person]
    case, kind = shelves.case_of(world, piece), world.kind[piece]
    log.write(world, Row.done, case, person, world.number[piece], kind)
    world.hand[person] = -1
    world.free_since[person] = world.sees_all_at[person] = world.now
    board.wake(world, person)
    if kind == Piece.sender_reply:
        _sender_has_replied(world, case)
        return
    world.in_hand[case] = False
    if silence.is_closing(kind):
        _closing_done(world, case, person)
    elif kind == Piece.call:
        _call_done(world, case, person)
    elif silence.is_attempt(kind):
        _reminder_done(world, case)
    else:
        _turn_done(world, case, person)
    if world.owner_has_left[case]:
        cases.release(world, case)


@kernel
def _turn_done(world: World, case: int, person: int) -> None:
    """End a turn: the patient is to answer, or the stage is over; the very first corrects the priority (RO-9)."""
    if world.stage[case] == 0 and world.held[case] == 0:
        world.current_priority[case] = world.corrected_priority[case]
    world.held[case] += 1
    over = world.held[case] == world.stage_turns[case, world.stage[case]]
    if world.converts[case] and not over:
        turn_async(world, case)
    if sends_sms(world.kind[case], world.is_async[case]):
        cases.sms(world, case)
    if over:
        stages.stage_over(world, case, person)
    else:
        silence.await_answer(world, case)


@kernel
def _reminder_done(world: World, case: int) -> None:
    """End a reminder: a silent patient may come back, and from now on the case may become closable (CO-2, CO-3)."""
    if world.converts[case]:
        turn_async(world, case)
        world.message_work[case] = calendar.worked(world)
    cases.attempt(world, case)
    if sends_sms(world.kind[case], world.is_async[case]):
        cases.sms(world, case)
    if world.has_written[case]:
        _reply_at_last(world, case)
        return
    turn = cases.unanswered(world, case)
    if world.turn_silent[turn] and world.turn_returns[turn]:
        silence.answer_comes(world, case)
    silence.await_closing(world, case)


@kernel
def _call_done(world: World, case: int, person: int) -> None:
    """End a telephone attempt: the rest of the stage was held by telephone, or the waiting goes on (CO-4)."""
    cases.attempt(world, case)
    if world.turn_reached[cases.unanswered(world, case)]:
        log.say(world, Row.reached, case, -1)
        silence.stop_waiting(world, case)
        world.held[case] = world.stage_turns[case, world.stage[case]]
        stages.stage_over(world, case, person)
        return
    if world.converts[case]:
        convert(world, case)
    elif world.awaits_answer[case]:
        silence.await_closing(world, case)
    if world.has_written[case]:
        _reply_at_last(world, case)


@kernel
def _reply_at_last(world: World, case: int) -> None:
    world.has_written[case] = False
    silence.reply_arises(world, case)


@kernel
def _closing_done(world: World, case: int, person: int) -> None:
    """Close a silent case and document it; medical_admin who closes one locked to somebody else informs the patient.

    (CO-2, CO-9, AF-2)
    """
    kind, owner = world.kind[case], world.piece_owner[case]
    if needs_documentation(world.reason[case], world.stage_role[case, world.stage[case]], False):
        log.say(world, Row.documented, case, -1)
    if sends_sms(kind, world.is_async[case], owner >= 0 and owner != person):
        cases.sms(world, case)
    cases.close(world, case, Outcome.closed_unanswered if kind == Piece.closing else Outcome.closed_unanswered_async)


@kernel
def _sender_has_replied(world: World, case: int) -> None:
    """End the sender's reply to a patient who wrote before acceptance: no answer is awaited (UN-9)."""
    world.aside_in_hand[case] = False
    if world.converts[case] and not world.in_hand[case] and not world.closed[case]:
        convert(world, case)
    elif sends_sms(Piece.sender_reply, world.is_async[case]):
        cases.sms(world, case)
