"""The digest of a log: the same for the same rows, another for any other."""

import hashlib
from dataclasses import fields

import numpy as np
import pytest

from sim import tables
from sim.tables import CaseTable, EventLog
from tests.worlds import World, at

ROWS = np.array([[0, 2, 5, -1, -1, 3], [200, 4, 5, -1, 0, 0], [70_000, 7, 5, 1, 0, 0]], dtype=np.int64)


def test_the_digest_is_that_of_the_bytes_that_its_description_promises():
    """Ticks need four bytes, the other columns one; the low byte comes first."""
    promised = (
        (3).to_bytes(8, "little") + b"\x04" + b"".join(tick.to_bytes(4, "little") for tick in (0, 200, 70_000))
        + b"\x01\x02\x04\x07" + b"\x01\x05\x05\x05" + b"\x01\xff\xff\x01" + b"\x01\xff\x00\x00" + b"\x01\x03\x00\x00"
    )  # fmt: skip
    assert EventLog.from_rows(ROWS).digest() == hashlib.sha256(promised).hexdigest()


@pytest.mark.parametrize("block", [1, 2, 3])
def test_any_other_value_row_or_end_gives_another_digest(monkeypatch, block):
    """Also where a block ends between the rows."""
    monkeypatch.setattr(tables, "DIGEST_BLOCK", block)
    found = {
        EventLog.from_rows(ROWS).digest(),
        EventLog.from_rows(ROWS[:2]).digest(),
        EventLog.from_rows(ROWS[:0]).digest(),
    }
    others = [np.where((np.arange(3)[:, None] == row) & (np.arange(6) == column), ROWS + more, ROWS)
              for row in range(3) for column in range(6) for more in (1, 2**40)]  # fmt: skip
    found |= {EventLog(*np.ascontiguousarray(rows.T)).digest() for rows in others}
    assert len(found) == 3 + 36


def test_the_digest_does_not_hang_on_how_the_columns_lie_in_memory():
    columns = np.repeat(ROWS, 2, axis=0)[::2].T
    assert not columns[0].flags.c_contiguous
    assert EventLog(*columns).digest() == EventLog.from_rows(ROWS).digest()


def test_a_table_without_cases_has_the_columns_of_one_with_cases() -> None:
    """What is compiled for the one serves the other: the same types and numbers of dimensions."""
    world = World(days=1)
    world.case(world.unit("Clinic"), at(0, "08:00"))
    _, some = world.build()
    empty = CaseTable.empty()
    assert len(empty) == 0
    for field in fields(CaseTable):
        one, other = getattr(empty, field.name), getattr(some, field.name)
        assert (one.dtype, one.shape[1:]) == (other.dtype, other.shape[1:]), field.name
