"""What the checker says, in Swedish: the usual sentences translated, any other told with its place, as English."""

from pathlib import Path

import pytest

from sim.dashboard.language import speaking
from sim.dashboard.refusing import what, wrong
from sim.errors import InputError, Problem
from sim.scenario.files import load_text
from tests.dashboard.scenes import BRANCH, CLOSED

FILE = Path("/home/somebody/scenarios/clinic.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BRANCH.replace("branch_of: almby", "branch_of: almbi"), "”almbi” är ingen"),
        (BRANCH.replace("weeks: 3", "weeks: three"), "skriv ett heltal"),
        (BRANCH.replace("[10:00-11:00]", "[11:00-10:00]"), "slutar innan det börjar; skriv 10:00-11:00"),
        (BRANCH.replace("role: nurse, week: { mon-fri: [08:00-12:00", "rol: nurse, week: { mon-fri: [08:00-12:00"),
         "är ingen nyckel här; menas"),
        (CLOSED.replace("covered_by: rosengard", "covered_by: tallgarden"), "en enhet kan inte täcka sig själv"),
        (CLOSED.replace("until: 2026-02-11 17:00", "until: 2026-02-11 07:00"), "skriv en senare tidpunkt"),
    ],
)  # fmt: skip
def test_what_the_checker_often_says_is_told_in_swedish(text, said):
    with pytest.raises(InputError) as refused:
        load_text(text)
    with speaking("sv"):
        told = " ".join(wrong(one) for one in refused.value.problems).replace('"', "”")
    assert said in told
    assert "engelska" not in told
    with speaking("en"):
        assert [what(one.what) for one in refused.value.problems] == [one.what for one in refused.value.problems]


def test_file_line_and_place_stand_first_and_printed_problems_are_told_alike():
    what_is_wrong = '"12:00-08:00" ends before it starts; write 08:00-12:00'
    problem = Problem(what_is_wrong, "people.nurse-3.week.mon[0]", FILE, 6, "ST-3")
    with speaking("sv"):
        said = wrong(problem)
        assert said.startswith("clinic.yaml, rad 6, ")
        assert "(people.nurse-3.week.mon[0])" in said or "people.nurse-3.week.mon[0]:" in said
        assert said.endswith('"12:00-08:00" slutar innan det börjar; skriv 08:00-12:00 [ST-3]')
        assert wrong(str(problem)) == said


def test_a_sentence_that_is_not_known_is_said_to_be_english():
    with speaking("sv"):
        assert wrong(Problem("the moon is full", "people")) == (
            "people: the moon is full (kontrollen säger det bara på engelska)"
        )
