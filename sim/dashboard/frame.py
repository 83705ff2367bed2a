"""What stands around every page: menu, language, log-in, and the processes that play."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import streamlit as st

from sim.dashboard import access
from sim.dashboard.charts import saving
from sim.dashboard.language import LANGUAGES, QUERY, language, t
from sim.dashboard.look import STYLE
from sim.dashboard.pages import PAGES
from sim.dashboard.settings import settings
from sim.dashboard.watching import watching
from sim.dashboard.work import ensure_players

ICON = Path(__file__).with_name("icon.svg")
NAMES = {"sv": "Svenska", "en": "English"}


def router() -> None:
    """Show the page that is asked for."""
    st.set_page_config(page_title="direktsim", page_icon=str(ICON), layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{STYLE}</style>")
    if not access.may_look():
        st.title(t("words.app"))
        st.write(t("words.tagline"))
        access.log_in_or_out()
        return
    ensure_players(settings().store)
    pages = [st.Page(_shown(name), title=t(f"{name}.title"), url_path=name, default=name == PAGES[0]) for name in PAGES]
    page = st.navigation(pages, position="top")
    _above()
    with watching():
        page.run()
        saving()


def _shown(name: str) -> Callable[[], None]:
    """Return what shows a page; its module is imported when it is first looked at."""

    def show() -> None:
        import_module(f"sim.dashboard.pages.{name}").show()

    return show


def _above() -> None:
    """Draw the line above every page: who may do what, and the language."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="above"):
        if not access.may_edit():
            st.caption(f":material/lock: {t('words.read_only')}", width="content")
        access.log_in_or_out()
        now = language()
        if "language" not in st.session_state or st.session_state["language"] != now:
            st.session_state["language"] = now
        st.segmented_control(
            t("words.language"),
            LANGUAGES,
            format_func=NAMES.__getitem__,
            key="language",
            on_change=_speak,
            required=True,
            label_visibility="collapsed",
        )


def _speak() -> None:
    st.query_params[QUERY] = st.session_state["language"]
