"""Days worked by hand on the real calendar, from a scenario file and a recorded trace to the log."""

from pathlib import Path

import pytest

from sim.cases.trace import read_trace
from sim.domain.targets import ELAPSED, WEEKDAY, due
from sim.engine.reference import run
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from sim.tables import PlanTable, Row
from sim.units import DAY
from tests.engine.days import Told, lines

SCENARIO = """
question: What happens on this day?
horizon: {{ from: {first}, weeks: 2, warm_up_weeks: 0 }}
units:
  ek: {{ provider: region, cases_per_day: 5 }}
  {units}
people:
  anna: {{ unit: ek, role: nurse, week: {{ mon-fri: [08:00-17:00] }} }}
  kim: {{ unit: ek, role: counsellor, week: {{ mon-fri: [08:00-17:00] }} }}
  {more}
staffing: {{ absence_share: 0 }}
conversation: {{ notice: {{ distribution: constant, value: 0 }} }}
"""
HEADER = "arrival,unit,reason,priority,age,requested_by,turns,work_minutes,wrap_up_minutes\n"


def played(folder: Path, first: str, *rows: str, units: str = "", more: str = "") -> Told:
    """Play a trace; every case takes one turn of ten minutes and nothing after it."""
    scenario = load_text(SCENARIO.format(first=first, units=units, more=more.strip())).scenario
    plan = plan_of(scenario)
    path = folder / "trace.csv"
    path.write_text(HEADER + "".join(f"{row},1,10,0\n" for row in rows), encoding="utf-8")
    cases = read_trace(path, scenario, plan, 1, 0)
    return Told(plan, cases, run(plan, cases))


def due_at(plan: PlanTable, priority: int, arrival: int, clock: int) -> int:
    """The due tick of a target of 24 hours."""
    return due(priority, arrival, DAY, clock, plan.day_open, plan.day_close, plan.day_is_weekday, plan.worked_before)


@pytest.mark.rule("IN-2", "IN-1")
def test_exactly_thirteen_asks_for_itself(tmp_path):
    """On the day of turning 13 the child is "from 13": a guardian is turned away, the child itself is not.

    Twelve is the other way round; under one year nobody enters.
    """
    told = played(
        tmp_path,
        "2026-03-02",
        "2026-03-02 09:00,ek,skin,4,13,guardian",
        "2026-03-02 09:10,ek,skin,4,13,self",
        "2026-03-02 09:20,ek,skin,4,12,guardian",
        "2026-03-02 09:30,ek,skin,4,12,self",
        "2026-03-02 09:40,ek,skin,4,0,guardian",
    )
    assert [told.story(case)[0] for case in range(5)] == lines("""
        Mon 09:00 is turned away [IN-2]
        Mon 09:10 anna begins first (piece 0)
        Mon 09:20 anna begins first (piece 0)
        Mon 09:30 is turned away [IN-2]
        Mon 09:40 is turned away [IN-1]
    """)


@pytest.mark.rule("RO-3", "RO-4", "RO-5")
def test_exactly_eighteen_is_an_adult_in_the_counselling_flow(tmp_path):
    """Stress of priority 4: the counsellor's from 18, the nurse's at 17; of priority 2 the nurse's at any age."""
    told = played(
        tmp_path,
        "2026-03-02",
        "2026-03-02 09:00,ek,stress,4,18,self",
        "2026-03-02 09:10,ek,stress,4,17,self",
        "2026-03-02 09:20,ek,stress,2,18,self",
    )
    assert [told.story(case)[0] for case in range(3)] == lines("""
        Mon 09:00 kim begins first (piece 0)
        Mon 09:10 anna begins first (piece 0)
        Mon 09:20 anna begins first (piece 0)
    """)


@pytest.mark.rule("ST-1", "PR-2", "PR-3")
def test_the_eve_of_midsummer_is_no_weekday(tmp_path):
    """Midsummer's Eve is Friday 19 June 2026. What comes on Thursday at 17:00 is begun on Monday at 08:00.

    Its 24 hours of weekdays: seven until midnight on Thursday, seventeen on Monday, so due at 17:00 on Monday, and
    met; an elapsed clock would have ended on the eve.
    """
    told = played(tmp_path, "2026-06-15", "2026-06-18 17:00,ek,skin,4,40,self")
    assert told.only(0, Row.begun) == ["Mon+ 08:00 anna begins first (piece 0)"]
    assert "Fri 17:00 the staffed day ends" not in told.only(-1, Row.day_end)
    arrival = int(told.cases.arrival[0])
    assert due_at(told.plan, 4, arrival, WEEKDAY) == 7 * DAY + 17 * 3600
    assert due_at(told.plan, 3, arrival, ELAPSED) == 4 * DAY + 17 * 3600


@pytest.mark.rule("PR-3", "IN-5")
def test_priority_four_has_the_weekend_for_free(tmp_path):
    """Friday 17:30: due on Monday at 17:30 by weekdays; a priority 3 is due on Saturday, when nobody is there.

    Both wait for Monday 08:00, the more urgent first; a priority 1 at that hour is diverted.
    """
    told = played(
        tmp_path,
        "2026-03-02",
        "2026-03-06 17:30,ek,skin,4,40,self",
        "2026-03-06 17:31,ek,skin,3,40,self",
        "2026-03-06 17:32,ek,skin,1,40,self",
    )
    assert [told.story(case)[0] for case in range(3)] == lines("""
        Mon+ 08:10 anna begins first (piece 0)
        Mon+ 08:00 anna begins first (piece 0)
        Fri 17:32 is diverted [IN-5]
    """)
    assert due_at(told.plan, 4, int(told.cases.arrival[0]), WEEKDAY) == 7 * DAY + 17 * 3600 + 1800
    assert due_at(told.plan, 3, int(told.cases.arrival[1]), ELAPSED) == 5 * DAY + 17 * 3600 + 1860


COVERING = "al: { provider: region, cases_per_day: 0 }"
COVER = """
  nils: { unit: al, role: nurse, week: { mon-fri: [08:00-17:00] } }
  bo: { unit: al, role: nurse, week: { mon-fri: [08:00-17:00] } }
closures:
  - { unit: ek, from: 2026-03-03 12:00, until: 2026-03-03 17:00, covered_by: al, permission: %s }
"""


@pytest.mark.rule("UN-3", "UN-4", "ST-4")
@pytest.mark.parametrize(
    ("permission", "begun"),
    [
        ("true", "Tue 13:00 nils begins first (piece 0)"),
        ("[bo]", "Tue 13:00 bo begins first (piece 0)"),
        ("false", "Wed 08:00 anna begins first (piece 0)"),
    ],
)
def test_a_closure_is_covered_by_whom_the_closing_clinic_has_given_permission(tmp_path, permission, begun):
    """Closed on Tuesday from 12:00 to 17:00, a case at 13:00; the people of al have been free equally long.

    Permission for all: nils, who stands first. For bo alone: bo. For nobody: the case waits until the clinic opens.
    """
    row = "2026-03-03 13:00,ek,skin,4,40,self"
    told = played(tmp_path, "2026-03-02", row, units=COVERING, more=COVER % permission)
    assert told.only(0, Row.begun) == [begun]
