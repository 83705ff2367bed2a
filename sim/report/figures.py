"""Estimates and waits as cells of a table."""

from sim.measures.estimate import Estimate
from sim.measures.waits import Quantile, Wait
from sim.report.forms import at_least, duration, percent, percent_range, staffed
from sim.units import MINUTE

TOO_FEW = "too few"
NOTHING = "–"
MANY_UNFINISHED = 0.005
"""Share of waits without an end from which on a mean is said to be ``at least`` so long."""

PRIORITY_NAMES = {1: "at once", 2: "promptly", 3: "nearest 24 h", 4: "weekday 24 h", 5: "self-care"}
CAUSE_NAMES = {
    "closed_hours": "night and weekend",
    "closure": "planned closure",
    "nobody_on_duty": "nobody of the role on duty",
    "not_noticed": "not noticed",
    "at_cap": "everybody had enough open conversations",
    "behind_more_urgent": "behind more urgent",
    "behind_equal": "behind equally urgent",
    "first_in_line": "next in line, everybody busy",
}
CLOCK_NAMES = {"elapsed": "", "weekday": " of weekdays", "working": " of staffed hours"}


def priority_name(priority: int) -> str:
    """Return ``2 promptly``."""
    return f"{priority} {PRIORITY_NAMES[priority]}"


def target_name(target: tuple[float, str] | None) -> str:
    """Return a target in minutes on a clock as ``2 h`` or ``24 h of weekdays``."""
    if target is None:
        return "none"
    within, clock = target
    return duration(within * MINUTE) + CLOCK_NAMES[clock]


def share_cell(share: Estimate, *, too_few: bool = False) -> str:
    """Return ``71 % (68–74)``; without an interval where there is none, or none wider than a point."""
    if too_few:
        return TOO_FEW
    if share.value is None:
        return NOTHING
    if share.low is None or share.high is None or round(100 * share.low) == round(100 * share.high):
        return percent(share.value)
    return f"{percent(share.value)} {percent_range(share.low, share.high)}"


def bare_share(share: Estimate, *, too_few: bool = False) -> str:
    """Return ``71 %``."""
    if too_few:
        return TOO_FEW
    return NOTHING if share.value is None else percent(share.value)


def quantile_cell(quantile: Quantile) -> str:
    """Return ``31 min``, or ``>3 d`` where the quantile falls among waits without an end."""
    if quantile.value is not None:
        return duration(quantile.value)
    return NOTHING if quantile.over is None else f">{at_least(quantile.over)}"


def staffed_mean(wait: Wait) -> str:
    """Return a mean of staffed time; ``at least`` where more than a few waits have no end."""
    if wait.mean.value is None:
        return NOTHING
    many = wait.unfinished >= MANY_UNFINISHED * wait.cases
    return ("at least " if wait.at_least and many else "") + staffed(wait.mean.value)
