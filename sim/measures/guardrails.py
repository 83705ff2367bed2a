"""Guardrails: what must hold for the figures of a run to mean anything, looked at after every run.

``ok``: nothing stands in the way. ``look``: the figures are right, but something about them should be known.
``broken``: do not use the figures that it names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.domain.words import N_LIST_ROLES, Role
from sim.measures.columns import OPEN, OUTCOMES
from sim.measures.estimate import Floats, mean_is_zero
from sim.measures.list_figures import ListFigures, growth_remark
from sim.measures.several import Several
from sim.measures.tally import PLACE
from sim.tables import Stream
from sim.units import HOUR

MANY_OPEN = 0.05
"""Share of cases still open at the end from which on it should be known."""
FALSE_ALARM = 0.01
"""Chance that a sufficient warm-up is said not to be."""
FEWEST_WEEKS, FEWEST_REPLICATIONS = 4, 5
"""Below these the warm-up cannot be tested."""
VISIBLE = 0.1, 0.5
"""A warm-up matters where the first weeks' lists are off by more than this share of the others', and these pieces."""

Verdict = Literal["ok", "look", "broken"]


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One thing that was looked at.

    Attributes
    ----------
    name
        In a word or two.
    checked
        What was looked at, and by which test.
    value, unit
        What was found; None where it could not be looked at.
    verdict
        ``ok``, ``look`` or ``broken``.
    sentence
        What that means.
    """

    name: str
    checked: str
    value: float | None
    unit: str
    verdict: Verdict
    sentence: str


def guardrails(run: Several, lists: Sequence[ListFigures]) -> list[Guardrail]:
    """Return every guardrail of a run.

    Parameters
    ----------
    run
        Its replications.
    lists
        Their lists.
    """
    growing = any(one.grows for one in lists)
    return [
        little(run),
        accounted(run),
        explained(run),
        open_at_end(run),
        capacity(lists),
        warm_up(closing_lists(run), growing=growing),
    ]


def little(run: Several) -> Guardrail:
    """Compare, list by list, the length summed over the seconds with the seconds waited: equal to the second."""
    setting = run.setting
    off = run.stack("ledger.length") - run.stack("ledger.waited")
    checked = "Little's law as an identity, to the second: length of each list over time = seconds waited in it"
    waited = float(run.stack("ledger.waited").sum()) / HOUR / len(run)
    if not off.any():
        said = f"every list holds to the second: {waited:,.0f} hours of waiting a replication".replace(",", " ")
        return Guardrail("waits and lists agree", checked, 0.0, "seconds", "ok", said)
    worst = int(np.abs(off).sum(axis=0).argmax())
    place = f"{Role(worst % N_LIST_ROLES).name} at {setting.unit_names[worst // N_LIST_ROLES]}"
    said = f"the list of the {place} and the waits in it do not agree: a fault of direktsim, use no wait of this run"
    return Guardrail("waits and lists agree", checked, float(np.abs(off).sum()), "seconds", "broken", said)


def accounted(run: Several) -> Guardrail:
    """Compare the cases that the log says came with those that became something."""
    came = run.arrays["ledger.arrived"].sum(axis=1)
    became = run.arrays["account"].sum(axis=(1, 2, 3))
    checked = "cases that arrived = cases settled, closed, diverted, turned away, handed over or open"
    lost = float(np.abs(came - became).sum())
    if not lost:
        said = f"all {came.sum():,} cases became exactly one thing".replace(",", " ")
        return Guardrail("cases accounted for", checked, 0.0, "cases", "ok", said)
    said = f"{lost:.0f} cases are lost or counted twice: a fault of direktsim, use no figure of this run"
    return Guardrail("cases accounted for", checked, lost, "cases", "broken", said)


def explained(run: Several) -> Guardrail:
    """Look for waits whose causes do not add up; that nobody idle left noticed work, measuring has made sure."""
    missing = int(run.arrays["tally.sums"][:, 0, PLACE["unexplained"]].sum())
    checked = (
        "every second of every first wait has a cause, and nobody free leaves work that he or she sees and may take"
    )
    if not missing:
        return Guardrail("nobody idle", checked, 0.0, "cases", "ok", "every second of every wait has its cause")
    said = f"the causes of {missing} waits do not add up: a fault of direktsim, do not use why they waited"
    return Guardrail("nobody idle", checked, float(missing), "cases", "broken", said)


