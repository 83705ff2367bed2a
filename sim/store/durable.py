"""Files that are on the disk, not only on the way to it, before anybody says that they are finished."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sim.errors import InputError, Problem

UNFINISHED = ".part"
"""How the name ends of what is being written; no reader looks at it."""


def put_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files: whole and on the disk when this returns, or not there at all.

    Parameters
    ----------
    target
        The folder to be. One that stands there already is kept as it is.
    files
        Content by name.

    Raises
    ------
    OSError
        The place cannot be written to, or the disk is full; nothing is left behind.
    """
    temporary = _beside(target)
    try:
        temporary.mkdir()
        for name, content in files.items():
            (temporary / name).write_bytes(content)
        for path in (*(temporary / name for name in files), temporary):  # all at once: the disk gathers them
            _to_disk(path)
        try:
            temporary.rename(target)
        except OSError:
            if not target.is_dir():
                raise
            shutil.rmtree(temporary)  # another process was quicker with the same
        _to_disk(target.parent)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def put_file(target: Path, content: bytes) -> None:
    """Write a file, in the place of what stands there: whole and on the disk when this returns, or as it was.

    Raises
    ------
    OSError
        The place cannot be written to, or the disk is full; nothing is left behind.
    """
    temporary = _beside(target)
    try:
        temporary.write_bytes(content)
        _to_disk(temporary)
        temporary.replace(target)
        _to_disk(target.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def move_aside(folder: Path) -> Path:
    """Give a folder a name that no reader looks at; returns it. Who looks meanwhile sees all of the folder or nothing.

    Raises
    ------
    OSError
        The place cannot be written to.
    """
    aside = _beside(folder)
    folder.rename(aside)
    return aside


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, as needed, on the disk when this returns."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(missing):
        _to_disk(one.parent)


@contextmanager
def refusing(place: Path, instead: str) -> Iterator[None]:
    """Turn what the file system refuses (no permission, disk full) into a problem that names the place.

    Parameters
    ----------
    place
        The file or folder that was to be written.
    instead
        What the user can do.
    """
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise InputError([Problem(f"cannot be written: {reason}; {instead}", file=place)]) from error


def _beside(target: Path) -> Path:
    """Return a name that nobody else has, in the same folder and so on the same disk."""
    return target.with_name(f".{target.name}.{uuid4().hex[:8]}{UNFINISHED}")


def _to_disk(path: Path) -> None:
    """Wait until the content of a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():  # Windows has no such thing for folders
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
