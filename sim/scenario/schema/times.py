"""Clock times, spans, weekdays and moments as planners write them."""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


def _clock(text: object) -> int:
    """Seconds since midnight of ``HH:MM``; 24:00 is the end of the day."""
    match = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 1440:
        raise ValueError(f"{text!r} is no time of day; write it as 08:00")
    return (int(match[1]) * 60 + int(match[2])) * 60


def _clock_text(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def _span(value: object) -> tuple[int, int]:
    if isinstance(value, tuple):
        return value
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError(f"{value!r} is no span of time; write it as 08:00-12:00")
    start, end = _clock(parts[0]), _clock(parts[1])
    if end <= start:
        swapped = f"{_clock_text(end)}-{_clock_text(start)}"
        raise ValueError(f'"{value}" ends before it starts; write {swapped}' if end < start else f'"{value}" is empty')
    return start, end


def _days(value: object) -> str:
    text = value.strip().lower() if isinstance(value, str) else ""
    parts = text.split("-")
    if len(parts) in (1, 2) and all(part in WEEKDAYS for part in parts):
        if len(parts) == 1 or WEEKDAYS.index(parts[0]) < WEEKDAYS.index(parts[1]):
            return text
    raise ValueError(f"{value!r} is no weekday; write mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri")


def days_of(key: str) -> list[int]:
    """Weekdays (Monday 0) that a key such as ``mon`` or ``mon-fri`` names."""
    parts = [WEEKDAYS.index(part) for part in key.split("-")]
    return list(range(parts[0], parts[-1] + 1))


def _moment(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        moment = value
    elif isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day)
    else:
        try:
            moment = dt.datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValueError(f"{str(value)!r} is no date and time; write it as 2026-03-18 12:00") from None
    if moment.tzinfo is not None:
        raise ValueError(f"{str(value)!r} names a time zone; write local time without one")
    return moment


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime) and (value.hour or value.minute or value.second):
        raise ValueError(f"{str(value)!r} has a time of day; write a date as 2026-03-18")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"{str(value)!r} is no date; write it as 2026-03-18") from None


def _text_schema(pattern: str, description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "description": description})


ClockTime = Annotated[
    int,
    BeforeValidator(lambda v: v if isinstance(v, int) and not isinstance(v, bool) else _clock(v)),
    PlainSerializer(_clock_text, when_used="always"),
    _text_schema(r"^\d{1,2}:\d{2}$", "time of day, 08:00"),
]
"""A time of day, ``08:00``; seconds since midnight."""

Span = Annotated[
    tuple[int, int],
    BeforeValidator(_span),
    PlainSerializer(lambda span: f"{_clock_text(span[0])}-{_clock_text(span[1])}", when_used="always"),
    _text_schema(r"^\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}$", "from-until within a day, 08:00-12:00"),
]
"""A span within a day, ``08:00-12:00``; seconds since midnight, half-open."""

Days = Annotated[str, BeforeValidator(_days)]
"""A weekday or a range of weekdays: ``mon``, ``mon-fri``."""

Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    PlainSerializer(lambda m: m.isoformat(sep=" ", timespec="minutes"), when_used="always"),
    _text_schema(r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?$", "local date and time, 2026-03-18 12:00"),
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
