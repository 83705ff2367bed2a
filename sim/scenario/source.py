"""YAML as it was written: a tree of values that know their file and line, with nothing converted silently.

Of YAML a scenario needs mappings, lists, text, decimal numbers, ``true``/``false`` and ``null``. ``10:30``, ``no`` and
dates stay text. What surprises people (a key written twice, anchors and aliases, tags, tabs, a second document) is
refused with its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.errors import InputError, Problem

Key = str | int
Steps = tuple[Key, ...]


class Index(int):
    """Position in a list, so that ``mon[0]`` and the priority ``priorities.1`` are told apart."""


MAX_BYTES = 4_000_000
MAX_DEPTH = 20
BROKEN: Final = object()
"""The value of a node that could not be read; its problem is reported already."""

_INT = re.compile(r"[-+]?[0-9]{1,19}")
_FLOAT = re.compile(r"[-+]?(([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)")
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a scenario file.

    Attributes
    ----------
    value
        ``dict`` of nodes by key, ``list`` of nodes, or a scalar (text, int, float, bool, None).
    file
        The file it stands in; None for a default.
    line
        Line of its key (of the item, in a list), from 1.
    """

    value: Any
    file: Path | None = None
    line: int = 0

    def below(self, key: str) -> "dict[str | int, Node]":
        """Return the nodes by key that stand below a key; none where no mapping does."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return found.value if found is not None and isinstance(found.value, dict) else {}


def place(steps: Steps) -> str:
    """Return ``people.nurse-3.week.mon[0]`` for the steps to it."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, Index) else f".{step}"
    return text.removeprefix(".")


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    InputError
        The file is missing, too large, or no text in UTF-8.
    """

    def refuse(what: str, line: int | None = None) -> InputError:
        return InputError([Problem(what, file=path, line=line)])

    try:
        if not path.is_file():
            raise refuse("is a folder, not a scenario file" if path.is_dir() else "there is no such file")
        if path.stat().st_size > MAX_BYTES:
            raise refuse(f"is larger than {MAX_BYTES // 1_000_000} MB; a scenario is a text file of some pages")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise refuse(f"cannot be read ({getattr(error, 'strerror', None) or error})") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse("is not text in UTF-8; save it as UTF-8", line) from None


def read(text: str, file: Path) -> tuple[Node, list[Problem]]:
    """Read one YAML document.

    Parameters
    ----------
    text
        The document.
    file
        The file it came from, for the problems.

    Returns
    -------
    tuple of Node and list of Problem
        The tree, whose top is a mapping, and what is wrong in single places; those hold ``BROKEN``.

    Raises
    ------
    InputError
        The text cannot be read at all.
    """
    reader = _Reader(file, text)
    return reader.document(), reader.problems


class _Reader:
    """Builds the tree from ruamel's events, so that no constructor can convert anything."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.events: Iterator[Event] = iter(())

    def refuse(self, what: str, line: int | None = None) -> InputError:
        return InputError([*self.problems, Problem(what, file=self.file, line=line)])

    def document(self) -> Node:
        try:
            self.events = iter(YAML(typ="safe", pure=True).parse(self.text))
            node = self._start()
            second = next((event for event in self.events if isinstance(event, DocumentStartEvent)), None)
            if second is not None:
                what = "a second document begins after ---; write one scenario per file"
                raise self.refuse(what, second.start_mark.line + 1)
        except (
            YAMLError,
            ValueError,
            OverflowError,
        ) as error:  # the latter two from numbers of characters: "\U00110000"
            raise self._unreadable(error) from None
        return node

    def _start(self) -> Node:
        start = next((event for event in self.events if isinstance(event, DocumentStartEvent)), None)
        empty = "the file is empty; a scenario begins with question: and the question that it answers"
        if start is None:
            raise self.refuse(empty)
        if start.version or start.tags:
            raise self.refuse("a line that begins with % is not used here; leave it out", 1)
        event = next(self.events)
        node = self.node(event, event.start_mark.line + 1, (), 0)
        if node.value is None:
            raise self.refuse(empty)
        if not isinstance(node.value, dict):
            kind = "a list" if isinstance(node.value, list) else "text"
            raise self.refuse(f"the file holds {kind}; a scenario is keys and values, such as question: ...", node.line)
        return node

    def _unreadable(self, error: Exception) -> InputError:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        if mark is None:
            position = getattr(error, "position", None)
            line = self.text.count("\n", 0, position) + 1 if isinstance(position, int) else None
            return self.refuse("holds a character that is not text; is it a scenario file?", line)
        detail = str(getattr(error, "problem", "") or "")
        line = mark.line + 1
        if "\\t" in detail:
            return self.refuse("a tab stands here; indent with spaces", line)
        if "that cannot start any token" in detail:
            return self.refuse(f"a value cannot begin with {detail.split()[2]}; put it in quotes", line)
        if "mapping values" in detail:
            return self.refuse(
                "a second colon, or a wrong indentation; put text with a colon and a space in quotes", line
            )
        if "end of stream" in detail or "stream end" in detail:
            opened = getattr(error, "context_mark", None) or mark
            line = opened.line + 1
            return self.refuse("a quote or bracket that opens here is never closed; is the file complete?", line)
        return self.refuse("cannot be read from here on; look at indentation, brackets, colons and quotes", line)

    def node(self, event: Event, line: int, steps: Steps, depth: int) -> Node:
        """Build the node that begins with ``event``; ``line`` is that of its key."""
        if depth > MAX_DEPTH:
            raise self.refuse("is nested too deeply for a scenario", line)
        broken = self._unused(event, steps)
        if isinstance(event, MappingStartEvent):
            value: Any = self._mapping(steps, depth)
        elif isinstance(event, SequenceStartEvent):
            value = self._list(steps, depth)
        elif isinstance(event, ScalarEvent):
            value = event.value if event.style else _scalar(event.value)
        else:
            value = BROKEN
        return Node(BROKEN if broken else value, self.file, line)

    def _unused(self, event: Event, steps: Steps) -> bool:
        """Report what a scenario does not use; a tree with aliases could grow without bound."""
        tag = getattr(event, "tag", None)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            what = "& and * (YAML anchors) are not used here; write the value out, or use extends or count"
        elif tag is not None:
            what = f"{tag.replace('tag:yaml.org,2002:', '!!')} (a YAML tag) is not used here; leave it out"
        elif isinstance(event, ScalarEvent) and _UNSHOWN.search(event.value):
            what = "holds a character that cannot be shown; write plain text"
        else:
            return False
        self.problems.append(Problem(what, place(steps), self.file, event.start_mark.line + 1))
        return True

    def _list(self, steps: Steps, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, event.start_mark.line + 1, (*steps, Index(len(items))), depth + 1))
        return items

    def _mapping(self, steps: Steps, depth: int) -> dict[Key, Node]:
        found: dict[Key, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            line = event.start_mark.line + 1
            key = self._key(event, line, steps, depth)
            node = self.node(next(self.events), line, steps if key is None else (*steps, key), depth + 1)
            if key is None:
                continue
            if key in found:
                what = f"is written twice, first in line {found[key].line}; keep one"
                self.problems.append(Problem(what, place((*steps, key)), self.file, line))
                continue
            found[key] = node
        return found

    def _key(self, event: Event, line: int, steps: Steps, depth: int) -> Key | None:
        """Return a key, None if it cannot be one."""
        node = self.node(event, line, steps, depth + 1)
        if node.value is BROKEN:
            return None
        if isinstance(event, ScalarEvent):
            if event.value == "<<" and not event.style:
                what = "<< (a YAML merge) is not used here; use extends"
                self.problems.append(Problem(what, place(steps), self.file, line))
                return None
            if isinstance(node.value, str) or type(node.value) is int:
                return node.value
        shown = f'"{event.value}"' if isinstance(event, ScalarEvent) and event.value else "this"
        what = f"{shown} cannot be a key; write a name, in quotes if it looks like something else"
        self.problems.append(Problem(what, place(steps), self.file, line))
        return None


def _scalar(text: str) -> str | int | float | bool | None:
    """Value of unquoted text: number, true, false, null, else the text as it stands."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
