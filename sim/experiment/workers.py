"""Processes of this machine that play, and the process itself where one is enough."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from sim.experiment.spread import Workers

Result = TypeVar("Result")

SENDING = 0.5
"""Seconds that a process which is to end has for sending the result that it has; thousands of them are sent in that."""


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(number: int) -> Iterator[Workers]:
    """Let so many processes play; 1 plays in this one.

    They end with the block, in the middle of what they do if nobody waits for it any longer, and with this process
    even if that is killed.
    """
    if number == 1:
        yield Workers(_Here(), ahead=1)
        return
    before = multiprocessing.active_children()
    pool = _Pool(number)
    try:
        yield Workers(pool, ahead=2 * number)
    finally:
        unfinished = bool(pool.unfinished)
        pool.shutdown(wait=not unfinished, cancel_futures=True)
        if unfinished:
            _stop([child for child in multiprocessing.active_children() if child not in before])


class _Here(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401 - as Executor has it
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class _Pool(ProcessPoolExecutor):
    """Knows what it has not finished."""

    def __init__(self, number: int) -> None:
        super().__init__(number, mp_context=_context(), initializer=_begin)
        self.unfinished: set[Future[Any]] = set()

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401 - as Executor has it
        future = super().submit(_do, fn, *args, **kwargs)
        self.unfinished.add(future)
        future.add_done_callback(self.unfinished.discard)
        return future


def _stop(children: list[multiprocessing.process.BaseProcess]) -> None:
    """End processes whose work nobody waits for any longer."""
    for child in children:
        child.terminate()
    for child in children:
        child.join()


def _context() -> BaseContext:
    """Return processes that begin afresh: no threads, locks or state of this one are copied half-way."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["sim.experiment.play"])
        return context
    return multiprocessing.get_context("spawn")


class _Worker:
    """What a process that plays is doing, for who ends it in the middle."""

    busy = False
    ending = False

    @classmethod
    def end(cls, *_: object) -> None:
        """End at once where a task is at work; elsewhere a result may be on its way.

        Half a result would keep the parent waiting for the other half for ever: its own end of the pipe is open too.
        """
        if cls.busy:
            os._exit(1)
        cls.ending = True
        last = threading.Timer(SENDING, os._exit, (1,))
        last.daemon = True
        last.start()


def _do(fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 - as Executor has it
    """Do a task; not one more if this process is to end."""
    _Worker.busy = True
    if _Worker.ending:
        os._exit(1)
    try:
        return fn(*args, **kwargs)
    finally:
        _Worker.busy = False


def _begin() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it: nobody would take what is played."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _Worker.end)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
