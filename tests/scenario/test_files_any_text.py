# ruff: noqa: E501 - a table reads best with a row a line
"""Whatever stands in a file: it loads, or it is refused in words. Never anything else."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import InputError, Problem
from sim.scenario.files import load_text
from tests.scenario.test_files_written import CLINIC

PYDANTIC = re.compile(r"validation error|Input should|Field required|type=|pydantic|ruamel|<class|Traceback|object at")

LINES = CLINIC.splitlines()
PIECES = [
    "null", "true", "-1", "0", "1e999", ".nan", "99999999999999999999", "[]", "{}", "[[[]]]", "{a: {b: c}}", "x", "''", "1,5",
    "2026-02-30", "25:00", "12:00-08:00", "&a", "*a", "<<: {}", "!!python/object:os.system", "!x", "\t", "\0", "\ud7ff", "|", ">",
    "? ", "- ", ": ", "---", "...", "%YAML 1.1", "#", "'", '"', "{", "}", "[", "]", "å", "🙂", '"\\ud800"', "tallgarden", "nurse",
    "mon-fri", "mon", "count: 200", "posts: [{}]", "distribution: mixture", "parts: [{share: 1, of: {}}]", "extends: x.yaml",
    "1", "5", "0.5", "1000000", "2026-01-14 12:00", "2099-12-31",
]  # fmt: skip
WORD = re.compile(r"[\w.:-]+")


def refusals(text: str) -> list[Problem]:
    """Problems of a text, none if it loads; anything else raised is the failure that these tests look for."""
    try:
        load_text(text, Path("nowhere") / "s.yaml")
    except InputError as refused:
        return refused.problems
    return []


def outcome(text: str) -> None:
    for problem in refusals(text):
        assert problem.what
        assert problem.file is not None
        assert not PYDANTIC.search(problem.what), problem.what


@st.composite
def mutated(draw) -> str:
    """A valid file in which some words, characters or lines have become something else."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        piece = draw(st.sampled_from(PIECES))
        words = list(WORD.finditer(line))
        match draw(st.sampled_from(["word", "word", "word", "insert", "cut", "line", "drop", "repeat"])):
            case "word" if words:
                word = draw(st.sampled_from(words))
                lines[number] = line[: word.start()] + piece + line[word.end() :]
            case "insert":
                at = draw(st.integers(0, len(line)))
                lines[number] = line[:at] + piece + line[at:]
            case "cut":
                lines[number] = line[: draw(st.integers(0, len(line)))]
            case "line":
                lines.insert(number, piece)
            case "drop":
                del lines[number]
            case "repeat":
                lines.insert(number, lines[draw(st.integers(0, len(lines) - 1))])
        lines = lines or [""]
    return "\n".join(lines) + "\n"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_changed_file_loads_or_is_refused(text):
    outcome(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_refused(text):
    outcome(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(CLINIC)))
def test_a_half_written_file_loads_or_is_refused(end):
    outcome(CLINIC[:end])
