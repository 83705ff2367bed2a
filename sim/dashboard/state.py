"""What a reader has chosen stands in the link: opened elsewhere, it shows the same."""

from collections.abc import Callable, Sequence

import streamlit as st

DIGITS = 12
"""Of a number in a link, at most."""


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
    _tell(key)
    value = st.selectbox(label, options, format_func=named, key=key, on_change=_link, args=(key, default))
    st.session_state[f"{key}.linked"] = chosen(key, default)
    return value


def switching(
    label: str, key: str, options: Sequence[str], named: Callable[[str], str], default: str | None = None
) -> str:
    """Draw a choice among a few that stands in the link unless it is the default: the first where none is given."""
    default = default or options[0]
    said = chosen(key, default)
    if st.session_state.get(key) not in options or st.session_state.get(f"{key}.linked") != said:
        st.session_state[key] = said if said in options else default
    _tell(key)
    value = st.segmented_control(
        label, options, format_func=named, key=key, required=True, label_visibility="collapsed",
        on_change=_link, args=(key, default),
    )  # fmt: skip
    st.session_state[f"{key}.linked"] = chosen(key, default)
    return str(value)


def several(
    label: str, key: str, options: Sequence[str], default: Sequence[str], named: Callable[[str], str]
) -> list[str]:
    """Draw a choice of any of some options that stands in the link, with commas, unless it is the default.

    Parameters
    ----------
    label, key, options, named
        As in `choosing`.
    default
        What is chosen where the link says nothing.
    """
    usual = ",".join(default)
    said = chosen(key, usual)
    if key not in st.session_state or st.session_state.get(f"{key}.linked") != said:
        st.session_state[key] = [one for one in options if one in said.split(",")]
    _tell(key)
    value = st.multiselect(label, options, format_func=named, key=key, on_change=_link_several, args=(key, usual))
    st.session_state[f"{key}.linked"] = chosen(key, usual)
    return [one for one in options if one in value]


def number(label: str, key: str, default: int, low: int, high: int, explained: str | None = None) -> int:
    """Draw a whole number that stands in the link unless it is the default; what is too large or small is not."""
    said = chosen(key, str(default))
    if key not in st.session_state or st.session_state.get(f"{key}.linked") != said:
        value = int(said) if said.isascii() and said.isdigit() and len(said) <= DIGITS else default
        st.session_state[key] = min(max(value, low), high)
    _tell(key)
    value = st.number_input(label, low, high, step=1, key=key, help=explained, on_change=_link, args=(key, default))
    st.session_state[f"{key}.linked"] = chosen(key, str(default))
    return int(value)


def _tell(key: str) -> None:
    """Tell the browser in every run what is chosen.

    The first run of a page is often broken off by the next, which brings the theme; what it told may never have
    arrived, and the browser would show the first option and send it back as chosen.
    """
    st.session_state[key] = st.session_state.get(key)


def _link(key: str, default: str | int) -> None:
    value = st.session_state[key]
    if value == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = str(value)


def _link_several(key: str, default: str) -> None:
    value = ",".join(st.session_state[key])
    if value == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
