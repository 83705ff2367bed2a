"""One change, in a cell or in a sentence: with its interval, in one unit, every sign as it is."""

from collections.abc import Iterable

from rich.text import Text

from sim.measures import Change, Family
from sim.report.forms import count, decimal, percent, signed
from sim.units import HOUR, MINUTE

SHOWN = ("better", "worse")
STYLES = {"better": "green", "worse": "red"}
POINTS = 100
"""Percentage points in a share of 1."""
ALIKE = "≈"
"""Stands before an interval that lies wholly within the margin."""
LONG = 10 * HOUR
"""Waits from here on are told in hours, shorter ones in minutes: both figures and their difference in the same."""


def shown(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that are shown to be one."""
    return [one for one in changes if one.verdict in SHOWN]


def held_back(one: Change, margin: float = 0.0) -> bool:
    """Tell whether only waits without an end stand between a change and its verdict.

    Its interval leaves out 0, or lies within the margin, and yet nothing is said: on one side more waits have no end.
    """
    if one.verdict != "not shown":
        return False
    ends = abs(one.family_low or 0.0), abs(one.family_high or 0.0)
    further = one.unfinished_base != one.unfinished_other
    return _leaves_out_zero(one) or (further and one.family_low is not None and max(ends) <= margin)


def margin_name(family: Family) -> str:
    """Return the margin of a family in words: ``2 points``, ``1 minute``."""
    number, name = (family.margin / MINUTE, "minute") if family.unit == "seconds" else (POINTS * family.margin, "point")
    said = decimal(number).removesuffix(".0")
    return f"{said} {name}{'s' * (said != '1')}"


def _leaves_out_zero(one: Change) -> bool:
    return (one.family_low or 0.0) * (one.family_high or 0.0) > 0


def places(low: float, high: float) -> int:
    """Return the decimals that an interval deserves: none if it is wide or far out."""
    return 0 if high - low >= 5 or max(abs(low), abs(high)) >= 9.95 else 1


def missed(one: Change) -> tuple[str, str] | None:
    """Return how many of how many missed, before and after: ``0 of 4``, ``4 of 4``; None of what is no share."""
    if one.counts is None or not all(of for _, of in one.counts):
        return None
    before, after = (f"{count(of - true)} of {count(of)}" for true, of in one.counts)
    return before, after


def shares_cell(one: Change) -> str:
    """Return two shares in percent: ``92 → 95``; of too few cases how many missed: ``0/4 → 4/4 missed``."""
    if one.base is None or one.other is None:
        return "–"
    numbers = missed(one) if one.verdict == "too few" else None
    if numbers:
        return f"{' → '.join(numbers)} missed".replace(" of ", "/")
    return " → ".join(percent(share).removesuffix(" %") for share in (one.base, one.other))


def points_cell(one: Change) -> Text:
    """Return a change of a share in points: ``+4.1 (2.8 to 5.4)``."""
    return _styled(one, _change(one, POINTS, ""))


def waits_cell(one: Change) -> str:
    """Return two mean waits in minutes, long ones in hours: ``155 → 99``, ``2.5 h → 38.1 h``."""
    if one.base is None or one.other is None:
        return "–"
    unit, name = _unit(one)
    digits = 0 if one.family_low is None or one.family_high is None else places(*_ends(one, 1 / unit))
    digits = 1 if name else digits
    return f"{decimal(one.base / unit, digits)}{name} → {decimal(one.other / unit, digits)}{name}"


def wait_change_cell(one: Change, margin: float = 0.0) -> Text:
    """Return a change of a mean wait in minutes, of a long one in hours: ``−9 (−10 to −8)``, ``+17.6 h (...)``.

    An asterisk follows what only waits without an end hold back; ``margin`` is that of its family, in seconds.
    """
    unit, name = _unit(one)
    return _styled(one, _change(one, 1 / unit, name) + "*" * held_back(one, margin))


def interval_of_wait(one: Change) -> str:
    """Return the interval of a change of a wait by itself, in one unit: ``−0.8 to −0.1 min``."""
    unit, name = _unit(one)
    low, high = _ends(one, 1 / unit)
    digits = places(low, high)
    return f"{signed(low, digits)} to {signed(high, digits)} {name.strip() or 'min'}"


def size(one: Change, scale: float) -> str:
    """Return a change that is shown as a size with its interval, for words that say which way: ``9 (8–10)``."""
    low, high = sorted(abs(end) for end in _ends(one, scale))
    digits = places(low, high)
    return f"{_figure(abs(one.value or 0.0) * scale, digits)} ({_figure(low, digits)}–{_figure(high, digits)})"


def points(one: Change) -> str:
    """Return a change of a share as a size in points: ``4.5 points (2.2–6.8)``."""
    number, _, interval = size(one, POINTS).partition(" (")
    return f"{number} point{'s' * (number != '1')} ({interval}"


def length(one: Change) -> str:
    """Return a change of a wait as a size in one unit: ``62 min (42–81)``."""
    unit, name = (MINUTE, "min") if abs(one.value or 0.0) < 2 * HOUR else (HOUR, "h")
    return size(one, 1 / unit).replace(" (", f" {name} (")


def could_show(one: Change) -> str:
    """Return the difference that the replications would have shown: ``59 min``, ``12 points``; empty if not known."""
    if one.could_show is None:
        return ""
    scale, name = (POINTS, "points") if one.counts is not None else (1 / MINUTE, "min")
    if name == "min" and one.could_show >= 2 * HOUR:
        scale, name = 1 / HOUR, "h"
    found = one.could_show * scale
    return f"{_figure(found, places(0, found))} {name}"


def _unit(one: Change) -> tuple[int, str]:
    return (HOUR, " h") if max(one.base or 0.0, one.other or 0.0) >= LONG else (MINUTE, "")


def _ends(one: Change, scale: float) -> tuple[float, float]:
    """Return the interval adjusted for the family; no share changes by more than 100 points."""
    low, high = (one.family_low or 0.0) * scale, (one.family_high or 0.0) * scale
    return (max(low, -POINTS), min(high, POINTS)) if scale == POINTS else (low, high)


def _change(one: Change, scale: float, name: str) -> str:
    """Return the change with its interval where it is shown, otherwise the interval alone, or why there is none."""
    if one.value is None:
        return "–"
    if one.verdict in ("too few", "one replication"):
        return one.verdict
    if one.family_low is None or one.family_high is None:
        return "–"
    if one.family_low == one.family_high == 0:
        return "the same"
    low, high = _ends(one, scale)
    digits = places(low, high)
    if one.verdict in SHOWN:
        sign = "+" if one.value > 0 else ""
        figures = [_figure(number, digits) for number in (one.value * scale, low, high)]
        return f"{sign}{figures[0]}{name} ({figures[1]} to {figures[2]}{name})"
    alike = f"{ALIKE} " * (one.verdict == "no practical difference")
    return f"{alike}({signed(low, digits)} to {signed(high, digits)}{name})"


def _figure(number: float, digits: int) -> str:
    """Return a figure of a change that is shown; what is not 0 is not rounded to it."""
    while number and digits < 3 and float(f"{number:.{digits}f}") == 0:
        digits += 1
    return decimal(number, digits)


def _styled(one: Change, said: str) -> Text:
    return Text(said, style=STYLES.get(one.verdict, "dim"))
