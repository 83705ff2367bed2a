"""A folder of tables for others: it appears whole or not at all, and never in the place of another."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import InputError, Problem
from sim.store.durable import refusing

SUMMARY = "summary.json"


class Draft:
    """A folder being written under a temporary name.

    Attributes
    ----------
    folder
        The temporary folder.
    target
        The folder that it becomes.
    """

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder = folder
        self.target = target
        self._tables: dict[str, pq.ParquetWriter] = {}

    def append(self, name: str, table: pa.Table) -> None:
        """Append rows to a Parquet file of the folder; the first rows fix its columns.

        Parameters
        ----------
        name
            File name, such as ``cases.parquet``; may lie in a folder of its own, ``base/cases.parquet``.
        table
            The rows.
        """
        with _refusing(self.target):
            writer = self._tables.get(name)
            if writer is None:
                path = self.folder / name
                path.parent.mkdir(exist_ok=True)
                writer = self._tables[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table.cast(writer.schema))

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """Write a JSON file of the folder, such as ``manifest.json``; infinities and not-a-numbers are refused."""
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        with _refusing(self.target):
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")

    def close(self) -> None:
        """Finish every Parquet file."""
        with _refusing(self.target):
            while self._tables:
                self._tables.popitem()[1].close()


@contextmanager
def writing(target: Path) -> Iterator[Draft]:
    """Write a folder: it takes its name when the block ends, and leaves nothing behind when the block fails.

    Parameters
    ----------
    target
        The folder to be; nothing may stand there. Folders above it are made as needed.

    Yields
    ------
    Draft
        Where the files go.

    Raises
    ------
    InputError
        Something stands there already, or the place cannot be written to.
    """
    check_free(target)
    made = _make_parents(target)
    temporary = target.parent / f".{target.name}.{uuid4().hex[:8]}.part"
    try:
        with _refusing(target):
            temporary.mkdir()
        draft = Draft(temporary, target)
        try:
            yield draft
        finally:
            draft.close()
        _refuse_taken(target)
        with _refusing(target):
            temporary.replace(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        for folder in made:
            _remove_empty(folder)
        raise


def write_file(target: Path, text: str) -> None:
    """Write a file of its own, whole or not at all, and never in the place of another.

    Raises
    ------
    InputError
        Something stands there already, or the place cannot be written to.
    """
    _refuse_taken(target)
    temporary = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        with _refusing(target):
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _refuse_taken(target: Path) -> None:
    """Raise InputError if anything stands at ``target``: a run is never overwritten."""
    if os.path.lexists(target):
        kind = "folder" if target.is_dir() else "file"
        raise InputError(
            [Problem(f"this {kind} exists already and is never overwritten; name another with --out", file=target)]
        )


def check_free(target: Path | None) -> None:
    """Raise InputError unless a folder can be made at ``target``, if any: before anything is played for it."""
    if target is None:
        return
    _refuse_taken(target)
    with _refusing(target):
        above = next(folder for folder in target.parents if folder.exists())
    if not above.is_dir():
        raise InputError([Problem(f"cannot be written: {above} is a file; name another with --out", file=target)])


def _make_parents(target: Path) -> list[Path]:
    """Make the folders above ``target``; returns those that were made, the innermost first."""
    missing = [folder for folder in target.parents if not folder.exists()]
    with _refusing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # another run has moved in
        return


def _refusing(target: Path) -> AbstractContextManager[None]:
    return refusing(target, "name another with --out")
