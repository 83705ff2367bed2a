"""What a run is: enough to play it again, to know that it came out the same, and to find it again."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FORMAT = 2
"""Number of the layout of run folders: 1 was a folder that held all of a run; 2 has parts."""
PACKAGES = ("direktsim", "holidays", "numpy", "pandas", "pyarrow", "pydantic", "scipy", "simpy")
DECIDING = ("holidays", "numpy", "scipy")
"""Packages that decide numbers: the calendar and the draws."""
SOURCES = ("domain", "scenario", "cases", "engine", "measures", "tables.py", "units.py")
"""Rooms and modules that decide numbers."""


@cache
def code_version() -> str:
    """Return a digest of everything but the scenario that decides numbers: our sources and the packages below them."""
    house = Path(__file__).parents[1]
    sha = hashlib.sha256()
    for name in SOURCES:
        place = house / name
        for source in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            sha.update(f"{source.relative_to(house).as_posix()}\n".encode())
            sha.update(source.read_bytes())
    for package in DECIDING:
        sha.update(f"{package} {_version(package)}\n".encode())
    return sha.hexdigest()


def manifest(
    *, name: str, scenario: Mapping[str, Any], fingerprint: str, seed: int, code: str, trace: Mapping[str, str] | None
) -> dict[str, Any]:
    """Return the manifest of a run.

    Parameters
    ----------
    name
        Name of the scenario file, without its ending.
    scenario
        The resolved scenario: every value, its own or a default, as JSON.
    fingerprint
        Hash of the resolved scenario.
    seed
        Seed of the draws.
    code
        Version of the code, as of `code_version`.
    trace
        The recorded cases that replaced the drawn ones: path and SHA-256 of the file.

    Returns
    -------
    dict
        JSON-able. Its ``fingerprint`` is the run's: of scenario, seed, code and recorded cases, and of this layout.
        Neither the name nor the number of replications is in it.
    """
    decisive = {
        "format": FORMAT,
        "scenario": fingerprint,
        "seed": seed,
        "code": code,
        "trace": trace["sha256"] if trace else None,
    }
    return {
        **_made(decisive, name, seed, code),
        "trace": dict(trace) if trace else None,
        "scenario_fingerprint": fingerprint,
        "versions": versions(),
        "scenario": dict(scenario),
    }


def study_manifest(
    *, name: str, scenarios: Sequence[Mapping[str, Any]], fingerprints: Sequence[str], seed: int, code: str
) -> dict[str, Any]:
    """Return the manifest of a study: one scenario, or a base and another, played in many variants.

    Parameters
    ----------
    name
        Of the study.
    scenarios
        The resolved scenarios, as they are written.
    fingerprints
        Hashes of them, in the same order.
    seed, code
        As in `manifest`.

    Returns
    -------
    dict
        JSON-able. Its ``fingerprint`` is of the scenarios, seed, code and this layout: what is varied is not in it, so
        that studies of the same scenarios find each other's points.
    """
    decisive = {"format": FORMAT, "points of": list(fingerprints), "seed": seed, "code": code}
    return {
        **_made(decisive, name, seed, code),
        "scenario_fingerprints": list(fingerprints),
        "versions": versions(),
        "scenario": dict(scenarios[-1]),
        "base": dict(scenarios[0]),
    }


def _made(decisive: Mapping[str, Any], name: str, seed: int, code: str) -> dict[str, Any]:
    """Return what every manifest begins with."""
    return {
        "format": FORMAT,
        "fingerprint": hashlib.sha256(json.dumps(decisive, sort_keys=True).encode("ascii")).hexdigest(),
        "name": name,
        "made": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "seed": seed,
        "code": code,
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages below, by name."""
    return {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # read from a folder that was never installed
        return "not installed"
