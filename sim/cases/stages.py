"""Stages and turns: who holds which part of a case, how many turns it has, and how long everything takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.cases.arrivals import ranges
from sim.cases.decisions import Decisions
from sim.cases.distributions import choose, quantile, ticks_of
from sim.cases.draws import Floats, Purpose, columns
from sim.cases.known import FREE, Fixed, Known, Setting
from sim.cases.lookup import each
from sim.domain.documentation import needs_documentation
from sim.domain.handover import RECEIVING_ROLE
from sim.domain.protected_identity import moves_to_voice
from sim.domain.roles import turns_before_moving
from sim.domain.words import Handover, Intake, Role
from sim.scenario.schema.distributions import Distribution
from sim.scenario.schema.work import Work
from sim.tables import Bools, Ints, Stream
from sim.units import MINUTE

N_STAGES = 3
PICTURE_TURNS = 2
"""Asking for the picture, and the turn that the patient's answer gets (CO-8)."""
Columns = dict[str, Any]
"""Columns of a CaseTable by name."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages that exist, one row each, sorted by (case, stage).

    Attributes
    ----------
    case, stage
        Row of the case; 0 entry, 1 after referral or correction, 2 after a handover.
    role, unit
        Who holds it, where.
    drawn, held
        Turns of the whole conversation; those held before the case moves on.
    """

    case: Ints
    stage: Ints
    role: Ints
    unit: Ints
    drawn: Ints
    held: Ints


def lay_out(setting: Setting, known: Known, decisions: Decisions, fixed: Fixed) -> Columns:
    """Return the stage, turn and ``before`` columns of a CaseTable.

    Parameters
    ----------
    setting, known, decisions
        What holds, the cases, and what becomes of them.
    fixed
        What a trace fixes; ``turns`` (N, 3) are turns held in the stages that a case has, in their order.

    Returns
    -------
    dict
        By name of the column.
    """
    work = setting.scenario.work
    stages, u = _stages(setting, known, decisions, fixed)
    conversation = by_role({Role[name]: minutes for name, minutes in work.conversation.items()}, stages.role, u[0])
    later = conversation / (work.first_turn_weight + stages.drawn - 1)
    of_turn, number = np.repeat(np.arange(len(stages.case)), stages.held), ranges(stages.held)
    minutes = np.where(number == 0, work.first_turn_weight * later[of_turn], later[of_turn])
    first = np.flatnonzero(number == 0)
    _picture_minutes(setting, known, stages, first, minutes)
    minutes[first] += _voice_minutes(setting, known, stages)
    return (
        _stage_columns(work, u, stages, known, decisions)
        | {"turn_work": at_least_one(minutes)}
        | _turn_columns(setting, known, stages, of_turn, number)
        | _before_columns(setting, known, stages, decisions, later)
    )


def _stages(setting: Setting, known: Known, decisions: Decisions, fixed: Fixed) -> tuple[Stages, Floats]:
    """Return the stages that exist, and eight uniform numbers for each: (8, rows)."""
    going, next_role = decisions.destination, decisions.next_role
    role = np.stack([known.routed.role, next_role, np.where(going >= 0, RECEIVING_ROLE, -1)], axis=1)
    role[known.routed.intake != Intake.accepted] = -1
    next_unit = np.where(next_role >= 0, setting.plan.list_unit[known.unit, next_role], -1)
    unit = np.stack([known.routed.handling_unit, next_unit, going], axis=1)
    case, stage = np.nonzero(role >= 0)
    u = setting.draws.uniforms(columns(known.origin[case]), Purpose.stage + stage, 8)
    drawn, held = _turns(setting.scenario.work, u[1], case, stage, role[case, stage], known.stream, decisions, fixed)
    return Stages(case, stage, role[case, stage], unit[case, stage], drawn, held), u


