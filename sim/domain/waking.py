"""When patients write in an async case: in waking hours [Asynkront ärende] (CO-5)."""

from sim.units import DAY


def waking_add(tick: int, delay: int, waking_from: int, waking_until: int) -> int:
    """Return the earliest tick at which so many waking ticks have passed (CO-5).

    Parameters
    ----------
    tick
        From when on they are counted.
    delay
        Waking ticks; 0 or less gives the tick itself.
    waking_from, waking_until
        Seconds of the day between which patients are awake, ``waking_from < waking_until``.

    Returns
    -------
    int
        Tick.
    """
    if delay <= 0:
        return tick
    midnight = tick // DAY * DAY
    start = max(tick, midnight + waking_from)
    today = max(midnight + waking_until - start, 0)
    if delay <= today:
        return start + delay
    length = waking_until - waking_from
    days, rest = divmod(delay - today - 1, length)
    return midnight + (days + 1) * DAY + waking_from + rest + 1
