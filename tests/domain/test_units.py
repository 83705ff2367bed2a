"""Branches, closures, help and handover: which unit, and who may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.branch import home_unit, list_unit, unit_rule
from sim.domain.closure import clash, covers, may_cover
from sim.domain.global_filter import held_back
from sim.domain.handover import RECEIVING_ROLE, handover_kind
from sim.domain.rules import rule_index
from sim.domain.words import Handover, Relation, Role

CLINIC, BRANCH, OTHER = 0, 1, 2


@pytest.mark.rule("UN-1")
def test_a_branch_is_redirected_to_its_clinic():
    assert list_unit(BRANCH, CLINIC, handles_role=False) == CLINIC
    assert unit_rule(CLINIC, handles_role=False) == rule_index("UN-1")


@pytest.mark.rule("UN-2")
def test_a_branch_that_handles_the_role_keeps_its_cases():
    assert list_unit(BRANCH, CLINIC, handles_role=True) == BRANCH
    assert unit_rule(CLINIC, handles_role=True) == rule_index("UN-2")


@pytest.mark.rule("UN-1", "UN-2")
def test_a_clinic_is_never_redirected():
    assert list_unit(CLINIC, -1, handles_role=False) == CLINIC
    assert unit_rule(-1, handles_role=False) == -1


@pytest.mark.rule("UN-1")
def test_people_of_a_redirected_branch_join_the_clinic_or_stay_out():
    assert home_unit(BRANCH, CLINIC, handles_role=False, joins=True) == CLINIC
    assert home_unit(BRANCH, CLINIC, handles_role=False, joins=False) == -1
    assert home_unit(BRANCH, CLINIC, handles_role=True, joins=False) == BRANCH
    assert home_unit(CLINIC, -1, handles_role=False, joins=False) == CLINIC


@pytest.mark.rule("UN-3")
def test_the_covering_clinic_covers_with_the_same_role_and_only_covered_roles():
    assert covers(OTHER, Role.nurse, OTHER, Role.nurse, role_covered=True)
    assert not covers(OTHER, Role.physician, OTHER, Role.nurse, role_covered=True)
    assert not covers(CLINIC, Role.nurse, OTHER, Role.nurse, role_covered=True)
    assert not covers(OTHER, Role.nurse, OTHER, Role.nurse, role_covered=False)
    assert not covers(OTHER, Role.nurse, -1, Role.nurse, role_covered=True)


@pytest.mark.rule("UN-4")
@given(st.booleans(), st.booleans(), st.booleans())
def test_one_permission_of_three_is_enough_and_none_is_not(everybody, by_name, held):
    assert may_cover(everybody, by_name, held) is any((everybody, by_name, held))


@pytest.mark.rule("UN-5")
def test_windows_that_touch_do_not_clash():
    assert not clash(0, 10, 10, 20)
    assert not clash(10, 20, 0, 10)
    assert clash(0, 11, 10, 20)
    assert clash(0, 30, 10, 20)


@pytest.mark.rule("UN-6")
def test_only_who_helps_when_idle_is_held_back_by_nearer_work():
    assert [relation for relation in Relation if held_back(relation, nearer_work=True)] == [Relation.help_idle]
    assert not any(held_back(relation, nearer_work=False) for relation in Relation)


@pytest.mark.rule("UN-7")
def test_every_handover_goes_to_the_nurses():
    assert Role.nurse == RECEIVING_ROLE


@pytest.mark.rule("UN-8")
@pytest.mark.parametrize(
    ("same", "other_clinic", "kind"),
    [
        (True, True, Handover.same_provider),
        (False, True, Handover.other_provider),
        (True, False, Handover.out),
        (False, False, Handover.out),
    ],
)
def test_a_handover_is_inside_the_provider_outside_it_or_out_of_the_model(same, other_clinic, kind):
    assert handover_kind(same, other_clinic) == kind
