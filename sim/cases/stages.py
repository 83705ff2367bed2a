"""Stages and turns: who holds which part of a case, how many turns it has, and how long everything takes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.cases.compiled.codes import N_STAGES
from sim.cases.compiled.stages import Chances, Duty, Lane, Rows, Told, answers, lay_out, stages
from sim.cases.distributions import at_least_one, quantile, ticks_of
from sim.cases.draws import Draws, Floats, Purpose
from sim.cases.setting import Setting
from sim.domain.words import Role
from sim.scenario.schema.conversation import Conversation
from sim.scenario.schema.distributions import Distribution
from sim.scenario.schema.work import Work
from sim.tables import Bools, Ints

Columns = dict[str, Any]
"""Columns of a CaseTable by name."""


def stages_and_turns(setting: Setting, told: Told, draws: Draws) -> Columns:
    """Return the stage, turn and ``before`` columns of a CaseTable.

    Parameters
    ----------
    setting, told
        What holds, and all that is settled of the cases.
    draws
        Of the replication.

    Returns
    -------
    dict
        By name of the column.
    """
    work, talk = setting.scenario.work, setting.scenario.conversation
    rows, u, duties = stages(setting.turns, setting.plan.list_unit, told, draws.key)
    minutes = {Role[name]: distribution for name, distribution in work.conversation.items()}
    later = by_role(minutes, rows[Rows.role], u[Lane.conversation]) / (work.first_turn_weight + rows[Rows.drawn] - 1)
    first = _first_turns(work, told, rows, duties, later, draws)
    ticks = (
        at_least_one(first),
        at_least_one(later),
        ticks_of(work.documentation, u[Lane.documentation]),
        _beside(work, u, duties),
        ticks_of(work.reminder, u[Lane.reminder], least=1),
        ticks_of(work.call, u[Lane.call], least=1),
    )
    by_stage, by_turn = _room(len(told.origin), int(rows[Rows.held].sum()))
    lay_out(rows, duties, ticks, by_stage, by_turn[0])
    names = ["role", "unit", "turn", "turns", "wrap_up", "documentation", "closing", "reminder", "call"]
    return (
        {f"stage_{name}": column for name, column in zip(names, by_stage, strict=True)}
        | {"turn_work": by_turn[0]}
        | _answers(setting, talk, told, rows, by_turn[1:].view(np.float64), draws)
        | _before(talk, told, rows, later, draws)
    )


def _room(cases: int, turns: int) -> tuple[Ints, Ints]:
    """Return room for the columns by stage, (9, N, 3), and by turn, (4, T).

    They lie side by side: a computer finds one large piece of memory faster than many.
    """
    room = np.empty(9 * N_STAGES * cases + 4 * turns, dtype=np.int64)
    by_stage, by_turn = np.split(room, [9 * N_STAGES * cases])
    return by_stage.reshape(9, cases, N_STAGES), by_turn.reshape(4, turns)


def by_role(distributions: Mapping[Role, Distribution], role: Ints, u: Floats) -> Floats:
    """Minutes from each role's own distribution."""
    out = np.empty(len(role))
    for code, distribution in distributions.items():
        rows = np.flatnonzero(role == code)
        out[rows] = quantile(distribution, u[rows])
    return out


def _first_turns(work: Work, told: Told, rows: Ints, duties: Bools, later: Floats, draws: Draws) -> Floats:
    """Minutes of each stage's first turn: as much longer than a later one as it is written.

    Asking for a picture stands in its place (CO-8); a protected identity that moves the contact to voice or video
    makes it longer (IN-4).
    """
    first = work.first_turn_weight * later
    asks, speaks = np.flatnonzero(duties[Duty.picture]), np.flatnonzero(duties[Duty.voice])
    origin = told.origin[rows[Rows.case, asks]]
    first[asks] = quantile(work.picture, draws.uniforms(origin, Purpose.picture, 1)[0])
    origin = told.origin[rows[Rows.case, speaks]]
    first[speaks] += quantile(work.protected_identity, draws.uniforms(origin, Purpose.voice, 1)[0])
    return first


def _beside(work: Work, u: Floats, duties: Bools) -> Ints:
    """Ticks that a stage carries beyond its turns and its documentation (AF-1, AF-3, UN-8)."""
    ticks = np.zeros(u.shape[1], dtype=np.int64)
    for duty, distribution, lane in (
        (Duty.registration, work.registration, Lane.registration),
        (Duty.booking, work.booking, Lane.booking),
        (Duty.handover_same_provider, work.handover_same_provider, Lane.handover),
        (Duty.handover_other_provider, work.handover_other_provider, Lane.handover),
    ):
        rows = np.flatnonzero(duties[duty])
        ticks[rows] += ticks_of(distribution, u[lane, rows])
    return ticks


def _answers(setting: Setting, talk: Conversation, told: Told, rows: Ints, u: Floats, draws: Draws) -> Columns:
    """Return what the patient does after each turn, and when idle people notice it (AF-5).

    ``u`` (3, T) is room for the delays and the notice.
    """
    chances = Chances(talk.silent, talk.reminder_returns, talk.call_reached)
    silent, returns, reached, telephones = answers(chances, setting.telephones, told.origin, rows, draws.key, u)
    told_at_once = np.flatnonzero(telephones)
    soon = ticks_of(talk.notice_with_telephone, u[2, told_at_once])
    notice = ticks_of(talk.notice, u[2])
    notice[told_at_once] = soon
    return {
        "turn_live_delay": ticks_of(talk.reply_delay, u[0], least=1),
        "turn_async_delay": ticks_of(talk.async_reply_delay, u[1], least=1),
        "turn_silent": silent,
        "turn_returns": returns,
        "turn_reached": reached,
        "turn_notice": notice,
    }


def _before(talk: Conversation, told: Told, rows: Ints, later: Floats, draws: Draws) -> Columns:
    """Return the message before acceptance and the sender's turn, as long as a later one of that stage (UN-9)."""
    cases = np.flatnonzero(told.happens[6])
    u = draws.uniforms(told.origin[cases], Purpose.before_acceptance, 2)
    sender = np.searchsorted(rows[Rows.case], cases, side="right") - 2  # before the stage that receives
    ticks = {
        "before_delay": ticks_of(talk.reply_delay, u[0], least=1),
        "before_async_delay": ticks_of(talk.async_reply_delay, u[1], least=1),
        "before_work": at_least_one(later[sender]),
    }
    before = dict(zip(ticks, np.zeros((3, len(told.origin)), dtype=np.int64), strict=True))
    for name, column in before.items():
        column[cases] = ticks[name]
    return before
