"""Stages and turns: which there are, what is drawn for each, and how they are laid out in a CaseTable."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from sim.cases.compiled.attributes import Requests
from sim.cases.compiled.codes import FREE, N_STAGES, Purpose
from sim.cases.compiled.mix import Mix, pick
from sim.cases.compiled.philox import PURPOSE_SHIFT, Floats, Key, Words, blocks
from sim.compiling import entry, kernel
from sim.domain.documentation import needs_documentation
from sim.domain.handover import RECEIVING_ROLE
from sim.domain.protected_identity import moves_to_voice
from sim.domain.roles import turns_before_moving
from sim.domain.words import Handover, Intake
from sim.tables import Bools, Ints, Stream

PICTURE_TURNS = 2
"""Asking for the picture, and the turn that the patient's answer gets (CO-8)."""

_TOGETHER = 512
"""Turns that are drawn at a time."""
_STAGE, _TURN = int(Purpose.stage), int(Purpose.turn)
_ACCEPTED, _PICTURE, _RECEIVING = int(Intake.accepted), int(Stream.picture), int(RECEIVING_ROLE)
_NO_HANDOVER, _SAME = int(Handover.none), int(Handover.same_provider)


class Rows(IntEnum):
    """What is known of a stage; the rows of a (6, S) table."""

    case = 0
    stage = 1
    role = 2
    unit = 3
    drawn = 4
    """Turns of the whole conversation."""
    held = 5
    """Turns held before the case moves on."""


class Lane(IntEnum):
    """What the uniform numbers of a stage are for."""

    conversation = 0
    turns = 1
    documentation = 2
    registration = 3
    booking = 4
    handover = 5
    reminder = 6
    call = 7


class Duty(IntEnum):
    """What a stage carries beside its turns."""

    documented = 0
    """It ends the case at the unit, and that is documented (AF-2, UN-10)."""
    closing_documented = 1
    """Closing the case unanswered in it is documented."""
    registration = 2
    booking = 3
    handover_same_provider = 4
    handover_other_provider = 5
    picture = 6
    """It begins with asking for a picture (CO-8)."""
    voice = 7
    """It begins with moving the contact to voice or video (IN-4)."""


class Told(NamedTuple):
    """All that is settled of the cases before their stages: N of each.

    Attributes
    ----------
    origin
        (N, 3).
    places
        (3, N) arrival, unit, ``Stream``.
    requests
        Who asks for what.
    routes
        As ``routing.routes`` returns them.
    going, happens
        As ``decisions.decide`` returns them.
    turns
        (N, 3) turns that a trace states, in the order of the stages that there are, or ``FREE``; empty without one.
    """

    origin: Words
    places: Ints
    requests: Requests
    routes: Ints
    going: Ints
    happens: Bools
    turns: Ints


@entry
def stages(turns: Mix, list_unit: Ints, told: Told, key: Key) -> tuple[Ints, Floats, Bools]:
    """Draw the stages that there are.

    Parameters
    ----------
    turns
        By role: of the number of turns, from 1.
    list_unit
        (U, N_LIST_ROLES) unit in whose list a case stands.
    told
        The cases.
    key
        Of the replication.

    Returns
    -------
    rows, u, duties
        (6, S) by ``Rows``, (8, S) by ``Lane``, (8, S) by ``Duty``; sorted by case and stage.
    """
    share, bounds = turns
    places, routes, going, happens, stated = told.places, told.routes, told.going, told.happens, told.turns
    patients, persons = told.requests
    rows = _there(list_unit, places, routes, going)
    u = _lanes(told.origin, rows, key)
    duties = np.empty((8, rows.shape[1]), np.bool_)
    for row in range(rows.shape[1]):
        case, stage, role = rows[0, row], rows[1, row], rows[2, row]
        is_picture, to = places[2, case] == _PICTURE, going[1, case]
        last_at_unit = 1 if to >= 0 else 0
        drawn = PICTURE_TURNS if is_picture else pick(share, bounds, role, u[1, row]) + 1
        held = turns_before_moving(drawn, to, happens[0, case]) if stage == 0 and to >= 0 else drawn
        if len(stated):
            said = stated[case, 1 + last_at_unit if stage == 2 else stage]
            if said != FREE:
                drawn = held = said
        rows[4, row], rows[5, row] = drawn, held
        reason, ends_at_unit = patients[0, case], stage in (2, last_at_unit)
        is_last = stage == 2 or (ends_at_unit and going[3, case] < 0)
        handover = going[2, case] if stage == last_at_unit else _NO_HANDOVER
        duties[0, row] = ends_at_unit and needs_documentation(reason, role, handover != _NO_HANDOVER)
        duties[1, row] = needs_documentation(reason, role, False)
        duties[2, row] = is_last and happens[4, case]
        duties[3, row] = is_last and happens[2, case]
        duties[4, row] = handover == _SAME
        duties[5, row] = handover > _SAME
        duties[6, row] = is_picture
        duties[7, row] = stage == 0 and moves_to_voice(persons[1, case], persons[3, case])
    return rows, u, duties


