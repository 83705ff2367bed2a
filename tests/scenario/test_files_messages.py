# ruff: noqa: E501 - a table reads best with a row a line
"""Every refusal that the format can give: place, value and what is accepted; all at once; nothing of pydantic's."""

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.files import load_text

CLINIC = """\
question: What do patients wait for?
horizon: { from: 2026-01-05, weeks: 4 }
units:
  tallgarden: { provider: region, listed: 8250 }
  rosengard: { provider: region, listed: 8250 }
people:
  nurse: { unit: tallgarden, role: nurse, week: { mon-fri: [08:00-17:00] } }
"""


def said(more: str, base: str = CLINIC) -> list[str]:
    """Problems of the clinic with more lines, without the file's name."""
    with pytest.raises(InputError) as caught:
        load_text(base + more, Path("s.yaml"))
    return [str(problem).removeprefix("s.yaml:") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        # keys and names
        ("polcy: {}", '8  polcy: "polcy" is no key here; did you mean "policy"?'),
        ("demand: { factr: 1.2 }", '8  demand.factr: "factr" is no key here; did you mean "factor"?'),
        (
            "staffing: { zzz: 1 }",
            '8  staffing.zzz: "zzz" is no key here; accepted: absence_share, coordinating_share, keep_over_break',
        ),
        ("targets: { any: { within: 15 } }", "8  targets.any.clock: is missing; write clock: which minutes count: all, "
         "those of weekdays, those of staffed hours"),
        ("policy: { intake: allways }", '8  policy.intake: "allways" is not accepted; did you mean "always"?'),
        ("policy: { intake: 3 }", "8  policy.intake: 3 is not accepted; accepted: always, staffed_hours"),
        ("policy: { nurse_takes: [physio] }", '8  policy.nurse_takes[0]: "physio" is not accepted; '
         'accepted: physiotherapist, counsellor'),
        ("patients: { reasons: { bakc: 0.1 } }", '8  patients.reasons.bakc: "bakc" is not accepted; did you mean "back"?'),
        ("policy: { out_of_hours: { 7: wait } }", "8  policy.out_of_hours.7: 7 cannot be a key here; write 5 or less"),
        ("policy: { out_of_hours: { 0: wait } }", "8  policy.out_of_hours.0: 0 cannot be a key here; write 1 or more"),
        ("policy: { out_of_hours: { one: wait } }", '8  policy.out_of_hours.one: "one" cannot be a key here; '
         "write a whole number"),
        ("backlog: { 1: 3 }", "8  backlog.1: 1 cannot be a key here; write text; put a number in quotes"),
        # kinds of values
        ("demand: { factor: true }", "8  demand.factor: true is not accepted; write a number"),
        ('demand: { factor: "1.2" }', '8  demand.factor: "1.2" is not accepted; write a number'),
        ("demand: { factor: 1,2 }", "8  demand.2: 2 is no key here; a decimal has a point, as in 1.2"),
        ("demand:\n  factor: 1,2", '9  demand.factor: "1,2" is not accepted; write a number with a point, as in 1.2'),
        ("demand: { factor: .inf }", '8  demand.factor: ".inf" is not accepted; write a number'),
        ("demand: { factor: 1e999 }", "8  demand.factor: inf is not accepted; write a number"),
        ("demand: { factor: -1 }", "8  demand.factor: -1 is not accepted; write 0 or more"),
        ("demand: { factor: 21 }", "8  demand.factor: 21 is not accepted; write 20 or less"),
        ("demand: { outside_share: 1 }", "8  demand.outside_share: 1 is not accepted; write less than 1"),
        ("conversation: { second_attempt_after: 0 }", "8  conversation.second_attempt_after: 0 is not accepted; "
         "write more than 0"),
        ("demand: { hours: [1, 2] }", "8  demand.hours: a list is not accepted; write at least 24 in it"),
        ("work: { turns: { nurse: [] } }", "8  work.turns.nurse: a list is not accepted; write at least 1 in it"),
        ("work: { turns: { nurse: [1, 0, 0, 0, 0, 0, 0] } }", "8  work.turns.nurse: a list is not accepted; "
         "write at most 6 in it"),
        ("seed: 1.5", "8  seed: 1.5 is not accepted; write a whole number"),
        ("seed: true", "8  seed: true is not accepted; write a whole number"),
        ("seed: 9999999999999999999", "8  seed: 9999999999999999999 is not accepted; write 9223372036854775807 or less"),
        ("replications: many", '8  replications: "many" is not accepted; write a whole number'),
        ("policy: { service_telephones: yes }", '8  policy.service_telephones: "yes" is not accepted; write true or false'),
        ("policy: { service_telephones: 1 }", "8  policy.service_telephones: 1 is not accepted; write true or false"),
        ("closures: {}", "8  closures: a group of keys is not accepted; write a list, such as [a, b]"),
        ("staffing: []", "8  staffing: a list is not accepted; write keys and values; accepted: absence_share, "
         "coordinating_share, keep_over_break"),
        ("calendar: { closed_eves: christmas }", '8  calendar.closed_eves: "christmas" is not accepted; '
         "write a list, [christmas]"),
        ("backlog: 3", "8  backlog: 3 is not accepted; write keys and values"),
        ("policy:", "8  policy: nothing is written here; write keys and values, or leave the key out"),
        ("backlog: { tallgarden: }", "8  backlog.tallgarden: nothing is written here; write a whole number, "
         "or leave the key out"),
        # times
        ("calendar: { extra_closed: [2026-02-30] }", '8  calendar.extra_closed[0]: "2026-02-30" is no date; '
         "write it as 2026-03-18"),
        ("calendar: { extra_closed: [20260218] }", "8  calendar.extra_closed[0]: 20260218 is no date; "
         "write it as 2026-03-18"),
        ("calendar: { extra_closed: [1926-02-18] }", '8  calendar.extra_closed[0]: "1926-02-18" is not between '
         "2000 and 2099"),
        ("calendar: { extra_open: { sat: 08:00-12:00 } }", '8  calendar.extra_open.sat: "sat" is no date; '
         "write it as 2026-03-18"),
        ("conversation: { waking_hours: 7-22 }", '8  conversation.waking_hours: "7" is no time of day; write it as 08:00'),
        ("conversation: { waking_hours: 07:00 }", '8  conversation.waking_hours: "07:00" is no span of time; '
         "write it as 08:00-12:00"),
        ("conversation: { waking_hours: 22:00-07:00 }", '8  conversation.waking_hours: "22:00-07:00" ends before it '
         "starts; write 07:00-22:00"),
        ("conversation: { waking_hours: 07:00-07:00 }", '8  conversation.waking_hours: "07:00-07:00" ends when it '
         "starts; write a later end, such as 08:00-12:00"),
        ("calendar: { staffed_hours: { fri-mon: 08:00-12:00 } }", '8  calendar.staffed_hours.fri-mon: "fri-mon" is no '
         "weekday; write mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"),
        ("calendar: { staffed_hours: { Mon: 08:00-12:00 } }", '8  calendar.staffed_hours.Mon: "Mon" is no '
         "weekday; write mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"),
        ("closures: [{ unit: tallgarden, from: 2026-01-12, until: 2026-01-12 17:00 }]", '8  closures[0].from: '
         '"2026-01-12" has no time of day; write it as 2026-01-12 12:00'),
        ("closures: [{ unit: tallgarden, from: 2026-01-12 08:00, until: 2026-01-12 25:00 }]", '8  closures[0].until: '
         '"2026-01-12 25:00" is no date and time; write local time as 2026-03-18 12:00'),
        ("closures: [{ unit: tallgarden, from: 2026-01-12 08:00 }]", "8  closures[0].until: is missing; "
         "write until: first moment after it"),
        ("closures: [{ unit: tallgarden, from: 2026-01-12 08:00, until: 2026-01-12 17:00, permission: yes }]",
         '8  closures[0].permission: "yes" is not accepted; write true or false, or a list of names'),
        ("closures: [{ unit: tallgarden, from: 2026-01-12 08:00, until: 2026-01-12 17:00, permission: [1] }]",
         "8  closures[0].permission[0]: 1 is not accepted; write text; put a number in quotes"),
        # mixes
        ("patients: { reasons: { back: 0.1 } }", "8  patients.reasons: the shares add up to 1.06, not 1"),
        ("patients: { reasons: { back: null } }", "8  patients.reasons: back is missing"),
        ("patients: { priorities: { 1: 0.5 } }", "8  patients.priorities: the shares add up to 1.485, not 1"),
        ("patients: { correction: { 1: { 1: 0.5 } } }", "8  patients.correction.1: the shares add up to 1.037, not 1"),
        ("patients: { correction: { 1: null, 2: null } }", "8  patients.correction: 1, 2 are missing"),
        ("work: { turns: { nurse: [0.5, 0.4] } }", "8  work.turns.nurse: the shares add up to 0.9, not 1"),
        ("demand: { weekdays: { mon: 0.3 } }", "8  demand.weekdays: the shares add up to 1.024, not 1"),
        ("flow: { referral: { nurse: { physician: 0.99 } } }", "8  flow.referral.nurse: the shares add up to 1.07, "
         "more than 1"),
        ("demand: { weekend_hours: [" + "0, " * 23 + "0] }", "8  demand.weekend_hours: all weights are 0; "
         "write at least one above 0"),
        # distributions
        ("work: { documentation: -4 }", "8  work.documentation: -4 is not accepted; write 0 or more"),
        ("work: { documentation: four }", '8  work.documentation: "four" is no distribution; write a number, or '
         "distribution: and one of constant, lognormal, gamma, exponential, uniform, empirical, mixture"),
        ("work: { documentation: true }", "8  work.documentation: true is no distribution; write a number, or "
         "distribution: and one of constant, lognormal, gamma, exponential, uniform, empirical, mixture"),
        ("work: { documentation: { distribution: lognorm } }", '8  work.documentation: "lognorm" is no distribution; '
         'did you mean "lognormal"?'),
        ("targets: {}\nwork: { documentation: { distribution: lognormal } }", "9  work.documentation: write either mean "
         "and cv, or median and sigma; naming the distribution replaces a base or default"),
        ("work: { documentation: { median: 3, sigma: 1 } }", "8  work.documentation: write either mean "
         "and cv, or median and sigma; naming the distribution replaces a base or default"),
        ("work: { documentation: { distribution: lognormal, mean: 3 } }", "8  work.documentation: write mean and cv "
         "together, or median and sigma together"),
        ("work: { documentation: { distribution: uniform, low: 5, high: 2 } }", "8  work.documentation: high (2) is "
         "below low (5); swap them"),
        ("work: { documentation: { distribution: empirical, values: [1, 2], weights: [1] } }", "8  work.documentation: "
         "write one weight for each value, at least one above 0"),
        ("work: { documentation: { distribution: mixture, parts: [{ share: 0.5, of: 3 }] } }",
         "8  work.documentation.parts: the shares add up to 0.5, not 1"),
        ("work: { documentation: { distribution: exponential } }", "8  work.documentation.mean: is missing; "
         "write mean: mean"),
    ],
)  # fmt: skip
def test_one_thing_wrong(line, problem):
    assert said(line + "\n") == [problem]


