"""Progress on the terminal; nothing where nobody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sim.experiment import Job, compile_for, must_compile
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
    """Compile before the processes start, if that has not been done, and say so: each of them would do it again."""
    if must_compile():
        stderr().print("Compiling, a minute or two, once for this version ...")
        compile_for(job)
