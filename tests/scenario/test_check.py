"""Every error between the parts of a scenario, with its line, place, what is accepted and rule. HEAD has two lines."""

import pytest

from sim.scenario import check_units
from tests.scenario.plans import refused

UNITS = """\
units:
  elm: { provider: region, listed: 8000 }
  ash: { provider: region, listed: 8000 }
  oak: { branch_of: ash, listed: 500 }
"""
PEOPLE = """\
people:
  anna: { unit: elm, role: nurse, week: { mon-fri: [08:00-12:00] } }
  bo: { unit: ash, role: nurse, week: { mon-fri: [08:00-12:00] } }
"""


def unit(line):
    """Problems of a scenario with one more unit in line 7."""
    return refused(f"{UNITS}  fir: {line}\n")


def person(line):
    """Problems of a scenario with one more person in line 10."""
    return refused(f"{UNITS}{PEOPLE}  cia: {line}\n")


def closures(*lines):
    """Problems of a scenario with closures from line 11."""
    return refused(f"{UNITS}{PEOPLE}closures:\n" + "".join(f"  - {{ {line} }}\n" for line in lines))


DAY = "from: 2026-01-07 08:00, until: 2026-01-07 17:00"


def test_a_whole_scenario_is_not_refused():
    assert closures(f"unit: elm, {DAY}, covered_by: ash, permission: [bo]") == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{ branch_of: ehm, listed: 1 }", '7  units.fir.branch_of: "ehm" is no unit here; did you mean "elm"?'),
        (
            "{ branch_of: fir, listed: 1 }",
            "7  units.fir.branch_of: a unit cannot be a branch of itself; name its clinic [UN-1]",
        ),
        (
            "{ branch_of: oak, listed: 1 }",
            '7  units.fir.branch_of: "oak" is itself a branch of "ash"; name a clinic [UN-1]',
        ),
        (
            "{ listed: 1, handles_own_cases: true }",
            "7  units.fir.handles_own_cases: a clinic handles its own cases anyway; "
            "leave this out, or write branch_of [UN-2]",
        ),
        (
            "{ branch_of: elm, provider: private, listed: 1 }",
            '7  units.fir.provider: "private" is not the care provider of "elm"; leave it out at a branch',
        ),
        (
            "{ provider: region }",
            "7  units.fir: says nothing about its volume; "
            "write listed or cases_per_day (0 if it has no patients of its own)",
        ),
        (
            "{ cases_per_day: 3.0, cases_per_1000_and_month: 10.0, listed: 5 }",
            "7  units.fir.cases_per_day: stands beside cases_per_1000_and_month; write one of the two",
        ),
        (
            "{ listed: 1, handover_to: { asch: 1.0 } }",
            '7  units.fir.handover_to.asch: "asch" is no unit here; did you mean "ash"?',
        ),
        (
            "{ listed: 1, branch_of: ash, handover_to: { oak: 1.0 } }",
            "7  units.fir.handover_to.oak: the cases are there already; name another unit [UN-7]",
        ),
        (
            "{ listed: 1, handover_to: { ash: 0.0 } }",
            "7  units.fir.handover_to: no clinic has a weight above 0; "
            "give one a weight, or leave handover_to out [UN-7]",
        ),
    ],
)
def test_units(line, problem):
    assert unit(line) == [problem]


NO_AGE = "patients.age: no age between 1 and 100 years can be drawn; write a distribution that reaches into it"


@pytest.mark.parametrize(
    "age",
    [
        "0",
        "100",
        "{ distribution: exponential, mean: 0.001 }",
        "{ distribution: lognormal, mean: 500000, cv: 0.01 }",
        "{ distribution: mixture, parts: [{ share: 1, of: 0.5 }] }",
    ],
)
def test_ages_that_no_patient_has(age):
    """It was refused by the first draw only, without file and line, after the check had found the scenario right."""
    assert refused(f"{UNITS}patients: {{ age: {age} }}\n") == [f"7  {NO_AGE}"]


def test_an_age_that_some_patient_has():
    assert refused(f"{UNITS}patients: {{ age: {{ distribution: exponential, mean: 0.1 }} }}\nseed: -1\n") == [
        "8  seed: -1 is not accepted; write 0 or more"
    ]


