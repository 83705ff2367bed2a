"""The answer of a comparison in the reader's language: who waits less, who pays, and what that does to the targets.

It is made from verdicts and never from sentences that are finished. Which changes are worth saying is settled where the
console's report settles it.
"""

from collections.abc import Sequence

from sim.dashboard.language import forms, t
from sim.dashboard.telling import counted, margin, number_of, numbers, points, size, unit, when
from sim.measures import Change, Comparison, Family
from sim.report.changes import shown
from sim.report.sentences import LOSERS, WAITS, WITHIN


def answer(comparison: Comparison) -> list[str]:
    """Return the answer, a few short sentences: who waits less, who pays, and what that does to the targets."""
    if comparison.replications == 1:
        return [t("compare.one_replication")]
    waits, within = comparison.family(WAITS, "priority"), comparison.family(WITHIN, "priority")
    said = [*_who("waits", waits), *_who("within", within)]
    units = [] if shown(within.changes) else _units_within(comparison)
    said += units
    if not said:
        return [_nothing(comparison)]
    said += _payers(comparison)
    if not shown(within.changes) and not units:
        alike = within.verdict == "no practical difference"
        said.append(t("compare.within.alike", margin=margin(within)) if alike else t("compare.within.open"))
    return said


def _who(key: str, family: Family) -> list[str]:
    said = []
    for verdict in ("better", "worse"):
        changes = [one for one in shown(family.changes) if one.verdict == verdict]
        if changes:
            count = _count(changes)
            who, most = t(f"compare.prio.{count}", numbers=numbers(changes)), _most(changes)
            said.append(t(f"compare.{key}.{verdict}.{count}", who=who, most=number_of(most), change=_by(most)))
    return said


def _count(changes: Sequence[Change]) -> str:
    return "one" if len(changes) == 1 else "many"


def _most(changes: Sequence[Change]) -> Change:
    """Return the largest of some changes."""
    return max(changes, key=lambda one: abs(one.value or 0.0))


def _by(one: Change) -> str:
    """Return the size of a change, of a share or of a wait."""
    return points(one) if one.counts else counted(one, size(one))


def _units_within(comparison: Comparison) -> list[str]:
    changes = shown(comparison.family(WITHIN, "unit").changes)
    return [t(f"compare.unit_within.{one.verdict}", unit=unit(one), change=points(one)) for one in changes]


def _payers(comparison: Comparison) -> list[str]:
    def longer(grouping: str) -> list[Change]:
        return [one for one in shown(comparison.family(WAITS, grouping).changes) if one.verdict == "worse"]

    if longer("priority"):
        return []
    said = []
    if moments := longer("moment"):
        most, named = _most(moments), forms.joined([when(one) for one in moments])
        said.append(t(f"compare.pays.moments.{_count(moments)}", when=named, most=when(most), change=_by(most)))
    if units := longer("unit") or longer("unit_priority"):
        most, named = _most(units), forms.joined([_group(one) for one in units])
        said.append(t(f"compare.pays.units.{_count(units)}", units=named, most=_group(most), change=_by(most)))
    return said or [t("compare.pays.nobody")]


def _group(one: Change) -> str:
    return t("compare.pays.group", unit=unit(one), number=number_of(one)) if "priority" in one.key else unit(one)


def _nothing(comparison: Comparison) -> str:
    if comparison.identical:
        return t("compare.nothing.identical")
    units = [unit(one) for one in shown(comparison.family(WAITS, "unit").changes)]
    if units:
        return t("compare.nothing.units", units=forms.joined(units))
    if comparison.verdict == "no practical difference":
        margins = [margin(comparison.family(measure, "priority")) for measure in (WITHIN, WAITS)]
        return t("compare.nothing.alike", margin=margins[0], wait=margins[1])
    each = [
        t(f"compare.nothing.{family.measure}", whose=_whose(one), change=_by(one))
        for family, one in comparison.paying[:LOSERS]
    ]
    said = "; ".join(each)
    return t("compare.nothing.but", each=f"{said[0].upper()}{said[1:]}") if said else t("compare.nothing.open")


def _whose(one: Change) -> str:
    """Return whose a change is: who comes at some time, or the patients of a unit, of one priority or of all."""
    if "moment" in one.key:
        return t("compare.nothing.who", when=when(one))
    return t("compare.gains.label", unit=unit(one), number=number_of(one)) if "priority" in one.key else unit(one)
