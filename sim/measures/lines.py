"""What is said about a group of cases: within target, begun the same day, waits on both clocks, and why they waited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.columns import OUTCOMES
from sim.measures.enough import replications_to_know
from sim.measures.estimate import FEWEST, Estimate, Floats, ratios, shares
from sim.measures.pool import Key, Pool
from sim.measures.waits import Wait, wait
from sim.measures.why import Cause

POINTS = 0.02
"""Half the width of the interval, as a share, that counts as enough replications."""

FLAGS = (
    "within_target", "within_any", "contact_in_guarantee", "assessed_in_guarantee", "begun_same_day", "async",
)  # fmt: skip
"""Columns of flags whose share among the decided stands in a line."""
GROUPINGS: dict[str, tuple[str, ...]] = {
    "all": (),
    "priority": ("priority",),
    "corrected_priority": ("corrected_priority",),
    "monday_priority": ("priority",),
    "staffed_hours_priority": ("priority",),
    "outside_hours_priority": ("priority",),
    "unit": ("unit",),
    "handling_unit": ("handling_unit",),
    "role": ("role",),
    "unit_priority": ("unit", "priority"),
    "handling_unit_priority": ("handling_unit", "priority"),
    "role_priority": ("role", "priority"),
    "handling_unit_role": ("handling_unit", "role"),
}
"""Tables by name: what the cases of a line have in common. ``monday``: arrivals on Mondays; the next two: PR-4."""


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a group of cases.

    Attributes
    ----------
    key
        What the cases have in common.
    cases, cases_per_replication
        All of them; on average.
    decided, undecided
        Cases with a target that is met or missed; waiting with the due time still to come.
    too_few
        Fewer than 30 cases, or fewer than 30 decided where there is a target: figures without a verdict.
    within_target, within_target_reachable
        Share of the decided; of those in which a staffed second lies between arrival and due (PR-3).
    unreachable
        Cases with a target and no such second.
    within_any, contact_in_guarantee, assessed_in_guarantee
        Share within the further target; care guarantee. No value where not asked for.
    begun_same_day
        Share begun on the due day (PR-2).
    became_async
        Share of cases that became async.
    closed_unanswered
        Share of cases closed without answer, live or async.
    still_waiting, diverted_at_close
        Cases never begun: at the end of the horizon; at a closing.
    wait_elapsed, wait_working
        Waits for first contact on both clocks (PR-4).
    to_closing
        From arrival to the end of the case; open ones are unfinished.
    why
        By cause, mean seconds a case waited for it. The eight add up to the mean wait.
    why_working
        By cause, share of the wait within staffed hours; without ``closed_hours``. They add up to 1.
    replications_needed
        About how many replications make the share within target known to 2 points; None where it cannot be said.
    """

    key: Key
    cases: int
    cases_per_replication: float
    decided: int
    undecided: int
    too_few: bool
    within_target: Estimate
    within_target_reachable: Estimate
    unreachable: int
    within_any: Estimate
    contact_in_guarantee: Estimate
    assessed_in_guarantee: Estimate
    begun_same_day: Estimate
    became_async: Estimate
    closed_unanswered: Estimate
    still_waiting: int
    diverted_at_close: int
    wait_elapsed: Wait
    wait_working: Wait
    to_closing: Wait
    why: dict[str, Estimate]
    why_working: dict[str, Estimate]
    replications_needed: int | None


def select(cases: Pool, grouping: str) -> Pool:
    """Return the cases that a table is about."""
    if grouping.startswith("monday"):
        return cases.pick(cases.columns["weekday"] == 0)
    if grouping.startswith("staffed_hours"):
        return cases.pick(cases.columns["arrived_in_staffed_hours"])
    if grouping.startswith("outside_hours"):
        return cases.pick(~cases.columns["arrived_in_staffed_hours"])
    return cases


def grouped(cases: Pool, grouping: str) -> list[tuple[Key, Pool]]:
    """Return the lines of a table: what the cases have in common, and the cases."""
    return list(select(cases, grouping).groups(GROUPINGS[grouping]))


def line(key: Key, cases: Pool) -> Line:
    """Return the figures of a group of cases."""
    columns = cases.columns
    has_target = columns["reachable"] >= 0
    decided = columns["within_target"] >= 0
    unfinished = columns["still_waiting"]
    diverted = columns["outcome"] == OUTCOMES.index("diverted_at_close")
    undecided = int((has_target & ~decided).sum())
    size = int(decided.sum()) if has_target.any() else len(cases)
    everyone = cases.count()
    silent = np.isin(columns["outcome"], [OUTCOMES.index(n) for n in ("closed_unanswered", "closed_unanswered_async")])
    flags = {name: cases.flags(name) for name in FLAGS}
    flags |= {
        "reachable": cases.flags("within_target", columns["reachable"] > 0),
        "silent": (cases.count(silent), everyone),
    }
    known = dict(
        zip(flags, shares([true for true, _ in flags.values()], [of for _, of in flags.values()]), strict=True)
    )
    causes = {cause.name: cases.total(f"waited_{cause.name}_s") for cause in Cause}
    why, why_working = _why(causes, everyone, cases.total("wait_working_s"))
    return Line(
        key=key,
        cases=len(cases),
        cases_per_replication=len(cases) / cases.replications,
        decided=int(decided.sum()),
        undecided=undecided,
        too_few=size < FEWEST,
        within_target=known["within_target"],
        within_target_reachable=known["reachable"],
        unreachable=int((columns["reachable"] == 0).sum()),
        within_any=known["within_any"],
        contact_in_guarantee=known["contact_in_guarantee"],
        assessed_in_guarantee=known["assessed_in_guarantee"],
        begun_same_day=known["begun_same_day"],
        became_async=known["async"],
        closed_unanswered=known["silent"],
        still_waiting=int((unfinished & ~diverted).sum()),
        diverted_at_close=int(diverted.sum()),
        wait_elapsed=wait(cases.waits("wait_elapsed_s", unfinished)),
        wait_working=wait(cases.waits("wait_working_s", unfinished)),
        to_closing=_to_closing(cases),
        why=why,
        why_working=why_working,
        replications_needed=replications_to_know(known["within_target"], *flags["within_target"], POINTS),
    )


def _why(
    causes: Mapping[str, Floats], everyone: Floats, working: Floats
) -> tuple[dict[str, Estimate], dict[str, Estimate]]:
    """Return seconds a case by cause, and shares of the staffed wait by cause but for the closed hours."""
    staffed = [name for name in causes if name != Cause.closed_hours.name]
    found = ratios(
        [*causes.values(), *(causes[name] for name in staffed)], [everyone] * len(causes) + [working] * len(staffed)
    )
    return dict(zip(causes, found[: len(causes)], strict=True)), dict(zip(staffed, found[len(causes) :], strict=True))


def _to_closing(cases: Pool) -> Wait:
    """Return the time to closing; an open case has lasted to the end of the horizon."""
    open_ = cases.columns["to_closing_s"] < 0
    lasted = np.where(open_, cases.setting.end - cases.columns["arrival"], cases.columns["to_closing_s"])
    return wait(cases.with_column("lasted", lasted).waits("lasted", open_))


def tables(cases: Pool, names: Sequence[str]) -> dict[str, list[Line]]:
    """Return tables by name."""
    return {name: [line(key, part) for key, part in grouped(cases, name)] for name in names}
