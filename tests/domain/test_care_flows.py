"""Which role takes a case, first and later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.care_flows import in_counselling_flow, in_physiotherapy_flow, role_for, role_rule
from sim.domain.roles import is_corrected, moves_when_corrected, turns_before_moving
from sim.domain.rules import RULES
from sim.domain.words import Reason, Role


def _routed(
    reason: Reason, priority: int, age: int = 40, physio: bool = False, counsel: bool = False, admin: bool = False
) -> tuple[str, Role]:
    args = (reason, priority, age, physio, counsel, admin)
    return RULES[role_rule(*args)].id, Role(role_for(*args))


@pytest.mark.rule("RO-1", "RO-2")
@pytest.mark.parametrize("reason", [Reason.back, Reason.knee, Reason.shoulder, Reason.leg])
def test_physiotherapy_reasons_go_to_the_physiotherapist_unless_urgent(reason):
    assert [_routed(reason, p) for p in (1, 2)] == [("RO-2", Role.nurse)] * 2
    assert [_routed(reason, p) for p in (3, 4, 5)] == [("RO-1", Role.physiotherapist)] * 3
    assert _routed(reason, 3, age=7) == ("RO-1", Role.physiotherapist)


@pytest.mark.rule("RO-3", "RO-4")
@pytest.mark.parametrize("reason", [Reason.stress, Reason.low_mood, Reason.anxiety])
def test_counselling_reasons_of_adults_go_to_the_counsellor_unless_urgent(reason):
    assert [_routed(reason, p) for p in (1, 2)] == [("RO-4", Role.nurse)] * 2
    assert [_routed(reason, p) for p in (3, 4, 5)] == [("RO-3", Role.counsellor)] * 3


@pytest.mark.rule("RO-5", "RO-4")
def test_minors_go_to_the_nurse_and_exactly_18_is_adult():
    assert _routed(Reason.anxiety, 3, age=17) == ("RO-5", Role.nurse)
    assert _routed(Reason.anxiety, 5, age=17) == ("RO-5", Role.nurse)
    assert _routed(Reason.anxiety, 2, age=17) == ("RO-4", Role.nurse)
    assert _routed(Reason.anxiety, 3, age=18) == ("RO-3", Role.counsellor)


@pytest.mark.rule("RO-6")
@pytest.mark.parametrize(
    "reason",
    [Reason.skin, Reason.respiratory, Reason.gastrointestinal, Reason.urinary, Reason.medicines, Reason.other],
)
def test_everything_else_goes_to_the_nurse(reason):
    assert [_routed(reason, p) for p in range(1, 6)] == [("RO-6", Role.nurse)] * 5


@pytest.mark.rule("RO-7", "RO-6")
def test_administrative_cases_have_their_own_role_unless_the_flow_list_is_read_literally():
    assert _routed(Reason.administrative, 4) == ("RO-7", Role.medical_admin)
    assert _routed(Reason.administrative, 1) == ("RO-7", Role.medical_admin)
    assert _routed(Reason.administrative, 4, admin=True) == ("RO-6", Role.nurse)


@pytest.mark.rule("RO-8")
def test_nurses_take_over_only_what_would_have_gone_to_the_other_role():
    assert _routed(Reason.knee, 4, physio=True) == ("RO-8", Role.nurse)
    assert _routed(Reason.knee, 2, physio=True) == ("RO-2", Role.nurse)
    assert _routed(Reason.knee, 4, counsel=True) == ("RO-1", Role.physiotherapist)
    assert _routed(Reason.stress, 4, counsel=True) == ("RO-8", Role.nurse)
    assert _routed(Reason.stress, 4, age=17, counsel=True) == ("RO-5", Role.nurse)
    assert _routed(Reason.stress, 1, counsel=True) == ("RO-4", Role.nurse)


@pytest.mark.rule("RO-10")
@given(st.sampled_from(Reason), st.integers(1, 5), st.integers(1, 100), st.booleans(), st.booleans(), st.booleans())
def test_no_new_case_goes_to_a_physician(reason, priority, age, physio, counsel, admin):
    _, role = _routed(reason, priority, age, physio, counsel, admin)
    assert role not in (Role.physician, Role.administrator)


@pytest.mark.rule("RO-1", "RO-3")
def test_the_flows_hold_the_reasons_that_the_recommendation_names():
    assert [r.name for r in Reason if in_physiotherapy_flow(r)] == ["back", "knee", "shoulder", "leg"]
    assert [r.name for r in Reason if in_counselling_flow(r)] == ["stress", "low_mood", "anxiety"]


@pytest.mark.rule("RO-9")
def test_only_an_urgent_correction_moves_a_case_and_only_from_the_two_flows():
    moved = [(role, p) for role in Role for p in range(1, 6) if moves_when_corrected(role, p)]
    assert moved == [(Role.physiotherapist, 1), (Role.physiotherapist, 2), (Role.counsellor, 1), (Role.counsellor, 2)]
    assert [reason for reason in Reason if not is_corrected(reason)] == [Reason.administrative]


@pytest.mark.rule("RO-9")
def test_distributing_takes_one_turn_and_a_physician_gets_the_whole_conversation():
    assert turns_before_moving(4, Role.physician, is_correction=False) == 4
    assert turns_before_moving(4, Role.counsellor, is_correction=False) == 1
    assert turns_before_moving(4, Role.nurse, is_correction=True) == 1
