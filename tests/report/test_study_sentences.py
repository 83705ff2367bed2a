"""What a sweep and a study of assumptions say in sentences, from toys whose answers are known."""

import re
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from sim.experiment.sensitivity import Sensitivity, read_bars, read_worlds
from sim.experiment.sweep import read_sweep
from sim.measures.crossing import Crossing
from sim.measures.gauge import gauge, level_of
from sim.report.files import Made
from sim.report.gauges import at_about, change_cell, figure_cell, gauge_name, size
from sim.report.pictures.sensitivity import sensitivity_pictures, tornado_picture, worlds_picture
from sim.report.sensitivity import rest_sentence, sensitivity_report, sensitivity_sentences
from sim.report.sweep import crossing_sentences, sweep_report
from sim.scenario.axis import axis
from sim.scenario.knobs import Knob
from tests.report.test_pictures import drawn

WAIT, ASYNC = gauge("mean_wait_working.elm.nurse.3", ["elm"]), gauge("became_async", [])
MINUTES = Knob("work.minutes", 8.0, 4.0, 16.0, "assumption: toy")
IDLE = Knob("flow.idle", 0.5, 0.0, 1.0, "assumption: toy")
DEMAND = axis("demand.factor=1,2,3")


def played(*means, noise=6.0, cases=100, seed=1):
    """Sums (S, R, 1, 3) of cases that wait so many minutes in the mean, the same patients in every scenario."""
    random = np.random.default_rng([seed, int(abs(means[-1]) * 100)])
    patients = random.normal(0, 60, 10)
    waits = [[60 * mean + patient + random.normal(0, noise) for patient in patients] for mean in means]
    return np.array([[[[cases * wait, cases, 0]] for wait in side] for side in waits])


def crossings(points, names=("A", "B"), axes=(DEMAND,), wanted=WAIT, **asked):
    sweep = read_sweep(names, axes, points, [wanted], **asked)
    return crossing_sentences(sweep, sweep.curves[0])


def test_a_figure_crosses_its_level():
    (said,) = crossings([played(10), played(20), played(30)], names=("A",), levels={WAIT: 15 * 60})
    assert said.startswith(
        "mean wait in staffed hours, elm, nurse, priority 3, A rises above 15.0 min at demand.factor of about 1."
    )
    (said,) = crossings([played(10), played(20), played(30)], names=("A",), levels={WAIT: 50 * 60})
    assert said == (
        "mean wait in staffed hours, elm, nurse, priority 3, A: below 50.0 min at every value measured from 1 to 3 of "
        "demand.factor."
    )


def test_a_difference_turns():
    (said,) = crossings([played(10, 8), played(20, 20), played(30, 33)])
    assert "B against A turns from better to worse at demand.factor of about 2.0" in said
    assert said.endswith(" (1.95–2.05); shown worse at 1 and better at 1 of 3 values.")
    (said,) = crossings([played(10, 8), played(20, 18), played(30, 28)])
    assert said.endswith("B against A: B is better at every value measured from 1 to 3 of demand.factor.")
    (said,) = crossings([played(10, 12), played(20, 30), played(30, 60)], margins={WAIT: 20 * 60})
    assert "B against A rises above 20.0 min at demand.factor of about 2." in said


def test_a_difference_that_is_neither_good_nor_bad_is_more_or_less():
    flags = [np.array([[[[30 + r % 3, 100, 0]] for r in range(10)], [[[40 + r % 2, 100, 0]] for r in range(10)]])] * 2
    (said,) = crossings(flags, axes=(axis("demand.factor=1,2"),), wanted=ASYNC)
    assert "more at every value measured" in said or "the same at every value of demand.factor" in said


