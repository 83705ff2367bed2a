"""What is being computed, by anybody: how far it is, and a way to cancel it."""

import streamlit as st

from sim.dashboard.access import may_edit
from sim.dashboard.language import forms, t
from sim.dashboard.pages.runs.words import titles
from sim.dashboard.settings import settings
from sim.dashboard.watching import watch
from sim.dashboard.work import Assignment, State
from sim.dashboard.work.assignment import ENDS


def show() -> None:
    """Draw the queue; the page is drawn anew when something has come or ended."""
    st.subheader(t("runs.going"))
    seen = _ids()

    def look() -> None:
        queued = [one for one in Assignment.queued(settings().store) if one.state not in ENDS]
        if [one.id for one in queued] != seen:
            st.rerun(scope="app")
        if not queued:
            st.caption(t("runs.going.none"))
        for one in queued:
            _row(one)

    watch(look)


def _ids() -> list[str]:
    return [one.id for one in Assignment.queued(settings().store) if one.state not in ENDS]


def _row(assignment: Assignment) -> None:
    progress = assignment.progress()
    with st.container(horizontal=True, vertical_alignment="center", key=f"going-{assignment.id}"):
        st.progress(progress.share if progress else 0.0, text=f"**{_name(assignment)}** · {_how_far(assignment)}")
        if may_edit():
            st.button(
                t("words.cancel"),
                key=f"runs.cancel.{assignment.id}",
                on_click=assignment.cancel,
                disabled=assignment.cancelled,
            )


def _name(assignment: Assignment) -> str:
    try:
        request = assignment.request()
        named = titles([one.name for one in request.scenarios])
    except (OSError, ValueError, KeyError, TypeError):
        return t("runs.going.unreadable")
    known = request.kind in ("compare", "assumptions")
    return (
        t(f"runs.kind.{request.kind}", names=named) if known else t("runs.kind.other", kind=request.kind, names=named)
    )


def _how_far(assignment: Assignment) -> str:
    progress = assignment.progress()
    if assignment.cancelled:
        return t("runs.going.cancelling")
    if assignment.state is State.waiting or progress is None:
        return t("runs.going.waiting", place=forms.decimal(assignment.place, 0))
    numbers = {"finished": progress.finished, "asked": progress.asked}
    return t("runs.going.running", **{name: forms.decimal(number, 0) for name, number in numbers.items()})
