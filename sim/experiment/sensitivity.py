"""Which assumption matters: each turned by itself between the ends of its range, and all of them at once.

What is followed is one figure of a scenario, or the difference between two on the same patients. Turned by itself, an
assumption shows how far it moves the figure and at which value a decision would turn. Turned together, in worlds of a
Latin hypercube, they show in how many plausible worlds the decision holds.

Long because bars, worlds and turning points are three views of one set of points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sim.measures.crossing import Crossing, crossing
from sim.measures.differences import paired, with_error
from sim.measures.estimate import Floats
from sim.measures.gauge import Gauge, judged, left_out_of, level_of
from sim.measures.verdicts import Change, Found, judge
from sim.scenario.knobs import Knob

MONEY = "costs."
"""Assumptions that move no patient: turned only where money is followed."""


@dataclass(frozen=True, slots=True)
class End:
    """An assumption at one end of its range.

    Attributes
    ----------
    value
        The end.
    figure
        What is followed, there.
    change
        How far that is from what the assumed value gives, on the same patients; all ends are judged together.
    verdict
        Of the figure itself against the level at which the decision turns.
    """

    value: float
    figure: float | None
    change: Change
    verdict: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One assumption turned by itself.

    Attributes
    ----------
    knob
        Which.
    ends
        Low and high, without an end that is the assumed value itself.
    turn
        Where in the range the figure crosses the level at which the decision turns; None where no level is asked for,
        or there are too few cases.
    """

    knob: Knob
    ends: list[End]
    turn: Crossing | None

    @property
    def swing(self) -> float:
        """Size of the larger of the changes."""
        return max((abs(one.change.value or 0.0) for one in self.ends), default=0.0)

    @property
    def shown(self) -> bool:
        """Whether a change at one of the ends is shown: otherwise the assumption is within the noise."""
        return any(one.change.verdict in ("more", "less") for one in self.ends)


