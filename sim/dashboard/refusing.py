"""What is wrong with an input, in the reader's language: file, place and what it is, as far as the words are known.

The checker of scenarios speaks English to the command line. What it says most often stands in ``problems.json``: the
English text is the sentence as the checker says it, the other one its translation. Any other sentence is told as it is,
after its place, and that it is English.
"""

import re
import string
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from sim.dashboard import naming
from sim.dashboard.language import catalogue, known, language, t
from sim.errors import Problem

SAID = "problems.said."
"""Keys of sentences begin so."""
MOST = 20
"""Problems that are told."""
_PRINTED = re.compile(
    r"(?:(?P<file>\S+\.yaml)(?::(?P<line>\d+))?  )?(?:(?P<place>[a-z_][\w.\[\]-]*): )?(?P<what>.*?)"
    r"(?: \[(?P<rule>[A-Z]{2}-\d+)\])?",
    re.DOTALL,
)


def refuse(problems: Sequence[Problem | str], above: str = "") -> None:
    """Draw what is wrong, a line for each, and nothing in it is taken for anything but text.

    Parameters
    ----------
    problems
        As an `InputError` has them, or printed, as an assignment keeps them.
    above
        A line before them.
    """
    lines = [plain(wrong(one)) for one in problems[:MOST]]
    st.error("  \n".join([above, *lines] if above else lines), icon=":material/block:")


def wrong(problem: Problem | str) -> str:
    """Return where and what, in the reader's language where that is known."""
    one = _read(problem) if isinstance(problem, str) else problem
    where = []
    if one.file is not None:
        where.append(one.file.name + (t("problems.line", number=one.line) if one.line else ""))
    if one.place:
        where.append(_place(one.place))
    said = what(one.what) + (f" [{one.rule}]" if one.rule else "")
    return f"{', '.join(where)}: {said}" if where else said


def what(said: str) -> str:
    """Return what is wrong; a sentence that is not known is said to be in English."""
    if language() == "en":
        return said
    for key, pattern in _patterns().items():
        found = pattern.fullmatch(said)
        if found is not None:
            return t(key, **{name: _part(text) for name, text in found.groupdict().items()})
    return t("problems.english", said=said)


def plain(said: str) -> str:
    """Return text in which nothing is taken for Markdown."""
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>()#+!|~$:" else one for one in said)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the checker's sentences as patterns, by key."""
    return {key: _pattern(text) for key, text in catalogue("en").items() if key.startswith(SAID)}


def _pattern(text: str) -> re.Pattern[str]:
    parts = [
        re.escape(before) + (f"(?P<{name}>.+?)" if name else "")
        for before, name, _, _ in string.Formatter().parse(text)
    ]
    return re.compile("".join(parts), re.DOTALL)


def _place(path: str) -> str:
    """Return a place as the file names it, with what it is called where that is known."""
    called = naming.place(path)
    return path if called == path else f"{called} ({path})"


def _part(text: str) -> str:
    """Return a part of a sentence, such as what is accepted instead."""
    for key in ("meant", "accepted", "write"):
        found = _pattern(catalogue("en")[f"problems.{key}"]).fullmatch(text)
        if found is not None:
            return t(f"problems.{key}", better=_wanted(found["better"]))
    return _wanted(text)


def _wanted(text: str) -> str:
    return known(f"problems.wanted.{text}", text)


def _read(said: str) -> Problem:
    """Return a problem that was printed; what is none is all text."""
    found = _PRINTED.fullmatch(said)
    if found is None:
        return Problem(said)
    file, line = found["file"], found["line"]
    return Problem(
        found["what"],
        place=found["place"] or "",
        file=Path(file) if file else None,
        line=int(line) if line else None,
        rule=found["rule"] or "",
    )
