"""Errors in people: posts, hours, visit slots, permissions, help [ST-3, ST-5, AF-1, UN-6]."""

from collections.abc import Sequence
from itertools import combinations

from sim.domain.words import Role
from sim.scenario.check_units import check_keys, clinic_of
from sim.scenario.days import by_weekday
from sim.scenario.findings import Findings, check_days
from sim.scenario.messages import quoted
from sim.scenario.posts import PlacedPost, posts_of_person
from sim.scenario.schema import Scenario
from sim.scenario.schema.people import Person
from sim.scenario.schema.times import WEEKDAYS, days_of, span_text
from sim.scenario.shifts import Spans, merged, minus

Span = tuple[int, int]


def check_people(scenario: Scenario, findings: Findings) -> None:
    """Check every person.

    Parameters
    ----------
    scenario
        The scenario.
    findings
        Where problems are noted.
    """
    check_keys(scenario.people, "people", findings)
    for index, (name, person) in enumerate(scenario.people.items()):
        posts = posts_of_person(index, name, person)
        _check_form(name, person, findings)
        _check_dates(name, person, findings)
        _check_units(scenario, name, person, findings)
        if person.coordinator and posts and all(placed.role is not Role.nurse for placed in posts):
            roles = [f"{placed.path}.role" for placed in posts]
            findings.add(f"people.{name}.coordinator", "only a nurse coordinates; leave it out", "ST-8", by=roles)
        for placed in posts:
            if placed.post.unit not in scenario.units:
                findings.unknown(f"{placed.path}.unit", placed.post.unit, "unit", scenario.units)
            _check_hours(placed, findings)
            _check_visit_slots(placed, findings)
        for first, second in combinations(posts, 2):
            _check_roles(scenario, first, second, findings)
            _check_together(first, second, findings)


def _check_form(name: str, person: Person, findings: Findings) -> None:
    """Check that a person is written in one form, and wholly."""
    place = f"people.{name}"
    by = [f"{place}.{key}" for key in ("unit", "role", "posts")]
    direct = [key for key in ("unit", "role", "week", "dates", "visit_slots") if getattr(person, key)]
    if person.posts and direct:
        findings.add(f"{place}.{direct[0]}", "stands beside posts; write it inside the post", by=())
    elif not person.posts and person.unit is None and person.role is None:
        findings.add(place, "has no post; write unit and role, or posts", "ST-3", by=by)
    elif not person.posts and person.unit is None:
        findings.add(place, "has a role but no unit; write unit", "ST-3", by=by)
    elif not person.posts and person.role is None:
        findings.add(place, "has a unit but no role; write role", "ST-3", by=by)


def _check_dates(name: str, person: Person, findings: Findings) -> None:
    if person.from_ is not None and person.until is not None and person.until < person.from_:
        what = f"{person.until} is before from, {person.from_}; write a later date"
        findings.add(f"people.{name}.until", what, "ST-5", by=(f"people.{name}.from",))
    for n, leave in enumerate(person.leave):
        if leave.until < leave.from_:
            what = f"{leave.until} is before from, {leave.from_}; write the last day of leave"
            findings.add(f"people.{name}.leave[{n}].until", what, "ST-5", by=(f"people.{name}.leave[{n}].from",))


def _check_units(scenario: Scenario, name: str, person: Person, findings: Findings) -> None:
    """Check the units that permissions and help name."""
    for n, unit in enumerate(person.permissions):
        if unit not in scenario.units:
            findings.unknown(f"people.{name}.permissions[{n}]", unit, "unit", scenario.units)
    for n, entry in enumerate(person.help):
        if entry.unit not in scenario.units:
            findings.unknown(f"people.{name}.help[{n}].unit", entry.unit, "unit", scenario.units)


def _check_hours(placed: PlacedPost, findings: Findings) -> None:
    """Check that the hours of a day do not overlap."""
    check_days(placed.post.week, f"{placed.path}.week", findings)
    entries = [("week", str(key), spans) for key, spans in placed.post.week.items()]
    entries += [("dates", str(date), spans) for date, spans in placed.post.dates.items()]
    for part, key, spans in entries:
        for n, span in enumerate(spans):
            for at, earlier in enumerate(spans[:n]):
                if _overlap(earlier, span):
                    what = f'"{span_text(span)}" overlaps "{span_text(earlier)}"; write hours that follow each other'
                    day = f"{placed.path}.{part}.{key}"
                    findings.add(f"{day}[{n}]", what, "ST-3", by=(f"{day}[{at}]",))


