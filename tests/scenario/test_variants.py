import datetime as dt

import pytest

from sim.domain.words import Role
from sim.errors import InputError
from sim.scenario.continuity import continuity
from sim.scenario.covering import covers_of
from sim.scenario.files import load_text
from sim.scenario.fingerprint import fingerprint
from sim.scenario.plan import plan_of
from sim.scenario.resolved import resolved_yaml
from sim.scenario.schema.units import Closure
from sim.scenario.variants import (
    COVERED,
    OPEN,
    UNCOVERED,
    UNPERMITTED,
    branch_handles,
    branches,
    closed_as,
    followed,
    planned,
    proposed_roles,
    who_may_cover,
)
from tests.dashboard.scenes import BRANCH, CLOSED


@pytest.fixture(scope="module")
def branch():
    return load_text(BRANCH)


@pytest.fixture(scope="module")
def closed():
    return load_text(CLOSED)


def cover_of(loaded):
    (found,) = covers_of(loaded.scenario, plan_of(loaded.scenario))
    return found


def by_role(found):
    return {one.role: (one.reason, one.hours_covered) for one in found.roles}


def test_a_branch_is_proposed_the_roles_that_it_has_people_for(branch):
    assert branches(branch) == ["bruk"]
    assert proposed_roles(branch, "bruk") == (Role.nurse, Role.physician)
    assert proposed_roles(branch_handles(branch, "bruk", [Role.physician]), "bruk") == (Role.physician,)


def test_a_branch_redirected_is_the_scenario_without_its_decision(branch):
    own = branch_handles(branch, "bruk", (Role.nurse,))
    assert own.scenario.units["bruk"].handles_own_cases == ["nurse"]
    assert fingerprint(branch_handles(own, "bruk", ()).scenario) == fingerprint(branch.scenario)
    assert branch_handles(branch, "bruk", list(Role)[:5]).scenario.units["bruk"].handles_own_cases is True


def test_who_is_there_at_a_branch_is_counted_by_hand(branch):
    own = branch_handles(branch, "bruk", (Role.nurse, Role.physician))
    nurse, physician = continuity(own.scenario, plan_of(own.scenario), "bruk")
    # the nurse 8-12 and 13-15 of 8-17, every weekday of three weeks but Epiphany; the physician on Tuesdays alone
    assert (nurse.role, nurse.days, nurse.days_without) == ("nurse", 14, 0)
    assert (nurse.hours, nurse.hours_without, nurse.kept_up) == (9.0, 3.0, False)
    assert (physician.days_without, physician.hours_without) == (12, 8.0)  # the first Tuesday is Epiphany


def test_a_branch_with_somebody_always_there_keeps_it_up():
    whole = load_text(BRANCH.replace("[08:00-12:00, 13:00-15:00]", "[08:00-17:00]"))
    own = branch_handles(whole, "bruk", (Role.nurse,))
    (nurse,) = continuity(own.scenario, plan_of(own.scenario), "bruk")
    assert (nurse.hours_without, nurse.kept_up) == (0.0, True)


def test_who_covers_role_by_role(closed):
    found = cover_of(closed_as(closed, COVERED))
    assert (found.permission, found.covered_by) == ("all", "rosengard")
    nurse = next(one for one in found.roles if one.role == "nurse")
    assert (nurse.people, nurse.hours, nurse.hours_covered, nurse.reason) == (("helper",), 9.0, 8.25, "")
    assert by_role(found)["physician"] == ("nobody on duty", 0.0)


def test_without_permission_and_without_cover_nobody_is_there(closed):
    assert by_role(cover_of(closed_as(closed, UNPERMITTED)))["nurse"] == ("no permission", 0.0)
    assert by_role(cover_of(closed_as(closed, UNCOVERED)))["nurse"] == ("nobody covers", 0.0)
    assert covers_of(closed_as(closed, OPEN).scenario, plan_of(closed_as(closed, OPEN).scenario)) == []


def test_a_role_that_is_not_covered_says_so():
    some = load_text(CLOSED.replace("permission: true", "permission: true, roles: [nurse]"))
    assert by_role(cover_of(some))["medical_admin"] == ("not covered", 0.0)


def test_a_person_may_hold_the_permission_that_the_closure_does_not_give():
    held = load_text(
        CLOSED.replace("helper: { unit: rosengard,", "helper: { unit: rosengard, permissions: [tallgarden],")
    )
    found = cover_of(closed_as(held, UNPERMITTED))
    assert (found.permission, by_role(found)["nurse"]) == ("none", ("", 8.25))


def test_permission_by_name(closed):
    named = load_text(CLOSED.replace("permission: true", "permission: [helper]"))
    assert cover_of(closed_as(named, COVERED)).permission == "named"
    assert by_role(cover_of(closed_as(named, UNPERMITTED)))["nurse"] == ("no permission", 0.0)
    assert by_role(cover_of(closed_as(closed, COVERED)))["nurse"] == by_role(cover_of(named))["nurse"]


def test_who_covers_is_named_where_the_scenario_names_nobody():
    bare = load_text(CLOSED.replace(", covered_by: rosengard, permission: true", ""))
    assert who_may_cover(bare) == ["rosengard"]
    assert closed_as(bare, COVERED, "rosengard").scenario.closures[0].permission is True
    assert closed_as(bare, COVERED).scenario.closures[0].covered_by is None


def test_a_cover_that_cannot_be_is_refused():
    bare = load_text(CLOSED.replace(", covered_by: rosengard, permission: true", ""))
    with pytest.raises(InputError, match="rosengord"):
        closed_as(bare, COVERED, "rosengord")


def test_a_closure_is_followed_for_a_week_after_its_own(closed):
    assert closed.scenario.horizon.weeks == 2
    longer = followed(closed)
    assert longer.scenario.horizon.weeks == 3
    assert followed(longer) is longer
    assert followed(closed_as(closed, OPEN)).scenario.horizon.weeks == 2


def test_a_planned_closure_stands_between_its_warm_up_and_its_recovery(closed):
    closure = Closure.model_validate({"unit": "tallgarden", "from": "2026-05-06 08:00", "until": "2026-05-06 12:00"})
    found = load_text(resolved_yaml(planned(closed, closure))).scenario
    assert (found.horizon.from_, found.horizon.weeks) == (dt.date(2026, 4, 20), 4)
    assert (found.horizon.warm_up_weeks, found.closures) == (2, [closure])
