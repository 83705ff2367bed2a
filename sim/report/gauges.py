"""Figures that are followed over values, in words: their names, their size, their change, where they cross."""

from sim.measures import Change
from sim.measures.crossing import Crossing
from sim.measures.estimate import Estimate
from sim.measures.gauge import UNITS, Gauge, too_few
from sim.report.changes import places
from sim.report.figures import NOTHING, TOO_FEW
from sim.report.forms import decimal, signed
from sim.units import MINUTE

NAMES = {
    "within_target": "within target",
    "begun_same_day": "begun the same day",
    "became_async": "became async",
    "closed_unanswered": "closed unanswered",
    "mean_wait_working": "mean wait in staffed hours",
    "mean_wait_elapsed": "mean wait, nights and weekends counted",
    "staff_cost": "staff cost a week",
}
SCALES = {"share": (100.0, "%"), "seconds": (1 / MINUTE, "min"), "SEK": (1.0, "SEK")}
"""From the unit of a figure to the one on screens."""
CHANGE_UNITS = {"%": "points"}
SHOWN = ("better", "worse", "more", "less")


def gauge_name(gauge: Gauge) -> str:
    """Return ``within target, almby, nurse, priority 2``."""
    of = [gauge.unit, gauge.role, f"priority {gauge.priority}" if gauge.priority else None]
    return ", ".join([NAMES[gauge.measure], *(one for one in of if one)])


def scale(gauge: Gauge) -> float:
    """Return what a figure is multiplied by on screens: shares to percent, seconds to minutes."""
    return SCALES[UNITS[gauge.measure]][0]


def unit(gauge: Gauge, *, change: bool = False) -> str:
    """Return the unit on screens; a change of a share is in points."""
    name = SCALES[UNITS[gauge.measure]][1]
    return CHANGE_UNITS.get(name, name) if change else name


def size(value: float | None, gauge: Gauge, *, change: bool = False) -> str:
    """Return a figure with its unit: ``92.1 %``, ``14 min``."""
    if value is None:
        return NOTHING
    number = value * scale(gauge)
    return f"{decimal(number, 0 if abs(number) >= 100 else 1)} {unit(gauge, change=change)}"


def signed_size(value: float | None, gauge: Gauge) -> str:
    """Return a difference with its sign and unit: ``+4.1 points``, ``−14.0 min``."""
    return ("+" if value is not None and value > 0 else "") + size(value, gauge, change=True)


def figure_cell(figure: Estimate, gauge: Gauge) -> str:
    """Return a figure with its interval, without unit: ``92 (90–94)``; ``too few`` cases have none."""
    if figure.value is not None and too_few(figure, gauge):
        return TOO_FEW
    if figure.value is None:
        return NOTHING
    value = figure.value * scale(gauge)
    if figure.low is None or figure.high is None:
        return decimal(value, places(value, value))
    low, high = figure.low * scale(gauge), figure.high * scale(gauge)
    digits = places(low, high) if high - low >= 1 else 1
    return f"{decimal(value, digits)} ({decimal(low, digits)}–{decimal(high, digits)})"


def change_cell(change: Change | None, gauge: Gauge) -> str:
    """Return ``+4.1 (2.8 to 5.4)``; where a change is not shown, its interval alone."""
    if change is None:
        return "reference"
    if change.value is None:
        return NOTHING
    if change.verdict in ("too few", "one replication"):
        return change.verdict
    if change.family_low is None or change.family_high is None:
        return NOTHING
    low, high = change.family_low * scale(gauge), change.family_high * scale(gauge)
    if low == high == 0:
        return "the same"
    digits = places(low, high)
    ends = signed(low, digits), signed(high, digits)
    if all(float(end.replace("−", "-").replace(" ", "")) == 0 for end in ends):
        return f"under {decimal(10.0**-digits, digits)}"
    interval = f"({ends[0]} to {ends[1]})"
    return f"{signed(change.value * scale(gauge), digits)} {interval}" if change.verdict in SHOWN else interval


def at_about(found: Crossing, lowest: float, highest: float) -> str:
    """Return a crossing inside the range with its interval: ``6.0 (5.1–7.2)``, ends outside the range in words."""
    span = highest - lowest
    digits = 0 if span >= 200 else 1 if span >= 10 else 2 if span >= 1 else 3
    value, low, high = (None if one is None else decimal(one, digits) for one in (found.value, found.low, found.high))
    if low is None and high is None:
        return f"{value} (not located between {lowest:g} and {highest:g}: more replications would narrow it)"
    if low is None:
        return f"{value} (below {lowest:g} to {high})"
    return f"{value} ({low} to above {highest:g})" if high is None else f"{value} ({low}–{high})"
