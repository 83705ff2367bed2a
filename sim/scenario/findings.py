"""Collecting what is wrong between the parts of a scenario, each with its place and line."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from sim.errors import Problem
from sim.scenario.messages import did_you_mean, quoted
from sim.scenario.schema.times import WEEKDAYS, days_of

MANY = 12
NAMED = {"unit": "units", "person": "people"}
"""Where the names of a kind stand."""


class Findings:
    """Problems found so far.

    Parameters
    ----------
    lines
        By dotted place, file and line, as in ``Loaded``.
    gone
        Places whose own problem is said already; what stands there is not what was written. What only follows from
        that is not noted.
    """

    def __init__(self, lines: Mapping[str, tuple[Path, int]], gone: Sequence[str] = ()) -> None:
        self.problems: list[Problem] = []
        self._lines = lines
        self._gone = gone

    def add(self, place: str, what: str, rule: str = "", *, by: Sequence[str] | None = None) -> None:
        """Note a problem; its line is that of the place, or of the nearest part around it that stands in a file.

        Parameters
        ----------
        place
            Where.
        what, rule
            As in `Problem`.
        by
            Places that it follows from, beside the place itself; if None, all that stands within the place.
        """
        followed = (place,) if by is None else by
        for gone in self._gone:
            if _holds(gone, place) or any(_holds(one, gone) or _holds(gone, one) for one in followed):
                return
        written = place
        while written and written not in self._lines:
            written = written[: max(written.rfind("."), written.rfind("["), 0)]
        file, line = self._lines.get(written, (None, None))
        self.problems.append(Problem(what, place, file, line or None, rule))

    def unknown(self, place: str, name: str, kind: str, names: Iterable[str]) -> None:
        """Note a name that nothing in the scenario has."""
        known = list(names)
        self.add(place, f"{quoted(name)} is no {kind} here; {suggestion(name, known)}", by=(f"{NAMED[kind]}.{name}",))


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))


def suggestion(name: str, names: list[str]) -> str:
    """Return which name may have been meant, or the names there are if they are few."""
    hint = did_you_mean(name, names)
    if len(names) > MANY and not hint.startswith("did you mean"):
        return f"accepted: one of {len(names)} names, such as {quoted(names[0])}"
    return hint


def moment_text(moment: dt.datetime) -> str:
    """Return a moment as written, ``2026-03-18 12:00``."""
    return moment.isoformat(sep=" ", timespec="minutes")


def listing(names: Iterable[str]) -> str:
    """Return names as a sentence lists them: ``nurse, counsellor and physician``."""
    *rest, last = list(names)
    return f"{', '.join(rest)} and {last}" if rest else last


def amount(count: int, thing: str) -> str:
    """Return a number with its thing: ``1 week``, ``2 weeks``."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def check_days(keys: Iterable[str], place: str, findings: Findings) -> None:
    """Check that of the keys that name a weekday one is the most specific, so that the day's entry is clear."""
    for first, second in combinations(keys, 2):
        shared = sorted(set(days_of(first)) & set(days_of(second)))
        if shared and len(days_of(first)) == len(days_of(second)):
            day = WEEKDAYS[shared[0]]
            findings.add(
                f"{place}.{second}", f"{first} and {second} both name {day}; write {day} by itself as well", by=()
            )
