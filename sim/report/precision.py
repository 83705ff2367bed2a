"""Whether the replications were enough, and what they would not have been enough for."""

from collections.abc import Mapping, Sequence

from sim.measures.precision import Followed, Precision
from sim.report.forms import decimal, joined, many_more, plural

MEASURES = {"within_target": "within target", "begun_same_day": "begun the same day"}


def precision_sentence(precision: Precision) -> str:
    """Return how many replications were played and what they make known: ``60 replications: enough for ±2 points ...``.

    Of several scenarios a priority counts as known where it is in each of them.
    """
    measures = {one.priority: MEASURES[one.measure] for one in precision.shares}
    points = points_name(precision.half)
    by_priority: dict[int, list[Followed]] = {}
    for one in precision.shares:
        by_priority.setdefault(one.priority, []).append(one)
    known = [priority for priority, shares in by_priority.items() if all(one.known == "met" for one in shares)]
    played = plural(precision.replications, "replication")
    played += ", the most allowed" * (precision.outcome == "the most allowed")
    said = f"enough for ±{points} {_known(known, measures)}" if known else f"not enough for ±{points} on any priority"
    rest = [
        _rest(priority, shares, precision.replications)
        for priority, shares in by_priority.items()
        if priority not in known
    ]
    return f"{'; '.join([f'{played}: {said}', *rest])}."


def points_name(share: float) -> str:
    """Return a share as points: ``2 points``, ``0.5 points``, ``1 point``."""
    number = decimal(100 * share, 1).removesuffix(".0")
    return f"{number} point{'s' * (number != '1')}"


def _known(priorities: Sequence[int], measures: Mapping[int, str]) -> str:
    """Return what is known of which priorities: ``within target on priorities 1 and 2, begun the same day on ...``."""
    by_measure = {name: [one for one in priorities if measures[one] == name] for name in MEASURES.values()}
    return " and ".join(f"{name} on {_priorities(mine)}" for name, mine in by_measure.items() if mine)


def _rest(priority: int, shares: Sequence[Followed], played: int) -> str:
    """Return what a priority that is not known would take."""
    needed = [one.replications_needed for one in shares if one.known != "met"]
    numbers = [number for number in needed if number is not None]
    about = f"priority {priority} ({MEASURES[shares[0].measure]})"
    if len(numbers) < len(needed):
        return f"{about} has no case to judge by"
    few = "has too few cases and " * any(one.known == "too few" for one in shares)
    return f"{about} {few}would take {many_more(max(numbers) - played)}"


def _priorities(numbers: Sequence[int]) -> str:
    return f"priority {numbers[0]}" if len(numbers) == 1 else f"priorities {joined([str(one) for one in numbers])}"
