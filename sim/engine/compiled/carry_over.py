"""The end of the staffed day: what becomes of open cases (CO-5, IN-5)."""

from sim.compiling import kernel
from sim.domain.async_case import becomes_async
from sim.domain.words import Outcome, Piece
from sim.engine.compiled import board, boxes, calendar, cases, log, silence
from sim.engine.compiled.world import World
from sim.tables import Row, Stream


@kernel
def day_ends(world: World) -> None:
    """End the staffed day for every open case.

    A case with a piece in hand becomes async when that piece ends. A case that waits for acceptance is the sender's:
    whether it becomes async is the sending unit's ``carry_over``.
    """
    log.say(world, Row.day_end, -1, -1)
    for place in range(world.open_count - 1, -1, -1):  # backwards: a case that closes gives its place to the last one
        case = world.open[place]
        if not world.begun[case]:
            diverts = world.unit_diverts[world.unit[case], world.priority[case]]
            if world.stream[case] == Stream.channel and diverts:
                board.withdraw_waiting(world, case)
                cases.close(world, case, Outcome.diverted_at_close)
        elif becomes_async(
            world.begun[case],
            world.visiting[case],
            world.is_async[case],
            world.unit_async[world.unit_now[case]],
        ):
            if world.in_hand[case] or world.aside_in_hand[case]:
                world.converts[case] = True
            else:
                convert(world, case)


@kernel
def turn_async(world: World, case: int) -> None:
    """Make a live case async, without a word to the patient: nobody owns it, live attempts and closings are withdrawn.

    A waiting reply becomes an async reply that has waited as long; ``referred`` and ``accept`` keep their place.
    """
    log.say(world, Row.became_async, case, -1)
    world.converts[case] = False
    world.is_async[case] = True
    cases.release(world, case)
    if world.waits[case]:
        kind = world.kind[case]
        if silence.is_attempt(kind) or silence.is_closing(kind):
            board.withdraw(world, case)
        elif kind == Piece.reply:
            world.kind[case] = Piece.async_reply
    for piece in (case, len(world.arrival) + case):
        if world.waits[piece]:
            world.piece_owner[piece] = -1
            board.move(world, piece)
    boxes.cancel(world, boxes.timer_of(world, case))


@kernel
def convert(world: World, case: int) -> None:
    """Make a live case async and tell the patient: one SMS, no time, the second attempt if none was made (CO-5, CO-6).

    An answer on its way keeps its tick. A silent patient whom a second attempt brings back is brought back by this one.
    The waiting for the closing starts anew.
    """
    turn_async(world, case)
    cases.sms(world, case)
    if not world.awaits_answer[case]:
        return
    world.message_work[case] = calendar.worked(world)
    if world.attempts[case] < 2:
        cases.attempt(world, case)
        turn = cases.unanswered(world, case)
        if world.turn_silent[turn] and world.turn_returns[turn]:
            silence.answer_comes(world, case)
    silence.await_closing(world, case)
