"""Planning a closure on a page: it becomes a scenario of its own, which a link names."""

import datetime as dt

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.language import t
from sim.dashboard.refusing import refuse
from sim.dashboard.telling import name_of
from sim.errors import InputError
from sim.scenario.loaded import Loaded
from sim.scenario.resolved import resolved_yaml
from sim.scenario.schema.units import Closure
from sim.scenario.variants import planned

BASE = "busy_clinic"
"""The scenario in which a closure is planned when nothing is chosen."""


def planning() -> None:
    """Draw the form; what is planned is kept and shown by its link."""
    there = scenarios.names()
    default = there.index(BASE) if BASE in there else 0
    name = st.selectbox(t("closures.plan.scenario"), there, default, scenarios.title, key="plan.scenario")
    try:
        loaded = scenarios.opened(str(name))
    except (InputError, KeyError):
        st.error(t("compare.unknown", name=str(name)[:60]))
        return
    units = list(loaded.scenario.units)
    first = loaded.scenario.horizon.from_
    with st.form("plan", border=False):
        unit = st.selectbox(t("closures.plan.unit"), units, format_func=name_of, key="plan.unit")
        some = first + dt.timedelta(weeks=4, days=2)
        day = st.date_input(t("closures.plan.day"), some, key="plan.day", format="YYYY-MM-DD")
        with st.container(horizontal=True):
            start = st.time_input(t("closures.plan.from"), dt.time(8), key="plan.from", step=900)
            stop = st.time_input(t("closures.plan.until"), dt.time(17), key="plan.until", step=900)
        cover = st.selectbox(
            t("closures.plan.cover"), ["", *units], key="plan.cover",
            format_func=lambda one: name_of(one) if one else t("closures.by_nobody"),
        )  # fmt: skip
        permission = st.checkbox(t("closures.plan.permission"), value=True, key="plan.permission")
        st.caption(t("closures.plan.help"))
        if st.form_submit_button(t("closures.plan.make"), type="primary", key="plan.make"):
            _make(loaded, unit, (dt.datetime.combine(day, start), dt.datetime.combine(day, stop)), cover, permission)


def _make(loaded: Loaded, unit: str, when: tuple[dt.datetime, dt.datetime], cover: str, permission: bool) -> None:
    """Keep what was planned and show it, or say what is wrong with it."""
    entry = {
        "unit": unit, "from": f"{when[0]:%Y-%m-%d %H:%M}", "until": f"{when[1]:%Y-%m-%d %H:%M}",
        **({"covered_by": cover, "permission": permission} if cover else {}),
    }  # fmt: skip
    try:
        kept = scenarios.keep(resolved_yaml(planned(loaded, Closure.model_validate(entry))))
    except InputError as error:
        refuse([problem.what for problem in error.problems])  # a form has no file and no lines
    except OSError as error:
        st.error(str(error.strerror))
    else:
        st.query_params["scenario"] = kept
        st.rerun()
