"""Whether the replications were enough, and what they would not have been enough for."""

from collections.abc import Sequence

from sim.measures.precision import Followed, Precision
from sim.report.forms import count, decimal, joined, plural


def precision_sentence(precision: Precision) -> str:
    """Return how many replications were played and what they make known: ``60 replications: enough for ±2 points ...``.

    Of several scenarios a priority counts as known where it is in each of them.
    """
    points = points_name(precision.half)
    by_priority: dict[int, list[Followed]] = {}
    for one in precision.shares:
        by_priority.setdefault(one.priority, []).append(one)
    known = [priority for priority, shares in by_priority.items() if all(one.known == "met" for one in shares)]
    played = plural(precision.replications, "replication")
    played += ", the most allowed" * (precision.outcome == "the most allowed")
    said = f"enough for ±{points} on {_priorities(known)}" if known else f"not enough for ±{points} on any priority"
    rest = [_rest(priority, shares) for priority, shares in by_priority.items() if priority not in known]
    return f"{'; '.join([f'{played}: {said}', *rest])}."


def points_name(share: float) -> str:
    """Return a share as points: ``2 points``, ``0.5 points``, ``1 point``."""
    number = decimal(100 * share, 1).removesuffix(".0")
    return f"{number} point{'s' * (number != '1')}"


def _rest(priority: int, shares: Sequence[Followed]) -> str:
    """Return what a priority that is not known would take."""
    needed = [one.replications_needed for one in shares if one.known != "met"]
    numbers = [number for number in needed if number is not None]
    if len(numbers) < len(needed):
        return f"priority {priority} has no case to judge by"
    few = "has too few cases and " * any(one.known == "too few" for one in shares)
    return f"priority {priority} {few}would take about {count(max(numbers))}"


def _priorities(numbers: Sequence[int]) -> str:
    return f"priority {numbers[0]}" if len(numbers) == 1 else f"priorities {joined([str(one) for one in numbers])}"
