"""Which stages a case has, who holds them, and what each carries."""

import numpy as np
import pytest

from sim.domain.rules import rule_index
from sim.domain.words import Handover, Intake, Reason, Role
from sim.errors import InputError
from sim.scenario.plan import plan_of
from sim.tables import Stream
from sim.units import MINUTE
from tests.cases.scenes import ROLES, WEEK, drawn, scene

WAIT = {"out_of_hours": dict.fromkeys(range(1, 6), "wait")}
UNITS = {
    "alby": {"cases_per_day": 60.0, "provider": "region"},
    "alby-filial": {"cases_per_day": 20.0, "branch_of": "alby"},
    "berga": {"cases_per_day": 60.0, "provider": "region"},
    "celle": {"cases_per_day": 60.0, "provider": "company"},
    "celle-filial": {"cases_per_day": 20.0, "branch_of": "celle", "handles_own_cases": ["nurse"]},
}
ALBY, ALBY_FILIAL, BERGA, CELLE, CELLE_FILIAL = range(5)
PEOPLE = {f"{role}-{unit}": {"unit": unit, "role": role, "week": WEEK} for role in ROLES for unit in ("alby", "celle")}


def several(**parts):
    return scene(UNITS, PEOPLE, **{"weeks": 4, "policy": WAIT, "flow": {"handover": 0.2}} | parts)


@pytest.fixture(scope="module")
def cases():
    return drawn(several())


def test_turn_rows_belong_to_stages_without_gaps(cases):
    turns = cases.stage_turns.ravel()
    assert (cases.stage_turn.ravel() == np.cumsum(turns) - turns).all()
    assert len(cases.turn_work) == turns.sum()
    assert ((cases.stage_role >= 0) == (cases.stage_turns > 0)).all()
    for name in ("turn_work", "turn_live_delay", "turn_async_delay", "stage_closing", "stage_reminder", "stage_call"):
        assert getattr(cases, name).min() >= 1


def test_cases_that_enter_no_list_have_no_stages(cases):
    out = cases.intake != Intake.accepted
    assert out.any()
    assert (cases.stage_role[out] == -1).all()
    assert (cases.role[out] == -1).all()
    assert (cases.handling_unit[out] == -1).all()
    assert (cases.corrected_priority[out] == cases.priority[out]).all()
    for name in ("visit", "qualified", "physical_visit", "referral_unmet", "handover"):
        assert not getattr(cases, name)[out].any()


@pytest.mark.rule("RO-9")
def test_an_urgent_correction_moves_a_case_to_the_nurses_after_one_turn(cases):
    flow = np.isin(cases.role, (Role.physiotherapist, Role.counsellor))
    moved = flow & (cases.corrected_priority <= 2)
    assert moved.any()
    assert (cases.stage_role[moved, 1] == Role.nurse).all()
    assert (cases.stage_turns[moved, 0] == 1).all()
    assert (cases.stage_role[flow & ~moved, 1] == -1).all()


@pytest.mark.rule("RO-9")
def test_distributing_takes_one_turn_and_a_physician_gets_the_whole_conversation(cases):
    to = cases.stage_role[:, 1]
    assert (cases.stage_turns[(to >= 0) & (to != Role.physician), 0] == 1).all()
    assert cases.stage_turns[to == Role.physician, 0].max() > 1


@pytest.mark.rule("RO-9")
def test_a_referral_to_a_role_that_nobody_has_is_the_nurses_to_settle(cases):
    without = {name: person for name, person in PEOPLE.items() if person["role"] != "physician"}
    found = drawn(scene(UNITS, without, weeks=4, policy=WAIT, flow={"handover": 0.2}))
    unmet = found.referral_unmet
    assert (unmet == (cases.stage_role[:, 1] == Role.physician)).all()
    assert (found.stage_role[unmet, 1] == -1).all()
    assert not cases.referral_unmet.any()


@pytest.mark.rule("RO-8")
def test_a_flow_that_nurses_take_is_referred_on_more_often():
    found = drawn(several(policy=WAIT | {"nurse_takes": ["physiotherapist"]}, weeks=8))
    taken = found.rule == rule_index("RO-8")
    assert (found.role[taken] == Role.nurse).all()
    back = (found.stage_role[taken, 1] == Role.physiotherapist).mean()
    assert abs(back - 0.40) < 4 * np.sqrt(0.24 / taken.sum())


