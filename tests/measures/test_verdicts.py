"""Better, worse, no practical difference or not shown: what each takes, and what several come to."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.measures.differences import Difference
from sim.measures.estimate import cases_to_rule_out, replications_to_show, t_quantile
from sim.measures.verdicts import Change, Found, Margins, judge, together
from sim.units import MINUTE

REPLICATIONS = 30


def found(value: float, half: float, *, good: int = 1, margin: float = 0.02, **more: object) -> Found:
    """A difference whose 95 % interval reaches ``half`` to each side."""
    error = half / t_quantile(0.95, REPLICATIONS - 1)
    p = float(2 * stats.t.sf(abs(value) / error, REPLICATIONS - 1)) if error else float(value == 0)
    difference = Difference(value, error, p, REPLICATIONS - 1)
    more = {"is_share": True, "margin": margin} | more
    return Found({}, 0.5, 0.5 + value, more.pop("cases", 10_000), difference, good, **more)


def verdict(one: Found) -> str:
    (change,) = judge([one])
    return change.verdict


@pytest.mark.parametrize(
    ("value", "half", "said"),
    [
        (0.05, 0.02, "better"),
        (-0.05, 0.02, "worse"),
        (0.019, 0.01, "better"),  # 0.9 to 2.9 points: shown, and it may matter
        (0.01, 0.009, "no practical difference"),  # 0.1 to 1.9 points: shown, and too small to matter
        (0.0, 0.019, "no practical difference"),
        (0.0, 0.021, "not shown"),
        (0.01, 0.011, "not shown"),
    ],
)
def test_the_whole_interval_decides(value, half, said):
    assert verdict(found(value, half)) == said


def test_nothing_counts_as_alike_without_a_margin_but_what_is_equal():
    assert verdict(found(0.0, 1e-6, margin=0.0)) == "not shown"
    assert verdict(found(0.0, 0.0, margin=0.0, is_share=False)) == "no practical difference"
    assert verdict(found(0.0, 0.0, margin=0.0)) == "not shown"


def test_what_is_neither_good_nor_bad_is_more_or_less():
    assert [verdict(found(value, 0.01, good=0)) for value in (0.05, -0.05)] == ["more", "less"]


def test_shares_that_never_differ_are_alike_only_among_enough_cases():
    """None of n turns out otherwise: 1 - 0.025 ** (1 / n) is below 2 points from 183 cases on."""
    assert 1 - 0.025 ** (1 / 183) <= 0.02 < 1 - 0.025 ** (1 / 182)
    assert cases_to_rule_out(0.02) == 183
    assert verdict(found(0.0, 0.0, cases=183)) == "no practical difference"
    (few,) = judge([found(0.0, 0.0, cases=100)])
    assert (few.verdict, few.replications_needed) == ("not shown", 55)


def test_waits_without_an_end_may_undo_that_nothing_differs():
    """Within a minute, but two more of a thousand have no end: a week each is 20 minutes more in the mean."""
    alike = {"good": -1, "margin": 1.0 * MINUTE, "is_share": False, "cases": 1000}
    assert verdict(found(0.0, 30.0, **alike)) == "no practical difference"
    assert verdict(found(0.0, 30.0, unfinished=(3, 3), **alike)) == "no practical difference"
    assert verdict(found(0.0, 30.0, unfinished=(3, 5), **alike)) == "not shown"


def test_the_replications_named_show_the_margin_in_four_of_five_runs():
    """Known from the definition: simulated runs of that length with a true difference of 2 points."""
    (change,) = judge([found(0.0, 0.06)])
    needed = change.replications_needed
    error = 0.06 / t_quantile(0.95, REPLICATIONS - 1)
    assert needed == replications_to_show(error, REPLICATIONS, 0.02)
    random = np.random.default_rng(4)
    runs = random.normal(0.02, error * np.sqrt(REPLICATIONS), (4000, needed))
    shown = np.mean(stats.ttest_1samp(runs, 0.0, axis=1).pvalue <= 0.05)
    assert abs(shown - 0.8) <= 5 * np.sqrt(0.8 * 0.2 / 4000)


def test_what_could_have_been_shown_is_shown_in_four_of_five_runs():
    """Known from the definition: runs of this length with a true difference of that size."""
    (change,) = judge([found(0.0, 0.06)])
    error = 0.06 / t_quantile(0.95, REPLICATIONS - 1)
    random = np.random.default_rng(6)
    runs = random.normal(change.could_show, error * np.sqrt(REPLICATIONS), (4000, REPLICATIONS))
    shown = np.mean(stats.ttest_1samp(runs, 0.0, axis=1).pvalue <= 0.05)
    assert abs(shown - 0.8) <= 5 * np.sqrt(0.8 * 0.2 / 4000)
    assert [judge([found(0.0, 0.06, few=True)])[0].could_show, judge([found(0.0, 0.0)])[0].could_show] == [None, None]


def test_where_a_list_grows_no_number_of_replications_is_named():
    known, endless = (judge([found(0.0, 300.0, margin=60.0, endless=how)])[0] for how in (False, True))
    assert (known.replications_needed or 0) > REPLICATIONS
    assert (endless.verdict, endless.replications_needed, endless.could_show) == ("not shown", None, None)


def test_where_a_list_grows_waits_that_mostly_have_no_end_are_not_called_alike():
    def verdict(unfinished, endless=True):
        one = found(0.0, 30.0, margin=60.0, cases=1000, is_share=False, endless=endless)
        return judge([replace(one, unfinished=(unfinished, unfinished))])[0].verdict

    assert verdict(400) == "not shown"
    assert verdict(10) == verdict(400, endless=False) == "no practical difference"


def test_a_larger_family_needs_more_replications():
    alone, together_ = judge([found(0.0, 0.06)]), judge([found(0.0, 0.06)] * 5)
    assert together_[0].replications_needed > alone[0].replications_needed


def test_margins_are_of_shares_and_waits_alone():
    margins = Margins(share=0.03, seconds=120.0)
    assert [margins.of(unit) for unit in ("share", "seconds", "hours", "SEK", "count")] == [0.03, 120.0, 0.0, 0.0, 0.0]


def changes(*verdicts: str) -> list[Change]:
    plain = judge([found(0.0, 0.06)])[0]
    return [Change(**{name: getattr(plain, name) for name in plain.__slots__} | {"verdict": one}) for one in verdicts]


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("better", "not shown", "no practical difference"), "better"),
        (("worse", "too few"), "worse"),
        (("worse", "better", "not shown"), "better for some, worse for others"),
        (("no practical difference", "not shown"), "not shown"),
        (("no practical difference", "too few"), "no practical difference"),
        (("one replication", "too few"), "one replication"),
        (("too few",), "too few"),
        ((), "too few"),
    ],
)
def test_what_several_come_to(verdicts, said):
    assert together(changes(*verdicts)) == said


def test_no_share_changes_by_more_than_all():
    (share,) = judge([found(-0.9, 0.4)])
    assert (share.low, share.family_low) == (-1.0, -1.0)
    assert share.high == pytest.approx(-0.5)
    (wait,) = judge([found(-90.0, 40.0, is_share=False)])
    assert wait.low == pytest.approx(-130.0)
