"""All figures of a run, with their intervals, ready to be printed or written as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.measures.columns import OUTCOMES
from sim.measures.estimate import Estimate, mean
from sim.measures.guardrails import Guardrail, guardrails
from sim.measures.lines import GROUPINGS, Line, tables
from sim.measures.list_figures import Inbox, ListFigures, growth_remark, inboxes, list_figures
from sim.measures.people import Money, PersonLoad, money, people, stack
from sim.measures.pool import Key, Pool, pool
from sim.measures.precision import Precision
from sim.measures.replication import TOTALS, Replication
from sim.measures.waits import Wait, quantile_value, wait
from sim.tables import Stream
from sim.units import HOUR

ONE_REPLICATION = "one replication: no intervals, the luck of one draw of patients"
NO_CASES = "no case arrived in the measured part"


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


def summarise(replications: Sequence[Replication], precision: Precision | None = None) -> Summary:
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
    if not replications:
        raise ValueError("nothing to summarise: no replication")
    setting = replications[0].setting
    cases = pool(replications)
    lists = list_figures(replications)
    remarks = [ONE_REPLICATION] if len(replications) == 1 else []
    remarks += [NO_CASES] if not len(cases) else []
    remarks += [growth_remark(one) for one in lists if one.grows]
    return Summary(
        question=setting.question,
        measured_from=setting.date_of(setting.measured_from).isoformat(),
        measured_until=setting.date_of(max(setting.end - 1, 0)).isoformat(),
        weeks=setting.weeks,
        replications=len(replications),
        remarks=remarks,
        guardrails=guardrails(replications, lists),
        tables=tables(cases, tuple(GROUPINGS)),
        by_replication=by_replication(cases, [one.number for one in replications]),
        account=accounts(replications),
        totals={
            name: mean(np.array([one.totals[:, place].sum() for one in replications]))
            for place, name in enumerate(TOTALS)
        },
        acceptance=passing(cases, "acceptance_s", "handed_over_to"),
        referrals=passing(cases, "referred_wait_s", "referred_to"),
        people=people(replications),
        lists=lists,
        inbox=inboxes(replications),
        money=money(replications),
        helped_hours=_helped(replications),
        precision=precision,
    )


def by_replication(cases: Pool, numbers: Sequence[int]) -> list[OneReplication]:
    """Return the priorities of each replication by themselves."""
    out = []
    for key, part in cases.with_column("replication", cases.replication).groups(("replication", "priority")):
        columns = part.columns
        waits = part.waits("wait_elapsed_s", columns["still_waiting"])
        out.append(
            OneReplication(
                replication=numbers[int(key["replication"])],
                priority=int(key["priority"]),
                cases=len(part),
                decided=int((columns["within_target"] >= 0).sum()),
                within_target=int((columns["within_target"] > 0).sum()),
                begun_same_day=int((columns["begun_same_day"] > 0).sum()),
                still_waiting=int(columns["still_waiting"].sum()),
                mean_wait_elapsed=float(columns["wait_elapsed_s"].mean()),
                mean_wait_working=float(columns["wait_working_s"].mean()),
                median_wait_elapsed=quantile_value(waits, 0.5),
            )
        )
    return out


def accounts(replications: Sequence[Replication]) -> list[Account]:
    """Return what became of what arrived, for each stream that brought anything."""
    total = np.sum([one.account for one in replications], axis=0).sum(axis=1)
    return [
        Account(stream.name, int(row.sum()), {name: int(row[place]) for place, name in enumerate(OUTCOMES)})
        for stream, row in zip(Stream, total, strict=True)
        if row.any()
    ]


def passing(cases: Pool, name: str, by: str) -> list[Passing]:
    """Return the waits behind a handover or a referral, all together first.

    Parameters
    ----------
    cases
        The counted cases.
    name, by
        Column of seconds, -1 where the case has no such wait; column that splits them.
    """
    some = cases.pick(cases.columns[name] >= 0)
    unfinished = "referred_waiting" if name == "referred_wait_s" else None

    def figures(part: Pool) -> Wait:
        waits_on = part.columns[unfinished] if unfinished else part.columns["accepted"] < 0
        return wait(part.waits(name, waits_on))

    return [Passing({}, figures(some)), *(Passing(key, figures(part)) for key, part in some.groups((by,)))]


def _helped(replications: Sequence[Replication]) -> list[tuple[str, str, float]]:
    setting = replications[0].setting
    hours = stack(replications, "load", "helped").mean(axis=0) / HOUR / setting.weeks
    np.fill_diagonal(hours, 0)
    return [
        (setting.unit_names[helper], setting.unit_names[helped], float(hours[helper, helped]))
        for helper, helped in np.argwhere(hours > 0).tolist()
    ]
