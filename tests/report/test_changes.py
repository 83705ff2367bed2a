"""Cells of a comparison: every sign as it is, both figures and their difference in one unit."""

from dataclasses import replace

import pytest

from sim.report.changes import (
    could_show,
    held_back,
    length,
    points,
    points_cell,
    shares_cell,
    wait_change_cell,
    waits_cell,
)
from sim.units import HOUR, MINUTE
from tests.report.scenes import change


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict", "said"),
    [
        (-9.2, -10.1, -8.3, "better", "−9 (−10 to −8)"),
        (4.1, 2.8, 5.4, "worse", "+4.1 (2.8 to 5.4)"),
        (-0.3, -1.0, 0.4, "not shown", "(−1.0 to +0.4)"),
        (-0.4, -0.7, -0.1, "not shown", "(−0.7 to −0.1)*"),
        (0.0, 0.0, 0.0, "not shown", "the same"),
        (None, 0.0, 0.0, "not shown", "–"),
        (3.0, 1.0, 5.0, "too few", "too few"),
    ],
)
def test_a_change_of_a_wait_in_minutes(value, low, high, verdict, said):
    seconds = None if value is None else value * MINUTE
    assert wait_change_cell(change(4, seconds, low * MINUTE, high * MINUTE, verdict, base=50 * MINUTE)).plain == said


def test_a_wait_within_the_margin_is_held_back_only_where_more_waits_have_no_end():
    alike = change(4, -6.0, -30.0, 20.0, "not shown", base=900)
    assert not held_back(alike, MINUTE)
    further = replace(alike, unfinished_other=1)
    assert held_back(further, MINUTE)
    assert not held_back(further, 10.0)
    assert not held_back(replace(further, verdict="no practical difference"), MINUTE)
    assert wait_change_cell(further, MINUTE).plain == "(−0.5 to +0.3)*"


def test_two_waits_and_their_difference_have_one_unit():
    short = change(5, -56 * MINUTE, -62 * MINUTE, -51 * MINUTE, "better", base=155 * MINUTE)
    long = change(5, 2 * HOUR, 1.5 * HOUR, 2.5 * HOUR, "worse", base=9 * HOUR)
    assert (waits_cell(short), wait_change_cell(short).plain) == ("155 → 99", "−56 (−62 to −51)")
    assert (waits_cell(long), wait_change_cell(long).plain) == ("9.0 h → 11.0 h", "+2.0 h (1.5 to 2.5 h)")
    assert (length(short), length(long)) == ("56 min (51–62)", "2.0 h (1.5–2.5)")


@pytest.mark.parametrize(
    ("base", "value", "low", "high", "said"),
    [
        (0.95, 0.009, 0.0004, 0.0176, "+0.9 (0.04 to 1.8)"),  # what is shown leaves out 0 in print too
        (0.95, 0.0004, 0.0001, 0.001, "+0.04 (0.01 to 0.1)"),
        (1.0, -1.0, -1.5, -0.5, "−100 (−100 to −50)"),  # no share falls by more than all
        (0.5, -0.045, -0.068, -0.022, "−4.5 (−6.8 to −2.2)"),
    ],
)
def test_a_change_of_a_share_in_points(base, value, low, high, said):
    one = change(1, value, low, high, "better" if value > 0 else "worse", base=base)
    assert points_cell(one).plain == said


def test_shares_and_points_in_sentences():
    assert shares_cell(change(1, 0.002, 0.001, 0.003, "better", base=0.9971)) == ">99 → >99"
    assert points(change(2, -0.045, -0.068, -0.022, "worse")) == "4.5 points (2.2–6.8)"
    assert points(change(5, -0.012, -0.07, -0.003, "worse")) == "1 point (0.3–7)"


def test_of_too_few_cases_the_numbers_that_missed_stand_instead_of_shares():
    few = change(1, -1.0, -1.0, -1.0, "too few", base=1.0, counts=((4, 4), (0, 4)))
    assert (shares_cell(few), points_cell(few).plain) == ("0/4 → 4/4 missed", "too few")
    assert shares_cell(replace(few, verdict="worse")) == "100 → 0"


@pytest.mark.parametrize(
    ("could", "counts", "said"),
    [
        (0.023, ((9, 10), (9, 10)), "2.3 points"), (0.21, ((9, 10), (9, 10)), "21 points"),
        (57 * MINUTE, None, "57 min"), (2.5 * HOUR, None, "2.5 h"), (None, None, ""),
    ],
)  # fmt: skip
def test_what_would_have_been_shown_has_a_unit(could, counts, said):
    assert could_show(change(3, 0.0, -1.0, 1.0, "not shown", could=could, counts=counts)) == said


def test_colour_says_which_way_beside_the_sign():
    styles = [change(4, -600, -700, -500, verdict) for verdict in ("better", "worse", "not shown")]
    assert [str(wait_change_cell(one).style) for one in styles] == ["green", "red", "dim"]
