"""What a scenario file may hold as YAML, and how everything else is refused: by line, in words, nothing converted."""

import os
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.files import load
from sim.scenario.source import MAX_BYTES, read

FILE = Path("s.yaml")


def said(text: str) -> list[str]:
    """What reading a text reports."""
    try:
        return [str(problem) for problem in read(text, FILE)[1]]
    except InputError as error:
        return [str(problem) for problem in error.problems]


def value(text: str):
    return read(f"a: {text}\n", FILE)[0].value["a"].value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:30", "10:30"),
        ("no", "no"),
        ("on", "on"),
        ("2026-03-18", "2026-03-18"),
        ("2026-03-18 12:00", "2026-03-18 12:00"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("True", "True"),
        ('"3"', "3"),
        ("'true'", "true"),
        ("010", 10),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("~", None),
        ("", None),
        ("25\u00a0% – åäö\U0001f642", "25\u00a0% – åäö\U0001f642"),
        ("1" * 5000, "1" * 5000),
    ],
)
def test_nothing_is_converted_that_a_planner_did_not_mean(text, expected):
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


def test_a_value_knows_the_line_of_its_key():
    tree, problems = read("a:\n  b:\n    - 1\n    - c: 2\n", FILE)
    assert problems == []
    b = tree.value["a"].value["b"]
    assert (b.line, b.value[0].line, b.value[1].value["c"].line) == (2, 3, 4)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", "s.yaml:3  a: is written twice, first in line 1; keep one"),
        ("p:\n  x: 1\n  x: 2\n", "s.yaml:3  p.x: is written twice, first in line 2; keep one"),
        (
            "a: &x 1\n",
            "s.yaml:1  a: & and * (YAML anchors) are not used here; write the value out, or use extends or count",
        ),
        (
            "l: [1, *x]\n",
            "s.yaml:1  l[1]: & and * (YAML anchors) are not used here; write the value out, or use extends or count",
        ),
        ("p:\n  <<: {a: 1}\n", "s.yaml:2  p: << (a YAML merge) is not used here; use extends"),
        ("a: !!int 3\n", "s.yaml:1  a: !!int (a YAML tag) is not used here; leave it out"),
        ("a: !secret 3\n", "s.yaml:1  a: !secret (a YAML tag) is not used here; leave it out"),
        ("true: 1\n", 's.yaml:1  "true" cannot be a key; write a name, in quotes if it looks like something else'),
        ("1.5: 1\n", 's.yaml:1  "1.5" cannot be a key; write a name, in quotes if it looks like something else'),
        ("? [a]\n: 1\n", "s.yaml:1  this cannot be a key; write a name, in quotes if it looks like something else"),
        ("", "s.yaml  the file is empty; a scenario begins with question: and the question that it answers"),
        (
            "# only words\n",
            "s.yaml  the file is empty; a scenario begins with question: and the question that it answers",
        ),
        ("---\n", "s.yaml  the file is empty; a scenario begins with question: and the question that it answers"),
        ("- a\n- b\n", "s.yaml:1  the file holds a list; a scenario is keys and values, such as question: ..."),
        ("hello\n", "s.yaml:1  the file holds text; a scenario is keys and values, such as question: ..."),
        ("a: 1\n---\nb: 2\n", "s.yaml:2  a second document begins after ---; write one scenario per file"),
        ("%YAML 1.2\n---\na: 1\n", "s.yaml:1  a line that begins with % is not used here; leave it out"),
        ("a:\n\tb: 1\n", "s.yaml:2  a tab stands here; indent with spaces"),
        ('a: "\\e[2J"\n', "s.yaml:1  a: holds a character that cannot be shown; write plain text"),
        ('a: "\\ud800"\n', "s.yaml:1  a: holds a character that cannot be shown; write plain text"),
        ('"\\0": 1\n', "s.yaml:1  holds a character that cannot be shown; write plain text"),
        ("a: @b\n", "s.yaml:1  a value cannot begin with '@'; put it in quotes"),
        (
            "a: b: c\n",
            "s.yaml:1  a second colon, or a wrong indentation; put text with a colon and a space in quotes",
        ),
        ("a: [1, 2\n", "s.yaml:1  a quote or bracket that opens here is never closed; is the file complete?"),
        ("a: 'x\n", "s.yaml:1  a quote or bracket that opens here is never closed; is the file complete?"),
        ("a: {b: 1}}\n", "s.yaml:1  cannot be read from here on; look at indentation, brackets, colons and quotes"),
        ('a: "\\U00110000"\n', "s.yaml  holds a character that is not text; is it a scenario file?"),
        ('a: "\\UFFFFFFFF"\n', "s.yaml  holds a character that is not text; is it a scenario file?"),
        ("a: 1\nb: \x07\n", "s.yaml:2  holds a character that is not text; is it a scenario file?"),
        ("a: " + "[" * 50 + "]" * 50 + "\n", "s.yaml:1  is nested too deeply for a scenario"),
    ],
)
def test_what_is_refused_and_how(text, problem):
    assert said(text) == [problem]


def test_a_bomb_of_aliases_is_refused_without_growing():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{below}, *{below}]\n" for below, name in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    assert len(said(bomb)) == 1 + 10 * 3


def refusal(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(path)
    return [problem.what for problem in caught.value.problems]


def test_files_that_are_no_scenario(tmp_path):
    path = tmp_path / "s.yaml"
    assert refusal(path) == ["there is no such file"]
    assert refusal(tmp_path) == ["is a folder, not a scenario file"]
    assert refusal(Path("a\0b")) in (["there is no such file"], ["cannot be read (embedded null byte)"])
    path.write_bytes(b"question: caf\xe9\n")
    assert refusal(path) == ["is not text in UTF-8; save it as UTF-8"]
    path.write_bytes(bytes(range(256)))
    assert refusal(path) == ["is not text in UTF-8; save it as UTF-8"]
    path.write_bytes(b"PK\x03\x04")
    assert refusal(path) == ["holds a character that is not text; is it a scenario file?"]
    path.write_bytes(b"a: " + b"x" * MAX_BYTES)
    assert refusal(path) == ["is larger than 4 MB; a scenario is a text file of some pages"]
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == ["there is no such file"]
