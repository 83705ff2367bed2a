"""Two runs that are kept, compared on the page that compares: their scenarios, as they were when they were played."""

import html
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.access import may_edit
from sim.dashboard.language import QUERY, language, t
from sim.dashboard.pages.runs.words import moment, title
from sim.dashboard.refusing import refuse
from sim.errors import InputError
from sim.scenario.fingerprint import fingerprint
from sim.scenario.resolved import yaml_of_json
from sim.store import Kept, Store

FEWEST = 2
"""Replications of a comparison at least."""


def show(store: Store, runs: Sequence[Kept]) -> None:
    """Draw the choice of two runs, and the link to their comparison."""
    fit = {
        run.folder.name: run for run in runs if run.kind == "run" and run.current and not run.damages and run.finished
    }
    with st.expander(t("runs.compare")):
        if len(fit) < FEWEST:
            st.caption(t("runs.compare.few"))
            return
        names = list(fit)
        with st.container(horizontal=True, vertical_alignment="bottom", key="two-runs"):
            base = st.selectbox(
                t("runs.compare.base"), names, 1, format_func=lambda one: _named(fit[one]), key="runs.base"
            )
            other = st.selectbox(
                t("runs.compare.other"), names, 0, format_func=lambda one: _named(fit[one]), key="runs.other"
            )
        if base is None or other is None or base == other:
            st.info(t("runs.compare.same"))
            return
        _offer(store, fit[base], fit[other])


def _offer(store: Store, base: Kept, other: Kept) -> None:
    """Draw the link, or say why there is none."""
    try:
        both = [store.about(base), store.about(other)]
    except InputError as error:
        refuse(error.problems)
        return
    if any(one["trace"] for one in both):
        st.info(t("runs.compare.recorded"))
        return
    if both[0]["scenario"]["horizon"] != both[1]["scenario"]["horizon"]:
        st.info(t("runs.compare.days"))
        return
    names = [_scenario(run, about) for run, about in zip((base, other), both, strict=True)]
    missing = [text for name, text in names if scenarios.OWN.fullmatch(name) and name not in scenarios.kept()]
    if missing:
        if may_edit():
            st.button(t("runs.compare.do"), key="runs.compare", type="primary", on_click=_keep, args=(missing,))
        return
    replications = max(min(base.finished, other.finished), FEWEST)
    chosen = {"base": names[0][0], "other": names[1][0], "n": replications, "seed": base.seed, QUERY: language()}
    said = t("runs.compare.open", base=title(base), other=title(other))
    st.html(f"<a href='./?{html.escape(urlencode(chosen))}' target='_self'>{html.escape(said)}</a>")


def _scenario(run: Kept, about: dict[str, Any]) -> tuple[str, str]:
    """Return the name of a run's scenario and its text: the file's where that is the same, else one of its own."""
    if run.name in scenarios.names():
        try:
            if fingerprint(scenarios.opened(run.name).scenario) == about["scenario_fingerprint"]:
                return run.name, ""
        except InputError:  # the file has become wrong since
            pass
    text = yaml_of_json(about["scenario"])
    return scenarios.called(text), text


def _keep(texts: Sequence[str]) -> None:
    if may_edit():
        for text in texts:
            scenarios.keep(text)


def _named(run: Kept) -> str:
    return f"{title(run)} · {moment(run.made)} · {run.id}"
