"""What waits when a day opens and when a week closes, and the work that comes."""

import numpy as np

from sim.compiling import entry, kernel
from sim.domain.staffed_time import NEVER
from sim.domain.words import Intake, Piece
from sim.tables import Ints, list_of
from sim.units import DAY

NOT_THAT_DAY = -1
"""The inbox of an opening was not cleared before the day closed."""


@entry
def inbox(
    pieces: tuple[Ints, ...], openings: tuple[Ints, Ints, Ints], closings: tuple[Ints, Ints], lists: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return what waits at openings and at the last closing of each week.

    Parameters
    ----------
    pieces
        Columns of ``story.Pieces``: kind, arose, begun, withdrawn, home, drawn.
    openings, closings
        Ticks of opening and closing, and by day the first of them on that day or later; likewise of the last closing of
        each week.
    lists
        How many.

    Returns
    -------
    tuple of array
        Of ``lists.Lists``: inbox_pieces, inbox_work, inbox_cleared, weekly_closing.
    """
    kind, arose, begun, withdrawn, home, drawn = pieces
    opening, closing, open_from = openings
    week, week_from = closings
    shape = len(opening), lists
    number, work, cleared = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    waiting = np.zeros((len(week), lists), np.int64)
    for piece in range(len(kind)):
        over, where = min(begun[piece], withdrawn[piece]), home[piece]
        # a sender's reply that the acceptance withdraws goes in the dispatch, like a piece that is begun
        in_dispatch = begun[piece] < NEVER or kind[piece] == Piece.sender_reply
        row = _first(open_from, opening, arose[piece])
        while row < len(opening) and (opening[row] < over or (opening[row] == over and in_dispatch)):
            number[row, where] += 1
            work[row, where] += drawn[piece]
            cleared[row, where] = max(cleared[row, where], over - opening[row])
            row += 1
        row = _first(week_from, week, arose[piece] + 1)
        while row < len(week) and week[row] <= over:
            waiting[row, where] += 1
            row += 1
    for row in range(len(opening)):
        for where in range(lists):
            # a first piece diverted at the closing was not cleared by anybody that day
            if cleared[row, where] >= closing[row] - opening[row]:
                cleared[row, where] = NOT_THAT_DAY
    return number, work, cleared, waiting


@kernel
def _first(from_day: Ints, ticks: Ints, tick: int) -> int:
    """Return the first of sorted ticks that is not before a tick."""
    row = from_day[min(max(tick // DAY, 0), len(from_day) - 1)]
    while row < len(ticks) and ticks[row] < tick:
        row += 1
    return row


@entry
def offered(
    cases: tuple[Ints, ...], stages: tuple[Ints, ...], turn_work: Ints, measured_from: int, lists: int
) -> tuple[Ints, Ints]:
    """Return by list the cases that entered it and the seconds of work drawn for every stage of what arrived.

    Parameters
    ----------
    cases, stages, turn_work
        Columns of the CaseTable: arrival, intake, handling unit, role; role, unit, first turn, turns and wrap-up of
        each stage; work of each turn.
    measured_from
        Tick from which arrivals count.
    lists
        How many.
    """
    arrival, intake, handling_unit, first_role = cases
    role, unit, first_turn, turns, wrap_up = stages
    arrived, seconds = np.zeros(lists, np.int64), np.zeros(lists, np.int64)
    for case in range(len(arrival)):
        if intake[case] != Intake.accepted or arrival[case] < measured_from:
            continue
        arrived[list_of(handling_unit[case], first_role[case])] += 1
        for stage in range(3):
            if turns[case, stage] > 0:
                drawn = wrap_up[case, stage]
                for turn in range(first_turn[case, stage], first_turn[case, stage] + turns[case, stage]):
                    drawn += turn_work[turn]
                seconds[list_of(unit[case, stage], role[case, stage])] += drawn
    return arrived, seconds
