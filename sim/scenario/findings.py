"""Collecting what is wrong between the parts of a scenario, each with its place and line."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from sim.errors import Problem
from sim.scenario.messages import did_you_mean, quoted
from sim.scenario.schema.times import WEEKDAYS, days_of

MANY = 12
MOST_MEANT = 100
"""Unknown names for which a similar one is looked for, which takes long among thousands."""
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
        self._gone = frozenset(gone)
        self._holding = frozenset(one for place in gone for one in _lineage(place))
        self._unknown = 0

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
        for one in (place, *followed):
            if not self._gone.isdisjoint(_lineage(one)) or (one in followed and one in self._holding):
                return
        file, line = next((self._lines[one] for one in _lineage(place) if one in self._lines), (None, None))
        self.problems.append(Problem(what, place, file, line or None, rule))

    def unknown(self, place: str, name: str, kind: str, names: Iterable[str]) -> None:
        """Note a name that nothing in the scenario has."""
        self._unknown += 1
        hint = (
            suggestion(name, list(names)) if self._unknown <= MOST_MEANT else f"write one that stands in {NAMED[kind]}"
        )
        self.add(place, f"{quoted(name)} is no {kind} here; {hint}", by=(f"{NAMED[kind]}.{name}",))


def _lineage(place: str) -> Iterator[str]:
    """Yield a place and all that it stands in, from the inside out."""
    while place:
        yield place
        place = place[: max(place.rfind("."), place.rfind("["), 0)]


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
