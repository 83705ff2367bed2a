"""Who is on duty, and what duty means [Bemanning och schemaläggning, Roller och ansvar] (ST-8, CO-9)."""

FULL = 1000
"""Thousandths in a whole."""


def keeps_open_cases(gap: int, keep_over_break: int) -> bool:
    """Tell whether the gap between two shifts of a day is a break, after which the owner goes on (CO-9).

    Parameters
    ----------
    gap
        Ticks between the end of one shift and the beginning of the next at the same unit on the same day.
    keep_over_break
        Longest break in ticks; one of just this length is still a break.
    """
    return gap <= keep_over_break


def with_coordinating(work: int, thousandths: int) -> int:
    """Return how long a piece takes somebody who also coordinates: work / (1 - share), rounded up (ST-8).

    Parameters
    ----------
    work
        Ticks of work for somebody who does nothing else.
    thousandths
        Share of the time that coordinating takes, in thousandths, below 1000; 0 for everybody else.

    Returns
    -------
    int
        Ticks, at least 1.
    """
    left = FULL - thousandths
    return max((work * FULL + left - 1) // left, 1)
