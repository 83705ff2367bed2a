"""Figures of a run as they stand on the screen."""

from types import SimpleNamespace

import pytest

from sim.report.checked import _sign
from sim.report.figures import staffed_mean
from sim.report.run import _inbox, _left
from sim.report.run_answer import about_run, out_of_reach, run_answer


@pytest.mark.parametrize(("cases", "said"), [(0, "0"), (1, "<0.1"), (3, "0.1"), (50, "1.7"), (9000, "300")])
def test_who_waits_at_the_end_is_a_mean_over_replications(cases, said):
    assert _left(cases, SimpleNamespace(replications=30)) == said


@pytest.mark.parametrize(("unfinished", "said"), [(0, "32 min"), (4, "32 min"), (5, "at least 32 min")])
def test_a_mean_is_at_least_so_long_only_where_more_than_a_few_waits_have_no_end(unfinished, said):
    wait = SimpleNamespace(mean=SimpleNamespace(value=32 * 60.0), unfinished=unfinished, cases=1000, at_least=True)
    assert staffed_mean(wait) == said


def test_what_nobody_could_have_reached_is_said_with_the_share_of_the_others():
    line = SimpleNamespace(
        key={"priority": 3}, cases=100, unreachable=6, too_few=False,
        within_target=SimpleNamespace(value=0.93), within_target_reachable=SimpleNamespace(value=0.99),
    )  # fmt: skip
    assert out_of_reach(SimpleNamespace(tables={"priority": [line]})) == (
        "no staffed hours before they were due: 6 % of priority 3 (of the others 99 % within target)"
    )


def line(priority: int, within: float, reachable: float, unreachable: int = 0, needed: int | None = 10):
    return SimpleNamespace(
        key={"priority": priority}, cases=1000, decided=1000, unreachable=unreachable, too_few=False,
        within_target=SimpleNamespace(value=within, low=None, high=None), replications_needed=needed,
        within_target_reachable=SimpleNamespace(value=reachable, low=None, high=None),
    )  # fmt: skip


def run_of(*lines, **more):
    whole = SimpleNamespace(
        wait_elapsed=SimpleNamespace(median=SimpleNamespace(value=480.0, over=None)),
        begun_same_day=SimpleNamespace(value=0.97), within_target=SimpleNamespace(value=0.96),
    )  # fmt: skip
    known = {"replications": 10, "precision": None, "weeks": 2, "measured_from": "2026-01-19"} | more
    return SimpleNamespace(
        tables={"all": [whole], "priority": list(lines)}, measured_until="2026-02-01", **known
    )  # fmt: skip


def test_the_answer_of_a_run_accounts_for_what_was_out_of_reach_and_states_its_clock():
    (said,) = run_answer(run_of(line(1, 0.96, 0.96), line(3, 0.92, 0.985, unreachable=60)))
    assert said == (
        "Half of the cases are begun within 8 min, nights and weekends counted; 97 % on the same day. Within "
        "target: 96 % of all, lowest for priority 3: 92 %, but 6 of its 8 missing points were out of reach: "
        "no staffed hours before they were due. Of the cases that could be reached, lowest for priority 1: 96 %."
    )
    (said,) = run_answer(run_of(line(1, 0.96, 0.96), line(3, 0.98, 0.98)))
    assert said.endswith("Within target: 96 % of all, lowest for priority 1: 96 %.")


@pytest.mark.parametrize(
    ("needed", "said"),
    [
        (216, "(priority 3 needs hundreds more for ±2 points within target)"),
        (262, "(priority 3 needs hundreds more for ±2 points within target)"),
        (2273, "(priority 3 needs more than a thousand more for ±2 points within target)"),
        (15, "(priority 3 needs a few more for ±2 points within target)"),
        (9, "(enough for ±2 points within target on every priority that has a target)"),
    ],
)
def test_of_the_replications_to_come_only_the_order_of_magnitude_is_said(needed, said):
    assert about_run("busy", run_of(line(1, 1, 1, needed=5), line(3, 0.9, 0.9, needed=needed))) == (
        f"busy, 19 Jan–1 Feb 2026 (2 weeks), 10 replications {said}"
    )


@pytest.mark.parametrize(
    ("people", "sign"), [(0, "·"), (0.25, "½"), (0.5, "½"), (0.75, "1"), (1, "1"), (9.4, "9"), (12, "+")]
)
def test_part_of_a_half_hour_is_not_shown_as_a_whole_one(people, sign):
    assert _sign(people) == sign


def test_a_monday_on_which_no_work_waits_is_said_in_words():
    assert _inbox(SimpleNamespace(pieces=SimpleNamespace(value=0.0), work_minutes=SimpleNamespace(value=0.0)), 0) == (
        "no work waits"
    )
