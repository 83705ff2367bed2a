"""Time: one tick is one second of wall-clock time, counted from the first local midnight of the horizon."""

SECOND = 1
MINUTE = 60
HOUR = 3600
DAY = 86400
WEEK = 7 * DAY


def ticks(minutes: float) -> int:
    """Whole ticks nearest to a number of minutes.

    Parameters
    ----------
    minutes
        A length of time in minutes, zero or more.

    Returns
    -------
    int
        Ticks (seconds); 0 stays 0.
    """
    return round(minutes * MINUTE)
