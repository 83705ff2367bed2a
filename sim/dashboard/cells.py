"""Figures of units and priorities as cells and clauses: of too few cases, how many missed instead of a share."""

import html
from collections.abc import Sequence

import streamlit as st

from sim.dashboard.language import forms, t
from sim.dashboard.telling import counted, number_of, priority, size
from sim.measures import Change, Comparison
from sim.measures.estimate import FEWEST
from sim.report.changes import SHOWN, places
from sim.report.sentences import WAITS
from sim.units import HOUR, MINUTE

Row = Sequence[tuple[str, str]]
"""Cells with their classes: ``shown``, ``open``, or none."""
LONG_WAIT = 2 * HOUR
"""Waits from here on are told in hours: of units beside each other, where one may be closed for a day."""


def wait_on(one: Change | None, side: int) -> str:
    """Return a mean wait of the base (0) or the other (1): ``12 min``, ``7,1 h``."""
    value = None if one is None else (one.base, one.other)[side]
    if value is None:
        return t("words.none")
    if value >= LONG_WAIT:
        return f"{forms.decimal(value / HOUR)}{forms.THIN}h"
    return f"{forms.minutes(value, 1 if value < 9.95 * MINUTE else 0)}{forms.THIN}min"


def share_on(one: Change | None, side: int) -> str:
    """Return a share of the base (0) or the other (1); of too few cases how many missed: ``4 of 4 missed``."""
    value = None if one is None else (one.base, one.other)[side]
    if one is None or value is None:
        return t("words.none")
    if one.counts is None:
        return forms.percent(value)
    true, of = one.counts[side]
    if of >= FEWEST:
        return forms.percent(value)
    return t("units.missed", missed=forms.decimal(of - true, 0), of=forms.decimal(of, 0))


def both(one: Change | None, *, wait: bool) -> str:
    """Return the figure of both sides: ``12 min → 35 min``."""
    on = wait_on if wait else share_on
    if one is None or (one.base is None and one.other is None):
        return t("words.none")
    first, second = on(one, 0), on(one, 1)
    number, space, unit = first.rpartition(forms.THIN)
    return forms.pair(number if space and second.endswith(f"{space}{unit}") else first, second)


def wait_change(one: Change | None) -> tuple[str, str]:
    """Return the change of a wait with its interval where it is shown, otherwise that it is not."""
    if one is None or one.value is None:
        return t("words.none"), ""
    if one.verdict in SHOWN:
        return f"{'+' if one.value > 0 else '−'}{size(one, LONG_WAIT)}", "shown"
    return t(f"words.short.{one.verdict}"), "open"


def share_change(one: Change | None) -> tuple[str, str]:
    """Return the change of a share in points, likewise."""
    if one is None or one.value is None:
        return t("words.none"), ""
    if one.verdict in SHOWN:
        low, high = (100 * (end or 0.0) for end in (one.family_low, one.family_high))
        value, first, last = (forms.signed(number, places(low, high)) for number in (100 * one.value, low, high))
        return t("words.interval", value=value, low=first, high=last), "shown"
    return t(f"words.short.{one.verdict}"), "open"


def lines(comparison: Comparison, measure: str, grouping: str, unit: str) -> dict[int, Change]:
    """Return the changes of a unit's patients by priority, 0 for all of them.

    Parameters
    ----------
    comparison, measure
        Whose changes of what.
    grouping
        Table by unit, such as ``unit``; there is one with ``_priority`` too.
    unit
        Where the patients seek care.
    """
    whole = [one for one in comparison.family(measure, grouping).changes if one.key["unit"] == unit]
    each = [one for one in comparison.family(measure, f"{grouping}_priority").changes if one.key["unit"] == unit]
    return {number_of(one) if "priority" in one.key else 0: one for one in (*whole, *each)}


def line_name(number: int) -> str:
    """Return what a line of `lines` is called."""
    return priority(number) if number else t("units.all")


def patients_wait(comparison: Comparison, grouping: str, unit: str, name: str) -> str:
    """Return what becomes of the wait of a unit's patients in a sentence, and never more than is shown.

    Parameters
    ----------
    comparison, grouping, unit
        As in `lines`.
    name
        What the unit is called.
    """
    one = lines(comparison, WAITS, grouping, unit).get(0)
    if one is None or one.verdict in ("too few", "one replication"):
        return t("units.wait.few", unit=name)
    if one.verdict in SHOWN:
        return counted(one, t(f"units.wait.{one.verdict}", unit=name, change=size(one, LONG_WAIT)))
    if one.verdict == "no practical difference":
        return t("units.wait.alike", unit=name)
    sides = both(one, wait=True)
    if one.could_show is None:
        return t("units.wait.open", unit=name, sides=sides)
    return t("units.wait.seen", unit=name, sides=sides, size=forms.length(max(one.could_show, MINUTE)))


def table(heads: Sequence[str], rows: Sequence[Row]) -> None:
    """Draw a table of figures; what stands in it is text, whatever it looks like."""
    head = "".join(f"<th scope='col'>{html.escape(one)}</th>" for one in heads)
    body = "".join(
        "<tr>" + "".join(f"<td class='{kind}'>{html.escape(said)}</td>" for said, kind in row) + "</tr>" for row in rows
    )
    st.html(
        f"<div class='scroll'><table class='figures'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def headline(badge: str, said: str, about: str) -> None:
    """Draw the answer that a page begins with.

    Parameters
    ----------
    badge
        Its sign and verdict in a word or two.
    said, about
        The answer; what it was made from.
    """
    st.html(
        f"<span class='badge'>{html.escape(badge)}</span>"
        f"<p class='answer' role='heading' aria-level='1'>{html.escape(said)}</p>"
        f"<p class='quiet'>{html.escape(about)}</p>"
    )


def bullets(said: Sequence[str]) -> None:
    """Draw sentences one under another."""
    st.html("<ul>" + "".join(f"<li>{html.escape(one)}</li>" for one in said) + "</ul>")
