"""What a difference shows: never more than its interval, adjusted for the family it is shown with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.measures.differences import Difference
from sim.measures.estimate import LEVEL, POWER, TINY, cases_to_rule_out, holm, replications_to_show, t_quantile
from sim.measures.groupings import Key
from sim.units import MINUTE, WEEK

Verdict = Literal[
    "better", "worse", "more", "less", "no practical difference", "not shown", "too few", "one replication"
]
"""``more`` and ``less`` are for what is neither good nor bad in itself, such as the number of SMS."""
Together = Literal["better for some, worse for others", "worse for some"] | Verdict
"""What several verdicts come to."""
Counts = tuple[tuple[int, int], tuple[int, int]]
"""Of a share before and after: cases that have it, and cases in which it is decided, all replications together."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Differences that are too small to matter, as the user states them.

    Attributes
    ----------
    share
        Of shares, 0 to 1.
    seconds
        Of waits.
    """

    share: float = 0.02
    seconds: float = 1.0 * MINUTE

    def of(self, unit: str) -> float:
        """Return the margin of figures in a unit; 0 where any difference counts."""
        return {"share": self.share, "seconds": self.seconds}.get(unit, 0.0)


DEFAULT_MARGINS = Margins()
UNENDED = 0.05
"""Share of waits without an end, on both sides, from which on two waits are not called alike where lists grow."""


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
        Never more than the interval says. ``no practical difference``: the whole adjusted interval lies within the
        margin, whether or not it leaves out 0.
    unfinished_base, unfinished_other
        Waits whose end was not seen. The side with more of them is said to wait less only where that would still be
        shown if each further one lasted another week, and the sides to wait alike likewise.
    replications_needed
        Where it is not shown: replications that would show a difference of the margin's size in four of five runs.
    variance_ratio
        Variance unpaired over variance paired: what meeting the same patients saves. None where nothing differs.
    could_show
        Size of a true difference that these replications show in four of five runs; None where that cannot be said.
    counts
        See `Counts`; None of what is no share.
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
    variance_ratio: float | None = None
    could_show: float | None = None
    counts: Counts | None = None

    @property
    def often_unended(self) -> bool:
        """On a side so many waits have no end that a change in hours is one of the weeks that are played."""
        return max(self.unfinished_base, self.unfinished_other) > UNENDED * self.cases


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
    counts
        As in `Change`.
    few
        Fewer than 30 decided cases on a side.
    margin
        Differences up to this do not matter.
    endless
        A list grows without bound on a side: no number of replications is enough for its waits.
    """

    key: Key
    base: float | None
    other: float | None
    cases: int
    difference: Difference
    good: int
    unfinished: tuple[int, int] = (0, 0)
    is_share: bool = False
    counts: Counts | None = None
    few: bool = False
    margin: float = 0.0
    endless: bool = False


def judge(found: Sequence[Found]) -> list[Change]:
    """Judge the differences of a family together; what is too few or without a value is no member of it."""
    members = [one for one in found if one.difference.p is not None and not one.few]
    adjusted, levels = holm([one.difference.p or 0.0 for one in members])
    places = {id(one): place for place, one in enumerate(members)}
    out = []
    for one in found:
        place = places.get(id(one))
        level, p_family = (LEVEL, None) if place is None else (levels[place], adjusted[place])
        low, high = _possible(one, LEVEL)
        family_low, family_high = _possible(one, level)
        verdict = _verdict(one, p_family, level)
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
                verdict=verdict,
                unfinished_base=one.unfinished[0],
                unfinished_other=one.unfinished[1],
                replications_needed=_needed(one, level) if verdict == "not shown" else None,
                variance_ratio=one.difference.variance_ratio,
                could_show=_could_show(one, level),
                counts=one.counts,
            )
        )
    return out


def _possible(one: Found, level: float) -> tuple[float | None, float | None]:
    """Return the interval of a difference; that of shares ends where one of them would be below 0 or above 1."""
    low, high = one.difference.interval(level) or (None, None)
    if low is None or high is None or not one.is_share:
        return low, high
    return max(low, -1.0), min(high, 1.0)


def together(changes: Sequence[Change]) -> Together:
    """Return what verdicts come to: one that is not shown leaves open whether nothing changes, and no more."""
    verdicts = {one.verdict for one in changes if one.value is not None}
    if {"better", "worse"} <= verdicts:
        return "better for some, worse for others"
    order: tuple[Verdict, ...] = (
        "better", "worse", "more", "less", "not shown", "no practical difference", "one replication"
    )  # fmt: skip
    return next((one for one in order if one in verdicts), "too few")


def _verdict(one: Found, p_family: float | None, level: float) -> Verdict:
    if one.few:
        return "too few"
    if one.difference.degrees < 1:
        return "one replication"
    value, interval = one.difference.value, one.difference.interval(level)
    if p_family is None or value is None or interval is None:
        return "not shown"
    if _alike(one, interval, level):
        # where lists grow, waits that often have no end are as long as the weeks that are played, on both sides
        return "not shown" if one.endless and min(one.unfinished) > UNENDED * one.cases else "no practical difference"
    if p_family > 1 - LEVEL:
        return "not shown"
    # a wait without an end may be of any length: the side with more of them must be ahead by more than those could cost
    further = one.unfinished[1] - one.unfinished[0] if value < 0 else one.unfinished[0] - one.unfinished[1]
    if further > 0 and min(abs(end) for end in interval) <= further * WEEK / one.cases:
        return "not shown"
    if one.good == 0:
        return "more" if value > 0 else "less"
    return "better" if value * one.good > 0 else "worse"


def _alike(one: Found, interval: tuple[float, float], level: float) -> bool:
    """Tell whether the whole interval lies within the margin, whatever became of waits without an end.

    Where no replication differs the interval of a share has no width: then enough cases must have been alike to rule
    out that a share of the margin's size turns out otherwise.
    """
    if one.is_share and _no_spread(one) and (not one.margin or one.cases < cases_to_rule_out(one.margin, level)):
        return False
    unseen = abs(one.unfinished[1] - one.unfinished[0]) * WEEK / one.cases if any(one.unfinished) else 0.0
    return max(abs(end) for end in interval) + unseen <= one.margin


def _needed(one: Found, level: float) -> int | None:
    """Return the replications that would show a difference of the margin's size."""
    error, played = one.difference.error, one.difference.degrees + 1
    if error is None or not one.margin or one.endless:
        return None
    if _no_spread(one):
        return -(-cases_to_rule_out(one.margin, level) * played // one.cases) if one.is_share else None
    return replications_to_show(error, played, one.margin, level)


def _could_show(one: Found, level: float) -> float | None:
    """Return the size of a true difference that is shown with the chance `POWER`: see `replications_to_show`.

    The further end of the interval counts, so that a skewed one is not taken for a narrow one.
    """
    value, error, degrees = one.difference.value, one.difference.error, one.difference.degrees
    interval = one.difference.interval(level)
    if value is None or error is None or interval is None or degrees < 1 or one.few or one.endless or _no_spread(one):
        return None
    return max(abs(end - value) for end in interval) + error * t_quantile(2 * POWER - 1, degrees)


def _no_spread(one: Found) -> bool:
    return one.difference.error is not None and one.difference.error < TINY
