"""Errors in planned closures [UN-3 to UN-5]."""

import datetime as dt
from collections import defaultdict

from sim.domain.closure import clash
from sim.domain.words import Role
from sim.scenario.check_units import clinic_of
from sim.scenario.findings import Findings, listing, moment_text
from sim.scenario.messages import quoted
from sim.scenario.posts import posts_of_person
from sim.scenario.schema import Scenario
from sim.scenario.schema.units import Closure
from sim.scenario.settings import LIST_ROLES, own_roles

_WHEN = ("from", "until")


def check_closures(scenario: Scenario, findings: Findings) -> None:
    """Check every closure, by itself and against the others.

    Parameters
    ----------
    scenario
        The scenario.
    findings
        Where problems are noted.
    """
    by_unit = defaultdict(list)
    for n, closure in enumerate(scenario.closures):
        by_unit[closure.unit].append((n, closure))
    for n, closure in enumerate(scenario.closures):
        place = f"closures[{n}]"
        if closure.until <= closure.from_:
            what = f"{moment_text(closure.until)} is not after from, {moment_text(closure.from_)}; write a later moment"
            findings.add(f"{place}.until", what, "UN-3", by=(f"{place}.from",))
        _check_unit(scenario, closure, place, findings)
        if closure.covered_by is not None:
            _check_cover(scenario, closure, place, by_unit[closure.covered_by], findings)
        _check_permission(scenario, closure, place, findings)
        for m, earlier in by_unit[closure.unit]:
            if m < n and _overlap(earlier, closure) and (shared := _roles(earlier) & _roles(closure)):
                window = f"from {moment_text(earlier.from_)} until {moment_text(earlier.until)}"
                what = f"closures[{m}] already closes {closure.unit} {window} for {_names(shared)}"
                by = [f"closures[{at}].{key}" for at in (m, n) for key in ("unit", *_WHEN, "roles")]
                findings.add(place, f"{what}; give each role one entry at a time", "UN-5", by=by)


def _check_unit(scenario: Scenario, closure: Closure, place: str, findings: Findings) -> None:
    unit = scenario.units.get(closure.unit)
    if unit is None:
        findings.unknown(f"{place}.unit", closure.unit, "unit", scenario.units)
    elif unit.branch_of is not None and not own_roles(unit):
        what = (
            f"{quoted(closure.unit)} is a branch whose cases all go to {quoted(unit.branch_of)} and follows it; "
            f"close the clinic, or write its people's leave"
        )
        findings.add(f"{place}.unit", what, "UN-5", by=(f"units.{closure.unit}",))


def _check_cover(
    scenario: Scenario, closure: Closure, place: str, closed: list[tuple[int, Closure]], findings: Findings
) -> None:
    """Check who covers: known, another unit, with lists of its own, and open meanwhile."""
    own, name, place = place, str(closure.covered_by), f"{place}.covered_by"
    cover = scenario.units.get(name)
    if cover is None:
        findings.unknown(place, name, "unit", scenario.units)
        return
    if name == closure.unit:
        findings.add(
            place, "a unit cannot cover itself; name another clinic, or leave it out", "UN-3", by=(f"{own}.unit",)
        )
        return
    redirected = _roles(closure) - own_roles(cover)
    if redirected:
        whose = "" if len(redirected) == len(LIST_ROLES) else f"{_names(redirected)} "
        what = f"{quoted(name)} is a branch whose {whose}cases go to {quoted(cover.branch_of)}"
        findings.add(place, f"{what}; name that clinic", "UN-5", by=(f"{own}.roles", f"units.{name}"))
    for m, other in closed:
        if _overlap(other, closure):
            what = (
                f"{quoted(name)} is itself closed from {moment_text(other.from_)} until "
                f"{moment_text(other.until)} (closures[{m}]); name a clinic that is open"
            )
            by = [f"{one}.{key}" for one in (own, f"closures[{m}]") for key in _WHEN]
            findings.add(place, what, "UN-5", by=[*by, f"closures[{m}].unit"])


def _check_permission(scenario: Scenario, closure: Closure, place: str, findings: Findings) -> None:
    if isinstance(closure.permission, bool):
        return
    for n, name in enumerate(closure.permission):
        person = scenario.people.get(name)
        where = f"{place}.permission[{n}]"
        if person is None:
            findings.unknown(where, name, "person", scenario.people)
        elif closure.covered_by in scenario.units:
            units = [placed.post.unit for placed in posts_of_person(0, name, person)]
            clinics = {clinic_of(scenario, unit) for unit in units}
            if clinic_of(scenario, str(closure.covered_by)) not in clinics:
                what = f"{quoted(name)} does not work at {quoted(closure.covered_by)}; name people who do"
                by = [f"units.{unit}" for unit in (*units, closure.covered_by)]
                findings.add(where, what, "UN-4", by=[*by, f"{place}.covered_by", f"people.{name}"])


def _roles(closure: Closure) -> frozenset[Role]:
    return frozenset(LIST_ROLES if closure.roles is None else (Role[name] for name in closure.roles))


def _names(roles: frozenset[Role]) -> str:
    return "all roles" if len(roles) == len(LIST_ROLES) else listing(role.name for role in sorted(roles))


def _overlap(first: Closure, second: Closure) -> bool:
    """Tell whether two windows overlap; one that ends before it starts is reported by itself."""
    windows = [_seconds(moment) for closure in (first, second) for moment in (closure.from_, closure.until)]
    return clash(*windows) and first.from_ < first.until and second.from_ < second.until


def _seconds(moment: dt.datetime) -> int:
    return int((moment - dt.datetime.min).total_seconds())
