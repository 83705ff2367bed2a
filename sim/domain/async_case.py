"""Cases without expectation of an immediate answer [Ej avslutat ärende, Asynkront ärende] (CO-5)."""


def becomes_async(begun: bool, visit_booked: bool, already_async: bool, carry_over_async: bool) -> bool:
    """Tell whether an open case becomes async when the staffed day ends (CO-5).

    Parameters
    ----------
    begun
        Somebody has begun its first piece.
    visit_booked
        It waits for a booked visit.
    already_async
        It is async already, and stays so.
    carry_over_async
        ``carry_over`` of the unit that holds it is ``async``.
    """
    return carry_over_async and begun and not visit_booked and not already_async
