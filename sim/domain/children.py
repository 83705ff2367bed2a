"""Children and their guardians [Barn] (IN-1, IN-2)."""

FROM_AGE = 1
"""Youngest age that the channel handles (IN-1)."""
OWN_FROM_AGE = 13
"""Age from which the child itself seeks care and a guardian no longer can (IN-2)."""


def turned_away_by_age(age: int, by_guardian: bool) -> int:
    """Tell whether age and requester fit together (IN-1, IN-2).

    Parameters
    ----------
    age
        Whole years at arrival.
    by_guardian
        A guardian asks, not the patient.

    Returns
    -------
    int
        0: the case enters; 1: turned away, the child is too young (IN-1); 2: turned away, the wrong person asks (IN-2).
    """
    if age < FROM_AGE:
        return 1
    if by_guardian != (age < OWN_FROM_AGE):
        return 2
    return 0
