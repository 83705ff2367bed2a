"""Pictures of runs and comparisons: what is not shown is hollow, and the origin stands underneath."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from sim.experiment.sweep import read_sweep
from sim.measures import compare, summarise
from sim.measures.gauge import gauge, sums
from sim.report.pictures.comparison import shares_before_and_after, who_gains_who_pays
from sim.report.pictures.look import drawing, save
from sim.report.pictures.run import share_within_target, waits, why_waited
from sim.report.pictures.sweep import curve_picture, grid_picture
from sim.report.pictures.words import WORDS, say
from sim.scenario.axis import axis
from tests.measures.scenes import busy_clinic
from tests.report.scenes import change, compared

MADE = "busy clinic 0123456789ab · seed 7 · 4 replications"
PLAYED = [busy_clinic(number) for number in range(4)]
BETTER = [busy_clinic(number, nurses=2) for number in range(4)]
WAIT = gauge("mean_wait_working", [])


def drawn(figure, folder):
    """The text of the picture, after it was saved in both forms."""
    png, svg = save(figure, folder, "picture")
    assert 5_000 < png.stat().st_size < 400_000
    return " ".join(re.sub(r"<[^>]+>", " ", svg.read_text()).split())


@pytest.mark.parametrize("draw", [share_within_target, waits, why_waited])
def test_a_run_is_drawn_with_its_origin(draw, tmp_path):
    said = drawn(draw(summarise(PLAYED), MADE), tmp_path)
    assert MADE in said
    assert "2 promptly" in said


def test_a_comparison_is_drawn_with_its_origin_and_what_is_not_shown_is_hollow(tmp_path):
    comparison, summary = compare(PLAYED, BETTER), summarise(BETTER)
    figure = who_gains_who_pays(comparison, summary, ("one nurse", "two nurses"), MADE)
    bars = [patch.get_facecolor() for patch in figure.axes[0].patches]
    changes = comparison.family("mean_wait_working", "unit_priority").changes
    hollow = sum(one.verdict not in ("better", "worse") and abs(one.value) >= 3 for one in changes)
    assert [tuple(one) for one in bars].count(to_rgba("white")) == hollow
    said = drawn(figure, tmp_path)
    assert MADE in said
    assert "Who gains, who pays? two nurses against one nurse" in said
    assert "How long do they wait?" in said
    assert MADE in drawn(shares_before_and_after(comparison, ("one nurse", "two nurses"), MADE), tmp_path)


def test_a_share_that_changes_is_filled_and_told_and_one_that_does_not_is_hollow(tmp_path):
    within = [change(2, 0.041, 0.028, 0.054, "better", base=0.9), change(3, 0.001, -0.005, 0.008, "not shown")]
    figure = shares_before_and_after(compared(within, []), ("today", "moved"), MADE)
    after = [one.get_facecolor()[0] for one in figure.axes[0].collections[1::2]]
    assert [tuple(one) == to_rgba("white") for one in after] == [False, True]
    said = drawn(figure, tmp_path)
    assert "Within target, by priority: moved against today" in said
    assert "+4.1 (2.8 to 5.4) points" in said
    assert "not shown" in said


def test_who_gains_stands_above_who_pays_and_both_above_what_is_not_shown():
    def group(priority, value, verdict):
        key = {"unit": "almby", "priority": priority}
        return change(priority, value, value - 30, value + 30, verdict, key=key)

    waits = [group(1, 40, "not shown"), group(2, 90, "worse"), group(3, 300, "worse"), group(4, -120, "better")]
    comparison = compared([], [], unit_priority=waits)
    figure = who_gains_who_pays(comparison, summarise(BETTER), ("a", "b"), MADE)
    names = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert [re.search(r"almby, (\d)", name).group(1) for name in names] == ["4", "3", "2", "1"]


def test_moments_stand_below_the_groups_and_nothing_is_drawn_as_nothing(tmp_path):
    def line(key, value, verdict):
        return change(0, value, value - 30, value + 30, verdict, key=key)

    groups = [line({"unit": "almby", "priority": n}, value, how) for n, value, how in (
        (3, -600, "better"), (4, 2, "not shown"), (5, 4, "not shown")
    )]  # fmt: skip
    moments = [
        line({"moment": "Monday morning"}, -2400, "better"), line({"moment": "Monday afternoon"}, 102, "worse"),
        line({"moment": "Friday morning"}, 1, "not shown"),
    ]  # fmt: skip
    comparison = compared([], [], unit_priority=groups, moment=moments)
    figure = who_gains_who_pays(comparison, summarise(BETTER), ("a", "b"), MADE)
    names = [text.get_text().partition(" (")[0] for text in figure.axes[0].get_yticklabels()]
    assert names == ["almby, 3 nearest 24 h", "almby, 5 self-care", "Monday morning", "Monday afternoon"]
    said = drawn(figure, tmp_path)
    assert "After?" in said
    assert "by when they come" in said
    assert "0.0" not in [text.get_text() for text in figure.axes[0].texts]


def test_a_curve_marks_its_crossing_and_a_map_its_numbers(tmp_path):
    found = [
        [[sums(one, [WAIT]) for one in side] for side in sides]
        for sides in ((PLAYED, BETTER), (PLAYED, PLAYED), (BETTER, PLAYED), (PLAYED, PLAYED))
    ]

    points = [np.array(one) for one in found]
    curved = read_sweep(("a", "b"), [axis("x=1,2,3,4")], points, [WAIT])
    said = drawn(curve_picture(curved, curved.curves[0], MADE), tmp_path)
    assert "b less a" in said
    gridded = read_sweep(("a", "b"), [axis("x=1,2"), axis("y=5,6")], points, [WAIT])
    assert MADE in drawn(grid_picture(gridded, gridded.curves[0], MADE), tmp_path)
    few = [points[0], np.minimum(points[1], 5), *points[2:]]
    thin = read_sweep(("a", "b"), [axis("x=1,2"), axis("y=5,6")], few, [WAIT])
    assert "too few cases" in drawn(grid_picture(thin, thin.curves[0], MADE), tmp_path)
    thin = read_sweep(("a", "b"), [axis("x=1,2,3,4")], few, [WAIT])
    assert "left out: 2 with too few cases" in drawn(curve_picture(thin, thin.curves[0], MADE), tmp_path)
    words = read_sweep(("a", "b"), [axis("x=one,two,three,four")], points, [WAIT])
    assert words.curves[0].crossings == []
    assert "three" in drawn(curve_picture(words, words.curves[0], MADE), tmp_path)


def test_the_same_figures_give_the_same_picture(tmp_path):
    first, second = (save(share_within_target(summarise(PLAYED), MADE), tmp_path, name)[1] for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_every_text_is_in_one_place_and_fills_its_places():
    assert say("level", level="90 %") == "level 90 %"
    with pytest.raises(KeyError):
        say("nothing of the kind")
    assert all(text == text.strip() for text in WORDS.values())


def test_a_question_that_names_a_price_is_drawn_as_it_is_written(tmp_path):
    """Between two dollars others would read a formula, and one that is none ended the drawing."""
    question = r"Does it cost $5 or \frac$6?"
    with drawing(question, 3.0, MADE) as figure:
        _, svg = save(figure, tmp_path, "picture")
    assert question in svg.read_text()
