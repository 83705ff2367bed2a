"""What no machine holds is refused in words before it is laid out; what a country is, is not."""

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.expand import MOST_PEOPLE
from sim.scenario.files import load_text
from sim.scenario.size import MOST_CASES, MOST_CLOSED, MOST_SHIFTS, MOST_UNITS, cases_at_most

CLINIC = """\
question: How many come?
horizon: { from: 2026-01-05, weeks: 4, warm_up_weeks: 0 }
units:
  small: { listed: 900 }
  elm: { listed: 8250 }
people:
  nurse: { unit: elm, role: nurse, week: { mon-fri: [08:00-17:00] } }
"""


def said(text: str) -> list[str]:
    """Problems of a text, none if it loads."""
    try:
        load_text(text, Path("s.yaml"))
    except InputError as error:
        return [str(problem).removeprefix("s.yaml:") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "listed: 8250",
            "listed: 10000000, cases_per_1000_and_month: 10000",
            "5  units.elm: up to 99425715 cases in 4 weeks; at most 3000000 are played; write smaller units, less "
            "demand or fewer weeks",
        ),
        (
            "weeks: 4",
            "weeks: 530",
            None,
        ),
        (
            "people:",
            "demand: { months: [1000000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], factor: 20 }\npeople:",
            "5  units.elm: up to 1.7e+09 cases in 4 weeks; at most 3000000 are played; write smaller units, less "
            "demand or fewer weeks",
        ),
        (
            "people:",
            "backlog: { elm: 100000 }\ndemand: { pictures_per_day_and_8250: 1000000 }\npeople:",
            "5  units.elm: up to 31054636 cases in 4 weeks; at most 3000000 are played; write smaller units, less "
            "demand or fewer weeks",
        ),
        (
            "listed: 8250",
            "cases_per_day: 10000, handover_to: { small: 1 }",
            None,
        ),
        (
            "people:",
            "demand: { factor: 20, day_spread: 2, cases_per_1000_and_month: 3000, under_one_share: 0.5 }\npeople:",
            "5  units.elm: so many cases may come in the busiest hour that they cannot be drawn; write smaller "
            "units, less demand, or hours, weekdays and months more alike",
        ),
    ],
)
def test_more_cases_than_can_be_played(old, new, problem):
    assert said(CLINIC.replace(old, new)) == ([] if problem is None else [problem])


def test_a_backlog_of_millions():
    units = "".join(f"  unit{number}: {{ listed: 900 }}\n" for number in range(31))
    backlog = "backlog: { " + ", ".join(f"unit{number}: 100000" for number in range(31)) + " }\n"
    text = CLINIC.replace("people:", f"{units}{backlog}people:").replace(", warm_up_weeks: 0", "")
    assert said(text) == [f"37  backlog: 3100000 cases wait; at most {MOST_CASES} are played"]


def test_more_people_than_there_are():
    people = "".join(f"  p{number}: {{ count: 200, unit: elm, role: nurse }}\n" for number in range(260))
    assert said(CLINIC + people) == [f"6  people: stand for 52001 people; at most {MOST_PEOPLE} are played together"]


def test_more_shifts_and_visit_slots_than_can_be_laid_out():
    whole = "week: { mon-sun: [00:00-24:00] }, visit_slots: { mon-sun: [00:00-24:00] }"
    text = (
        CLINIC.replace("weeks: 4", "weeks: 530")
        + f"  more: {{ count: 2, unit: elm, role: nurse, {whole} }}\nwork: {{ visit: 1 }}\n"
    )
    assert said(text) == [
        f"6  people: 10684800 visit slots in 530 weeks; at most {MOST_SHIFTS} are laid out; write fewer people or weeks"
    ]
    hours = ", ".join(
        f"{half // 2:02d}:{half % 2 * 30:02d}-{half // 2:02d}:{half % 2 * 30 + 15:02d}" for half in range(48)
    )
    text = (
        CLINIC.replace("weeks: 4", "weeks: 530")
        + f"  more: {{ count: 60, unit: elm, role: nurse, week: {{ mon-sun: [{hours}] }} }}\n"
    )
    assert said(text) == [
        f"6  people: 10719780 shifts in 530 weeks; at most {MOST_SHIFTS} are laid out; write fewer people or weeks"
    ]


def test_more_closures_than_can_be_told_apart():
    day = "2026-01-{:02d}"
    closures = "".join(
        f"  - {{ unit: elm, from: {day.format(5 + number % 25)} {number % 24:02d}:{number // 600 * 10:02d}, "
        f"until: {day.format(5 + number % 25)} {number % 24:02d}:{number // 600 * 10 + 9:02d}, "
        "covered_by: small, permission: true }\n"
        for number in range(600)
    )
    crowd = "".join(f"  p{number}: {{ count: 200, unit: elm, role: nurse }}\n" for number in range(9))
    found = said(f"{CLINIC}{crowd}closures:\n{closures}")
    assert found == [
        f"17  closures: concern 1080600 people, each counted in every closure; at most {MOST_CLOSED}; "
        "write fewer closures or people"
    ]


def test_more_units_than_there_are_clinics():
    units = "".join(f"  u{number}: {{ listed: 1 }}\n" for number in range(MOST_UNITS))
    assert said(CLINIC.replace("people:", f"{units}people:")) == [
        f"3  units: {MOST_UNITS + 2} units; at most {MOST_UNITS} are played together"
    ]


def test_a_year_of_the_whole_country_can_be_played():
    units = "".join(f"  u{number}: {{ listed: 8800 }}\n" for number in range(1200))
    scenario = load_text(CLINIC.replace("weeks: 4", "weeks: 53").replace("people:", f"{units}people:")).scenario
    assert 1_000_000 < cases_at_most(scenario) < MOST_CASES


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("  many: { unit: elm, role: nurse, week: { mon: [" + "08:00-12:00, " * 49 + "] } }",
         "8  people.many.week.mon: a list is not accepted; write at most 48 in it"),
        ("  many: { posts: [" + "{ unit: elm, role: nurse }, " * 21 + "] }",
         "8  people.many.posts: a list is not accepted; write at most 20 in it"),
        ("  many: { unit: elm, role: nurse, help: [" + "{ unit: small, role: nurse }, " * 101 + "] }",
         "8  people.many.help: a list is not accepted; write at most 100 in it"),
        ("closures: [" + "{ unit: elm, from: 2026-01-05 12:00, until: 2026-01-05 13:00 }, " * 2001 + "]",
         "8  closures: a list is not accepted; write at most 2000 in it"),
    ],
)  # fmt: skip
def test_lists_that_are_checked_pair_by_pair_end_somewhere(more, problem):
    assert said(f"{CLINIC}{more}\n") == [problem]


def test_a_question_is_a_sentence():
    (problem,) = said(CLINIC.replace("How many come?", "why " * 300))
    assert problem.startswith('1  question: "why why')
    assert problem.endswith("is not accepted; write at most 1000 characters")


def test_thousands_of_problems_are_said_and_do_not_wait_for_each_other():
    """Each was compared with each of the others before: half an hour for a file of 4 MB."""
    people = "".join(f"  p{number}: {{ unit: elm, role: nurs, week: {{ mon: [8-12] }} }}\n" for number in range(3000))
    found = said(CLINIC + people)
    assert len(found) == 6000
    assert (
        len(said(CLINIC + "".join(f"  p{number}: {{ unit: em, role: &a nurse }}\n" for number in range(3000)))) >= 3000
    )
