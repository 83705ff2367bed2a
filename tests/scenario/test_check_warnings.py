"""What runs but should be thought about. HEAD has four weeks from 2026-01-05: 19 staffed days, Epiphany is not one."""

from pathlib import Path

import pytest

from sim.scenario.check import warnings
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from tests.scenario.plans import HEAD, warned

UNITS = """\
units:
  elm: { provider: region, listed: 8000 }
  ash: { provider: region, listed: 0 }
"""
ALL = "[08:00-17:00]"
FULL = f"""\
people:
  nurse: {{ unit: elm, role: nurse, week: {{ mon-fri: {ALL} }}, visit_slots: {{ mon: [09:00-10:00] }} }}
  physio: {{ unit: elm, role: physiotherapist, week: {{ mon-fri: {ALL} }} }}
  counsellor: {{ unit: elm, role: counsellor, week: {{ mon-fri: {ALL} }} }}
  physician: {{ unit: elm, role: physician, week: {{ mon-fri: {ALL} }} }}
  admin: {{ unit: elm, role: medical_admin, week: {{ mon-fri: {ALL} }} }}
"""


def without(name):
    """FULL with one person less."""
    return "".join(line for line in FULL.splitlines(keepends=True) if f"  {name}:" not in line)


def test_a_full_roster_warns_of_nothing():
    assert warned(UNITS + FULL) == []


@pytest.mark.rule("ST-2")
def test_first_of_all_who_will_never_be_begun():
    """80 cases a month are 18.4 a week: 16 % administrative are 2.9, and 3 % of the nurses' 13.0 are referred."""
    found = warned(
        UNITS + without("admin") + "  late: { unit: elm, role: medical_admin, week: { sat: [08:00-12:00] } }\n"
    )
    assert found[0] == (
        "medical_admin at elm: nobody in the whole horizon; about 3 cases a week will never be begun [ST-2]"
    )
    assert warned(UNITS + without("counsellor")) == [
        "counsellor at elm: nobody in the whole horizon; about 1 case a week will never be begun [ST-2]"
    ]


@pytest.mark.rule("ST-2")
def test_few_cases_are_said_to_be_few():
    units = "units:\n  elm: { listed: 2000 }\n"
    assert warned(units + without("counsellor"))[0] == (
        "counsellor at elm: nobody in the whole horizon; less than one case a week will never be begun [ST-2]"
    )


@pytest.mark.rule("ST-2")
def test_nobody_on_a_staffed_day():
    def physio(week, dates=""):
        return without("physio") + f"  physio: {{ unit: elm, role: physiotherapist, week: {{ {week} }}{dates} }}\n"

    assert warned(UNITS + physio(f"mon-tue: {ALL}, thu-fri: {ALL}")) == [
        "physiotherapist at elm: nobody on 4 of 19 staffed days (every Wednesday) [ST-2]"
    ]
    assert warned(UNITS + physio(f"mon-fri: {ALL}", ", dates: { 2026-01-14: [] }")) == [
        "physiotherapist at elm: nobody on 1 of 19 staffed days (first Wednesday 2026-01-14) [ST-2]"
    ]


@pytest.mark.rule("ST-1", "ST-2")
def test_a_day_opened_for_once_needs_people_too():
    once = UNITS + "calendar: { extra_open: { 2026-01-10: 09:00-12:00 } }\n"
    assert warned(once + FULL)[0] == "nurse at elm: nobody on 1 of 20 staffed days (first Saturday 2026-01-10) [ST-2]"


@pytest.mark.rule("ST-2")
@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("11:30-12:00, 16:00-16:30", "8 of 9 staffed hours a day without anyone"),
        ("08:00-12:00, 12:45-17:00", "45 minutes of 9 staffed hours a day without anyone"),
        ("08:00-12:00, 13:30-17:00", "1.5 of 9 staffed hours a day without anyone"),
    ],
)
def test_nobody_in_some_staffed_half_hours(hours, said):
    people = without("physio") + f"  physio: {{ unit: elm, role: physiotherapist, week: {{ mon-fri: [{hours}] }} }}\n"
    assert warned(UNITS + people) == [f"physiotherapist at elm: {said} [ST-2]"]


@pytest.mark.rule("ST-2")
def test_less_than_a_half_hour_of_the_clock_is_not_worth_a_warning():
    people = without("physio") + (
        "  physio: { unit: elm, role: physiotherapist, week: { mon-fri: [08:00-12:10, 12:35-17:00] } }\n"
    )
    assert warned(UNITS + people) == []


@pytest.mark.rule("ST-2", "UN-6")
def test_help_fills_a_gap():
    people = without("counsellor") + (
        f"  sam: {{ unit: ash, role: counsellor, week: {{ mon-fri: {ALL} }}, permissions: [elm],"
        " help: [{ unit: elm, role: counsellor }] }\n"
    )
    assert warned(UNITS + people) == []


@pytest.mark.rule("ST-2", "UN-3")
def test_a_planned_closure_is_no_gap():
    closed = "closures: [{ unit: elm, from: 2026-01-14 00:00, until: 2026-01-15 00:00 }]\n"
    assert warned(UNITS + FULL + closed, "ST-2") == []


