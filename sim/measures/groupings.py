"""Groups of cases: what those of a group have in common, and which group of a table each case belongs to."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.domain.words import PRIORITIES, Role
from sim.tables import Bools, Ints

Key = dict[str, str | int]
"""What the cases of a group have in common, in words: ``{"unit": "tallgarden", "priority": 2}``."""
Table = Mapping[str, npt.NDArray[Any]]

GROUPINGS: dict[str, tuple[str, ...]] = {
    "all": (),
    "priority": ("priority",),
    "corrected_priority": ("corrected_priority",),
    "monday_priority": ("priority",),
    "staffed_hours_priority": ("priority",),
    "outside_hours_priority": ("priority",),
    "unit": ("unit",),
    "handling_unit": ("handling_unit",),
    "role": ("role",),
    "unit_priority": ("unit", "priority"),
    "handling_unit_priority": ("handling_unit", "priority"),
    "role_priority": ("role", "priority"),
    "handling_unit_role": ("handling_unit", "role"),
}
"""Tables by name: what the cases of a line have in common. ``monday``: arrivals on Mondays; the next two: PR-4."""

UNITS = ("unit", "handling_unit")
"""Columns that hold units."""


def size(by: Sequence[str], units: int) -> int:
    """Return how many groups the values of some columns can make."""
    return int(np.prod([_values(name, units) for name in by], dtype=np.int64))


def places(cases: Table, grouping: str, units: int) -> Ints:
    """Return by case its group in a table, -1 where it is in none.

    Parameters
    ----------
    cases
        (n,) by column.
    grouping
        One of `GROUPINGS`.
    units
        How many units there are.
    """
    found = codes(cases, GROUPINGS[grouping], units)
    among = _among(cases, grouping)
    return found if among is None else np.where(among, found, -1)


def codes(cases: Table, by: Sequence[str], units: int) -> Ints:
    """Return by case a number for its values in some columns, below `size`; -1 where it has no value in one of them."""
    count = len(cases["priority"])
    code, valid = np.zeros(count, dtype=np.int64), np.ones(count, dtype=np.bool_)
    for name in by:
        code = code * _values(name, units) + cases[name]
        valid &= cases[name] >= 0
    return np.where(valid, code, -1)


def key(by: Sequence[str], code: int, unit_names: Sequence[str]) -> Key:
    """Return what a number of `codes` stands for."""
    out: Key = {}
    for name in reversed(by):
        code, value = divmod(code, _values(name, len(unit_names)))
        out[name] = unit_names[value] if name in UNITS else Role(value).name if name == "role" else value
    return dict(reversed(out.items()))


def _values(name: str, units: int) -> int:
    if name in UNITS:
        return units
    return len(Role) if name == "role" else max(PRIORITIES) + 1


def _among(cases: Table, grouping: str) -> Bools | None:
    """Return the cases that a table is about; None for all."""
    if grouping.startswith("monday"):
        return np.asarray(cases["weekday"] == 0)
    if grouping.startswith("staffed_hours"):
        return np.asarray(cases["arrived_in_staffed_hours"])
    if grouping.startswith("outside_hours"):
        return np.asarray(~cases["arrived_in_staffed_hours"])
    return None
