"""What differs between two rosters: the weekdays on which people work otherwise."""

import numpy as np

from sim.tables import PlanTable
from sim.units import DAY

Shift = tuple[str, str, int, int, int]
"""Person, unit, role, seconds of the day from and until."""


def changed_weekdays(base: PlanTable, other: PlanTable) -> tuple[int, ...]:
    """Return the weekdays (0 is Monday) whose roster differs, where those of other weekdays do not.

    A weekday counts if at least half of its staffed days differ, so that a closure or a week of leave is none. Where
    every staffed weekday differs the change is one of the whole week, and none is returned.
    """
    staffed = np.flatnonzero(base.day_open < base.day_close)
    weekday = (base.first_day - 1 + staffed) % 7
    sides = _by_day(base), _by_day(other)
    differs = np.array([sides[0].get(day) != sides[1].get(day) for day in staffed.tolist()], dtype=np.bool_)
    changed = [day for day in np.unique(weekday).tolist() if differs[weekday == day].mean() >= 0.5]
    return tuple(changed) if len(changed) < len(np.unique(weekday)) else ()


def _by_day(plan: PlanTable) -> dict[int, set[Shift]]:
    """Return the shifts of each day."""
    out: dict[int, set[Shift]] = {}
    for post, start, stop in zip(
        plan.shift_post.tolist(), plan.shift_from.tolist(), plan.shift_until.tolist(), strict=True
    ):
        day = start // DAY
        out.setdefault(day, set()).add(
            (
                plan.person_names[plan.post_person[post]],
                plan.unit_names[plan.post_unit[post]],
                int(plan.post_role[post]),
                start - day * DAY,
                stop - day * DAY,
            )
        )
    return out
