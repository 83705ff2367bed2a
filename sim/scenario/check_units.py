"""Errors between units: branches and clinics, volumes, handover, backlog."""

from collections.abc import Iterable
from zlib import crc32

from sim.scenario.findings import Findings
from sim.scenario.messages import quoted
from sim.scenario.schema import Scenario
from sim.scenario.schema.units import Unit


def clinic_of(scenario: Scenario, unit: str) -> str:
    """Return the clinic that a unit is or belongs to, as far as it is known."""
    entry = scenario.units.get(unit)
    return unit if entry is None or entry.branch_of is None else entry.branch_of


def check_units(scenario: Scenario, findings: Findings) -> None:
    """Check every unit [UN-1, UN-2, UN-7].

    Parameters
    ----------
    scenario
        The scenario.
    findings
        Where problems are noted.
    """
    check_keys(scenario.units, "units", findings)
    for name, unit in scenario.units.items():
        _check_branch(scenario, name, unit, findings)
        _check_volume(name, unit, findings)
        _check_handover(scenario, name, unit, findings)


def check_keys(names: Iterable[str], part: str, findings: Findings) -> None:
    """Check that no two names have the same key in the random draws (a 32-bit checksum, so it nearly never happens)."""
    seen: dict[int, str] = {}
    for name in names:
        other = seen.setdefault(crc32(name.encode()), name)
        if other != name:
            findings.add(
                f"{part}.{name}", f"would draw the same random numbers as {quoted(other)}; rename one of them", by=()
            )


def _check_branch(scenario: Scenario, name: str, unit: Unit, findings: Findings) -> None:
    place = f"units.{name}"
    if unit.branch_of is None:
        if unit.handles_own_cases:
            what = "a clinic handles its own cases anyway; leave this out, or write branch_of"
            findings.add(f"{place}.handles_own_cases", what, "UN-2", by=(f"{place}.branch_of",))
        return
    clinics = [other for other, entry in scenario.units.items() if entry.branch_of is None]
    clinic = scenario.units.get(unit.branch_of)
    if clinic is None:
        findings.unknown(f"{place}.branch_of", unit.branch_of, "unit", clinics)
    elif unit.branch_of == name:
        findings.add(f"{place}.branch_of", "a unit cannot be a branch of itself; name its clinic", "UN-1")
    elif clinic.branch_of is not None:
        what = f"{quoted(unit.branch_of)} is itself a branch of {quoted(clinic.branch_of)}; name a clinic"
        findings.add(f"{place}.branch_of", what, "UN-1", by=(f"units.{unit.branch_of}.branch_of",))
    elif unit.provider is not None and unit.provider != clinic.provider:
        what = f"{quoted(unit.provider)} is not the care provider of {quoted(unit.branch_of)}; leave it out at a branch"
        findings.add(f"{place}.provider", what, by=(f"{place}.branch_of", f"units.{unit.branch_of}.provider"))


def _check_volume(name: str, unit: Unit, findings: Findings) -> None:
    if unit.listed is None and unit.cases_per_day is None:
        what = "says nothing about its volume; write listed or cases_per_day (0 if it has no patients of its own)"
        findings.add(f"units.{name}", what, by=(f"units.{name}.listed", f"units.{name}.cases_per_day"))
    if unit.cases_per_day is not None and unit.cases_per_1000_and_month is not None:
        what = "stands beside cases_per_1000_and_month; write one of the two"
        findings.add(f"units.{name}.cases_per_day", what)


def _check_handover(scenario: Scenario, name: str, unit: Unit, findings: Findings) -> None:
    for other in unit.handover_to or {}:
        place = f"units.{name}.handover_to.{other}"
        if other not in scenario.units:
            findings.unknown(place, other, "unit", scenario.units)
        elif _receives(scenario, other) == _receives(scenario, name):
            findings.add(
                place, "the cases are there already; name another unit", "UN-7", by=(f"units.{name}", f"units.{other}")
            )
    if unit.handover_to is not None and not any(unit.handover_to.values()):
        what = "no clinic has a weight above 0; give one a weight, or leave handover_to out"
        findings.add(f"units.{name}.handover_to", what, "UN-7")


def _receives(scenario: Scenario, name: str) -> str:
    """Name the unit whose nurses take what comes to a unit: itself, or the clinic that it is redirected to (UN-1)."""
    unit = scenario.units[name]
    handles = unit.handles_own_cases
    return name if handles is True or (handles and "nurse" in handles) else clinic_of(scenario, name)
