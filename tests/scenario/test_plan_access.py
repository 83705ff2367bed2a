"""Who may work in which list: home, cover during closures, help."""

import pytest

from sim.scenario.plan import plan_of
from tests.scenario.plans import accesses, scenario

UNITS = {"elm": {"listed": 8000}, "ash": {"listed": 8000}, "oak": {"branch_of": "ash", "listed": 500}}
WINDOW = {"unit": "elm", "from": "2026-01-07 12:00", "until": "2026-01-08 10:00", "covered_by": "ash"}
COVERS_NURSE = "cover nurse at elm Wed 12:00..Thu 10:00"


def nurse(unit="ash", **keys):
    return {"unit": unit, "role": "nurse", "week": {"mon-fri": ["08:00-17:00"]}} | keys


def plan_with(people, **keys):
    return plan_of(scenario(people=people, units=keys.pop("units", UNITS), **keys))


@pytest.mark.rule("ST-4")
def test_everybody_has_the_home_list_for_the_whole_horizon_and_no_other():
    plan = plan_with({"anna": nurse(), "elsa": nurse("elm")})
    assert plan.access_list.tolist() == plan.post_list.tolist()
    assert plan.access_from.tolist() == [0, 0]
    assert plan.access_until.tolist() == [7 * 86400] * 2


@pytest.mark.rule("UN-3")
def test_the_covering_clinics_people_see_the_same_roles_list_while_it_is_closed():
    people = {"anna": nurse(), "per": nurse(role="physician"), "elsa": nurse("elm")}
    plan = plan_with(people, closures=[WINDOW | {"permission": True}])
    assert accesses(plan, "anna") == [COVERS_NURSE]
    assert accesses(plan, "per") == ["cover physician at elm Wed 12:00..Thu 10:00"]
    assert accesses(plan, "elsa") == []


@pytest.mark.rule("UN-3")
def test_only_the_roles_that_the_closure_names_are_covered():
    people = {"anna": nurse(), "per": nurse(role="physician")}
    plan = plan_with(people, closures=[WINDOW | {"permission": True, "roles": ["physician"]}])
    assert accesses(plan, "anna") == []
    assert accesses(plan, "per") != []


@pytest.mark.rule("UN-1", "UN-3")
def test_people_of_a_branch_that_joins_its_clinic_cover_with_it():
    people = {"olle": nurse("oak")}
    assert accesses(plan_with(people, closures=[WINDOW | {"permission": True}]), "olle") == [COVERS_NURSE]
    stay = plan_with(people, closures=[WINDOW | {"permission": True}], policy={"branch_staff": "stay"})
    assert accesses(stay, "olle") == []


@pytest.mark.rule("UN-4")
def test_without_permission_nobody_covers():
    assert accesses(plan_with({"anna": nurse()}, closures=[WINDOW]), "anna") == []


@pytest.mark.rule("UN-4")
def test_permission_by_name_or_held_by_the_person_is_enough():
    people = {"anna": nurse(), "bo": nurse(permissions=["elm"]), "cia": nurse()}
    plan = plan_with(people, closures=[WINDOW | {"permission": ["anna"]}])
    assert accesses(plan, "anna") == accesses(plan, "bo") == [COVERS_NURSE]
    assert accesses(plan, "cia") == []


@pytest.mark.rule("UN-5")
def test_a_clinic_covers_its_own_branch_without_permission_and_only_lists_that_the_branch_has():
    units = UNITS | {"oak": {"branch_of": "ash", "listed": 500, "handles_own_cases": ["nurse"]}}
    closed = [{"unit": "oak", "from": "2026-01-07 08:00", "until": "2026-01-07 17:00", "covered_by": "ash"}]
    plan = plan_with({"anna": nurse(), "per": nurse(role="physician")}, units=units, closures=closed)
    assert accesses(plan, "anna") == ["cover nurse at oak Wed 08:00..Wed 17:00"]
    assert accesses(plan, "per") == []


@pytest.mark.rule("UN-3")
def test_cover_is_cut_to_the_horizon():
    closed = WINDOW | {"from": "2025-12-30 08:00", "until": "2026-01-05 12:00", "permission": True}
    assert accesses(plan_with({"anna": nurse()}, closures=[closed]), "anna") == [
        "cover nurse at elm Mon 00:00..Mon 12:00"
    ]
    outside = WINDOW | {"from": "2026-02-01 08:00", "until": "2026-02-02 08:00", "permission": True}
    assert accesses(plan_with({"anna": nurse()}, closures=[outside]), "anna") == []


@pytest.mark.rule("UN-6")
def test_help_between_clinics_needs_permission_and_within_a_clinic_none():
    helps = [{"unit": "elm", "role": "nurse"}, {"unit": "ash", "role": "medical_admin", "when": "always"}]
    people = {"anna": nurse(help=helps), "bo": nurse(help=helps, permissions=["elm"])}
    plan = plan_with(people)
    within = "help_always medical_admin at ash Mon 00:00..Mon 00:00"
    assert accesses(plan, "anna") == [within]
    assert accesses(plan, "bo") == ["help_idle nurse at elm Mon 00:00..Mon 00:00", within]


@pytest.mark.rule("UN-6")
def test_help_for_a_redirected_branch_is_help_in_its_clinics_list():
    entry = [{"unit": "oak", "role": "nurse"}]
    people = {"elsa": nurse("elm", help=entry, permissions=["ash"]), "anna": nurse(help=entry)}
    plan = plan_with(people)
    assert accesses(plan, "elsa") == ["help_idle nurse at ash Mon 00:00..Mon 00:00"]
    assert accesses(plan, "anna") == []  # it is the home list already


@pytest.mark.rule("UN-6")
def test_accesses_are_sorted_by_post_list_and_time():
    people = {
        "anna": nurse(permissions=["elm"], help=[{"unit": "elm", "role": "nurse", "when": "always"}]),
        "bo": nurse(),
    }
    plan = plan_with(people, closures=[WINDOW | {"permission": True}])
    rows = list(zip(plan.access_post.tolist(), plan.access_list.tolist(), plan.access_from.tolist(), strict=True))
    assert rows == sorted(rows)
    assert accesses(plan, "anna") == ["help_always nurse at elm Mon 00:00..Mon 00:00", COVERS_NURSE]
