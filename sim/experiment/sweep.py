"""A figure followed over the values of one or two places of a scenario, and where it crosses a level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from sim.measures.crossing import Crossing, crossing
from sim.measures.estimate import TINY, Estimate, Floats, binomial_interval
from sim.measures.gauge import Gauge, judged, left_out_of, level_of, too_few
from sim.measures.verdicts import Change, judge
from sim.scenario.axis import Axis
from sim.units import WEEK

DIFFERENCE = "difference"
Side = Literal["above", "below", "not shown", "too few"]
"""Of a level: where the interval of a figure lies wholly, if it does."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """Where one line of a sweep crosses a level.

    Attributes
    ----------
    of
        Name of the scenario whose figure it is, or ``difference``.
    level
        What is crossed, in the unit of the figure.
    second
        Value of the second place along this line; empty with one place.
    sides
        By point of the line: on which side of the level the interval lies; that of a difference is adjusted for all
        points.
    crossing
        Where; None where a point has too few cases to say.
    """

    of: str
    level: float
    second: str
    sides: list[Side]
    crossing: Crossing | None


@dataclass(frozen=True, slots=True)
class Curve:
    """One figure over all points.

    Attributes
    ----------
    gauge
        Which.
    figures
        By scenario, by point.
    changes
        By point: the other scenario against the base there; with one scenario, the point against the reference (None at
        the reference itself). They are judged together.
    crossings
        Where it crosses what was asked for.
    """

    gauge: Gauge
    figures: list[list[Estimate]]
    changes: list[Change | None]
    crossings: list[Crossed]


@dataclass(frozen=True, slots=True)
class Sweep:
    """All figures of a sweep.

    Attributes
    ----------
    names
        Of the scenarios: one, or a base and another.
    axes
        What was varied; two make a grid.
    points
        The values at each finished point, in the order of the axes.
    reference
        Place of the point that changes are told against, where there is one scenario.
    replications
        At each point.
    curves
        The figures.
    """

    names: tuple[str, ...]
    axes: tuple[Axis, ...]
    points: list[tuple[str, ...]]
    reference: int
    replications: int
    curves: list[Curve]


def read_sweep(
    names: Sequence[str],
    axes: Sequence[Axis],
    found: Sequence[Floats],
    gauges: Sequence[Gauge],
    *,
    reference: int = 0,
    levels: Mapping[Gauge, float] | None = None,
    margins: Mapping[Gauge, float] | None = None,
) -> Sweep:
    """Read the figures of the points that were played.

    Parameters
    ----------
    names
        Of the scenarios.
    axes
        What was varied.
    found
        (S, R, G, 3) for each finished point, in the order of `sim.scenario.axis.grid`.
    gauges
        The G figures.
    reference
        Place of the point that changes are told against, where there is one scenario.
    levels
        Levels whose crossing is sought, by figure.
    margins
        Differences whose crossing is sought where there are two scenarios; 0 for figures without.
    """
    points = list(product(*(one.texts for one in axes)))[: len(found)]
    curves = []
    for place, gauge in enumerate(gauges):
        of_gauge = [one[:, :, place, :] for one in found]  # by point: (S, R, 3)
        changes = _changes(of_gauge, axes, points, gauge, reference)
        figures = [[level_of(one[side], gauge) for one in of_gauge] for side in range(len(names))]
        asked = [(name, side, (levels or {})[gauge]) for side, name in enumerate(names) if gauge in (levels or {})]
        asked += [(DIFFERENCE, -1, (margins or {}).get(gauge, 0.0))] * (len(names) > 1)
        crossings = []
        for name, side, level in asked:
            found_sides = [
                _side_of_change(changes[at], level)
                if side < 0
                else _side_of(one[side], figures[side][at], gauge, level)
                for at, one in enumerate(of_gauge)
            ]
            for second in axes[1].texts if len(axes) > 1 else ("",):
                mine = [at for at, value in enumerate(points) if not second or value[1] == second]
                if axes[0].numbers and len(mine) > 1:
                    sides = [found_sides[at] for at in mine]
                    where = _crossing(axes[0], [of_gauge[at] for at in mine], gauge, side, level)
                    crossings.append(Crossed(name, level, second, sides, None if "too few" in sides else where))
        curves.append(Curve(gauge, figures, changes, crossings))
    return Sweep(tuple(names), tuple(axes), points, reference, found[0].shape[1] if found else 0, curves)


def _changes(
    of_gauge: Sequence[Floats], axes: Sequence[Axis], points: Sequence[tuple[str, ...]], gauge: Gauge, reference: int
) -> list[Change | None]:
    """Return the differences of all points, judged together."""
    sides = []
    for place, (one, values) in enumerate(zip(of_gauge, points, strict=True)):
        key: dict[str, str | int] = dict(zip((axis.path for axis in axes), values, strict=True))
        if len(one) > 1:
            sides.append((place, judged(key, one[0], one[1], gauge)))
        elif place != reference < len(of_gauge):
            sides.append((place, judged(key, of_gauge[reference][0], one[0], gauge)))
    out: list[Change | None] = [None] * len(points)
    for (place, _), change in zip(sides, judge([one for _, one in sides]), strict=True):
        out[place] = change
    return out


def _side_of(found: Floats, figure: Estimate, gauge: Gauge, level: float) -> Side:
    """Return on which side of a level the interval of a figure lies, from its sums (R, 3)."""
    if too_few(figure, gauge):
        return "too few"
    if figure.low is None or figure.high is None:
        return "not shown"
    low, high = figure.low, figure.high
    if gauge.is_share and high - low < TINY:  # equally many in each replication: no share is so sure
        low, high = binomial_interval(figure.numerator, figure.denominator)
    unseen = float(found[:, 2].sum()) * WEEK / figure.denominator  # another week for each wait without an end
    return "above" if low > level else "below" if high + unseen < level else "not shown"


def _side_of_change(change: Change | None, level: float) -> Side:
    """Return on which side of a level the interval of a difference lies, adjusted for all points."""
    if change is None or change.verdict == "too few":
        return "too few"
    low, high = change.family_low, change.family_high
    if low is None or high is None or (level == 0 and change.verdict in ("not shown", "one replication")):
        return "not shown"
    unseen = abs(change.unfinished_other - change.unfinished_base) * WEEK / change.cases if level else 0.0
    return "above" if low - unseen > level else "below" if high + unseen < level else "not shown"


def _crossing(along: Axis, found: Sequence[Floats], gauge: Gauge, side: int, level: float) -> Crossing | None:
    """Return where a line along the first place crosses a level; None where nothing was counted at a point."""
    curve, left_out = [], []
    for one in found:
        sides = [one[side]] if side >= 0 else [one[1], one[0]]
        here = [level_of(each, gauge).value or 0.0 for each in sides]
        without = [left_out_of(each) for each in sides]
        if not np.isfinite(without).all():
            return None
        curve.append(here[0] - (here[1] if side < 0 else 0.0) - level)
        left_out.append(without[0] - (without[1] if side < 0 else 0.0) - level)
    return crossing(np.array(along.numbers[: len(found)]), np.array(curve), np.array(left_out).T)
