"""What decides numbers and files on a machine: two machines that play for one run must have the same."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version

import numpy as np

from sim.cases.distributions import quantile
from sim.scenario.schema.distributions import Exponential, Gamma, Lognormal
from sim.store import code_version

PACKAGES = ("holidays", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy", "simpy")
SHOWN = 12
"""Characters of a version that are shown."""


@cache
def versions() -> dict[str, str]:
    """Return what decides numbers and files here, by name.

    Beside versions it holds ``rounding``, a digest of draws: NumPy and the C library choose other instructions on other
    processors, and the last digit of an exponential may be another.
    """
    return {
        "direktsim": code_version(),
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "rounding": _rounding(),
    }


def differences(there: dict[str, str], here: dict[str, str]) -> str:
    """Return what is another there, for a message; empty if nothing is."""
    return ", ".join(
        f"{name} {there.get(name, 'none')[:SHOWN]} instead of {value[:SHOWN]}"
        for name, value in here.items()
        if there.get(name) != value
    )


def _rounding() -> str:
    u = (np.arange(4096) + 0.5) / 4096
    drawn = [
        quantile(one, u)
        for one in (
            Lognormal(distribution="lognormal", mean=7, cv=0.9),
            Gamma(distribution="gamma", mean=7, cv=0.9),
            Exponential(distribution="exponential", mean=7),
        )
    ]
    return hashlib.sha256(b"".join(one.tobytes() for one in drawn)).hexdigest()
