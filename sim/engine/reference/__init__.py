"""The reference engine, in SimPy: the specification of the mechanics, written to be read.

Begin with `run`, then read ``clock`` (the phases of an instant), ``staff`` (people), ``turns`` (what each piece of work
leads to), ``silence`` (waiting for patients), ``carry_over`` (the end of the day), ``stages`` (referral, handover),
``visits``, ``board`` and ``dispatch`` (who takes what). Questions that a rule answers are asked of ``sim.domain``.

Decisions where the mechanics left something open:

- A row ``waits`` says where a piece stands when the instant's dispatch begins; places passed through within an instant
  leave no row.
- A patient who answers while an attempt is in hand has written then; the reply arises when the attempt is done.
- A call that reaches the patient makes a pending answer void when it begins.
- An async case is closed when the waiting days have passed and two attempts have been made, whichever comes last.
- A case that waits for acceptance is held by the sender's unit: its ``carry_over`` decides at the end of the day.
- The owner of a piece goes before everybody else who may take it.
- Bookings and moved bookings of an instant share one order: current priority, case id.
- Cases that never enter a list have the rows ``arrived`` and ``turned_away`` or ``diverted``, and no ``closed``.
- The column ``person`` is filled for pieces that wait, begin and end, ownership, acceptance, visits, duty and absence.
- The attempts of a case are counted anew when the patient writes, also while an attempt is in hand.
- A case that has just ended its stage with a visit does not become async, although it is booked only in the dispatch.
- Whoever begins a shift at any post is no longer on a break, and whoever leaves at any post leaves every open case.
- An owner on duty at any post may take the own pieces: a conversation taken as cover goes on when the cover has ended.
- When two pieces of one case end in the same second, the sender's reply ends first.
- From the second in which an absence is known, the slots of that day are gone; a moved visit asks the unit alone.
"""

from collections import defaultdict
from collections.abc import Generator
from functools import partial

import simpy

from sim.domain.words import Intake, Piece
from sim.engine.reference.board import Board
from sim.engine.reference.carry_over import day_ends
from sim.engine.reference.clock import Clock, Phase
from sim.engine.reference.dispatch import dispatch
from sim.engine.reference.log import Log
from sim.engine.reference.staff import shifts_by_person, working_life
from sim.engine.reference.state import Case, Person, read_cases
from sim.engine.reference.world import Slots, World
from sim.tables import CaseTable, EventLog, PlanTable, Row, Stream


def run(plan: PlanTable, cases: CaseTable) -> EventLog:
    """Play cases through a plan.

    Parameters
    ----------
    plan
        Who may do what, when.
    cases
        Every case with every draw.

    Returns
    -------
    EventLog
        What happened up to and including ``plan.end``.
    """
    clock = Clock(plan, lambda: dispatch(world))
    log = Log(clock)
    people = [Person(number, share) for number, share in enumerate(plan.person_coordinates.tolist())]
    board = Board(plan, clock, log, people)
    world = World(plan, clock, log, people, read_cases(cases), board, Slots.of(plan))
    clock.env.process(_arrivals(world))
    clock.env.process(_days(world))
    _closures(world)
    absent_days: defaultdict[int, set[int]] = defaultdict(set)
    for number, day in zip(cases.absence_person.tolist(), cases.absence_day.tolist(), strict=True):
        absent_days[number].add(day)
    for person, shifts in zip(people, shifts_by_person(plan), strict=True):
        clock.env.process(working_life(world, person, shifts, absent_days[person.number]))
    clock.env.run()
    return log.finished()


def _arrivals(world: World) -> Generator[simpy.Event, None, None]:
    """Let the cases come, in order of time; the backlog stands in its lists when the horizon begins."""
    for case in world.cases:
        yield world.clock.until(max(case.arrival, 0), Phase.arrivals)
        arrive(world, case)


def arrive(world: World, case: Case) -> None:
    """Let a case come: turned away or diverted, or listed, and its first piece arises (IN-5, CO-8)."""
    world.log.write(Row.arrived, case=case.number, detail=case.listed_priority, tick=case.arrival)
    if case.intake != Intake.accepted:
        kind = Row.turned_away if case.intake == Intake.turned_away else Row.diverted
        world.log.write(kind, case=case.number, detail=case.rule)
        return
    world.open.add(case)
    world.log.write(Row.listed, case=case.number, detail=case.stage.patient_list)
    case.is_async = case.stream == Stream.picture
    kind_of_piece = Piece.picture if case.is_async else Piece.first
    world.piece_arises(case, kind_of_piece, case.stage.turns[0])


def _days(world: World) -> Generator[simpy.Event, None, None]:
    """End every staffed day."""
    for opens, closes in zip(world.plan.day_open.tolist(), world.plan.day_close.tolist(), strict=True):
        if opens < closes:
            yield world.clock.until(closes, Phase.day_end)
            day_ends(world)


def _closures(world: World) -> None:
    """Note in the log when units are closed; shifts and accesses already know (UN-3)."""
    plan = world.plan
    columns = (plan.closure_unit, plan.closure_from, plan.closure_until)
    for unit, start, stop in zip(*(column.tolist() for column in columns), strict=True):
        if start >= 0:
            world.clock.at(start, Phase.begins, partial(world.log.write, Row.closure_on, detail=unit))
        world.clock.at(stop, Phase.ends, partial(world.log.write, Row.closure_off, detail=unit))
