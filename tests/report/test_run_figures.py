"""Figures of a run as they stand on the screen."""

from types import SimpleNamespace

import pytest

from sim.report.checked import _sign
from sim.report.figures import staffed_mean
from sim.report.run import _inbox, _left
from sim.report.run_answer import out_of_reach


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


@pytest.mark.parametrize(
    ("people", "sign"), [(0, "·"), (0.25, "½"), (0.5, "½"), (0.75, "1"), (1, "1"), (9.4, "9"), (12, "+")]
)
def test_part_of_a_half_hour_is_not_shown_as_a_whole_one(people, sign):
    assert _sign(people) == sign


def test_a_monday_on_which_no_work_waits_is_said_in_words():
    assert _inbox(SimpleNamespace(pieces=SimpleNamespace(value=0.0), work_minutes=SimpleNamespace(value=0.0)), 0) == (
        "no work waits"
    )
