"""Waiting for the patient: answers, second attempts and closing, live and async (CO-2 to CO-7)."""

from sim.compiling import kernel
from sim.domain.no_answer import closable_at, second_attempt_is_call, second_attempt_wait
from sim.domain.words import Piece
from sim.engine.compiled import board, boxes, calendar, cases, log
from sim.engine.compiled.status import Status, stop
from sim.engine.compiled.world import World
from sim.tables import Row


@kernel
def is_attempt(kind: int) -> bool:
    """Tell whether a piece is a second attempt."""
    return kind in (Piece.reminder, Piece.call, Piece.async_reminder)


@kernel
def is_closing(kind: int) -> bool:
    """Tell whether a piece closes a silent case."""
    return kind in (Piece.closing, Piece.async_closing)


@kernel
def await_answer(world: World, case: int) -> None:
    """Begin to wait: a message that asks for an answer has just been sent (CO-1, CO-3).

    It is the first contact attempt. The patient's answer comes after the drawn delay, elapsed in a live case and in
    waking hours in an async one, or never by itself.
    """
    world.awaits_answer[case] = True
    world.message_work[case] = calendar.worked(world)
    world.attempts[case] = 0
    cases.attempt(world, case)
    if not world.turn_silent[cases.unanswered(world, case)]:
        answer_comes(world, case)
    if world.is_async[case]:
        wait = world.async_reminder_after
    else:
        wait = second_attempt_wait(world.current_priority[case], world.second_attempt_after, world.call_after)
    world.timer_closes[case] = False
    boxes.appoint(world, boxes.timer_of(world, case), calendar.when_worked(world, world.message_work[case] + wait))


@kernel
def answer_comes(world: World, case: int) -> None:
    """Fix when the patient answers, counted from now."""
    turn = cases.unanswered(world, case)
    if world.is_async[case]:
        tick = calendar.when_awake(world, world.turn_async_delay[turn])
    else:
        tick = world.now + world.turn_live_delay[turn]
    world.answer_to[case] = -1
    boxes.appoint(world, boxes.answer_of(case), tick)


@kernel
def stop_waiting(world: World, case: int) -> None:
    """Let no second attempt and no closing come any more."""
    world.awaits_answer[case] = False
    boxes.cancel(world, boxes.timer_of(world, case))


@kernel
def await_closing(world: World, case: int) -> None:
    """Wait for the time at which a silent case may be closed, now that two attempts have been made (CO-2, CO-5)."""
    work = calendar.worked(world)
    if world.is_async[case]:
        at = max(world.message_work[case] + world.async_closing_after, work)
    else:
        at = closable_at(world.message_work[case], work, world.answer_wait, world.min_after_second_attempt)
    world.timer_closes[case] = True
    boxes.appoint(world, boxes.timer_of(world, case), calendar.when_worked(world, at))


@kernel
def reply_arises(world: World, case: int) -> None:
    """Let the staff's turn be due: with the owner of a live case, for everybody in the role in an async one (CO-7)."""
    if world.held[case] >= world.stage_turns[case, world.stage[case]]:
        stop(world, Status.no_turn, case)
        return
    kind = Piece.async_reply if world.is_async[case] else Piece.reply
    board.piece_arises(world, case, kind, cases.next_turn(world, case))


@kernel
def timer_due(world: World, case: int) -> None:
    """Let the second attempt arise, by telephone in acute cases, else in writing; or the closing (CO-2 to CO-5)."""
    is_async = world.is_async[case]
    if world.held[case] == 0:
        stop(world, Status.not_waiting, case)
        return
    if world.timer_closes[case]:
        kind = Piece.async_closing if is_async else Piece.closing
    elif is_async:
        kind = Piece.async_reminder
    elif second_attempt_is_call(world.current_priority[case], world.protected_identity[case]):
        kind = Piece.call
    else:
        kind = Piece.reminder
    board.piece_arises(world, case, kind, cases.unanswered(world, case))


@kernel
def patient_writes(world: World, case: int) -> None:
    """Let the patient answer.

    Too late when the closing is in hand or done; while an attempt is in hand the reply arises when that is done;
    otherwise it arises now, and a waiting reminder, call or closing is withdrawn.
    """
    in_hand = world.in_hand[case]
    if world.closed[case] or (in_hand and is_closing(world.kind[case])):
        log.say(world, Row.late_reply, case, -1)
        return
    log.say(world, Row.patient_wrote, case, -1)
    stop_waiting(world, case)
    world.attempts[case] = 0
    board.withdraw_waiting(world, case)
    if in_hand:
        world.has_written[case] = True
    else:
        reply_arises(world, case)
