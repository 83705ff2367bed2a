"""Clock times, spans, weekdays and moments as planners write them."""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from sim.errors import shortened

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}")
_NAME = re.compile(r"\w[\w -]{0,59}")
YEARS = range(2000, 2100)


def _shown(value: object) -> str:
    """Return a value as it was written, text in quotes, long text shortened."""
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a group of keys"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else f'"{shortened(value)}"' if isinstance(value, str) else str(value)


def _clock(value: object) -> int:
    """Seconds since midnight of ``HH:MM``; 24:00 is the end of the day."""
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 1440:
        raise ValueError(f"{_shown(value)} is no time of day; write it as 08:00")
    return (int(match[1]) * 60 + int(match[2])) * 60


def clock_text(second: int) -> str:
    """``HH:MM`` of seconds since midnight."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def span_text(value: tuple[int, int]) -> str:
    """``HH:MM-HH:MM`` of a span in seconds since midnight."""
    return f"{clock_text(value[0])}-{clock_text(value[1])}"


def span(value: object) -> tuple[int, int]:
    """Seconds since midnight of a span such as ``08:00-12:00``.

    Raises
    ------
    ValueError
        With what to write instead.
    """
    if isinstance(value, tuple):
        return value
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError(f"{_shown(value)} is no span of time; write it as 08:00-12:00")
    start, end = _clock(parts[0]), _clock(parts[1])
    if end < start:
        swapped = f"{clock_text(end)}-{clock_text(start)}"
        raise ValueError(f"{_shown(value)} ends before it starts; write {swapped}")
    if end == start:
        raise ValueError(f"{_shown(value)} ends when it starts; write a later end, such as 08:00-12:00")
    return start, end


def _days(value: object) -> str:
    parts = value.split("-") if isinstance(value, str) else []
    order = [WEEKDAYS.index(part) for part in parts if part in WEEKDAYS]
    if len(order) == len(parts) and (len(parts) == 1 or (len(parts) == 2 and order[0] < order[1])):
        return "-".join(parts)
    raise ValueError(
        f"{_shown(value)} is no weekday; write mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"
    )


def days_of(key: str) -> list[int]:
    """Weekdays (Monday 0) that a key such as ``mon`` or ``mon-fri`` names."""
    parts = [WEEKDAYS.index(part) for part in key.split("-")]
    return list(range(parts[0], parts[-1] + 1))


def _in_years(date: dt.date, shown: str) -> None:
    if date.year not in YEARS:
        raise ValueError(f"{shown} is not between {YEARS[0]} and {YEARS[-1]}")


def _moment(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if _DATE.fullmatch(text):
        raise ValueError(f"{_shown(value)} has no time of day; write it as {text} 12:00")
    try:
        moment = dt.datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None:
        raise ValueError(f"{_shown(value)} is no date and time; write local time as 2026-03-18 12:00")
    _in_years(moment, _shown(value))
    return moment


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    try:
        date = dt.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        date = None
    if date is None:
        raise ValueError(f"{_shown(value)} is no date; write it as 2026-03-18")
    _in_years(date, _shown(value))
    return date


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(f"{_shown(value)} is no name; write letters, digits, - and _, at most 60")
    return value


def _text_schema(pattern: str, description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "description": description})


Span = Annotated[
    tuple[int, int],
    BeforeValidator(span),
    PlainSerializer(span_text, when_used="always"),
    _text_schema(r"^\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}$", "from-until within a day, 08:00-12:00"),
]
"""A span within a day, ``08:00-12:00``; seconds since midnight, half-open."""

_DAY = "(mon|tue|wed|thu|fri|sat|sun)"

Days = Annotated[str, BeforeValidator(_days), _text_schema(f"^{_DAY}(-{_DAY})?$", "weekday or range, mon-fri")]
"""A weekday or a range of weekdays: ``mon``, ``mon-fri``."""

MOST_SPANS = 48

DaySpans = Annotated[list[Span], Field(max_length=MOST_SPANS)]
"""Spans of one day."""

Week = dict[Days, DaySpans]
"""Spans by weekday; a single day goes before a range that names it."""

DayHours = dict[Days, Span]
"""One span by weekday."""

Name = Annotated[str, AfterValidator(_name)]
"""Name of a unit or person."""

Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    PlainSerializer(lambda m: m.isoformat(sep=" ", timespec="minutes"), when_used="always"),
    _text_schema(r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$", "local date and time, 2026-03-18 12:00"),
]
"""A local date and time, ``2026-03-18 12:00``."""

Date = Annotated[
    dt.date,
    BeforeValidator(_date),
    PlainSerializer(lambda d: d.isoformat(), when_used="always"),
    _text_schema(r"^\d{4}-\d{2}-\d{2}$", "date, 2026-03-18"),
]
"""A date, ``2026-03-18``."""

RoleName = Literal["nurse", "physiotherapist", "counsellor", "physician", "medical_admin"]
"""A role that handles cases."""

AnyRoleName = Literal["nurse", "physiotherapist", "counsellor", "physician", "medical_admin", "administrator"]
"""Any role."""

ReasonName = Literal[
    "back", "knee", "shoulder", "leg", "stress", "low_mood", "anxiety", "administrative", "skin",
    "respiratory", "gastrointestinal", "urinary", "medicines", "other",
]  # fmt: skip
"""A reason for seeking care."""
