"""What a run was: enough to play it again and to know that it came out the same."""

import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

FORMAT = 1
PACKAGES = ("direktsim", "holidays", "numpy", "pandas", "pyarrow", "pydantic", "scipy", "simpy")


def manifest(
    *,
    name: str,
    scenario: Mapping[str, Any],
    fingerprint: str,
    seed: int,
    asked: int,
    digests: Mapping[int, str],
    engine: str,
    assumptions: Sequence[Mapping[str, str]],
    trace: Mapping[str, str] | None = None,
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
    asked
        Replications that were asked for; fewer stand in ``digests`` if the run was interrupted.
    digests
        By replication: SHA-256 of its log.
    engine
        Which engine played it.
    assumptions
        Where the numbers come from: path, value, basis, origin.
    trace
        The recorded cases that replaced the drawn ones: path and SHA-256 of the file.

    Returns
    -------
    dict
        JSON-able.
    """
    return {
        "format": FORMAT,
        "name": name,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": engine,
        "seed": seed,
        "replications_asked": asked,
        "replications_finished": len(digests),
        "fingerprint": fingerprint,
        "trace": dict(trace) if trace else None,
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES},
        "digests": {str(number): digest for number, digest in sorted(digests.items())},
        "scenario": dict(scenario),
        "assumptions": [dict(row) for row in assumptions],
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # read from a folder that was never installed
        return "not installed"
