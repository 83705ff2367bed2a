"""Load, lists, the inbox, growth and money on paper."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sim.domain.words import Piece, Role
from sim.engine.reference import run
from sim.measures import Replication, measure, summarise
from sim.measures.compiled.story import VISIT
from sim.measures.duty import read_duty
from sim.measures.list_figures import grows, growth, half_hours_a_week
from sim.tables import Row, list_of
from sim.units import HOUR, MINUTE
from tests.measures.scenes import log_of, measured, played, scenario, settled, waiting, worked
from tests.random_worlds import Tables, worlds
from tests.worlds import Stage, Turn, World, at, hours

PATIENT = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
NINE = 2 * 9
"""Half-hour of Monday 09:00."""


@pytest.mark.rule("ST-6", "ST-7")
def test_load_of_one_person() -> None:
    """Anna works Monday 08-12 and 13-17, and is absent Tuesday. 08:50-09:40 and 11:55-12:05: five minutes overrun."""
    world = World(days=2)
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic, Role.nurse, hours(range(2), "08:00-12:00 13:00-17:00"))
    world.absent(anna, 1)
    world.case(clinic, at(0, "08:50"), turns=(Turn(work=50 * MINUTE),))
    world.case(clinic, at(0, "11:55"), turns=(Turn(work=10 * MINUTE),))
    load = played(world).load
    assert (load.scheduled[0], load.absent[0], load.overrun[0]) == (16 * HOUR, 8 * HOUR, 5 * MINUTE)
    assert load.idle[0] == 8 * HOUR - 55 * MINUTE
    assert load.busy[0, Piece.first] == load.busy[0].sum() == HOUR
    busy = load.busy_week[0]
    assert (busy[NINE - 1], busy[NINE], busy[NINE + 1]) == (10 * MINUTE, 30 * MINUTE, 10 * MINUTE)
    assert (busy[23], busy[24]) == (5 * MINUTE, 5 * MINUTE)
    assert load.scheduled_week[0].sum() == 16 * HOUR
    assert load.open_most[0] == 1
    assert load.open_seconds[0] == HOUR


def test_the_week_begins_on_monday_whatever_the_first_day() -> None:
    """A half-hour of the horizon's first day, a Wednesday, stands on Wednesday; Sunday 17:00 is the end."""
    world = World(days=7)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(0, "09:00"), turns=(Turn(work=30 * MINUTE),))
    plan, cases = world.build()
    shifted = replace(plan, first_day=plan.first_day + 2)
    one = measure(scenario(), shifted, cases, run(shifted, cases), 0)
    assert np.flatnonzero(one.load.busy_week[0]).tolist() == [2 * 48 + NINE]
    often = half_hours_a_week(one.setting)
    assert often.tolist() == [0] * 96 + [1] * (4 * 48 + 34) + [0] * 14


@pytest.mark.rule("AF-1")
def test_a_visit_is_load_of_its_own_kind() -> None:
    world = World(days=1)
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic)
    world.slots(anna, hours(0, "11:00-11:30"))
    world.case(clinic, at(0, "09:00"), visit=True)
    one = played(world)
    assert one.load.busy[0, VISIT] == 30 * MINUTE
    assert one.load.busy[0].sum() == 40 * MINUTE


def test_money_by_hand() -> None:
    """Ten nurse hours and five minutes of overrun at 446 SEK; two SMS of half a crown; the help shown at both units."""
    world = World(days=2)
    first, second = world.unit("A"), world.unit("B")
    anna = world.person("Anna", first, Role.nurse, hours(range(2), "12:00-17:00"))
    world.help(first, Role.nurse, second, Role.nurse, idle=False)
    nine = at(0, "16:55")
    world.case(second, nine)
    rows = [*waiting(0, nine, Piece.first, list_of(second, Role.nurse)), *worked(0, anna, nine, nine + 600),
            settled(0, nine + 600), (nine, Row.sms, 0, -1, -1, 0), (nine, Row.sms, 0, -1, -1, 1)]  # fmt: skip
    summary = summarise([measured(world.build(), log_of(*rows))])
    whole, at_first, at_second = summary.money
    assert (whole.scheduled_hours, whole.overrun_hours.value) == (10, 5 / 60)
    assert whole.staff_cost.value == pytest.approx((10 + 5 / 60) * 446)
    assert (at_first.scheduled_hours, at_second.scheduled_hours) == (10, 0)
    assert (at_second.sms.value, at_second.sms_cost.value) == (2, 1)
    assert summary.helped_hours == [("A", "B", pytest.approx(1 / 6))]


