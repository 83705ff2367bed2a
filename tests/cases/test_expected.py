import numpy as np
import pytest

from sim.cases import draw_cases
from sim.cases.expected import expected_work, mean_of, minutes_per_week
from sim.domain.words import N_LIST_ROLES, Role
from sim.measures.lists import offered
from sim.measures.story import columns
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from sim.scenario.schema.distributions import Exponential, Gamma, Lognormal, Uniform
from sim.units import MINUTE

WORLD = """
question: What work comes?
horizon: { from: 2026-01-05, weeks: 20, warm_up_weeks: 0 }
calendar: { public_holidays: false, closed_eves: [] }
demand: { months: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] }
units:
  here: { provider: region, listed: 20000, cases_per_day: 40 }
  there: { provider: region, listed: 5000, cases_per_day: 10 }
people:
  nurse: { unit: here, role: nurse, week: { mon-fri: [08:00-17:00] } }
  physiotherapist: { unit: here, role: physiotherapist, week: { mon-fri: [08:00-17:00] } }
  counsellor: { unit: here, role: counsellor, week: { mon-fri: [08:00-17:00] } }
  physician: { unit: here, role: physician, week: { mon-fri: [08:00-17:00] } }
  medical_admin: { unit: here, role: medical_admin, week: { mon-fri: [08:00-17:00] } }
"""
NEAR = 0.22
"""What the estimate leaves out (children, corrected priorities, pictures) moves a list by less than this."""


@pytest.fixture(scope="module")
def world():
    return load_text(WORLD).scenario


def drawn(scenario, replications=6):
    """Return the minutes of work a week that are drawn for each list."""
    plan = plan_of(scenario)
    total = np.zeros(len(plan.unit_names) * N_LIST_ROLES)
    for number in range(replications):
        cases = draw_cases(scenario, plan, 1, number)
        total += offered(
            columns(cases, "arrival intake handling_unit role"),
            columns(cases, "stage_role stage_unit stage_turn stage_turns stage_wrap_up"),
            cases.turn_work, 0, len(total),
        )[1]  # fmt: skip
    return total / replications / scenario.horizon.weeks / MINUTE


def test_what_is_expected_is_near_what_is_drawn(world):
    expected = minutes_per_week(world)
    for number, minutes in enumerate(drawn(world)):
        unit, role = ("here", "there")[number // N_LIST_ROLES], Role(number % N_LIST_ROLES)
        near = 0.05 if role is Role.nurse else NEAR
        assert expected[unit, role] == pytest.approx(minutes, rel=near), (unit, role.name)


def test_handovers_are_in_it(world):
    without = world.model_copy(update={"flow": world.flow.model_copy(update={"handover": 0.0})})
    assert minutes_per_week(without)["there", Role.nurse] < 0.95 * minutes_per_week(world)["there", Role.nurse]


def test_all_work_of_the_week_comes_while_somebody_could_be_there_or_waits_for_the_opening(world):
    for one in expected_work(world):
        assert 30 * (one.comes.sum() + one.waits.sum()) == pytest.approx(one.minutes)
        assert one.comes[5:].sum() == one.waits[5:].sum() == 0  # nobody is there on Saturdays and Sundays
        assert np.flatnonzero(one.waits[0]).tolist() == [16]  # 08:00
        assert one.waits[0, 16] > 2 * one.waits[2, 16]  # a weekend is longer than a night


def test_a_week_without_staffed_hours_expects_nothing_to_be_done(world):
    closed = world.model_copy(update={"calendar": world.calendar.model_copy(update={"staffed_hours": {}})})
    assert all(one.comes.sum() == one.waits.sum() == 0 for one in expected_work(closed))


@pytest.mark.parametrize(
    "distribution",
    [
        Lognormal(distribution="lognormal", mean=8.0, cv=0.6),
        Gamma(distribution="gamma", mean=8.0, cv=0.5),
        Exponential(distribution="exponential", mean=8.0),
        Uniform(distribution="uniform", low=6, high=10),
    ],
)
def test_the_mean_of_a_distribution(distribution):
    assert mean_of(distribution) == pytest.approx(8.0, rel=2e-3)