def test_names_that_share_a_key_of_the_random_draws(monkeypatch):
    """Real collisions are one in four thousand million: here every name has the same key."""
    monkeypatch.setattr(check_units, "crc32", lambda _: 7)
    assert refused("units:\n  elm: { listed: 1 }\n  ash: { listed: 1 }\n") == [
        '5  units.ash: would draw the same random numbers as "elm"; rename one of them'
    ]


@pytest.mark.rule("ST-3")
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{ week: { mon: [08:00-09:00] } }", "10  people.cia: has no post; write unit and role, or posts [ST-3]"),
        ("{ role: nurse }", "10  people.cia: has a role but no unit; write unit [ST-3]"),
        ("{ unit: elm }", "10  people.cia: has a unit but no role; write role [ST-3]"),
        (
            "{ week: { mon: [08:00-09:00] }, posts: [{ unit: elm, role: nurse }] }",
            "10  people.cia.week: stands beside posts; write it inside the post",
        ),
        ("{ unit: elms, role: nurse }", '10  people.cia.unit: "elms" is no unit here; did you mean "elm"?'),
        (
            "{ unit: elm, role: nurse, week: { mon: [08:00-12:00, 11:30-13:00] } }",
            '10  people.cia.week.mon[1]: "11:30-13:00" overlaps "08:00-12:00"; '
            "write hours that follow each other [ST-3]",
        ),
        (
            "{ unit: elm, role: nurse, dates: { 2026-01-07: [08:00-12:00, 11:30-13:00] } }",
            '10  people.cia.dates.2026-01-07[1]: "11:30-13:00" overlaps "08:00-12:00"; '
            "write hours that follow each other [ST-3]",
        ),
        (
            "{ unit: elm, role: nurse, week: { mon-wed: [08:00-12:00], tue-thu: [08:00-10:00] } }",
            "10  people.cia.week.tue-thu: mon-wed and tue-thu both name tue; write tue by itself as well",
        ),
        (
            "{ posts: [{ unit: elm, role: nurse }, { unit: elm, role: physician }] }",
            '10  people.cia.posts[1].role: physician here and nurse at "elm"; one role at a clinic [ST-3]',
        ),
        (
            "{ posts: [{ unit: ash, role: nurse }, { unit: oak, role: administrator }] }",
            '10  people.cia.posts[1].role: administrator here and nurse at "ash"; one role at a clinic [ST-3]',
        ),
        (
            "{ posts: [{ unit: elm, role: nurse }, { unit: elm, role: nurse }] }",
            '10  people.cia.posts[1]: is a second post as nurse at "elm"; write all hours in one [ST-3]',
        ),
        (
            "{ posts: [{ unit: elm, role: nurse, week: { mon-fri: [08:00-12:00] } },"
            " { unit: ash, role: nurse, week: { wed: [11:00-13:00] } }] }",
            '10  people.cia.posts[1].week.wed: on wed 11:00-13:00 at "ash" overlaps 08:00-12:00 at "elm"; '
            "a person is in one place at a time [ST-3]",
        ),
        (
            "{ posts: [{ unit: elm, role: nurse, dates: { 2026-01-07: [08:00-12:00] } },"
            " { unit: ash, role: nurse, week: { wed: [11:00-13:00] } }] }",
            '10  people.cia.posts[0].dates.2026-01-07: on 2026-01-07 08:00-12:00 at "elm" '
            'overlaps 11:00-13:00 at "ash"; '
            "a person is in one place at a time [ST-3]",
        ),
    ],
)
def test_posts_and_hours(line, problem):
    assert person(line) == [problem]


@pytest.mark.rule("ST-3")
def test_one_person_may_work_at_a_clinic_and_its_branch_and_elsewhere():
    posts = (
        "{ unit: ash, role: nurse, week: { mon: [08:00-12:00] } },"
        " { unit: oak, role: nurse, week: { mon: [12:00-17:00] } },"
        " { unit: elm, role: physician, week: { tue: [08:00-17:00] }, dates: { 2026-01-05: [] } }"
    )
    assert person(f"{{ posts: [{posts}] }}") == []


