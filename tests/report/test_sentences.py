"""The words of a comparison: never more than the intervals say."""

from types import SimpleNamespace

import pytest

from sim.report.sentences import headline, mondays_differ, sentences
from sim.scenario.schema.targets import Targets
from tests.report.scenes import change, compared, same

RUN = SimpleNamespace(job=SimpleNamespace(scenario=SimpleNamespace(targets=Targets())))
LESS = [change(4, -2040, -2400, -1680, "better", base=6000), change(5, -4020, -4500, -3600, "better", base=6000)]


def test_a_share_that_changes_is_said_in_points_with_its_adjusted_interval():
    within = [change(1, None, 0, 0, "too few"), change(2, 0.041, 0.028, 0.054, "better"), same(3)]
    said = sentences(RUN, compared(within, []))
    assert said[0] == "Priority 2: 4.1 points more within 2 h (95 % interval 2.8–5.4, adjusted for 2 priorities)."
    assert headline(compared(within, [])) == (
        "Priority 2 meets the target more often; nobody is shown to wait longer by a minute."
    )


def test_who_gains_and_who_pays_stand_in_one_sentence():
    comparison = compared([same(2), same(4)], [change(2, 120, 60, 180, "worse", base=300), *LESS])
    assert headline(comparison) == (
        "Priorities 4 and 5 wait less; priority 2 waits longer; nobody is shown to meet or miss a target because of it."
    )
    assert sentences(RUN, comparison)[:2] == [
        "Waits are shorter: priority 4 by 34 min (28–40), priority 5 by 67 min (60–75).",
        "Waits are longer: priority 2 by 2.0 min (1.0–3.0).",
    ]


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({}, "nobody is shown to wait longer by a minute"),
        (
            {"moment": [change(0, 230, 200, 260, "worse", base=900, key={"moment": "Monday afternoon"})]},
            "who comes on Monday afternoons waits longer",
        ),
        (
            {"unit": [change(0, 90, 70, 110, "worse", base=900, key={"unit": "rosengard"})]},
            "patients of rosengard wait longer",
        ),
        (
            {"unit_priority": [change(0, 90, 70, 110, "worse", base=900, key={"unit": "rosengard", "priority": 5})]},
            "patients of rosengard with priority 5 wait longer",
        ),
    ],
)
def test_who_pays_is_said_where_every_priority_gains(groups, said):
    assert f"; {said}; nobody is shown to meet or miss" in headline(compared([same(4)], LESS, **groups))


def test_who_comes_when_others_gain_pays_with_an_interval():
    gains = change(0, -2400, -2600, -2200, "better", base=4000, key={"moment": "Monday morning"})
    pays = change(0, 230, 200, 260, "worse", base=900, key={"moment": "Monday afternoon"})
    out = change(0, 90, 70, 110, "worse", base=900, key={"moment": "evening, night or weekend"})
    said = sentences(RUN, compared([], LESS, moment=[gains, pays, out]))
    assert "Who comes on Monday afternoons waits longer: by 3.8 min (3.3–4.3)." in said
    assert "Who comes in the evening, at night or on a weekend waits longer: by 1.5 min (1.2–1.8)." in said
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
    assert "Waits are shorter on Mondays: priority 4 by 102 min (100–103)." in said
    assert any(one.startswith("Priority 1: 3.0 points more within 15 min on Mondays") for one in said)


def test_shares_begun_the_same_day_stand_in_one_sentence():
    falls = [change(2, -0.045, -0.068, -0.022, "worse"), change(4, -0.02, -0.03, -0.01, "worse")]
    said = sentences(RUN, compared([], [], same_day=falls))
    assert said[0] == (
        "Fewer are begun the same day: priority 2 by 4.5 points (2.2–6.8), priority 4 by 2.0 points (1.0–3.0)."
    )


def test_nothing_important_changes_only_where_an_important_change_would_have_been_seen():
    narrow, wide = (change(1, 0.001, -half, half, "not shown") for half in (0.015, 0.05))
    assert headline(compared([narrow], [])).startswith("Nothing important changes: ")
    assert headline(compared([wide], [])) == "No change that matters is shown; with more replications one might be."
    assert headline(compared([change(1, 0.1, -1, 1, "too few")], [])).startswith("No change that matters")
    unit = change(0, 300, 200, 400, "worse", base=900, key={"unit": "rosengard"})
    assert headline(compared([narrow], [], unit=[unit])) == (
        "No priority is shown to change as a whole, but the waits at rosengard do."
    )


def test_what_is_shown_but_too_small_to_matter_is_no_headline():
    within = [change(1, 0.009, 0.001, 0.017, "better"), change(3, -0.001, -0.002, 0.0, "worse"), same(2)]
    comparison = compared(within, [change(3, -30, -40, -20, "better")])
    assert headline(comparison).startswith("Nothing important changes: ")
    assert sentences(RUN, comparison)[0] == (
        "Shown, but by less than a point: within target, priority 1 up; within target, priority 3 down."
    )


def test_what_is_not_shown_says_how_many_replications_would():
    wide = change(1, 0.01, -0.04, 0.04, "not shown")  # half of it is 4 points: four times as many
    said = sentences(RUN, compared([wide, same(2), same(3)], []))
    assert said[:2] == [
        "Within target, priorities 2 and 3: no change shown; a difference of 2 points would have been seen.",
        "Within target, priority 1: not shown. About 90 more replications would show a difference of 2 points.",
    ]


def test_one_replication_says_nothing_about_patients():
    comparison = compared([change(2, 0.4, 0, 0, "one replication")], [], replications=1)
    assert headline(comparison).startswith("One replication shows nothing")
    assert sentences(RUN, comparison) == ["Staff cost: the same."]


@pytest.mark.parametrize(("cost", "said"), [(0, "the same."), (25, "25 SEK a week more, 1 000 → 1 025.")])
def test_what_it_costs(cost, said):
    assert sentences(RUN, compared([], [], cost=cost))[-1] == f"Staff cost: {said}"


def test_a_closed_unit_s_people_are_no_saving():
    (said,) = sentences(RUN, compared([], [], cost=-25, closed_day_unit=[]))
    assert said == (
        "Staff cost: 25 SEK a week less, 1 000 → 975. "
        "People of a closed unit count as off duty: their pay is not in it."
    )
