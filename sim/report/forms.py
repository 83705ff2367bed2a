"""Numbers as people say them: 1 h 38 min, 2 031, 71 %."""

import datetime as dt
from collections.abc import Sequence

from sim.units import DAY, HOUR, MINUTE

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def duration(seconds: float) -> str:
    """Return a length of time as it matters: ``6 min``, ``1 h 38 min``, from 10 hours on ``18 h``, then ``3 d 4 h``."""
    if seconds < 0:
        return f"−{duration(-seconds)}"
    minutes = round(seconds / MINUTE)
    if minutes == 0 and seconds > 0:
        return "under 1 min"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 600:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest:02d} min" if rest else f"{hours} h"
    hours = round(seconds / HOUR)
    if hours < 48:
        return f"{hours} h"
    days, rest = divmod(hours, 24)
    return f"{days} d {rest} h" if rest else f"{days} d"


def at_least(seconds: float) -> str:
    """Return a length of time rounded down to its largest unit: ``50 d``, for what is known to be longer."""
    for size, name in ((DAY, "d"), (HOUR, "h")):
        if seconds >= 2 * size:
            return f"{int(seconds // size)} {name}"
    return f"{int(seconds // MINUTE)} min"


def staffed(seconds: float) -> str:
    """Return a length of staffed time: ``32 min``, ``5.8 h``, ``97 h``; never days, which have nine hours then."""
    if seconds < 2 * HOUR:
        return f"{round(seconds / MINUTE)} min"
    return f"{decimal(seconds / HOUR, 1 if seconds < 20 * HOUR else 0)} h"


def count(number: float) -> str:
    """Return a whole number with spaces between thousands: ``2 031``."""
    return f"{round(number):,}".replace(",", " ")


def decimal(number: float, places: int = 1) -> str:
    """Return a number with so many decimals and spaces between thousands."""
    return f"{number:,.{places}f}".replace(",", " ").replace("-", "−")


def signed(number: float, places: int = 1) -> str:
    """Return a difference with its sign: ``+4.1``, ``−120``; no sign where it is rounded to nothing."""
    said = decimal(abs(number), places)
    return said if float(said.replace(" ", "")) == 0 else ("−" if number < 0 else "+") + said


def percent(share: float, places: int = 0) -> str:
    """Return a share of 0-1 in percent: ``71 %``; what is not quite all or nothing is never rounded to it."""
    said = f"{100 * share:.{places}f}"
    if share > 0 and float(said) == 0:
        return f"<{10.0**-places:.{places}f} %"
    if share < 1 and float(said) == 100:
        return f">{100 - 10.0**-places:.{places}f} %"
    return f"{said} %"


def percent_range(low: float, high: float) -> str:
    """Return an interval of shares: ``(68–74)``, in percent."""
    return f"({100 * low:.0f}–{100 * high:.0f})"


def clock(second: float) -> str:
    """Return a second of the day as ``08:00``; past midnight the next day's time follows as ``+1 d 01:30``."""
    days, rest = divmod(round(second / MINUTE), DAY // MINUTE)
    return (f"+{days} d " if days else "") + f"{rest // 60:02d}:{rest % 60:02d}"


def date(day: dt.date, *, year: bool = True) -> str:
    """Return a date: ``5 Jan 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def dates(first: dt.date, last: dt.date) -> str:
    """Return a stretch of days: ``5 Jan–5 Jul 2026``."""
    return f"{date(first, year=first.year != last.year)}–{date(last)}"


def plural(number: int, one: str, several: str = "") -> str:
    """Return ``1 case``, ``2 cases``."""
    return f"{count(number)} {one if number == 1 else several or one + 's'}"


def joined(words: Sequence[str]) -> str:
    """Return ``1, 2 and 4``."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def many_more(number: int) -> str:
    """Return only the order of magnitude of what is still to come: ``a few more``, ``dozens more``."""
    names = ((10, "a few"), (100, "dozens"), (1000, "hundreds"))
    return f"{next((name for below, name in names if number < below), 'more than a thousand')} more"
