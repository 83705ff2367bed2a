"""What direktsim says when it cannot go on: where, what, and what instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LONGEST = 60
"""Characters of a value that are shown of it."""
LONGEST_PLACE = 200


def shortened(text: str, most: int = LONGEST) -> str:
    """Return a text, its end left out where it is long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _on_a_line(text: str) -> str:
    """Return a text without what would leave its line or steer a terminal: it may quote what somebody else wrote."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\u00a0" else " " if one.isspace() else "\ufffd" for one in text)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of an input.

    Attributes
    ----------
    what
        What is wrong and what is accepted instead, in a sentence for a planner.
    place
        Where in the input: a dotted path such as ``people.nurse-3.week.mon[0]``, or a column.
    file
        The file, if the input came from one.
    line
        Line in the file, from 1.
    rule
        Id of the rule that is at stake, such as ``ST-3``, or empty.
    """

    what: str
    place: str = ""
    file: Path | None = None
    line: int | None = None
    rule: str = ""

    def __str__(self) -> str:
        """Return ``file:line  place: what [rule]``, on one line."""
        where = ""
        if self.file is not None:
            where = f"{self.file}:{self.line}  " if self.line is not None else f"{self.file}  "
        place = f"{shortened(self.place, LONGEST_PLACE)}: " if self.place else ""
        rule = f" [{self.rule}]" if self.rule else ""
        return _on_a_line(f"{where}{place}{self.what}{rule}")


class DirektsimError(Exception):
    """Base of every error that a user can cause; the command line prints it without a traceback."""


class InputError(DirektsimError):
    """An input (scenario, trace, option) cannot be used; carries every problem found, not only the first.

    Attributes
    ----------
    problems
        All problems, in the order of file and line.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (str(p.file or ""), p.line or 0))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in place of a traceback (IPython asks for it)."""
        return [str(problem) for problem in self.problems]

    def __reduce__(self) -> tuple[type["InputError"], tuple[list[Problem]]]:
        """Cross from a worker process to its parent whole."""
        return type(self), (self.problems,)


class Collected:
    """Problems of several steps of which each is tried, whatever is wrong with the others.

    Attributes
    ----------
    problems
        So far.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note what a step refuses instead of ending there; what it would have made is not there then."""
        try:
            yield
        except InputError as error:
            self.problems += error.problems

    def refuse(self) -> None:
        """Raise InputError with all problems, each once, if there are any."""
        if self.problems:
            raise InputError(list(dict.fromkeys(self.problems)))


class EngineError(DirektsimError):
    """An engine met a state that the mechanics do not know: a fault of the program, never of an input.

    Attributes
    ----------
    what
        What was met.
    tick
        When, in ticks.
    case
        Row of the case in the CaseTable, or -1.
    """

    def __init__(self, what: str, tick: int, case: int = -1) -> None:
        self.what = what
        self.tick = tick
        self.case = case
        super().__init__(f"{what} (tick {tick}, case {case})")

    def __reduce__(self) -> tuple[type["EngineError"], tuple[str, int, int]]:
        """Cross from a worker process to its parent whole."""
        return type(self), (self.what, self.tick, self.case)
