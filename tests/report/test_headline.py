"""The answer of a comparison: what it weighs, whom it names, and what it does not let pass for nothing."""

from dataclasses import replace

import pytest

from sim.dashboard.answering import answer
from sim.dashboard.cells import patients_wait
from sim.dashboard.language import speaking
from sim.dashboard.telling import starred_why
from sim.measures import Change, Family
from sim.report.headline import headline
from sim.report.sentences import verdicts_line
from tests.report.scenes import change, compared, same

LESS = [change(4, -2040, -2400, -1680, "better", base=6000), change(5, -4020, -4500, -3600, "better", base=6000)]


def moment(value: float, verdict: str, name: str) -> Change:
    return change(0, value, value - 60, value + 60, verdict, base=4000, key={"moment": name})


def test_the_largest_gain_and_the_largest_loss_stand_in_the_answer_with_their_moments():
    """Forty minutes less on Monday mornings outrank 1.7 minutes more for a priority; a larger loss stands first."""
    worse = change(3, 102, 60, 144, "worse", base=2700)
    gains = [moment(-2400, "better", "Monday morning"), moment(-300, "better", "Friday afternoon")]
    said = headline(compared([same(3)], [worse], moment=[*gains, moment(90, "worse", "Monday afternoon")]))
    assert said.startswith(
        "Who comes on Monday mornings waits less in staffed hours by 40 min (39–41); priority 3 waits longer in "
        "staffed hours by 1.7 min (1.0–2.4), who comes on Monday afternoons by 1.5 min (0.5–2.5)"
    )
    said = headline(compared([same(3)], [worse], moment=[*gains, moment(3600, "worse", "Monday afternoon")]))
    assert said.startswith(
        "Priority 3 waits longer in staffed hours, most of all who comes on Monday afternoons by 60 min"
    )
    assert said.index("waits longer") < said.index("waits less")


def test_a_wait_that_often_has_no_end_is_said_to_be_counted_to_the_last_day():
    long = change(3, 9000, 8000, 10000, "worse", base=9000)
    open_ended = replace(long, unfinished_other=long.cases // 10)
    assert "by 2.5 h (2.2–2.8), counted to the last day played" in headline(compared([same(3)], [open_ended]))
    assert "counted to the last day" not in headline(compared([same(3)], [long]))


def test_a_unit_that_loses_within_target_is_in_the_verdict_the_answer_and_the_losers():
    lost = change(0, -0.09, -0.13, -0.04, "worse", base=0.99, key={"unit": "tallgarden"})
    group = change(0, -0.2, -0.3, -0.1, "worse", base=0.99, key={"unit": "rosengard", "priority": 2})
    within = [change(4, 0.02, 0.01, 0.03, "better")]
    comparison = compared(within, LESS, within_unit=[lost], within_unit_priority=[group])
    assert comparison.verdict == "better for some, worse for others"
    assert compared(within, LESS).verdict == "better"
    assert "; patients of tallgarden meet the target less often, by 9 points (4–13)" in headline(comparison)
    assert verdicts_line(comparison).endswith(" Who loses: within target, tallgarden and rosengard with priority 2.")


@pytest.mark.parametrize("priorities", ["no practical difference", "not shown"])
def test_where_nobody_else_gains_it_is_worse_for_some(priorities):
    lost = change(0, 300, 200, 400, "worse", base=900, key={"unit": "rosengard"})
    waits = [change(3, 1, -2, 3, priorities, base=900)]
    assert compared([], waits).verdict == priorities
    assert compared([], waits, unit=[lost]).verdict == "worse for some"


def test_who_alone_pays_is_named_in_the_answer():
    late = change(0, -0.04, -0.07, -0.01, "worse", key={"unit": "rosengard"}, counts=((90, 100), (86, 100)))
    comparison = compared([], [change(3, 1, -2, 3, "not shown", base=900)])
    late_there = Family("begun_same_day", "unit", "share", [late])
    comparison = replace(comparison, families=[*comparison.families, late_there])
    said = "Patients of rosengard: fewer begun the same day, by 4 points (1–7); no other change that matters is shown."
    assert headline(comparison).replace(".0", "") == said
    with speaking("sv"):
        assert answer(comparison) == [
            "Rosengard: färre påbörjade samma dag, 4,0 procentenheter. Ingen annan ändring av betydelse är visad."
        ]


def test_on_the_page_too_the_answer_says_who_most_and_by_how_much():
    monday = moment(90, "worse", "Monday afternoon")
    with speaking("sv"):
        assert answer(compared([same(4)], LESS, moment=[monday]))[:2] == [
            "Prio 4 och 5 väntar kortare, mest prio 5: 67\u00a0min (60–75).",
            "Den som söker på måndag eftermiddag väntar längre: 1,5\u00a0min (0,5–2,5).",
        ]
        both = [monday, moment(600, "worse", "Tuesday morning")]
        assert answer(compared([same(4)], LESS, moment=both))[1] == (
            "Den som söker på måndag eftermiddag och på tisdag förmiddag väntar längre, mest på tisdag förmiddag: "
            "10\u00a0min (9–11)."
        )
        unended = replace(LESS[0], unfinished_other=LESS[0].cases // 10)
        assert answer(compared([], [unended]))[0].endswith("34\u00a0min (28–40), räknat till periodens sista dag.")


def test_what_patients_of_a_unit_wait_is_said_to_be_counted_to_the_last_day_too():
    long = change(0, 9000, 8000, 10000, "worse", base=9000, key={"unit": "norrby"})
    open_ended = replace(long, unfinished_other=long.cases // 10)
    with speaking("sv"):
        said = [patients_wait(compared([], [], unit=[one]), "unit", "norrby", "Norrby") for one in (long, open_ended)]
    assert said[0] == "patienter på Norrby väntar längre, 2,5\u00a0h (2,2–2,8) i bemannad tid"
    assert said[1] == f"{said[0]}, räknat till periodens sista dag"


def test_the_star_says_of_whom_how_many_were_never_contacted():
    held = replace(change(2, -60, -80, -40, "not shown"), unfinished_base=3, unfinished_other=7)
    with speaking("sv"):
        said = starred_why(compared([], [held, same(3)]).family("mean_wait_working", "priority"))
        assert said.endswith("I alla upprepningar tillsammans: prio 2, 3 ärenden före och 7 efter.")
        assert not starred_why(compared([], LESS).family("mean_wait_working", "priority"))


def test_many_losers_are_counted():
    late = [moment(300, "worse", f"{day} morning") for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    assert verdicts_line(compared([], [], moment=late)).endswith("who comes on Wednesday mornings and 2 more.")


def test_what_shows_nothing_says_what_it_would_have_shown():
    wait = change(0, 60, -300, 420, "not shown", key={}, could=15 * 60.0)
    share = change(0, -0.01, -0.03, 0.01, "not shown", key={}, could=0.024, counts=((99, 100), (98, 100)))
    wide = change(3, -0.01, -0.05, 0.05, "not shown")
    assert headline(compared([wide], [], all=[wait], within_all=[share])) == (
        "No change that matters is shown, which is not to say that there is none: a change all together of 15 min of "
        "the mean wait in staffed hours or of 2.4 points within target would have been, four times of five."
    )
