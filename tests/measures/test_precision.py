"""Replications until precision: go on, enough, or the most that were allowed, and what the rest would take."""

import numpy as np
import pytest

from sim.measures.precision import AHEAD, FIRST, FOLLOWED, UntilPrecise, counts, known_share, look_ahead
from tests.measures.scenes import busy_clinic

CASES = (40.0, 40.0, 40.0, 40.0, 40.0)


def shares(random: np.random.Generator, cases: tuple[float, ...] = CASES, chance: float = 0.9) -> list:
    return [(float(random.binomial(int(number), chance)), number) for number in cases]


def play(rule: UntilPrecise, cases: tuple[float, ...] = CASES, chance: float = 0.9, seed: int = 1) -> int:
    random = np.random.default_rng(seed)
    while not rule.add_counts(shares(random, cases, chance)):
        assert rule.replications < 10_000
    return rule.replications


def test_it_stops_when_every_share_has_been_known_for_as_long_as_it_looks_ahead():
    rule = UntilPrecise(0.02, 500)
    played = play(rule)
    found = rule.reached()
    assert found.outcome == "enough"
    assert found.enough_at is not None
    assert played == found.replications == found.enough_at + look_ahead(found.enough_at)
    assert [(one.measure, one.priority) for one in found.shares] == list(FOLLOWED)
    for one in found.shares:
        assert one.known == "met"
        assert one.half is not None
        assert one.half <= 0.02
        assert one.replications_needed is None


def test_not_a_replication_earlier():
    """The run without its last replication was not at its end, nor was any earlier one."""
    random, whole = np.random.default_rng(1), UntilPrecise(0.02, 500)
    stops = [whole.add_counts(shares(random)) for _ in range(play(UntilPrecise(0.02, 500)))]
    assert stops == [False] * (len(stops) - 1) + [True]


def test_the_looking_ahead_is_a_share_of_many_replications():
    assert [look_ahead(number) for number in (10, 100, 101, 240)] == [AHEAD, AHEAD, AHEAD, 12]


def test_a_lucky_stretch_does_not_end_the_run():
    """Ten replications alike meet the precision; the eleventh is far off, so that looking ahead goes on."""
    rule = UntilPrecise(0.02, 500)
    lucky = [[(39.0, 40.0)] * 5] * FIRST
    assert not any(rule.add_counts(pairs) for pairs in lucky)
    assert {one.enough_at for one in rule.reached().shares} == {FIRST}
    assert not rule.add_counts([(2.0, 40.0)] * 5)
    assert {one.enough_at for one in rule.reached().shares} == {None}


def test_a_share_out_of_reach_is_not_awaited_and_its_replications_are_named():
    """Two cases a replication where the others have forty: about twenty times as many replications."""
    rule = UntilPrecise(0.02, 150)
    played = play(rule, (2.0, 40.0, 40.0, 40.0, 40.0))
    found = rule.reached()
    first = found.shares[0]
    assert played < 150
    assert (found.outcome, first.known, first.enough_at) == ("enough", "not met", None)
    assert first.replications_needed is not None
    assert first.replications_needed > 150


def test_what_is_within_reach_is_awaited():
    rule = UntilPrecise(0.02, 10_000)
    play(rule, (2.0, 40.0, 40.0, 40.0, 40.0))
    assert {one.known for one in rule.reached().shares} == {"met"}


def test_the_most_allowed_is_an_end_of_its_own():
    rule = UntilPrecise(0.001, 20)
    assert play(rule) == 20
    found = rule.reached()
    assert (found.outcome, found.enough_at) == ("the most allowed", None)
    assert all(one.replications_needed is not None and one.replications_needed > 20 for one in found.shares)


def test_too_few_cases_is_an_answer():
    """One case a replication: thirty replications until there are thirty; none at all: nobody can say."""
    rule = UntilPrecise(0.02, 20)
    play(rule, (0.0, 1.0, 40.0, 40.0, 40.0), chance=1.0)
    none, few = rule.reached().shares[:2]
    assert (none.known, none.value, none.replications_needed) == ("too few", None, None)
    assert few.known == "too few"
    assert few.replications_needed is not None
    assert few.replications_needed >= 30


def test_an_interruption_is_no_end_of_the_rule():
    rule = UntilPrecise(0.02, 500)
    rule.add_counts(shares(np.random.default_rng(1)))
    assert rule.reached().outcome == "interrupted"


def test_several_scenarios_are_followed_side_by_side():
    """The second has a tenth of the cases and decides when it is enough."""
    rule = UntilPrecise(0.03, 2000, ["base", "other"])
    play(rule, CASES + (4.0,) * 5)
    found = rule.reached()
    by_scenario = {
        name: max(one.enough_at or 0 for one in found.shares if one.scenario == name) for name in ("base", "other")
    }
    assert by_scenario["base"] < by_scenario["other"] == found.enough_at


def test_counts_are_those_of_the_summary():
    replications = [busy_clinic(number) for number in range(3)]
    rule = UntilPrecise(0.02, 3)
    stops = [rule.add([one]) for one in replications]
    assert stops == [False, False, True]
    by_hand = replications[0].cases
    chosen = by_hand["in_measures"] & (by_hand["priority"] == 5)
    assert counts(replications[0])[4][1] == (by_hand["begun_same_day"][chosen] >= 0).sum() > 0
    value = known_share([counts(one)[4] for one in replications]).value
    assert rule.reached().shares[4].value == value


@pytest.mark.parametrize(("half", "most"), [(0.0, 10), (1.0, 10), (0.02, 0)])
def test_a_precision_that_cannot_be_is_refused(half, most):
    with pytest.raises(ValueError, match="half-width above 0"):
        UntilPrecise(half, most)


def test_saboteur_without_looking_ahead_a_lucky_stretch_ends_the_run(monkeypatch):
    from sim.measures import precision

    monkeypatch.setattr(precision, "look_ahead", lambda _: 0)
    rule = UntilPrecise(0.02, 500)
    stops = [rule.add_counts([(39.0, 40.0)] * 5) for _ in range(FIRST)]
    assert stops[-1]
