"""Who may change something: asked wherever anything is written, computed, renamed or deleted.

Without a log-in configured the server listens on this machine only and whoever sits at it may edit, unless it was
started with ``--read-only``. With one (``[auth]`` in Streamlit's secrets, see docs/dashboard.md) those
may whose address stands in ``[access] editors``; others who are logged in may look.
"""

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import get_option

from sim.dashboard.language import t
from sim.dashboard.settings import settings


def may_edit() -> bool:
    """Tell whether this reader may change anything."""
    if settings().read_only:
        return False
    if not login_configured():
        return True
    known = bool(st.user.get("is_logged_in")) and st.user.get("email_verified") is not False
    return known and str(st.user.get("email", "")).casefold() in _editors()


def may_look() -> bool:
    """Tell whether this reader may see anything: with a log-in configured, only who is logged in."""
    return not login_configured() or bool(st.user.get("is_logged_in"))


def login_configured() -> bool:
    """Tell whether there is a log-in."""
    return bool(_secrets("auth"))


def log_in_or_out() -> None:
    """Draw the button that logs in or out, where there is a log-in."""
    if not login_configured():
        return
    if st.user.get("is_logged_in"):
        st.button(t("words.log_out"), on_click=st.logout, type="tertiary")
    else:
        st.button(t("words.log_in"), on_click=st.login, type="primary")


def _editors() -> set[str]:
    """Return the addresses of editors; an address is the same in any case of letters."""
    return {str(one).casefold() for one in _secrets("access").get("editors", [])}


def _secrets(section: str) -> dict[str, Any]:
    """Return a section of the secrets; a file that is there and cannot be read opens nothing, and is said."""
    try:
        return dict(st.secrets.get(section, {}))
    except FileNotFoundError:
        if any(Path(file).exists() for file in get_option("secrets.files")):
            raise
        return {}
