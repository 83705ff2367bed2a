"""Arrays of NumPy as columns of Arrow and back, by their memory.

``pyarrow.array`` and ``to_numpy`` do the same, but import pandas on the way if it is installed: four tenths of a second
before the first figure of every command.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim.tables import Bools

BITS: Final = "little"
"""Order in which Arrow packs truths into bytes."""


def to_arrow(values: npt.NDArray[Any], none: Bools | None = None) -> pa.Array:
    """Return values as a column.

    Parameters
    ----------
    values
        (n,) numbers, truths or moments (``datetime64[s]``).
    none
        (n,) which of them are empty; None for none.
    """
    moments = values.dtype.kind == "M"
    kind = pa.timestamp("s") if moments else pa.from_numpy_dtype(values.dtype)
    content = np.packbits(values, bitorder=BITS) if values.dtype == np.bool_ else np.ascontiguousarray(values)
    valid = None if none is None else pa.py_buffer(np.packbits(~none, bitorder=BITS))
    return pa.Array.from_buffers(
        kind, len(values), [valid, pa.py_buffer(content.view(np.int64) if moments else content)]
    )


def words_to_arrow(words: Sequence[str]) -> pa.Array:
    """Return words as a column."""
    encoded = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(words), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def from_arrow(column: pa.Array) -> npt.NDArray[Any]:
    """Return a column without empty values, (n,); numbers are read where they lie.

    Raises
    ------
    ValueError
        A value is empty.
    """
    if column.null_count:
        raise ValueError(f"{column.null_count} values of the column are empty")
    content = column.buffers()[1]
    first, last = int(column.offset), int(column.offset) + len(column)
    if pa.types.is_boolean(column.type):
        bits = np.frombuffer(content, np.uint8) if content else np.empty(0, np.uint8)
        return np.unpackbits(bits, count=last, bitorder=BITS)[first:].astype(np.bool_)
    kind = np.dtype(column.type.to_pandas_dtype())
    return np.asarray(np.frombuffer(content, kind, last)[first:] if content else np.empty(0, kind))
