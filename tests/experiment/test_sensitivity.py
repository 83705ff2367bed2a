"""Assumptions turned one by one and all at once, on toys whose answers are known."""

import numpy as np
import pytest

from sim.experiment.sensitivity import choose, ends_of, latin_hypercube, read_bars, read_worlds
from sim.measures.gauge import gauge
from sim.scenario.knobs import Knob

WAIT = gauge("mean_wait_working", [])
MINUTES = Knob("work.minutes", 8.0, 4.0, 16.0, "assumption: toy")
IDLE = Knob("flow.idle", 0.5, 0.0, 1.0, "assumption: toy")
EDGE = Knob("demand.edge", 1.0, 1.0, 2.0, "assumption: toy")
WHOLE = Knob("conversation.cap", 3.0, 2.0, 5.0, "assumption: toy", whole=True)
COST = Knob("costs.sms", 0.5, 0.25, 1.0, "assumption: toy")
RANDOM = np.random.default_rng(1)
PATIENTS = RANDOM.normal(0, 40, 12)
"""What the replications have in common: with the same patients it cancels out."""


def played(mean, other=None, noise=1.0):
    """Sums (S, R, 1, 3) of 100 cases a replication that wait about ``mean`` seconds."""
    sides = [mean] if other is None else [mean, other]
    waits = [value + PATIENTS + RANDOM.normal(0, noise, 12) for value in sides]
    return np.array([[[[100 * wait, 100, 0]] for wait in side] for side in waits])


def test_what_moves_most_comes_first_and_noise_is_marked():
    found = [played(100), played(100), played(100.2), played(60), played(180), played(120)]
    base, bars = read_bars([IDLE, MINUTES, EDGE], found, WAIT, None)
    assert base.value == pytest.approx(100, abs=40)
    assert [bar.knob.path for bar in bars] == ["work.minutes", "demand.edge", "flow.idle"]
    assert [bar.shown for bar in bars] == [True, True, False]
    assert bars[0].swing == pytest.approx(80, abs=3)
    assert [end.change.verdict for end in bars[0].ends] == ["less", "more"]
    assert [end.value for end in bars[1].ends] == [2.0]
    assert bars[0].turn is None


def test_a_decision_turns_where_the_difference_crosses_its_level():
    """B − A is −10 as assumed (8 minutes) and +10 at 16: it turns at 12. Nothing else turns it."""
    found = [played(100, 90), played(60, 40), played(180, 190), played(100, 89), played(100, 91)]
    base, bars = read_bars([MINUTES, IDLE], found, WAIT, 0.0)
    turns = {bar.knob.path: bar.turn for bar in bars}
    assert base.verdict == "less"
    assert turns["work.minutes"].value == pytest.approx(12, abs=0.7)
    assert turns["work.minutes"].low < 12 < turns["work.minutes"].high
    assert turns["flow.idle"].value is None
    assert [end.verdict for end in bars[0].ends] == ["less", "more"]


def test_an_assumption_whose_ends_are_not_finished_is_left_out():
    _, bars = read_bars([MINUTES, IDLE], [played(100), played(60), played(180), played(99)], WAIT, None)
    assert [bar.knob.path for bar in bars] == ["work.minutes"]


def test_worlds_are_counted_by_what_was_measured_and_by_what_is_shown():
    found = [played(100, 80), played(100, 120), played(100, 70), played(100, 99.9, noise=30), played(100, 100, noise=0)]
    found[4][1] = found[4][0]
    worlds = read_worlds(found, WAIT, 0.0)
    assert worlds.verdicts == ["below", "above", "below", "not shown", "not shown"]
    assert (worlds.above + worlds.below, worlds.at) == (4, 1)
    assert worlds.figures[4] == 0
    assert read_worlds([], WAIT, 0.0) is None


def test_a_world_without_cases_counts_for_nothing():
    worlds = read_worlds([np.zeros((2, 12, 1, 3))], WAIT, 0.0)
    assert (worlds.figures, worlds.verdicts) == ([None], ["not shown"])
    assert (worlds.above, worlds.below, worlds.at) == (0, 0, 0)


def test_the_hypercube_covers_every_range_evenly_and_obeys_its_seed():
    worlds = latin_hypercube([MINUTES, IDLE], 40, seed=3)
    values = np.array(worlds)
    for column, knob in enumerate((MINUTES, IDLE)):
        edges = [knob.at(share) for share in np.linspace(0, 1, 41)]
        counts, _ = np.histogram(values[:, column], edges)
        assert (counts == 1).all()
    assert worlds == latin_hypercube([MINUTES, IDLE], 40, seed=3)
    assert worlds != latin_hypercube([MINUTES, IDLE], 40, seed=4)
    assert all(value == round(value) for (value,) in latin_hypercube([WHOLE], 10, seed=1))


def test_only_what_the_scenarios_agree_in_is_turned_and_money_only_where_money_is_followed():
    other = Knob("flow.idle", 0.7, 0.0, 1.0, "assumption: toy")
    assert choose([[MINUTES, IDLE, COST], [MINUTES, other, COST]], WAIT, []) == [MINUTES]
    assert choose([[MINUTES, COST]], gauge("staff_cost", []), []) == [MINUTES, COST]
    assert choose([[MINUTES, IDLE]], WAIT, ["flow"]) == [IDLE]
    assert ends_of(EDGE) == [2.0]