def test_names_of_units_and_people():
    more = "".join(
        f"  {name}: {{ unit: tallgarden, role: nurse }}\n" for name in ("'a.b'", "''", "12", "åsa-1", "x" * 61)
    )
    assert said(more) == [
        '8  people.a.b: "a.b" is no name; write letters, digits, - and _, at most 60',
        '9  people.: "" is no name; write letters, digits, - and _, at most 60',
        "10  people.12: 12 cannot be a key here; write text; put a number in quotes",
        f'12  people.{"x" * 61}: "{"x" * 59}…" is no name; write letters, digits, - and _, at most 60',
    ]


def test_what_every_scenario_needs():
    assert said("", "seed: 1\n") == [
        "1  question: is missing; write question: the question that the scenario answers, in a sentence",
        "1  horizon: is missing; write horizon: { from: 2026-01-05, weeks: 26 } (the time that is simulated)",
        "1  units: is missing; write units: { rosengard: { listed: 8250 } } (clinics and branches by name)",
    ]
    assert said("", CLINIC.replace("What do patients wait for?", "''"))[0] == (
        '1  question: "" is not accepted; write some text'
    )
    assert said("", "question: x\nhorizon: { from: 2026-01-05, weeks: 4 }\nunits: {}\n") == [
        "3  units: a group of keys is not accepted; write at least 1 in it"
    ]


