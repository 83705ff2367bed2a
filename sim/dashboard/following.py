"""Following an assignment on a page: give it, show how far it is, cancel it, and draw its figures when they come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from sim.dashboard.access import may_edit
from sim.dashboard.language import forms, t
from sim.dashboard.refusing import refuse
from sim.dashboard.settings import settings
from sim.dashboard.watching import watch
from sim.dashboard.work import Assignment, Request, State, ensure_players
from sim.dashboard.work.assignment import ENDS
from sim.dashboard.work.players import ready

Figures = TypeVar("Figures")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page may draw.

    Attributes
    ----------
    assignment
        Whose figures; None where there are none.
    stale
        They belong to what was asked before, not to what is asked now: to be drawn in grey, with a label.
    """

    assignment: Assignment | None
    stale: bool

    def read(self, reader: Callable[[Mapping[str, Any]], Figures]) -> Figures | None:
        """Return the figures, read once for everybody who looks; None where there are none, or they are damaged."""
        if self.assignment is None:
            return None
        return _read(self.assignment.store, self.assignment.id, self.assignment.stamp, reader)


@st.cache_resource(show_spinner=False, max_entries=32)
def _read(store: Path, identity: str, stamp: int, _reader: Callable[[Mapping[str, Any]], Figures]) -> Figures | None:  # noqa: ARG001 - the stamp is a key of the cache
    try:
        return _reader(Assignment(store, identity).result() or {})
    except ValueError:
        Assignment(store, identity).remove()
        return None


def follow(request: Request, page: str, *, at_once: bool = False) -> Answer:
    """Draw how far the answer to a request is, and return what there is to draw.

    Parameters
    ----------
    request
        What is asked for by the inputs on screen.
    page
        Name of the page: what it showed last is kept by it.
    at_once
        Begin without being told to: for what a page shows by itself when it opens.

    Returns
    -------
    Answer
        The figures of exactly this request, first ones too; or those shown last, marked as stale.
    """
    assignment = Assignment.of(settings().store, request)
    last = f"{page}.shown"
    state = assignment.state
    if state is State.unknown and at_once:
        give(assignment, request)
        state = assignment.state
    if state is State.unknown:
        if not may_edit():
            st.info(t("words.read_only.nothing"), icon=":material/lock:")
        else:
            st.button(
                t("words.compute"), type="primary", key=f"{page}.compute", on_click=give, args=(assignment, request)
            )
    elif state not in ENDS:
        _watch(assignment, page)
    else:
        _ended(assignment, request, state, page)
    if assignment.has_result:
        st.session_state[last] = assignment.id
        return Answer(assignment, stale=False)
    before = st.session_state.get(last)
    earlier = None if before is None else Assignment(settings().store, before)
    return Answer(earlier if earlier and earlier.has_result else None, stale=True)


def give(assignment: Assignment, request: Request) -> None:
    """Let an assignment be played."""
    assignment.give(request)
    ensure_players(settings().store)


def _watch(assignment: Assignment, page: str) -> None:
    """Show how far it is, again and again; draws the page anew when there are figures or an end."""
    seen = assignment.stamp

    def look() -> None:
        if assignment.stamp != seen or assignment.state in (*ENDS, State.unknown):
            st.rerun(scope="app")
        progress = assignment.progress()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(progress.share if progress else 0.0, text=_how_far(assignment))
            if may_edit():
                st.button(
                    t("words.cancel"), key=f"{page}.cancel", on_click=assignment.cancel, disabled=assignment.cancelled
                )

    watch(look)


def _how_far(assignment: Assignment) -> str:
    progress = assignment.progress()
    if assignment.cancelled:
        return t("words.state.cancelling")
    if not ready(settings().store):
        return t("words.state.preparing")
    if assignment.state is State.waiting or progress is None:
        return t("words.state.waiting", place=forms.decimal(assignment.place, 0))
    numbers = {"finished": progress.finished, "asked": progress.asked}
    return t("words.state.running", **{name: forms.decimal(number, 0) for name, number in numbers.items()})


def _ended(assignment: Assignment, request: Request, state: State, page: str) -> None:
    """Say how it ended where that was not well, and offer to go on."""
    outcome = assignment.outcome() or {}
    if state is State.finished:
        return
    if state is State.refused:
        refuse(outcome.get("problems", []), t("words.state.refused"))
    else:
        result = assignment.result() or {}
        numbers = {"replications": result.get("replications", 0), "asked": result.get("asked", request.replications)}
        st.warning(t("words.state.cancelled", **{name: forms.decimal(number, 0) for name, number in numbers.items()}))
    if may_edit():
        st.button(t("words.go_on"), key=f"{page}.go_on", on_click=give, args=(assignment, request))