def by_role(distributions: Mapping[Role, Distribution], role: Ints, u: Floats) -> Floats:
    """Minutes from each role's own distribution."""
    out = np.empty(len(role))
    for code, distribution in distributions.items():
        rows = role == code
        out[rows] = quantile(distribution, u[rows])
    return out


def at_least_one(minutes: Floats) -> Ints:
    """Whole ticks, at least one: every duration is."""
    return np.maximum(np.rint(minutes * MINUTE), 1).astype(np.int64)


def _turns(
    work: Work, u: Floats, case: Ints, stage: Ints, role: Ints, stream: Ints, decisions: Decisions, fixed: Fixed
) -> tuple[Ints, Ints]:
    """Return the turns of each stage: drawn, and held until a correction or referral moves the case on (RO-9)."""
    drawn = np.empty(len(case), dtype=np.int64)
    for name, shares in work.turns.items():
        rows = role == Role[name]
        drawn[rows] = choose(shares, u[rows]) + 1
    drawn[stream[case] == Stream.picture] = PICTURE_TURNS
    moves = (stage == 0) & (decisions.next_role[case] >= 0)
    held = drawn.copy()
    held[moves] = each(
        lambda turns, to, corrected: turns_before_moving(turns, to, bool(corrected)),
        drawn[moves],
        decisions.next_role[case[moves]],
        decisions.corrected_away[case[moves]],
    )
    if "turns" in fixed:
        stated = fixed["turns"][case, np.where(stage == 2, 1 + (decisions.next_role[case] >= 0), stage)]
        held = np.where(stated == FREE, held, stated)
        drawn = np.where(stated == FREE, drawn, stated)
    return drawn, held


def _stage_columns(work: Work, u: Floats, stages: Stages, known: Known, decisions: Decisions) -> Columns:
    """Role, unit, turns and the minutes that a stage carries beyond its turns (AF-1 to AF-3, UN-8)."""
    n, case, stage = len(known.origin), stages.case, stages.stage
    at_unit = stage < 2  # before the handover; stage 2 is the whole of the case at its unit
    ends_at_unit = ~at_unit | (stage == (decisions.next_role[case] >= 0))
    is_last = ends_at_unit & ((stage == 2) | (decisions.destination[case] < 0))
    kind = np.where(ends_at_unit & at_unit, decisions.handover[case], Handover.none)
    minutes = ticks_of(work.documentation, u[2])

    def documentation(handed_over: Bools) -> Ints:
        needed = each(needs_documentation, known.requests.reason[case], stages.role, handed_over)
        return np.where(needed > 0, minutes, 0)

    documented = np.where(ends_at_unit, documentation(kind != Handover.none), 0)
    wrap_up = documented.copy()
    for rows, distribution, lane in (
        (is_last & decisions.qualified[case], work.registration, 3),
        (is_last & decisions.visit[case], work.booking, 4),
        (kind == Handover.same_provider, work.handover_same_provider, 5),
        (kind >= Handover.other_provider, work.handover_other_provider, 5),
    ):
        wrap_up[rows] += ticks_of(distribution, u[lane][rows])
    first_turn = np.cumsum(stages.held) - stages.held
    return {
        "stage_role": _spread_out(n, stages, stages.role, -1),
        "stage_unit": _spread_out(n, stages, stages.unit, -1),
        "stage_turn": _first_turns(n, stages, first_turn),
        "stage_turns": _spread_out(n, stages, stages.held, 0),
        "stage_wrap_up": _spread_out(n, stages, wrap_up, 0),
        "stage_documentation": _spread_out(n, stages, documented, 0),
        "stage_closing": _spread_out(n, stages, np.maximum(documentation(np.zeros(len(case), dtype=np.bool_)), 1), 1),
        "stage_reminder": _spread_out(n, stages, at_least_one(quantile(work.reminder, u[6])), 1),
        "stage_call": _spread_out(n, stages, at_least_one(quantile(work.call, u[7])), 1),
    }