@kernel
def _there(list_unit: Ints, places: Ints, routes: Ints, going: Ints) -> Ints:
    """Return case, stage, role and unit of the stages that there are, and room for their turns."""
    count = 0
    for case in range(places.shape[1]):
        if routes[0, case] == _ACCEPTED:
            count += 1 + (going[1, case] >= 0) + (going[3, case] >= 0)
    rows, row = np.empty((6, count), np.int64), 0
    for case in range(places.shape[1]):
        if routes[0, case] != _ACCEPTED:
            continue
        to, destination = going[1, case], going[3, case]
        rows[0, row], rows[1, row], rows[2, row], rows[3, row] = case, 0, routes[3, case], routes[4, case]
        row += 1
        if to >= 0:
            rows[0, row], rows[1, row], rows[2, row], rows[3, row] = case, 1, to, list_unit[places[1, case], to]
            row += 1
        if destination >= 0:
            rows[0, row], rows[1, row], rows[2, row], rows[3, row] = case, 2, _RECEIVING, destination
            row += 1
    return rows


@kernel
def _lanes(origin: Words, rows: Ints, key: Key) -> Floats:
    """Return the uniform numbers of each stage, (8, S)."""
    counters, u = np.empty((4, rows.shape[1]), np.uint32), np.empty((8, rows.shape[1]))
    for row in range(rows.shape[1]):
        for word in range(3):
            counters[word, row] = origin[rows[0, row], word]
        counters[3, row] = (_STAGE + rows[1, row]) << PURPOSE_SHIFT
    blocks(counters, 0, key, u[:4])
    blocks(counters, 1, key, u[4:])
    return u


class Chances(NamedTuple):
    """Shares of patients: silent; brought back by a second attempt; reached by telephone."""

    silent: float
    returns: float
    reached: float


@entry
def answers(chances: Chances, telephones: Bools, origin: Words, rows: Ints, key: Key, out: Floats) -> Bools:
    """Draw what the patient does after each turn, and when idle people notice it (AF-5).

    Parameters
    ----------
    chances
        Of the scenario.
    telephones
        (U,) the unit has service telephones.
    origin, rows
        (N, 3), (6, S) cases and stages.
    key
        Of the replication.
    out
        (3, T) to be filled with uniform numbers: for the answer in a live case, in an async one, and for the notice.

    Returns
    -------
    ndarray of bool
        (4, T) silent, returns, reached, noticed with a telephone.
    """
    count = out.shape[1]
    truths = np.empty((4, count), np.bool_)
    counters, u = np.empty((4, _TOGETHER), np.uint32), np.empty((8, _TOGETHER))
    first = held = 0
    for row in range(rows.shape[1]):
        case, stage = rows[0, row], rows[1, row]
        for number in range(rows[5, row]):
            for word in range(3):
                counters[word, held] = origin[case, word]
            counters[3, held] = ((_TURN + stage) << PURPOSE_SHIFT) + 2 * number
            truths[3, first + held] = telephones[rows[3, row]]
            held += 1
            if held == _TOGETHER or first + held == count:
                _answer(chances, counters, first, held, key, u, out, truths)
                first, held = first + held, 0
    return truths


@kernel
def _answer(
    chances: Chances, counters: Words, first: int, held: int, key: Key, u: Floats, out: Floats, truths: Bools
) -> None:
    """Draw for some turns, from the first on: few enough for what is drawn to stay near the processor."""
    blocks(counters, 0, key, u[:4])
    blocks(counters, 1, key, u[4:])
    for turn in range(held):
        out[0, first + turn], out[1, first + turn], out[2, first + turn] = u[0, turn], u[1, turn], u[5, turn]
        truths[0, first + turn] = u[2, turn] < chances.silent
        truths[1, first + turn] = u[3, turn] < chances.returns
        truths[2, first + turn] = u[4, turn] < chances.reached


@entry
def lay_out(rows: Ints, duties: Bools, ticks: tuple[Ints, ...], by_stage: Ints, turn_work: Ints) -> None:
    """Fill the stage columns and the work of the turns.

    Parameters
    ----------
    rows, duties
        (6, S), (8, S) the stages.
    ticks
        (S,) each: first turn, later turn, documentation, what is wrapped up beside it, reminder, call.
    by_stage
        (9, N, 3) to be filled: role, unit, first turn, turns, wrap-up, documentation, closing, reminder, call.
    turn_work
        (T,) to be filled.
    """
    first, later, documentation, beside, reminder, call = ticks
    row = turn = 0
    for case in range(by_stage.shape[1]):
        for stage in range(N_STAGES):
            by_stage[2, case, stage] = turn
            if row == rows.shape[1] or rows[0, row] != case or rows[1, row] != stage:
                by_stage[0, case, stage] = by_stage[1, case, stage] = -1
                by_stage[3, case, stage] = by_stage[4, case, stage] = by_stage[5, case, stage] = 0
                by_stage[6, case, stage] = by_stage[7, case, stage] = by_stage[8, case, stage] = 1
                continue
            documented = documentation[row] if duties[0, row] else 0
            by_stage[0, case, stage], by_stage[1, case, stage] = rows[2, row], rows[3, row]
            by_stage[3, case, stage] = rows[5, row]
            by_stage[4, case, stage] = documented + beside[row]
            by_stage[5, case, stage] = documented
            by_stage[6, case, stage] = max(documentation[row], 1) if duties[1, row] else 1
            by_stage[7, case, stage], by_stage[8, case, stage] = reminder[row], call[row]
            for number in range(rows[5, row]):
                turn_work[turn] = first[row] if number == 0 else later[row]
                turn += 1
            row += 1
