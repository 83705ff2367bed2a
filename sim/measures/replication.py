"""One replication, measured: small enough to travel between processes and to be kept by the hundred."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim.domain.rules import RULES
from sim.domain.words import Intake, Role
from sim.measures.arrow import to_arrow, words_to_arrow
from sim.measures.cases import Columns, case_columns
from sim.measures.columns import COLUMNS, OUTCOMES, Column
from sim.measures.duty import read_duty
from sim.measures.ledger import Ledger, ledger
from sim.measures.lists import Lists, lists
from sim.measures.load import Load, load
from sim.measures.story import Story, read
from sim.measures.tally import Tally, tally
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.times import RoleName
from sim.tables import CaseTable, EventLog, Ints, PlanTable, Stream
from sim.units import DAY, WEEK

ACCOUNT = OUTCOMES
"""What becomes of what arrived; every case is exactly one of these."""
TOTALS = (
    "queued", "async", "attempts", "late_reply", "referred", "referral_unmet", "handed_over", "accepted",
    "visit_booked", "visit_begun", "physical_visit", "fee", "sms",
)  # fmt: skip
"""Counts by unit where care was sought: of cases that arrived in the measured part; SMS sent in it; fees in SEK."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What every replication of a scenario shares.

    Attributes
    ----------
    question
        The scenario's.
    unit_names, person_names
        By index.
    first_day
        Proleptic ordinal of the first day.
    measured_from, end
        Ticks between which measures count.
    post_person, post_unit, post_role
        (Q,) the posts.
    targets
        By listed priority: ticks and clock; None without a target.
    hourly
        SEK an hour by role, 0 for ``administrator``.
    sms
        SEK for one.
    """

    question: str
    unit_names: tuple[str, ...]
    person_names: tuple[str, ...]
    first_day: int
    measured_from: int
    end: int
    post_person: Ints
    post_unit: Ints
    post_role: Ints
    targets: dict[int, tuple[float, str] | None]
    hourly: tuple[float, ...]
    sms: float

    @property
    def weeks(self) -> int:
        """Length of the measured part in whole weeks: the horizon ends at a closing, not at a midnight."""
        return max(-(-(self.end - self.measured_from) // WEEK), 1)

    def date_of(self, tick: int) -> date:
        """Return the date of a tick."""
        return date.fromordinal(self.first_day) + timedelta(days=tick // DAY)


@dataclass(frozen=True, slots=True)
class Replication:
    """The measures of one replication.

    Attributes
    ----------
    number
        Of the replication.
    setting
        Names, times and prices.
    cases
        The table of cases by column (`COLUMNS`), compact; none after `slim`.
    tally
        What summaries and comparisons need of it.
    load, lists
        See there.
    account
        (3, U, 12) cases that arrived in the measured part by stream, unit where care was sought and `ACCOUNT`.
    totals
        (U, 13) by unit where care was sought and `TOTALS`.
    ledger
        Both sides of what must balance.
    """

    number: int
    setting: Setting
    cases: Columns
    tally: Tally
    load: Load
    lists: Lists
    account: Ints
    totals: npt.NDArray[np.float64]
    ledger: Ledger

    def slim(self) -> "Replication":
        """Return the replication without its table of cases, which no summary reads."""
        return replace(self, cases={})

    def table(self) -> pa.Table:
        """Return the table of cases as it is written: names for codes, local time for ticks, empty for none.

        Returns
        -------
        pyarrow.Table
            The columns `COLUMNS` in order, one row a case.
        """
        return pa.table({column.name: self._written(column) for column in COLUMNS})

    def _written(self, column: Column) -> pa.Array:
        values = self.cases[column.name]
        if column.kind in ("truth", "money"):
            return to_arrow(values)
        none = values < 0
        if column.kind in ("number", "seconds"):
            return to_arrow(values, none)
        if column.kind == "flag":
            return to_arrow(values > 0, none)
        if column.kind == "tick":
            start = np.datetime64(date.fromordinal(self.setting.first_day), "s")
            return to_arrow(start + values.astype("timedelta64[s]"), none)
        return pa.DictionaryArray.from_arrays(to_arrow(values, none), words_to_arrow(names_of(column, self.setting)))


def names_of(column: Column, setting: Setting) -> list[str]:
    """Return the names that stand for the codes of a column that is written as text."""
    if column.kind == "unit":
        return list(setting.unit_names)
    if column.kind == "person":
        return list(setting.person_names)
    if column.kind == "rule":
        return [rule.id for rule in RULES]
    return list(column.words)


Wide = TypeVar("Wide", Tally, Load, Lists, Ledger)


def measure(scenario: Scenario, plan: PlanTable, cases: CaseTable, log: EventLog, replication: int) -> Replication:
    """Measure one replication from its log, plan and cases.

    Parameters
    ----------
    scenario
        For targets, costs and the question alone.
    plan, cases, log
        What was played and what happened.
    replication
        Number of the replication.

    Returns
    -------
    Replication
        Its measures.

    Raises
    ------
    EngineError
        The log cannot be: a case ends twice, a piece is worked on that never arose, or somebody free leaves a piece
        that he or she has noticed.
    """
    story = read(plan, cases, log)
    duty = read_duty(plan, log)
    columns = case_columns(scenario, story, duty, replication)
    account, totals = _count(story, columns)
    return Replication(
        replication,
        setting_of(scenario, plan),
        columns,
        narrow(tally(columns, len(plan.unit_names), plan.end)),
        narrow(load(story, duty)),
        narrow(lists(story)),
        account,
        totals,
        narrow(ledger(story)),
    )


WHOLES = ("tally", "load", "lists", "ledger")
"""Parts of a replication that have arrays of their own."""


def arrays_of(one: Replication) -> dict[str, npt.NDArray[Any]]:
    """Return every array of a replication but those of its cases, by name: ``load.busy``, ``account``."""
    parts = {
        f"{whole}.{field.name}": getattr(getattr(one, whole), field.name)
        for whole in WHOLES
        for field in fields(getattr(one, whole))
    }
    return {**parts, "account": one.account, "totals": one.totals}


def narrow(wide: Wide) -> Wide:
    """Hold whole numbers in half the memory where they fit."""
    small = {}
    for field in fields(wide):
        values = getattr(wide, field.name)
        if values.dtype == np.int64 and values.max(initial=0) < 2**31 and values.min(initial=0) >= -(2**31):
            small[field.name] = values.astype(np.int32)
    return replace(wide, **small)


def setting_of(scenario: Scenario, plan: PlanTable) -> Setting:
    """Return what every replication of a scenario shares."""
    return Setting(
        question=scenario.question,
        unit_names=plan.unit_names,
        person_names=plan.person_names,
        first_day=plan.first_day,
        measured_from=plan.measured_from,
        end=plan.end,
        post_person=plan.post_person,
        post_unit=plan.post_unit,
        post_role=plan.post_role,
        targets={
            priority: (target.within, target.clock) if target else None
            for priority, target in scenario.targets.priorities.items()
        },
        hourly=tuple(scenario.costs.hourly.get(cast(RoleName, role.name), 0.0) for role in Role),
        sms=scenario.costs.sms,
    )


def _count(story: Story, columns: Columns) -> tuple[Ints, npt.NDArray[np.float64]]:
    plan, cases = story.plan, story.cases
    units = len(plan.unit_names)
    counted = cases.arrival >= plan.measured_from
    place = (cases.stream * units + cases.unit) * len(ACCOUNT) + columns["outcome"]
    account = np.bincount(place[counted], minlength=len(Stream) * units * len(ACCOUNT))
    sums = {
        "queued": columns["in_measures"],
        "referred": columns["referred_to"] >= 0,
        **{name: columns[name] >= 0 for name in ("handed_over", "accepted", "visit_begun")},
        **{name: columns[name] for name in ("async", "attempts", "late_reply", "visit_booked", "fee")},
        "referral_unmet": columns["referral_unmet"],
        "physical_visit": columns["physical_visit"] & (cases.intake == Intake.accepted),
    }
    weights = {name: counted * values for name, values in sums.items()} | {"sms": story.sms_measured}
    totals = np.stack([np.bincount(cases.unit, weights[name], minlength=units) for name in TOTALS], axis=1)
    return account.reshape(len(Stream), units, len(ACCOUNT)), totals.astype(np.float64)
