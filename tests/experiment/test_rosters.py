"""Which weekdays' rosters differ between two plans."""

import pytest

from sim.experiment.rosters import changed_weekdays
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from tests.experiment.test_run import CLINIC

NURSE = "week: { mon-fri: [08:00-12:00, 12:45-17:00] } }\n  physician"


def plan(text: str = CLINIC):
    return plan_of(load_text(text).scenario)


@pytest.mark.parametrize(
    ("week", "days"),
    [
        ("mon-fri: [08:00-12:00, 12:45-17:00]", ()),
        ("mon: [08:00-12:00], tue-fri: [08:00-12:00, 12:45-17:00]", (0,)),
        ("mon-wed: [08:00-12:00, 12:45-17:00], thu: [09:00-17:00], fri: [08:00-12:00]", (3, 4)),
        ("mon-fri: [08:00-12:00]", ()),  # the whole week
    ],
)
def test_a_change_of_the_week(week, days):
    other = CLINIC.replace(NURSE, f"week: {{ {week} }} }}\n  physician")
    assert changed_weekdays(plan(), plan(other)) == days
    assert changed_weekdays(plan(other), plan()) == days


def test_another_person_at_the_same_hours_is_a_change_and_a_single_closure_is_none():
    first = "week: { mon: [08:00-12:00], tue-fri: [08:00-17:00] } }\n  physician"
    swapped = CLINIC.replace(NURSE, first).replace(
        "  physician", "  stand-in: { unit: ekhult, role: nurse, week: { mon: [12:00-17:00] } }\n  physician"
    )
    other = swapped.replace("stand-in", "other")
    assert changed_weekdays(plan(swapped), plan(other)) == (0,)
    longer = CLINIC.replace("weeks: 2", "weeks: 4")
    closed = longer + "closures:\n  - { unit: ekhult, from: 2026-01-14 08:00, until: 2026-01-14 17:00 }\n"
    assert changed_weekdays(plan(longer), plan(closed)) == ()
