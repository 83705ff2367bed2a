"""The table of cases: one row a case, from log, plan and cases (definitions: `columns.COLUMNS`)."""

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.compiling import plain
from sim.domain.staffed_time import NEVER
from sim.domain.targets import CLOCKS
from sim.domain.words import Clock, Intake, Outcome
from sim.measures.columns import BY_NAME, COLUMNS, STORED
from sim.measures.compiled.cases import TARGETS, begun, pays, targets, waited
from sim.measures.duty import Duty
from sim.measures.story import LATER, Story, columns
from sim.measures.why import Cause, causes
from sim.scenario.schema.scenario import Scenario
from sim.tables import Ints, Row, Stream
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
    contact, withdrawn, handled_by, handled_by_unit, clinical, referred, accepted, accepted_by_unit = _begun(
        story, duty
    )
    accepted_in = cases.intake == Intake.accepted
    queued = accepted_in & (cases.stream == Stream.channel)
    calendar = columns(plan, "day_open day_close worked_before")
    elapsed, working, staffed = waited(columns(cases, "arrival intake"), contact, withdrawn, calendar, plan.end)
    out: dict[str, npt.NDArray[Any]] = {
        "replication": np.full(len(cases), replication),
        "case_id": np.arange(len(cases)),
        "stream": cases.stream,
        "in_measures": queued & (cases.arrival >= plan.measured_from),
        "arrival": cases.arrival,
        "weekday": (plan.first_day - 1 + cases.arrival // DAY) % 7,
        "arrived_in_staffed_hours": staffed,
        "first_contact": _or_none(contact),
        "handled_by": handled_by,
        "handled_by_unit": handled_by_unit,
        "wait_elapsed_s": elapsed,
        "wait_working_s": working,
        "still_waiting": accepted_in & (contact == LATER),
        **_targets(scenario, story, calendar, (contact, withdrawn, clinical, story.closed_at)),
        **_endings(story, contact),
        **_journey(story, referred, accepted, accepted_by_unit),
        **{name: getattr(cases, name) for name in _AS_DRAWN},
    }
    parts = causes(story, duty)
    out |= {f"waited_{cause.name}_s": np.where(queued, parts[:, cause], -1) for cause in Cause}
    costs = scenario.costs
    fee = pays(story.outcome, plain(cases.age), plain(cases.qualified), costs.fee_from_age, costs.fee_free_from_age)
    out["fee"] = np.where(fee, costs.fee, 0.0)
    return {column.name: np.asarray(out[column.name]).astype(STORED[BY_NAME[column.name].kind]) for column in COLUMNS}


def _or_none(tick: Ints) -> Ints:
    return np.where(tick >= NEVER, -1, tick)


def _begun(story: Story, duty: Duty) -> Ints:
    """Return by case when which of its pieces were begun and by whom: see `begun`."""
    plan, pieces = story.plan, story.pieces
    told = pieces.case, pieces.kind, pieces.begun, pieces.withdrawn, pieces.person
    return begun(told, duty.columns, columns(plan, "post_unit post_role"), len(story.cases), len(plan.day_open))


def _targets(scenario: Scenario, story: Story, calendar: tuple[Ints, ...], seen: tuple[Ints, ...]) -> dict[str, Ints]:
    """Return which targets were met; the further target for every case goes under the priority 0."""
    plan, cases, asked = story.plan, story.cases, scenario.targets
    within, clock = np.full(6, -1, dtype=np.int64), np.zeros(6, dtype=np.int64)
    for priority, target in {0: asked.any, **asked.priorities}.items():
        if target is not None:
            within[priority], clock[priority] = ticks(target.within), CLOCKS.index(Clock(target.clock))
    drawn = columns(cases, "arrival stream intake priority reason")
    met = targets(drawn, seen, calendar, plain(plan.day_is_weekday), within, clock, plan.end, asked.care_guarantee)
    return dict(zip(TARGETS, met, strict=True))


def _endings(story: Story, contact: Ints) -> dict[str, npt.NDArray[Any]]:
    cases = story.cases
    outcome = np.where(cases.intake == Intake.turned_away, Outcome.turned_away, story.outcome)
    outcome = np.where(cases.intake == Intake.diverted, Outcome.diverted, outcome)
    booked = story.first[Row.booked]
    # waiting for its first piece, live, async, visit booked: in the order of columns.OPEN
    state = np.where(contact == LATER, 0, np.where(booked < LATER, 3, np.where(story.async_at < LATER, 2, 1)))
    closed = np.where(story.closed_at < LATER, story.closed_at, -1)
    return {
        "outcome": np.where(outcome >= 0, outcome, len(Outcome) + state),
        "closed": closed,
        "to_closing_s": np.where(closed >= 0, closed - cases.arrival, -1),
        "async": story.async_at < LATER,
        "attempts": story.count[Row.attempt],
        "sms": story.count[Row.sms],
        "late_reply": story.count[Row.late_reply] > 0,
        "pieces": np.bincount(story.busy.case, minlength=len(cases)),
        "work_s": np.bincount(story.busy.case, story.busy.stop - story.busy.start, minlength=len(cases)),
        "visit_booked": booked < LATER,
        "visit_begun": _or_none(story.first[Row.visit_begun]),
    }


def _journey(story: Story, begun_at: Ints, accepted: Ints, accepted_by_unit: Ints) -> dict[str, npt.NDArray[Any]]:
    """Referral and handover: when, to whom, and how long until somebody began."""
    plan, cases = story.plan, story.cases
    referred, handed = story.first[Row.referred], story.first[Row.handed_over]
    inside = (handed < LATER) & (cases.stage_turns[:, 2] > 0)
    return {
        "referred_to": np.where(referred < LATER, cases.stage_role[:, 1], -1),
        "referred_wait_s": np.where(referred < LATER, np.minimum(begun_at, plan.end) - referred, -1),
        "referred_waiting": (referred < LATER) & (begun_at == LATER),
        "handed_over": _or_none(handed),
        "handed_over_to": np.where(inside, cases.stage_unit[:, 2], -1),
        "accepted": _or_none(accepted),
        "accepted_by_unit": accepted_by_unit,
        "acceptance_s": np.where(inside, np.minimum(accepted, plan.end) - handed, -1),
    }
