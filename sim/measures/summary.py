"""All figures of a run, with their intervals, ready to be printed or written as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.domain.words import Role
from sim.measures.columns import OUTCOMES
from sim.measures.estimate import Estimate, mean
from sim.measures.groupings import Key
from sim.measures.guardrails import Guardrail, guardrails
from sim.measures.lines import Line, tables
from sim.measures.list_figures import Inbox, ListFigures, growth_remark, inboxes, list_figures
from sim.measures.people import Money, PersonLoad, money, people
from sim.measures.precision import Precision
from sim.measures.replication import TOTALS, Replication
from sim.measures.several import Several, several
from sim.measures.tally import SUMS
from sim.measures.waits import Wait, quantile_value, wait
from sim.tables import Ints, Stream
from sim.units import HOUR

ONE_REPLICATION = "one replication: no intervals, the luck of one draw of patients"
NO_CASES = "no case arrived in the measured part"
PASSED = {"handed_to": "handed_over_to", "referred_to": "referred_to"}
"""What those who were passed on have in common, by the column that says to whom."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of what arrived, summed over replications: ``arrived`` equals the sum of the others.

    Attributes
    ----------
    stream
        ``channel``, ``picture`` or ``backlog``.
    arrived
        Cases.
    became
        Cases by what became of them.
    """

    stream: str
    arrived: int
    became: dict[str, int]


@dataclass(frozen=True, slots=True)
class Passing:
    """A wait behind the first: until a handed-over case is accepted, or a referred one begun.

    Attributes
    ----------
    key
        Receiving unit, or role referred to; empty for all.
    wait
        Seconds; not yet begun at the end is unfinished.
    """

    key: Key
    wait: Wait


@dataclass(frozen=True, slots=True)
class OneReplication:
    """The cases of one priority in one replication; no intervals there.

    Attributes
    ----------
    replication, priority
        Number of the replication; listed priority.
    cases, decided, within_target, begun_same_day
        Numbers of cases.
    still_waiting
        Never begun.
    mean_wait_elapsed, mean_wait_working
        Seconds; with cases still waiting at least this.
    median_wait_elapsed
        Seconds; None where it falls among cases still waiting.
    """

    replication: int
    priority: int
    cases: int
    decided: int
    within_target: int
    begun_same_day: int
    still_waiting: int
    mean_wait_elapsed: float
    mean_wait_working: float
    median_wait_elapsed: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run.

    Attributes
    ----------
    question
        The scenario's.
    measured_from, measured_until
        First and last date that measures count.
    weeks
        Length of the measured part.
    replications
        How many.
    remarks
        What has to be said beside the figures: one replication, lists that grow without bound.
    guardrails
        What must hold for the figures to mean anything.
    tables
        `lines.GROUPINGS` by name.
    by_replication
        The priorities of each replication by themselves.
    account
        By stream.
    totals
        By `TOTALS`: mean a replication.
    acceptance, referrals
        From handover to acceptance, all and by receiving unit; from referral to begun, all and by role: no target
        sees these waits.
    people, lists, inbox, money
        See `people` and `list_figures`.
    helped_hours
        Hours a week of work by (unit of the person, unit of the case) where the two differ.
    precision
        What a run until precision came to; None where a number of replications was asked for.
    """

    question: str
    measured_from: str
    measured_until: str
    weeks: int
    replications: int
    remarks: list[str]
    guardrails: list[Guardrail]
    tables: dict[str, list[Line]]
    by_replication: list[OneReplication]
    account: list[Account]
    totals: dict[str, Estimate]
    acceptance: list[Passing]
    referrals: list[Passing]
    people: list[PersonLoad]
    lists: list[ListFigures]
    inbox: list[Inbox]
    money: list[Money]
    helped_hours: list[tuple[str, str, float]]
    precision: Precision | None = None

    def as_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and text; None for what has no value."""
        return asdict(self)


def summarise(replications: Iterable[Replication], precision: Precision | None = None) -> Summary:
    """Return the figures of a run.

    Parameters
    ----------
    replications
        Of one scenario, at least one.
    precision
        What a run until precision came to.

    Raises
    ------
    ValueError
        There are none.
    """
    return summary_of(several(replications), precision)


def summary_of(run: Several, precision: Precision | None = None) -> Summary:
    """Return the figures of replications that have been put together: see `summarise`."""
    setting = run.setting
    lists = list_figures(run)
    remarks = [ONE_REPLICATION] if len(run) == 1 else []
    remarks += [NO_CASES] if not run.counted else []
    remarks += [growth_remark(one) for one in lists if one.grows]
    return Summary(
        question=setting.question,
        measured_from=setting.date_of(setting.measured_from).isoformat(),
        measured_until=setting.date_of(max(setting.end - 1, 0)).isoformat(),
        weeks=setting.weeks,
        replications=len(run),
        remarks=remarks,
        guardrails=guardrails(run, lists),
        tables=tables(run),
        by_replication=by_replication(run),
        account=accounts(run),
        totals={name: mean(run.stack("totals")[:, :, place].sum(axis=1)) for place, name in enumerate(TOTALS)},
        acceptance=passing(run, "handed_s", "handed_to"),
        referrals=passing(run, "referred_s", "referred_to"),
        people=people(run),
        lists=lists,
        inbox=inboxes(run),
        money=money(run),
        helped_hours=_helped(run),
        precision=precision,
    )


def by_replication(run: Several) -> list[OneReplication]:
    """Return the priorities of each replication by themselves."""
    groups = run.groups("priority")
    count, which = len(groups.keys), run.replication("unit")
    places = np.where(groups.places < 0, -1, which * count + groups.places)
    waits = run.ordered("wait_elapsed_s").dealt(places, len(run) * count)
    out = []
    for replication, number in enumerate(run.numbers):
        for group, key in enumerate(groups.keys):
            sums = dict(zip(SUMS, groups.sums[group, :, replication].tolist(), strict=True))
            if not sums["cases"]:
                continue
            out.append(
                OneReplication(
                    replication=number,
                    priority=int(key["priority"]),
                    cases=int(sums["cases"]),
                    decided=int(sums["within_target_decided"]),
                    within_target=int(sums["within_target_true"]),
                    begun_same_day=int(sums["begun_same_day_true"]),
                    still_waiting=int(sums["unfinished"]),
                    mean_wait_elapsed=sums["wait_elapsed_s"] / sums["cases"],
                    mean_wait_working=sums["wait_working_s"] / sums["cases"],
                    median_wait_elapsed=quantile_value(waits.sample(replication * count + group), 0.5),
                )
            )
    return out


def accounts(run: Several) -> list[Account]:
    """Return what became of what arrived, for each stream that brought anything."""
    total = run.arrays["account"].sum(axis=(0, 2))
    return [
        Account(stream.name, int(row.sum()), {name: int(row[place]) for place, name in enumerate(OUTCOMES)})
        for stream, row in zip(Stream, total, strict=True)
        if row.any()
    ]


def passing(run: Several, name: str, by: str) -> list[Passing]:
    """Return the waits behind a handover or a referral, all together first.

    Parameters
    ----------
    run
        The replications.
    name, by
        Column of seconds; column that splits them.
    """
    order, split = run.ordered(name), run.cases[by].astype(np.int64)
    values = np.unique(split[split >= 0])
    found = []
    for places, count in ((np.zeros(len(split), dtype=np.int64), 1), (_place_in(values, split), len(values))):
        found += [wait(one) for waits in [order.dealt(places, count)] for one in waits]
    words = run.setting.unit_names if by == "handed_to" else [role.name for role in Role]
    keys: list[Key] = [{}, *({PASSED[by]: words[value]} for value in values.tolist())]
    return [Passing(key, figures) for key, figures in zip(keys, found, strict=True)]


def _place_in(values: Ints, split: Ints) -> Ints:
    return np.where(split < 0, -1, np.searchsorted(values, split))


def _helped(run: Several) -> list[tuple[str, str, float]]:
    setting = run.setting
    hours = run.stack("load.helped").mean(axis=0) / HOUR / setting.weeks
    np.fill_diagonal(hours, 0)
    return [
        (setting.unit_names[helper], setting.unit_names[helped], float(hours[helper, helped]))
        for helper, helped in np.argwhere(hours > 0).tolist()
    ]
