from streamlit.testing.v1 import AppTest

PAGE = """
import streamlit as st
from sim.dashboard.watching import watch, watching

def look():
    st.text(f"looked, {'page drawn' if 'drawn' in st.session_state else 'page not drawn'}")

with watching():
    watch(look)
    st.text("below")
    st.session_state["drawn"] = True
"""


def test_what_is_watched_stands_where_the_page_wants_it_and_is_begun_when_all_else_is_drawn():
    app = AppTest.from_string(PAGE).run()
    assert [one.value for one in app.text] == ["looked, page drawn", "below"]


ANSWER = """
import streamlit as st
from sim.dashboard.watching import answered, watching

with watching():
    st.text("answer")
    if answered():
        st.text("pictures")
"""


def test_what_stands_below_an_answer_waits_until_the_browser_asks_again(monkeypatch):
    assert [one.value for one in AppTest.from_string(ANSWER).run().text] == ["answer"]

    def asked_again(look, **_):
        return lambda: (look(), look())

    monkeypatch.setattr("streamlit.fragment", asked_again)
    assert [one.value for one in AppTest.from_string(ANSWER).run().text] == ["answer", "pictures"]
