"""Work in hand and open conversations, by person."""

import numpy as np

from sim.compiling import entry, kernel
from sim.domain.words import N_LIST_ROLES, Role
from sim.measures.compiled.duty import on_duty, shift_at
from sim.measures.compiled.story import VISIT
from sim.measures.compiled.week import HALF_HOURS, add_before, add_up
from sim.tables import Ints

N_KINDS = VISIT + 1
N_ROLES = len(Role)


@entry
def work(
    busy: tuple[Ints, ...], shifts: tuple[Ints, ...], posts: tuple[Ints, ...], sizes: tuple[int, ...], monday: int,
    low: int, high: int,
) -> tuple[Ints, Ints, Ints, Ints, Ints]:  # fmt: skip
    """Return who was busy with what and when.

    Parameters
    ----------
    busy
        Columns of ``story.Busy``: person, start, stop, kind, home.
    shifts
        Columns of ``duty.Duty``: post, start, stop, worked, first, first post.
    posts
        Unit and role of each.
    sizes
        People, units, days.
    monday
        As in ``week.weekly``.
    low, high
        Ticks between which time counts.

    Returns
    -------
    tuple of array
        Of ``load.Load``: busy, busy_week; (2, P) seconds of work on duty and outside; unit_overrun, helped.
    """
    person, start, stop, kind, home = busy
    shift_post, shift_start, shift_stop, worked, first, first_post = shifts
    unit, role = posts
    people, units, days = sizes
    by_kind, inside = np.zeros((people, N_KINDS), np.int64), np.zeros((2, people), np.int64)
    whole, part = np.zeros((people, HALF_HOURS + 1), np.int64), np.zeros((people, HALF_HOURS), np.int64)
    unit_overrun, helped = np.zeros((units, N_ROLES), np.int64), np.zeros((units, units), np.int64)
    for row in range(len(person)):
        who, begin, end = person[row], max(start[row], low), min(stop[row], high)
        if begin >= end:
            continue
        shift = shift_at(shift_start, first, days, who, start[row])
        post = shift_post[shift] if shift >= 0 else first_post[who]
        since, last = max(shift, first[who * days]), first[(who + 1) * days]
        there = on_duty(shift_start, shift_stop, worked, since, last, begin, end)
        over = end - begin - there
        by_kind[who, kind[row]] += end - begin
        inside[0, who] += there
        inside[1, who] += over
        add_before(whole, part, who, monday + end, 1)
        add_before(whole, part, who, monday + begin, -1)
        unit_overrun[unit[post], role[post]] += over
        helped[unit[post], home[row] // N_LIST_ROLES] += end - begin
    add_up(whole, part)
    return by_kind, part, inside, unit_overrun, helped


@entry
def held(owned: tuple[Ints, ...], people: int, low: int, high: int) -> tuple[Ints, Ints]:
    """Return by person the live cases owned, summed over seconds, and most at once.

    Parameters
    ----------
    owned
        Columns of ``story.Owned``: person, start, stop, by start.
    people
        How many.
    low, high
        Ticks between which time counts.
    """
    person, start, stop, by_start = owned
    seconds, most, count = np.zeros(people, np.int64), np.zeros(people, np.int64), np.zeros(people, np.int64)
    first, following = np.full(people, -1, np.int64), np.full(len(person), -1, np.int64)
    for row in by_start:
        who, begin, end = person[row], max(start[row], low), min(stop[row], high)
        if begin >= end:
            continue
        seconds[who] += end - begin
        count[who] -= _drop(first, following, stop, who, begin)
        following[row], first[who] = first[who], row
        count[who] += 1
        most[who] = max(most[who], count[who])
    return seconds, most


@kernel
def _drop(first: Ints, following: Ints, stop: Ints, who: int, tick: int) -> int:
    """Take out of a person's chain what has ended by a tick; return how many that are."""
    dropped, before, row = 0, -1, first[who]
    while row >= 0:
        after = following[row]
        if stop[row] > tick:
            before = row
        else:
            dropped += 1
            if before < 0:
                first[who] = after
            else:
                following[before] = after
        row = after
    return dropped
