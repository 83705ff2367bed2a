"""Tasks spread over an executor, received in order, and kept when somebody interrupts."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sim.errors import InputError, Problem
from sim.experiment.interruption import Interruption

ENDED = "a process was ended from outside, perhaps for want of memory; try fewer processes with --jobs"

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the tasks.

    Attributes
    ----------
    executor
        Of this machine or of a cluster.
    ahead
        Tasks given to it before the first result is received.
    """

    executor: Executor
    ahead: int


def spread(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    workers: Workers,
    receive: Callable[[Result], bool],
) -> bool:
    """Do every task and hand the results over in the order of the tasks.

    Parameters
    ----------
    work
        Done to each task; importable by name, so that another process can find it.
    tasks
        What to do it to; taken as needed, only a few ahead of what is received.
    workers
        Who does them.
    receive
        Takes each result, in this process; returns False to end it all.

    Returns
    -------
    bool
        False if the user interrupted (Ctrl-C), and everything finished by then has been received, or if ``receive``
        has ended it.

    Raises
    ------
    InputError
        A process was ended from outside; or what ``work`` raises. Everything finished by then has been received.
    """
    waiting: deque[Future[Result]] = deque()
    remaining = iter(tasks)
    with Interruption() as interruption:
        try:
            while True:
                for task in islice(remaining, workers.ahead - len(waiting)):
                    future = workers.executor.submit(work, task)
                    interruption.check()  # what was torn in this process is not taken
                    waiting.append(future)
                if not waiting:
                    return True
                result = waiting[0].result()
                with interruption.held():
                    waiting.popleft()
                    if not receive(result):
                        return False
        except KeyboardInterrupt:
            interruption.ignore()
            _receive_finished(waiting, receive)
            return False
        except Exception as error:
            interruption.ignore()
            _receive_finished(waiting, receive)
            if isinstance(error, BrokenExecutor):
                raise InputError([Problem(ENDED)]) from error
            raise
        finally:
            for future in waiting:
                future.cancel()


def _receive_finished(waiting: Iterable[Future[Result]], receive: Callable[[Result], bool]) -> None:
    """Hand over results that are there already; what failed or never began is left out."""
    for future in waiting:
        if future.done() and not future.cancelled() and future.exception() is None and not receive(future.result()):
            return
