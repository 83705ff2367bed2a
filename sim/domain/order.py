"""Which piece of work goes first [Ärendehantering] (PR-1)."""

from sim.domain.words import Piece


def rank(kind: int, is_async: bool = False) -> int:
    """Return 0 for the pieces of a conversation in progress, 1 for everything else (PR-1).

    Parameters
    ----------
    kind
        ``Piece``.
    is_async
        The case is async; it matters for ``sender_reply`` only, the one kind that occurs in both.
    """
    if kind == Piece.sender_reply:
        return 1 if is_async else 0
    return 0 if Piece.reply <= kind <= Piece.closing else 1


def order_priority(kind: int, current_priority: int) -> int:
    """Return the priority at which a piece stands: the case's, but 5 for the closing of a silent case (PR-1).

    Parameters
    ----------
    kind
        ``Piece``.
    current_priority
        Priority of the case as corrected so far, 1 to 5.
    """
    return 5 if kind in (Piece.closing, Piece.async_closing) else current_priority


def order_key(
    kind: int, current_priority: int, since: int, case: int, piece: int, is_async: bool = False
) -> tuple[int, int, int, int, int]:
    """Return the key by which waiting pieces are sorted, the most urgent first (PR-1).

    Parameters
    ----------
    kind, current_priority, is_async
        As in `rank` and `order_priority`.
    since
        Tick at which the piece arose.
    case, piece
        Case id and number of the piece within the case.

    Returns
    -------
    tuple of int
        Priority, rank, since, case, piece.
    """
    return order_priority(kind, current_priority), rank(kind, is_async), since, case, piece