def inbox_of(one: Replication, list_number: int = 0) -> list[tuple[int, int, int]]:
    lists = one.lists
    columns = (lists.inbox_pieces, lists.inbox_work, lists.inbox_cleared)
    return list(zip(*(column[:, list_number].tolist() for column in columns), strict=True))


def test_the_inbox_and_when_it_is_cleared() -> None:
    """Three cases of Sunday wait on Monday at 08:00 with 25, 10 and 10 minutes; a fourth comes at 08:00:00 and counts.

    Anna works 08-12 and takes them in order: the last is begun at 08:45. On Tuesday the case of 06:00 has five hours of
    work and is begun at once; that of 07:00 is begun at 13:00, when Bo comes, after five hours. On Wednesday nothing
    waits. Friday closes before the case of Thursday night is begun: nobody works.
    """
    world = World(days=12)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.nurse, hours((7, 8), "08:00-12:00"))
    world.person("Bo", clinic, Role.nurse, hours(8, "13:00-17:00"))
    for tick, minutes in (
        (at(6, "10:00"), 25), (at(6, "11:00"), 10), (at(6, "12:00"), 10), (at(7, "08:00"), 5),
        (at(8, "06:00"), 300), (at(8, "07:00"), 30), (at(10, "20:00"), 30),
    ):  # fmt: skip
        world.case(clinic, tick, turns=(Turn(work=minutes * MINUTE),))
    one = played(world)
    assert inbox_of(one)[5:] == [
        (4, 50 * MINUTE, 45 * MINUTE),
        (2, 330 * MINUTE, 5 * HOUR),
        (0, 0, 0),
        (0, 0, 0),
        (1, 30 * MINUTE, -1),
    ]
    monday = next(one for one in summarise([one]).inbox if one.weekday == "mon")
    assert (monday.openings, monday.pieces.value, monday.work_minutes.value) == (2, 2, 25)
    assert monday.cleared.median.value == 45 * MINUTE
    friday = next(one for one in summarise([one]).inbox if one.weekday == "fri")
    assert (friday.not_that_day.value, friday.cleared.unfinished, friday.empty.value) == (1, 1, 0.5)


def test_drawn_work_of_what_waits() -> None:
    """Over the weekend an answer waits as an async reply: its second turn, with the documentation that ends it."""
    world = World(days=8)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    turns = (Turn(work=10 * MINUTE, delay=HOUR, async_delay=HOUR), Turn(work=7 * MINUTE))
    world.case(clinic, at(4, "16:40"), stages=(Stage(turns=turns, wrap_up=4 * MINUTE, documentation=4 * MINUTE),))
    assert inbox_of(played(world))[5][:2] == (1, 11 * MINUTE)


def test_list_lengths_over_the_week() -> None:
    """One case waits 08:50-09:40 behind another: 10, 30 and 10 minutes of one piece in three half-hours."""
    world = World(days=7)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(0, "08:40"), turns=(Turn(work=HOUR),))
    world.case(clinic, at(0, "08:50"))
    one = played(world)
    week = one.lists.week[0]
    assert (week[NINE - 1], week[NINE], week[NINE + 1], week.sum()) == (600, 1800, 600, 3000)
    (figures,) = summarise([one]).lists
    assert figures.length[NINE] == 1
    assert figures.length[NINE + 1] == round(1 / 3, 3)
    assert (figures.cases_a_week, figures.offered_minutes, figures.scheduled_minutes) == (2, 70, 5 * 9 * 60)


def overloaded(number: int, nurse_hours: str) -> Replication:
    """Four weeks of six cases a day with half an hour of work each, and a case more or less by the replication."""
    world = World(days=28)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.nurse, hours(range(28), nurse_hours))
    for day in (day for day in range(28) if day % 7 < 5):
        for case in range(6 - (day == 3 * number)):
            world.case(clinic, at(day, "09:00") + case * HOUR, turns=(Turn(work=30 * MINUTE),))
    return played(world, number)


