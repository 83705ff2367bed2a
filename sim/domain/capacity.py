"""How many live conversations one person takes on [Roller och ansvar] (CO-1)."""

from sim.domain.care_flows import is_urgent
from sim.domain.words import Piece


def may_own(
    kind: int, current_priority: int, owned: int, max_open: int, max_open_urgent: int, is_async: bool = False
) -> bool:
    """Tell whether the cap on open conversations lets a person take a piece (CO-1).

    Only taking on a case is capped: first, referred and accept pieces of live cases.

    Parameters
    ----------
    kind
        ``Piece``.
    current_priority
        Priority of the case, 1 to 5.
    owned
        Live cases that the person owns before taking it.
    max_open, max_open_urgent
        Most live cases owned, this one included, when it is of priority 3-5, 1-2.
    is_async
        The case is async: nobody comes to own it.
    """
    if is_async or kind not in (Piece.first, Piece.referred, Piece.accept):
        return True
    return owned < (max_open_urgent if is_urgent(current_priority) else max_open)
