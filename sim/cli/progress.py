"""Progress on the terminal; nothing where nobody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sim.report.console import stderr


@contextmanager
def counting(total: int, what: str = "replications") -> Iterator[Callable[[], None]]:
    """Show how many of ``total`` are finished and about how long the rest takes.

    Parameters
    ----------
    total
        How many there are to finish.
    what
        Their name.

    Yields
    ------
    callable
        To be called when one more is finished.
    """
    console = stderr()
    shown = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn("· left"), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with shown:
        task = shown.add_task(what, total=total)
        yield lambda: shown.advance(task)
