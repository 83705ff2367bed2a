"""The tables of a run and of a comparison as rows for files: intervals beside values, units in the heads."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sim.measures import Comparison, Summary
from sim.measures.estimate import Estimate
from sim.measures.guardrails import Guardrail
from sim.measures.summary import Account
from sim.measures.waits import Quantile, Wait
from sim.report.changes import POINTS
from sim.report.files import Row
from sim.report.forms import many_more
from sim.scenario.assumptions import Assumption
from sim.units import MINUTE

UNITS = {
    "why": "minutes", "growth": "pieces a week", "pieces": "mean number", "work_minutes": "minutes",
    "overrun_minutes": "minutes a week", "overrun_hours": "hours a week", "staff_cost": "SEK a week",
    "sms": "number a week", "sms_cost": "SEK a week", "fees": "SEK a week",
}  # fmt: skip
"""Units of figures with an interval that are no shares, by name."""
SHARE = "share"
LEFT_OUT = ("half_hours", "length", "weekly_closing", "replications_needed")
"""Curves, which are no columns, and a number that is an order of magnitude only; they stand in --json."""
SUMMED = ("cases", "decided", "undecided", "unreachable", "still_waiting", "diverted_at_close", "arrived")
"""Numbers of cases in all replications together; their heads say so."""
TOGETHER = "all replications together"
CHANGE_UNITS = {"share": SHARE, "seconds": "minutes", "SEK": "SEK a week", "hours": "hours a week", "count": "number"}


FIGURES = ("before", "after", "change", "change low", "change high", "margin")
CHANGES = FIGURES[2:]
KEYS = ("unit", "handling_unit", "role", "priority", "corrected_priority", "moment", "total", "cost", "hours")
"""What the cases of a line can have in common."""


def run_tables(summary: Summary) -> dict[str, list[Row]]:
    """Return the tables of a run, by name: lines of cases by what they have in common, people, lists, inbox, money."""
    lines = {f"by {name}": [_flat(one) for one in found] for name, found in summary.tables.items()}
    more = {
        "how cases ended": [_ended(one) for one in summary.account],
        "people": [_flat(one) for one in summary.people],
        "lists": [_flat(one) for one in summary.lists],
        "inbox": [_flat(one) for one in summary.inbox],
        "money": [_flat(one) for one in summary.money],
        "acceptance": [_flat(one) for one in summary.acceptance],
        "referrals": [_flat(one) for one in summary.referrals],
    }
    return lines | {name: rows for name, rows in more.items() if rows}


def line_rows(summary: Summary) -> list[Row]:
    """Return all tables of lines as one."""
    return [{"table": name, **_flat(one)} for name, found in summary.tables.items() for one in found]


def comparison_tables(comparisons: Mapping[str, Comparison]) -> dict[str, list[Row]]:
    """Return the tables of a comparison: each measure with all its groupings.

    Parameters
    ----------
    comparisons
        Each other scenario against the base, by its name.
    """
    rows = change_rows(comparisons)
    measures = dict.fromkeys(row["measure"] for row in rows)
    return {measure: _sheet([row for row in rows if row["measure"] == measure]) for measure in measures}


def _sheet(rows: Sequence[Row]) -> list[Row]:
    """Return the differences of one measure with their unit in the heads, and only the keys that some line has.

    Shares stand as such, their differences in points.
    """
    unit, empty = rows[0]["in"], {key for key in KEYS if all(row[key] is None for row in rows)}
    of_shares = CHANGES if unit == SHARE else ()
    heads = {name: f"{name}, {'points' if name in of_shares else unit}" for name in FIGURES}
    left_out = empty | {"measure", "in"}
    return [
        {
            heads.get(name, name): _scaled(value, POINTS) if name in of_shares else value
            for name, value in row.items()
            if name not in left_out
        }
        for row in rows
    ]


def change_rows(comparisons: Mapping[str, Comparison]) -> list[Row]:
    """Return every difference as a row."""
    return [
        {"scenario": name, "measure": family.measure, "grouping": family.grouping}
        | {key: one.key.get(key) for key in KEYS}
        | {"in": CHANGE_UNITS[family.unit]}
        | {
            head: None if value is None else value / (MINUTE if family.unit == "seconds" else 1)
            for head, value in zip(
                FIGURES,
                (one.base, one.other, one.value, one.family_low, one.family_high, family.margin),
                strict=True,
            )
        }
        | {"verdict": one.verdict, f"cases, {TOGETHER}": one.cases}
        | {"replications needed": _more(one.replications_needed, comparison.replications)}
        for name, comparison in comparisons.items()
        for family in comparison.families
        for one in family.changes
    ]  # fmt: skip


def about_rows(rails: Mapping[str, Sequence[Guardrail]], assumptions: Mapping[str, Sequence[Assumption]]) -> list[Row]:
    """Return guardrails and assumptions, by scenario, as rows of the sheet that says what a file was made from."""
    looked_at = [
        {"about": f"guardrail, {name}", "what": one.name, "is": one.verdict, "origin": one.sentence}
        for name, found in rails.items()
        for one in found
    ]
    assumed = [
        {"about": f"assumption, {name}", "what": one.path, "is": _plain(one.value), "basis": one.basis}
        | {"origin": one.origin, "low": one.low, "high": one.high}
        for name, found in assumptions.items()
        for one in found
    ]
    return looked_at + assumed


def _ended(one: Account) -> Row:
    numbers = {"arrived": one.arrived, **one.became}
    return {"stream": one.stream} | {f"{name}, {TOGETHER}": number for name, number in numbers.items()}


def _more(needed: int | None, played: int) -> str | None:
    """Return the order of magnitude of the replications still to be played; none where there are enough."""
    return None if needed is None else many_more(needed - played) if needed > played else "enough"


def _flat(thing: Any) -> Row:  # noqa: ANN401 - any record of a summary
    """Return a record as a row: each figure with its interval beside it, waits in minutes."""
    row: Row = {}
    for field in fields(thing):
        if field.name not in LEFT_OUT:
            row |= _cells(field.name, getattr(thing, field.name), UNITS.get(field.name, SHARE))
    return row


def _cells(name: str, value: Any, unit: str) -> Row:  # noqa: ANN401 - any field of a record
    if isinstance(value, Estimate):
        return _interval(name, unit, value.value, value.low, value.high, 1 / MINUTE if name.startswith("why, ") else 1)
    if isinstance(value, Quantile):
        of = {"value": value.value, "longer than": value.over, "low": value.low, "high": value.high}
        return {f"{name} {what}, minutes".replace(" value", ""): _scaled(one, 1 / MINUTE) for what, one in of.items()}
    if isinstance(value, Wait):
        mean = value.mean
        out = _interval(f"{name} mean", "minutes", mean.value, mean.low, mean.high, 1 / MINUTE)
        for quantile in ("median", "p90", "p95"):
            out |= _cells(f"{name} {quantile}", getattr(value, quantile), "minutes")
        return out | {f"{name}, cases without an end": value.unfinished}
    if isinstance(value, dict):
        prefix = "" if name == "key" else f"{name}, "
        return {
            head: one for key, inner in value.items() for head, one in _cells(f"{prefix}{key}", inner, unit).items()
        }
    return {f"{name}, {TOGETHER}" if name in SUMMED else name: value}


def _interval(name: str, unit: str, value: float | None, low: float | None, high: float | None, by: float) -> Row:
    each = {"": value, " low": low, " high": high}
    return {f"{name}{end}, {unit}": _scaled(number, by) for end, number in each.items()}


def _scaled(number: float | None, by: float) -> float | None:
    return None if number is None else number * by


def _plain(value: object) -> str | float | bool | None:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