@pytest.mark.rule("UN-1", "UN-2")
def test_a_branch_keeps_the_roles_it_handles_and_sends_the_rest_to_its_clinic(cases):
    for branch, clinic, own in ((ALBY_FILIAL, ALBY, ()), (CELLE_FILIAL, CELLE, (Role.nurse,))):
        rows = (cases.unit == branch) & (cases.intake == Intake.accepted)
        stays = np.isin(cases.role[rows], own)
        assert (cases.handling_unit[rows] == np.where(stays, branch, clinic)).all()
        rule = np.where(stays, rule_index("UN-2"), rule_index("UN-1"))
        assert (cases.unit_rule[rows] == rule).all()
        referred = rows & (cases.stage_role[:, 1] == Role.physician)
        assert referred.any()
        assert (cases.stage_unit[referred, 1] == clinic).all()
    clinics = np.isin(cases.unit, (ALBY, BERGA, CELLE))
    assert (cases.unit_rule[clinics] == -1).all()


@pytest.mark.rule("UN-7", "UN-8")
def test_a_handover_goes_to_the_nurses_of_another_clinic(cases):
    sender = np.where(cases.stage_role[:, 1] >= 0, cases.stage_unit[:, 1], cases.stage_unit[:, 0])
    handed = cases.stage_role[:, 2] >= 0
    destination = cases.stage_unit[:, 2]
    assert (cases.stage_role[handed, 2] == Role.nurse).all()
    assert (destination[handed] != sender[handed]).all()
    assert set(destination[handed].tolist()) == {ALBY, BERGA, CELLE}
    provider = plan_of(several()).unit_provider
    same = provider[sender] == provider[destination]
    assert (cases.handover[handed] == np.where(same, Handover.same_provider, Handover.other_provider)[handed]).all()
    assert (cases.handover[~handed] == Handover.none).all()


@pytest.mark.rule("UN-7")
def test_handover_weights_hold_and_a_redirected_branch_stands_for_its_clinic():
    weights = {"alby-filial": 3.0, "celle": 1.0}
    found = drawn(scene(UNITS | {"berga": UNITS["berga"] | {"handover_to": weights}}, PEOPLE, flow={"handover": 1.0}))
    destination = found.stage_unit[(found.stage_unit[:, 0] == BERGA) & (found.stream == Stream.channel), 2]
    assert set(destination.tolist()) == {ALBY, CELLE}
    assert abs((destination == ALBY).mean() - 0.75) < 4 * np.sqrt(0.1875 / len(destination))


@pytest.mark.rule("UN-8")
def test_without_another_clinic_a_handover_leaves_the_model():
    found = drawn(scene(policy=WAIT, flow={"handover": 1.0, "visit": 1.0}))
    sent = (found.intake == Intake.accepted) & (found.stream == Stream.channel)
    assert (found.handover[sent] == Handover.out).all()
    assert (found.stage_role[:, 2] == -1).all()
    assert not found.visit.any()
    assert not found.qualified.any()
    last = np.where(found.stage_role[:, 1] >= 0, 1, 0)[sent]
    extra = (found.stage_wrap_up - found.stage_documentation)[np.flatnonzero(sent), last] / MINUTE
    assert abs(extra.mean() - 6.0) < 4 * extra.std() / np.sqrt(len(extra))


@pytest.mark.rule("UN-9")
def test_the_senders_answer_is_as_long_as_a_later_turn_and_only_within_the_provider(cases):
    writes = cases.writes_before_acceptance
    assert (cases.handover[writes] == Handover.same_provider).all()
    assert (cases.before_work[writes] >= 1).all()
    plain = np.flatnonzero(
        writes & (cases.stage_role[:, 1] < 0) & (cases.stage_turns[:, 0] > 1) & ~cases.protected_identity
    )
    assert len(plain)
    assert (cases.before_work[plain] == cases.turn_work[cases.stage_turn[plain, 0] + 1]).all()


@pytest.mark.rule("AF-2", "UN-10")
def test_the_stage_that_ends_the_case_at_a_unit_documents_it(cases):
    accepted = cases.intake == Intake.accepted
    documents = cases.stage_documentation > 0
    moves_within = cases.stage_role[:, 1] >= 0
    assert not documents[moves_within, 0].any()
    clinical = accepted & (cases.reason != Reason.administrative)
    ends = np.where(moves_within, 1, 0)
    assert documents[np.flatnonzero(clinical), ends[clinical]].all()
    administrative = accepted & ~clinical
    by_clinical_role = cases.stage_role[np.flatnonzero(administrative), ends[administrative]] != Role.medical_admin
    handed_over = cases.handover[administrative] != Handover.none
    assert (handed_over & ~by_clinical_role).any()
    assert (documents[np.flatnonzero(administrative), ends[administrative]] == by_clinical_role | handed_over).all()
    assert documents[cases.stage_role[:, 2] >= 0, 2].all()
    assert (cases.stage_wrap_up >= cases.stage_documentation).all()


