"""Looking again and again at what changes while a page is open, without drawing the page anew.

A look is a run of its own, which the browser asks for as soon as it hears of it. If it asks while the run that draws
the page is just ending, Streamlit starts another, and what the first one had not sent is never sent: half a page, or an
empty one. So looks begin when all else is drawn, wherever on the page they are.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

EVERY = 0.5
"""Seconds between two looks."""
_LOOKS = "watching.looks"


def watch(look: Callable[[], None]) -> None:
    """Let something be drawn here, again and again, from the end of the run on.

    Parameters
    ----------
    look
        Draws it. Where the page must be drawn anew it calls ``st.rerun(scope="app")``.
    """
    st.session_state[_LOOKS].append((st.container(), look))


@contextmanager
def watching() -> Iterator[None]:
    """Draw a page, then begin with what it watches."""
    looks = st.session_state[_LOOKS] = []
    yield
    for place, look in looks:
        with place:
            st.fragment(look, run_every=EVERY)()
