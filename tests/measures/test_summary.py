"""The figures of a run: tables by group, accounts, remarks; ready for JSON whatever the world."""

import json
import pickle

import pytest
from hypothesis import HealthCheck, given, settings

from sim.domain.words import Role
from sim.engine.reference import run
from sim.measures import GROUPINGS, measure, summarise
from sim.measures.why import Cause
from tests.measures.scenes import busy_clinic, played, scenario
from tests.random_worlds import Tables, worlds
from tests.worlds import World, at, hours

PATIENT = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def test_tables_by_group_have_the_same_cases() -> None:
    summary = summarise([busy_clinic(number) for number in range(4)])
    (whole,) = summary.tables["all"]
    for name in ("priority", "corrected_priority", "unit", "handling_unit", "role", "unit_priority", "role_priority"):
        assert sum(line.cases for line in summary.tables[name]) == whole.cases
    inside, outside = summary.tables["staffed_hours_priority"], summary.tables["outside_hours_priority"]
    assert sum(line.cases for line in [*inside, *outside]) == whole.cases
    assert [line.key for line in summary.tables["priority"]] == [{"priority": p} for p in range(1, 6)]
    assert summary.tables["role_priority"][0].key == {"role": "nurse", "priority": 1}
    assert whole.cases_per_replication == 120


@pytest.mark.rule("PR-1")
def test_mondays_on_their_own() -> None:
    world = World(days=3)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    for day, count in ((0, 2), (1, 3)):
        for case in range(count):
            world.case(clinic, at(day, f"{9 + case:02}:00"), priority=3)
    summary = summarise([played(world)])
    assert [line.cases for line in summary.tables["monday_priority"]] == [2]
    assert summary.tables["priority"][0].cases == 5


def test_why_adds_up_to_the_mean_wait() -> None:
    for line in summarise([busy_clinic(number) for number in range(4)]).tables["priority"]:
        assert list(line.why) == [cause.name for cause in Cause]
        assert sum(part.value or 0 for part in line.why.values()) == pytest.approx(line.wait_elapsed.mean.value)
        assert sum(part.value or 0 for part in line.why_working.values()) == pytest.approx(1)


@pytest.mark.rule("PR-3")
def test_too_few_and_undecided_are_said() -> None:
    """29 decided cases are too few, 30 are enough; a case whose due time is still to come is undecided."""
    for count, few in ((29, True), (30, False)):
        world = World(days=3)
        clinic = world.unit("Clinic")
        world.person("Anna", clinic, Role.nurse, hours((0, 1), "08:00-17:00"))
        for case in range(count):
            world.case(clinic, at(0, "08:00") + case * 600, priority=3)
        world.case(clinic, at(2, "10:00"), priority=3)
        (line,) = summarise([played(world)]).tables["priority"]
        assert (line.too_few, line.decided, line.undecided, line.still_waiting) == (few, count, 1, 1)


@pytest.mark.rule("PR-3")
def test_the_reachable_are_shown_beside_all() -> None:
    """P3 of Friday 18:00 cannot be met, P3 of Friday 10:00 is: one of two, and one of one that could."""
    world = World(days=8)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(4, "10:00"), priority=3)
    world.case(clinic, at(4, "18:00"), priority=3)
    (line,) = summarise([played(world)]).tables["priority"]
    assert (line.within_target.value, line.within_target_reachable.value, line.unreachable) == (0.5, 1, 1)


def test_one_replication_says_that_it_has_no_intervals() -> None:
    summary = summarise([busy_clinic(0)])
    assert any("no intervals" in remark for remark in summary.remarks)
    line = summary.tables["priority"][0]
    assert (line.within_target.low, line.wait_elapsed.mean.low, line.replications_needed) == (None, None, None)


def test_replications_by_themselves_add_up_to_the_table() -> None:
    summary = summarise([busy_clinic(number) for number in (4, 2)])
    assert {one.replication for one in summary.by_replication} == {2, 4}
    for line in summary.tables["priority"]:
        own = [one for one in summary.by_replication if one.priority == line.key["priority"]]
        assert sum(one.cases for one in own) == line.cases
        assert sum(one.within_target for one in own) == line.within_target.numerator
        assert sum(one.begun_same_day for one in own) == line.begun_same_day.numerator
        seconds = sum(one.mean_wait_elapsed * one.cases for one in own)
        assert seconds / line.cases == pytest.approx(line.wait_elapsed.mean.value)


def test_nothing_to_summarise() -> None:
    with pytest.raises(ValueError, match="no replication"):
        summarise([])


def test_a_world_without_cases_says_so() -> None:
    world = World(days=2)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    summary = summarise([played(world)])
    assert "no case arrived in the measured part" in summary.remarks
    assert summary.tables["priority"] == []
    json.dumps(summary.as_json(), allow_nan=False)


def test_slim_replications_give_the_same_summary_and_travel() -> None:
    whole = [busy_clinic(number) for number in range(3)]
    slim = [pickle.loads(pickle.dumps(one.slim())) for one in whole]
    assert summarise(slim).as_json() == summarise(whole).as_json()
    assert len(pickle.dumps(slim[0])) < len(pickle.dumps(whole[0]))


def test_enough_replications_for_two_points() -> None:
    """Replications needed are fewer the more are shown to be enough; with a narrow interval no more than there are."""
    lines = summarise([busy_clinic(number) for number in range(6)]).tables["priority"]
    for line in lines:
        within = line.within_target
        if within.value is not None and within.low is not None and within.high is not None:
            assert line.replications_needed is not None
            assert (line.replications_needed <= 6) == (within.half <= 0.02)


@PATIENT
@given(worlds(14))
def test_every_world_has_a_summary_in_json_and_its_account_balances(tables: Tables) -> None:
    plan, cases = tables
    log = run(plan, cases)
    summary = summarise([measure(scenario(), plan, cases, log, number) for number in range(2)])
    assert set(summary.tables) == set(GROUPINGS)
    json.dumps(summary.as_json(), allow_nan=False)
    for account in summary.account:
        assert account.arrived == sum(account.became.values())
    assert sum(account.arrived for account in summary.account) == 2 * (cases.arrival >= plan.measured_from).sum()
