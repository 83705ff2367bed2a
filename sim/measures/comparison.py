"""Scenarios against a base on the same patients: what differs, how surely, and who gains and who pays.

Replication r of the one is paired with replication r of the other: the same patients with the same minutes met both, so
what they have in common cancels out. A family is one table of differences, of all scenarios that are shown beside each
other: over scenarios and lines together the p-values are adjusted step by step (Holm), and a difference is said to be
one only where the interval at the level of its step leaves out zero.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

from sim.measures.replication import Replication
from sim.measures.several import several
from sim.measures.unjudged import Unjudged, measured
from sim.measures.verdicts import DEFAULT_MARGINS, Change, Margins, Together, judge, together

JUDGED = ("within_target", "begun_same_day", "mean_wait_working")
"""Measures whose priorities make the verdict over all, each a family of its own."""
PAYING = {("mean_wait_working", "moment")} | {
    (measure, grouping) for measure in JUDGED for grouping in ("unit", "unit_priority")
}
"""Tables in which somebody may pay for what others gain, or for nothing."""


@dataclass(frozen=True, slots=True)
class Family:
    """A table of differences that are judged together.

    Attributes
    ----------
    measure
        What is compared: see `MEASURES`, or ``totals``, ``money``.
    grouping
        See `lines.GROUPINGS`.
    unit
        ``share`` (0 to 1), ``seconds``, ``count``, ``SEK`` or ``hours``.
    changes
        The lines.
    margin
        Differences up to this do not matter.
    """

    measure: str
    grouping: str
    unit: str
    changes: list[Change]
    margin: float = 0.0

    @property
    def verdict(self) -> Together:
        """What its verdicts come to."""
        return together(self.changes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two scenarios.

    Attributes
    ----------
    base_question, other_question
        Of the scenarios.
    replications
        Pairs of replications.
    remarks
        What has to be said beside the figures.
    families
        The tables of differences.
    weekdays
        Weekdays (0 is Monday) whose roster differs, where that of others does not.
    identical
        Every case went the same way in both, to the second.
    scenarios
        Scenarios that are judged together against the base.
    endless
        A list grows without bound in either: no number of replications is enough for a mean wait.
    away
        Units are closed at different times on the two sides: their people are away, and paid all the same.
    """

    base_question: str
    other_question: str
    replications: int
    remarks: list[str]
    families: list[Family]
    weekdays: tuple[int, ...] = ()
    identical: bool = False
    scenarios: int = 1
    endless: bool = False
    away: bool = False

    @property
    def verdict(self) -> Together:
        """What the shares within target, the shares begun the same day and the mean waits by priority come to.

        Where those of a unit, of a unit and priority, or who come at some time of the week lose, it is no plain
        "better", and neither "no practical difference" nor "not shown".
        """
        if self.identical:
            return "no practical difference"
        found = together([change for measure in JUDGED for change in self.family(measure, "priority").changes])
        if not self.paying or found in ("worse", "better for some, worse for others"):
            return found
        return "better for some, worse for others" if found == "better" else "worse for some"

    @property
    def paying(self) -> list[tuple[Family, Change]]:
        """Who is shown to lose by unit, by unit and priority, or by when they come; each with its table."""
        groups = [one for one in self.families if (one.measure, one.grouping) in PAYING]
        return [(family, one) for family in groups for one in family.changes if one.verdict == "worse"]

    def family(self, measure: str, grouping: str) -> Family:
        """Return one table.

        Raises
        ------
        KeyError
            There is none of that name.
        """
        for one in self.families:
            if (one.measure, one.grouping) == (measure, grouping):
                return one
        raise KeyError(f"{measure} by {grouping}")

    def as_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and text; None for what has no value."""
        families = [asdict(one) | {"verdict": one.verdict} for one in self.families]
        return asdict(self) | {"verdict": self.verdict, "families": families}


def compare(
    base: Sequence[Replication], other: Sequence[Replication], margins: Margins = DEFAULT_MARGINS
) -> Comparison:
    """Compare one scenario with the base, replication by replication: see `measured` and `judged`.

    Replications are paired by their number; those without a partner are left out.

    Raises
    ------
    ValueError
        No replication of the one has a partner in the other.
    """
    first, second = ({one.number: one for one in side} for side in (base, other))
    both = sorted(first.keys() & second.keys())
    if not both:
        raise ValueError("nothing to compare: no replication of the one has the number of one of the other")
    sides = (several(side[number] for number in both) for side in (first, second))
    return judged([measured(*sides)], margins)[0]


def judged(several: Sequence[Unjudged], margins: Margins = DEFAULT_MARGINS) -> list[Comparison]:
    """Judge the scenarios that are shown beside each other together, table by table.

    Parameters
    ----------
    several
        Each other scenario against the base.
    margins
        Differences that are too small to matter.
    """
    families: list[list[Family]] = [[] for _ in several]
    for measure, grouping in dict.fromkeys((table.measure, table.grouping) for one in several for table in one.tables):
        tables = [
            (place, table)
            for place, one in enumerate(several)
            for table in one.tables
            if (table.measure, table.grouping) == (measure, grouping)
        ]
        margin = margins.of(tables[0][1].unit)
        found = [
            replace(
                one,
                margin=margin,
                endless=several[place].endless and table.unit == "seconds",
                good=one.good * (not (several[place].away and table.unit == "money")),  # a closure saves nothing
            )
            for place, table in tables
            for one in table.found
        ]
        changes = iter(judge(found))
        for place, table in tables:
            families[place].append(
                Family(measure, grouping, table.unit, list(islice(changes, len(table.found))), margin)
            )
    return [
        Comparison(
            one.base_question, one.other_question, one.replications, one.remarks, mine, one.weekdays, one.identical,
            len(several), one.endless, one.away,
        )
        for one, mine in zip(several, families, strict=True)
    ]  # fmt: skip
