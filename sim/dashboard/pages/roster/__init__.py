"""Roster: a clinic's week to write in, and at once what another week does to those who wait."""

import html

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.access import may_edit
from sim.dashboard.charts.shares import POINTS
from sim.dashboard.following import Answer, follow
from sim.dashboard.language import forms, t
from sim.dashboard.pages.compare import headline, how, pictures
from sim.dashboard.pages.roster import cover, names
from sim.dashboard.pages.roster.draft import LINK, Draft, opened
from sim.dashboard.pages.roster.grid import exchange, grid
from sim.dashboard.persons import people
from sim.dashboard.refusing import refuse
from sim.dashboard.state import choosing, chosen
from sim.dashboard.telling import change, name_of, number_of, priority, starred, starred_why
from sim.dashboard.work import Compared, Request, Written
from sim.errors import InputError
from sim.measures import Change
from sim.report.changes import SHOWN
from sim.report.sentences import WAITS, WITHIN
from sim.scenario.roster import Row
from sim.scenario.roster_table import hours_text
from sim.units import MINUTE

FIRST = "busy_clinic"
"""Whose roster is shown when nothing is chosen."""


def show() -> None:
    """Show the page."""
    there = scenarios.names()
    named = chosen("base", FIRST)
    own = scenarios.OWN.fullmatch(named) is not None
    choices = [*there, named] if own else there
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        base = choosing(t("roster.base"), "base", choices, FIRST, scenarios.title)
        draft = _opened(base)
        units = _units(draft) if draft else ()
        replications, seed, more = how()
    if named not in choices:
        st.warning(t("compare.unknown", name=named[:60]))
    if draft is None:
        return
    if chosen(LINK, "") and not draft.changed:
        st.warning(t("roster.gone"))
    above = st.container()
    st.caption(t("roster.how"))
    draft = grid(draft, units)
    exchange(draft, units)
    found = _asked(draft, replications, seed, more)
    compared = found.read(Compared.from_json) if found else None
    with above:
        _verdict(found, compared)
    cover.warnings(draft, units)
    cover.need(draft, units)
    if found and compared:
        with st.container(key="stale-pictures" if found.stale else "pictures"):
            pictures(compared)


def _opened(base: str | None) -> Draft | None:
    if base is None:
        return None
    try:
        return opened(base)
    except InputError as error:
        refuse(error.problems)
    except KeyError:
        st.error(t("compare.unknown", name=base[:60]))
    return None


def _units(draft: Draft) -> tuple[str, ...]:
    """Draw the choice of a clinic where there are several, and return its units: itself and its branches."""
    units = draft.loaded.scenario.units
    clinics = [name for name, unit in units.items() if unit.branch_of is None]
    clinic = clinics[0]
    if len(clinics) > 1:
        clinic = choosing(t("roster.unit"), "unit", clinics, clinics[0], name_of) or clinic
    return (clinic, *(name for name, unit in units.items() if unit.branch_of == clinic))


def _asked(draft: Draft, replications: int, seed: int, more: dict[str, object]) -> Answer | None:
    """Say what is changed and follow the comparison with the roster before; None where nothing is changed."""
    if not draft.changed:
        return None
    said = people(row.person for row in draft.after)
    st.html("<p class='quiet'>" + html.escape(f"{t('roster.changed')} {_changes(draft, said)}") + "</p>")
    edited = draft.edited()
    other = Written(scenarios.called(edited.text), edited.text)
    request = Request("compare", (scenarios.written(draft.base), other), seed, replications, more)
    return follow(request, "roster")


def _changes(draft: Draft, said: dict[str, str]) -> str:
    before = {row.key: row for row in draft.before}
    each = []
    for row in draft.changed:
        old = before.get(row.key, Row(row.person, row.unit, row.role, ((),) * 7))
        days = [
            f"{names.heading(day)} {hours_text(was) or t('roster.off')} → {hours_text(now) or t('roster.off')}"
            for day, was, now in zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), old.week, row.week, strict=True)
            if was != now
        ]
        each.append(f"{said[row.person]}: {', '.join(days) or t('roster.new')}")
    return "; ".join(each)


def _verdict(found: Answer | None, compared: Compared | None) -> None:
    """Draw the answer, and for each priority whether it waits less: above the table, where the eye begins."""
    if found is None:
        _heading(t("roster.ask"))
        return
    if compared is None:
        if found.assignment is not None:
            st.warning(t("words.state.unreadable"))
        _heading(t("roster.press" if may_edit() else "roster.ask"))
        return
    if found.stale:
        names_ = t("words.against", other=scenarios.title(compared.names[1]), base=scenarios.title(compared.names[0]))
        st.info(t("words.stale", names=names_, replications=compared.replications), icon=":material/history:")
    elif not compared.whole:
        numbers = {"replications": compared.replications, "asked": compared.asked}
        st.info(
            t("words.first_figures", **{name: forms.decimal(one, 0) for name, one in numbers.items()}),
            icon=":material/hourglass_top:",
        )
    with st.container(key="stale" if found.stale else "fresh"):
        headline(compared)
        _strip(compared)


def _unshown(one: Change, margin: float) -> str:
    """Return why no change of a wait is shown, with its interval where there is one."""
    said, interval = t(f"words.verdict.{one.verdict}"), starred(one, MINUTE, margin).removeprefix("≈ ")
    return t("roster.waits.open", verdict=said, change=interval) if interval.startswith("(") else said


def _heading(said: str) -> None:
    st.html(f"<p class='answer' role='heading' aria-level='1'>{html.escape(said)}</p>")


def _strip(compared: Compared) -> None:
    """Draw a box for each priority: its wait, and its share within the target where that changes."""
    comparison = compared.comparisons[0]
    within = {number_of(one): one for one in comparison.family(WITHIN, "priority").changes}
    boxes = []
    family = comparison.family(WAITS, "priority")
    for one in family.changes:
        shown = one.verdict in SHOWN
        said = t(f"roster.waits.{one.verdict}", change=change(one, MINUTE)) if shown else _unshown(one, family.margin)
        share = within.get(number_of(one))
        if share is not None and share.verdict in SHOWN:
            said += f" · {t('roster.within', change=change(share, POINTS))}"
        kind = "shown" if shown else "open"
        head = html.escape(priority(number_of(one)))
        boxes.append(f"<div class='{kind}'><b>{head}</b><span>{html.escape(said)}</span></div>")
    st.html(f"<div class='strip'>{''.join(boxes)}</div>")
    if star := starred_why(family):
        st.caption(star.replace("*", "\\*", 1))
