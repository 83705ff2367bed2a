"""A figure followed over the values of one or two places of a scenario, and where it crosses a level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from sim.measures.crossing import Crossing, crossing
from sim.measures.estimate import Estimate, Floats
from sim.measures.gauge import Gauge, judged, left_out_of, level_of
from sim.measures.verdicts import Change, judge
from sim.scenario.axis import Axis

DIFFERENCE = "difference"


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
    crossing
        Where; None where a point has too few cases to say.
    """

    of: str
    level: float
    second: str
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
        asked = [(name, side, (levels or {})[gauge]) for side, name in enumerate(names) if gauge in (levels or {})]
        crossings = [
            _crossed(of_gauge, axes, gauge, name, side, level, second)
            for name, side, level in [*asked, *[(DIFFERENCE, -1, (margins or {}).get(gauge, 0.0))] * (len(names) > 1)]
            for second in (axes[1].texts if len(axes) > 1 else ("",))
            if axes[0].numbers
        ]
        figures = [[level_of(one[side], gauge) for one in of_gauge] for side in range(len(names))]
        curves.append(Curve(gauge, figures, changes, [one for one in crossings if one is not None]))
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


def _crossed(
    of_gauge: Sequence[Floats], axes: Sequence[Axis], gauge: Gauge, name: str, side: int, level: float, second: str
) -> Crossed | None:
    """Return where a line along the first place crosses a level; None with fewer than two finished points on it."""
    width = len(axes[1].texts) if len(axes) > 1 else 1
    offset = axes[1].texts.index(second) if second else 0
    along = [(axes[0].numbers[place // width], one) for place, one in enumerate(of_gauge) if place % width == offset]
    if len(along) < 2:
        return None
    values = np.array([number for number, _ in along])
    curve, left_out = [], []
    for _, one in along:
        sides = [one[side]] if side >= 0 else [one[1], one[0]]
        here = [level_of(each, gauge).value or 0.0 for each in sides]
        without = [left_out_of(each) for each in sides]
        if judged({}, sides[0], sides[-1], gauge).few or not np.isfinite(without).all():
            return Crossed(name, level, second, None)
        curve.append(here[0] - (here[1] if side < 0 else 0.0) - level)
        left_out.append(without[0] - (without[1] if side < 0 else 0.0) - level)
    return Crossed(name, level, second, crossing(values, np.array(curve), np.array(left_out).T))
