"""Every number with its basis and origin, part by part; those with a plausible range can be adjusted in it."""

import html
from collections.abc import Mapping

import streamlit as st

from sim.dashboard import naming
from sim.dashboard.access import may_edit
from sim.dashboard.language import t
from sim.dashboard.pages.assumptions.adjusting import ends, link, linked
from sim.dashboard.state import switching
from sim.dashboard.written.basis import knobs_by_place, plausible
from sim.scenario.assumptions import Assumption, assumptions_of
from sim.scenario.knobs import Knob
from sim.scenario.schema import Scenario

STEPS = 20
"""Steps from one end of a range to the other."""
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
    """Draw what adjusts a number; it stands in the link."""
    key = f"set.{knob.path}"
    low, high = ends(knob)
    step = 1.0 if knob.whole else float(f"{(high - low) / STEPS:.1g}")
    if st.session_state.get(f"{key}.linked") != wanted or key not in st.session_state:
        st.session_state[key] = wanted
    st.number_input(
        name, low, high, step=step, format=f"%.{_places(knob, step)}f", key=key, label_visibility="collapsed",
        disabled=not may_edit(), on_change=_set, args=(scenario, knob),
    )  # fmt: skip
    st.session_state[f"{key}.linked"] = wanted


def _set(scenario: Scenario, knob: Knob) -> None:
    """Take over a number that was adjusted."""
    value = float(st.session_state[f"set.{knob.path}"])
    link({**linked(scenario), knob: value})


def _places(knob: Knob, step: float) -> int:
    """Return the decimals with which a number and its steps can be written."""
    if knob.whole:
        return 0
    return max(len(f"{one:.4g}".partition(".")[2]) for one in (knob.value, knob.low, knob.high, step))
