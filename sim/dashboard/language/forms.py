"""Numbers, lengths of time and dates as the reader's language writes them."""

import datetime as dt
import math
from collections.abc import Sequence

from sim.dashboard.language import language, t
from sim.units import HOUR, MINUTE

THIN = "\u00a0"
"""Between thousands, and before a unit: does not break."""


def decimal(number: float, places: int = 1) -> str:
    """Return ``2 031,4`` or ``2,031.4``; a minus is as wide as a plus."""
    said = f"{abs(number):,.{places}f}"
    if language() == "sv":
        said = said.replace(",", THIN).replace(".", ",")
    nothing = not said.strip("0,.")
    return said if number >= 0 or nothing else f"−{said}"


def read(text: str) -> float | None:
    """Return the number that somebody wrote, ``0,25`` or ``0.25``; None if it is none."""
    try:
        number = float("".join(text.split()).replace("−", "-").replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def signed(number: float, places: int = 1) -> str:
    """Return a difference with its sign; none where it is rounded to nothing."""
    said = decimal(number, places)
    return f"+{said}" if number > 0 and said.strip("0,.") else said


def percent(share: float, places: int = 0) -> str:
    """Return a share of 0-1 as ``71 %``; what is not quite all or nothing is never rounded to it."""
    said, sign = f"{100 * share:.{places}f}", ""
    if share > 0 and float(said) == 0:
        said, sign = f"{10.0**-places:.{places}f}", "<"
    elif share < 1 and float(said) == 100:
        said, sign = f"{100 - 10.0**-places:.{places}f}", ">"
    return f"{sign}{decimal(float(said), places)}{THIN}%"


def minutes(seconds: float, places: int = 0) -> str:
    """Return a number of minutes without the word."""
    return decimal(seconds / MINUTE, places)


def length(seconds: float) -> str:
    """Return ``6 min``, ``1 h 38 min``, ``18 h``."""
    whole = round(seconds / MINUTE)
    if whole < 60:
        return f"{whole}{THIN}min"
    if whole < 600:
        hours, rest = divmod(whole, 60)
        return f"{hours}{THIN}h" + (f"{THIN}{rest:02d}{THIN}min" if rest else "")
    return f"{decimal(seconds / HOUR, 0)}{THIN}h"


def pair(before: str, after: str) -> str:
    """Return ``49 → 40``, which does not break."""
    return f"{before}{THIN}→{THIN}{after}"


def date(day: dt.date, *, year: bool = True) -> str:
    """Return ``5 jan. 2026`` or ``5 Jan 2026``."""
    month = t("words.months").split()[day.month - 1]
    return f"{day.day}{THIN}{month}" + (f"{THIN}{day.year}" if year else "")


def dates(first: dt.date, last: dt.date) -> str:
    """Return a stretch of days."""
    return f"{date(first, year=first.year != last.year)} – {date(last)}"


def joined(words: Sequence[str]) -> str:
    """Return ``1, 2 and 4``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {t('words.and')} {words[-1]}"
