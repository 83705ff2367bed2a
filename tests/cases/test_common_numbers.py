"""The proof of common random numbers: whatever is added, every other case keeps every draw."""

import dataclasses

import numpy as np
import pytest

from sim.cases import draw_cases, read_trace
from sim.cases import table as table_of_cases
from sim.cases.arrivals import arrivals
from sim.cases.draws import origins
from sim.scenario.plan import plan_of
from sim.tables import CaseTable
from sim.units import DAY
from tests.cases.scenes import ROLES, WEEK, drawn, scene

UNITS = {
    "alby": {"listed": 9000, "provider": "region", "handover_to": {"berga": 1.0, "celle": 2.0}},
    "berga": {"listed": 6000, "provider": "region", "handover_to": {"alby": 1.0}},
    "celle": {"listed": 12000, "provider": "company", "handover_to": {"alby": 1.0, "berga": 1.0}},
    "alby-filial": {"listed": 2000, "branch_of": "alby"},
}
PEOPLE = {f"{role}-{unit}": {"unit": unit, "role": role, "week": WEEK} for role in ROLES for unit in ("alby", "celle")}
UNIT_COLUMNS = ("unit", "handling_unit", "stage_unit")
LEFT_OUT = ("origin", "arrival", "stage_turn", "absence_person", "absence_day", *UNIT_COLUMNS)
FLOW = {"handover": 0.2}


def by_case(scenario, cases):
    """Origin -> every value of the case with units by name and arrival as a date, so that tables can be compared."""
    plan = plan_of(scenario)
    names = np.array([*plan.unit_names, ""])
    plain = [field.name for field in dataclasses.fields(CaseTable) if field.name not in LEFT_OUT]
    out = {}
    for row, origin in enumerate(cases.origin.tolist()):
        values = {name: getattr(cases, name)[row].tolist() for name in plain if not name.startswith("turn_")}
        turns = slice(cases.stage_turn[row, 0], cases.stage_turn[row, 0] + cases.stage_turns[row].sum())
        values |= {name: getattr(cases, name)[turns].tolist() for name in plain if name.startswith("turn_")}
        values |= {name: names[getattr(cases, name)[row]].tolist() for name in UNIT_COLUMNS}
        values["arrival"] = plan.first_day * DAY + int(cases.arrival[row])
        out[tuple(origin)] = values
    assert len(out) == len(cases)
    return out


def table(units=UNITS, people=PEOPLE, seed=1, replication=0, **parts):
    scenario = scene(units, people, **{"weeks": 3, "flow": FLOW} | parts)
    return by_case(scenario, drawn(scenario, seed, replication))


@pytest.fixture(scope="module")
def base():
    found = table()
    assert len(found) > 200
    return found


def keeps(base, other):
    """Every case of the base stands in the other with the same values."""
    assert {origin: other.get(origin) for origin in base} == base
    return len(other) - len(base)


def test_the_same_seed_gives_the_same_table(base):
    assert table() == base


def test_more_demand_only_adds_cases(base):
    assert keeps(base, table(demand={"factor": 1.1})) > 0
    assert keeps(table(demand={"factor": 0.5}), base) > 0


def test_another_unit_only_adds_its_cases(base):
    assert keeps(base, table({"new": {"listed": 5000}} | UNITS)) > 0


def test_units_in_another_order_change_nothing(base):
    assert keeps(base, table(dict(reversed(UNITS.items())))) == 0


def test_a_longer_horizon_only_adds_cases(base):
    assert keeps(base, table(weeks=5)) > 0


def test_an_earlier_start_only_adds_cases(base):
    assert keeps(base, table(weeks=4, start="2025-12-29")) > 0


def test_another_roster_meets_the_same_patients(base):
    moved = {name: person | {"week": {"mon": ["08:00-12:00"]}} for name, person in PEOPLE.items()}
    assert keeps(base, table(people=moved | {"one-more": PEOPLE["nurse-alby"]})) == 0


