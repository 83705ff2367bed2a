"""Replications spread over processes, received in order, and kept when somebody interrupts."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from sim.errors import InputError, Problem
from sim.experiment.interruption import Interruption

ENDED = "a process was ended from outside, perhaps for want of memory; try fewer processes with --jobs"

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    receive: Callable[[Result], None],
) -> bool:
    """Do every task and hand the results over in the order of the tasks.

    Parameters
    ----------
    work
        Done to each task; importable by name, so that another process can find it.
    tasks
        What to do it to; taken as needed, only a few ahead of what is received.
    jobs
        Processes; 1 works in this one.
    receive
        Takes each result, in this process.

    Returns
    -------
    bool
        False if the user interrupted (Ctrl-C): everything finished by then has been received.

    Raises
    ------
    InputError
        A process was ended from outside; or what ``work`` raises.
    """
    with Interruption() as interruption:
        if jobs == 1:
            return _alone(work, tasks, receive, interruption)
        return _together(work, tasks, jobs, receive, interruption)


def _alone(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    receive: Callable[[Result], None],
    interruption: Interruption,
) -> bool:
    try:
        for task in tasks:
            result = work(task)
            interruption.check()
            with interruption.held():
                receive(result)
    except KeyboardInterrupt:
        return False
    return True


def _together(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    receive: Callable[[Result], None],
    interruption: Interruption,
) -> bool:
    before = multiprocessing.active_children()
    pool = ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_leave_interrupts_to_parent)
    waiting: deque[Future[Result]] = deque()
    remaining = iter(tasks)
    try:
        waiting.extend(pool.submit(work, task) for task in islice(remaining, 2 * jobs))
        while waiting:
            result = waiting[0].result()
            with interruption.held():
                waiting.popleft()
                receive(result)
            waiting.extend(pool.submit(work, task) for task in islice(remaining, 1))
        return True
    except BrokenProcessPool as error:
        raise InputError([Problem(ENDED)]) from error
    except KeyboardInterrupt:
        interruption.ignore()
        for result in _finished(waiting):
            receive(result)
        return False
    finally:
        pool.shutdown(wait=not waiting, cancel_futures=True)
        if waiting:
            _stop([child for child in multiprocessing.active_children() if child not in before])


def _finished(waiting: Iterable[Future[Result]]) -> list[Result]:
    """Results that are there already; what failed or never began is left out."""
    results = []
    for future in waiting:
        try:
            if future.done():
                results.append(future.result())
        except (CancelledError, BrokenProcessPool):
            continue
    return results


def _stop(children: list[multiprocessing.process.BaseProcess]) -> None:
    """End processes whose work nobody waits for any longer."""
    for child in children:
        child.terminate()
    for child in children:
        child.join()


def _context() -> multiprocessing.context.BaseContext:
    """Return processes that begin afresh: no threads, locks or state of this one are copied half-way."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["sim.experiment.play"])
        return context
    return multiprocessing.get_context("spawn")


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
