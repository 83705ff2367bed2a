"""Content that knows whether it is still what was written: JSON with its own checksum, and what is said of damage."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MISSING = "is missing"
CHANGED = "has changed since it was written"
FOREIGN = "belongs to another run"
UNKNOWN = "is no file of this run"


@dataclass(frozen=True, slots=True)
class Damage:
    """One file that is not what was written.

    Attributes
    ----------
    file
        Which.
    what
        What is the matter with it, after "the file ...".
    """

    file: Path
    what: str

    @property
    def remedy(self) -> str:
        """What is done about it when the run is asked for again."""
        return "it is left as it is" if self.what == UNKNOWN else "what it held is made again"

    def __str__(self) -> str:
        """Return the file and what is the matter, in a line."""
        return f"{self.file}  {self.what}"


class DamagedError(Exception):
    """A file is not what was written.

    Attributes
    ----------
    damage
        Which file, and what is the matter.
    """

    def __init__(self, file: Path, what: str) -> None:
        self.damage = Damage(file, what)
        super().__init__(str(self.damage))


def sha256(content: bytes) -> str:
    """Return the checksum of a content, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sealed(content: Mapping[str, Any]) -> bytes:
    """Return JSON whose last key, ``sha256``, is the checksum of the others; infinities are refused."""
    whole = {**content, "sha256": sha256(_canonical(content))}
    return (json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def unsealed(path: Path, *keys: str) -> dict[str, Any]:
    """Return what `sealed` wrote to a file, without the checksum.

    Parameters
    ----------
    path
        The file.
    *keys
        What must stand in it.

    Raises
    ------
    DamagedError
        The file is missing, or not what was written.
    """
    try:
        content = json.loads(path.read_bytes())
        told = content.pop("sha256")
    except FileNotFoundError as error:
        raise DamagedError(path, MISSING) from error
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise DamagedError(path, CHANGED) from error
    if told != sha256(_canonical(content)):
        raise DamagedError(path, CHANGED)
    if not content.keys() >= set(keys):
        raise DamagedError(path, FOREIGN)
    return dict(content)


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")
