"""What is kept for summaries says the same as the table of cases, counted here case by case."""

from collections import Counter

import numpy as np
from hypothesis import HealthCheck, given, settings

from sim.domain.words import Role
from sim.engine import compiled
from sim.measures import measure
from sim.measures.groupings import GROUPINGS, key, size
from sim.measures.several import several
from sim.measures.tally import PLACE, SUMS, offsets
from sim.measures.why import Cause
from tests.measures.scenes import busy_clinic, scenario
from tests.random_worlds import Tables, worlds

ALIKE = {"async": "async", "unfinished": "still_waiting", "wait_elapsed_s": "wait_elapsed_s"}
ALIKE |= {"wait_working_s": "wait_working_s"} | {f"waited_{one.name}_s": f"waited_{one.name}_s" for one in Cause}
FLAGS = ("within_target", "begun_same_day", "within_any")


def by_hand(one, grouping: str) -> dict[tuple, Counter]:
    """Sums of some of the columns by group, in words."""
    names, found = one.setting.unit_names, {}
    rows = [dict(zip(one.cases, row, strict=True)) for row in zip(*one.cases.values(), strict=True)]
    for row in rows:
        place = [int(row[name]) for name in GROUPINGS[grouping]]
        day, staffed = row["weekday"] == 0, row["arrived_in_staffed_hours"]
        chosen = {"monday_priority": day, "staffed_hours_priority": staffed, "outside_hours_priority": not staffed}
        if not row["in_measures"] or min(place, default=0) < 0 or not chosen.get(grouping, True):
            continue
        words = [
            names[value] if "unit" in name else Role(value).name if name == "role" else value
            for name, value in zip(GROUPINGS[grouping], place, strict=True)
        ]
        sums = found.setdefault(tuple(words), Counter())
        sums["cases"] += 1
        for name, column in ALIKE.items():
            sums[name] += int(row[column])
        for name in FLAGS:
            sums[f"{name}_true"] += row[name] == 1
            sums[f"{name}_decided"] += row[name] != -1
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_sums_by_group_are_what_counting_case_by_case_gives(tables: Tables) -> None:
    plan, cases = tables
    one = measure(scenario(), plan, cases, compiled.run(plan, cases), 0)
    units = len(plan.unit_names)
    first = offsets(units)
    for grouping, by in GROUPINGS.items():
        expected = by_hand(one, grouping)
        rows = one.tally.sums[first[grouping] : first[grouping] + size(by, units)]
        there = np.flatnonzero(rows[:, PLACE["cases"]])
        assert {tuple(key(by, code, plan.unit_names).values()) for code in there.tolist()} == set(expected)
        for code in there.tolist():
            sums = expected[tuple(key(by, code, plan.unit_names).values())]
            names = ["cases", *ALIKE, *(f"{name}_{part}" for name in FLAGS for part in ("true", "decided"))]
            assert {name: int(rows[code, PLACE[name]]) for name in names} == {name: sums[name] for name in names}


def test_every_sum_belongs_to_one_group_of_each_table_that_has_all_cases() -> None:
    """What the tables that leave nobody out say together is what is said of all."""
    run = several(busy_clinic(number) for number in range(3))
    everyone = run.groups("all").sums[0]
    for grouping in ("priority", "unit", "unit_priority"):
        assert np.array_equal(run.groups(grouping).sums.sum(axis=0), everyone)
    assert everyone.shape == (len(SUMS), 3)


def test_waits_of_groups_are_those_of_their_cases_in_order() -> None:
    run = several(busy_clinic(number) for number in range(3))
    groups = run.groups("priority")
    for place, waits in enumerate(groups.waits(run.ordered("wait_elapsed_s"))):
        mine = groups.places == place
        assert sorted(run.cases["wait_elapsed_s"][mine & ~run.cases["still_waiting"]].tolist()) == (
            waits.seconds[waits.finished].tolist()
        )
        assert len(waits) == mine.sum()
        assert not np.diff(waits.finished.astype(int)).clip(0).any()  # those without an end stand last
        assert np.bincount(waits.replication, minlength=3).tolist() == groups.of("cases")[place].tolist()
