"""The options of a run until precision."""

from collections.abc import Sequence

from sim.errors import InputError, Problem
from sim.measures.precision import UntilPrecise

MOST = 200
"""Replications at most where nothing else is said."""


def until_precise(precision: float | None, most: int | None, scenarios: Sequence[str] = ("",)) -> UntilPrecise | None:
    """Return the rule that ends a run, None where a number of replications does.

    Parameters
    ----------
    precision
        Half-width wanted, in points.
    most
        Replications at most.
    scenarios
        Names of the scenarios that are compared.
    """
    return None if precision is None else UntilPrecise(precision / 100, most or MOST, scenarios)


def check_until(precision: float | None, most: int | None, replications: int | None) -> None:
    """Refuse options that exclude each other, as on the command line.

    Raises
    ------
    InputError
        Options that exclude each other.
    """
    problems = []
    if precision is None and most is not None:
        problems.append(Problem("without --precision it ends nothing; write --precision 2, or -n", place="--most"))
    if precision is not None and replications is not None:
        problems.append(Problem("with --precision it would end the run too; write --most instead", place="-n"))
    if problems:
        raise InputError(problems)
