"""Arrival; after the last turn of a stage: referral, handover, visit, or the end (RO-9, UN-7 to UN-10, AF-1, AF-2)."""

from sim.compiling import kernel
from sim.domain.words import Handover, Intake, Outcome, Piece
from sim.engine.compiled import board, boxes, calendar, cases, log, visits
from sim.engine.compiled.carry_over import convert
from sim.engine.compiled.status import Status, stop
from sim.engine.compiled.world import World
from sim.tables import Row, Stream

STAGES = 3


@kernel
def arrive(world: World, case: int) -> None:
    """Let a case come: turned away or diverted, or listed, and its first piece arises (IN-5, CO-8)."""
    if world.arrival[case] >= 0:
        log.say(world, Row.arrived, case, world.priority[case])
    if world.intake[case] != Intake.accepted:
        kind = Row.turned_away if world.intake[case] == Intake.turned_away else Row.diverted
        log.say(world, kind, case, world.rule[case])
        return
    stage = _stage_from(world, case, 0)
    if stage == STAGES:
        stop(world, Status.no_stage, case)
        return
    _clear(world, case)
    world.stage[case] = stage
    world.unit_now[case] = world.stage_unit[case, stage]
    cases.listed(world, case)
    log.say(world, Row.listed, case, board.stage_list(world, case))
    world.is_async[case] = world.stream[case] == Stream.picture
    kind_of_piece = Piece.picture if world.is_async[case] else Piece.first
    board.piece_arises(world, case, kind_of_piece, cases.next_turn(world, case))


@kernel
def _clear(world: World, case: int) -> None:
    """Write how a case stands before anything has happened to it."""
    world.current_priority[case] = world.priority[case]
    world.held[case] = world.attempts[case] = world.message_work[case] = world.pieces[case] = 0
    world.sms_number[case] = 0
    world.owner[case] = world.sender[case] = world.sms_at[case] = world.answer_to[case] = -1
    world.begun[case] = world.closed[case] = world.visiting[case] = world.owner_has_left[case] = False
    world.awaits_answer[case] = world.has_written[case] = world.converts[case] = False
    world.in_hand[case] = world.aside_in_hand[case] = False
    for piece in (case, len(world.arrival) + case):
        world.waits[piece] = world.placed[piece] = world.is_moved[piece] = False
        world.due[boxes.notice_of(world, piece)] = -1
    world.due[boxes.answer_of(case)] = world.due[boxes.timer_of(world, case)] = -1


@kernel
def _stage_from(world: World, case: int, stage: int) -> int:
    """Return the first stage from a stage on that exists, ``STAGES`` if none does."""
    while stage < STAGES and world.stage_turns[case, stage] == 0:
        stage += 1
    return stage


@kernel
def stage_over(world: World, case: int, person: int) -> None:
    """End a stage in which a person has held the last turn, and begin the next or end the case.

    A conversion that waited for this turn happens if the case goes on to another stage; it comes to nothing if the case
    ends or waits for a visit.
    """
    if world.stage_documentation[case, world.stage[case]] > 0:
        log.say(world, Row.documented, case, -1)
    following = _stage_from(world, case, world.stage[case] + 1)
    if following == STAGES:
        _end(world, case, person)
        return
    if world.converts[case]:
        convert(world, case)
    cases.release(world, case)
    sending_list = board.stage_list(world, case)
    world.stage[case], world.held[case], world.sender[case] = following, 0, person
    turn = cases.next_turn(world, case)
    if following == 1:
        log.say(world, Row.referred, case, board.stage_list(world, case))
        board.piece_arises(world, case, Piece.referred, turn)
        return
    log.say(world, Row.handed_over, case, board.stage_list(world, case))
    board.piece_arises(world, case, Piece.accept, turn)
    if world.handover[case] == Handover.same_provider and world.writes_before_acceptance[case]:
        if world.is_async[case]:
            tick = calendar.when_awake(world, world.before_async_delay[case])
        else:
            tick = world.now + world.before_delay[case]
        world.answer_to[case] = sending_list
        boxes.appoint(world, boxes.answer_of(case), tick)


@kernel
def accepted(world: World, case: int, person: int) -> None:
    """Let the receiving unit take over: from now on the case is its own, and the sender answers no more (UN-9)."""
    log.write(world, Row.accepted, case, person, -1, -1)
    world.unit_now[case] = world.stage_unit[case, world.stage[case]]
    boxes.cancel(world, boxes.answer_of(case))
    aside = len(world.arrival) + case
    if world.waits[aside]:
        board.withdraw(world, aside)


@kernel
def _end(world: World, case: int, person: int) -> None:
    if world.handover[case] == Handover.out:
        log.say(world, Row.handed_over, case, -1)
        cases.close(world, case, Outcome.handed_over_out)
    elif world.visit[case]:
        visits.want(world, case, person)
    else:
        cases.close(world, case, Outcome.settled)


@kernel
def writes_to_sender(world: World, case: int) -> None:
    """Let the patient write to the sender: the person who handed over, or anybody in that list, answers (UN-9)."""
    log.say(world, Row.patient_wrote, case, -1)
    owner = world.sender[case]
    if world.is_async[case] or (world.post[owner] < 0 and not world.on_break[owner]):
        owner = -1
    notice = world.turn_notice[world.stage_turn[case, world.stage[case]]]
    world.asides[world.aside_count] = len(world.arrival) + case
    world.aside_count += 1
    board.arise(world, len(world.arrival) + case, Piece.sender_reply, notice, owner, world.answer_to[case])
