"""Numbers as people say them: 1 h 38 min, 2 031, 71 %."""

import datetime as dt
import math

from sim.units import DAY, HOUR, MINUTE

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def duration(seconds: float) -> str:
    """Return a length of time in the two largest units that matter: ``6 min``, ``1 h 38 min``, ``3 d 4 h``."""
    if seconds < 0:
        return f"−{duration(-seconds)}"
    if math.isinf(seconds):
        return "without end"
    if 0 < seconds < MINUTE / 2:
        return "under 1 min"
    minutes = round(seconds / MINUTE)
    if minutes * MINUTE < HOUR:
        return f"{minutes} min"
    if minutes * MINUTE < 2 * DAY:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest:02d} min" if rest else f"{hours} h"
    days, rest = divmod(round(seconds / HOUR), 24)
    return f"{days} d {rest} h" if rest else f"{days} d"


def count(number: float) -> str:
    """Return a whole number with spaces between thousands: ``2 031``."""
    return f"{round(number):,}".replace(",", " ")


def decimal(number: float, places: int = 1) -> str:
    """Return a number with so many decimals and spaces between thousands."""
    return f"{number:,.{places}f}".replace(",", " ").replace("-", "−")


def percent(share: float, places: int = 0) -> str:
    """Return a share of 0-1 in percent: ``71 %``; what is not quite all or nothing is never rounded to it."""
    value = 100 * share
    step = 10.0**-places
    if 0 < value < step / 2:
        return f"under {step:.{places}f} %"
    if 100 - step / 2 <= value < 100:
        return f"over {100 - step:.{places}f} %"
    return f"{value:.{places}f} %"


def percent_range(low: float, high: float) -> str:
    """Return an interval of shares: ``(68–74)``, in percent."""
    return f"({100 * low:.0f}–{100 * high:.0f})"


def date(day: dt.date, *, year: bool = True) -> str:
    """Return a date: ``5 Jan 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def dates(first: dt.date, last: dt.date) -> str:
    """Return a stretch of days: ``5 Jan–5 Jul 2026``."""
    return f"{date(first, year=first.year != last.year)}–{date(last)}"


def plural(number: int, one: str, several: str = "") -> str:
    """Return ``1 case``, ``2 cases``."""
    return f"{count(number)} {one if number == 1 else several or one + 's'}"
