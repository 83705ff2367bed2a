"""Sums over the cases of a group, and the cases of each group one after another."""

import numpy as np
import numpy.typing as npt

from sim.compiling import entry
from sim.tables import Bools, Ints


@entry
def sums_by(places: Ints, values: Ints, count: int) -> Ints:
    """Return what values add up to in each group.

    Parameters
    ----------
    places
        (J, n) group of each case in each of J groupings, counted through all of them; -1 for none.
    values
        (n, K) of each case.
    count
        Groups in all groupings together.

    Returns
    -------
    ndarray
        (count, K).
    """
    out = np.zeros((count, values.shape[1]), np.int64)
    for case in range(places.shape[1]):
        for grouping in range(places.shape[0]):
            place = places[grouping, case]
            if place >= 0:
                for column in range(values.shape[1]):
                    out[place, column] += values[case, column]
    return out


@entry
def dealt(
    places: npt.NDArray[np.int32], seconds: Ints, finished: Bools, replication: Ints, count: int
) -> tuple[Ints, Bools, Ints, Ints]:
    """Deal waits out to their groups, in each in the order in which they come.

    Parameters
    ----------
    places
        (n,) group of each; -1 for none.
    seconds, finished, replication
        (n,) as in `sim.measures.waits.Sample`.
    count
        Groups.

    Returns
    -------
    tuple of array
        Seconds, finished and replication of the first group, of the second and so on; (count + 1,) where each group
        begins, and the end.
    """
    bounds = np.zeros(count + 1, np.int64)
    for case in range(len(places)):
        if places[case] >= 0:
            bounds[places[case] + 1] += 1
    for group in range(count):
        bounds[group + 1] += bounds[group]
    free = bounds[:-1].copy()
    dealt_seconds = np.empty(bounds[-1], seconds.dtype)
    dealt_finished = np.empty(bounds[-1], finished.dtype)
    dealt_replication = np.empty(bounds[-1], replication.dtype)
    for case in range(len(places)):
        place = places[case]
        if place >= 0:
            to = free[place]
            dealt_seconds[to] = seconds[case]
            dealt_finished[to] = finished[case]
            dealt_replication[to] = replication[case]
            free[place] = to + 1
    return dealt_seconds, dealt_finished, dealt_replication, bounds


@entry
def counts_before(replication: Ints, ends: Ints, bounds: Ints, replications: int) -> Ints:
    """Count the first cases of each group by replication.

    Parameters
    ----------
    replication
        (n,) of cases, group by group.
    ends
        (G, Q) how many of the first are meant, none fewer than the one before.
    bounds
        (G + 1,) where each group begins.
    replications
        How many.

    Returns
    -------
    ndarray
        (G, Q, replications).
    """
    out = np.zeros((ends.shape[0], ends.shape[1], replications), np.int64)
    for group in range(ends.shape[0]):
        case = bounds[group]
        for place in range(ends.shape[1]):
            if place > 0:
                out[group, place] = out[group, place - 1]
            while case < bounds[group] + ends[group, place]:
                out[group, place, replication[case]] += 1
                case += 1
    return out


@entry
def places_without(replication: Ints, mine: Ints, wanted: Ints) -> Ints:
    """Find the case that is at some place in the order once a replication is left out, for each replication.

    Parameters
    ----------
    replication
        (n,) of cases in their order.
    mine
        (R,) cases of each replication.
    wanted
        (R,) place, 0 the first, among the cases of the others; -1 for none.

    Returns
    -------
    ndarray
        (R,) number of the case among all; -1 where none was wanted.
    """
    count = len(mine)
    first = np.zeros(count + 1, np.int64)
    for one in range(count):
        first[one + 1] = first[one] + mine[one]
    free, at = first[:-1].copy(), np.empty(len(replication), np.int64)
    for case in range(len(replication)):
        at[free[replication[case]]] = case
        free[replication[case]] += 1
    out = np.full(count, -1, np.int64)
    for one in range(count):
        if wanted[one] < 0:
            continue
        # among all, the wanted one of the others stands behind the own ones with at most so many others before them
        low, high = first[one], first[one + 1]
        while low < high:
            middle = (low + high) // 2
            if at[middle] - (middle - first[one]) <= wanted[one]:
                low = middle + 1
            else:
                high = middle
        out[one] = wanted[one] + low - first[one]
    return out
