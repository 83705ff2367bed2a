"""The end of the staffed day: what becomes of open cases (CO-5, IN-5)."""

from sim.domain.async_case import becomes_async
from sim.domain.words import Outcome, Piece
from sim.engine.reference.silence import ATTEMPTS, CLOSINGS, answer_comes, await_closing
from sim.engine.reference.state import Case
from sim.engine.reference.world import World
from sim.tables import Row, Stream


def day_ends(world: World) -> None:
    """End the staffed day for every open case.

    A case with a piece in hand becomes async when that piece ends. A case that waits for acceptance is the sender's:
    whether it becomes async is the sending unit's ``carry_over``.
    """
    plan = world.plan
    world.log.write(Row.day_end)
    for case in list(world.open):
        if not case.begun:
            if case.stream == Stream.channel and plan.unit_diverts[case.unit, case.listed_priority]:
                world.withdraw_waiting(case)
                world.close(case, Outcome.diverted_at_close)
        elif becomes_async(case.begun, case.visiting, case.is_async, bool(plan.unit_async[case.unit_now])):
            if case.in_hand is not None or case.aside_in_hand:
                case.converts = True
            else:
                convert(world, case)


def turn_async(world: World, case: Case) -> None:
    """Make a live case async, without a word to the patient: nobody owns it, live attempts and closings are withdrawn.

    A waiting reply becomes an async reply that has waited as long; ``referred`` and ``accept`` keep their place.
    """
    world.log.write(Row.became_async, case=case.number)
    case.converts = False
    case.is_async = True
    world.release(case)
    if case.waiting is not None:
        if case.waiting.kind in ATTEMPTS or case.waiting.kind in CLOSINGS:
            world.withdraw_waiting(case)
        elif case.waiting.kind == Piece.reply:
            case.waiting.kind = Piece.async_reply
    for work in (case.waiting, case.aside):
        if work is not None:
            work.owner = None
            world.board.move(work)
    if case.timer is not None:
        case.timer.cancel()


def convert(world: World, case: Case) -> None:
    """Make a live case async and tell the patient: one SMS, no time, the second attempt if none was made (CO-5, CO-6).

    An answer on its way keeps its tick. A silent patient whom a second attempt brings back is brought back by this one.
    The waiting for the closing starts anew.
    """
    turn_async(world, case)
    world.sms(case)
    if not case.awaits_answer:
        return
    case.message_work = world.clock.worked()
    if case.attempts < 2:
        world.attempt(case)
        if case.unanswered.silent and case.unanswered.returns:
            answer_comes(world, case)
    await_closing(world, case)
