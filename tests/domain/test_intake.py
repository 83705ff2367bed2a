"""Children, protected identity, hours: who enters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.children import turned_away_by_age
from sim.domain.intake import intake_of, intake_rule, outside_hours, to_telephone_line
from sim.domain.protected_identity import guardian_barred, may_telephone, moves_to_voice
from sim.domain.rules import RULES, rule_index
from sim.domain.words import Intake


@pytest.mark.rule("IN-1")
def test_no_child_under_one_year_enters():
    assert turned_away_by_age(0, True) == 1
    assert turned_away_by_age(0, False) == 1
    assert turned_away_by_age(1, True) == 0


@pytest.mark.rule("IN-2")
@pytest.mark.parametrize(
    ("age", "by_guardian", "answer"),
    [(12, True, 0), (12, False, 2), (13, True, 2), (13, False, 0), (14, True, 2), (40, False, 0)],
)
def test_until_the_13th_birthday_a_guardian_asks_and_from_then_on_the_child(age, by_guardian, answer):
    assert turned_away_by_age(age, by_guardian) == answer


@pytest.mark.rule("IN-3")
@pytest.mark.parametrize(
    ("by_guardian", "child", "guardian", "barred"),
    [
        (True, False, False, False),
        (True, True, False, True),
        (True, False, True, True),
        (True, True, True, True),
        (False, True, False, False),
        (False, False, True, False),
    ],
)
def test_a_protected_identity_bars_the_guardian_not_the_patient(by_guardian, child, guardian, barred):
    assert guardian_barred(by_guardian, child, guardian) is barred


@pytest.mark.rule("IN-4")
def test_a_protected_identity_is_asked_for_by_voice_and_never_telephoned():
    assert moves_to_voice(True, True)
    assert not moves_to_voice(True, False)
    assert not moves_to_voice(False, True)
    assert not may_telephone(True)
    assert may_telephone(False)


@pytest.mark.rule("IN-5")
@pytest.mark.parametrize(
    ("staffed", "hours_only", "diverts", "intake"),
    [
        (True, False, True, Intake.accepted),
        (True, True, True, Intake.accepted),
        (False, False, False, Intake.accepted),
        (False, False, True, Intake.diverted),
        (False, True, False, Intake.turned_away),
        (False, True, True, Intake.turned_away),
    ],
)
def test_outside_staffed_hours_a_case_waits_is_diverted_or_turned_away(staffed, hours_only, diverts, intake):
    assert outside_hours(staffed, hours_only, diverts) == intake


@pytest.mark.rule("RO-11")
def test_only_priority_5_may_go_to_the_telephone_line():
    assert [p for p in range(1, 6) if to_telephone_line(p, True)] == [5]
    assert not to_telephone_line(5, False)


def _rule(**different: int) -> str:
    case = {
        "age": 40, "by_guardian": False, "protected_identity": False, "guardian_protected_identity": False,
        "listed_priority": 3, "priority_5_to_line": False, "in_staffed_hours": True, "staffed_hours_only": False,
        "diverts": False,
    }  # fmt: skip
    index = intake_rule(**(case | different))
    return "" if index == -1 else RULES[index].id


@pytest.mark.rule("IN-1", "IN-2", "IN-3", "IN-5", "RO-11")
def test_the_first_rule_that_keeps_a_case_out_is_named():
    everything = {
        "age": 0, "by_guardian": True, "protected_identity": True, "listed_priority": 5, "priority_5_to_line": True,
        "in_staffed_hours": False, "diverts": True,
    }  # fmt: skip
    assert _rule(**everything) == "IN-1"
    assert _rule(**everything | {"age": 13}) == "IN-2"
    assert _rule(**everything | {"age": 12}) == "IN-3"
    assert _rule(**everything | {"age": 12, "protected_identity": False}) == "RO-11"
    assert _rule(**everything | {"age": 12, "protected_identity": False, "listed_priority": 2}) == "IN-5"
    assert _rule(protected_identity=True) == ""
    assert _rule() == ""


@pytest.mark.rule("IN-5", "RO-11")
@pytest.mark.parametrize(
    ("rule", "hours_only", "intake"),
    [
        ("IN-1", False, Intake.turned_away),
        ("IN-2", False, Intake.turned_away),
        ("IN-3", True, Intake.turned_away),
        ("RO-11", True, Intake.diverted),
        ("IN-5", False, Intake.diverted),
        ("IN-5", True, Intake.turned_away),
    ],
)
def test_the_rule_says_whether_a_case_is_turned_away_or_diverted(rule, hours_only, intake):
    assert intake_of(rule_index(rule), hours_only) == intake


@pytest.mark.rule("IN-5")
@given(st.integers(1, 99), st.integers(1, 5), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_intake_agrees_with_the_hours_alone_for_everybody_who_may_ask(
    age, priority, line, staffed, hours_only, diverts
):
    rule = intake_rule(age, age < 13, False, False, priority, line, staffed, hours_only, diverts)
    if to_telephone_line(priority, line):
        assert intake_of(rule, hours_only) == Intake.diverted
    else:
        assert intake_of(rule, hours_only) == outside_hours(staffed, hours_only, diverts)