def open_at_end(run: Several) -> Guardrail:
    """Return the share of the channel's cases that are still open at the end."""
    became = run.arrays["account"][:, Stream.channel].sum(axis=(0, 1))
    listed = became.sum() - became[OUTCOMES.index("turned_away")] - became[OUTCOMES.index("diverted")]
    checked = (
        f"share of the cases that entered a list and are open when the horizon ends, at most {100 * MANY_OPEN:.0f} %"
    )
    if not listed:
        return Guardrail("open at the end", checked, None, "share", "look", "no case entered a list")
    share = float(became[[OUTCOMES.index(name) for name in OPEN]].sum() / listed)
    if share <= MANY_OPEN:
        return Guardrail("open at the end", checked, share, "share", "ok", f"{100 * share:.1f} % are open at the end")
    said = f"{100 * share:.1f} % are open at the end: how they go on is not known; more weeks would tell"
    return Guardrail("open at the end", checked, share, "share", "look", said)


def capacity(lists: Sequence[ListFigures]) -> Guardrail:
    """Look for lists that grow from week to week, and for lists to which more work comes than is scheduled."""
    checked = "no list grows from week to week, and no more work comes to a list than its own people are scheduled for"
    growing = [one for one in lists if one.grows]
    short = [one for one in lists if one.offered_minutes > one.scheduled_minutes and not one.grows]
    if growing:
        names = "; ".join(growth_remark(one) for one in growing)
        below = any(one.offered_minutes > one.scheduled_minutes for one in growing)
        why = "capacity is below demand" if below else "the work is not reached in time"
        said = f"{names}: {why}, and mean waits there depend on the number of weeks and mean nothing else"
        said += f"; nor is enough scheduled for {_short(short)}, though that is not seen to grow" if short else ""
        return Guardrail("capacity", checked, float(len(growing)), "lists that grow", "broken", said)
    if short:
        said = f"more work comes in a week than is scheduled, though no list is seen to grow: {_short(short)}"
        return Guardrail("capacity", checked, float(len(short)), "lists that are short", "look", said)
    tightest = max(lists, key=lambda one: one.offered_minutes / one.scheduled_minutes, default=None)
    if tightest is None:
        return Guardrail("capacity", checked, 0.0, "lists that grow", "ok", "no work came")
    share = tightest.offered_minutes / tightest.scheduled_minutes
    said = f"no list grows; tightest is {tightest.role} at {tightest.unit}, {100 * share:.0f} % of the scheduled time"
    return Guardrail("capacity", checked, 0.0, "lists that grow", "ok", said)


def _short(lists: Sequence[ListFigures]) -> str:
    return ", ".join(
        f"{one.role} at {one.unit} ({one.offered_minutes / 60:.1f} of {one.scheduled_minutes / 60:.1f} hours)"
        for one in lists
    )


def closing_lists(run: Several) -> Floats:
    """Return the pieces waiting in all lists at the last closing of each measured week: (R, W)."""
    return np.asarray(run.stack("lists.weekly_closing").sum(axis=2))


def warm_up(closing: Floats, *, growing: bool = False) -> Guardrail:
    """Test whether the first measured weeks are like the others.

    Student's t over replications, on the mean list at the weekly closings of the first quarter of the measured weeks
    minus that of the others, two-sided at 1 %; what is shown but too small to be seen in a figure is no alarm.

    Parameters
    ----------
    closing
        (R, W) pieces waiting at the last closing of each week.
    growing
        A list grows without bound: then no warm-up is long enough.
    """
    checked = (
        "lists at the weekly closings of the first quarter of the measured weeks against the others: t-test over "
        f"replications, false alarm {100 * FALSE_ALARM:.0f} %"
    )
    replications, weeks = closing.shape
    if weeks < FEWEST_WEEKS or replications < FEWEST_REPLICATIONS:
        said = f"not tested: that takes {FEWEST_WEEKS} measured weeks and {FEWEST_REPLICATIONS} replications"
        return Guardrail("warm-up", checked, None, "pieces", "look", said)
    quarter = weeks // 4
    others = closing[:, quarter:].mean(axis=1)
    off = closing[:, :quarter].mean(axis=1) - others
    value, share = float(off.mean()), VISIBLE[0] * float(others.mean())
    different = bool(off.any()) and (off.std() == 0 or mean_is_zero(off) <= FALSE_ALARM)
    if growing:
        said = "a list grows from week to week: no warm-up is long enough"
        return Guardrail("warm-up", checked, value, "pieces", "look", said)
    if different and abs(value) > max(share, VISIBLE[1]):
        way = "shorter" if value < 0 else "longer"
        said = f"lists are {way} by {abs(value):.1f} pieces in the first {quarter} measured weeks: add warm_up_weeks"
        return Guardrail("warm-up", checked, value, "pieces", "look", said)
    said = "the first measured weeks are like the others"
    return Guardrail("warm-up", checked, value, "pieces", "ok", said)
