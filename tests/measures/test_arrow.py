"""Columns of Arrow made from memory are those that Arrow makes itself, and come back as they were."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.measures.arrow import from_arrow, to_arrow, words_to_arrow

KINDS = st.sampled_from([np.bool_, np.int8, np.int16, np.int32, np.int64, np.float32, np.float64])
SOME = st.integers(0, 40)
PATIENT = settings(deadline=None)  # the first example may import pandas


@PATIENT
@given(KINDS.flatmap(lambda kind: SOME.flatmap(lambda count: arrays(kind, count))))
def test_numbers_and_truths_go_there_and_back(values):
    column = to_arrow(values)
    assert column.type == pa.array(values).type
    assert column.validate(full=True) is None
    back = from_arrow(column)
    assert back.dtype == values.dtype
    assert np.array_equal(back, values, equal_nan=values.dtype.kind == "f")


@PATIENT
@given(SOME.flatmap(lambda count: st.tuples(arrays(np.int32, count), arrays(np.bool_, count))))
def test_empty_values_are_empty_and_not_read_as_numbers(both):
    values, none = both
    assert to_arrow(values, none).to_pylist() == pa.array(values, mask=none).to_pylist()
    if none.any():
        with pytest.raises(ValueError, match="values of the column are empty"):
            from_arrow(to_arrow(values, none))


@PATIENT
@given(arrays(np.bool_, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_part_of_a_column_is_that_part(values, start, length):
    """The saboteur is the offset: without it the first values would be read, whatever was cut off."""
    assert from_arrow(to_arrow(values).slice(start, length)).tolist() == values[start : start + length].tolist()


def test_moments_are_seconds():
    moments = np.array(["2026-01-05T08:00:00", "1969-12-31T23:59:59"], dtype="datetime64[s]")
    assert to_arrow(moments).equals(pa.array(moments))


@PATIENT
@given(st.lists(st.text()))
def test_words_are_words_in_any_alphabet(words):
    assert words_to_arrow(words).to_pylist() == words
