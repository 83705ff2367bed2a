"""Comparisons on the same patients: verdicts that never claim more than their interval."""

import json

import numpy as np
import pytest

from sim.domain.words import Role
from sim.measures import Comparison, Margins, Replication, compare
from sim.measures.comparison import judged
from sim.measures.differences import Difference
from sim.measures.estimate import holm, left_out_ratio
from sim.measures.several import several
from sim.measures.unjudged import measured
from sim.measures.verdicts import Found, judge
from sim.units import HOUR
from tests.measures.scenes import busy_clinic, played
from tests.worlds import Turn, World, at, hours

COUNT = 8


def before() -> list[Replication]:
    return [busy_clinic(number) for number in range(COUNT)]


def after() -> list[Replication]:
    """One more nurse on Mondays."""
    return [busy_clinic(number, nurses=2) for number in range(COUNT)]


def test_one_more_nurse_on_mondays_is_seen_on_mondays() -> None:
    found = compare(before(), after())
    mondays = found.family("mean_wait_working", "monday_priority").changes
    assert [change.key["priority"] for change in mondays] == [1, 2, 3, 4, 5]
    lowest = mondays[-1]
    assert lowest.verdict == "better"
    assert lowest.value is not None
    assert lowest.family_high is not None
    assert lowest.value < lowest.family_high < 0
    assert lowest.value == pytest.approx(lowest.other - lowest.base)
    assert found.replications == COUNT


def test_the_other_way_round_is_worse_by_as_much() -> None:
    there, back = compare(before(), after()), compare(after(), before())
    sides = (found.family("mean_wait_working", "priority").changes for found in (there, back))
    for one, other in zip(*sides, strict=True):
        assert one.value == pytest.approx(-other.value)
        assert {one.verdict, other.verdict} in ({"better", "worse"}, {"not shown"})


def test_nothing_differs_from_itself() -> None:
    """Nor is it said of a few cases that a rare difference is ruled out: 185 alike would have to be seen for that."""
    found = compare(before(), before())
    assert found.identical
    assert found.verdict == "no practical difference"
    for family in found.families:
        for change in family.changes:
            assert change.verdict in ("no practical difference", "not shown", "too few")
            assert change.value in (0, None)
            if family.unit == "share" and change.verdict == "no practical difference":
                assert change.cases >= 185
            if change.verdict == "not shown":
                assert family.unit == "share" or change.value is None
    assert not compare(before(), after()).identical


def test_a_side_to_which_nobody_came_is_said() -> None:
    """Figures that one side lacks are no sign that more replications would show a difference."""
    nothing = World(days=7)
    nothing.person("Anna", nothing.unit("Clinic"))
    found = compare(before(), [played(nothing, number) for number in range(COUNT)])
    assert "after: no case arrived in the measured part" in found.remarks
    assert not compare(before(), after()).remarks


def claims_no_more_than_its_intervals(found: Comparison) -> None:
    for family in found.families:
        for change in family.changes:
            shown = change.verdict in ("better", "worse", "more", "less")
            if shown:
                assert change.family_low is not None
                assert change.family_high is not None
                assert not change.family_low <= 0 <= change.family_high
                assert change.p_family is not None
                assert change.p is not None
                assert change.p <= change.p_family <= 0.05
            if change.low is not None and change.family_low is not None:
                assert change.family_low <= change.low + 1e-12


def test_no_verdict_says_more_than_its_interval() -> None:
    claims_no_more_than_its_intervals(compare(before(), after()))