def test_what_turns_is_flat_or_too_few_is_said():
    (said,) = crossings([played(10, 12), played(20, 10), played(30, 32)])
    assert "rises and falls with demand.factor, so there is no single crossing (straight lines: 1." in said
    same = np.repeat(played(10), 2, axis=0)
    (said,) = crossings([same, same, same])
    assert said.endswith("the same at every value of demand.factor.")
    (said,) = crossings([played(10, 12, cases=1)] * 3)
    assert said.endswith(
        "B against A: too few cases at 3 of 3 values to say where it crosses; more replications (-n) might show it."
    )


def shares(*counts, cases=40):
    """Sums (1, R, 1, 3) of shares: of so many cases so many, in each replication."""
    return np.array([[[[count, cases, 0]] for count in counts]])


def test_a_level_is_said_to_be_passed_only_where_the_interval_lies_beyond_it():
    """The second interval holds 90 %: so it is not above 90 % "at every value", as its figure is."""
    target = gauge("within_target.3", [])
    sure, unsure = shares(*[39, 38, 39, 38] * 3), shares(*[39, 34, 38, 35] * 3)
    surer, unsurer = shares(*[39, 39, 40, 38] * 3), shares(*[39, 33, 38, 37] * 3)
    levels, two = {target: 0.9}, (axis("x=1,2"),)
    (said,) = crossings([sure, surer], ("A",), two, target, levels=levels)
    assert said == "within target, priority 3, A: above 90.0 % at every value measured from 1 to 2 of x."
    (said,) = crossings([sure, unsure], ("A",), two, target, levels=levels)
    assert said == (
        "within target, priority 3, A: no crossing is found from 1 to 2 of x; that it is above 90.0 % is shown at 1 of "
        "2 values."
    )
    (said,) = crossings([unsure, unsurer], ("A",), two, target, levels=levels)
    assert said == (
        "within target, priority 3, A: no crossing is found from 1 to 2 of x, but neither is it shown at any value "
        "that it is above 90.0 %; more replications (-n) might show it."
    )
    same = shares(*[37] * 2)  # 92.5 % each time, of 80 cases
    assert "no crossing is found" in crossings([same, shares(*[38] * 2)], ("A",), two, target, levels=levels)[0]
    (said,) = crossings([sure, shares(*[36, 35, 38, 34] * 3)], ("A",), two, target, levels=levels)
    assert said.startswith("within target, priority 3, A may fall below 90.0 % at x of about 1.")
    assert said.endswith("; shown above at 1 of 2 values.")


def test_a_level_is_not_judged_by_too_few_cases():
    target = gauge("within_target.1", [])
    few = shares(*[2] * 12, cases=2)
    (said,) = crossings([few, shares(*[39] * 12)], ("A",), (axis("x=1,2"),), target, levels={target: 0.5})
    assert said == (
        "within target, priority 1, A: too few cases at 1 of 2 values to say where it crosses; more replications (-n) "
        "might show it."
    )
    figures = [level_of(one[0, :, 0, :], target) for one in (few, shares(*[39] * 12))]
    assert [figure_cell(one, target) for one in figures] == ["too few", "97.5 (97.5–97.5)"]


def test_waits_without_an_end_are_not_said_to_be_short():
    points = [played(10), played(12)]
    levels = {WAIT: 50 * 60}
    assert "below 50.0 min at every value" in crossings(points, ("A",), (axis("x=1,2"),), levels=levels)[0]
    points[1][..., 2] = 1
    said = crossings(points, ("A",), (axis("x=1,2"),), levels=levels)[0]
    assert said.endswith("that it is below 50.0 min is shown at 1 of 2 values.")


def test_a_difference_is_said_to_hold_only_where_it_is_shown():
    (said,) = crossings([played(10, 8), played(20, 19.5, noise=90), played(30, 28)])
    assert said.endswith(
        "no crossing is found from 1 to 3 of demand.factor; that B is better is shown at 2 of 3 values."
    )


def test_a_grid_says_a_sentence_for_each_line():
    rows = [played(10, 9 + 2 * n + m) for n in range(3) for m in range(2)]
    said = crossings(rows, axes=(DEMAND, axis("work.visit=10,20")))
    assert [" with work.visit 10" in said[0], " with work.visit 20" in said[1], len(said)] == [True, True, 2]


