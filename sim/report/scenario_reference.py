"""The scenario reference: every key that a scenario file can hold, written from the format itself.

``python -m sim.report.scenario_reference > docs/scenario-reference.md`` makes it anew; a test compares.
"""

import sys
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from sim.scenario.schema import Scenario
from sim.scenario.schema.base import Part
from sim.scenario.schema.demand import Hours
from sim.scenario.schema.distributions import Distribution, MixturePart, Simple
from sim.scenario.schema.people import Help, Leave, Post
from sim.scenario.schema.shares import Minutes, Priority, Share
from sim.scenario.schema.targets import Target
from sim.scenario.schema.times import AnyRoleName, Date, DayHours, Days, Moment, Name, ReasonName, RoleName, Span, Week
from sim.scenario.schema.units import Closure, YesOrNames, YesOrRoles
from sim.scenario.schema_json import default_text, plausible_text

HEAD = """\
# Scenario reference

Every key of a scenario file. Made from the format by `python -m sim.report.scenario_reference`; a test compares. Ids in
brackets are [rules](rulebook.md).

A key that a file leaves out has its default, or the value of the file that it `extends`; *required* keys have none.
Basis: **document** the recommendation says it · **source** it is published elsewhere · **assumption** nobody has
published it. *Plausible* is where the truth is taken to lie, of a distribution its mean, of a list of shares the first;
`direktsim sensitivity` turns it from end to end. The [assumptions](assumptions.md) list the same numbers one by one.
"""
COLUMNS = "\n| key | meaning | unit | default | basis and origin | plausible |\n|---|---|---|---|---|---|\n"

KNOWN: tuple[tuple[object, str], ...] = (
    (Minutes, "minutes"),
    (Share, "share, 0 to 1"),
    (Priority, "priority, 1 to 5"),
    (Date, "date, `2026-03-18`"),
    (Moment, "date and time, `2026-03-18 12:00`"),
    (Span, "from-until, `08:00-12:00`"),
    (Days, "weekday or range, `mon-fri`"),
    (DayHours, "from-until, by weekday"),
    (Week, "list of from-until, by weekday"),
    (Hours, "24 weights"),
    (RoleName, "role that handles cases"),
    (AnyRoleName, "role"),
    (ReasonName, "reason"),
    (YesOrRoles, "true or false, or roles"),
    (YesOrNames, "true or false, or people"),
    (Target, "[target](#target), or null"),
    (bool, "true or false"),
    (str, "text"),
)
"""What a type is called where it says its unit by itself."""

UNITS = {
    "horizon.weeks": "weeks",
    "horizon.warm_up_weeks": "weeks",
    "seed": "whole number",
    "replications": "number",
    "backlog": "cases, by unit",
    "units.NAME.listed": "patients",
    "units.NAME.cases_per_1000_and_month": "cases",
    "units.NAME.cases_per_day": "cases",
    "units.NAME.handover_to": "weight, by unit",
    "people.NAME.count": "people",
    "staffing.coordinating_share": "share, 0 to below 1",
    "demand.factor": "factor",
    "demand.cases_per_1000_and_month": "cases",
    "demand.outside_share": "share, 0 to below 1",
    "demand.outside_on_weekends": "share, 0 to 1",
    "demand.weekend_hours": "24 weights",
    "demand.months": "12 factors",
    "demand.day_after_holiday": "factor",
    "demand.day_spread": "coefficient of variation",
    "demand.under_one_share": "share, 0 to 0.5",
    "demand.wrong_requester_share": "share, 0 to 0.5",
    "demand.pictures_per_day_and_8250": "cases",
    "patients.age": "years",
    "work.first_turn_weight": "factor",
    "work.visit": "minutes",
    "conversation.async_reminder_after": "staffed days",
    "conversation.async_closing_after": "staffed days",
    "conversation.call_after": "minutes; by priority, 1 or 2",
    "conversation.max_open": "cases",
    "conversation.max_open_urgent": "cases",
    "target.within": "minutes",
    "costs.hourly": "SEK, by role",
    "costs.sms": "SEK",
    "costs.fee": "SEK",
    "costs.fee_from_age": "years",
    "costs.fee_free_from_age": "years",
}
"""Units that the types do not say, by place; distributions without an entry are minutes."""

PLACES: dict[type[Part], tuple[str, str]] = {
    Closure: ("closures[]", "[closures](#closures)"),
    Post: ("people.NAME.posts[]", "[posts](#peoplenameposts)"),
    Leave: ("people.NAME.leave[]", "[leave](#peoplenameleave)"),
    Help: ("people.NAME.help[]", "[help](#peoplenamehelp)"),
}
"""Parts that stand in lists: their place, and the words that lead there."""


