"""A part of a run: a few replications in a folder that appears whole, with a seal that knows every file of it."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sim.store.durable import put_folder
from sim.store.sealed import CHANGED, FOREIGN, MISSING, UNKNOWN, Damage, DamagedError, sealed, sha256, unsealed

CASES = "cases.parquet"
EVENTS = "events.parquet"
MEASURES = "measures.arrow"
SEAL = "seal.json"


@dataclass(frozen=True, slots=True)
class Part:
    """Replications that were made durable together.

    Attributes
    ----------
    folder
        Where their files lie.
    digests
        By replication: SHA-256 of its log.
    files
        By name: length in bytes and SHA-256.
    """

    folder: Path
    digests: Mapping[int, str]
    files: Mapping[str, tuple[int, str]]

    @property
    def size(self) -> int:
        """Bytes of its files, but for the seal."""
        return sum(length for length, _ in self.files.values())

    def read(self, name: str) -> bytes:
        """Return the content of a file that is still what was written.

        Raises
        ------
        DamagedError
            It is not, or it is missing.
        """
        path = self.folder / name
        with _reading(path):
            content = path.read_bytes()
        self._compare(name, len(content))
        if sha256(content) != self.files[name][1]:
            raise DamagedError(path, CHANGED)
        return content

    def damages(self, *, thorough: bool = True) -> list[Damage]:
        """Return what is the matter with its files, one by one.

        Parameters
        ----------
        thorough
            Compare every file with its checksum, not with its length only.
        """
        found = []
        for name in self.files:
            try:
                if thorough:
                    self.read(name)
                else:
                    with _reading(self.folder / name):
                        length = (self.folder / name).stat().st_size
                    self._compare(name, length)
            except DamagedError as error:
                found.append(error.damage)
        return found

    def _compare(self, name: str, length: int) -> None:
        written = self.files[name][0]
        if length != written:
            raise DamagedError(self.folder / name, f"has {length} bytes where {written} were written")

    def strangers(self) -> list[Damage]:
        """Return what lies in the folder and was not written with it; nobody reads it."""
        known = {SEAL, *self.files}
        return [Damage(path, UNKNOWN) for path in sorted(self.folder.glob("*")) if path.name not in known]


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise DamagedError(path, MISSING) from error
    except OSError as error:
        raise DamagedError(path, f"cannot be read: {error.strerror}") from error


def put_part(parts: Path, run: str, digests: Mapping[int, str], files: Mapping[str, bytes]) -> Part:
    """Write a part; it is on the disk when this returns.

    The same replications with the same content have the same name, whoever writes them.

    Parameters
    ----------
    parts
        Folder of the run's parts.
    run
        Fingerprint of the run.
    digests
        By replication: SHA-256 of its log.
    files
        Content by name.

    Raises
    ------
    OSError
        The place cannot be written to, or the disk is full; nothing is left behind.
    """
    known = {name: (len(content), sha256(content)) for name, content in files.items()}
    seal = sealed(
        {
            "run": run,
            "digests": {str(number): digest for number, digest in sorted(digests.items())},
            "files": {name: {"bytes": length, "sha256": checksum} for name, (length, checksum) in known.items()},
        }
    )
    folder = parts / f"{min(digests):06}-{max(digests):06}-{sha256(seal)[:12]}"
    put_folder(folder, {**files, SEAL: seal})
    return Part(folder, dict(digests), known)


def open_part(folder: Path, run: str) -> Part:
    """Read the seal of a part.

    Parameters
    ----------
    folder
        The part.
    run
        Fingerprint of its run, or the beginning of it.

    Raises
    ------
    DamagedError
        The seal is missing, has changed, or is another run's.
    """
    seal = unsealed(folder / SEAL, "run", "digests", "files")
    if not seal["run"].startswith(run):
        raise DamagedError(folder, FOREIGN)
    return Part(
        folder,
        {int(number): digest for number, digest in seal["digests"].items()},
        {name: (known["bytes"], known["sha256"]) for name, known in seal["files"].items()},
    )


def parquet(table: pa.Table) -> bytes:
    """Return a table as a Parquet file; only words are worth a dictionary."""
    words = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", use_dictionary=words, write_statistics=False)
    return sink.getvalue()


def feather(table: pa.Table) -> bytes:
    """Return a table as an Arrow file."""
    sink = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    return sink.getvalue()


def read_parquet(content: bytes, columns: list[str] | None = None) -> pa.Table:
    """Return the table of a Parquet file, words as codes with a dictionary."""
    return pq.read_table(pa.BufferReader(content), columns=columns)


def read_feather(content: bytes) -> pa.Table:
    """Return the table of an Arrow file."""
    return pa.ipc.open_file(pa.BufferReader(content)).read_all()