def test_a_demand_that_no_roster_can_meet_is_said() -> None:
    """Three hours of work a day for two hours of nurse: the list grows by ten a week, and the result says so."""
    summary = summarise([overloaded(number, "08:00-10:00") for number in range(3)])
    (figures,) = summary.lists
    assert figures.grows
    assert figures.growth.value == pytest.approx(10, abs=0.5)
    assert any("grows without bound" in remark for remark in summary.remarks)
    line = summary.tables["priority"][0]
    assert line.still_waiting > 30 * 3
    assert line.wait_elapsed.at_least
    assert line.wait_elapsed.p90.over is not None


def test_a_demand_that_is_met_is_not_said_to_grow() -> None:
    summary = summarise([overloaded(number, "08:00-17:00") for number in range(3)])
    assert not summary.lists[0].grows
    assert summary.remarks == []


def test_one_replication_can_show_growth_too() -> None:
    assert summarise([overloaded(0, "08:00-10:00")]).lists[0].grows


def test_replications_that_differ_in_pace_all_show_growth() -> None:
    """Two replications leave an interval that reaches below zero; the list rises in both, as it does in either."""
    closing = np.array([[180.0, 360, 560], [218.0, 441, 678]])
    slope = growth(closing)
    assert slope.low is not None
    assert slope.low < 0
    assert grows(closing, slope, offered=10, scheduled=0, arrived=600, per=6)
    stable = np.array([[0.0, 2, 4], [4.0, 3, 2]])
    assert not grows(stable, growth(stable), offered=10, scheduled=0, arrived=600, per=6)


@pytest.mark.parametrize("replications", [1, 3])
@pytest.mark.parametrize(("on_duty", "left"), [("08:00-09:00", 20), ("08:00-17:00", 0)])
def test_a_single_week_can_show_growth(replications: int, on_duty: str, left: int) -> None:
    """Six half-hours of work a day, the first at 08:00: a nurse who is there for one hour does two and leaves four.

    One piece waits at the first opening, so that the list grows by 19 in the week, or shrinks by one.
    """
    played_weeks = []
    for number in range(replications):
        world = World(days=7)
        clinic = world.unit("Clinic")
        world.person("Anna", clinic, Role.nurse, hours(range(5), on_duty))
        for day in range(5):
            for case in range(6):
                world.case(clinic, at(day, "08:00") + case * HOUR // 4, turns=(Turn(work=30 * MINUTE),))
        played_weeks.append(played(world, number))
    summary = summarise(played_weeks)
    (figures,) = summary.lists
    assert figures.weekly_closing == [left]
    assert figures.growth.value == left - 1
    assert figures.grows == (left > 0)
    assert any("grows without bound" in remark for remark in summary.remarks) == (left > 0)


def test_growth_is_the_slope_of_the_weekly_closing_list() -> None:
    closing = np.array([[0.0, 2, 4, 6], [1.0, 3, 5, 7]])
    slope = growth(closing)
    assert (slope.value, slope.low, slope.high) == (2, 2, 2)
    assert growth(closing[:, :1]).value is None
    assert grows(closing, slope, offered=10, scheduled=5, arrived=80, per=8)
    assert not grows(closing, slope, offered=5, scheduled=10, arrived=80, per=8)
    assert grows(closing, slope, offered=5, scheduled=10, arrived=24, per=8)


@PATIENT
@given(worlds(14))
def test_seconds_of_people_add_up(tables: Tables) -> None:
    """There = idle + busy on duty; busy = busy on duty + overrun; by kind, half-hour and unit it is the same work."""
    plan, cases = tables
    log = run(plan, cases)
    load = measure(scenario(), plan, cases, log, 0).load
    busy = load.busy.sum(axis=1)
    assert (load.scheduled - load.absent == load.idle + busy - load.overrun).all()
    assert (load.idle >= 0).all()
    assert (load.overrun >= 0).all()
    assert (load.busy_week.sum(axis=1) == busy).all()
    assert (load.scheduled_week.sum(axis=1) == load.scheduled).all()
    assert load.unit_scheduled.sum() == load.scheduled.sum()
    assert load.unit_overrun.sum() == load.overrun.sum()
    assert load.helped.sum() == busy.sum()
    duty = read_duty(plan, log)
    assert load.scheduled.sum() == (duty.stop - duty.start).sum()