def _check_visit_slots(placed: PlacedPost, findings: Findings) -> None:
    """Check that visits can only be booked while the person is on duty [AF-1]."""
    place = f"{placed.path}.visit_slots"
    check_days(placed.post.visit_slots, place, findings)
    week, slots = by_weekday(placed.post.week), by_weekday(placed.post.visit_slots)
    for key, spans in placed.post.visit_slots.items():
        for n, span in enumerate(spans):
            for weekday in days_of(key):
                on_duty = merged(week[weekday] or [])
                inside = any(start <= span[0] and span[1] <= stop for start, stop in on_duty)
                if slots[weekday] is spans and not inside:
                    hours = f"the hours on duty ({_texts(on_duty)})" if on_duty else "duty (none)"
                    what = f'"{span_text(span)}" lies outside {hours} on {WEEKDAYS[weekday]}'
                    findings.add(
                        f"{place}.{key}[{n}]",
                        f"{what}; write visit slots inside them",
                        "AF-1",
                        by=(f"{placed.path}.week",),
                    )
                    break


def _check_roles(scenario: Scenario, first: PlacedPost, second: PlacedPost, findings: Findings) -> None:
    """Check that a person has one role at a clinic, its branches included, and one post at a unit [ST-3]."""
    clinic = clinic_of(scenario, first.post.unit)
    if clinic != clinic_of(scenario, second.post.unit):
        return
    units = (first.post.unit, second.post.unit)
    by = [f"{one.path}.{key}" for one in (first, second) for key in ("unit", "role")]
    by += [f"units.{unit}.branch_of" for unit in units]
    if first.role is not second.role:
        what = f"{second.role.name} here and {first.role.name} at {quoted(first.post.unit)}; one role at a clinic"
        findings.add(f"{second.path}.role", what, "ST-3", by=by)
    elif first.post.unit == second.post.unit:
        what = f"is a second post as {second.role.name} at {quoted(second.post.unit)}; write all hours in one"
        findings.add(second.path, what, "ST-3", by=by)


def _check_together(first: PlacedPost, second: PlacedPost, findings: Findings) -> None:
    """Check that a person is not on duty at two posts at once, neither in the week nor on a single date [ST-3]."""
    weeks = [by_weekday(placed.post.week) for placed in (first, second)]
    for weekday in range(7):
        spans = [week[weekday] or [] for week in weeks]
        if _clash(first, second, spans, f"week.{_key(second, weekday)}", WEEKDAYS[weekday], findings):
            break
    for date in sorted({*first.post.dates, *second.post.dates}):
        spans = [
            placed.post.dates.get(date, week[date.weekday()] or [])
            for placed, week in zip((first, second), weeks, strict=True)
        ]
        late = second if date in second.post.dates else first
        other = first if late is second else second
        spans = spans if late is second else spans[::-1]
        _clash(other, late, spans, f"dates.{date}", str(date), findings)


def _clash(
    first: PlacedPost, second: PlacedPost, spans: Sequence[list[Span]], key: str, day: str, findings: Findings
) -> bool:
    """Note the first overlap of two posts on a day; breaks are taken out before."""
    one, two = (minus(part, placed.person.breaks) for part, placed in zip(spans, (first, second), strict=True))
    for span in two:
        for other in one:
            if _overlap(span, other):
                what = (
                    f"on {day} {span_text(span)} at {quoted(second.post.unit)} overlaps {span_text(other)} "
                    f"at {quoted(first.post.unit)}; a person is in one place at a time"
                )
                by = [f"{one.path}.{part}" for one in (first, second) for part in ("week", "dates", "unit")]
                findings.add(f"{second.path}.{key}", what, "ST-3", by=[*by, f"people.{second.name}.breaks"])
                return True
    return False


def _key(placed: PlacedPost, weekday: int) -> str:
    """Return the key under ``week`` whose hours hold on a weekday."""
    keys = [key for key in placed.post.week if weekday in days_of(key)]
    return min(keys, key=lambda key: len(days_of(key)), default="")


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _texts(spans: Spans) -> str:
    return ", ".join(span_text(span) for span in spans)
