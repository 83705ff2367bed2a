"""Weekdays, breaks, overrun, coordinating, permission."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.permissions import holds_permission, needs_permission
from sim.domain.roles import handles_cases
from sim.domain.staffing import is_weekday, keeps_open_cases, overrun, with_coordinating
from sim.domain.words import N_LIST_ROLES, Role
from sim.units import MINUTE
from tests.domain.calendars import FRI, MON, SAT, SUN, at


@pytest.mark.rule("ST-1")
@pytest.mark.parametrize(
    ("weekday", "holiday", "eve", "counts"),
    [
        (MON, False, False, True),
        (FRI, False, False, True),
        (SAT, False, False, False),
        (SUN, False, False, False),
        (MON, True, False, False),
        (FRI, False, True, False),
    ],
)
def test_a_weekday_is_monday_to_friday_without_holidays_and_eves(weekday, holiday, eve, counts):
    assert is_weekday(weekday, holiday, eve) is counts


@pytest.mark.rule("CO-9", "ST-7")
def test_a_lunch_is_a_break_and_an_afternoon_off_is_not():
    assert keeps_open_cases(45 * MINUTE, 60 * MINUTE)
    assert keeps_open_cases(60 * MINUTE, 60 * MINUTE)
    assert not keeps_open_cases(60 * MINUTE + 1, 60 * MINUTE)


@pytest.mark.rule("ST-7")
def test_work_that_ends_at_closing_is_no_overrun():
    assert overrun(at(MON, 17), at(MON, 17)) == 0
    assert overrun(at(MON, 16), at(MON, 17)) == 0
    assert overrun(at(MON, 17, 5), at(MON, 17)) == 5 * MINUTE


@pytest.mark.rule("ST-8")
def test_coordinating_makes_each_piece_longer():
    assert with_coordinating(85, 150) == 100
    assert with_coordinating(86, 150) == 102
    assert with_coordinating(0, 150) == 1


@pytest.mark.rule("ST-8")
@given(st.integers(1, 10**6), st.integers(0, 999))
def test_coordinating_rounds_up_and_nobody_else_is_slowed(work: int, thousandths: int):
    exact = Fraction(work) / (1 - Fraction(thousandths, 1000))
    longer = with_coordinating(work, thousandths)
    assert exact <= longer < exact + 1
    assert with_coordinating(work, 0) == work


@pytest.mark.rule("ST-9")
def test_the_administrator_handles_no_cases():
    assert [role for role in Role if not handles_cases(role)] == [Role.administrator]
    assert sum(handles_cases(role) for role in Role) == N_LIST_ROLES


@pytest.mark.rule("ST-10")
def test_a_role_is_named_after_what_it_handles():
    assert [role.name for role in Role if handles_cases(role)] == [
        "nurse", "physiotherapist", "counsellor", "physician", "medical_admin",
    ]  # fmt: skip


@pytest.mark.rule("ST-5")
@pytest.mark.parametrize(
    ("day", "on_leave", "holds"),
    [(9, False, False), (10, False, True), (20, False, True), (21, False, False), (15, True, False)],
)
def test_permission_holds_from_the_first_to_the_last_day_without_leave(day, on_leave, holds):
    assert holds_permission(day, 10, 20, on_leave) is holds


@pytest.mark.rule("ST-4", "UN-6")
def test_permission_is_needed_between_clinics_only():
    assert needs_permission(0, 1)
    assert not needs_permission(2, 2)