@pytest.mark.parametrize(("low", "high", "words"), [
    (2.5, 3.5, "3.0 (2.5–3.5)"), (None, 3.5, "3.0 (below 1 to 3.5)"), (2.5, None, "3.0 (2.5 to above 12)"),
    (None, None, "3.0 (not located between 1 and 12: more replications would narrow it)"),
])  # fmt: skip
def test_ends_outside_the_range_are_said_in_words(low, high, words):
    assert at_about(Crossing(3.0, low, high, "inside", rising=True), 1, 12) == words


def test_names_and_sizes():
    assert gauge_name(gauge("within_target.2", [])) == "within target, priority 2"
    assert size(0.921, gauge("within_target", [])) == "92.1 %"
    assert size(0.02, gauge("within_target", []), change=True) == "2.0 points"
    assert size(None, WAIT) == "–"
    assert change_cell(None, WAIT) == "reference"


def studied(found, knobs=(MINUTES, IDLE), worlds=(), level=0.0, names=("A", "B"), wanted=WAIT):
    base, bars = read_bars(knobs, found, wanted, level)
    return Sensitivity(names, wanted, level, base, 10, bars, read_worlds(worlds, wanted, level), [])


def study(found, **how):
    return sensitivity_sentences(studied(found, **how))


def test_what_would_turn_the_decision_is_said_with_its_interval():
    found = [played(20, 18), played(20, 14), played(20, 24), played(20, 18, seed=2), played(20, 18, seed=3)]
    said = study(found, worlds=[played(20, 18 + 0.4 * n, seed=n) for n in range(10)])
    assert said[0].startswith("As assumed, mean wait in staffed hours, elm, nurse, priority 3, B against A: −")
    assert said[0].endswith("; B is better.")
    assert said[1] == (
        "work.minutes, assumed 8, moves it most: at 4 by −4.0 (−4.2 to −3.8) min, at 16 by +6.1 (+5.9 to +6.7) min."
    )
    assert said[2].startswith("B is ")
    assert said[3].startswith("Would turn if work.minutes were above 10.")
    assert said[3].endswith("; assumed 8.")


def test_that_nothing_turns_it_is_said():
    found = [played(20, 18), played(20, 17), played(20, 19), played(20, 18, seed=2), played(20, 18, seed=3)]
    assert study(found)[2] == "None of the 2 assumptions that were varied turns it within its range."
    assert study(found, knobs=(MINUTES,))[2] == "work.minutes does not turn it within its range."


def test_a_turn_whose_other_side_is_not_shown_is_only_possible():
    found = [played(20, 18), played(20, 17), played(20, 20.8, noise=90)]
    assert study(found, knobs=(MINUTES,))[2] == (
        "Might turn within its range, but the other side is not shown: work.minutes."
    )


def test_where_nothing_is_shown_nothing_can_turn():
    same = np.repeat(played(20), 2, axis=0)
    assert study([same] * 5)[1] == "No assumption is shown to move it by itself."
    assert (
        study([same] * 5)[2] == "Nothing is shown that an assumption could turn; more replications (-n) might show it."
    )


def test_the_worlds_of_one_scenario_are_a_range():
    said = study([played(20)] * 5, level=None, names=("A",), worlds=[played(10 + n) for n in range(21)])
    assert said[0].startswith("As assumed, mean wait in staffed hours, elm, nurse, priority 3, A: ")
    assert said[2].startswith("In 21 plausible worlds it is ")
    assert said[2].endswith(" in 9 of 10.")
    few = study([played(20)] * 5, level=None, names=("A",), worlds=[played(10 + n) for n in range(8)])
    assert few[2].endswith(" in all; they are too few for more.")
    hardly = study([played(20)] * 5, level=None, names=("A",), worlds=[played(10 + n) for n in range(4)])
    assert hardly[2] == "4 plausible worlds: too few to say how far they spread."
    empty = study([played(20)] * 5, level=None, names=("A",), worlds=[np.zeros((1, 10, 1, 3))])
    assert empty[2] == "No plausible world has a case to count."


