"""The table of cases: one row a case, from log, plan and cases (definitions: `columns.COLUMNS`)."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.domain.fees import fee_applies
from sim.domain.staffed_time import NEVER, due_day
from sim.domain.targets import CLOCKS, due, guarantee_until, is_reachable
from sim.domain.words import Clock, Intake, Outcome, Piece, Reason, Role
from sim.measures.columns import BY_NAME, COLUMNS, STORED
from sim.measures.duty import Duty, staffed
from sim.measures.story import LATER, Story, count, first_tick
from sim.measures.why import Cause, causes
from sim.scenario.schema.scenario import Scenario
from sim.tables import Bools, Ints, Row, Stream
from sim.units import DAY, ticks

Columns = dict[str, npt.NDArray[Any]]


_AS_DRAWN = (
    "unit", "handling_unit", "reason", "priority", "corrected_priority", "age", "intake", "rule", "unit_rule", "role",
    "physical_visit", "referral_unmet",
)  # fmt: skip


def case_columns(scenario: Scenario, story: Story, duty: Duty, replication: int) -> Columns:
    """Return the table of cases.

    Parameters
    ----------
    scenario
        For its targets and costs alone.
    story, duty
        The log, read.
    replication
        Number of the replication.

    Returns
    -------
    dict of array
        One array of N values for each of `COLUMNS`, held as `STORED` says.
    """
    plan, cases = story.plan, story.cases
    contact, withdrawn, handled_by = _first_pieces(story)
    queued = (cases.intake == Intake.accepted) & (cases.stream == Stream.channel)
    known_until = np.minimum(np.minimum(contact, withdrawn), plan.end)
    wait = np.where(cases.intake == Intake.accepted, known_until - cases.arrival, -1)
    open_hours = staffed(plan)
    post = duty.post_at(plan, handled_by, np.minimum(contact, plan.end))
    out: dict[str, npt.NDArray[Any]] = {
        "replication": np.full(len(cases), replication),
        "case_id": np.arange(len(cases)),
        "stream": cases.stream,
        "in_measures": queued & (cases.arrival >= plan.measured_from),
        "arrival": cases.arrival,
        "weekday": (plan.first_day - 1 + cases.arrival // DAY) % 7,
        "arrived_in_staffed_hours": open_hours.holds(cases.arrival),
        "first_contact": _or_none(contact),
        "handled_by": handled_by,
        "handled_by_unit": np.where(post >= 0, plan.post_unit[post] if len(plan.post_unit) else -1, -1),
        "wait_elapsed_s": wait,
        "wait_working_s": np.where(wait >= 0, open_hours.within(cases.arrival, known_until), -1),
        "still_waiting": (cases.intake == Intake.accepted) & (contact == LATER),
        **_targets(scenario, story, duty, queued, contact, withdrawn),
        **_endings(story, contact),
        **_journey(story, duty),
    }
    out |= {name: getattr(cases, name) for name in _AS_DRAWN}
    parts = causes(story, duty)
    out |= {f"waited_{cause.name}_s": np.where(queued, parts[:, cause], -1) for cause in Cause}
    costs = scenario.costs
    pays = [
        bool(ended) and fee_applies(age, qualified, costs.fee_from_age, costs.fee_free_from_age)
        for ended, age, qualified in zip(
            np.isin(story.outcome, (Outcome.settled, Outcome.visit_unbooked)).tolist(),
            cases.age.tolist(),
            cases.qualified.tolist(),
            strict=True,
        )
    ]
    out["fee"] = np.where(np.array(pays, dtype=np.bool_), costs.fee, 0.0)
    return {column.name: np.asarray(out[column.name]).astype(STORED[BY_NAME[column.name].kind]) for column in COLUMNS}


def _or_none(tick: Ints) -> Ints:
    return np.where(tick >= NEVER, -1, tick)


def _first_pieces(story: Story) -> tuple[Ints, Ints, Ints]:
    """Return by case when its first piece was begun and withdrawn, and by whom."""
    pieces = story.pieces
    rows = np.flatnonzero(np.isin(pieces.kind, (Piece.first, Piece.picture)))
    case = pieces.case[rows]
    contact, withdrawn = (np.full(len(story.cases), LATER, dtype=np.int64) for _ in range(2))
    person = np.full(len(story.cases), -1, dtype=np.int64)
    contact[case], withdrawn[case], person[case] = pieces.begun[rows], pieces.withdrawn[rows], pieces.person[rows]
    return contact, withdrawn, person


def _decided(queued: Bools, met: Bools, limit: Ints, missed: Bools, end: int) -> Ints:
    """Return 1 where met, 0 where begun too late, diverted at close or overdue at the end, -1 where undecided.

    ``limit`` is the last tick that meets the target; ``missed`` are the cases that were begun too late or can never be
    begun any more.
    """
    return np.where(~queued, -1, np.where(met, 1, np.where(missed | (limit < end), 0, -1)))


def _targets(
    scenario: Scenario, story: Story, duty: Duty, queued: Bools, contact: Ints, withdrawn: Ints
) -> dict[str, npt.NDArray[Any]]:
    plan, cases = story.plan, story.cases
    over = (contact < LATER) | (withdrawn < LATER)
    by_priority = {
        priority: (ticks(target.within), target.clock) if target else None
        for priority, target in scenario.targets.priorities.items()
    }
    limit = _due(story, by_priority, queued)
    has = queued & (limit >= 0)
    reachable = [
        is_reachable(arrival, last, plan.day_open, plan.day_close)
        for arrival, last in zip(cases.arrival[has].tolist(), limit[has].tolist(), strict=True)
    ]
    out: dict[str, npt.NDArray[Any]] = {
        "due": np.where(has & (limit < NEVER), limit, -1),
        "within_target": _decided(has, contact <= np.minimum(limit, LATER - 1), limit, over, plan.end),
        "reachable": np.full(len(cases), -1),
    }
    out["reachable"][has] = reachable
    further = scenario.targets.any
    every = _due(story, dict.fromkeys(by_priority, (ticks(further.within), further.clock)) if further else {}, queued)
    out["within_any"] = _decided(queued & (every >= 0), contact <= np.minimum(every, LATER - 1), every, over, plan.end)
    days = np.array([due_day(tick, plan.day_open, plan.day_close) for tick in cases.arrival.tolist()], dtype=np.int64)
    closing = np.where(days >= 0, plan.day_close[days] if len(plan.day_close) else 0, NEVER)
    out["begun_same_day"] = _decided(queued, contact < closing, closing - 1, over, plan.end)
    asked = queued & scenario.targets.care_guarantee
    for name, after, seen, who in (
        ("contact_in_guarantee", 0, contact, asked),
        ("assessed_in_guarantee", 3, _clinical(story, duty), asked & (cases.reason != Reason.administrative)),
    ):
        until = np.array([guarantee_until(tick, after) for tick in cases.arrival.tolist()], dtype=np.int64)
        lost = (seen < LATER) | (withdrawn < LATER) | (story.closed_at < LATER)
        out[name] = _decided(who, seen < until, until - 1, lost, plan.end)
    return out


def _due(story: Story, targets: Mapping[int, tuple[int, str] | None], queued: Bools) -> Ints:
    """Return by case the last tick that meets the target of its listed priority; -1 without one."""
    plan, cases = story.plan, story.cases
    out = np.full(len(cases), -1, dtype=np.int64)
    calendar = (
        plan.day_open.tolist(),
        plan.day_close.tolist(),
        plan.day_is_weekday.tolist(),
        plan.worked_before.tolist(),
    )
    for row in np.flatnonzero(queued).tolist():
        priority = int(cases.priority[row])
        target = targets.get(priority)
        if target is not None:
            within, clock = target
            out[row] = due(priority, int(cases.arrival[row]), within, CLOCKS.index(Clock(clock)), *calendar)
    return out


def _clinical(story: Story, duty: Duty) -> Ints:
    """Return by case when somebody of a clinical role first began a piece of it."""
    plan, pieces = story.plan, story.pieces
    out = np.full(len(story.cases), LATER, dtype=np.int64)
    begun = np.flatnonzero(pieces.begun < LATER)
    post = duty.post_at(plan, pieces.person[begun], pieces.begun[begun])
    rows = begun[plan.post_role[post] != Role.medical_admin] if len(begun) else begun
    np.minimum.at(out, pieces.case[rows], pieces.begun[rows])
    return out


def _endings(story: Story, contact: Ints) -> dict[str, npt.NDArray[Any]]:
    cases, log = story.cases, story.log
    outcome = np.where(cases.intake == Intake.turned_away, Outcome.turned_away, story.outcome)
    outcome = np.where(cases.intake == Intake.diverted, Outcome.diverted, outcome)
    booked = first_tick(cases, log, Row.booked)
    # waiting for its first piece, live, async, visit booked: in the order of columns.OPEN
    state = np.where(contact == LATER, 0, np.where(booked < LATER, 3, np.where(story.async_at < LATER, 2, 1)))
    closed = np.where(story.closed_at < LATER, story.closed_at, -1)
    return {
        "outcome": np.where(outcome >= 0, outcome, len(Outcome) + state),
        "closed": closed,
        "to_closing_s": np.where(closed >= 0, closed - cases.arrival, -1),
        "async": story.async_at < LATER,
        "attempts": count(cases, log, Row.attempt),
        "sms": count(cases, log, Row.sms),
        "late_reply": count(cases, log, Row.late_reply) > 0,
        "pieces": np.bincount(story.busy.case, minlength=len(cases)),
        "work_s": np.bincount(story.busy.case, story.busy.stop - story.busy.start, minlength=len(cases)),
        "visit_booked": booked < LATER,
        "visit_begun": _or_none(first_tick(cases, log, Row.visit_begun)),
    }


def _journey(story: Story, duty: Duty) -> dict[str, npt.NDArray[Any]]:
    """Referral and handover: when, to whom, and how long until somebody began."""
    plan, cases, log, pieces = story.plan, story.cases, story.log, story.pieces
    referred, handed = first_tick(cases, log, Row.referred), first_tick(cases, log, Row.handed_over)
    begun = {}
    person = np.full(len(cases), -1, dtype=np.int64)
    for kind in (Piece.referred, Piece.accept):
        rows = np.flatnonzero(pieces.kind == kind)
        begun[kind] = np.full(len(cases), LATER, dtype=np.int64)
        begun[kind][pieces.case[rows]] = pieces.begun[rows]
        if kind == Piece.accept:
            person[pieces.case[rows]] = pieces.person[rows]
    accepted = begun[Piece.accept]
    inside = (handed < LATER) & (cases.stage_turns[:, 2] > 0)
    post = duty.post_at(plan, person, np.minimum(accepted, plan.end))
    return {
        "referred_to": np.where(referred < LATER, cases.stage_role[:, 1], -1),
        "referred_wait_s": np.where(referred < LATER, np.minimum(begun[Piece.referred], plan.end) - referred, -1),
        "referred_waiting": (referred < LATER) & (begun[Piece.referred] == LATER),
        "handed_over": _or_none(handed),
        "handed_over_to": np.where(inside, cases.stage_unit[:, 2], -1),
        "accepted": _or_none(accepted),
        "accepted_by_unit": np.where(post >= 0, plan.post_unit[post] if len(plan.post_unit) else -1, -1),
        "acceptance_s": np.where(inside, np.minimum(accepted, plan.end) - handed, -1),
    }
