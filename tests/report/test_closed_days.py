"""What a closure does on its own days, by unit."""

import datetime as dt
import io
import re
from types import SimpleNamespace

import numpy as np
from rich.console import Console

from sim.experiment.differences import closed_days
from sim.measures import Comparison
from sim.report.closed_days import closed_day_head, closed_day_sentences, closures_differ, told_priorities
from sim.report.side_by_side import side_by_side, side_by_side_lines
from sim.units import DAY, HOUR, MINUTE
from tests.report.scenes import change, compared


def run(*closures: tuple[float, float], name: str = "closed") -> SimpleNamespace:
    """Five staffed days from Monday 23 March 2026, then a weekend; closures in days."""
    plan = SimpleNamespace(
        first_day=dt.date(2026, 3, 23).toordinal(),
        day_open=np.arange(7) * DAY + 8 * HOUR,
        day_close=np.arange(7) * DAY + np.where(np.arange(7) < 5, 17, 8) * HOUR,
        closure_unit=np.zeros(len(closures), dtype=int),
        closure_from=np.array([int(start * DAY) for start, _ in closures]),
        closure_until=np.array([int(stop * DAY) for _, stop in closures]),
    )
    return SimpleNamespace(job=SimpleNamespace(plan=plan, name=name))


def test_closed_days_are_staffed_days_of_the_horizon():
    assert closed_days(run((2.4, 2.6)).job.plan) == {2}
    assert closed_days(run((3.5, 20.0)).job.plan) == {3, 4}
    assert closed_days(run().job.plan) == set()


def test_the_days_are_named():
    assert closed_day_head(run(), run((2.4, 2.6))) == "25 Mar"
    assert closed_day_head(run((2.4, 2.6)), run((3.4, 4.6))) == "3 days of closure"


def on_the_day(waits, within, few=(), waits_of_few=()) -> Comparison:
    return compared(
        [], [], closed_day_unit=waits, within_closed_day_unit=within, closed_day_unit_priority=list(waits_of_few),
        within_closed_day_unit_priority=list(few),
    )  # fmt: skip


def test_each_unit_is_told_on_the_days_of_the_closure():
    waits = [
        change(0, 6 * HOUR, 5.2 * HOUR, 6.8 * HOUR, "worse", base=50 * MINUTE, key={"unit": "tallgarden"}),
        change(0, -60, -300, 180, "not shown", base=30 * MINUTE, key={"unit": "rosengard"}, could=14 * MINUTE),
    ]
    within = [
        change(0, -0.33, -0.45, -0.21, "worse", base=0.99, key={"unit": "tallgarden"}),
        change(
            0, 0.0, -0.03, 0.03, "not shown", base=0.97, key={"unit": "rosengard"}, could=0.06, counts=((97, 100),) * 2
        ),
    ]
    comparison = on_the_day(waits, within)
    assert closed_day_sentences(run(), run((2.4, 2.6)), comparison) == [
        "25 Mar: patients of tallgarden wait longer in staffed hours by 6.0 h (5.2–6.8) and meet the target less "
        "often by 33 points (21–45).",
        "25 Mar: for patients of rosengard no change is shown, which is not to say that there is none: a change of "
        "14 min of the mean wait in staffed hours or of 6 points within target would have been, four times of five.",
    ]
    assert closed_day_sentences(run(), run(), compared([], [])) == []


def test_that_all_of_a_few_missed_is_not_hidden_behind_too_few():
    key = {"unit": "tallgarden", "priority": 1}
    few = change(1, -1.0, -1.0, -1.0, "too few", base=1.0, key=key, counts=((4, 4), (0, 4)))
    alike = change(2, 0.0, 0.0, 0.0, "too few", key=key | {"priority": 2}, counts=((3, 4), (3, 4)))
    wait = change(0, 0, -60, 60, "no practical difference", key={"unit": "tallgarden"})
    unit = change(0, 0, -0.1, 0.1, "not shown", key={"unit": "tallgarden"})
    waits = [change(n, 60, 0, 120, "too few", key=key | {"priority": n}) for n in (1, 2)]
    comparison = on_the_day([wait], [unit], [few, alike], waits_of_few=waits)
    assert closed_day_sentences(run(), run((2.4, 2.6)), comparison) == [
        "25 Mar: for patients of tallgarden there is no practical difference of the mean wait in staffed hours; within "
        "target no change is shown.",
        "25 Mar: patients of tallgarden with priority 1: 4 of 4 missed, 0 of 4 before; too few cases to tell how sure.",
    ]
    assert told_priorities(comparison, "tallgarden") == waits
    assert told_priorities(on_the_day([wait], [unit], [alike], waits_of_few=waits), "tallgarden") == []


def test_closures_differ_by_their_times_and_not_by_their_cover():
    plans = [one.job.plan for one in (run(), run((2.4, 2.6)), run((2.4, 2.6)))]
    assert closures_differ(*plans[:2])
    assert not closures_differ(*plans[1:])


def test_closures_stand_beside_each_other_with_what_differs_among_them(monkeypatch):
    def against_open(wait: float, share: float, missed: int) -> Comparison:
        key = {"unit": "tallgarden"}
        waits = [change(0, wait, wait - 60, wait + 60, "worse", base=37 * MINUTE, key=key)]
        within = [
            change(0, share, share - 0.1, share + 0.1, "worse", base=0.99, key=key, counts=((99, 100), (62, 100)))
        ]
        few = change(1, -1.0, -1.0, -1.0, "too few", key=key | {"priority": 1}, counts=((4, 4), (4 - missed, 4)))
        waited = change(1, wait, 0, 0, "too few", base=4 * MINUTE, key=key | {"priority": 1})
        return on_the_day(waits, within, [few], [waited])

    closed = ((2.4, 2.6),)
    runs = [run(name="open"), run(*closed, name="covered"), run(*closed, name="uncovered")]
    comparisons = [against_open(13 * MINUTE, -0.01, 0), against_open(6.5 * HOUR, -0.37, 4)]
    asked = []
    monkeypatch.setattr(
        "sim.report.closed_days.on_closed_days", lambda pairs, _: asked.extend(pairs) or [comparisons[1]] * len(pairs)
    )
    lines = side_by_side_lines(runs, comparisons)
    assert asked == [(runs[1], runs[2])]
    assert lines[0].startswith(
        "uncovered against covered, 25 Mar: patients of tallgarden wait longer in staffed hours by"
    )
    assert lines[1].endswith("with priority 1: 4 of 4 missed, 0 of 4 in covered; too few cases to tell how sure.")
    assert side_by_side_lines(runs[:2], comparisons[:1]) == []
    runs.append(run(name="more"))  # never closed: it has no days of closure, and no column
    comparisons.append(compared([], []))
    console = Console(width=120, file=io.StringIO())
    console.print(*side_by_side(runs, comparisons))
    rows = [re.split(r" {2,}", line.strip()) for line in console.file.getvalue().splitlines()]
    assert [row for row in rows if row[0] in ("tallgarden", "1 at once")] == [
        ["tallgarden", "99 %", "98 %", "62 %"],
        ["1 at once", "0 of 4 missed", "0 of 4 missed", "4 of 4 missed"],
        ["tallgarden", "37 min", "50 min", "7.1 h"],
        ["1 at once", "4 min", "17 min", "6.6 h"],
    ]