@pytest.mark.rule("AF-3", "AF-1")
def test_only_the_last_stage_registers_and_books():
    minutes = {
        "registration": {"distribution": "constant", "value": 2.0},
        "booking": {"distribution": "constant", "value": 3.0},
    }
    found = drawn(several(work=minutes | {"handover_same_provider": {"distribution": "constant", "value": 0.0}}))
    extra = found.stage_wrap_up - found.stage_documentation
    last = 2 - np.argmax(found.stage_role[:, ::-1] >= 0, axis=1)
    rows = np.flatnonzero((found.intake == Intake.accepted) & (found.handover <= Handover.same_provider))
    expected = 2 * MINUTE * found.qualified + 3 * MINUTE * found.visit
    assert (extra[rows, last[rows]] == expected[rows]).all()
    assert (extra[rows].sum(axis=1) == expected[rows]).all()


@pytest.mark.rule("IN-4")
def test_a_protected_identity_takes_its_extra_minutes_in_the_first_turn():
    shares = (
        {"protected_identity": 0.0},
        {"protected_identity": 1.0},
        {"protected_identity": 1.0, "protected_identity_needs_voice": 0.0},
    )
    never, always, in_writing = (drawn(scene(policy=WAIT, patients=share)) for share in shares)
    grown = np.flatnonzero((always.intake == Intake.accepted) & (always.stream == Stream.channel))
    first = always.turn_work[always.stage_turn[grown, 0]]
    assert (first - never.turn_work[never.stage_turn[grown, 0]] == 8 * MINUTE).all()
    assert (in_writing.turn_work[in_writing.stage_turn[grown, 0]] == never.turn_work[never.stage_turn[grown, 0]]).all()


@pytest.mark.rule("AF-5")
def test_service_telephones_give_their_notice_at_the_unit_that_has_them():
    units = UNITS | {"berga": UNITS["berga"] | {"service_telephones": True}}
    found = drawn(scene(units, PEOPLE, flow={"handover": 0.2}))
    unit = np.repeat(found.stage_unit.ravel(), found.stage_turns.ravel())
    assert (found.turn_notice[unit == BERGA] == MINUTE).all()
    elsewhere = found.turn_notice[unit != BERGA]
    assert elsewhere.min() < MINUTE < 9 * MINUTE < elsewhere.max() <= 10 * MINUTE


@pytest.mark.rule("CO-8")
def test_a_picture_is_asked_for_and_answered_by_a_nurse():
    found = drawn(
        several(work={"picture": {"distribution": "constant", "value": 2.0}}, demand={"pictures_per_day_and_8250": 3.0})
    )
    picture = found.stream == Stream.picture
    assert picture.sum() > 20
    assert (found.intake[picture] == Intake.accepted).all()
    assert (found.rule[picture] == rule_index("CO-8")).all()
    assert (found.stage_turns[picture] == [2, 0, 0]).all()
    assert (found.turn_work[found.stage_turn[picture, 0]] == 2 * MINUTE).all()
    assert (found.priority[picture] == 3).all()
    assert (found.corrected_priority[picture] == 3).all()
    for name in ("visit", "qualified", "physical_visit", "handover"):
        assert not getattr(found, name)[picture].any()


def test_the_backlog_is_past_intake():
    found = drawn(scene(backlog={"ekhult": 400}, patients={"protected_identity": 1.0}))
    waiting = found.stream == Stream.backlog
    assert waiting.sum() == 400
    assert (found.intake[waiting] == Intake.accepted).all()
    assert (found.priority[waiting] <= 2).any()
    assert (found.role[waiting] >= 0).all()


def test_a_scenario_without_people_has_cases_and_nobody_to_refer_to():
    found = drawn(scene(people={}, policy=WAIT))
    assert found.referral_unmet.any()
    assert (found.stage_role[:, 1] == -1).all()
    assert len(found.absence_person) == 0


def test_ages_that_nobody_can_have_are_refused():
    with pytest.raises(InputError, match=r"patients\.age: no age between 1 and 100 years can be drawn"):
        drawn(scene(patients={"age": {"distribution": "constant", "value": 120.0}}))


def test_ages_without_children_still_give_wrong_requesters():
    found = drawn(
        scene(patients={"age": {"distribution": "constant", "value": 40.0}}, demand={"wrong_requester_share": 0.5})
    )
    wrong = found.rule == rule_index("IN-2")
    assert wrong.any()
    assert ((found.age < 13) != found.by_guardian)[wrong].all()
    assert set(found.age[~wrong].tolist()) <= {0, 40}
