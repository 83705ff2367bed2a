"""The words of a comparison: never more than the intervals say."""

from types import SimpleNamespace

import pytest

from sim.measures import Change, Comparison, Family
from sim.report.sentences import headline, sentences
from sim.scenario.schema.targets import Targets

RUN = SimpleNamespace(job=SimpleNamespace(scenario=SimpleNamespace(targets=Targets())))


def change(priority: int, value: float | None, low: float, high: float, verdict: str) -> Change:
    return Change(
        key={"priority": priority}, base=0.5, other=0.5 + (value or 0.0), cases=1000, value=value, low=low, high=high,
        family_low=low, family_high=high, p=0.01, p_family=0.02, verdict=verdict,
    )  # fmt: skip


def same(priority: int) -> Change:
    return change(priority, 0.0, 0.0, 0.0, "no difference shown")


def compared(within: list[Change], waits: list[Change], *, replications: int = 30, cost: float = 0.0) -> Comparison:
    money = Change(
        key={"cost": "staff_cost"}, base=1000.0, other=1000.0 + cost, cases=30, value=cost, low=cost, high=cost,
        family_low=cost, family_high=cost, p=0.0, p_family=0.0, verdict="worse",
    )  # fmt: skip
    families = [
        Family("within_target", "priority", "share", within),
        Family("mean_wait_working", "priority", "seconds", waits),
        Family("mean_wait_working", "monday_priority", "seconds", []),
        Family("begun_same_day", "priority", "share", []),
        Family("money", "all", "SEK", [money]),
    ]
    return Comparison("before?", "after?", replications, [], families)


def test_a_share_that_changes_is_said_in_points_with_its_adjusted_interval():
    within = [change(1, None, 0, 0, "too few"), change(2, 0.041, 0.028, 0.054, "better"), same(3)]
    said = sentences(RUN, compared(within, []))
    assert said[0] == "Priority 2: 4.1 points more within 2 h (95 % interval 2.8–5.4, adjusted for 2 priorities)."
    assert headline(compared(within, [])) == "Priority 2 meets the target more often."


def test_who_gains_and_who_pays_stand_in_one_sentence():
    waits = [
        change(2, 120, 60, 180, "worse"),
        change(4, -2040, -2400, -1680, "better"),
        change(5, -4020, -4500, -3600, "better"),
    ]
    comparison = compared([same(2), same(4)], waits)
    assert headline(comparison) == (
        "Priorities 4 and 5 wait less; priority 2 waits longer; nobody is shown to meet or miss a target because of it."
    )
    assert sentences(RUN, comparison)[:2] == [
        "Waits are shorter: priority 4 by 34 min (28–40), priority 5 by 67 min (60–75).",
        "Waits are longer: priority 2 by 2.0 min (1.0–3.0).",
    ]


def test_nothing_important_changes_only_where_an_important_change_would_have_been_seen():
    narrow, wide = (change(1, 0.001, -half, half, "no difference shown") for half in (0.015, 0.05))
    assert headline(compared([narrow], [])).startswith("Nothing important changes: ")
    assert headline(compared([wide], [])) == "No change that matters is shown; with more replications one might be."
    assert headline(compared([change(1, 0.1, -1, 1, "too few")], [])).startswith("No change that matters")


def test_what_is_shown_but_too_small_to_matter_is_no_headline():
    within = [change(1, 0.009, 0.001, 0.017, "better"), change(3, -0.001, -0.002, 0.0, "worse"), same(2)]
    comparison = compared(within, [change(3, -30, -40, -20, "better")])
    assert headline(comparison).startswith("Nothing important changes: ")
    assert sentences(RUN, comparison)[0] == "Shown, but by less than a point: within target, priorities 1 and 3."


def test_what_is_not_shown_says_how_many_replications_would():
    wide = change(1, 0.01, -0.04, 0.04, "no difference shown")  # half of it is 4 points: four times as many
    said = sentences(RUN, compared([wide, same(2), same(3)], []))
    assert said[:2] == [
        "Within target, priorities 2 and 3: no change shown; a difference of 2 points would have been seen.",
        "Within target, priority 1: not shown. About 90 more replications would show a difference of 2 points.",
    ]


def test_one_replication_says_nothing_about_patients():
    comparison = compared([change(2, 0.4, 0, 0, "one replication")], [], replications=1)
    assert headline(comparison).startswith("One replication shows nothing")
    assert sentences(RUN, comparison) == ["Staff cost: the same."]


@pytest.mark.parametrize(("cost", "said"), [(0, "the same."), (25, "25 SEK a week more (1 000 → 1 025).")])
def test_what_it_costs(cost, said):
    assert sentences(RUN, compared([], [], cost=cost))[-1] == f"Staff cost: {said}"