def _spread_out(n: int, stages: Stages, values: Ints, absent: int) -> Ints:
    """(N, 3) from one value a stage."""
    out = np.full((n, N_STAGES), absent, dtype=np.int64)
    out[stages.case, stages.stage] = values
    return out


def _first_turns(n: int, stages: Stages, first_turn: Ints) -> Ints:
    """First turn row of each stage; where there is no stage, the row at which its turns would stand."""
    turns = _spread_out(n, stages, stages.held, 0).ravel()
    out = (np.cumsum(turns) - turns).reshape(n, N_STAGES)
    out[stages.case, stages.stage] = first_turn
    return out


def _turn_columns(setting: Setting, known: Known, stages: Stages, of_turn: Ints, number: Ints) -> Columns:
    """Return what the patient does after each turn, and when idle people notice it (AF-5).

    Each turn is the ``number``-th of the stage in row ``of_turn``.
    """
    talk, settings = setting.scenario.conversation, setting.settings
    purpose = Purpose.turn + stages.stage[of_turn]
    u = setting.draws.uniforms(columns(known.origin[stages.case[of_turn]]), purpose, 6, first_block=2 * number)
    telephones = np.array([settings[name].service_telephones for name in setting.plan.unit_names])
    told = telephones[stages.unit[of_turn]]
    return {
        "turn_live_delay": at_least_one(quantile(talk.reply_delay, u[0])),
        "turn_async_delay": at_least_one(quantile(talk.async_reply_delay, u[1])),
        "turn_silent": u[2] < talk.silent,
        "turn_returns": u[3] < talk.reminder_returns,
        "turn_reached": u[4] < talk.call_reached,
        "turn_notice": np.where(told, ticks_of(talk.notice_with_telephone, u[5]), ticks_of(talk.notice, u[5])),
    }


def _picture_minutes(setting: Setting, known: Known, stages: Stages, first: Ints, minutes: Floats) -> None:
    """Put the asking for a picture in place of its case's first turn (CO-8)."""
    rows = np.flatnonzero(known.stream[stages.case] == Stream.picture)
    u = setting.draws.uniforms(columns(known.origin[stages.case[rows]]), Purpose.picture, 1)[0]
    minutes[first[rows]] = quantile(setting.scenario.work.picture, u)


def _voice_minutes(setting: Setting, known: Known, stages: Stages) -> Floats:
    """Extra minutes of the entry stage where a protected identity moves the contact to voice or video (IN-4)."""
    requests = known.requests
    moves = each(moves_to_voice, requests.protected_identity, requests.needs_identity).astype(np.bool_)
    rows = np.flatnonzero(moves[stages.case] & (stages.stage == 0))
    extra = np.zeros(len(stages.case))
    u = setting.draws.uniforms(columns(known.origin[stages.case[rows]]), Purpose.voice, 1)[0]
    extra[rows] = quantile(setting.scenario.work.protected_identity, u)
    return extra


def _before_columns(setting: Setting, known: Known, stages: Stages, decisions: Decisions, later: Floats) -> Columns:
    """Return the message before acceptance and the sender's turn, as long as a later one of that stage (UN-9)."""
    talk, n = setting.scenario.conversation, len(known.origin)
    rows = np.flatnonzero(decisions.writes_before_acceptance)
    u = setting.draws.uniforms(columns(known.origin[rows]), Purpose.before_acceptance, 2)
    live, waking, work = (np.zeros(n, dtype=np.int64) for _ in range(3))
    live[rows] = at_least_one(quantile(talk.reply_delay, u[0]))
    waking[rows] = at_least_one(quantile(talk.async_reply_delay, u[1]))
    sender, before = np.zeros(n), stages.stage < 2
    sender[stages.case[before]] = later[before]
    work[rows] = at_least_one(sender[rows])
    return {"before_delay": live, "before_async_delay": waking, "before_work": work}