@pytest.mark.rule("ST-3")
def test_a_break_can_keep_two_posts_apart_and_a_date_can_free_a_day():
    week = "week: { mon: [08:00-12:30] }"
    assert person(
        f"{{ breaks: [12:00-12:45], posts: [{{ unit: elm, role: nurse, {week} }},"
        " { unit: ash, role: nurse, week: { mon: [12:30-17:00] } }] }"
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "{ unit: elm, role: nurse, from: 2026-02-01, until: 2026-01-01 }",
            "10  people.cia.until: 2026-01-01 is before from, 2026-02-01; write a later date [ST-5]",
        ),
        (
            "{ unit: elm, role: nurse, leave: [{ from: 2026-02-01, until: 2026-01-01 }] }",
            "10  people.cia.leave[0].until: 2026-01-01 is before from, 2026-02-01; write the last day of leave [ST-5]",
        ),
        (
            "{ unit: elm, role: nurse, permissions: [aash] }",
            '10  people.cia.permissions[0]: "aash" is no unit here; did you mean "ash"?',
        ),
        (
            "{ unit: elm, role: nurse, help: [{ unit: xyz, role: nurse }] }",
            '10  people.cia.help[0].unit: "xyz" is no unit here; accepted: elm, ash, oak',
        ),
        (
            "{ unit: elm, role: physician, coordinator: true }",
            "10  people.cia.coordinator: only a nurse coordinates; leave it out [ST-8]",
        ),
        (
            "{ unit: elm, role: nurse, week: { mon: [08:00-12:00] }, visit_slots: { mon-tue: [11:00-12:30] } }",
            '10  people.cia.visit_slots.mon-tue[0]: "11:00-12:30" lies outside the hours on duty (08:00-12:00) on mon; '
            "write visit slots inside them [AF-1]",
        ),
        (
            "{ unit: elm, role: nurse, week: { mon: [08:00-12:00] }, visit_slots: { mon-tue: [11:00-12:00] } }",
            '10  people.cia.visit_slots.mon-tue[0]: "11:00-12:00" lies outside duty (none) on tue; '
            "write visit slots inside them [AF-1]",
        ),
    ],
)
def test_dates_permissions_and_slots(line, problem):
    assert person(line) == [problem]


@pytest.mark.rule("AF-1")
def test_a_visit_slot_may_span_hours_that_touch():
    week = "week: { mon: [08:00-10:00, 10:00-12:00] }, visit_slots: { mon: [09:00-11:00] }"
    assert person(f"{{ unit: elm, role: nurse, {week} }}") == []


@pytest.mark.rule("UN-3", "UN-4", "UN-5")
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (f"unit: elms, {DAY}", '11  closures[0].unit: "elms" is no unit here; did you mean "elm"?'),
        (
            "unit: elm, from: 2026-01-07 17:00, until: 2026-01-07 08:00",
            "11  closures[0].until: 2026-01-07 08:00 is not after from, 2026-01-07 17:00; write a later moment [UN-3]",
        ),
        (
            f"unit: oak, {DAY}",
            '11  closures[0].unit: "oak" is a branch whose cases all go to "ash" and follows it; '
            "close the clinic, or write its people's leave [UN-5]",
        ),
        (
            f"unit: elm, {DAY}, covered_by: asch",
            '11  closures[0].covered_by: "asch" is no unit here; did you mean "ash"?',
        ),
        (
            f"unit: elm, {DAY}, covered_by: elm",
            "11  closures[0].covered_by: a unit cannot cover itself; name another clinic, or leave it out [UN-3]",
        ),
        (
            f"unit: elm, {DAY}, covered_by: oak, roles: [nurse, physician]",
            '11  closures[0].covered_by: "oak" is a branch whose nurse and physician cases go to "ash"; '
            "name that clinic [UN-5]",
        ),
        (
            f"unit: elm, {DAY}, covered_by: ash, permission: [boo]",
            '11  closures[0].permission[0]: "boo" is no person here; did you mean "bo"?',
        ),
        (
            f"unit: elm, {DAY}, covered_by: ash, permission: [bo, anna]",
            '11  closures[0].permission[1]: "anna" does not work at "ash"; name people who do [UN-4]',
        ),
    ],
)
def test_closures(line, problem):
    assert closures(line) == [problem]


@pytest.mark.rule("UN-5")
def test_a_cover_that_is_itself_closed_is_no_cover():
    second = "unit: ash, from: 2026-01-07 16:00, until: 2026-01-08 17:00"
    assert closures(f"unit: elm, {DAY}, covered_by: ash", second) == [
        '11  closures[0].covered_by: "ash" is itself closed from 2026-01-07 16:00 until 2026-01-08 17:00 '
        "(closures[1]); name a clinic that is open [UN-5]"
    ]
    touching = "unit: ash, from: 2026-01-07 17:00, until: 2026-01-08 17:00"
    assert closures(f"unit: elm, {DAY}, covered_by: ash", touching) == []