def test_an_assumed_case_outside_all_worlds_is_said_to_be():
    worlds = [played(10 + 0.1 * n) for n in range(20)]
    said = study([played(20)] * 5, level=None, names=("A",), worlds=worlds)
    assert said[3].startswith("The figure as assumed, ")
    assert said[3].endswith(
        " min, lies above those of all 20 (as 1 of 21 such worlds would): what is assumed is not the middle of what is "
        "plausible."
    )
    said = study([played(20, 15)] * 5, worlds=[played(20, 18 + 0.1 * n) for n in range(3)])
    assert said[3].startswith("The difference as assumed, −")
    assert said[3].endswith(" min, lies below those of all 3, which may be luck with so few.")
    assert (
        "lies above that of the only one, " in study([played(20)] * 5, level=None, names=("A",), worlds=worlds[:1])[3]
    )
    assert len(study([played(11)] * 5, level=None, names=("A",), worlds=worlds)) == 3


def test_pictures_mark_what_is_assumed_and_whether_it_lies_outside(tmp_path):
    worlds = [played(10 + 0.1 * n) for n in range(20)]
    outside = studied([played(20)] * 5, level=None, names=("A",), worlds=worlds)
    assert re.search(
        r"as assumed: \d+\.\d min, outside all worlds", drawn(worlds_picture(outside, outside.worlds, "made"), tmp_path)
    )
    inside = studied([played(11)] * 5, level=0.0, names=("A",), worlds=worlds)
    said = drawn(worlds_picture(inside, inside.worlds, "made"), tmp_path)
    assert re.search(r"as assumed: \d+\.\d min", said)
    assert "outside" not in said
    knobs = [replace(MINUTES, path=f"work.a{n}") for n in range(18)]
    moved = [played(20 + 10 * (n < 16), seed=n) for n in range(18) for _ in range(2)]
    found = studied([played(20), *moved], knobs=knobs, level=None, names=("A",))
    said = drawn(tornado_picture(found, "made"), tmp_path)
    assert "more that move it less: 1; more that are not shown to move it: 2" in said


def test_worlds_of_too_few_cases_are_not_drawn(tmp_path):
    target = gauge("within_target.1", [])
    few = shares(*[2] * 10, cases=2)
    found = studied([few] * 5, level=None, names=("A",), wanted=target, worlds=[few, few])
    made = Made("sensitivity", {}, 1, 10, 7, 7, (), "1")
    assert [path.name for path in sensitivity_pictures(found, made, tmp_path)] == [
        "tornado-within_target.1.png", "tornado-within_target.1.svg"
    ]  # fmt: skip


def test_worlds_in_which_nothing_is_open_are_not_counted_twice():
    said = study([played(20, 10)] * 5, worlds=[played(20, 10, seed=n) for n in range(10)])
    assert said[2] == (
        "B is better in 100 % of 10 plausible worlds (95 % interval by worlds 69 % to 100 %): shown in 10, the "
        "opposite shown in 0."
    )


def test_too_few_cases_are_said_to_be_too_few():
    target = gauge("within_target.1", [])
    few, enough = shares(*[2] * 10, cases=2), shares(*[39, 38] * 5)
    more = "more replications in each (--in-world) would tell."
    said = study([few] * 5, level=None, names=("A",), wanted=target, worlds=[few, few])
    assert said == [
        "As assumed, within target, priority 1, A: too few cases to say; more replications (-n) would tell.",
        f"In none of 2 plausible worlds are there cases enough to say; {more}",
    ]
    said = study([enough] * 5, level=0.8, names=("A",), wanted=target, worlds=[few, enough])
    assert said[2].endswith(f" In 1 of them cases are too few, and what was measured is mostly luck; {more}")


