"""What a difference shows: never more than its interval, adjusted for the family it is shown with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.measures.estimate import LEVEL, Difference, holm, replications_for
from sim.measures.lines import POINTS
from sim.measures.pool import Key
from sim.units import WEEK

Verdict = Literal["better", "worse", "more", "less", "no difference shown", "too few", "one replication"]
"""``more`` and ``less`` are for what is neither good nor bad in itself, such as the number of SMS."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes
    ----------
    key
        What the cases have in common.
    base, other
        The figures themselves; None where there is none (a quantile among waits without an end).
    cases
        Decided cases, or cases that wait, on the side that has fewer.
    value
        Other minus base.
    low, high
        95 % interval of this difference alone.
    family_low, family_high
        Interval at the level of its step in the family; the verdict goes by this one.
    p, p_family
        p-value alone, and adjusted for the family (Holm).
    verdict
        Never more than the interval says.
    unfinished_base, unfinished_other
        Waits whose end was not seen. The side with more of them is said to wait less only where that would still be
        shown if each further one lasted another week.
    replications_needed
        For a share that is not shown to differ: replications that would show a difference of 2 points.
    """

    key: Key
    base: float | None
    other: float | None
    cases: int
    value: float | None
    low: float | None
    high: float | None
    family_low: float | None
    family_high: float | None
    p: float | None
    p_family: float | None
    verdict: Verdict
    unfinished_base: int = 0
    unfinished_other: int = 0
    replications_needed: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A difference before it is judged.

    Attributes
    ----------
    key, base, other, cases
        As in `Change`.
    difference
        Other minus base.
    good
        Sign of a change for the better, 0 if neither is.
    unfinished
        Waits whose end was not seen, on both sides.
    is_share
        It is a difference of shares.
    few
        Fewer than 30 decided cases on a side.
    """

    key: Key
    base: float | None
    other: float | None
    cases: int
    difference: Difference
    good: int
    unfinished: tuple[int, int] = (0, 0)
    is_share: bool = False
    few: bool = False


def judge(found: Sequence[Found]) -> list[Change]:
    """Judge the differences of a family together; what is too few or without a value is no member of it."""
    members = [one for one in found if one.difference.p is not None and not one.few]
    adjusted, levels = holm([one.difference.p or 0.0 for one in members])
    places = {id(one): place for place, one in enumerate(members)}
    out = []
    for one in found:
        place = places.get(id(one))
        level, p_family = (LEVEL, None) if place is None else (levels[place], adjusted[place])
        low, high = one.difference.interval() or (None, None)
        family_low, family_high = one.difference.interval(level) or (None, None)
        out.append(
            Change(
                key=one.key,
                base=one.base,
                other=one.other,
                cases=one.cases,
                value=one.difference.value,
                low=low,
                high=high,
                family_low=family_low,
                family_high=family_high,
                p=one.difference.p,
                p_family=p_family,
                verdict=_verdict(one, p_family, family_low, family_high),
                unfinished_base=one.unfinished[0],
                unfinished_other=one.unfinished[1],
                replications_needed=_needed(one, p_family),
            )
        )
    return out


def _verdict(one: Found, p_family: float | None, low: float | None, high: float | None) -> Verdict:
    if one.few:
        return "too few"
    if one.difference.degrees < 1:
        return "one replication"
    value = one.difference.value
    if p_family is None or value is None or p_family > 1 - LEVEL:
        return "no difference shown"
    # a wait without an end may be of any length: the side with more of them must be ahead by more than those could cost
    further = one.unfinished[1] - one.unfinished[0] if value < 0 else one.unfinished[0] - one.unfinished[1]
    ahead = min(abs(low or 0.0), abs(high or 0.0))
    if further > 0 and ahead <= further * WEEK / one.cases:
        return "no difference shown"
    if one.good == 0:
        return "more" if value > 0 else "less"
    return "better" if value * one.good > 0 else "worse"


def _needed(one: Found, p_family: float | None) -> int | None:
    """Return the replications at which half the interval is 2 points, for a share that is not shown to differ."""
    interval = one.difference.interval()
    if not one.is_share or interval is None or (p_family is not None and p_family <= 1 - LEVEL):
        return None
    return replications_for((interval[1] - interval[0]) / 2, one.difference.degrees + 1, POINTS)
