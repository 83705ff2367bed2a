"""Where reports are printed: the terminal as it is, or plain text of 120 columns when piped."""

import os
import sys
from collections.abc import Iterable

from rich import box
from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.table import Table

PIPED_WIDTH = 120


def stdout() -> Console:
    """Return the console for results. Piped: no colour, and 120 columns unless ``COLUMNS`` says otherwise."""
    return _console(stderr=False)


def stderr() -> Console:
    """Return the console for progress and asides."""
    return _console(stderr=True)


def show(report: RenderableType) -> None:
    """Print a report, without the blanks that would pad its lines."""
    console = stdout()
    lines = console.render_lines(report, pad=False)
    console.print(Segments([part for line in lines for part in [*_stripped(line), Segment.line()]]), end="")


def _stripped(line: Iterable[Segment]) -> list[Segment]:
    """Return a line without the blanks at its end."""
    parts = list(line)
    while parts and not parts[-1].text.strip():
        parts.pop()
    if parts:
        parts[-1] = Segment(parts[-1].text.rstrip(), parts[-1].style)
    return parts


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(stderr=stderr, width=width, highlight=False, emoji=False, markup=False)


def table(*columns: str, right: tuple[str, ...] = (), wrap: tuple[str, ...] = ()) -> Table:
    """Return an empty table with a line under its heads and nothing else drawn.

    Parameters
    ----------
    *columns
        The heads.
    right
        Heads of the columns that stand to the right: numbers.
    wrap
        Heads of the columns whose text may go over several lines.
    """
    made = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), collapse_padding=True, header_style="bold"
    )
    for column in columns:
        made.add_column(
            column, justify="right" if column in right else "left", no_wrap=column not in wrap, overflow="fold"
        )
    return made


def bullet(said: str, sign: str = "–") -> Table:
    """Return a sentence with a sign before it, its further lines indented."""
    made = table("", "", wrap=("",))
    made.show_header, made.box = False, None
    made.add_row(sign, said)
    return made
