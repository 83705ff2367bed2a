"""The week: when cases come, how many wait, who is there and busy, and what the day opens with."""

import datetime as dt
import html
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.access import may_edit
from sim.dashboard.charts import draw
from sim.dashboard.charts.draw import as_html
from sim.dashboard.charts.heat import heat, plain
from sim.dashboard.charts.openings import openings, until
from sim.dashboard.choices import FIRST, one_scenario
from sim.dashboard.following import follow
from sim.dashboard.language import forms, language, t
from sim.dashboard.state import number, switching
from sim.dashboard.telling import name_of
from sim.dashboard.work import Request
from sim.dashboard.work.week import WeekSeen
from sim.domain.words import N_LIST_ROLES, PRIORITIES, Role
from sim.measures.columns import WEEKDAYS
from sim.measures.week import EVERY, Cases, Opening, Staff, Week
from sim.scenario.days import named_holidays

REPLICATIONS = 30
ROLES = ("all", *(Role(code).name for code in range(N_LIST_ROLES)))
PRIORITY = ("all", *map(str, PRIORITIES))
PLAYED = "week.played"
"""What this reader has had played: another unit of it is read without being told to."""


def show() -> None:
    """Show the page."""
    request = _asked()
    if request is None:
        return
    run = replace(request, more={}).fingerprint
    found = follow(request, "week", at_once=_is_first(request) or (may_edit() and st.session_state.get(PLAYED) == run))
    seen = found.read(WeekSeen.from_json)
    if seen is None:
        if found.assignment is not None:
            st.warning(t("words.state.unreadable"))
        return
    if found.stale:
        st.info(t("words.stale", names=_names(seen), replications=seen.replications), icon=":material/history:")
    else:
        st.session_state[PLAYED] = run
        if not seen.whole:
            numbers = {"replications": seen.replications, "asked": seen.asked}
            st.info(
                t("words.first_figures", **{name: forms.decimal(one, 0) for name, one in numbers.items()}),
                icon=":material/hourglass_top:",
            )
    with st.container(key="stale" if found.stale else "fresh"):
        figures(seen)


