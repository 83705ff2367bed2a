"""Random rosters against an oracle that asks of every quarter of an hour whether the person is there."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.plan import plan_of
from sim.scenario.schema.times import WEEKDAYS
from sim.units import DAY, HOUR
from tests.scenario.plans import MONDAY, scenario

QUARTER = 900
DAYS = 14


@st.composite
def spans(draw, most):
    """Up to so many spans of a day that do not overlap, on whole quarters between 06:00 and 20:00."""
    count = draw(st.integers(0, most))
    edges = sorted(draw(st.lists(st.integers(24, 80), min_size=2 * count, max_size=2 * count, unique=True)))
    return list(zip(edges[::2], edges[1::2], strict=True))


def written(quarters):
    return [f"{a // 4:02d}:{a % 4 * 15:02d}-{b // 4:02d}:{b % 4 * 15:02d}" for a, b in quarters]


def stamp(quarter):
    return f"{dt.datetime.combine(MONDAY, dt.time()) + dt.timedelta(minutes=15 * quarter):%Y-%m-%d %H:%M}"


@pytest.mark.rule("ST-1", "ST-5", "UN-3", "CO-9")
@settings(max_examples=60, deadline=None)
@given(
    week=st.dictionaries(st.integers(0, 6), spans(3), max_size=7),
    dates=st.dictionaries(st.integers(0, DAYS - 1), spans(2), max_size=3),
    breaks=spans(2),
    leave=st.tuples(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1)),
    employed=st.tuples(st.integers(-2, 5), st.integers(6, DAYS + 2)),
    closure=st.tuples(st.integers(-10, DAYS * 96), st.integers(1, 200)),
    keep=st.sampled_from([0, 30, 60, 240]),
)
def test_duty_is_what_is_left_of_the_week(week, dates, breaks, leave, employed, closure, keep):
    day = {n: (MONDAY + dt.timedelta(days=n)).isoformat() for n in range(-2, DAYS + 3)}
    person = {
        "unit": "elm",
        "role": "nurse",
        "week": {WEEKDAYS[n]: written(hours) for n, hours in week.items()},
        "dates": {day[n]: written(hours) for n, hours in dates.items()},
        "breaks": written(breaks),
        "leave": [{"from": day[min(leave)], "until": day[max(leave)]}],
        "from": day[employed[0]],
        "until": day[employed[1]],
    }
    closed = range(closure[0], closure[0] + closure[1])
    plan = plan_of(
        scenario(
            horizon={"from": MONDAY.isoformat(), "weeks": 2, "warm_up_weeks": 0},
            people={"anna": person},
            closures=[{"unit": "elm", "from": stamp(closed.start), "until": stamp(closed.stop)}],
            staffing={"keep_over_break": float(keep)},
        )
    )

    def there(quarter):
        n, of_day = divmod(quarter, 96)
        hours = dates.get(n, week.get(n % 7, []))
        return (
            any(a <= of_day < b for a, b in hours)
            and not any(a <= of_day < b for a, b in breaks)
            and not min(leave) <= n <= max(leave)
            and employed[0] <= n <= employed[1]
            and quarter not in closed
            and n % 7 < 5
            and n != 1  # Epiphany
            and 8 * 4 <= of_day < 17 * 4
        )

    expected = [there(quarter) for quarter in range(DAYS * 96)]
    found = np.zeros(DAYS * 96, dtype=bool)
    for start, stop in zip(plan.shift_from // QUARTER, plan.shift_until // QUARTER, strict=True):
        assert not found[max(start - 1, 0) : stop + 1].any()  # neither overlapping nor touching
        found[start:stop] = True
    assert found.tolist() == expected
    for row, (stop, leaves) in enumerate(zip(plan.shift_until, plan.shift_leaves, strict=True)):
        following = plan.shift_from[row + 1] if row + 1 < len(plan.shift_from) else DAYS * DAY
        same_day = row + 1 < len(plan.shift_from) and following // DAY == stop // DAY
        quiet = not any(quarter in closed for quarter in range(int(stop) // QUARTER, int(following) // QUARTER))
        assert leaves == (not (same_day and quiet and following - stop <= keep * HOUR // 60))
