"""Clinics of which everything is known: one list, one role, people who come and go as a theory needs, plain cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.domain.words import Handover, Intake, Reason, Role
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from sim.tables import Bools, CaseTable, EventLog, Ints, PlanTable, Row, Stream
from sim.units import HOUR, MINUTE, WEEK

Engine = Callable[[PlanTable, CaseTable], EventLog]
"""What plays cases through a plan and says what happened."""

ALWAYS = "00:00-24:00"
MOST_OPEN = 1000
"""As good as no cap on open conversations."""
CLINIC = """\
question: Is the program right?
horizon: {{ from: 2026-01-05, weeks: {weeks}, warm_up_weeks: 0 }}
calendar: {{ staffed_hours: {{ {days}: {staffed} }}, public_holidays: false, closed_eves: [] }}
units: {{ clinic: {{ cases_per_day: 0 }} }}
policy: {{ carry_over: live, out_of_hours: {{ 1: wait, 2: wait }} }}
staffing: {{ absence_share: 0 }}
conversation: {{ max_open: {most_open}, max_open_urgent: {most_open} }}
people:
"""


def clinic(
    weeks: int,
    teams: Mapping[str, int],
    *,
    staffed: str = ALWAYS,
    days: str = "mon-sun",
    most_open: int = MOST_OPEN,
) -> PlanTable:
    """Lay out a clinic with nurses only: noticed at once, nobody absent, nothing diverted, kept live overnight.

    Parameters
    ----------
    weeks
        Length of the horizon.
    teams
        How many nurses work when, such as ``{"08:00-12:00": 2}``.
    staffed, days
        When the channel is staffed.
    most_open
        Cap on the open conversations of a nurse.

    Returns
    -------
    PlanTable
        As any scenario is laid out.
    """
    people = "".join(
        f"  nurse-{team}-{number}: {{ unit: clinic, role: nurse, week: {{ {days}: [{hours}] }} }}\n"
        for team, (hours, count) in enumerate(teams.items(), start=1)
        for number in range(1, count + 1)
    )
    text = CLINIC.format(weeks=weeks, staffed=staffed, days=days, most_open=most_open) + people
    return plan_of(load_text(text).scenario)


def never_reminded(plan: PlanTable) -> PlanTable:
    """Return the plan without second attempts: however long a patient takes, nobody asks again."""
    return replace(plan, second_attempt_after=plan.end + 1)


def weeks_for(arrival: Ints, work: Ints) -> int:
    """Return how many weeks hold the cases until the last of them is surely begun by one person or more."""
    return int(arrival.max(initial=0) + work.sum()) // WEEK + 1


def single_pieces(arrival: Ints, work: Ints, priority: Ints | None = None) -> CaseTable:
    """Return cases that one piece of work settles.

    Parameters
    ----------
    arrival, work
        (N,) ticks, in order of arrival.
    priority
        (N,) 1 to 5; all 3 if None.
    """
    return conversations(arrival, np.ones(len(arrival), dtype=np.int64), work, priority=priority)


def conversations(
    arrival: Ints,
    turns: Ints,
    work: Ints,
    delay: Ints | None = None,
    *,
    priority: Ints | None = None,
    silent: Bools | None = None,
) -> CaseTable:
    """Return cases of several turns.

    Parameters
    ----------
    arrival, turns
        (N,) tick in order of arrival; number of turns.
    work
        (T,) ticks of each turn, case after case.
    delay
        (T,) ticks until the patient's answer; one if None.
    priority
        (N,) 1 to 5; all 3 if None.
    silent
        (T,) no answer comes; always one if None.
    """
    count, every = len(arrival), len(work)
    levels = _same(3, count) if priority is None else priority
    first = np.cumsum(turns) - turns
    none = np.zeros(count, dtype=np.bool_)
    return CaseTable(
        origin=np.stack([np.zeros(count), np.zeros(count), np.arange(count)], axis=1).astype(np.uint32),
        arrival=arrival,
        stream=_same(Stream.channel, count),
        unit=_same(0, count),
        handling_unit=_same(0, count),
        reason=_same(Reason.other, count),
        priority=levels,
        corrected_priority=levels,
        age=_same(40, count),
        by_guardian=none,
        protected_identity=none,
        guardian_protected_identity=none,
        intake=_same(Intake.accepted, count),
        rule=_same(0, count),
        unit_rule=_same(-1, count),
        role=_same(Role.nurse, count),
        visit=none,
        late_for_visit=none,
        qualified=none,
        physical_visit=none,
        referral_unmet=none,
        handover=_same(Handover.none, count),
        writes_before_acceptance=none,
        before_delay=_same(1, count),
        before_async_delay=_same(1, count),
        before_work=_same(1, count),
        stage_role=_first_stage(_same(Role.nurse, count), -1),
        stage_unit=_first_stage(_same(0, count), -1),
        stage_turn=_first_stage(first, 0),
        stage_turns=_first_stage(turns, 0),
        stage_wrap_up=_first_stage(_same(0, count), 0),
        stage_documentation=_first_stage(_same(0, count), 0),
        stage_closing=_first_stage(_same(5 * MINUTE, count), 1),
        stage_reminder=_first_stage(_same(MINUTE, count), 1),
        stage_call=_first_stage(_same(5 * MINUTE, count), 1),
        turn_work=work,
        turn_live_delay=_same(1, every) if delay is None else delay,
        turn_async_delay=_same(1, every) if delay is None else delay,
        turn_silent=np.zeros(every, dtype=np.bool_) if silent is None else silent,
        turn_returns=np.zeros(every, dtype=np.bool_),
        turn_reached=np.zeros(every, dtype=np.bool_),
        turn_notice=_same(0, every),
        absence_person=_same(0, 0),
        absence_day=_same(0, 0),
    )


def _same(value: int, count: int) -> Ints:
    return np.full(count, value, dtype=np.int64)


def _first_stage(column: Ints, other: int) -> Ints:
    """Return the column of a stage table of which there is the first stage only."""
    return np.stack([column, _same(other, len(column)), _same(other, len(column))], axis=1)


def queue_waits(engine: Engine, servers: int, arrival: Ints, work: Ints, priority: Ints | None = None) -> Ints:
    """Play a list that so many nurses share day and night.

    Parameters
    ----------
    engine
        What plays it.
    servers
        Nurses.
    arrival, work, priority
        (N,) as in `single_pieces`.

    Returns
    -------
    array
        (N,) ticks from arrival to first contact.
    """
    plan = clinic(weeks_for(arrival, work // servers + 1), {ALWAYS: servers})
    return begins(engine(plan, single_pieces(arrival, work, priority)), len(arrival)) - arrival


def begins(log: EventLog, count: int) -> Ints:
    """Return the tick at which each case was first begun, -1 where it never was; (N,)."""
    begun = np.flatnonzero(log.kind == Row.begun)[::-1]  # the first of a case is written last
    found = np.full(count, -1, dtype=np.int64)
    found[log.case[begun]] = log.tick[begun]
    return found


def poisson(rng: np.random.Generator, count: int, rate: float) -> Ints:
    """Return the ticks of so many arrivals at a rate an hour; (N,)."""
    return np.cumsum(rng.exponential(HOUR / rate, count)).astype(np.int64)


def poisson_by_hour(rng: np.random.Generator, days: int, rates: Sequence[float]) -> Ints:
    """Return the ticks of arrivals whose rate an hour changes from hour to hour, each day alike; (N,)."""
    numbers = rng.poisson(np.tile(np.asarray(rates, dtype=np.float64), days))
    hours = np.repeat(np.arange(len(numbers)), numbers)
    return np.sort((hours * HOUR + rng.random(len(hours)) * HOUR).astype(np.int64))


def whole(values: NDArray[np.float64]) -> Ints:
    """Round to ticks, at least one."""
    return np.maximum(1, np.rint(values)).astype(np.int64)
