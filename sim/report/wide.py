"""A table that goes on below where the screen is too narrow for it: no number is ever cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from sim.report.console import table

NO_LIMIT = 10_000
"""Width at which nothing is cut."""
LONG = 20
"""Characters from which on a place of a scenario goes over several lines as a head."""

Column = tuple[str, Sequence[str]]
"""Head and cells."""


@dataclass(frozen=True, slots=True)
class Wide:
    """Columns of numbers beside columns that say what a line is about; these stand again wherever it goes on.

    Attributes
    ----------
    title
        Above it.
    about
        What a line is about.
    numbers
        Columns that stay together, group by group.
    """

    title: str
    about: Sequence[Column]
    numbers: Sequence[Sequence[Column]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it for a width."""
        start, title = 0, self.title
        while start < len(self.numbers):
            stop = len(self.numbers)
            while stop > start + 1 and self._width(console, options, start, stop) > options.max_width:
                stop -= 1
            if start:
                yield Text()
            yield self._part(start, stop, title)
            start, title = stop, f"{self.title}, further columns"

    def _part(self, start: int, stop: int, title: str) -> Table:
        numbers = [column for group in self.numbers[start:stop] for column in group]
        columns = [*self.about, *numbers]
        # heads may be the same: the columns are told apart by their places
        made = table(*map(str, range(len(columns))), right=tuple(map(str, range(len(self.about), len(columns)))))
        for column, (head, _) in zip(made.columns, columns, strict=True):
            column.header = head
        made.title, made.title_justify, made.title_style = title, "left", "bold"
        for cells in zip(*(cells for _, cells in columns), strict=True):
            made.add_row(*cells)
        return made

    def _width(self, console: Console, options: ConsoleOptions, start: int, stop: int) -> int:
        part = self._part(start, stop, "")
        return console.measure(part, options=options.update(max_width=NO_LIMIT, width=NO_LIMIT)).maximum


def place_head(path: str) -> str:
    """Return a dotted place as a head: ``units.elm.cases_per_day`` over several lines, ``demand.factor`` on one."""
    return path.replace(".", ".\n") if len(path) > LONG else path