def test_saboteur_an_unadjusted_verdict_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the adjustment, twenty tables of noise would show something; the check of every verdict sees it."""
    from sim.measures import verdicts

    monkeypatch.setattr(verdicts, "_verdict", lambda *_: "better")
    with pytest.raises(AssertionError):
        claims_no_more_than_its_intervals(compare(before(), after()))


def test_one_replication_gives_no_verdict() -> None:
    found = compare(before()[:1], after()[:1])
    assert any("no intervals" in remark for remark in found.remarks)
    verdicts = {change.verdict for family in found.families for change in family.changes}
    assert verdicts <= {"one replication", "too few"}


def test_replications_are_paired_by_number() -> None:
    """Order does not matter, partners missing are left out, and without any partner there is nothing to compare."""
    base, other = before(), after()
    found = compare(base[2:], other[::-1][2:])
    assert found.replications == COUNT - 4
    assert found.as_json() == compare(base[2:6], other[2:6]).as_json()
    with pytest.raises(ValueError, match="nothing to compare"):
        compare(base[:2], other[2:])


def test_too_few_cases_get_no_verdict() -> None:
    few = [busy_clinic(number, a_day=1, days=7) for number in range(3)]
    more = [busy_clinic(number, a_day=1, days=7, nurses=2) for number in range(3)]
    for change in compare(few, more).family("within_target", "priority").changes:
        assert change.cases < 30
        assert change.verdict == "too few"
        assert change.p_family is None


def clinic(number: int, days_on: list[int]) -> Replication:
    """Forty cases on Monday; a nurse who works those days, one case an hour."""
    random = np.random.default_rng(number)
    world = World(days=5)
    unit = world.unit("Clinic")
    world.person("Anna", unit, Role.nurse, hours(days_on, "08:00-17:00"))
    for minute in sorted(random.integers(0, 500, 40).tolist()):
        world.case(unit, at(0, "08:00") + 60 * minute, priority=5, turns=(Turn(work=HOUR),))
    return played(world, number)


def test_a_side_with_more_waits_without_an_end_is_not_said_to_wait_less() -> None:
    """Working Monday only leaves most without an end, so that nobody knows how long they wait.

    Whatever the mean within the horizon says, a side that left more cases waiting never gets "better" for its waits.
    """
    base = [clinic(number, [0, 1, 2, 3, 4]) for number in range(5)]
    other = [clinic(number, [0]) for number in range(5)]
    for measure in ("mean_wait_elapsed", "mean_wait_working", "median_wait_elapsed", "p90_wait_elapsed"):
        (change,) = compare(base, other).family(measure, "priority").changes
        assert change.unfinished_other > change.unfinished_base
        assert change.verdict != "better"
        (mirrored,) = compare(other, base).family(measure, "priority").changes
        assert mirrored.verdict != "worse"


@pytest.mark.parametrize(("further", "verdict"), [(0, "better"), (2, "better"), (40, "not shown")])
def test_a_few_further_waits_without_an_end_hold_a_verdict_back_only_where_they_could_undo_it(further, verdict) -> None:
    """Ten minutes less (9.5 to 10.5) over 10 000 cases: two further weeks cost 2 minutes of it, forty cost 40."""
    found = Found({}, 3600.0, 3000.0, 10_000, Difference(-600.0, 15.0, 1e-9, 29), -1, (3, 3 + further))
    (change,) = judge([found])
    assert change.verdict == verdict


def test_everything_is_ready_for_json() -> None:
    text = json.dumps(compare(before(), after()).as_json(), allow_nan=False)
    assert "mean_wait_working" in text


def test_an_unknown_family_is_an_error() -> None:
    with pytest.raises(KeyError, match="luck by priority"):
        compare(before(), after()).family("luck", "priority")


def test_what_is_not_shown_names_replications_and_nothing_else_does() -> None:
    found = compare(before(), after())
    for family in found.families:
        for change in family.changes:
            named = change.verdict == "not shown" and family.margin > 0 and change.p is not None
            assert (change.replications_needed is not None) == named


def test_meeting_the_same_patients_is_worth_many_replications() -> None:
    """The ratio printed is that of the two variances, worked out here from the replications themselves."""
    base, other = before(), after()
    (change,) = compare(base, other).family("mean_wait_working", "all").changes
    counted = [[one.cases["wait_working_s"][one.cases["in_measures"]] for one in side] for side in (base, other)]
    sums, counts = (np.array([[how(one) for one in side] for side in counted], dtype=float) for how in (np.sum, len))
    left = [left_out_ratio(*side) for side in zip(sums, counts, strict=True)]
    paired, apart = np.var(left[1] - left[0]), np.var(left[0]) + np.var(left[1])
    assert change.variance_ratio == pytest.approx(apart / paired)
    assert change.variance_ratio > 1
    (same,) = compare(base, base).family("mean_wait_working", "all").changes
    assert same.variance_ratio is None


def test_scenarios_that_are_shown_beside_each_other_are_one_family() -> None:
    """Two scenarios, one of which changes nothing: every p-value is adjusted for the lines of both."""
    alone = compare(before(), after())
    both = judged([measured(several(before()), several(after())), measured(several(before()), several(before()))])
    assert [one.scenarios for one in both] == [2, 2]
    for family in alone.families:
        together = [one.family(family.measure, family.grouping).changes for one in both]
        members = [change.p for changes in together for change in changes if change.p_family is not None]
        adjusted, _ = holm(members)
        assert [c.p_family for changes in together for c in changes if c.p_family is not None] == adjusted
        for change, one in zip(family.changes, together[0], strict=True):
            assert (change.value, change.low, change.p) == (one.value, one.low, one.p)
            if change.p_family is not None:
                assert one.p_family >= change.p_family


def test_saboteur_scenarios_judged_one_by_one_claim_more_than_together() -> None:
    """Judged alone, some p-value is smaller than the family of both allows."""
    whole = judged([measured(several(before()), several(after())), measured(several(before()), several(after()))])
    alone = compare(before(), after())
    pairs = zip(alone.families, whole[0].families, strict=True)
    assert any(a.p_family < b.p_family for one, two in pairs for a, b in zip(one.changes, two.changes, strict=True)
               if a.p_family is not None)  # fmt: skip


def test_hours_are_told_by_role() -> None:
    (change,) = compare(before(), after()).family("scheduled_hours", "role").changes
    assert change.key == {"role": "nurse"}
    assert (change.base, change.other, change.verdict) == (20.0, 24.0, "more")
    (same,) = compare(before(), before()).family("scheduled_hours", "role").changes
    assert same.verdict == "no practical difference"


def test_a_stated_margin_decides_what_matters() -> None:
    """The same intervals: nothing matters to whom ten hours do not, and a second matters to whom it does."""
    tables = [measured(several(before()), several(after()))]
    (generous,) = judged(tables, Margins(share=0.99, seconds=10 * HOUR))
    (strict,) = judged(tables, Margins(share=1e-9, seconds=1e-9))
    assert generous.verdict == "no practical difference"
    assert strict.verdict == "better"
    family = generous.family("mean_wait_working", "priority")
    assert (family.margin, family.verdict) == (10 * HOUR, "no practical difference")
    assert generous.as_json()["verdict"] == "no practical difference"
    assert {one["verdict"] for one in generous.as_json()["families"]} >= {"no practical difference", "more"}


def test_a_share_keeps_its_counts() -> None:
    found = compare(before(), after())
    for family in found.families:
        for change in family.changes:
            assert (change.counts is not None) == (family.unit == "share")
            for (true, of), share in zip(change.counts or (), (change.base, change.other), strict=False):
                assert share is None if of == 0 else share == pytest.approx(true / of)


def test_a_list_that_grows_names_no_replications_for_waits() -> None:
    """Twelve cases a day for one nurse are too many where each takes two hours."""

    def swamped(number: int) -> Replication:
        random = np.random.default_rng([9, number])
        world = World(days=28, staffed="08:00-12:00")
        clinic = world.unit("Clinic")
        world.person("Anna", clinic, Role.nurse, hours(range(28), "08:00-12:00"))
        for day in (day for day in range(28) if day % 7 < 5):
            for minute in sorted(random.integers(0, 239, 12).tolist()):
                world.case(clinic, at(day, "08:00") + minute * 60, priority=3, turns=(Turn(work=7200),))
        return played(world, number)

    grows = compare(before(), [swamped(number) for number in range(COUNT)])
    calm = compare(before(), after())
    assert (grows.endless, calm.endless) == (True, False)

    def named(found: Comparison) -> list[int]:
        waits = [one for one in found.families if one.unit == "seconds"]
        return [one.replications_needed for family in waits for one in family.changes if one.replications_needed]

    assert named(grows) == []
    assert named(calm)
