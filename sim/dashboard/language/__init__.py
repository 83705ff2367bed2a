"""Swedish and English: every word on screen comes from a catalogue, by the name of its page and its own.

A catalogue is a JSON file ``language/<language>/<page>.json``; ``t("compare.title")`` is the key ``title`` in
``compare.json``. What every page may use stands in ``words.json``.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import streamlit as st

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUES = Path(__file__).parent
QUERY = "lang"
_SPOKEN: ContextVar[Language | None] = ContextVar("spoken", default=None)
"""A language that is settled, whoever reads: that of a report that is written."""


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return every text of a language, by page and key."""
    return {
        f"{file.stem}.{key}": text
        for file in sorted((CATALOGUES / language).glob("*.json"))
        for key, text in json.loads(file.read_text(encoding="utf-8")).items()
    }


def language() -> Language:
    """Return the language of this reader: the one in the link, otherwise the browser's, otherwise Swedish."""
    spoken = _SPOKEN.get()
    if spoken is not None:
        return spoken
    for said in (st.query_params.get(QUERY), st.context.locale):
        for one in LANGUAGES:
            if said and str(said).lower().partition("-")[0] == one:
                return one
    return "en" if st.context.locale else "sv"


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak one language for a while, where there is no reader or whoever reads: in a report that is written."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def t(key: str, **values: object) -> str:
    """Return a text in the reader's language with its places filled in.

    Parameters
    ----------
    key
        Page and key: ``compare.title``.
    **values
        What stands at ``{name}``; numbers are given as text, from `forms`.

    Raises
    ------
    KeyError
        There is no such text, or a place has no value.
    """
    return catalogue(language())[key].format(**values)


def known(key: str, otherwise: str) -> str:
    """Return a text that may not be there, such as the name of a scenario that somebody else wrote."""
    return catalogue(language()).get(key, otherwise)
