"""The words of a comparison: never more than the intervals say."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from sim.report.headline import headline
from sim.report.sentences import mondays_differ, pairing_line, sentences, verdicts_line, weekdays_apart
from sim.scenario.schema.targets import Targets
from tests.report.scenes import change, compared, same

RUN = SimpleNamespace(job=SimpleNamespace(scenario=SimpleNamespace(targets=Targets())))
LESS = [change(4, -2040, -2400, -1680, "better", base=6000), change(5, -4020, -4500, -3600, "better", base=6000)]


def test_a_share_that_changes_is_said_in_points_with_its_adjusted_interval():
    within = [change(1, None, 0, 0, "too few"), change(2, 0.041, 0.028, 0.054, "better"), same(3)]
    said = sentences(RUN, compared(within, []))
    assert said[0] == "Priority 2: 4.1 points more within 2 h (95 % interval 2.8–5.4, adjusted for 2 priorities)."
    assert headline(compared(within, [])) == ("Priority 2 meets the target more often; nobody is shown to wait longer.")


def test_who_gains_and_who_pays_stand_in_one_sentence():
    comparison = compared([same(2), same(4)], [change(2, 120, 60, 180, "worse", base=300), *LESS])
    assert headline(comparison) == (
        "Priorities 4 and 5 wait less in staffed hours, most of all priority 5 by 67 min (60–75); priority 2 waits "
        "longer in staffed hours by 2.0 min (1.0–3.0); no share within target changes by 1 point."
    )
    assert sentences(RUN, comparison)[:2] == [
        "Waits are shorter in staffed hours: priority 4 by 34 min (28–40), priority 5 by 67 min (60–75).",
        "Waits are longer in staffed hours: priority 2 by 2.0 min (1.0–3.0).",
    ]


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({}, "nobody is shown to wait longer"),
        (
            {"moment": [change(0, 230, 200, 260, "worse", base=900, key={"moment": "Monday afternoon"})]},
            "who comes on Monday afternoons waits longer in staffed hours by 3.8 min (3.3–4.3)",
        ),
        (
            {"unit": [change(0, 90, 70, 110, "worse", base=900, key={"unit": "rosengard"})]},
            "patients of rosengard wait longer in staffed hours by 1.5 min (1.2–1.8)",
        ),
        (
            {"unit_priority": [change(0, 90, 70, 110, "worse", base=900, key={"unit": "rosengard", "priority": 5})]},
            "patients of rosengard with priority 5 wait longer in staffed hours by 1.5 min (1.2–1.8)",
        ),
    ],
)
def test_who_pays_is_said_where_every_priority_gains(groups, said):
    assert f"; {said}; no share within target changes by 1 point." in headline(compared([same(4)], LESS, **groups))


def test_who_comes_when_others_gain_pays_with_an_interval():
    gains = change(0, -2400, -2600, -2200, "better", base=4000, key={"moment": "Monday morning"})
    pays = change(0, 230, 200, 260, "worse", base=900, key={"moment": "Monday afternoon"})
    out = change(0, 90, 70, 110, "worse", base=900, key={"moment": "evening, night or weekend"})
    said = sentences(RUN, compared([], LESS, moment=[gains, pays, out]))
    assert "Who comes on Monday afternoons waits longer in staffed hours: by 3.8 min (3.3–4.3)." in said
    assert (
        "Who comes in the evening, at night or on a weekend waits longer in staffed hours: by 1.5 min (1.2–1.8)."
        in said
    )
    assert not any("Who comes" in one for one in sentences(RUN, compared([], LESS, moment=[pays])))  # nobody gains


def test_mondays_are_told_apart_only_where_they_change_far_more_than_all_days():
    twice = [change(4, -2 * 2040, -4200, -4000, "better", base=6000)]
    more = [change(4, -3 * 2040, -6200, -6000, "better", base=9000)]
    assert not mondays_differ(compared([], LESS, monday_priority=twice))
    comparison = compared(
        [], LESS, monday_priority=more, within_monday_priority=[change(1, 0.03, 0.01, 0.05, "better")]
    )
    assert mondays_differ(comparison)
    said = sentences(RUN, comparison)
    assert "Waits are shorter in staffed hours on Mondays: priority 4 by 102 min (100–103)." in said
    assert any(one.startswith("Priority 1: 3.0 points more within 15 min on Mondays") for one in said)


def test_shares_begun_the_same_day_stand_in_one_sentence():
    falls = [change(2, -0.045, -0.068, -0.022, "worse"), change(4, -0.02, -0.03, -0.01, "worse")]
    said = sentences(RUN, compared([], [], same_day=falls))
    assert said[0] == (
        "Fewer are begun the same day: priority 2 by 4.5 points (2.2–6.8), priority 4 by 2.0 points (1.0–3.0)."
    )


def test_nothing_important_changes_only_where_an_important_change_is_ruled_out():
    assert headline(compared([same(1)], [])) == (
        "No practical difference: no share within target or begun the same day changes by 1 point, "
        "and no mean wait by 1 minute."
    )
    wide = change(1, 0.001, -0.05, 0.05, "not shown")
    assert headline(compared([wide], [])) == "No change that matters is shown, which is not to say that there is none."
    assert headline(compared([change(1, 0.1, -1, 1, "too few")], [])).startswith("No change that matters")
    unit = change(0, 300, 200, 400, "worse", base=900, key={"unit": "rosengard"})
    assert headline(compared([same(1)], [], unit=[unit])) == (
        "Patients of rosengard wait longer in staffed hours by 5.0 min (3.3–6.7); no share within target changes by 1 "
        "point."
    )


def test_the_same_twice_is_said_to_be_the_same():
    comparison = replace(compared([change(1, 0.1, -1, 1, "too few")], []), identical=True)
    assert headline(comparison) == "Nothing changes: every case goes the same way in both, to the second."
    assert verdicts_line(comparison) == "Verdict: no practical difference, since every case goes the same way."


def test_the_answer_follows_the_verdicts_and_no_margin_of_its_own():
    """0.9 points (0.1 to 1.7) may matter, as the verdict says; what is ruled out is told by its margin."""
    within = [change(1, 0.009, 0.001, 0.017, "better"), change(3, -0.001, -0.002, -1e-6, "no practical difference")]
    comparison = compared([*within, same(2)], [change(3, -30, -40, -20, "no practical difference")])
    assert comparison.family("within_target", "priority").verdict == "better"
    assert headline(comparison) == "Priority 1 meets the target more often; nobody is shown to wait longer."
    said = sentences(RUN, comparison)
    assert said[0].startswith("Priority 1: 0.9 points more within 15 min")
    assert said[1] == "Within target, priorities 3 and 2: no practical difference, within ±1 point."


@pytest.mark.parametrize(
    ("after", "said"), [(1, "after the change 1 more wait has"), (-2, "before the change 2 more waits have")]
)
def test_a_wait_that_is_held_back_says_why(after, said):
    held = replace(change(2, -24, -48, -6, "not shown", needed=20), unfinished_base=5, unfinished_other=5 + after)
    told = sentences(RUN, compared([], [held, change(3, 10, -90, 110, "not shown", needed=31)]))
    assert told[0] == (
        f"Mean wait in staffed hours, priority 2: not shown, though the interval is −0.8 to −0.1 min: {said} no end "
        "and may be of any length (each is counted as a week)."
    )
    assert told[1].startswith("Mean wait in staffed hours, priority 3: not shown. A few more replications")


def test_a_share_that_is_not_shown_is_not_said_to_stay():
    wide = change(2, 0.001, -0.05, 0.05, "not shown")
    assert headline(compared([wide], LESS)).endswith("; no change of a share within target is shown.")


def test_a_share_that_only_a_unit_shows_is_not_said_to_stay():
    wide = change(2, -0.03, -0.08, 0.02, "not shown")
    lost = change(0, -0.09, -0.13, -0.04, "worse", base=0.99, key={"unit": "tallgarden"})
    assert headline(compared([wide], [], within_unit=[lost])) == (
        "Patients of tallgarden meet the target less often, by 9 points (4–13); nobody is shown to wait longer."
    )


def test_replications_that_nobody_can_play_are_not_advised():
    told = sentences(RUN, compared([], [change(2, 10, -90, 110, "not shown", needed=10_031)]))
    assert told[0] == (
        "Mean wait in staffed hours, priority 2: not shown. No number of replications that can be played would show a "
        "difference of 1 minute."
    )


def test_what_is_not_shown_says_how_many_replications_would():
    wide = change(1, 0.01, -0.04, 0.04, "not shown", needed=120)
    likely = change(4, 0.006, -0.001, 0.013, "not shown", needed=25)
    said = sentences(RUN, compared([wide, same(2), same(3), likely, change(5, 0.1, -1, 1, "too few")], []))
    assert said[:4] == [
        "Within target, priorities 2 and 3: no practical difference, within ±1 point.",
        "Within target, priority 4: not shown; a difference of 1 point would have been, four times of five, "
        "a smaller one not.",
        "Within target, priority 1: not shown. Dozens more replications would show a difference of 1 point, "
        "four times of five.",
        "Within target, priority 5: too few cases to say.",
    ]
    waits = sentences(RUN, compared([], [change(2, 10, -90, 110, "not shown", needed=31)]))
    assert waits[0] == (
        "Mean wait in staffed hours, priority 2: not shown. A few more replications would show a difference of "
        "1 minute, four times of five."
    )


def test_verdicts_stand_by_measure_and_over_all():
    within = [change(1, None, 0, 0, "too few"), same(2)]
    assert verdicts_line(compared(within, LESS, same_day=[change(4, -0.02, -0.03, -0.01, "worse")])) == (
        "Verdict: better for some, worse for others (priorities taken together: within target no practical "
        "difference; begun the same day worse; mean wait in staffed hours better)."
    )
    assert verdicts_line(compared(within, LESS)).startswith("Verdict: better (")


def test_somebody_who_pays_is_in_the_verdict():
    """Every priority gains, but not on Monday afternoons; by less than the margin nobody pays."""
    for longer, how, verdict in (
        (230, "worse", "better for some, worse for others"), (30, "no practical difference", "better")
    ):  # fmt: skip
        pays = change(0, longer, longer - 10, longer + 10, how, base=900, key={"moment": "Monday afternoon"})
        assert compared([same(4)], LESS, moment=[pays]).verdict == verdict


def test_what_the_same_patients_save_is_said():
    waits = [change(4, -1, -2, 0, "better", ratio=3.14), change(5, -1, -2, 0, "better", ratio=41.2)]
    comparison = compared([change(2, 0.1, 0, 0, "better", ratio=8.0)], waits)
    said = "With patients of their own the variance of a change would be so many times as large: "
    assert pairing_line(comparison) == f"{said}within target 8.0, mean wait in staffed hours 3.1–41."
    rounding = change(2, 0.1, 0, 0, "better", ratio=4_494_927.0)
    assert pairing_line(compared([rounding], [])).endswith("within target >1 000.")
    assert pairing_line(compared([same(2)], [])) == ""


def test_hours_stand_by_role_where_they_differ():
    nurse = change(0, 4.0, 4.0, 4.0, "more", base=40.0, key={"role": "nurse"})
    physician = change(0, 0.0, 0.0, 0.0, "no practical difference", base=6.0, key={"role": "physician"})
    said = sentences(RUN, compared([], [], hours=[nurse, physician]))
    assert said[-2] == "Scheduled hours a week: nurse 40.0 → 44.0; of the other roles the same."
    assert len(sentences(RUN, compared([], [], hours=[physician]))) == 1


def test_a_weekday_whose_roster_differs_has_lines_of_its_own():
    tuesdays = [change(4, -300, -400, -200, "better", base=6000)]
    comparison = replace(compared([], LESS, tuesday_priority=tuesdays, within_tuesday_priority=[]), weekdays=(1,))
    assert weekdays_apart(comparison) == [1]
    assert "Waits are shorter in staffed hours on Tuesdays: priority 4 by 5.0 min (3.3–6.7)." in sentences(
        RUN, comparison
    )
    silent = replace(compared([], LESS, tuesday_priority=[], within_tuesday_priority=[]), weekdays=(1,))
    assert "No change that matters is shown on Tuesdays, where the roster differs." in sentences(RUN, silent)


def test_several_scenarios_are_named_in_the_adjustment():
    comparison = replace(compared([change(2, 0.041, 0.028, 0.054, "better")], []), scenarios=3)
    assert sentences(RUN, comparison)[0].endswith("adjusted for 1 priority in 3 scenarios).")


def test_one_replication_says_nothing_about_patients():
    comparison = compared([change(2, 0.4, 0, 0, "one replication")], [], replications=1)
    assert headline(comparison).startswith("One replication shows nothing")
    assert sentences(RUN, comparison) == ["Staff cost: the same."]


@pytest.mark.parametrize(("cost", "said"), [(0, "the same."), (25, "25 SEK a week more, 1 000 → 1 025.")])
def test_what_it_costs(cost, said):
    assert sentences(RUN, compared([], [], cost=cost))[-1] == f"Staff cost: {said}"


def test_hours_away_at_a_closure_are_no_saving():
    nurse = change(0, -9.0, -9.0, -9.0, "less", base=90.0, key={"role": "nurse"})
    closed = compared([], [], cost=-8995, hours=[nurse])
    assert sentences(RUN, replace(closed, away=True))[-1] == (
        "Staff cost: not compared, since people of a closed unit are away and still paid: 9.0 fewer hours a week are "
        "worked at the units, which is no saving."
    )
    assert sentences(RUN, replace(compared([], [], cost=-8995), away=True))[-1].endswith("away and still paid.")
    assert "SEK a week less" in sentences(RUN, closed)[-1]  # the saboteur: what it said before


def test_of_too_few_cases_the_numbers_are_said():
    few = change(1, -0.75, -1.0, 0.0, "too few", base=1.0, counts=((12, 12), (3, 12)))
    said = sentences(RUN, compared([few], [], same_day=[few]))
    assert said[:2] == [
        "Within target, priority 1: 9 of 12 missed, 0 of 12 before; too few cases to tell how sure.",
        "Begun the same day, priority 1: 9 of 12 not begun then, 0 of 12 before; too few cases to tell how sure.",
    ]


def test_where_a_list_grows_no_replications_are_named_for_waits():
    waits = [change(5, 10, -90, 110, "not shown")]
    said = sentences(RUN, replace(compared([], waits), endless=True))
    assert said[0] == (
        "Mean wait in staffed hours, priority 5: not shown. A list grows without bound, so that such a wait hangs on "
        "the weeks that are played; more replications do not help."
    )
    assert not any("grows" in one for one in sentences(RUN, compared([], waits)))
