"""Who writes to a run: known by a lock that the system lets go of when a process ends, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

IN_USE = "in_use"
"""Empty file of a run folder: open, and locked by all who write, as long as they do."""


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Hold a run folder, together with others who write to it; nobody takes it away meanwhile.

    Yields
    ------
    bool
        True if nobody else held it at the beginning.

    Raises
    ------
    FileNotFoundError
        The folder is not there any more.
    """
    while True:
        handle = os.open(folder / IN_USE, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            alone = _lock(handle, alone=True)
            if not _lock(handle, alone=False) or not _is(handle, folder / IN_USE):
                continue  # taken away between opening and locking: look again
            yield alone
            return
        finally:
            os.close(handle)


@contextmanager
def held_alone(folder: Path) -> Iterator[bool]:
    """Hold a run folder if nobody writes to it.

    Yields
    ------
    bool
        False if somebody does.
    """
    try:
        handle = os.open(folder / IN_USE, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:  # not ours to write to, or Windows, where what is open cannot be deleted
        yield False
        return
    try:
        yield _lock(handle, alone=True)
    finally:
        os.close(handle)


def _lock(handle: int, *, alone: bool) -> bool:
    """Lock for oneself if nobody else does, or together with others as soon as nobody has it alone."""
    if sys.platform == "win32":
        return not alone
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except BlockingIOError:
        return False
    return True


def _is(handle: int, path: Path) -> bool:
    """Tell whether an open file is still the one that has this name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
