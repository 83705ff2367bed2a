"""A roster as planners draw it, one row for each person and place over an ordinary week, and a scenario with another.

Breaks are shown as what they leave: 08:00-17:00 with a break at noon is ``08:00-12:00, 12:45-17:00``. Single dates and
leave are no part of an ordinary week and stay as they are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sim.scenario.days import by_weekday
from sim.scenario.files import load_text
from sim.scenario.loaded import Loaded
from sim.scenario.posts import PlacedPost, posts_of
from sim.scenario.resolved import as_yaml, resolved
from sim.scenario.schema import Scenario
from sim.scenario.schema.times import WEEKDAYS, span_text
from sim.scenario.shifts import Spans, merged, minus

Week = tuple[Spans, ...]
"""Hours on duty of seven days, Monday first; seconds of the day."""


@dataclass(frozen=True, slots=True)
class Row:
    """One post of one person in an ordinary week.

    Attributes
    ----------
    person, unit, role
        As the scenario names them.
    week
        Hours on duty.
    """

    person: str
    unit: str
    role: str
    week: Week

    @property
    def key(self) -> tuple[str, str]:
        """Whose row it is: nobody has two posts at one unit [ST-3]."""
        return self.person, self.unit


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Visit slots that lay in hours which the roster no longer has, and were taken out [AF-1].

    Attributes
    ----------
    person
        Whose.
    weekday
        Monday 0.
    spans
        What was taken out.
    """

    person: str
    weekday: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Edited:
    """A scenario with another roster.

    Attributes
    ----------
    loaded
        The scenario, checked.
    text
        The same as a whole scenario file.
    override
        What a file that extends the base says under ``people``.
    trimmed
        Visit slots that had to go.
    """

    loaded: Loaded
    text: str
    override: dict[str, Any]
    trimmed: tuple[Trimmed, ...]


def rows_of(scenario: Scenario) -> list[Row]:
    """Return the roster of a scenario, in its order of people and posts."""
    return [Row(placed.name, placed.post.unit, placed.post.role, _week(placed)) for placed in posts_of(scenario)]


def changed_rows(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """Return the rows that are new or have other hours."""
    known = {row.key: row.week for row in before}
    return [row for row in after if known.get(row.key) != row.week]


def with_rows(loaded: Loaded, rows: Sequence[Row]) -> Edited:
    """Return the scenario with other hours; rows that are not named stay as they are.

    Parameters
    ----------
    loaded
        The scenario before.
    rows
        Hours by person and unit; of people whom the scenario does not know, too.

    Raises
    ------
    InputError
        What then no longer fits together.
    """
    before = rows_of(loaded.scenario)
    after = {row.key: row for row in before} | {row.key: row for row in rows}
    placed: dict[str, list[PlacedPost]] = defaultdict(list)
    for one in posts_of(loaded.scenario):
        placed[one.name].append(one)
    override: dict[str, Any] = {}
    trimmed: list[Trimmed] = []
    for person in dict.fromkeys(row.person for row in changed_rows(before, rows)):
        if person in placed:
            override[person] = _other_hours(placed[person], after, trimmed)
        else:
            override[person] = _somebody_new([row for row in rows if row.person == person])
    whole = resolved(loaded.scenario)
    for person, entry in override.items():
        whole["people"][person] = {**whole["people"].get(person, {}), **entry}
    text = as_yaml(whole)
    return Edited(load_text(text), text, override, tuple(trimmed))


def override_text(base: str, question: str, edited: Edited) -> str:
    """Return a scenario file that says only what is different.

    Parameters
    ----------
    base
        File that it extends.
    question
        What it asks.
    edited
        The scenario with another roster.
    """
    return as_yaml({"question": question, "extends": base, "people": edited.override})


def week_entry(week: Week) -> dict[str, list[str]]:
    """Return a week as a scenario file has it: days alike that follow each other are one range."""
    entry = {}
    for spans, days in groupby(range(7), key=lambda day: week[day]):
        on = list(days)
        if spans:
            entry[WEEKDAYS[on[0]] if len(on) == 1 else f"{WEEKDAYS[on[0]]}-{WEEKDAYS[on[-1]]}"] = _texts(spans)
    return entry


def _week(placed: PlacedPost) -> Week:
    return tuple(minus(spans or [], placed.person.breaks) for spans in by_weekday(placed.post.week))


def _other_hours(
    posts: Sequence[PlacedPost], after: Mapping[tuple[str, str], Row], trimmed: list[Trimmed]
) -> dict[str, Any]:
    """Return what an override says of a known person; the hours have their breaks in them already."""
    person = posts[0].person
    said = [_hours(placed, after[placed.name, placed.post.unit].week, trimmed) for placed in posts]
    entry = {"posts": [_whole_post(*one) for one in zip(posts, said, strict=True)]} if person.posts else said[0]
    return {**entry, "breaks": []} if person.breaks else entry


def _somebody_new(rows: Sequence[Row]) -> dict[str, Any]:
    posts = [{"unit": row.unit, "role": row.role, "week": week_entry(row.week)} for row in rows]
    return posts[0] if len(posts) == 1 else {"posts": posts}


def _hours(placed: PlacedPost, week: Week, trimmed: list[Trimmed]) -> dict[str, Any]:
    entry: dict[str, Any] = {"week": week_entry(week)}
    slots = tuple(merged(spans or []) for spans in by_weekday(placed.post.visit_slots))
    kept = tuple(_inside(*one) for one in zip(slots, week, strict=True))
    if kept != slots:
        entry["visit_slots"] = week_entry(kept)
        trimmed += [
            Trimmed(placed.name, day, minus(slots[day], kept[day])) for day in range(7) if slots[day] != kept[day]
        ]
    if placed.person.breaks and placed.post.dates:
        entry["dates"] = {
            date.isoformat(): _texts(minus(spans, placed.person.breaks)) for date, spans in placed.post.dates.items()
        }
    return entry


def _whole_post(placed: PlacedPost, hours: Mapping[str, Any]) -> dict[str, Any]:
    """Return a post as a list of posts has it: such a list is replaced as a whole."""
    return {**placed.post.model_dump(by_alias=True, exclude_defaults=True), **hours}


def _inside(slots: Spans, duty: Spans) -> Spans:
    """Return what of visit slots lies within the hours on duty."""
    both = [(max(start, begins), min(stop, ends)) for start, stop in slots for begins, ends in duty]
    return merged([(start, stop) for start, stop in both if stop > start])


def _texts(spans: Spans) -> list[str]:
    return [span_text(span) for span in spans]