@pytest.mark.rule("RO-9")
def test_a_role_that_only_referrals_reach_and_that_nobody_has():
    """20 % of the nurses' 13.0 cases a week are 2.6."""
    assert warned(UNITS + without("physician")) == [
        "physician: nobody has this role; about 3 cases a week that would be referred to it stay where they are [RO-9]"
    ]


@pytest.mark.rule("RO-8")
def test_a_flow_that_nurses_take_reaches_its_role_by_referral_only():
    units = UNITS + "policy: { nurse_takes: [counsellor] }\n"
    assert warned(units + without("counsellor")) == [
        "counsellor: nobody has this role; less than one case a week that would be referred to it "
        "stay where they are [RO-9]"
    ]


@pytest.mark.rule("RO-11")
def test_priority_5_on_the_telephone_line_asks_for_nobody():
    only_5 = (
        "patients: { priorities: { 1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0, 5: 1.0 } }\npolicy: { priority_5: telephone_line }\n"
    )
    assert warned(UNITS + only_5 + without("nurse"), "ST-2") == []


@pytest.mark.rule("AF-1")
def test_visits_without_slots_and_slots_without_room():
    people = FULL.replace(", visit_slots: { mon: [09:00-10:00] }", "")
    assert warned(UNITS + people) == [
        "elm: nobody has visit slots; less than one case a week lead to a digital visit that will not be booked [AF-1]"
    ]
    short = FULL.replace("09:00-10:00] }", "09:00-10:00, 11:00-11:15] }")
    assert warned(UNITS + short) == [
        "people.nurse.visit_slots.mon[1]: is shorter than a digital visit (20 minutes); "
        "nothing is booked into it [AF-1]"
    ]
    assert warned(UNITS + people + "flow: { visit: 0.0 }\n") == []


BRANCH = UNITS + "  oak: { branch_of: elm, listed: 800, branch_staff: stay, handles_own_cases: [nurse] }\n"


@pytest.mark.rule("UN-2")
def test_a_branch_that_handles_its_own_cases_must_be_staffed():
    olle = "  olle: { unit: oak, role: nurse, week: { mon-fri: [08:00-12:00] }, visit_slots: { mon: [09:00-10:00] } }\n"
    assert warned(BRANCH + FULL + olle) == [
        "oak: handles its own cases, which takes continuous staffing; not always somebody: nurse [UN-2]",
        "nurse at oak: 5 of 9 staffed hours a day without anyone [ST-2]",
    ]


@pytest.mark.rule("UN-1")
def test_branch_staff_who_stay_are_hours_lost():
    """Five days less Epiphany: 19 days of 4 hours in four weeks."""
    units = BRANCH.replace(", handles_own_cases: [nurse]", "")
    olle = "  olle: { unit: oak, role: nurse, week: { mon-fri: [08:00-12:00] } }\n"
    assert warned(units + FULL + olle) == [
        "oak: its people stay out of the lists of elm: 19 hours a week are lost [UN-1]"
    ]


COVER = f"""\
  ash-nurse: {{ unit: ash, role: nurse, week: {{ mon-fri: {ALL} }} }}
  ash-physio: {{ unit: ash, role: physiotherapist, week: {{ mon: {ALL} }} }}
"""
WEDNESDAY = "from: 2026-01-14 08:00, until: 2026-01-14 17:00"
WHEN = "from 2026-01-14 08:00 until 2026-01-14 17:00"


def closed(*entries):
    """Warnings about closures with ash's nurse every day and its physiotherapist on Mondays."""
    text = "closures:\n" + "".join(f"  - {{ {entry} }}\n" for entry in entries)
    return [said for said in warned(UNITS + FULL + COVER + text) if said.startswith("closures")]


@pytest.mark.rule("UN-4")
def test_a_closure_that_nobody_covers():
    assert closed(f"unit: elm, {WEDNESDAY}") == [
        f"closures[0]: nobody covers the cases of elm {WHEN}; they wait until it opens [UN-4]"
    ]
    assert closed(f"unit: elm, {WEDNESDAY}, roles: [nurse, physician]") == [
        f"closures[0]: nobody covers the nurse and physician cases of elm {WHEN}; they wait until it opens [UN-4]"
    ]


@pytest.mark.rule("UN-4")
def test_a_cover_without_permission():
    assert closed(f"unit: elm, {WEDNESDAY}, covered_by: ash, roles: [nurse]")[0] == (
        f"closures[0]: ash has no permission to see the nurse cases of elm {WHEN}; they wait until it opens [UN-4]"
    )


