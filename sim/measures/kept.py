"""Replications as tables that are kept on disk, and back again: the same to the last bit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_type_hints

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim.measures.columns import BY_NAME, STORED, Column
from sim.measures.replication import Replication, Setting, names_of, narrow

Table = npt.NDArray[Any]

REPLICATION = "replication"
SHAPES = b"shapes"
MILLISECONDS = 1000
"""In a second: Parquet holds times as milliseconds."""
HINTS = get_type_hints(Replication)
WHOLES = tuple(name for name, kind in HINTS.items() if is_dataclass(kind) and name != "setting")
"""Parts of a replication that have arrays of their own, such as ``load``."""
ARRAYS = tuple(field.name for field in fields(Replication) if field.name not in ("number", "setting", "cases", *WHOLES))


def case_table(replications: Sequence[Replication]) -> pa.Table:
    """Return the cases of several replications of one scenario, one after another, as `Replication.table` writes them.

    Parameters
    ----------
    replications
        With all their columns.
    """
    first = replications[0]
    side_by_side = {name: np.concatenate([one.cases[name] for one in replications]) for name in first.cases}
    return replace(first, cases=side_by_side).table()


def measure_table(replications: Sequence[Replication]) -> pa.Table:
    """Return everything of several replications but their cases: one row each, an array in each column.

    The names of columns are those of the attributes, such as ``load.busy``; their shapes stand in the metadata.
    """
    stacked = {name: np.stack([array for one in replications for array in [_arrays(one)[name]]])
               for name in _arrays(replications[0])}  # fmt: skip
    shapes = {name: array.shape[1:] for name, array in stacked.items()}
    columns = {REPLICATION: pa.array([one.number for one in replications], pa.int32())}
    columns |= {name: _as_lists(array) for name, array in stacked.items()}
    return pa.table(columns).replace_schema_metadata({SHAPES: json.dumps(shapes)})


def replications_from(cases: pa.Table, measures: pa.Table, setting: Setting) -> list[Replication]:
    """Return the replications that `case_table` and `measure_table` wrote.

    Parameters
    ----------
    cases
        All columns, or some: then the replications have only those. ``replication`` must be among them.
    measures
        The rest.
    setting
        Of their scenario.
    """
    codes = {name: _codes(cases[name], BY_NAME[name], setting) for name in cases.column_names}
    rows = codes[REPLICATION]
    shapes = json.loads(measures.schema.metadata[SHAPES])
    stacked = {name: _stacked(measures[name], shape) for name, shape in shapes.items()}
    out = []
    for place, number in enumerate(measures[REPLICATION].to_pylist()):
        start, stop = np.searchsorted(rows, [number, number + 1])
        one = {name: array[place] for name, array in stacked.items()}
        out.append(
            Replication(
                number=number,
                setting=setting,
                cases={name: values[start:stop] for name, values in codes.items()},
                **{name: one[name] for name in ARRAYS},
                **{name: _whole(name, one) for name in WHOLES},
            )
        )
    return out


def _arrays(one: Replication) -> dict[str, Table]:
    """Return every array of a replication but those of its cases, by the name of its column."""
    wholes = {
        f"{whole}.{field.name}": getattr(getattr(one, whole), field.name)
        for whole in WHOLES
        for field in fields(HINTS[whole])
    }
    return {**wholes, **{name: getattr(one, name) for name in ARRAYS}}


def _whole(name: str, arrays: Mapping[str, Table]) -> Any:  # noqa: ANN401 - the class that the attribute has
    kind = HINTS[name]
    return narrow(kind(**{field.name: arrays[f"{name}.{field.name}"] for field in fields(kind)}))


def _as_lists(array: Table) -> pa.Array:
    """Return the rows of an array, whatever their shape, as lists."""
    size = int(np.prod(array.shape[1:]))
    starts = np.arange(len(array) + 1, dtype=np.int32) * size
    return pa.ListArray.from_arrays(pa.array(starts), pa.array(array.ravel()))


def _stacked(column: pa.ChunkedArray, shape: Sequence[int]) -> Table:
    flat: Table = column.combine_chunks().flatten().to_numpy(zero_copy_only=False)
    return flat.reshape(len(column), *shape)


def _codes(column: pa.ChunkedArray, of: Column, setting: Setting) -> Table:
    """Return a written column as it is held in memory: the inverse of how it was written."""
    written = column.combine_chunks()
    stored = STORED[of.kind]
    if of.kind in ("truth", "money"):
        return np.asarray(written.to_numpy(zero_copy_only=False), dtype=stored)
    if of.kind == "tick":
        start = (date.fromordinal(setting.first_day) - date(1970, 1, 1)).days * 86_400
        since = written.cast(pa.int64()).fill_null(0).to_numpy() // MILLISECONDS - start
        return np.where(written.is_null().to_numpy(zero_copy_only=False), -1, since).astype(stored)
    if of.kind in ("number", "seconds", "flag"):
        return np.asarray(written.cast(pa.int32()).fill_null(-1).to_numpy(), dtype=stored)
    return _codes_of_words(written, names_of(of, setting)).astype(stored)


def _codes_of_words(written: pa.Array, names: Sequence[str]) -> Table:
    if not pa.types.is_dictionary(written.type):
        written = written.dictionary_encode()
    code = {name: place for place, name in enumerate(names)}
    codes = np.array([*(code[word] for word in written.dictionary.to_pylist()), -1], dtype=np.int64)
    places = written.indices.fill_null(len(codes) - 1).to_numpy()
    return np.asarray(codes[places])