def reference_markdown() -> str:
    """Return the reference as a page: a table for each part of a scenario, distributions last."""
    parts = [HEAD]
    for place, part in _parts(Scenario, ""):
        title = f"`{place}`" if place else "The whole scenario"
        parts.append(f"\n## {title}\n\n{_plain(part.__doc__)}\n{COLUMNS}")
        parts += [_row(part, name, place) for name in part.model_fields if not _opens(_hint(part, name))]
    parts.append(f"\n## Target\n\n{_plain(Target.__doc__)}\n{COLUMNS}")
    parts += [_row(Target, name, "target") for name in Target.model_fields]
    parts.append("\n## Distributions\n\nA bare number is always that number. Otherwise:\n")
    shapes: tuple[type[Part], ...] = (*_members(Distribution), MixturePart)
    for shape in shapes:
        title = "A part of a mixture" if shape is MixturePart else f"`{_word(shape)}`"
        parts.append(f"\n### {title}\n\n{_plain(shape.__doc__)}\n\n| key | meaning | |\n|---|---|---|\n")
        for name, field in shape.model_fields.items():
            parts.append(f"| `{name}` | {_plain(field.description)} | {_required(field)} |\n")
    return "".join(parts)


def _parts(part: type[Part], place: str) -> Iterator[tuple[str, type[Part]]]:
    """Yield a part and those that stand below it, each with its place."""
    yield place, part
    for name, field in part.model_fields.items():
        below = _opens(_hint(part, name))
        if below is not None:
            named = "" if _hint(part, name) is below else ".NAME"
            yield from _parts(below, f"{place}.{field.alias or name}{named}".removeprefix("."))
        listed = _listed(_hint(part, name))
        if listed is not None:
            yield PLACES[listed][0], listed


def _listed(hint: object) -> type[Part] | None:
    """Return the part that a list holds; None where a key is no list of parts."""
    inside = get_args(hint)
    return inside[0] if get_origin(hint) is list and inside[0] in PLACES else None


def _opens(hint: object) -> type[Part] | None:
    """Return the part that a key opens, itself or by name; None where the key holds a value."""
    if get_origin(hint) is dict:
        key, hint = get_args(hint)
        if key is not Name:
            return None
    if isinstance(hint, type) and issubclass(hint, Part) and hint is not Target:
        return hint
    return None


def _row(part: type[Part], name: str, place: str) -> str:
    field = part.model_fields[name]
    key = field.alias or name
    unit = UNITS.get(f"{place}.{key}".removeprefix(".")) or _unit(_hint(part, name), f"{place}.{key}")
    extra: dict[str, Any] = dict(field.json_schema_extra) if isinstance(field.json_schema_extra, dict) else {}
    basis = f"{extra['basis']}: {extra['origin']}" if "basis" in extra else ""
    for one, (other, origin) in extra.get("by_key", {}).items():
        basis += f"; {one}: {other}: {origin}"
    plausible = plausible_text(field).removeprefix(" Plausible: ").removesuffix(".")
    default = _required(field) or default_text(field.get_default(call_default_factory=True))
    cells = (f"`{key}`", _plain(field.description), unit, _none(default), basis, plausible)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def _unit(hint: object, place: str) -> str:
    """Return what a value is counted in, or what form it has.

    Raises
    ------
    KeyError
        A plain number whose unit stands nowhere.
    """
    for known, says in KNOWN:
        if hint is known or (get_origin(hint) in (dict, list) and hint == known):
            return says
    if hint in (Distribution, Simple):
        return f"{UNITS.get(place, 'minutes')}, [distribution](#distributions)"
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "one of " + ", ".join(f"`{one}`" for one in inside)
    if origin is Annotated:
        return _unit(inside[0], place)
    if origin in (Union, UnionType):
        return _unit(next(one for one in inside if one is not NoneType), place)
    listed = _listed(hint)
    if listed is not None:
        return f"list of {PLACES[listed][1]}"
    if origin is list:
        return f"list: {_unit(inside[0], place)}"
    if origin is dict:
        return f"{_unit(inside[1], place)}; by {_unit(inside[0], place)}"
    raise KeyError(place)


def _hint(part: type[Part], name: str) -> object:
    """Return the annotation as it was written, constraints included."""
    return get_type_hints(part, include_extras=True)[name]


def _members(union: object) -> tuple[type[Part], ...]:
    """Return the parts that an annotated union chooses from."""
    members: tuple[type[Part], ...] = get_args(get_args(union)[0])
    return members


def _word(shape: type[Part]) -> str:
    """Return the word that names a distribution."""
    return str(get_args(_hint(shape, "distribution"))[0])


def _required(field: FieldInfo) -> str:
    return "*required*" if field.is_required() else ""


def _none(default: str) -> str:
    """Return nothing for what is empty by default."""
    return "" if default in ("none", "") else default


def _plain(text: str | None) -> str:
    return " ".join(str(text).replace("``", "`").split())


if __name__ == "__main__":
    sys.stdout.buffer.write(reference_markdown().encode())