def test_a_decision_on_one_stage_leaves_the_other_draws(base):
    """Another share of referrals changes stages, and no patient, work or answer of the first turn."""
    other = table(flow=FLOW | {"referral": {}})
    assert other.keys() == base.keys()
    for origin, case in base.items():
        for name in ("arrival", "age", "reason", "priority", "corrected_priority", "intake"):
            assert other[origin][name] == case[name]
        for name in ("turn_work", "turn_live_delay", "turn_silent", "turn_notice"):
            assert other[origin][name][:1] == case[name][:1]


def test_another_clinic_takes_handovers_without_sending_others_elsewhere():
    plain = {name: {key: value for key, value in unit.items() if key != "handover_to"} for name, unit in UNITS.items()}
    before = table(plain, flow={"handover": 1.0})
    after = table(plain | {"new": {"listed": 0}}, flow={"handover": 1.0})
    went = {(before[origin]["stage_unit"][2], after[origin]["stage_unit"][2]) for origin in before}
    changed = {pair for pair in went if pair[0] != pair[1]}
    assert changed
    assert {to for _, to in changed} == {"new"}


@pytest.mark.parametrize("changed", [{"seed": 2}, {"replication": 1}])
def test_another_seed_or_replication_shares_nothing(base, changed):
    other = table(**changed)
    same = [other[origin]["arrival"] == base[origin]["arrival"] for origin in base.keys() & other.keys()]
    assert not any(same)


def test_one_more_recorded_case_leaves_every_other(tmp_path):
    lines = ["arrival,unit,reason,priority,age,requested_by"]
    lines += [f"2026-01-{7 + n // 10:02d} {8 + n % 10:02d}:{n % 60:02d},alby,skin,3,40,self" for n in range(60)]
    scenario = scene(UNITS, PEOPLE, weeks=3, flow=FLOW)
    found = []
    for extra in ([], ["2026-01-07 08:00,alby,back,4,50,self", "2026-01-05 08:30,celle,back,4,50,self"]):
        path = tmp_path / f"trace-{len(extra)}.csv"
        path.write_text("\n".join(lines + extra), encoding="utf-8")
        found.append(by_case(scenario, read_trace(path, scenario, plan_of(scenario), 1, 0)))
    assert keeps(*found) == 2


def absences(people):
    scenario = scene(UNITS, people, weeks=4, staffing={"absence_share": 0.2})
    plan = plan_of(scenario)
    cases = draw_cases(scenario, plan, 1, 0)
    return {(plan.person_names[p], d) for p, d in zip(cases.absence_person, cases.absence_day, strict=True)}


@pytest.mark.rule("ST-6")
def test_absence_hangs_on_person_and_date():
    before = absences(PEOPLE)
    more = {"newcomer": PEOPLE["nurse-alby"]} | PEOPLE
    assert {absence for absence in absences(more) if absence[0] != "newcomer"} == before
    # 10 people on 19 staffed days (Epiphany is none), a fifth of them: within five standard errors, 6e-7.
    assert abs(len(before) - 38) < 5 * np.sqrt(190 * 0.2 * 0.8)
    assert all(day % 7 < 5 and day != 1 for _, day in before)


@pytest.mark.rule("ST-6")
def test_nobody_is_absent_on_a_day_without_a_shift():
    mondays = {name: person | {"week": {"mon": ["08:00-12:00"]}} for name, person in PEOPLE.items()}
    assert {day % 7 for _, day in absences(mondays)} == {0}


def test_draws_taken_in_turn_would_be_caught(monkeypatch):
    """The saboteur: a case's draws hang on its row in the table instead of on its origin."""

    def numbered(*arguments):
        coming = arrivals(*arguments)
        in_turn = origins(1, 1, np.arange(len(coming.arrival)))
        return dataclasses.replace(coming, origin=in_turn)

    monkeypatch.setattr(table_of_cases, "arrivals", numbered)
    with pytest.raises(AssertionError):
        keeps(table(), table(demand={"factor": 1.1}))
