"""Booking, documentation, registration, fees."""

import pytest

from sim.domain.booking import slot_for
from sim.domain.documentation import needs_documentation
from sim.domain.fees import fee_applies
from sim.domain.words import Reason, Role

SLOTS = {
    "slot_person": (4, 5, 4, 6),
    "slot_unit": (0, 0, 1, 0),
    "slot_from": (100, 100, 200, 300),
    "slot_taken": (False, False, False, False),
}


@pytest.mark.rule("AF-1")
def test_the_own_slot_goes_first_even_if_a_colleague_has_an_earlier_one():
    assert slot_for(50, 6, 0, **SLOTS) == 3
    assert slot_for(101, 4, 0, **SLOTS) == 2


@pytest.mark.rule("AF-1")
def test_without_own_slots_the_earliest_at_the_unit_is_taken():
    assert slot_for(50, 9, 0, **SLOTS) == 0
    assert slot_for(50, 9, 0, **SLOTS | {"slot_taken": (True, False, False, False)}) == 1
    assert slot_for(50, -1, 1, **SLOTS) == 2


@pytest.mark.rule("AF-1")
def test_a_slot_may_begin_exactly_at_the_lead_and_none_is_none():
    assert slot_for(300, 9, 0, **SLOTS) == 3
    assert slot_for(301, 9, 0, **SLOTS) == -1
    assert slot_for(50, 9, 2, **SLOTS) == -1
    assert slot_for(50, 6, 2, **SLOTS | {"slot_taken": (False, False, False, True)}) == -1


@pytest.mark.rule("AF-2")
def test_only_an_administrative_case_that_medical_admin_ends_needs_no_documentation():
    without = [(reason, role) for reason in Reason for role in Role if not needs_documentation(reason, role, False)]
    assert without == [(Reason.administrative, Role.medical_admin)]


@pytest.mark.rule("UN-10")
def test_a_handover_is_always_documented():
    assert all(needs_documentation(reason, role, True) for reason in Reason for role in Role)


@pytest.mark.rule("AF-4")
@pytest.mark.parametrize(
    ("age", "qualified", "pays"),
    [(19, True, False), (20, True, True), (84, True, True), (85, True, False), (50, False, False)],
)
def test_who_pays_for_a_qualified_contact(age, qualified, pays):
    assert fee_applies(age, qualified, 20, 85) is pays
