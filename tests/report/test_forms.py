"""Numbers as people say them."""

import datetime as dt

import pytest

from sim.report.forms import (
    clock,
    count,
    date,
    dates,
    decimal,
    duration,
    joined,
    many_more,
    percent,
    percent_range,
    plural,
    signed,
)
from sim.units import DAY, HOUR, MINUTE


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 min"),
        (20, "under 1 min"),
        (30, "under 1 min"),
        (31, "1 min"),
        (6 * MINUTE, "6 min"),
        (59 * MINUTE + 40, "1 h"),
        (98 * MINUTE, "1 h 38 min"),
        (9 * HOUR + 59 * MINUTE, "9 h 59 min"),
        (19 * HOUR + 46 * MINUTE, "20 h"),
        (47 * HOUR, "47 h"),
        (2 * DAY, "2 d"),
        (3 * DAY + 4 * HOUR, "3 d 4 h"),
        (-6 * MINUTE, "−6 min"),
    ],
)
def test_durations(seconds, said):
    assert duration(seconds) == said


def test_numbers():
    assert (count(2031), count(1_234_567.6), decimal(1234.56)) == ("2 031", "1 234 568", "1 234.6")
    assert (signed(4.12), signed(-0.04), signed(-120.4, 0), signed(0.04)) == ("+4.1", "0.0", "−120", "0.0")
    assert (plural(1, "case"), plural(2000, "case"), plural(3, "branch", "branches")) == (
        "1 case",
        "2 000 cases",
        "3 branches",
    )
    assert (joined(["1"]), joined(["1", "2"]), joined(["1", "2", "4"])) == ("1", "1 and 2", "1, 2 and 4")


def test_what_is_not_quite_all_or_nothing_is_never_rounded_to_it():
    assert [percent(share) for share in (0, 0.004, 0.005, 0.71, 0.994, 0.996, 1)] == [
        "0 %", "<1 %", "<1 %", "71 %", "99 %", ">99 %", "100 %",
    ]  # fmt: skip
    assert percent(0.0004, 1) == "<0.1 %"
    assert percent_range(0.68, 0.74) == "(68–74)"


def test_days_and_times():
    assert date(dt.date(2026, 1, 5)) == "5 Jan 2026"
    assert dates(dt.date(2026, 1, 5), dt.date(2026, 7, 5)) == "5 Jan–5 Jul 2026"
    assert dates(dt.date(2026, 12, 28), dt.date(2027, 1, 3)) == "28 Dec 2026–3 Jan 2027"
    assert (clock(8 * HOUR), clock(10 * HOUR + 20 * MINUTE + 31), clock(DAY + 90 * MINUTE)) == (
        "08:00",
        "10:21",
        "+1 d 01:30",
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "a few"), (9, "a few"), (10, "dozens"), (99, "dozens"), (100, "hundreds"), (999, "hundreds"),
     (1000, "more than a thousand"), (5 * 10**4, "more than a thousand")],
)  # fmt: skip
def test_what_is_still_to_come_has_an_order_of_magnitude(number, said):
    assert many_more(number) == f"{said} more"