def test_a_long_value_is_shortened():
    (problem,) = said(f"policy: {{ intake: {'x' * 500} }}\n")
    assert problem == f'8  policy.intake: "{"x" * 59}…" is not accepted; accepted: always, staffed_hours'
    (problem,) = said(f"calendar: {{ extra_closed: [{'x' * 500}] }}\n")
    assert problem == f'8  calendar.extra_closed[0]: "{"x" * 59}…" is no date; write it as 2026-03-18'


def test_all_problems_at_once_also_those_between_the_parts():
    more = """\
  nurse-2: { unit: tallgarden, role: nurse, week: { mon: [12:00-08:00] } }
closures:
  - { unit: tallgarden, from: 2026-01-07 12:00, until: 2026-01-07 17:00, covered_by: rosengord, permission: true }
patients: { reasons: { back: 0.5, knee: 0.5 }, priorities: { 1: 0.5 }, age: { mean: -1 } }
"""
    assert said(more) == [
        '8  people.nurse-2.week.mon[0]: "12:00-08:00" ends before it starts; write 08:00-12:00',
        '10  closures[0].covered_by: "rosengord" is no unit here; did you mean "rosengard"?',
        "11  patients.age.mean: -1 is not accepted; write more than 0",
        "11  patients.reasons: the shares add up to 1.935, not 1",
        "11  patients.priorities: the shares add up to 1.485, not 1",
    ]


