"""After the last turn of a stage: referral, handover, visit, or the end (RO-9, UN-7 to UN-10, AF-1, AF-2)."""

from functools import partial

from sim.domain.waking import waking_add
from sim.domain.words import Handover, Outcome, Piece
from sim.engine.reference import visits
from sim.engine.reference.carry_over import convert
from sim.engine.reference.clock import Phase
from sim.engine.reference.state import Case, Person
from sim.engine.reference.world import World
from sim.tables import Row


def stage_over(world: World, case: Case, person: Person) -> None:
    """End a stage in which a person has held the last turn, and begin the next or end the case.

    A conversion that waited for this turn happens if the case goes on to another stage; it comes to nothing if the case
    ends or waits for a visit.
    """
    if case.stage.documentation > 0:
        world.log.write(Row.documented, case=case.number)
    following = case.next_stage
    if following is None:
        _end(world, case, person)
        return
    if case.converts:
        convert(world, case)
    world.release(case)
    before, case.stage, case.held, case.sender = case.stage, following, 0, person
    if following.number == 1:
        world.log.write(Row.referred, case=case.number, detail=following.patient_list)
        world.piece_arises(case, Piece.referred, following.turns[0])
        return
    world.log.write(Row.handed_over, case=case.number, detail=following.patient_list)
    world.piece_arises(case, Piece.accept, following.turns[0])
    if case.handover == Handover.same_provider and case.writes_before_acceptance:
        now, plan = world.clock.now, world.plan
        if case.is_async:
            tick = waking_add(now, case.before_async_delay, plan.waking_from, plan.waking_until)
        else:
            tick = now + case.before_delay
        case.answer = world.clock.at(
            tick, Phase.patients_write, partial(_writes_to_sender, world, case, before.patient_list)
        )


def accepted(world: World, case: Case, person: Person) -> None:
    """Let the receiving unit take over: from now on the case is its own, and the sender answers no more (UN-9)."""
    world.log.write(Row.accepted, case=case.number, person=person.number)
    case.unit_now = case.stage.unit
    if case.answer is not None:
        case.answer.cancel()
    if case.aside is not None and case.aside.waits:
        world.board.withdraw(case.aside)
        case.aside = None


def _end(world: World, case: Case, person: Person) -> None:
    if case.handover == Handover.out:
        world.log.write(Row.handed_over, case=case.number)
        world.close(case, Outcome.handed_over_out)
    elif case.visit:
        visits.want(world, case, person)
    else:
        world.close(case, Outcome.settled)


def _writes_to_sender(world: World, case: Case, sending_list: int) -> None:
    """Let the patient write to the sender: the person who handed over, or anybody in that list, answers (UN-9)."""
    world.log.write(Row.patient_wrote, case=case.number)
    sender = case.sender
    owner = None if case.is_async or sender is None or sender.has_left else sender
    case.aside = world.board.arise(case, Piece.sender_reply, case.stage.turns[0].notice, owner, sending_list)
