"""What a summary needs of the cases of one replication: sums by group, and a few columns of each case.

A replication of a large county has some hundred bytes a case; a summary of a hundred of them would have to hold them
all. Sums and counts by group say the same about shares, means and causes; only quantiles and days chosen later need
the cases themselves, with a few narrow columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.measures.columns import OUTCOMES, STORED
from sim.measures.compiled.tally import sums_by
from sim.measures.groupings import GROUPINGS, places, size
from sim.measures.why import Cause
from sim.tables import Ints

SHARES = ("within_target", "within_any", "contact_in_guarantee", "assessed_in_guarantee", "begun_same_day")
"""Flags of cases whose share among the decided is told."""
SUMS = (
    "cases",
    *(f"{name}_{part}" for name in SHARES for part in ("true", "decided")),
    "reachable_true",
    "reachable_decided",
    "unreachable",
    "with_target",
    "async",
    "silent",
    "unfinished",
    "still_waiting",
    "diverted_at_close",
    "open",
    "wait_elapsed_s",
    "wait_working_s",
    "lasted_s",
    *(f"waited_{cause.name}_s" for cause in Cause),
    "unexplained",
)
"""What is added up by group: numbers of cases, and seconds where the name ends in ``_s``."""
PLACE = {name: place for place, name in enumerate(SUMS)}

KEPT = (
    "unit", "handling_unit", "role", "priority", "corrected_priority", "weekday", "arrived_in_staffed_hours", "arrival",
    "within_target", "still_waiting", "wait_elapsed_s", "wait_working_s",
)  # fmt: skip
"""Columns of a case that are kept as they are."""
SILENT = [OUTCOMES.index(name) for name in ("closed_unanswered", "closed_unanswered_async")]
DIVERTED = OUTCOMES.index("diverted_at_close")


@dataclass(frozen=True, slots=True)
class Tally:
    """The counted cases of a replication, n of them, in order of arrival.

    Attributes
    ----------
    unit, handling_unit, role, priority, corrected_priority, weekday, arrived_in_staffed_hours, arrival
        (n,) as in `columns.COLUMNS`.
    within_target, still_waiting, wait_elapsed_s, wait_working_s
        (n,) as in `columns.COLUMNS`.
    lasted_s
        (n,) seconds from arrival to the end of the case, or of the horizon where it is ``open``.
    open
        (n,) not ended at the end of the horizon.
    handed_to, handed_s, handed_waiting
        (h,) of cases handed over: receiving unit, seconds until accepted or for as long as known, not accepted.
    referred_to, referred_s, referred_waiting
        (r,) of cases referred: role, seconds until begun or for as long as known, not begun.
    sums
        (N, K) by group of all `GROUPINGS`, one after another, and `SUMS`.
    """

    unit: npt.NDArray[np.int16]
    handling_unit: npt.NDArray[np.int16]
    role: npt.NDArray[np.int8]
    priority: npt.NDArray[np.int8]
    corrected_priority: npt.NDArray[np.int8]
    weekday: npt.NDArray[np.int8]
    arrived_in_staffed_hours: npt.NDArray[np.bool_]
    arrival: npt.NDArray[np.int32]
    within_target: npt.NDArray[np.int8]
    still_waiting: npt.NDArray[np.bool_]
    wait_elapsed_s: npt.NDArray[np.int32]
    wait_working_s: npt.NDArray[np.int32]
    lasted_s: npt.NDArray[np.int32]
    open: npt.NDArray[np.bool_]
    handed_to: npt.NDArray[np.int16]
    handed_s: npt.NDArray[np.int32]
    handed_waiting: npt.NDArray[np.bool_]
    referred_to: npt.NDArray[np.int8]
    referred_s: npt.NDArray[np.int32]
    referred_waiting: npt.NDArray[np.bool_]
    sums: Ints


ROWS = tuple(name for name in Tally.__dataclass_fields__ if name != "sums")
"""Arrays of a tally that are as long as there are cases, and so of another length in each replication."""


def offsets(units: int) -> dict[str, int]:
    """Return the row of the first group of each table in ``Tally.sums``; their number under an empty name."""
    out, row = {}, 0
    for name, by in GROUPINGS.items():
        out[name] = row
        row += size(by, units)
    return out | {"": row}


def tally(cases: Mapping[str, npt.NDArray[Any]], units: int, end: int) -> Tally:
    """Reduce the table of cases of one replication.

    Parameters
    ----------
    cases
        By column, all of them.
    units
        How many units there are.
    end
        Tick at which the horizon ends.
    """
    counted = np.flatnonzero(cases["in_measures"])
    some = {name: values.take(counted) for name, values in cases.items()}
    open_ = some["to_closing_s"] < 0
    lasted = np.where(open_, end - some["arrival"], some["to_closing_s"]).astype(STORED["seconds"])
    kept = {name: some[name] for name in KEPT}
    kept |= {name: some[name].astype(np.int8) for name in ("priority", "corrected_priority")}
    handed, referred = (np.flatnonzero(some[name] >= 0) for name in ("acceptance_s", "referred_wait_s"))
    first = offsets(units)
    groups = np.stack([_shifted(places(kept, name, units), first[name]) for name in GROUPINGS])
    return Tally(
        **kept,
        lasted_s=lasted,
        open=open_,
        handed_to=some["handed_over_to"][handed],
        handed_s=some["acceptance_s"][handed],
        handed_waiting=some["accepted"][handed] < 0,
        referred_to=some["referred_to"][referred],
        referred_s=some["referred_wait_s"][referred],
        referred_waiting=some["referred_waiting"][referred],
        sums=sums_by(groups, _values(some, lasted, open_), first[""]),
    )


def _shifted(places: Ints, by: int) -> Ints:
    return np.where(places < 0, -1, places + by)


def _values(some: Mapping[str, npt.NDArray[Any]], lasted: Ints, open_: npt.NDArray[np.bool_]) -> Ints:
    """Return by case what is added up, (n, K)."""
    causes = {f"waited_{cause.name}_s": some[f"waited_{cause.name}_s"] for cause in Cause}
    within, reachable = some["within_target"], some["reachable"]
    known = {
        "cases": 1,
        **{f"{name}_true": some[name] > 0 for name in SHARES},
        **{f"{name}_decided": some[name] >= 0 for name in SHARES},
        "reachable_true": (within > 0) & (reachable > 0),
        "reachable_decided": (within >= 0) & (reachable > 0),
        "unreachable": reachable == 0,
        "with_target": reachable >= 0,
        "async": some["async"],
        "silent": np.isin(some["outcome"], SILENT),
        "unfinished": some["still_waiting"],
        "still_waiting": some["still_waiting"] & (some["outcome"] != DIVERTED),
        "diverted_at_close": some["outcome"] == DIVERTED,
        "open": open_,
        "wait_elapsed_s": some["wait_elapsed_s"],
        "wait_working_s": some["wait_working_s"],
        "lasted_s": lasted,
        **causes,
        "unexplained": np.sum(list(causes.values()), axis=0, dtype=np.int64) != some["wait_elapsed_s"],
    }
    out = np.empty((len(within), len(SUMS)), dtype=np.int64)
    for place, name in enumerate(SUMS):
        out[:, place] = known[name]
    return out
