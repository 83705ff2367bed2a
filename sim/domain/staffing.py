"""Who is on duty, and what duty means [Bemanning och schemaläggning, Roller och ansvar] (ST-1, ST-7, ST-8)."""

FULL = 1000
"""Thousandths in a whole."""


def is_weekday(weekday: int, public_holiday: bool, closed_eve: bool) -> bool:
    """Tell whether a date is a weekday of the recommendation: Monday to Friday, no holiday, no eve (ST-1, PR-3).

    Parameters
    ----------
    weekday
        Monday 0 to Sunday 6.
    public_holiday
        A public holiday, if the calendar counts them.
    closed_eve
        One of the eves that the calendar closes.
    """
    return weekday < 5 and not public_holiday and not closed_eve


def keeps_open_cases(gap: int, keep_over_break: int) -> bool:
    """Tell whether the gap between two shifts of a day is a break, after which the owner goes on (CO-9, ST-7).

    Parameters
    ----------
    gap
        Ticks between the end of one shift and the beginning of the next at the same unit on the same day.
    keep_over_break
        Longest break in ticks; one of just this length is still a break.
    """
    return gap <= keep_over_break


def overrun(done: int, shift_until: int) -> int:
    """Return the ticks that a piece begun in a shift goes on after it (ST-7).

    Parameters
    ----------
    done
        Tick at which the piece ends.
    shift_until
        Tick at which the shift ends; work that ends at that very tick is no overrun.
    """
    return max(done - shift_until, 0)


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
