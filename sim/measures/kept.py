"""Replications as tables that are kept on disk, and back again: the same to the last bit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, get_type_hints

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sim.measures.arrow import from_arrow, to_arrow
from sim.measures.cases import Columns
from sim.measures.columns import BY_NAME, STORED, Column
from sim.measures.replication import WHOLES, Replication, Setting, arrays_of, names_of, narrow
from sim.measures.tally import ROWS

Table = npt.NDArray[Any]

REPLICATION = "replication"
SHAPES = b"shapes"
MILLISECONDS = 1000
"""In a second: Parquet holds times as milliseconds."""
HINTS = get_type_hints(Replication)
VARYING = frozenset(f"tally.{name}" for name in ROWS)
"""Arrays as long as there are cases, and so of another length in each replication."""


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
    several = [arrays_of(one) for one in replications]
    shapes = {name: [] if name in VARYING else list(array.shape) for name, array in several[0].items()}
    columns = {REPLICATION: to_arrow(np.array([one.number for one in replications], dtype=np.int32))}
    columns |= {name: _as_lists([one[name] for one in several]) for name in shapes}
    return pa.table(columns).replace_schema_metadata({SHAPES: json.dumps(shapes)})


def replications_from(cases: pa.Table | None, measures: pa.Table, setting: Setting) -> list[Replication]:
    """Return the replications that `case_table` and `measure_table` wrote.

    Parameters
    ----------
    cases
        All columns, or some: then the replications have only those. ``replication`` must be among them. None for none.
    measures
        The rest.
    setting
        Of their scenario.
    """
    shapes = json.loads(measures.schema.metadata[SHAPES])
    read = {name: _arrays(measures[name], shape) for name, shape in shapes.items()}
    codes: Columns = {}
    if cases is not None:
        codes = {name: _codes(cases[name], BY_NAME[name], setting) for name in cases.column_names}
    out = []
    for place, number in enumerate(measures[REPLICATION].to_pylist()):
        one = {name: arrays[place] for name, arrays in read.items()}
        mine = slice(*np.searchsorted(codes[REPLICATION], [number, number + 1])) if codes else slice(0)
        out.append(
            Replication(
                number=number,
                setting=setting,
                cases={name: values[mine] for name, values in codes.items()},
                account=one["account"],
                totals=one["totals"],
                **{name: _whole(name, one) for name in WHOLES},
            )
        )
    return out


def _whole(name: str, arrays: Mapping[str, Table]) -> Any:  # noqa: ANN401 - the class that the attribute has
    kind = HINTS[name]
    return narrow(kind(**{field.name: arrays[f"{name}.{field.name}"] for field in fields(kind)}))


def _as_lists(arrays: Sequence[Table]) -> pa.Array:
    """Return arrays, whatever their shapes, as lists."""
    bounds = np.cumsum([0, *(array.size for array in arrays)], dtype=np.int32)
    return pa.ListArray.from_arrays(to_arrow(bounds), to_arrow(np.concatenate([array.ravel() for array in arrays])))


def _arrays(column: pa.ChunkedArray, shape: Sequence[int]) -> list[Table]:
    """Return the arrays that lists hold, of one shape or, with none, as long as they are."""
    lists = column.combine_chunks()
    each = np.split(from_arrow(lists.flatten()), np.cumsum(from_arrow(lists.value_lengths()))[:-1])
    return [one.reshape(shape) if shape else one for one in each]


def _codes(column: pa.ChunkedArray, of: Column, setting: Setting) -> Table:
    """Return a written column as it is held in memory: the inverse of how it was written."""
    written = column.combine_chunks()
    stored = STORED[of.kind]
    if of.kind in ("truth", "money"):
        return from_arrow(written).astype(stored)
    if of.kind == "tick":
        start = (date.fromordinal(setting.first_day) - date(1970, 1, 1)).days * 86_400
        since = from_arrow(written.cast(pa.int64()).fill_null(0)) // MILLISECONDS - start
        return np.where(from_arrow(written.is_null()), -1, since).astype(stored)
    if of.kind in ("number", "seconds", "flag"):
        return from_arrow(written.cast(pa.int32()).fill_null(-1)).astype(stored)
    return _codes_of_words(written, names_of(of, setting)).astype(stored)


def _codes_of_words(written: pa.Array, names: Sequence[str]) -> Table:
    if not pa.types.is_dictionary(written.type):
        written = written.dictionary_encode()
    code = {name: place for place, name in enumerate(names)}
    codes = np.array([*(code[word] for word in written.dictionary.to_pylist()), -1], dtype=np.int64)
    places = from_arrow(written.indices.fill_null(len(codes) - 1))
    return np.asarray(codes[places])