@pytest.mark.rule("UN-5")
def test_two_covers_of_one_role_at_a_time_are_one_too_many():
    later = "from: 2026-01-07 12:00, until: 2026-01-08 17:00"
    assert closures(f"unit: elm, {DAY}", f"unit: elm, {later}, covered_by: ash, roles: [nurse]") == [
        "12  closures[1]: closures[0] already closes elm from 2026-01-07 08:00 until 2026-01-07 17:00 for nurse; "
        "give each role one entry at a time [UN-5]"
    ]
    assert closures(f"unit: elm, {DAY}", f"unit: elm, {later}") == [
        "12  closures[1]: closures[0] already closes elm from 2026-01-07 08:00 until 2026-01-07 17:00 for all roles; "
        "give each role one entry at a time [UN-5]"
    ]
    shared = f"unit: elm, {DAY}, covered_by: ash, roles:"
    assert closures(f"{shared} [nurse]", f"{shared} [physician]") == []


@pytest.mark.rule("ST-1")
@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        (
            "calendar: { extra_open: { 2026-01-10: 08:00-12:00 }, extra_closed: [2026-01-10] }",
            "7  calendar.extra_closed[0]: 2026-01-10 also stands in extra_open; write it in one of the two [ST-1]",
        ),
        (
            "calendar: { extra_closed: [2026-01-12, 2026-01-12] }",
            "7  calendar.extra_closed[1]: 2026-01-12 stands here twice; write it once [ST-1]",
        ),
        (
            "calendar: { staffed_hours: { mon-tue: 08:00-12:00, tue-wed: 08:00-12:00 } }",
            "7  calendar.staffed_hours.tue-wed: mon-tue and tue-wed both name tue; write tue by itself as well",
        ),
        ("backlog: { elms: 4 }", '7  backlog.elms: "elms" is no unit here; did you mean "elm"?'),
    ],
)
def test_calendar_and_backlog(keys, problem):
    assert refused(f"{UNITS}{keys}\n") == [problem]


def test_no_staffed_day():
    assert refused(UNITS + "calendar: { public_holidays: true, staffed_hours: { sat: 08:00-12:00 }, "
                   "extra_closed: [2026-01-10, 2026-01-17, 2026-01-24, 2026-01-31] }\n") == [
        "7  calendar.staffed_hours: no day of the 4 weeks from 2026-01-05 is staffed; write at least one [ST-1]"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("horizon", "more", "problem"),
    [
        (
            "weeks: 4, warm_up_weeks: 4",
            "",
            "2  horizon.warm_up_weeks: 4 weeks of warm-up leave nothing to measure of 4 weeks; "
            "write more weeks, or a shorter warm_up_weeks",
        ),
        (
            "weeks: 1",
            "",
            "2  horizon.weeks: 2 weeks of warm-up leave nothing to measure of 1 week; "
            "write more weeks, or a shorter warm_up_weeks",
        ),
        (
            "weeks: 4, warm_up_weeks: 1",
            "backlog: { elm: 3 }\n",
            "2  horizon.warm_up_weeks: 1 week beside a stated backlog; write 0, or leave the backlog out",
        ),
    ],
)
def test_warm_up(horizon, more, problem):
    text = f"horizon: {{ from: 2026-01-05, {horizon} }}\n{UNITS}{more}"
    assert refused(text, head="question: What then?\n") == [problem]
    assert (
        refused(f"horizon: {{ from: 2026-01-05, weeks: 1 }}\n{UNITS}backlog: {{ elm: 3 }}\n", head="question: Q?\n")
        == []
    )


def test_all_problems_at_once_and_a_name_among_many():
    many = "units:\n" + "".join(f"  u{n}: {{ listed: 1 }}\n" for n in range(13))
    assert refused(f"{many}people:\n  anna: {{ unit: qqqqq, role: nurse }}\nbacklog: {{ zzzzz: 3 }}\n") == [
        '18  people.anna.unit: "qqqqq" is no unit here; accepted: one of 13 names, such as "u0"',
        '19  backlog.zzzzz: "zzzzz" is no unit here; accepted: one of 13 names, such as "u0"',
    ]