OVERLAP = "  other: { unit: rosengord, role: nurse, week: { mon: [08:00-12:00, 11:00-13:00] } }\n"
OVERLAP_SAID = [
    '8  people.other.unit: "rosengord" is no unit here; did you mean "rosengard"?',
    '8  people.other.week.mon[1]: "11:00-13:00" overlaps "08:00-12:00"; write hours that follow each other [ST-3]',
]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2026-01-05", "2026-02-30", '2  horizon.from: "2026-02-30" is no date; write it as 2026-03-18'),
        ("weeks: 4", "weeks: 0", "2  horizon.weeks: 0 is not accepted; write 1 or more"),
        ("weeks: 4", "weeks: no, warm_up_weeks: 600", '2  horizon.weeks: "no" is not accepted; write a whole number'),
        (
            "horizon: { from: 2026-01-05, weeks: 4 }",
            "horizon: 4",
            "2  horizon: 4 is not accepted; write keys and values; accepted: from, weeks, warm_up_weeks",
        ),
        ("from: 2026-01-05, weeks: 4", "", "2  horizon.from: is missing; write from: 2026-01-05 (first day)"),
        ("What do patients wait for?", "''", '1  question: "" is not accepted; write some text'),
    ],
)
def test_a_question_or_horizon_that_is_wrong_hides_nothing_between_the_parts(old, new, problem):
    found = said(OVERLAP, CLINIC.replace(old, new))
    assert found[0] == problem
    assert found[-2:] == OVERLAP_SAID


@pytest.mark.rule("UN-3")
def test_a_closure_that_is_wrong_hides_nothing_in_the_others():
    more = """\
closures:
  - { unit: rosengord, from: 2026-01-07 12:00, until: 2026-01-07 10:00 }
  - { unit: tallgarden, from: 2026-01-08, until: 2026-01-09 17:00, covered_by: rosengord }
  - { unit: rosengard, from: 2026-01-08 12:00, until: 2026-01-08 17:00, covered_by: rosengord, roles: [nurze] }
  - { unit: rosengard, from: 2026-01-08 12:00, until: 2026-01-08 11:00, covered_by: rosengard }
"""
    assert said(more) == [
        "9  closures[0].until: 2026-01-07 10:00 is not after from, 2026-01-07 12:00; write a later moment [UN-3]",
        '9  closures[0].unit: "rosengord" is no unit here; did you mean "rosengard"?',
        '10  closures[1].from: "2026-01-08" has no time of day; write it as 2026-01-08 12:00',
        '10  closures[1].covered_by: "rosengord" is no unit here; did you mean "rosengard"?',
        '11  closures[2].roles[0]: "nurze" is not accepted; did you mean "nurse"?',
        '11  closures[2].covered_by: "rosengord" is no unit here; did you mean "rosengard"?',
        "12  closures[3].until: 2026-01-08 11:00 is not after from, 2026-01-08 12:00; write a later moment [UN-3]",
        "12  closures[3].covered_by: a unit cannot cover itself; name another clinic, or leave it out [UN-3]",
    ]


