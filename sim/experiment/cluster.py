"""Workers of a Dask cluster that is there already: the same tasks on many machines, and none from another version."""

import logging
import pickle
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

import dask
from distributed import Client, KilledWorker, Security

from sim.errors import InputError, Problem
from sim.experiment.spread import Workers
from sim.experiment.versions import differences, versions

CONNECT_WITHIN = 10
"""Seconds in which a scheduler answers, also when the connection to it was lost."""
PATIENCE = 60.0
"""Seconds that work waits for a worker when the last one is gone."""
LOOK_EVERY = 1.0
"""Seconds between two looks at whether anybody works."""
RETRIES = 2
"""Times that a task is done once more after an error."""

_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_LOGGERS = ("distributed", "distributed.client", "tornado.application")
"""What Dask logs to says what is said here as a problem, at greater length."""

Result = TypeVar("Result")


@contextmanager
def cluster(address: str, *, patience: float = PATIENCE) -> Iterator[Workers]:
    """Let the workers of a cluster play. What is not finished when the block ends is taken back from them.

    Certificates for ``tls://`` are those of Dask's own configuration, ``distributed.comm.tls``: the machine that asks
    needs the same file as scheduler and workers.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://127.0.0.1:8786`` or ``tls://host:8786``.
    patience
        Seconds that work waits for a worker when the last one is gone.

    Raises
    ------
    InputError
        No such address, nobody there, no workers there, certificates missing or refused, or a worker or the scheduler
        that does not have the versions that are here. While work goes on: the scheduler, or the last worker, is gone.
    """
    if not _ADDRESS.fullmatch(address):
        raise _problem(address, "is no address of a scheduler; write tcp://HOST:8786 or tls://HOST:8786")
    security = _security(address)
    with _quiet():
        client = _connected(address, security)
        try:
            threads = _checked(client, address)
            with _Cluster(client, address, patience) as executor:
                yield Workers(executor, ahead=2 * sum(threads.values()))
        finally:
            client.close()


class _Cluster(Executor):
    """Hands tasks to the cluster as bytes, and says in a sentence what goes wrong there."""

    def __init__(self, client: Client, address: str, patience: float) -> None:
        self._client = client
        self._address = address
        self._patience = patience
        self._dask = client.get_executor(pure=False, retries=RETRIES)
        self._here = versions()
        self._open: dict[Future[Any], Future[Any]] = {}
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401 - as Executor has it
        future: Future[Result] = Future()
        there = self._dask.submit(_do, self._here, pickle.dumps((fn, args, kwargs)))
        self._open[future] = there
        future.add_done_callback(self._close)
        there.add_done_callback(lambda _: self._receive(there, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - as Executor has it
        """Take back what is not finished."""
        self._ended.set()
        for future in list(self._open):
            future.cancel()
        self._watch.join()

    def _close(self, future: Future[Any]) -> None:
        """Let go of what is there: a task in the queue is cancelled, a result in the memory of a worker forgotten."""
        self._open.pop(future).cancel()

    def _receive(self, there: Future[Result], future: Future[Result]) -> None:
        if there.cancelled():
            self._fail(future, "the scheduler is gone; what is finished is kept, start it and run again")
        elif isinstance(there.exception(), KilledWorker):
            what = "workers ended again and again in the middle of the same task, perhaps for want of memory"
            self._fail(future, f"{what}; start fewer of them on each machine")
        elif _takes(future):
            error = there.exception()
            if error is None:
                future.set_result(there.result())
            else:
                future.set_exception(error)

    def _fail(self, future: Future[Any], what: str) -> None:
        if _takes(future):
            future.set_exception(_problem(self._address, what))

    def _look(self) -> None:
        """Fail what is open if nobody can finish it any longer: Dask itself would wait for ever."""
        alone = 0.0
        while not self._ended.wait(LOOK_EVERY):
            if self._client.status not in ("running", "connecting"):
                what = "the scheduler is gone"
            elif (alone := 0.0 if _somebody_works(self._client) else alone + LOOK_EVERY) >= self._patience:
                what = f"no worker is there any longer, for {self._patience:.0f} seconds"
            else:
                continue
            for future in list(self._open):
                self._fail(future, f"{what}; what is finished is kept, start it and run again")


def _do(here: dict[str, str], task: bytes) -> Any:  # noqa: ANN401 - whatever the task gives
    """Do a task on a worker, unless it has other versions: it may have joined after all were asked."""
    found = differences(versions(), here)
    if found:
        raise InputError([Problem(f"a worker that joined has {found}; end it and run again", place="--cluster")])
    work, args, kwargs = pickle.loads(task)
    return work(*args, **kwargs)


def _takes(future: Future[Any]) -> bool:
    """Tell whether a future still waits for its outcome, and let nobody cancel it any longer."""
    return not future.done() and future.set_running_or_notify_cancel()


def _somebody_works(client: Client) -> bool:
    try:
        return bool(client.nthreads())
    except (OSError, ValueError):  # being connected anew
        return True


def _security(address: str) -> Security:
    """Return the certificates of Dask's configuration."""
    security = Security()
    if address.startswith("tls:"):
        wanted = [f"distributed.comm.tls.{name}" for name in ("ca-file", "client.cert")]
        missing = [name for name in wanted if not dask.config.get(name)]
        if missing:
            what = f"needs certificates; write {' and '.join(missing)} in Dask's configuration (README, Many machines)"
            raise _problem(address, what)
        try:
            security.get_connection_args("client")
        except OSError as error:  # ssl.SSLError too
            raise _problem(address, f"the certificates of Dask's configuration cannot be used: {error}") from error
    return security


def _connected(address: str, security: Security) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions: they are compared here
            return Client(address, security=security, timeout=CONNECT_WITHIN, set_as_default=False)
    except (OSError, ImportError) as error:
        what = f'no scheduler answers; start one with "dask scheduler" (README, "Many machines"). {_reason(error)}'
        raise _problem(address, what.rstrip()) from error


def _reason(error: BaseException) -> str:
    """Return what the network said, the innermost of it."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error)


def _checked(client: Client, address: str) -> dict[str, int]:
    """Return the threads of each worker, all of which, and the scheduler, have the versions that are here."""
    threads = dict(client.nthreads())
    if not threads:
        raise _problem(address, f'has no workers; start some with "dask worker {address} --nthreads 1"')
    answers = {f"worker {one}": answer for one, answer in client.run(versions, on_error="return").items()}
    try:
        answers["the scheduler"] = client.run_on_scheduler(versions)
    except Exception as error:
        answers["the scheduler"] = error
    here, problems = versions(), []
    for who, answer in answers.items():
        if isinstance(answer, Exception):
            problems.append(f"{who} cannot be asked for its version: {answer}; install the same direktsim there")
        elif found := differences(answer, here):
            problems.append(f"{who} has {found}; install the same versions on every machine")
    if problems:
        raise InputError([Problem(what, place=f"--cluster {address}") for what in problems])
    return threads


def _problem(address: str, what: str) -> InputError:
    return InputError([Problem(what, place=f"--cluster {address}")])


@contextmanager
def _quiet() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in _LOGGERS}
    for name in before:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
