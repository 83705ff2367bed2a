"""What is said about a group of cases: within target, begun the same day, waits on both clocks, and why they waited."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from sim.measures.enough import replications_to_know
from sim.measures.estimate import FEWEST, Estimate, ratios, shares
from sim.measures.groupings import GROUPINGS, Key
from sim.measures.several import Groups, Several
from sim.measures.tally import SHARES
from sim.measures.waits import Ordered, Wait
from sim.measures.why import Cause

POINTS = 0.02
"""Half the width of the interval, as a share, that counts as enough replications."""
WAITS = ("wait_elapsed_s", "wait_working_s", "lasted_s")
"""Columns of waits whose quantiles stand in a line."""
COUNTS = ("cases", "with_target", "within_target_decided", "unreachable", "still_waiting", "diverted_at_close")
"""Numbers of cases that stand in a line."""


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


def lines(groups: Groups, orders: Mapping[str, Ordered]) -> list[Line]:
    """Return the figures of the groups of a table.

    Parameters
    ----------
    groups
        With cases each.
    orders
        By column of waits its cases from the shortest to the longest.
    """
    of = groups.of
    replications = len(groups.several)
    everyone, true, decided = (of(name) for name in ("cases", "within_target_true", "within_target_decided"))
    known = {name: shares(of(f"{name}_true"), of(f"{name}_decided")) for name in (*SHARES, "reachable")}
    known |= {name: shares(of(name), everyone) for name in ("async", "silent")}
    why = {cause.name: ratios(of(f"waited_{cause.name}_s"), everyone) for cause in Cause}
    working = of("wait_working_s")
    why_working = {name: ratios(of(f"waited_{name}_s"), working) for name in why if name != Cause.closed_hours.name}
    waits = {name: groups.waits(order).figures(of(name), everyone) for name, order in orders.items()}
    totals = {name: of(name).sum(axis=1).astype(np.int64).tolist() for name in COUNTS}
    out = []
    for place, key in enumerate(groups.keys):
        total = {name: values[place] for name, values in totals.items()}
        share = {name: estimates[place] for name, estimates in known.items()}
        size = total["within_target_decided"] if total["with_target"] else total["cases"]
        out.append(
            Line(
                key=key,
                cases=total["cases"],
                cases_per_replication=total["cases"] / replications,
                decided=total["within_target_decided"],
                undecided=total["with_target"] - total["within_target_decided"],
                too_few=size < FEWEST,
                within_target=share["within_target"],
                within_target_reachable=share["reachable"],
                unreachable=total["unreachable"],
                within_any=share["within_any"],
                contact_in_guarantee=share["contact_in_guarantee"],
                assessed_in_guarantee=share["assessed_in_guarantee"],
                begun_same_day=share["begun_same_day"],
                became_async=share["async"],
                closed_unanswered=share["silent"],
                still_waiting=total["still_waiting"],
                diverted_at_close=total["diverted_at_close"],
                wait_elapsed=waits["wait_elapsed_s"][place],
                wait_working=waits["wait_working_s"][place],
                to_closing=waits["lasted_s"][place],
                why={name: estimates[place] for name, estimates in why.items()},
                why_working={name: estimates[place] for name, estimates in why_working.items()},
                replications_needed=replications_to_know(share["within_target"], true[place], decided[place], POINTS),
            )
        )
    return out


def tables(several: Several, names: Sequence[str] = tuple(GROUPINGS)) -> dict[str, list[Line]]:
    """Return tables by name.

    Two are made at a time: dealing millions of waits out leaves other threads of Python free.
    """
    with ThreadPoolExecutor(2) as threads:
        orders = dict(zip(WAITS, threads.map(several.ordered, WAITS), strict=True))
        return dict(zip(names, threads.map(lambda name: lines(several.groups(name), orders), names), strict=True))