def test_a_closure_that_is_wrong_hides_nothing_in_itself():
    more = """\
closures:
  - { unit: rosengord, from: 2026-01-08, until: 2026-01-09 17:00, covered_by: tallgord, roles: [nurze, nurse], permission: [nurs, 7] }
  - { unit: tallgarden, from: 2026-01-07 08:00, until: 2026-01-07 12:00, permission: 7, covered_by: rosengord }
  - { unit: tallgarden, from: 2026-01-07 09:00, until: 2026-01-07 10:00, covered_by: tallgarden, permission: [8] }
  - { unit: rosengard, from: 2026-01-07 09:00, until: [], covered_by: tallgarden }
  - 7
  - { unit: tallgarden, from: 2026-01-08 09:00, until: 2026-01-08 08:00, permission: [nobody] }
"""
    assert said(more) == [
        '9  closures[0].from: "2026-01-08" has no time of day; write it as 2026-01-08 12:00',
        '9  closures[0].roles[0]: "nurze" is not accepted; did you mean "nurse"?',
        "9  closures[0].permission[1]: 7 is not accepted; write text; put a number in quotes",
        '9  closures[0].unit: "rosengord" is no unit here; did you mean "rosengard"?',
        '9  closures[0].covered_by: "tallgord" is no unit here; did you mean "tallgarden"?',
        '9  closures[0].permission[0]: "nurs" is no person here; did you mean "nurse"?',
        "10  closures[1].permission: 7 is not accepted; write true or false, or a list of names",
        '10  closures[1].covered_by: "rosengord" is no unit here; did you mean "rosengard"?',
        "11  closures[2].permission[0]: 8 is not accepted; write text; put a number in quotes",
        "11  closures[2].covered_by: a unit cannot cover itself; name another clinic, or leave it out [UN-3]",
        "11  closures[2]: closures[1] already closes tallgarden from 2026-01-07 08:00 until 2026-01-07 12:00 for all roles; give each role one entry at a time [UN-5]",
        "12  closures[3].until: a list is no date and time; write local time as 2026-03-18 12:00",
        "13  closures[4]: 7 is not accepted; write keys and values; accepted: unit, from, until, covered_by, roles, permission",
        "14  closures[5].until: 2026-01-08 08:00 is not after from, 2026-01-08 09:00; write a later moment [UN-3]",
        '14  closures[5].permission[0]: "nobody" is no person here; accepted: nurse',
    ]


def test_a_person_that_is_wrong_hides_nothing_in_itself():
    more = """\
  a: { unit: rosengord, role: nurze, permissions: [7, tallgord], week: { mon: [x, 08:00-12:00, 11:00-13:00] } }
  b: { unit: 7, role: counsellor, coordinator: true, help: [{ unit: tallgord, role: nurze }, { unit: tallgord }] }
  c:
    leave: [{ from: x, until: 2026-01-01 }, { from: 2026-02-02, until: 2026-01-01 }]
    posts:
      - { unit: tallgord, role: nurze, week: { mon: [08:00-12:00] }, visit_slots: { mon: [13:00-14:00] } }
      - { unit: rosengard, role: physician, wek: {}, visit_slots: { mon: [13:00-14:00] } }
      - { unit: rosengard, role: nurse, week: { tue: [12:00-08:00] } }
  d: { unit: tallgarden, role: nurse, week: { mon: [x] }, visit_slots: { mon: [13:00-14:00] } }
"""
    assert said(more) == [
        '8  people.a.role: "nurze" is not accepted; did you mean "nurse"?',
        '8  people.a.week.mon[0]: "x" is no span of time; write it as 08:00-12:00',
        "8  people.a.permissions[0]: 7 is not accepted; write text; put a number in quotes",
        '8  people.a.permissions[1]: "tallgord" is no unit here; did you mean "tallgarden"?',
        '8  people.a.unit: "rosengord" is no unit here; did you mean "rosengard"?',
        '8  people.a.week.mon[2]: "11:00-13:00" overlaps "08:00-12:00"; write hours that follow each other [ST-3]',
        "9  people.b.unit: 7 is not accepted; write text; put a number in quotes",
        '9  people.b.help[0].role: "nurze" is not accepted; did you mean "nurse"?',
        "9  people.b.help[1].role: is missing; write role: role of the list",
        '9  people.b.help[0].unit: "tallgord" is no unit here; did you mean "tallgarden"?',
        "9  people.b.coordinator: only a nurse coordinates; leave it out [ST-8]",
        '11  people.c.leave[0].from: "x" is no date; write it as 2026-03-18',
        "11  people.c.leave[1].until: 2026-01-01 is before from, 2026-02-02; write the last day of leave [ST-5]",
        '13  people.c.posts[0].role: "nurze" is not accepted; did you mean "nurse"?',
        '13  people.c.posts[0].unit: "tallgord" is no unit here; did you mean "tallgarden"?',
        '13  people.c.posts[0].visit_slots.mon[0]: "13:00-14:00" lies outside the hours on duty (08:00-12:00) on mon; write visit slots inside them [AF-1]',
        '14  people.c.posts[1].wek: "wek" is no key here; did you mean "week"?',
        '15  people.c.posts[2].week.tue[0]: "12:00-08:00" ends before it starts; write 08:00-12:00',
        '15  people.c.posts[2].role: nurse here and physician at "rosengard"; one role at a clinic [ST-3]',
        '16  people.d.week.mon[0]: "x" is no span of time; write it as 08:00-12:00',
    ]


