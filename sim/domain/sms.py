"""Which pieces of work send an SMS [Utskick av sms] (CO-6)."""

from sim.domain.words import Piece


def sends_sms(kind: int, is_async: bool, closes_locked: bool = False) -> bool:
    """Tell whether the end of a piece sends the patient an SMS (CO-6, CO-9).

    Parameters
    ----------
    kind
        ``Piece``.
    is_async
        The case is async when the piece ends: every message from the staff then sends one, the last one too.
    closes_locked
        medical_admin closes a case that is locked to somebody else, and informs the patient.
    """
    if kind in (Piece.reminder, Piece.async_reminder, Piece.picture):
        return True
    if kind in (Piece.call, Piece.async_closing):
        return False
    return closes_locked if kind == Piece.closing else is_async
