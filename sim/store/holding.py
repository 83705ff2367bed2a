"""Who writes to a run: known by a lock that the system lets go of when a process ends, however it ends."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

IN_USE = "in_use"
"""Empty file of a run folder: open, and locked by all who write, as long as they do."""


@contextmanager
def held(folder: Path, alone_first: Callable[[], None]) -> Iterator[None]:
    """Hold a run folder, together with others who write to it; nobody takes it away meanwhile.

    Parameters
    ----------
    folder
        The run folder.
    alone_first
        Called before, if nobody else holds it, while nobody else can.

    Raises
    ------
    OSError
        The folder is not there any more, or cannot be written to.
    """
    while True:
        handle = os.open(folder / IN_USE, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if _alone(handle):
                alone_first()
            _together(handle)
            if _is(handle, folder / IN_USE):
                yield
                return
        finally:
            os.close(handle)  # it was taken away between opening and locking: look again


@contextmanager
def held_alone(folder: Path) -> Iterator[bool]:
    """Hold a run folder if nobody writes to it.

    Yields
    ------
    bool
        False if somebody does, or if that cannot be known here.
    """
    try:
        handle = os.open(folder / IN_USE, os.O_RDONLY)
    except FileNotFoundError:  # nobody ever has
        yield True
        return
    try:
        yield _alone(handle)
    finally:
        os.close(handle)


def _alone(handle: int) -> bool:
    """Lock a file for oneself if nobody else does; tells whether that is so."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody has it, or this disk knows no locks
        return False
    return True


def _together(handle: int) -> None:
    """Lock a file together with others, as soon as nobody has it alone."""
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_SH)


def _is(handle: int, path: Path) -> bool:
    """Tell whether an open file is still the one that has this name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
