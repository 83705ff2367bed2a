"""Every number with its basis and origin, part by part; those with a plausible range can be adjusted in it."""

import html
from collections.abc import Mapping

import streamlit as st

from sim.dashboard import naming
from sim.dashboard.access import may_edit
from sim.dashboard.language import forms, t
from sim.dashboard.pages.assumptions.adjusting import ends, link, linked
from sim.dashboard.state import switching
from sim.dashboard.written.basis import knobs_by_place, plausible
from sim.scenario.assumptions import Assumption, assumptions_of
from sim.scenario.knobs import Knob
from sim.scenario.schema import Scenario

FIRST = "work"
"""The part that is shown first: minutes of work are assumed most of all."""


def show(scenario: Scenario, values: Mapping[Knob, float]) -> None:
    """Draw the numbers of the chosen part."""
    rows = assumptions_of(scenario)
    turned = knobs_by_place(scenario)
    parts = list(dict.fromkeys(naming.part(row.path) for row in rows))
    adjustable = {naming.part(path) for path in turned}
    parts.sort(key=lambda one: (one != FIRST, one not in adjustable))
    part = switching(t("assumptions.group"), "group", parts, naming.group)
    st.caption(t("assumptions.help"))
    for row in rows:
        if naming.part(row.path) == part:
            _row(scenario, row, turned.get(row.path), values)


def _row(scenario: Scenario, row: Assumption, knob: Knob | None, values: Mapping[Knob, float]) -> None:
    about, value = st.columns([8, 3], vertical_alignment="center")
    name = naming.place(row.path)
    rules = naming.rules_of(row.origin)
    origin = naming.set_by(row) + (f" [{rules}]" if rules else "")
    where = html.escape(origin)
    if knob is not None:
        said = t("assumptions.plausible", range=plausible(row), why=naming.origin(row.range_origin))
        where += f"<br>{html.escape(said)}"
    about.html(
        f"<div class='number-row'><b>{html.escape(name)}</b> <span class='tag {row.basis}'>"
        f"{html.escape(naming.basis(row))}</span><br><span class='where'>{where}</span></div>"
    )
    with value:
        if knob is None:
            st.html(f"<div class='number-row'>{html.escape(naming.held(row, None))}</div>")
        else:
            _input(scenario, name, knob, values.get(knob, knob.value))


def _input(scenario: Scenario, name: str, knob: Knob, wanted: float) -> None:
    """Draw what adjusts a number, written as the reader's language writes it; it stands in the link."""
    key = f"set.{knob.path}"
    if st.session_state.get(f"{key}.linked") != wanted or key not in st.session_state:
        st.session_state[key] = naming.number(wanted)
    st.text_input(
        name, key=key, label_visibility="collapsed", disabled=not may_edit(), on_change=_set, args=(scenario, knob)
    )
    if st.session_state.pop(f"{key}.refused", False):
        low, high = map(naming.number, ends(knob))
        st.caption(t("assumptions.whole" if knob.whole else "assumptions.between", low=low, high=high))
    st.session_state[f"{key}.linked"] = wanted


def _set(scenario: Scenario, knob: Knob) -> None:
    """Take over a number that was adjusted; what is none, or lies outside its range, is put back."""
    key = f"set.{knob.path}"
    value, (low, high) = forms.read(st.session_state[key]), ends(knob)
    if value is None or not low <= value <= high or (knob.whole and value != int(value)):
        st.session_state[f"{key}.refused"] = True
        del st.session_state[f"{key}.linked"]
        return
    link({**linked(scenario), knob: value})
