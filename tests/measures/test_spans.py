"""Sets of time against sets of integers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.measures.spans import NOTHING, Spans

INTERVALS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple), max_size=6)


def make(intervals: list[tuple[int, int]]) -> Spans:
    columns = np.array(intervals, dtype=np.int64).reshape(-1, 2).T
    return Spans.of(columns[0], columns[1])


def members(intervals: list[tuple[int, int]]) -> set[int]:
    return {tick for start, stop in intervals for tick in range(start, stop)}


def listed(spans: Spans) -> set[int]:
    return members(list(zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)))


@given(INTERVALS, INTERVALS)
def test_union_intersection_difference_are_those_of_sets(one, other) -> None:
    a, b = make(one), make(other)
    assert listed(a | b) == members(one) | members(other)
    assert listed(a & b) == members(one) & members(other)
    assert listed(a - b) == members(one) - members(other)


@given(INTERVALS)
def test_intervals_are_sorted_and_do_not_touch(one) -> None:
    spans = make(one)
    edges = np.ravel(np.column_stack([spans.starts, spans.ends]))
    assert (np.diff(edges) > 0).all()


@given(INTERVALS, INTERVALS)
def test_length_within_and_parts_within_intervals(one, wanted) -> None:
    spans = make(one)
    columns = np.array(wanted, dtype=np.int64).reshape(-1, 2).T
    lengths = [len(members(one) & set(range(*pair))) for pair in wanted]
    assert spans.within(columns[0], columns[1]).tolist() == lengths
    which, start, stop = spans.clip(columns[0], columns[1])
    assert (start < stop).all()
    for place, pair in enumerate(wanted):
        parts = zip(start[which == place].tolist(), stop[which == place].tolist(), strict=True)
        assert members(list(parts)) == members(one) & set(range(*pair))


@given(INTERVALS, st.integers(1, 3))
def test_at_least_so_many_at_once(one, count: int) -> None:
    columns = np.array(one, dtype=np.int64).reshape(-1, 2).T
    expected = {tick for tick in range(31) if sum(start <= tick < stop for start, stop in one) >= count}
    assert listed(Spans.at_least(columns[0], columns[1], count)) == expected


def test_nothing_has_no_length() -> None:
    assert NOTHING.within(np.array([0]), np.array([9])).tolist() == [0]
    assert not NOTHING.holds(np.array([3])).any()
