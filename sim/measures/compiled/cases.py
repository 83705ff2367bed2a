"""When cases were begun, by whom, and whether in time."""

import numpy as np

from sim.compiling import entry, kernel
from sim.domain.fees import fee_applies
from sim.domain.staffed_time import NEVER, due_day, is_staffed, worked_at
from sim.domain.targets import due, guarantee_until, is_reachable
from sim.domain.words import Intake, Outcome, Piece, Reason, Role
from sim.measures.compiled.duty import shift_at
from sim.tables import Bools, Ints, Stream

TARGETS = (
    "due", "within_target", "reachable", "within_any", "begun_same_day", "contact_in_guarantee",
    "assessed_in_guarantee",
)  # fmt: skip
"""What `targets` returns, in order."""


@entry
def begun(pieces: tuple[Ints, ...], shifts: tuple[Ints, ...], posts: tuple[Ints, ...], cases: int, days: int) -> Ints:
    """Return by case when which of its pieces were begun, and by whom.

    Parameters
    ----------
    pieces
        Columns of ``story.Pieces``: case, kind, begun, withdrawn, person.
    shifts
        Columns of ``duty.Duty``: post, start, stop, worked, first, first post.
    posts
        Unit and role of each.
    cases, days
        How many.

    Returns
    -------
    array
        (8, N) first piece begun, withdrawn, by whom, at which unit on duty; begun by somebody of a clinical role;
        referred piece begun; accepted, at which unit on duty. ``NEVER`` and -1 for what did not happen.
    """
    case, kind, start, withdrawn, person = pieces
    shift_post, shift_start, _, _, first, first_post = shifts
    unit, role = posts
    out = np.full((8, cases), NEVER, np.int64)
    out[2], out[3], out[7] = -1, -1, -1
    for piece in range(len(case)):
        of, who, what = case[piece], person[piece], kind[piece]
        post = -1
        if who >= 0:
            shift = shift_at(shift_start, first, days, who, start[piece])
            post = shift_post[shift] if shift >= 0 else first_post[who]
        at = unit[post] if post >= 0 else -1
        if what in (Piece.first, Piece.picture):
            out[0, of], out[1, of], out[2, of], out[3, of] = start[piece], withdrawn[piece], who, at
        elif what == Piece.referred:
            out[5, of] = start[piece]
        elif what == Piece.accept:
            out[6, of], out[7, of] = start[piece], at
        if post >= 0 and role[post] != Role.medical_admin:
            out[4, of] = min(out[4, of], start[piece])
    return out


@kernel
def _decided(asked: bool, met: bool, limit: int, missed: bool, end: int) -> int:
    """Return 1 where met, 0 where begun too late, diverted at close or overdue at the end, -1 where undecided.

    ``limit`` is the last tick that meets the target; ``missed`` are the cases that were begun too late or can never be
    begun any more.
    """
    if not asked:
        return -1
    if met:
        return 1
    return 0 if missed or limit < end else -1


@entry
def targets(
    cases: tuple[Ints, ...],
    seen: tuple[Ints, ...],
    calendar: tuple[Ints, ...],
    day_is_weekday: Bools,
    within: Ints,
    clock: Ints,
    end: int,
    care_guarantee: bool,
) -> Ints:
    """Return which targets were met.

    Parameters
    ----------
    cases
        Columns of the CaseTable: arrival, stream, intake, priority, reason.
    seen
        (N,) tick of the first contact, of its withdrawal, of the first contact with a clinical role, of the ending.
    calendar, day_is_weekday
        Opening, closing and working time before each day; see PlanTable.
    within, clock
        (6,) by listed priority: ticks of its target, -1 for none, and code of the clock; under 0 the further target for
        every case.
    end
        Tick at which the horizon ends.
    care_guarantee
        The care guarantee is asked for.

    Returns
    -------
    array
        (7, N) by `TARGETS`: ticks, and 1, 0 or -1 (undecided, or not asked).
    """
    arrival, stream, intake, priority, reason = cases
    contact, withdrawn, clinical, closed = seen
    day_open, day_close, worked_before = calendar
    out = np.full((len(TARGETS), len(arrival)), -1, np.int64)
    for case in range(len(arrival)):
        if intake[case] != Intake.accepted or stream[case] != Stream.channel:
            continue
        at, listed, begun_at = arrival[case], priority[case], contact[case]
        over = begun_at < NEVER or withdrawn[case] < NEVER
        for place, target in ((1, listed), (3, 0)):
            if within[target] >= 0:
                limit = due(
                    listed, at, within[target], clock[target], day_open, day_close, day_is_weekday, worked_before
                )
                out[place, case] = _decided(True, begun_at <= min(limit, NEVER - 1), limit, over, end)
                if target:
                    out[0, case] = limit if limit < NEVER else -1
                    out[2, case] = is_reachable(at, limit, day_open, day_close)
        day = due_day(at, day_open, day_close)
        closing = day_close[day] if day >= 0 else NEVER
        out[4, case] = _decided(True, begun_at < closing, closing - 1, over, end)
        for place, after, when in ((5, 0, begun_at), (6, 3, clinical[case])):
            until = guarantee_until(at, after)
            asked = care_guarantee and (after == 0 or reason[case] != Reason.administrative)
            lost = when < NEVER or withdrawn[case] < NEVER or closed[case] < NEVER
            out[place, case] = _decided(asked, when < until, until - 1, lost, end)
    return out


@entry
def waited(cases: tuple[Ints, ...], contact: Ints, withdrawn: Ints, calendar: tuple[Ints, ...], end: int) -> Ints:
    """Return how long cases waited, as far as is known, on both clocks.

    Parameters
    ----------
    cases
        Columns of the CaseTable: arrival, intake.
    contact, withdrawn
        (N,) ticks of the first contact and of its withdrawal.
    calendar, end
        As in `targets`.

    Returns
    -------
    array
        (3, N) seconds, staffed seconds, -1 for cases that were not accepted; whether the arrival was in staffed hours.
    """
    arrival, intake = cases
    day_open, day_close, worked_before = calendar
    out = np.full((3, len(arrival)), -1, np.int64)
    for case in range(len(arrival)):
        at = arrival[case]
        out[2, case] = is_staffed(at, day_open, day_close)
        if intake[case] == Intake.accepted:
            until = min(contact[case], withdrawn[case], end)
            out[0, case] = until - at
            out[1, case] = worked_at(until, day_open, day_close, worked_before) - worked_at(
                at, day_open, day_close, worked_before
            )
    return out


@entry
def pays(outcome: Ints, age: Ints, qualified: Bools, fee_from_age: int, fee_free_from_age: int) -> Bools:
    """Tell by case whether its patient pays a fee: once the unit has ended it (AF-4).

    Parameters
    ----------
    outcome, age, qualified
        (N,) ``Outcome``, -1 none; columns of the CaseTable.
    fee_from_age, fee_free_from_age
        Youngest age that pays, age from which nobody pays.
    """
    out = np.zeros(len(outcome), np.bool_)
    for case in range(len(outcome)):
        if outcome[case] in (Outcome.settled, Outcome.visit_unbooked):
            out[case] = fee_applies(age[case], qualified[case], fee_from_age, fee_free_from_age)
    return out