def _asked() -> Request | None:
    """Draw what can be chosen and return what is asked for; None where nothing can be."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        chosen = one_scenario(together=True)
        with st.popover(t("compare.settings"), icon=":material/tune:"):
            replications = number(t("compare.replications"), "n", REPLICATIONS, 2, 1000, t("compare.replications.help"))
            seed = number(t("compare.seed"), "seed", 1, 0, 2**31 - 1, t("compare.seed.help"))
    if chosen is None:
        return None
    return Request("week", (chosen.written,), seed, replications, {"unit": chosen.unit})


def _is_first(request: Request) -> bool:
    """Tell whether it is what the page shows by itself: that is computed whoever looks."""
    return (request.scenarios[0].name, request.seed, request.replications) == (FIRST, 1, REPLICATIONS)


def _names(seen: WeekSeen) -> str:
    return f"{scenarios.title(seen.name)}, {name_of(seen.week.unit) or t('words.all_units')}"


def figures(seen: WeekSeen) -> None:
    """Draw the answer and the maps of a week."""
    week = seen.week
    with st.container(horizontal=True, vertical_alignment="center", key="whose-week"):
        role = switching(t("week.role"), "role", ROLES, _role)
        urgent = switching(t("week.priority"), "prio", PRIORITY, _priority)
    role = "" if role == "all" else role
    cases, people = week.of(role, EVERY if urgent == "all" else int(urgent)), week.people(role)
    whose = f"{_role(role or 'all')}, {_priority(urgent).lower()}"
    about = t("words.made_of", names=_dates(week), replications=seen.replications, seed=seen.seed)
    made = [f"{_names(seen)} · {whose}", about]
    if cases is None:
        st.info(t("week.none"))
    else:
        _answer(cases, people, f"{_names(seen)} · {whose} · {about}")
        _cases(cases, week, made)
    left, right = st.columns(2, gap="large")
    with left:
        if cases is not None:
            _openings(cases, made)
    with right:
        _load(people, week, [f"{_names(seen)} · {_role(role or 'all')}", about])
    _everybody(week)
    st.caption(_holidays(week))
    st.caption(t("compare.assumed"))


def _role(option: str) -> str:
    said = t("week.role.all") if option == "all" else t(f"words.role.{option}")
    return said[:1].upper() + said[1:]


def _priority(option: str) -> str:
    return t("week.priority.all") if option == "all" else t("week.priority.one", number=option)


def _dates(week: Week) -> str:
    return forms.dates(dt.date.fromisoformat(week.measured_from), dt.date.fromisoformat(week.measured_until))


def _answer(cases: Cases, people: Staff | None, about: str) -> None:
    days = cases.openings[1:]
    said = [_opening(max(days, key=lambda one: one.waiting.value or 0.0))] if days else []
    loads = [] if people is None else [(value, half) for half, value in enumerate(people.load.value) if value]
    if loads:
        share, half = max(loads)
        said.append(t("week.answer.load", weekday=_on(half // 48), clock=_clock(half), share=forms.percent(share)))
    st.html(
        f"<p class='answer' role='heading' aria-level='1'>{html.escape(' '.join(said))}</p>"
        f"<p class='quiet'>{html.escape(about)}</p>"
    )


def _opening(one: Opening) -> str:
    """Say what waits at one opening of the week, the fullest."""
    weekday = _on(WEEKDAYS.index(one.weekday))
    if not one.waiting.value:
        return t("week.answer.nothing")
    key = "week.answer.opening" if one.cleared.median.value is not None else "week.answer.opening_never"
    values = {"weekday": weekday, "number": forms.decimal(one.waiting.value)}
    return t(key, **values, **({"length": until(one.cleared.median)} if key == "week.answer.opening" else {}))


def _on(weekday: int) -> str:
    return t("week.on", weekday=t(f"words.weekday.{weekday}"))


def _clock(half: int) -> str:
    return f"{half % 48 // 2:02}:{half % 2 * 30:02}"


def _cases(cases: Cases, week: Week, made: Sequence[str]) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(t("week.arrivals"))
        st.caption(t("week.arrivals.help"))
        curve = cases.arrivals
        draw(heat(t("week.arrivals"), curve.value, (curve.low, curve.high), week.staffed, plain, made, "arrivals"))
    with right:
        st.subheader(t("week.waiting"))
        st.caption(t("week.waiting.help"))
        curve = cases.waiting
        draw(heat(t("week.waiting"), curve.value, (curve.low, curve.high), week.staffed, plain, made, "waiting"))


def _openings(cases: Cases, made: Sequence[str]) -> None:
    st.subheader(t("week.opening"))
    st.caption(t("week.opening.help"))
    draw(openings(cases.openings[1:], [*made, t("week.interval")], "openings"))


def _load(people: Staff | None, week: Week, made: Sequence[str]) -> None:
    st.subheader(t("week.load"))
    st.caption(t("week.load.help"))
    if people is None:
        st.info(t("week.nobody"))
        return
    curve = people.load
    draw(heat(t("week.load"), curve.value, (curve.low, curve.high), week.staffed, forms.percent, made, "load"))


def _everybody(week: Week) -> None:
    """Show what waits at opening by role and priority, side by side."""
    st.subheader(t("week.by_role"))
    st.caption(t("week.by_role.help"))
    roles = [one for one in ("", *ROLES[1:]) if week.of(one, EVERY)]
    columns = {t("week.column.role"): [_role(one or "all") for one in roles]}
    for urgent in (*PRIORITIES, EVERY):
        head = t("week.priority.all") if urgent == EVERY else t("week.priority.one", number=urgent)
        found = [week.of(one, urgent) for one in roles]
        columns[head] = [
            t("words.none") if one is None else plain(one.openings[0].waiting.value or 0.0) for one in found
        ]
    st.html(as_html(pd.DataFrame(columns)))


def _holidays(week: Week) -> str:
    """Name the holidays of the period that would else have been staffed."""
    first, last = dt.date.fromisoformat(week.measured_from), dt.date.fromisoformat(week.measured_until)
    named = named_holidays(first, last, "sv" if language() == "sv" else "en_US")
    said = [f"{forms.date(day, year=False)} {name}" for day, name in named.items() if day.weekday() < 5]
    return t("week.holidays", days=", ".join(said)) if said else t("week.no_holidays")
