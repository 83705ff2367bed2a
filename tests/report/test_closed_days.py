"""What a closure does on its own days, by unit."""

import datetime as dt
from types import SimpleNamespace

import numpy as np

from sim.experiment.differences import closed_days
from sim.report.closed_days import closed_day_head, closed_day_sentences
from sim.units import DAY, HOUR, MINUTE
from tests.report.scenes import change, compared


def run(*closures: tuple[float, float]) -> SimpleNamespace:
    """Five staffed days from Monday 23 March 2026, then a weekend; closures in days."""
    plan = SimpleNamespace(
        first_day=dt.date(2026, 3, 23).toordinal(),
        day_open=np.arange(7) * DAY + 8 * HOUR,
        day_close=np.arange(7) * DAY + np.where(np.arange(7) < 5, 17, 8) * HOUR,
        closure_from=np.array([int(start * DAY) for start, _ in closures]),
        closure_until=np.array([int(stop * DAY) for _, stop in closures]),
    )
    return SimpleNamespace(job=SimpleNamespace(plan=plan))


def test_closed_days_are_staffed_days_of_the_horizon():
    assert closed_days(run((2.4, 2.6)).job.plan) == {2}
    assert closed_days(run((3.5, 20.0)).job.plan) == {3, 4}
    assert closed_days(run().job.plan) == set()


def test_the_days_are_named():
    assert closed_day_head(run(), run((2.4, 2.6))) == "25 Mar"
    assert closed_day_head(run((2.4, 2.6)), run((3.4, 4.6))) == "3 days of closure"


def test_each_unit_is_told_on_the_days_of_the_closure():
    waits = [
        change(0, 6 * HOUR, 5.2 * HOUR, 6.8 * HOUR, "worse", base=50 * MINUTE, key={"unit": "tallgarden"}),
        change(0, -60, -300, 180, "not shown", base=30 * MINUTE, key={"unit": "rosengard"}),
    ]
    within = [
        change(0, -0.33, -0.45, -0.21, "worse", base=0.99, key={"unit": "tallgarden"}),
        change(0, 0.0, -0.03, 0.03, "not shown", base=0.97, key={"unit": "rosengard"}),
    ]
    comparison = compared([], [], closed_day_unit=waits, within_closed_day_unit=within)
    assert closed_day_sentences(run(), run((2.4, 2.6)), comparison) == [
        "25 Mar: patients of tallgarden wait longer by 6.0 h (5.2–6.8) and meet the target less often by 33 points "
        "(21–45).",
        "25 Mar: for patients of rosengard no change is shown.",
    ]
    assert closed_day_sentences(run(), run(), compared([], [])) == []
