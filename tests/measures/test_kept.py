"""What is kept of a replication is all of it: read back, every array has the same values in the same type."""

from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from sim.engine import compiled
from sim.measures import Replication, measure
from sim.measures.kept import case_table, measure_table, replications_from
from sim.store import feather, parquet, read_feather, read_parquet
from tests.measures.scenes import busy_clinic, played, scenario
from tests.random_worlds import Tables, worlds
from tests.worlds import World


def assert_equal(one: object, other: object, where: str = "replication") -> None:
    """Compare all the way down, types of arrays too."""
    if is_dataclass(one):
        assert type(one) is type(other), where
        for field in fields(one):
            assert_equal(getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}")
    elif isinstance(one, dict):
        assert one.keys() == other.keys(), where
        for name, value in one.items():
            assert_equal(value, other[name], f"{where}.{name}")
    elif isinstance(one, np.ndarray):
        assert (one.dtype, one.shape) == (other.dtype, other.shape), where
        assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f"), where
    else:
        assert one == other, where


def back(*replications: Replication, columns: list[str] | None = None) -> list[Replication]:
    """Write replications as files and read these."""
    cases = read_parquet(parquet(case_table(replications)), columns)
    return replications_from(cases, read_feather(feather(measure_table(replications))), replications[0].setting)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_whatever_happens_is_read_back_as_it_was_measured(tables: Tables) -> None:
    plan, cases = tables
    assume((cases.arrival >= 0).all())  # nothing comes before the calendar begins, but in these worlds
    measured = [measure(scenario(), plan, cases, compiled.run(plan, cases), number) for number in (4, 5)]
    for one, other in zip(measured, back(*measured), strict=True):
        assert_equal(one, other)


def test_a_world_without_people_or_cases_is_read_back() -> None:
    world = World(days=2)
    world.unit("Clinic")
    empty = played(world, 3)
    assert_equal(back(empty)[0], empty)


def test_some_columns_of_several_replications() -> None:
    measured = [busy_clinic(number) for number in (2, 3, 7)]
    columns = ["priority", "wait_elapsed_s", "replication"]
    for one, other in zip(measured, back(*measured, columns=columns), strict=True):
        assert list(other.cases) == columns
        assert_equal(other.cases, {name: one.cases[name] for name in columns})
        assert_equal(other.lists, one.lists)


@pytest.mark.parametrize("part", ["cases", "lists"])
def test_the_comparison_sees_one_value(part: str) -> None:
    """The saboteur of the tests above."""
    measured = busy_clinic(2)
    (read,) = back(measured)
    if part == "cases":
        changed = replace(read, cases={**read.cases, "work_s": read.cases["work_s"] + (read.cases["case_id"] == 60)})
    else:
        changed = replace(read, lists=replace(read.lists, arrived=read.lists.arrived + (np.arange(5) == 0)))
    with pytest.raises(AssertionError, match=f"replication.{part}"):
        assert_equal(changed, measured)
