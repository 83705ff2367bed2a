"""A problem is one line that can be printed, whatever it quotes."""

from pathlib import Path

import pytest

from sim.errors import Problem, shortened


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ('"nurse\n3 problems; nothing was run." is no role', '"nurse 3 problems; nothing was run." is no role'),
        ('"a\r\u2028b" is no role', '"a  b" is no role'),
        ('"\x1b[2J" is no role', '"\ufffd[2J" is no role'),
        ('"\u202eabc" is no role', '"\ufffdabc" is no role'),
        ('"25\u00a0% – åäö \U0001f642" is no role', '"25\u00a0% – åäö \U0001f642" is no role'),
    ],
)
def test_what_is_quoted_neither_leaves_its_line_nor_steers_the_terminal(what, said):
    assert str(Problem(what, "people.anna.role", Path("s.yaml"), 3)) == f"s.yaml:3  people.anna.role: {said}"


def test_a_long_place_is_shortened_and_tells_its_beginning():
    said = str(Problem("is no key here", "demand." + "k" * 5000))
    assert said.startswith("demand.kkk")
    assert said.endswith("…: is no key here")
    assert len(said) < 250


def test_text_is_shortened_only_where_it_is_long():
    assert (shortened("x" * 60), len(shortened("x" * 61)), shortened("abc", 2)) == ("x" * 60, 60, "a…")
