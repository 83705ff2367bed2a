"""The clock: SimPy's environment with whole seconds, and the order of events inside one second."""

from collections.abc import Callable
from enum import IntEnum

import simpy
from simpy.events import EventPriority

from sim.domain.staffed_time import tick_at_work, worked_at
from sim.tables import PlanTable


class Phase(IntEnum):
    """What comes before what within one tick; lower goes first (SimPy's event priorities, 0 is SimPy's own).

    Within a phase the order of cases and people changes nothing.
    """

    sender_reply_ends = 1
    """The one piece of a case that can end together with another of the same case (UN-9)."""
    work_ends = 2
    """All other pieces and visits that end, with their consequences."""
    patients_write = 3
    timers = 4
    """Notice, second attempt, closing."""
    arrivals = 5
    ends = 6
    """Shifts and closures that end."""
    begins = 7
    """Shifts and closures that begin, absence, visits that are due."""
    day_end = 8
    dispatch = 9


class Appointment(simpy.Event):
    """Something that happens at a tick, in a phase, unless it is cancelled."""

    def __init__(self, clock: "Clock", tick: int, phase: Phase) -> None:
        super().__init__(clock.env)
        self._ok = True
        self._value = None
        if tick <= clock.end:
            clock.env.schedule(self, EventPriority(phase), tick - clock.now)

    def cancel(self) -> None:
        """Let it not happen; nothing changes if it has happened already."""
        if self.callbacks is not None:
            self.callbacks.clear()


class Clock:
    """Time as the engine knows it.

    Parameters
    ----------
    plan
        The calendar and the end of the horizon: what lies after it never happens.
    dispatch
        Called once in every tick in which something happened, after everything else.
    """

    def __init__(self, plan: PlanTable, dispatch: Callable[[], None]) -> None:
        self.env = simpy.Environment()
        self.end = plan.end
        self._dispatch = dispatch
        self._dispatch_at = -1
        self._calendar: tuple[list[int], list[int], list[int]] = (
            plan.day_open.tolist(),
            plan.day_close.tolist(),
            plan.worked_before.tolist(),
        )

    @property
    def now(self) -> int:
        """The current tick."""
        return int(self.env.now)

    def until(self, tick: int, phase: Phase) -> Appointment:
        """Return what a process waits for: a phase of a tick, now or later."""
        appointment = Appointment(self, tick, phase)
        if appointment.callbacks is not None:
            appointment.callbacks.append(self._happened)
        return appointment

    def at(self, tick: int, phase: Phase, action: Callable[[], None]) -> Appointment:
        """Make an appointment to call ``action`` in a phase of a tick, now or later."""
        appointment = self.until(tick, phase)
        if appointment.callbacks is not None:
            appointment.callbacks.append(lambda _: action())
        return appointment

    def at_work(self, work: int, phase: Phase, action: Callable[[], None]) -> Appointment:
        """Make an appointment for when the working clock shows ``work``, at once if it already does."""
        return self.at(max(self.now, tick_at_work(work, *self._calendar)), phase, action)

    def worked(self) -> int:
        """Return what the working clock shows now: staffed ticks since the horizon began (ST-1)."""
        return worked_at(self.now, *self._calendar)

    def _happened(self, _: simpy.Event) -> None:
        if self._dispatch_at != self.now:
            self._dispatch_at = self.now
            appointment = Appointment(self, self.now, Phase.dispatch)
            if appointment.callbacks is not None:
                appointment.callbacks.append(lambda _: self._dispatch())
