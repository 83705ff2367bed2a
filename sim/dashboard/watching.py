"""Looking again and again at what changes while a page is open, without drawing the page anew.

A look is a run of its own, which the browser asks for as soon as it hears of it. If it asks while the run that draws
the page is just ending, Streamlit starts another, and what the first one had not sent is never sent: half a page, or an
empty one. So looks begin when all else is drawn, wherever on the page they are.

What draws charts is the largest part of what a browser reads when it opens the dashboard. So what stands below an
answer waits until the browser has had the time to draw the answer and asks for more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

EVERY = 0.5
"""Seconds between two looks."""
ANSWERED = "answered"
"""Key of the session: its browser has had the time to draw an answer."""
Look = Callable[[], None]
_LOOKS: ContextVar[list[tuple[DeltaGenerator, Look]]] = ContextVar("looks")
"""Of the run that draws the page: another of the same session may still be stopping, and has its own."""


def watch(look: Look) -> None:
    """Let something be drawn here, again and again, from the end of the run on.

    Parameters
    ----------
    look
        Draws it. Where the page must be drawn anew it calls ``st.rerun(scope="app")``.
    """
    _LOOKS.get().append((st.container(), look))


def answered() -> bool:
    """Tell whether to draw what stands below an answer; where it is too early, the page is drawn anew in a moment.

    Returns
    -------
    bool
        Whether the session's browser has had the time to draw an answer.
    """
    if ANSWERED in st.session_state:
        return True
    asked = False

    def look() -> None:
        nonlocal asked
        if asked:
            st.session_state[ANSWERED] = True
            st.rerun(scope="app")
        asked = True

    watch(look)
    return False


@contextmanager
def watching() -> Iterator[None]:
    """Draw a page, then begin with what it watches."""
    _LOOKS.set([])
    yield
    for place, look in _LOOKS.get():
        with place:
            st.fragment(look, run_every=EVERY)()
