"""The runs that are kept, a line each, with what may be done to it; deleting asks once more."""

import html
from collections.abc import Sequence

import streamlit as st

from sim.dashboard.access import may_edit
from sim.dashboard.language import forms, t
from sim.dashboard.pages.runs.words import about, question, title
from sim.dashboard.settings import settings
from sim.dashboard.state import number
from sim.errors import InputError
from sim.store import Kept, Store, code_version

MANY = 20
"""Runs that are drawn at a time."""
SAID = "runs.said"


def show(runs: Sequence[Kept]) -> None:
    """Draw the runs, the newest first."""
    st.subheader(t("runs.kept"))
    first = 1
    if len(runs) > MANY:
        first = number(t("runs.show"), "from", 1, 1, len(runs))
    page = runs[first - 1 : first - 1 + MANY]
    if len(runs) > MANY:
        last = first + len(page) - 1
        counts = {"first": first, "last": last, "number": len(runs)}
        st.caption(t("runs.shown", **{name: forms.decimal(one, 0) for name, one in counts.items()}))
    for run in page:
        _row(run)


def said() -> None:
    """Say what came of the last thing that was done, once."""
    kind, text = st.session_state.pop(SAID, ("", ""))
    if kind:
        (st.success if kind == "done" else st.warning)(text)


def _row(run: Kept) -> None:
    key = run.folder.name
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"run-{key}"):
        st.html(
            f"<div class='number-row'><b>{html.escape(title(run))}</b><br>{html.escape(question(run))}<br>"
            f"<span class='where'>{html.escape(about(run))}</span></div>"
        )
        if not may_edit():
            return
        if run.current:
            with st.popover(t("runs.rename"), key=f"runs.rename.{key}"):
                st.text_input(t("runs.rename.to"), run.name, max_chars=80, key=f"runs.name.{key}")
                st.button(t("runs.rename.do"), key=f"runs.rename.do.{key}", on_click=_rename, args=(key, title(run)))
        with st.popover(t("runs.delete"), key=f"runs.delete.{key}"):
            st.write(t("runs.delete.sure", name=title(run), finished=forms.decimal(run.finished, 0)))
            st.button(
                t("runs.delete.do"),
                key=f"runs.delete.do.{key}",
                type="primary",
                on_click=_delete,
                args=(key, title(run)),
            )


def _rename(key: str, before: str) -> None:
    """Give a run another name."""
    name = str(st.session_state[f"runs.name.{key}"]).strip()
    if not may_edit():
        return
    if not name or not name.isprintable():
        st.session_state[SAID] = ("wrong", t("runs.rename.wrong"))
        return
    try:
        Store(settings().store).rename(key, name, code_version())
    except InputError:
        st.session_state[SAID] = ("wrong", t("runs.delete.gone"))
        return
    st.session_state[SAID] = ("done", t("runs.rename.done", before=before, name=name))


def _delete(key: str, name: str) -> None:
    """Take a run away unless somebody writes to it."""
    store = Store(settings().store)
    found = [run.folder for run in store.runs(code_version()) if run.folder.name == key]
    if not may_edit():
        return
    if not found:
        st.session_state[SAID] = ("wrong", t("runs.delete.gone"))
    elif store.remove(found[0]):
        st.session_state[SAID] = ("done", t("runs.delete.done", name=name))
    else:
        st.session_state[SAID] = ("wrong", t("runs.delete.in_use", name=name))
