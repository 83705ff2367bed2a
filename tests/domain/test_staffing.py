"""Weekdays, breaks, overrun, coordinating, permission."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.permissions import needs_permission
from sim.domain.staffing import keeps_open_cases, with_coordinating
from sim.units import MINUTE


@pytest.mark.rule("CO-9", "ST-7")
def test_a_lunch_is_a_break_and_an_afternoon_off_is_not():
    assert keeps_open_cases(45 * MINUTE, 60 * MINUTE)
    assert keeps_open_cases(60 * MINUTE, 60 * MINUTE)
    assert not keeps_open_cases(60 * MINUTE + 1, 60 * MINUTE)


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


@pytest.mark.rule("ST-4", "UN-6")
def test_permission_is_needed_between_clinics_only():
    assert needs_permission(0, 1)
    assert not needs_permission(2, 2)
