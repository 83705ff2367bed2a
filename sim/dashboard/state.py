"""What a reader has chosen stands in the link: opened elsewhere, it shows the same."""

from collections.abc import Callable, Sequence

import streamlit as st


def chosen(key: str, default: str) -> str:
    """Return what the link says, or the default; it is text from outside, and only ever compared with what is there."""
    return str(st.query_params.get(key, default))


def choosing(label: str, key: str, options: Sequence[str], default: str, named: Callable[[str], str]) -> str | None:
    """Draw a choice that stands in the link unless it is the default.

    Parameters
    ----------
    label
        Above it.
    key
        Its name in the link.
    options, default
        What there is; what is chosen where the link says nothing, or something that is not there.
    named
        What an option is called on screen.
    """
    said = chosen(key, default)
    wanted = said if said in options else default if default in options else next(iter(options), None)
    if st.session_state.get(key) not in options or st.session_state.get(f"{key}.linked") != said:
        st.session_state[key] = wanted  # a link, or the browser's way back
    value = st.selectbox(label, options, format_func=named, key=key, on_change=_link, args=(key, default))
    st.session_state[f"{key}.linked"] = chosen(key, default)
    return value


def _link(key: str, default: str) -> None:
    value = st.session_state[key]
    if value == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
