"""Intake and routing of whole tables agree with the domain's functions, case by case."""

import numpy as np
import pytest

from sim.cases import route
from sim.domain.care_flows import role_for, role_rule
from sim.domain.rules import RULES, rule_index
from sim.domain.staffed_time import is_staffed
from sim.domain.words import Intake, Reason, Role
from sim.scenario.plan import plan_of
from sim.tables import Stream
from tests.cases.scenes import drawn, scene


def channel_of(**policy):
    scenario = scene({"ekhult": {"cases_per_day": 200.0}}, weeks=3, policy=policy, patients={"protected_identity": 0.1})
    cases = drawn(scenario)
    return plan_of(scenario), cases, cases.stream == Stream.channel


def outcomes(cases, rows):
    rules = [RULES[code].id for code in cases.rule.tolist()]
    return [(Intake(code).name, rule) for code, rule, row in zip(cases.intake, rules, rows, strict=True) if row]


@pytest.mark.rule("IN-1", "IN-2", "IN-3")
def test_who_is_turned_away_at_the_door():
    _, cases, _ = channel_of()
    for row, rule in enumerate(cases.rule.tolist()):
        guardian = cases.by_guardian[row]
        barred = guardian and (cases.protected_identity[row] or cases.guardian_protected_identity[row])
        if cases.age[row] < 1:
            expected = "IN-1"
        elif guardian != (cases.age[row] < 13):
            expected = "IN-2"
        elif barred:
            expected = "IN-3"
        else:
            continue
        assert (RULES[rule].id, cases.intake[row]) == (expected, Intake.turned_away)
    seen = {RULES[rule].id for rule in cases.rule[cases.intake == Intake.turned_away].tolist()}
    assert seen == {"IN-1", "IN-2", "IN-3"}


@pytest.mark.rule("IN-3")
def test_the_guardians_identity_is_another_than_the_childs():
    scenario = scene({"ekhult": {"cases_per_day": 200.0}}, weeks=3, patients={"protected_identity": 0.5})
    cases = drawn(scenario)
    child = cases.by_guardian & (cases.stream == Stream.channel)
    assert not cases.guardian_protected_identity[~cases.by_guardian].any()
    both = (cases.protected_identity & cases.guardian_protected_identity)[child].mean()
    assert abs(both - 0.25) < 4 * np.sqrt(0.1875 / child.sum())  # four standard errors: 6e-5


@pytest.mark.rule("IN-5")
@pytest.mark.parametrize(
    ("clock", "intake"),
    [("07:59:59", "diverted"), ("08:00:00", "accepted"), ("16:59:59", "accepted"), ("17:00:00", "diverted")],
)
def test_the_second_of_opening_is_staffed_and_that_of_closing_is_not(tmp_path, clock, intake):
    path = tmp_path / "cases.csv"
    path.write_text(f"arrival,unit,reason,priority,age,requested_by\n2026-01-05 {clock},ekhult,skin,2,40,self\n")
    assert route(path, scene(), plan_of(scene()))["intake"].tolist() == [intake]


@pytest.mark.rule("IN-5")
def test_out_of_hours_some_priorities_are_diverted_or_everybody_is_turned_away():
    plan, cases, channel = channel_of()
    staffed = np.array([is_staffed(tick, plan.day_open, plan.day_close) for tick in cases.arrival.tolist()])
    enters_by_door = ~np.isin(cases.rule, [rule_index(name) for name in ("IN-1", "IN-2", "IN-3")])
    outside = channel & ~staffed & enters_by_door
    assert set(outcomes(cases, outside & (cases.priority <= 2))) == {("diverted", "IN-5")}
    assert {intake for intake, _ in outcomes(cases, outside & (cases.priority > 2))} == {"accepted"}
    plan, cases, channel = channel_of(intake="staffed_hours")
    assert set(outcomes(cases, outside)) == {("turned_away", "IN-5")}
    assert ("turned_away", "IN-5") not in outcomes(cases, channel & staffed)


@pytest.mark.rule("RO-11")
def test_priority_5_may_go_to_the_telephone_line():
    _, cases, channel = channel_of(priority_5="telephone_line")
    five = channel & (cases.priority == 5)
    assert {outcome for outcome in outcomes(cases, five) if outcome[1] == "RO-11"} == {("diverted", "RO-11")}
    assert not (cases.intake[five] == Intake.accepted).any()
    assert "RO-11" not in {rule for _, rule in outcomes(cases, ~five)}


@pytest.mark.rule("RO-1", "RO-2", "RO-3", "RO-4", "RO-5", "RO-6", "RO-7", "RO-8", "RO-10")
@pytest.mark.parametrize(
    "policy", [{}, {"nurse_takes": ["physiotherapist"]}, {"nurse_takes": ["counsellor"], "admin_flow": "nurse"}]
)
def test_every_case_has_the_role_and_rule_of_the_domain(policy):
    _, cases, channel = channel_of(**policy)
    rows = np.flatnonzero(channel & (cases.intake == Intake.accepted))
    takes = policy.get("nurse_takes", [])
    flags = ("physiotherapist" in takes, "counsellor" in takes, policy.get("admin_flow") == "nurse")
    for row in rows.tolist():
        arguments = (int(cases.reason[row]), int(cases.priority[row]), int(cases.age[row]), *flags)
        assert cases.role[row] == role_for(*arguments)
        assert cases.rule[row] == role_rule(*arguments)
    assert Role.physician not in cases.role[rows]
    if flags[2]:
        assert (cases.role[rows][cases.reason[rows] == Reason.administrative] == Role.nurse).all()
