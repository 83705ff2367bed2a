"""Runs: what is being computed, what is kept; renamed, compared, deleted."""

import html
from collections.abc import Sequence

import streamlit as st

from sim.dashboard.language import t
from sim.dashboard.pages.runs import comparing, going, kept
from sim.dashboard.pages.runs.words import size
from sim.dashboard.settings import settings
from sim.store import Kept, Store, code_version


def show() -> None:
    """Show the page."""
    store = Store(settings().store)
    runs = sorted(store.runs(code_version()), key=lambda run: not run.current)  # what can be used first
    _answer(runs)
    kept.said()
    going.show()
    if runs:
        comparing.show(store, runs)
        kept.show(runs)


def _answer(runs: Sequence[Kept]) -> None:
    number = len(runs)
    how = "none" if not number else "one" if number == 1 else "many"
    filled = {"number": number, "size": size(sum(run.size for run in runs))} if number else {}
    said = html.escape(t(f"runs.answer.{how}", **filled))
    st.html(f"<p class='answer' role='heading' aria-level='1'>{said}</p>")
    st.caption(t("runs.help"))
