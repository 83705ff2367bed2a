"""Assumptions and rules: every number with its origin, which of them matter, and the rules that the model keeps."""

import html
from collections import Counter

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.language import forms, t
from sim.dashboard.pages.assumptions import adjusting, matters, numbers, rules
from sim.dashboard.refusing import refuse
from sim.dashboard.state import choosing, chosen, switching
from sim.domain.words import Basis
from sim.errors import InputError
from sim.scenario.assumptions import assumptions_of
from sim.scenario.loaded import Loaded

FIRST = "busy_clinic"
"""Whose numbers are shown when nothing is chosen."""
PARTS = ("numbers", "matters", "rules")


def show() -> None:
    """Show the page."""
    part = switching(t("assumptions.part"), "part", PARTS, lambda one: t(f"assumptions.part.{one}"))
    if part == "rules":
        rules.show()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        name = _scenario()
        asked = matters.choices(name) if part == "matters" and name else None
    if name is None:
        return
    loaded = _opened(name)
    if loaded is None:
        return
    values = adjusting.linked(loaded.scenario)
    if part == "numbers":
        _answer(loaded)
        adjusting.show(name, loaded, values)
        numbers.show(loaded.scenario, values)
    elif asked is not None:
        adjusting.say(values)
        matters.show(name, loaded, asked, values)


def _scenario() -> str | None:
    there = scenarios.names()
    named = chosen("scenario", FIRST)
    own = [named] if named not in there and scenarios.OWN.fullmatch(named) else []
    if named not in (*there, *own):
        st.warning(t("compare.unknown", name=named[:60]))
    return choosing(t("assumptions.scenario"), "scenario", [*there, *own], FIRST, scenarios.title)


def _opened(name: str) -> Loaded | None:
    """Return a scenario; says what is wrong with it where it cannot be used."""
    try:
        return scenarios.opened(name)
    except InputError as error:
        refuse(error.problems)
    except KeyError:
        st.error(t("compare.unknown", name=name))
    return None


def _answer(loaded: Loaded) -> None:
    """Say how much of it is known."""
    found = Counter(row.basis for row in assumptions_of(loaded.scenario))
    counts = {basis.value: forms.decimal(found[basis.value], 0) for basis in Basis}
    said = t("assumptions.answer", number=forms.decimal(found.total(), 0), **counts)
    st.html(f"<p class='answer' role='heading' aria-level='1'>{html.escape(said)}</p>")
