"""One figure by its name, ``within_target.2`` or ``mean_wait_working.almby-bruk.3``, as sums over replications.

What is played at hundreds of points sends back three sums a figure and replication instead of its cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sim.domain.words import PRIORITIES, Role
from sim.errors import InputError, Problem
from sim.measures.cases import Columns
from sim.measures.columns import OUTCOMES
from sim.measures.differences import Difference, difference, difference_of_shares
from sim.measures.estimate import FEWEST, Estimate, Floats, amounts, left_out_ratio, share
from sim.measures.groupings import Key
from sim.measures.replication import Replication
from sim.measures.verdicts import Found
from sim.scenario.messages import did_you_mean, quoted
from sim.units import HOUR

UNITS = {
    "within_target": "share",
    "begun_same_day": "share",
    "became_async": "share",
    "closed_unanswered": "share",
    "mean_wait_working": "seconds",
    "mean_wait_elapsed": "seconds",
    "staff_cost": "SEK",
}
"""Measures that can be followed over values, and the unit of their figures; shares are 0 to 1, costs a week's."""
GOOD = {"within_target": 1, "begun_same_day": 1, "became_async": 0}
"""Sign of a change for the better; less is better of all others."""
UNANSWERED = [OUTCOMES.index(name) for name in ("closed_unanswered", "closed_unanswered_async")]
READ = (
    "unit", "role", "priority", "within_target", "begun_same_day", "async", "outcome", "wait_working_s",
    "wait_elapsed_s", "still_waiting",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure of a group of cases.

    Attributes
    ----------
    name
        As written, such as ``within_target.2``.
    measure
        One of `UNITS`.
    unit, role, priority
        The cases meant: unit where care was sought, role of the first list, listed priority; None for all.
    """

    name: str
    measure: str
    unit: str | None = None
    role: str | None = None
    priority: int | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a share."""
        return UNITS[self.measure] == "share"

    @property
    def good(self) -> int:
        """Sign of a change for the better, 0 if neither is."""
        return GOOD.get(self.measure, -1)


def gauge(name: str, units: Iterable[str], option: str = "") -> Gauge:
    """Read the name of a figure: a measure, then unit, role and priority of the cases, as far as wanted.

    Parameters
    ----------
    name
        Such as ``mean_wait_working.almby-bruk.3``.
    units
        Names of the units there are.
    option
        Where the name is written, for messages: ``--measure``.

    Raises
    ------
    InputError
        There is no such figure; with everything that is wrong with the name.
    """
    measure, *rest = name.split(".")
    known = list(dict.fromkeys(units))
    meant: dict[str, str | int] = {}
    found = []
    if measure not in UNITS:
        found.append(f"{quoted(measure)} is no measure; {did_you_mean(measure, UNITS)}")
    for word in rest:
        if word in known:
            meant["unit"] = word
        elif word in Role.__members__:
            meant["role"] = word
        elif word.isdigit() and int(word) in PRIORITIES:
            meant["priority"] = int(word)
        else:
            near = did_you_mean(word, [*known, *Role.__members__])
            instead = near if near.startswith("did you mean") else "write such as within_target.2"
            found.append(f"{quoted(word)} is no unit, role or priority here; {instead}")
    if measure == "staff_cost" and rest:
        found.append("is known for all units together only; write staff_cost")
    if found:
        raise InputError([Problem(what, f"{option} {name}".strip()) for what in found])
    return Gauge(name, measure, **meant)  # type: ignore[arg-type]  # the words decide the kinds


def sums(replication: Replication, gauges: Iterable[Gauge]) -> Floats:
    """Return what the figures of one replication add up from.

    Parameters
    ----------
    replication
        Its measures.
    gauges
        G figures.

    Returns
    -------
    ndarray of float64, (G, 3)
        Numerator, denominator, and waits without an end among the cases; seconds, cases, SEK a week.
    """
    counted = np.flatnonzero(replication.cases["in_measures"])
    cases = {name: replication.cases[name].take(counted) for name in READ}
    return np.array([_sums(replication, cases, one) for one in gauges], dtype=np.float64).reshape(-1, 3)


def _sums(replication: Replication, columns: Columns, wanted: Gauge) -> tuple[float, float, float]:
    if wanted.measure == "staff_cost":
        setting, load = replication.setting, replication.load
        hours = (load.unit_scheduled + load.unit_overrun).sum(axis=0) / HOUR / setting.weeks
        return float(hours @ np.array(setting.hourly)), 1.0, 0.0
    among = np.ones(len(columns["unit"]), dtype=np.bool_)
    if wanted.unit is not None:
        names = replication.setting.unit_names
        among &= columns["unit"] == (names.index(wanted.unit) if wanted.unit in names else -1)
    if wanted.role is not None:
        among &= columns["role"] == Role[wanted.role]
    if wanted.priority is not None:
        among &= columns["priority"] == wanted.priority
    if wanted.measure in ("within_target", "begun_same_day"):
        flags = columns[wanted.measure][among]
        return float((flags > 0).sum()), float((flags >= 0).sum()), 0.0
    if wanted.measure == "became_async":
        return float(columns["async"][among].sum()), float(among.sum()), 0.0
    if wanted.measure == "closed_unanswered":
        return float(np.isin(columns["outcome"][among], UNANSWERED).sum()), float(among.sum()), 0.0
    seconds = columns[f"{wanted.measure.removeprefix('mean_')}_s"][among]
    return float(seconds.sum()), float(among.sum()), float(columns["still_waiting"][among].sum())


def level_of(found: Floats, wanted: Gauge) -> Estimate:
    """Return a figure from its sums, (R, 3)."""
    if wanted.is_share:
        return share(found[:, 0], found[:, 1])
    return amounts([found[:, 0]], [found[:, 1]])[0]


def too_few(figure: Estimate, wanted: Gauge) -> bool:
    """Tell whether a figure rests on fewer cases than anything is said of."""
    return wanted.measure != "staff_cost" and figure.denominator < FEWEST


def change_of(base: Floats, other: Floats, wanted: Gauge) -> Difference:
    """Return other minus base on the same patients, from the sums of both, (R, 3) each."""
    how = difference_of_shares if wanted.is_share else difference
    return how((base[:, 0], base[:, 1]), (other[:, 0], other[:, 1]))


def left_out_of(found: Floats) -> Floats:
    """Return the figure without each replication, (R,), from its sums, (R, 3)."""
    return left_out_ratio(found[:, 0], found[:, 1])


def judged(key: Key, base: Floats, other: Floats, wanted: Gauge) -> Found:
    """Return a difference ready for `sim.measures.verdicts.judge`, from the sums of both sides, (R, 3) each."""
    cases = int(min(base[:, 1].sum(), other[:, 1].sum()))
    return Found(
        key,
        level_of(base, wanted).value,
        level_of(other, wanted).value,
        cases,
        change_of(base, other, wanted),
        wanted.good,
        (int(base[:, 2].sum()), int(other[:, 2].sum())),
        is_share=wanted.is_share,
        few=wanted.measure != "staff_cost" and cases < FEWEST,
    )
