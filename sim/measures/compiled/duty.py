"""Who was on duty when, by the columns of ``duty.Duty``: start and stop sorted by (person, from), and ``first``."""

from sim.compiling import kernel
from sim.tables import Ints
from sim.units import DAY


@kernel
def shift_at(start: Ints, first: Ints, days: int, person: int, tick: int) -> int:
    """Return the shift of a person that began last, at a tick or before; -1 none."""
    shift, last = first[person * days + min(max(tick // DAY, 0), days - 1)], first[(person + 1) * days]
    while shift < last and start[shift] <= tick:
        shift += 1
    return shift - 1 if shift > first[person * days] else -1


@kernel
def on_duty(start: Ints, stop: Ints, worked: Ints, shift: int, last: int, since: int, until: int) -> int:
    """Return the seconds of ``[since, until)`` that lie in shifts that were worked, from a shift to before a last."""
    seconds = 0
    while shift < last and start[shift] < until:
        if worked[shift]:
            seconds += max(min(stop[shift], until) - max(start[shift], since), 0)
        shift += 1
    return seconds
