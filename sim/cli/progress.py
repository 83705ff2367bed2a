"""Progress on the terminal; nothing where nobody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sim.experiment import Job, must_compile, play
from sim.report.console import stderr


@contextmanager
def counting(total: int, what: str = "replications") -> Iterator[Callable[[int], None]]:
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
        To be told how many are finished.
    """
    console = stderr()
    shown = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn("· left"), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with shown:
        task = shown.add_task(what, total=total)
        yield lambda finished: shown.update(task, completed=finished)


def compiling(job: Job) -> None:
    """Compile the engine before the processes start, if it has not been, and say so: each of them would do it again."""
    if must_compile(job):
        stderr().print("Compiling the engine, about half a minute, once for this version ...")
        play(job, 0)