@pytest.mark.rule("UN-3", "UN-4")
def test_a_cover_with_nobody_on_duty_and_a_person_without_permission():
    """On a Wednesday ash has a nurse only; the physiotherapist is not named in the permission either."""
    assert closed(f"unit: elm, {WEDNESDAY}, covered_by: ash, permission: [ash-nurse]") == [
        f"closures[0]: ash has no permission to see the physiotherapist cases of elm {WHEN}; "
        "they wait until it opens [UN-4]",
        f"closures[0]: ash has nobody on duty for the counsellor, physician and medical_admin cases of elm {WHEN}; "
        "they wait until it opens [UN-3]",
    ]
    assert closed(f"unit: elm, {WEDNESDAY}, covered_by: ash, permission: true") == [
        "closures[0]: ash has nobody on duty for the physiotherapist, counsellor, physician and medical_admin cases "
        f"of elm {WHEN}; they wait until it opens [UN-3]"
    ]


@pytest.mark.rule("UN-3")
def test_fewer_roles_than_the_whole_unit():
    entry = f"unit: elm, {WEDNESDAY}, covered_by: ash, permission: true, roles:"
    assert closed(f"{entry} [nurse]") == [
        "closures[0]: nobody covers the physiotherapist, counsellor, physician and medical_admin cases of elm "
        f"{WHEN}; they wait until it opens; covering the whole unit is recommended [UN-3]"
    ]
    both = closed(f"{entry} [nurse]", f"{entry} [physiotherapist, counsellor, physician, medical_admin]")
    assert not any("recommended" in said for said in both)


@pytest.mark.rule("UN-3")
def test_a_closure_without_staffed_time():
    for window in (
        "from: 2026-01-10 08:00, until: 2026-01-11 17:00",
        "from: 2027-01-10 08:00, until: 2027-03-11 17:00",
    ):
        said = closed(f"unit: elm, {window}")
        assert len(said) == 1
        assert said[0].endswith("where the horizon has no staffed time; nothing changes [UN-3]")


@pytest.mark.rule("UN-6", "ST-4")
def test_help_without_permission():
    people = (
        FULL + "  sam: { unit: ash, role: nurse, week: { mon: [08:00-12:00] }, help: [{ unit: elm, role: nurse }] }\n"
    )
    assert warned(UNITS + people) == [
        "people.sam.help[0]: has no permission to see the nurse cases of elm and does not help there; "
        "write permissions: [elm] if it is given [UN-6]"
    ]


@pytest.mark.rule("UN-6", "ST-3")
def test_help_within_one_of_two_clinics_needs_no_permission_and_no_warning():
    people = FULL + (
        "  sam: { posts: [{ unit: elm, role: nurse, week: { mon: [08:00-12:00] } },"
        " { unit: ash, role: nurse, week: { tue: [08:00-12:00] } }], help: [{ unit: elm, role: physician }] }\n"
    )
    assert warned(UNITS + people) == []


@pytest.mark.rule("ST-8")
def test_two_coordinators_at_once():
    def both(hours):
        return FULL + (
            "  eva: { unit: elm, role: nurse, coordinator: true, week: { mon-fri: [08:00-12:00] } }\n"
            f"  ida: {{ unit: elm, role: nurse, coordinator: true, week: {{ thu: [{hours}] }} }}\n"
        )

    assert warned(UNITS + both("11:00-17:00")) == [
        "elm: eva and ida coordinate at the same time, first 2026-01-08 11:00; one at a time is enough [ST-8]"
    ]
    assert warned(UNITS + both("12:00-17:00")) == []


@pytest.mark.rule("ST-1", "ST-5")
def test_hours_that_do_not_count():
    people = FULL + (
        "  eva: { unit: elm, role: nurse, week: { mon: [07:30-08:30] } }\n"
        "  ida: { unit: elm, role: nurse, week: { mon: [08:00-12:00], sat: [08:00-12:00] } }\n"
        "  mia: { unit: elm, role: nurse, until: 2025-12-31, week: { mon: [08:00-12:00] } }\n"
    )
    assert warned(UNITS + people) == [
        "people.mia: is never on duty in the horizon [ST-5]",
        "people.eva.week: 30 minutes a week lie outside staffed hours and do not count [ST-1]",
        "people.ida.week: 4 hours a week lie outside staffed hours and do not count [ST-1]",
    ]


@pytest.mark.rule("ST-9")
def test_an_administrator_with_hours():
    people = FULL + "  eva: { unit: elm, role: administrator, week: { mon: [08:00-12:00] } }\n"
    assert warned(UNITS + people) == [
        "people.eva: an administrator reviews and handles no cases; the hours on duty are no capacity [ST-9]"
    ]


@pytest.mark.parametrize(
    ("horizon", "more", "told"),
    [
        ("warm_up_weeks: 0", "", True),
        ("warm_up_weeks: 1", "", False),
        ("warm_up_weeks: 0", "backlog: { elm: 4 }\n", False),
    ],
)
def test_a_beginning_with_empty_lists(horizon, more, told):
    loaded = load_text(HEAD.replace("warm_up_weeks: 0", horizon) + UNITS + FULL + more, Path("s.yaml"))
    found = [str(one) for one in warnings(loaded.scenario, plan_of(loaded.scenario)) if "lists begin empty" in str(one)]
    assert len(found) == told
    assert all(one.startswith("horizon.warm_up_weeks: 0 weeks and no backlog") for one in found)