@dataclass(frozen=True, slots=True)
class Worlds:
    """All assumptions turned at once.

    Attributes
    ----------
    figures
        What is followed, by world; None where nothing was counted.
    verdicts
        ``above`` or ``below`` the level where a world's own replications show it (95 %, each by itself), else
        ``not shown``.
    above, below, at
        Worlds by what was measured, shown or not: above the level, below it, exactly at it.
    replications
        In each world, with patients of its own.
    few
        Worlds with fewer than 30 cases, whose figures are mostly luck.
    """

    figures: list[float | None]
    verdicts: list[str]
    above: int
    below: int
    at: int
    replications: int
    few: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the assumptions do to a figure or a difference.

    Attributes
    ----------
    names
        Of the scenarios: one, or a base and another; of two their difference is followed.
    gauge
        The figure.
    level
        Where the decision turns; None where none was asked for.
    base
        The figure (or difference) with everything as assumed, against the level.
    replications
        For each end.
    bars
        The assumptions, those first that move most; those that no replication felt last.
    worlds
        All at once; None if not asked for or not begun.
    left_out
        Assumptions in which the two scenarios differ: they are the question.
    """

    names: tuple[str, ...]
    gauge: Gauge
    level: float | None
    base: Change
    replications: int
    bars: list[Bar]
    worlds: Worlds | None
    left_out: list[str]

    @property
    def assumed(self) -> float | None:
        """What is followed, with everything as assumed."""
        return None if self.base.value is None else self.base.value + (self.level or 0.0)

    @property
    def outside(self) -> Literal["above", "below", ""]:
        """Where what is assumed lies if it lies outside all worlds."""
        known = [] if self.worlds is None else [one for one in self.worlds.figures if one is not None]
        if self.assumed is None or not known or min(known) <= self.assumed <= max(known):
            return ""
        return "above" if self.assumed > max(known) else "below"


def choose(every: Sequence[list[Knob]], gauge: Gauge, only: Sequence[str]) -> list[Knob]:
    """Return the assumptions to be turned: those in which all scenarios agree.

    Parameters
    ----------
    every
        What can be turned in each scenario.
    gauge
        What is followed.
    only
        Beginnings of the places wanted; all if empty.
    """
    return [
        knob
        for knob in every[0]
        if all(knob in other for other in every[1:])
        and (gauge.measure == "staff_cost" or not knob.path.startswith(MONEY))
        and (not only or any(knob.path.startswith(beginning) for beginning in only))
    ]


def ends_of(knob: Knob) -> list[float]:
    """Return the ends of a range that differ from what is assumed."""
    return [value for value in (knob.at(0.0), knob.at(1.0)) if value != knob.value]


def latin_hypercube(knobs: Sequence[Knob], worlds: int, seed: int) -> list[list[float]]:
    """Return plausible worlds: of each assumption as many values as worlds, one from each equal part of its range.

    Parameters
    ----------
    knobs
        What is turned.
    worlds
        How many.
    seed
        Of the draw; the same worlds for the same seed.

    Returns
    -------
    list of list of float
        By world, the value of each knob.
    """
    from scipy.stats.qmc import LatinHypercube  # noqa: PLC0415 - half a second to import, wanted here alone

    shares = LatinHypercube(len(knobs), rng=np.random.default_rng([seed, worlds])).random(worlds)
    return [[knob.at(share) for knob, share in zip(knobs, row, strict=True)] for row in shares.tolist()]


def read_bars(
    knobs: Sequence[Knob], found: Sequence[Floats], gauge: Gauge, level: float | None
) -> tuple[Change, list[Bar]]:
    """Read the assumptions turned one by one.

    Parameters
    ----------
    knobs
        What was turned.
    found
        (S, R, 1, 3) for each finished point: everything as assumed, then the ends of each knob in turn.
    gauge
        The figure.
    level
        Where the decision turns.

    Returns
    -------
    Change
        The figure as assumed, against the level (0 without one).
    list of Bar
        Those that move most first; of knobs whose ends are not all finished, none.
    """
    against = level or 0.0
    base = _followed(found[0], gauge)
    ends: list[tuple[Knob, float, Floats]] = []
    place = 1
    for knob in knobs:
        values = ends_of(knob)
        if place + len(values) > len(found):
            break
        ends += [(knob, value, found[place + n]) for n, value in enumerate(values)]
        place += len(values)
    key: dict[str, str | int] = {"all": "as assumed"}
    (as_assumed,) = judge([_against(key, found[0], gauge, against)])  # the decision itself: judged alone
    levels = judge([_against({}, one, gauge, against) for *_, one in ends])
    changes = judge([_from_base(knob, found[0], one, gauge) for knob, _, one in ends])
    bars = []
    for knob in dict.fromkeys(knob for knob, *_ in ends):
        mine = [n for n, one in enumerate(ends) if one[0] is knob]
        at = [End(ends[n][1], _followed(ends[n][2], gauge)[0], changes[n], levels[n].verdict) for n in mine]
        known = [(knob.value, base), *((ends[n][1], _followed(ends[n][2], gauge)) for n in mine)]
        few = any(one.change.verdict == "too few" for one in at)
        bars.append(Bar(knob, at, None if level is None or few else _turn(known, level)))
    return as_assumed, sorted(bars, key=lambda bar: (not bar.shown, -bar.swing))


def read_worlds(found: Sequence[Floats], gauge: Gauge, level: float | None) -> Worlds | None:
    """Read the worlds in which everything was turned at once, (S, R, 1, 3) for each; None if there are none."""
    if not found:
        return None
    against = level or 0.0
    figures: list[float | None] = []
    verdicts, few = [], 0
    for one in found:
        (change,) = judge([_against({}, one, gauge, against)])
        figures.append(None if change.value is None else change.value + against)
        few += change.value is not None and change.verdict == "too few"
        shown = {"more": "above", "less": "below"}
        verdicts.append(shown.get(change.verdict, "not shown"))
    known = [one for one in figures if one is not None]
    above, below = sum(one > against for one in known), sum(one < against for one in known)
    return Worlds(figures, verdicts, above, below, len(known) - above - below, found[0].shape[1], few)


def _followed(found: Floats, gauge: Gauge) -> tuple[float | None, Floats]:
    """Return the figure or difference, and the same without each replication, from sums (S, R, 1, 3)."""
    sides = [one[:, 0, :] for one in found]
    figures = [level_of(one, gauge).value for one in sides]
    without = [left_out_of(one) for one in sides]
    if len(sides) == 1 or figures[0] is None or figures[1] is None:
        return (figures[0] if len(sides) == 1 else None), without[-1]
    return figures[1] - figures[0], without[1] - without[0]


def _against(key: dict[str, str | int], found: Floats, gauge: Gauge, level: float) -> Found:
    """Return a figure or difference, less the level, before it is judged; ``more`` means above the level."""
    value, without = _followed(found, gauge)
    sides = [one[:, 0, :] for one in found]
    about = judged(key, sides[0], sides[-1], gauge)
    away = paired(float("nan") if value is None else value - level, without - level)
    if gauge.is_share and len(sides) > 1 and level == 0:
        return replace(about, good=0)
    if gauge.is_share and away.value and not away.error:  # no share is surer than one case
        away = with_error(away.value, 1 / max(about.cases, 1), away.degrees)
    return Found(key, about.base, about.other, about.cases, away, 0, about.unfinished, few=about.few)


def _from_base(knob: Knob, base: Floats, other: Floats, gauge: Gauge) -> Found:
    """Return how far a figure or difference is from what the assumed value gives."""
    before, after = _followed(base, gauge), _followed(other, gauge)
    value = float("nan") if before[0] is None or after[0] is None else after[0] - before[0]
    about = [judged({}, one[0][:, 0, :], one[-1][:, 0, :], gauge) for one in (base, other)]
    return Found(
        {"assumption": knob.path}, before[0], after[0], min(one.cases for one in about),
        paired(value, after[1] - before[1]), 0, few=any(one.few for one in about),
    )  # fmt: skip


def _turn(known: Sequence[tuple[float, tuple[float | None, Floats]]], level: float) -> Crossing | None:
    """Return where the figure crosses the level between the values at which it is known."""
    ordered = sorted(known, key=lambda one: one[0])
    curve = np.array([np.nan if one[1][0] is None else one[1][0] - level for one in ordered])
    without = np.array([one[1][1] - level for one in ordered]).T
    if len(ordered) < 2 or not np.isfinite(curve).all() or not np.isfinite(without).all():
        return None
    return crossing(np.array([one[0] for one in ordered]), curve, without)
