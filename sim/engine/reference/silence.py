"""Waiting for the patient: answers, second attempts and closing, live and async (CO-2 to CO-7)."""

from functools import partial

from sim.domain.no_answer import closable_at, second_attempt_is_call, second_attempt_wait
from sim.domain.waking import waking_add
from sim.domain.words import Piece
from sim.engine.reference.clock import Phase
from sim.engine.reference.state import Case
from sim.engine.reference.world import World
from sim.tables import Row

ATTEMPTS = (Piece.reminder, Piece.call, Piece.async_reminder)
CLOSINGS = (Piece.closing, Piece.async_closing)


def await_answer(world: World, case: Case) -> None:
    """Begin to wait: a message that asks for an answer has just been sent (CO-1, CO-3).

    It is the first contact attempt. The patient's answer comes after the drawn delay, elapsed in a live case and in
    waking hours in an async one, or never by itself.
    """
    turn = case.unanswered
    case.awaits_answer = True
    case.message_work = world.clock.worked()
    case.attempts = 0
    world.attempt(case)
    if not turn.silent:
        answer_comes(world, case)
    plan = world.plan
    if case.is_async:
        wait = plan.async_reminder_after
    else:
        wait = second_attempt_wait(case.priority, plan.second_attempt_after, plan.call_after.tolist())
    case.timer = world.clock.at_work(case.message_work + wait, Phase.timers, partial(_second_attempt_due, world, case))


def answer_comes(world: World, case: Case) -> None:
    """Fix when the patient answers, counted from now."""
    turn, plan, now = case.unanswered, world.plan, world.clock.now
    if case.is_async:
        tick = waking_add(now, turn.async_delay, plan.waking_from, plan.waking_until)
    else:
        tick = now + turn.live_delay
    case.answer = world.clock.at(tick, Phase.patients_write, partial(_patient_writes, world, case))


def stop_waiting(case: Case) -> None:
    """Let no second attempt and no closing come any more."""
    case.awaits_answer = False
    if case.timer is not None:
        case.timer.cancel()


def await_closing(world: World, case: Case) -> None:
    """Wait for the time at which a silent case may be closed, now that two attempts have been made (CO-2, CO-5)."""
    plan, work = world.plan, world.clock.worked()
    if case.is_async:
        at = max(case.message_work + plan.async_closing_after, work)
    else:
        at = closable_at(case.message_work, work, plan.answer_wait, plan.min_after_second_attempt)
    case.timer = world.clock.at_work(at, Phase.timers, partial(_closing_due, world, case))


def reply_arises(world: World, case: Case) -> None:
    """Let the staff's turn be due: with the owner of a live case, for everybody in the role in an async one (CO-7)."""
    kind = Piece.async_reply if case.is_async else Piece.reply
    world.piece_arises(case, kind, case.stage.turns[case.held])


def _second_attempt_due(world: World, case: Case) -> None:
    """Let the second attempt arise: by telephone in acute cases, else in writing (CO-3, CO-4, CO-5)."""
    if case.is_async:
        kind = Piece.async_reminder
    elif second_attempt_is_call(case.priority, case.protected_identity):
        kind = Piece.call
    else:
        kind = Piece.reminder
    world.piece_arises(case, kind, case.unanswered)


def _closing_due(world: World, case: Case) -> None:
    world.piece_arises(case, Piece.async_closing if case.is_async else Piece.closing, case.unanswered)


def _patient_writes(world: World, case: Case) -> None:
    """Let the patient answer.

    Too late when the closing is in hand or done; while an attempt is in hand the reply arises when that is done;
    otherwise it arises now, and a waiting reminder, call or closing is withdrawn.
    """
    in_hand = case.in_hand
    if case.closed or (in_hand is not None and in_hand.kind in CLOSINGS):
        world.log.write(Row.late_reply, case=case.number)
        return
    world.log.write(Row.patient_wrote, case=case.number)
    stop_waiting(case)
    case.attempts = 0
    world.withdraw_waiting(case)
    if in_hand is not None:
        case.has_written = True
    else:
        reply_arises(world, case)
