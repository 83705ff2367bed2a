"""Figures by name, and their sums, against what a summary says of the same replications."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.measures import summarise
from sim.measures.gauge import change_of, gauge, judged, left_out_of, level_of, sums
from tests.measures.scenes import busy_clinic

UNITS = ["Clinic", "nurse-home"]
PLAYED = [busy_clinic(number) for number in range(4)]


def summed(name, replications=PLAYED):
    wanted = gauge(name, UNITS)
    return wanted, np.array([sums(one, [wanted])[0] for one in replications])


@pytest.mark.parametrize("priority", [1, 3, 5])
@pytest.mark.parametrize(("name", "of"), [
    ("within_target", lambda line: line.within_target), ("begun_same_day", lambda line: line.begun_same_day),
    ("became_async", lambda line: line.became_async), ("closed_unanswered", lambda line: line.closed_unanswered),
    ("mean_wait_working", lambda line: line.wait_working.mean),
    ("mean_wait_elapsed", lambda line: line.wait_elapsed.mean),
])  # fmt: skip
def test_a_figure_is_the_one_of_the_summary(name, of, priority):
    wanted, found = summed(f"{name}.Clinic.nurse.{priority}")
    (line,) = [one for one in summarise(PLAYED).tables["priority"] if one.key["priority"] == priority]
    expected = of(line)
    figure = level_of(found, wanted)
    assert (figure.value, figure.low, figure.high) == pytest.approx((expected.value, expected.low, expected.high))


def test_the_cost_is_the_one_of_the_summary():
    wanted, found = summed("staff_cost")
    (money,) = [one for one in summarise(PLAYED).money if not one.unit]
    assert level_of(found, wanted).value == pytest.approx(money.staff_cost.value)


def test_a_change_is_paired_by_replication():
    """Waits differ far more between replications than one nurse more changes them: unpaired, nothing would be shown."""
    wanted, before = summed("mean_wait_working")
    _, after = summed("mean_wait_working", [busy_clinic(number, nurses=2) for number in range(4)])
    change = change_of(before, after, wanted)
    assert change.error < level_of(before, wanted).high - level_of(before, wanted).value
    assert left_out_of(before).shape == (4,)
    assert judged({}, before, after, wanted).good == -1


def test_few_cases_give_no_verdict():
    wanted, found = summed("within_target.1", [busy_clinic(0)])
    assert judged({}, found, found, wanted).few == (found[:, 1].sum() < 30)


@pytest.mark.parametrize(("name", "problem"), [
    ("profit", 'profit: "profit" is no measure; accepted: within_target, begun_same_day, '
     "became_async, closed_unanswered, mean_wait_working, mean_wait_elapsed, staff_cost"),
    ("within_target.6", 'within_target.6: "6" is no unit, role or priority here; write such as within_target.2'),
    ("within_target.elm", 'within_target.elm: "elm" is no unit, role or priority here; write such as within_target.2'),
    ("staff_cost.Clinic", "staff_cost.Clinic: is known for all units together only; write staff_cost"),
])  # fmt: skip
def test_a_name_that_is_no_figure_is_refused(name, problem):
    with pytest.raises(InputError) as caught:
        gauge(name, UNITS)
    assert str(caught.value) == problem


def test_everything_wrong_with_a_name_is_said_with_what_may_be_meant():
    with pytest.raises(InputError) as caught:
        gauge("within_targt.nurs.0", UNITS, "--measure")
    assert str(caught.value).splitlines() == [
        '--measure within_targt.nurs.0: "within_targt" is no measure; did you mean "within_target"?',
        '--measure within_targt.nurs.0: "nurs" is no unit, role or priority here; did you mean "nurse"?',
        '--measure within_targt.nurs.0: "0" is no unit, role or priority here; write such as within_target.2',
    ]
