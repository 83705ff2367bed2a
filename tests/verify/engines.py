"""Engines that are wrong on purpose."""

from dataclasses import replace

import pytest

from sim.domain.order import order_key
from sim.engine import compiled
from sim.engine.reference.clock import Clock
from sim.tables import CaseTable, EventLog, PlanTable


def least_urgent_first(kind, priority, since, case, piece, is_async=False):
    """Order pieces by reversed priority."""
    level, *rest = order_key(kind, priority, since, case, piece, is_async)
    return (-level, *rest)


def last_come_first(kind, priority, since, case, piece, is_async=False):
    """Order pieces as they should be, but the latest first."""
    level, rank, *_ = order_key(kind, priority, since, case, piece, is_async)
    return level, rank, -since, -case, piece


def reverse_the_order(patch: pytest.MonkeyPatch) -> None:
    """Let the reference engine take the least urgent first."""
    patch.setattr("sim.engine.reference.state.order_key", least_urgent_first)


def take_the_latest(patch: pytest.MonkeyPatch) -> None:
    """Let the reference engine take who came last."""
    patch.setattr("sim.engine.reference.state.order_key", last_come_first)


def count_elapsed_time(patch: pytest.MonkeyPatch) -> None:
    """Let the reference engine count nights and weekends as working time."""

    def at_work(clock, work, phase, action):
        return clock.at(max(clock.now, work), phase, action)

    patch.setattr(Clock, "worked", lambda clock: clock.now)
    patch.setattr(Clock, "at_work", at_work)


def hasty(plan: PlanTable, cases: CaseTable) -> EventLog:
    """Play work in half the time that was drawn for it."""
    return compiled.run(plan, replace(cases, turn_work=cases.turn_work // 2 + 1))


def forgetful(plan: PlanTable, cases: CaseTable) -> EventLog:
    """Send the patients of every second turn away as if all was said."""
    one_turn = replace(cases, stage_turns=cases.stage_turns.clip(max=1))
    return compiled.run(plan, one_turn)
