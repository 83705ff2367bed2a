"""Who gains and who pays by when they come."""

import pytest

from sim.measures.moments import by_moment, moments
from sim.measures.several import several
from sim.measures.verdicts import judge
from tests.measures.scenes import busy_clinic

COUNT = 8


def sides():
    """One more nurse on Mondays."""
    return tuple(several(busy_clinic(number, nurses=nurses) for number in range(COUNT)) for nurses in (1, 2))


def family(found, measure, grouping):
    (one,) = [one for one in found if (one.measure, one.grouping) == (measure, grouping)]
    return judge(one.found)


def test_every_case_comes_at_one_moment():
    keys, places = by_moment(sides()[0])
    assert set(places.tolist()) <= set(range(len(keys)))
    assert [key["moment"] for key in keys][:3] == [
        "Monday morning",
        "Monday afternoon",
        "Tuesday morning",
    ]


def test_a_nurse_on_mondays_is_seen_by_who_comes_on_mondays():
    found = family(moments(*sides()), "mean_wait_working", "moment")
    verdicts = {change.key["moment"]: change.verdict for change in found}
    assert verdicts["Monday morning"] == "better"
    monday = next(change for change in found if change.key["moment"] == "Monday morning")
    assert monday.value == pytest.approx(monday.other - monday.base)
    assert not [change for change in found if change.verdict == "worse"]


def test_closed_days_are_compared_by_unit_and_priority_on_those_days_alone():
    base, other = sides()
    assert {one.grouping for one in moments(base, other)} == {"moment"}
    found = moments(base, other, closed_days={0})
    (unit,) = family(found, "mean_wait_working", "closed_day_unit")
    priorities = family(found, "mean_wait_working", "closed_day_unit_priority")
    assert [change.key["priority"] for change in priorities] == [1, 2, 3, 4, 5]
    assert unit.cases == sum(change.cases for change in priorities) == int((base.cases["arrival"] < 86400).sum())
    assert unit.verdict == "better"


def test_a_weekday_whose_roster_differs_is_compared_by_itself_and_monday_always_is():
    base, other = sides()
    found = moments(base, other, weekdays=(0, 1))
    assert {one.grouping for one in found} == {"moment", "tuesday_priority"}
    tuesdays = family(found, "mean_wait_working", "tuesday_priority")
    assert [change.key["priority"] for change in tuesdays] == [1, 2, 3, 4, 5]
    assert sum(change.cases for change in tuesdays) == int((base.cases["weekday"] == 1).sum())