def test_a_day_that_two_ranges_name_alike():
    (problem,) = said("  other: { unit: tallgarden, role: nurse, week: { mon-wed: [08:00-09:00], tue-thu: [] } }\n")
    assert problem.startswith("8  people.other.week.tue-thu: ")
    assert "both name tue" in problem
    (problem,) = said("  other: { unit: tallgarden, role: nurse, week: { mon: [08:00-09:00], mon: [] } }\n")
    assert problem == "8  people.other.week.mon: is written twice, first in line 8; keep one"


def test_what_only_follows_from_another_problem_is_not_said():
    assert said("  other: { unit: 7, role: nurse }\n") == [
        "8  people.other.unit: 7 is not accepted; write text; put a number in quotes"
    ]
    assert said("work: { documentation: { distribution: lognormal, mean: -1, cv: 1 } }\n") == [
        "8  work.documentation.mean: -1 is not accepted; write more than 0"
    ]


@pytest.mark.parametrize("people", [
    "  other: { unit: tallgarden, rol: nurse }\n",
    "  other: { unt: tallgarden, role: nurse }\n",
    "  other: { unit: tallgarden, role: 7, coordinator: true, posts: [] }\n",
    "  other: { posts: [7], coordinator: true }\n",
    "  other: { posts: [{ unit: tallgarden, role: nurze }, { unit: tallgarden, role: physician }] }\n",
    "  other: { posts: [{ unit: 7, role: nurse, week: { mon: [08:00-12:00] } }, { unit: rosengard, role: nurse, week: { mon: [08:00-12:00] } }] }\n",
    "  other: { unit: tallgarden, role: nurse, wek: { mon: [08:00-12:00] }, visit_slots: { mon: [08:00-09:00] } }\n",
    "  other: { unit: tallgarden, role: nurse, leave: [{ from: 2026-03-01, until: x }], from: x, until: 2026-01-01 }\n",
])  # fmt: skip
def test_what_only_follows_from_another_problem_of_a_person_is_not_said(people):
    alone = {problem.partition(": ")[0].split("  ")[1] for problem in said(people)}
    assert alone <= {
        "people.other.rol", "people.other.unt", "people.other.role", "people.other.posts[0]", "people.other.wek",
        "people.other.posts[0].role", "people.other.posts[0].unit", "people.other.leave[0].until", "people.other.from",
    }  # fmt: skip


@pytest.mark.parametrize(("units", "more"), [
    ("branch: { branch_of: 7, listed: 1, handles_own_cases: true }", ""),
    ("branch: { branch_of: tallgarden, lsted: 1 }", ""),
    ("branch: { branch_of: tallgarden, listed: 1, handles_own_cases: [nurze] }",
     "closures: [{ unit: branch, from: 2026-01-07 08:00, until: 2026-01-07 12:00 }]\n"),
    ("branch: 7", "  other: { unit: branch, role: nurse }\n"),
])  # fmt: skip
def test_what_only_follows_from_a_problem_of_a_unit_is_not_said(units, more):
    base = CLINIC.replace("people:", f"  {units}\npeople:")
    assert all("units.branch" in problem for problem in said(more, base))


def test_only_the_part_that_is_wrong_goes_unchecked():
    more = "  n-1: { unit: 7, role: nurse }\n  n-12: { unit: rosengord, role: nurse }\n  m: { unit: *x, role: nurse }\n"
    assert said(more) == [
        "8  people.n-1.unit: 7 is not accepted; write text; put a number in quotes",
        '9  people.n-12.unit: "rosengord" is no unit here; did you mean "rosengard"?',
        "10  people.m.unit: & and * (YAML anchors) are not used here; write the value out, or use extends or count",
    ]


def test_people_of_one_count_share_one_message():
    assert said("  n: { unit: tallgarden, role: nurse, count: 3, week: { mon: [x] } }\n") == [
        '8  people.n-1.week.mon[0]: "x" is no span of time; write it as 08:00-12:00'
    ]
