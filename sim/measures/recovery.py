"""When a list has recovered from a closure: what waits at each opening, against the same openings without it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.differences import difference
from sim.measures.estimate import Floats, mean
from sim.measures.list_figures import Inbox, inbox_of
from sim.measures.several import Several
from sim.measures.verdicts import Change, Found, judge
from sim.units import DAY

PIECES = 1.0
"""Pieces more at an opening that do not matter: fewer than one case."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A unit's lists after its closures, in one scenario against the base where it does not close.

    Attributes
    ----------
    unit, scenario
        Whose lists; name of the scenario.
    changes
        By staffed day (``day``: of the horizon, 0 the first) the mean number of pieces that wait when it opens.
    after
        First of these days that opens after the last closure; None where the horizon ends before.
    recovered
        First day from ``after`` on at whose opening less than `PIECES` more wait than without closure, with the whole
        interval, and at no later opening more; None where no such day is shown.
    opening, opening_without
        What waits when ``after`` opens and when it is cleared, here and in the base; None without such a day.
    """

    unit: str
    scenario: str
    changes: list[Change]
    after: int | None
    recovered: int | None
    opening: Inbox | None
    opening_without: Inbox | None


def recoveries(base: Several, others: Sequence[tuple[str, Several]], unit: str, closed_until: int) -> list[Recovery]:
    """Follow the lists of a unit over the openings, and judge all scenarios and openings together.

    Parameters
    ----------
    base
        The same scenario without closures.
    others
        Names and replications of those with closures, on the same patients.
    unit
        Name of the unit that closes.
    closed_until
        Tick at which its last closure ends.

    Returns
    -------
    list of Recovery
        One by scenario; of a unit with lists of its own.
    """
    place = base.setting.unit_names.index(unit)
    days = base.arrays["lists.opening_day"][0].tolist()
    before = base.stack("lists.inbox_pieces")[:, :, place]
    found = []
    for _, other in others:
        after = other.stack("lists.inbox_pieces")[:, :, place]
        found += [_found(day, before[:, row], after[:, row]) for row, day in enumerate(days)]
    changes = judge(found)
    first = next((day for day in days if day >= -(-closed_until // DAY)), None)
    out = []
    for number, (name, other) in enumerate(others):
        mine = changes[number * len(days) : (number + 1) * len(days)]
        sides = [None if first is None else inbox_of(one, unit, first) for one in (other, base)]
        out.append(Recovery(unit, name, mine, first, _recovered(mine, first), sides[0], sides[1]))
    return out


def _found(day: int, before: Floats, after: Floats) -> Found:
    ones = np.ones(len(before))
    change = difference((before, ones), (after, ones))
    return Found({"day": day}, mean(before).value, mean(after).value, len(before), change, -1, margin=PIECES)


def _recovered(changes: Sequence[Change], first: int | None) -> int | None:
    if first is None:
        return None
    later = [one for one in changes if int(one.key["day"]) >= first]
    longer = [int(one.key["day"]) for one in later if one.verdict == "worse"]
    return next(
        (
            int(one.key["day"])
            for one in later
            if one.verdict in ("no practical difference", "better") and int(one.key["day"]) > max(longer, default=-1)
        ),
        None,
    )