def test_a_share_as_assumed_stays_within_all_and_its_side_of_the_limit_may_be_open():
    target = gauge("within_target.1", [])
    said = study([shares(*[40, 40, 40, 33])] * 5, level=0.95, names=("A",), wanted=target)
    assert said[0].startswith("As assumed, within target, priority 1, A: 95.6 % (95 % interval ")
    assert said[0].endswith(" to 100 %); on which side of the limit is not shown.")


def test_what_the_table_leaves_out_is_said_to_move_less_only_where_that_is_shown():
    knobs = [replace(MINUTES, path=f"work.a{n}") for n in range(18)]
    moved = [played(20 + 10 * (n < 17), seed=n) for n in range(18) for _ in range(2)]
    found = studied([played(20), *moved], knobs=knobs, level=None, names=("A",))
    assert rest_sentence(found) == "2 more that move it less; 1 more is not shown to move it"
    assert rest_sentence(replace(found, bars=found.bars[:16])) == "1 more that moves it less"
    assert rest_sentence(replace(found, bars=found.bars[:15])) == ""
    assert rest_sentence(replace(found, bars=[found.bars[-1]] * 17)) == "2 more are not shown to move it"


@pytest.mark.parametrize(("width", "parts"), [(60, 2), (80, 0), (120, 0)])
def test_no_number_is_cut_however_narrow_the_screen(width, parts):
    """A table that is too wide goes on below, with what each line is about beside its numbers again."""
    names = "mean_wait_working.elm.nurse.3", "mean_wait_elapsed.elm", "staff_cost"
    measures = [gauge(name, ["elm"]) for name in names]
    points = [np.concatenate([one] * 3, axis=2) for one in (played(10, 8), played(200, 201))]
    sweep = read_sweep(("A", "B"), [axis("units.elm.cases_per_day=1,2")], points, measures)
    console = Console(width=width, file=StringIO())
    console.print(sweep_report(sweep, "Who waits?", "about"))
    said = console.file.getvalue()
    for curve in sweep.curves:
        cells = [figure_cell(one, curve.gauge) for side in curve.figures for one in side]
        assert all(cell in said for cell in [*cells, *(change_cell(one, curve.gauge) for one in curve.changes)])
    assert said.count("A, further columns") == parts
    assert len(re.findall(r"^cases_per_day", said, re.MULTILINE)) == said.count("further columns") + 3


def test_the_ends_of_an_assumption_stay_together_on_a_narrow_screen():
    found = studied([played(20, 18), *(played(20, 18 + n) for n in range(4))])
    console = Console(width=70, file=StringIO())
    console.print(sensitivity_report(found, "Who waits?", "about"))
    said = console.file.getvalue()
    heads = [line.split() for line in said.splitlines() if line.startswith("assumption ")]
    assert heads == [["assumption", "assumed", "low", "change,", "min"],
                     ["assumption", "assumed", "high", "change,", "min", "turns", "at"]]  # fmt: skip
    assert len(re.findall(r"^work\.minutes ", said, re.MULTILINE)) == 2


def test_a_sweep_without_a_level_says_how_one_is_asked_for():
    sweep = read_sweep(("A",), [DEMAND], [played(10), played(20), played(30)], [WAIT])
    console = Console(width=120, file=StringIO())
    console.print(sweep_report(sweep, "Who waits?", "about"))
    said = "At which value a figure crosses a limit is said with --level, such as --level within_target.3=90%."
    assert said in console.file.getvalue()


def test_a_change_that_rounds_to_nothing_is_under_what_is_shown():
    points = [played(10, 10.0001, noise=0)] * 2
    sweep = read_sweep(("A", "B"), [axis("x=1,2")], points, [WAIT])
    assert change_cell(sweep.curves[0].changes[0], WAIT) == "under 0.1"


def test_a_difference_has_its_sign():
    assert "B against A: +" in study([played(20, 25)] * 5)[0]
    assert " min (95 % interval +" in study([played(20, 25)] * 5)[0]
    assert "B against A: −" in study([played(20, 15)] * 5)[0]
