"""Recorded cases: what the file says holds, what it leaves open is drawn, and every bad place is said at once."""

import os

import numpy as np
import pytest

from sim.cases import read_trace, route
from sim.cases.trace_rows import MOST_PROBLEMS
from sim.domain.words import Handover, Reason, Role
from sim.errors import InputError
from sim.scenario.plan import plan_of
from sim.tables import Stream
from sim.units import DAY, HOUR, MINUTE
from tests.cases.scenes import ROLES, WEEK, scene

UNITS = {"alby": {"listed": 9000}, "berga": {"listed": 6000}, "filial": {"listed": 900, "branch_of": "alby"}}
PEOPLE = {f"{role}-{unit}": {"unit": unit, "role": role, "week": WEEK} for role in ROLES for unit in ("alby", "berga")}
SCENARIO = scene(UNITS, PEOPLE, weeks=2)
PLAN = plan_of(SCENARIO)
HEADER = "arrival,unit,reason,priority,age,requested_by"
PLAIN = "2026-01-05 08:30,alby,skin,3,40,self"


def written(tmp_path, *lines, raw=None):
    path = tmp_path / "cases.csv"
    path.write_bytes(raw if raw is not None else "\n".join(lines).encode())
    return path


def read(path, seed=1, replication=0):
    return read_trace(path, SCENARIO, PLAN, seed, replication)


def problems(path, reader=read):
    with pytest.raises(InputError) as caught:
        reader(path)
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def test_the_columns_of_the_issue(tmp_path):
    header = f"{HEADER},protected_identity,guardian_protected_identity"
    path = written(
        tmp_path,
        header,
        "2026-01-07T09:15:30,berga,back,4,12,guardian,false,true",
        "2026-01-05 08:30,filial,anxiety,2,17,self,true,",
    )
    cases = read(path)
    assert cases.arrival.tolist() == [8 * HOUR + 30 * MINUTE, 2 * DAY + 9 * HOUR + 15 * MINUTE + 30]
    assert cases.unit.tolist() == [2, 1]
    assert cases.reason.tolist() == [Reason.anxiety, Reason.back]
    assert cases.priority.tolist() == [2, 4]
    assert cases.age.tolist() == [17, 12]
    assert cases.by_guardian.tolist() == [False, True]
    assert cases.protected_identity.tolist() == [True, False]
    assert cases.guardian_protected_identity.tolist() == [False, True]
    assert (cases.stream == Stream.channel).all()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_as_spreadsheets_write_them(tmp_path, mark, separator, newline):
    lines = [f"{HEADER},protected_identity,turns,work_minutes", f'{PLAIN},SANT,2,"7,5 3"', ",,,,,,,,"]
    text = newline.join(lines).replace(",", separator).replace("7;5", "7,5") + newline
    cases = read(written(tmp_path, raw=mark + text.encode()))
    assert cases.protected_identity.tolist() == [True]
    assert cases.turn_work.tolist() == [450, 180]


def test_a_worked_day_can_be_written_down(tmp_path):
    """The three-stage case: corrected upwards at the physiotherapist, on to the nurses, handed over."""
    columns = (
        "corrected_priority,handover_to,turns,work_minutes,reply_minutes,async_reply_minutes,silent,returns,reached,notice_minutes,"
        "wrap_up_minutes,closing_minutes,reminder_minutes,call_minutes,visit,late_for_visit,qualified,physical_visit,"
        "writes_before_acceptance,before_minutes,before_async_minutes,before_work_minutes"
    )
    values = "2,berga,1 2 1,5 4 3 2,10,60,no yes no no,yes,no,0,0 6 4,5,1,4,yes,yes,yes,no,yes,15,30,2"
    path = written(tmp_path, f"{HEADER},{columns}", f"2026-01-05 08:30,alby,back,3,40,self,{values}")
    cases = read(path)
    assert cases.stage_role.tolist() == [[Role.physiotherapist, Role.nurse, Role.nurse]]
    assert cases.stage_unit.tolist() == [[0, 0, 1]]
    assert cases.stage_turns.tolist() == [[1, 2, 1]]
    assert cases.corrected_priority.tolist() == [2]
    assert cases.handover.tolist() == [Handover.same_provider]
    assert (cases.turn_work / MINUTE).tolist() == [5, 4, 3, 2]
    assert (cases.turn_live_delay == 10 * MINUTE).all()
    assert (cases.turn_async_delay == HOUR).all()
    assert cases.turn_silent.tolist() == [False, True, False, False]
    assert cases.turn_returns.all()
    assert not cases.turn_reached.any()
    assert (cases.turn_notice == 0).all()
    assert (cases.stage_wrap_up / MINUTE).tolist() == [[0, 6, 4]]
    assert (cases.stage_closing == 5 * MINUTE).all()
    assert (cases.stage_reminder == MINUTE).all()
    assert (cases.stage_call == 4 * MINUTE).all()
    assert (cases.stage_documentation <= cases.stage_wrap_up).all()
    assert cases.visit.all()
    assert cases.late_for_visit.all()
    assert cases.qualified.all()
    assert not cases.physical_visit.any()
    assert cases.writes_before_acceptance.all()
    before = [cases.before_delay, cases.before_async_delay, cases.before_work]
    assert [column.tolist() for column in before] == [[900], [1800], [120]]


def test_what_the_file_leaves_open_is_drawn_anew_in_each_replication(tmp_path):
    path = written(tmp_path, HEADER, *[PLAIN] * 50)
    first, again, other = read(path), read(path), read(path, replication=1)
    assert (first.turn_work[:50] == again.turn_work[:50]).all()
    assert (first.turn_work[:50] != other.turn_work[:50]).any()
    assert len(np.unique(first.origin, axis=0)) == 50
    assert len(np.unique(first.turn_work)) > 50


def test_a_row_with_turns_keeps_to_one_stage_unless_it_says_otherwise(tmp_path):
    always = scene(UNITS, PEOPLE, weeks=2, flow={"handover": 1.0, "referral": {"nurse": {"physician": 1.0}}})
    path = written(tmp_path, f"{HEADER},turns", f"{PLAIN},2", PLAIN + ",")
    cases = read_trace(path, always, plan_of(always), 1, 0)
    assert (cases.stage_role >= 0).tolist() == [[True, False, False], [True, True, True]]


def test_referral_handover_and_picture_by_name(tmp_path):
    path = written(
        tmp_path,
        f"{HEADER},stream,referral,handover_to",
        f"{PLAIN},picture,,",
        f"{PLAIN},channel,medical_admin,none",
        f"{PLAIN},,none,out",
    )
    cases = read(path)
    assert cases.stream.tolist() == [Stream.picture, Stream.channel, Stream.channel]
    assert cases.stage_role[:, 1].tolist() == [-1, Role.medical_admin, -1]
    assert cases.handover.tolist() == [Handover.none, Handover.none, Handover.out]


def test_every_bad_value_is_said_at_once_with_its_place(tmp_path):
    path = written(
        tmp_path,
        f"{HEADER},protected_identity,turns,work_minutes,handover_to",
        "2026-01-05,Alby,skinn,6,-1,doctor,maybe,0,-3,alby",
        "2026-01-05 08:00+01:00,alby,skin,3,abc,self,,2,nan inf,",
        "2026-01-05 08:00,alby,skin,3",
        "",
        "2026-03-05 08:00,alby,skin,,40,self,,,1 2,filial",
        "yesterday,alby,skin,3,40,self,,,x,",
    )
    assert problems(path) == [
        '2  arrival: "2026-01-05" has no time of day; write local time as 2026-03-18 12:00',
        '2  unit: "Alby" is not known here; did you mean "alby"?',
        '2  reason: "skinn" is not known here; did you mean "skin"?',
        '2  priority: "6" is outside 1 to 5',
        '2  age: "-1" is outside 0 to 120',
        '2  requested_by: "doctor" is not known here; accepted: self, guardian',
        '2  protected_identity: "maybe" is neither true nor false; write true or false (or yes, no, 1, 0)',
        '2  turns: "0" is outside 1 to 50',
        '2  work_minutes: "-3" is outside 0 to 1000000 minutes',
        '3  arrival: "2026-01-05 08:00+01:00" names a time zone; write local time as 2026-03-18 12:00',
        '3  age: "abc" is no whole number; write one from 0 to 120',
        '3  work_minutes: "nan" is no number of minutes; write one such as 7.5',
        "4  4 values in a row of 10 columns; a half-written line or a stray separator",
        '6  arrival: "2026-03-05 08:00" lies outside the horizon, which is 2026-01-05 00:00 to 2026-01-16 17:00',
        "6  priority: is empty; every case needs it",
        "6  handover_to: the case is there already; name another unit, out or none [UN-7]",
        "6  work_minutes: several values, and the number of turns is drawn; state turns in the same row",
        '7  arrival: "yesterday" is no date and time; write local time as 2026-03-18 12:00',
        '7  work_minutes: "x" is no number of minutes; write one such as 7.5',
    ]


@pytest.mark.parametrize(("age", "turns", "minutes"), [("40.0", "2.0", "1.50"), ("40", "2", "1,5")])
def test_numbers_as_tables_write_them(tmp_path, age, turns, minutes):
    row = ["2026-01-05 08:30", "alby", "skin", "3", age, "self", turns, f'"{minutes}"']
    cases = read(written(tmp_path, f"{HEADER},turns,work_minutes", ",".join(row)))
    assert (cases.age[0], cases.stage_turns[0, 0], *cases.turn_work) == (40, 2, 90, 90)


@pytest.mark.parametrize("text", ["4_0", "٤٠", "0x20", "40.5", "1e1", "inf"])
def test_numbers_that_only_a_program_would_read(tmp_path, text):
    found = problems(written(tmp_path, HEADER, PLAIN.replace("40", text)))
    assert found == [f'2  age: "{text}" is no whole number; write one from 0 to 120']


def test_values_that_cannot_stand_together(tmp_path):
    path = written(
        tmp_path,
        f"{HEADER},turns,work_minutes,handover_to,stream",
        f"{PLAIN},,1 2,filial,",
        "2026-01-05 07:30,alby,skin,3,40,self,,,,picture",
    )
    assert sorted(problems(path)) == [
        "2  handover_to: the case is there already; name another unit, out or none [UN-7]",
        "2  work_minutes: several values, and the number of turns is drawn; state turns in the same row",
        "3  stream: a picture is asked for on the telephone, in staffed hours; write an arrival in them or channel"
        " [CO-8]",
    ]
    path = written(tmp_path, f"{HEADER},turns,work_minutes,closing_minutes", f"{PLAIN},2,1 2 3,1 2", f"{PLAIN},2 1,1,1")
    assert problems(path) == [
        "2  work_minutes: 3 values where the case has 2; write one, or one for each turn",
        "2  closing_minutes: 2 values where the case has 1; write one, or one for each stage",
        "3  turns: 2 values where the case has 1; write one, or one for each stage",
    ]


def test_columns_that_are_missing_twice_or_unknown(tmp_path):
    path = written(
        tmp_path, "arrival,unit,reason,priority,age,age,requested_bye", "2026-01-05 08:30,alby,skin,3,40,40,self"
    )
    assert problems(path) == [
        "1  requested_by: this column is missing (who asked: self or guardian)",
        '1  age: "age" stands 2 times; keep one',
        '1  requested_bye: "requested_bye" is no column here; did you mean "requested_by"?',
    ]


def test_files_that_cannot_be_read(tmp_path):
    assert problems(tmp_path / "nowhere.csv")[0].endswith("cannot be read: No such file or directory")
    assert "cannot be read" in problems(tmp_path)[0]
    half = f"{HEADER}\n{PLAIN}\n" + '"2026-01-05 08:30,alby'
    assert problems(written(tmp_path, half)) == ["3  cannot be read from here on: unexpected end of data"]
    latin = f"{HEADER}\n2026-01-05 08:30,ålby".encode("latin-1")
    assert problems(written(tmp_path, raw=latin)) == ["2  byte 0xe5 is not UTF-8; save it as CSV UTF-8"]
    empty = "1  is empty; the first line names the columns: arrival, unit, reason, priority, age, requested_by"
    assert problems(written(tmp_path, raw=b"")) == [empty]
    assert problems(written(tmp_path, raw=b"\xef\xbb\xbf\n")) == [empty]


def test_what_never_ends_or_is_too_large_is_not_read(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    assert problems(tmp_path / "pipe")[0].endswith("is no file that ends, such as a pipe; name a CSV file")
    monkeypatch.setattr("sim.cases.trace_rows.MOST_BYTES", 50)
    large = problems(written(tmp_path, HEADER, PLAIN))[0]
    assert large.endswith("is larger than 0 MB; divide it into shorter times")


def test_of_thousands_of_bad_rows_the_first_are_said(tmp_path):
    found = problems(written(tmp_path, HEADER, *[PLAIN.replace("alby", "alb")] * 5000))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1] == f"{MOST_PROBLEMS + 2}  is not read from here on; put right what stands before"


def test_what_a_cell_holds_does_not_steer_the_terminal(tmp_path):
    found = problems(written(tmp_path, HEADER, PLAIN.replace("alby", "\x1b[2Jalby")))
    assert found == ['2  unit: "\ufffd[2Jalby" is not known here; did you mean "alby"?']


def test_a_file_without_cases_is_a_quiet_time(tmp_path):
    assert len(read(written(tmp_path, HEADER))) == 0


def test_case_ids_are_the_users_own_and_each_once(tmp_path):
    path = written(tmp_path, f"{HEADER},case_id", f"{PLAIN},A1", f"{PLAIN},A1", f"{PLAIN},")
    assert problems(path) == [
        f'{line}  case_id: "A1" stands there more than once; give each case its own' for line in (2, 3)
    ]


@pytest.mark.rule("IN-1", "IN-2", "IN-3", "IN-5", "RO-1", "RO-4", "RO-7", "UN-1")
def test_route_says_of_each_case_who_takes_it_and_why(tmp_path):
    path = written(
        tmp_path,
        f"{HEADER},protected_identity",
        "2026-01-08 09:00,filial,back,4,5,guardian,false",
        "2026-01-05 07:30,alby,anxiety,2,30,self,false",
        "2026-01-05 09:30,alby,anxiety,2,30,self,false",
        "2026-01-05 10:00,berga,skin,3,0,guardian,false",
        "2026-01-05 10:00,berga,skin,3,13,guardian,false",
        "2026-01-05 10:00,berga,skin,3,12,guardian,true",
        "2026-01-07 23:00,berga,administrative,4,70,self,false",
    )
    frame = route(path, SCENARIO, PLAN)
    assert list(frame.columns) == ["case_id", "intake", "role", "unit", "handling_unit", "rule"]
    assert frame.drop(columns="case_id").to_numpy().tolist() == [
        ["accepted", "physiotherapist", "filial", "alby", "RO-1"],
        ["diverted", "", "alby", "", "IN-5"],
        ["accepted", "nurse", "alby", "alby", "RO-4"],
        ["turned_away", "", "berga", "", "IN-1"],
        ["turned_away", "", "berga", "", "IN-2"],
        ["turned_away", "", "berga", "", "IN-3"],
        ["accepted", "medical_admin", "berga", "berga", "RO-7"],
    ]
    assert frame["case_id"].tolist() == ["6", "0", "1", "2", "3", "4", "5"]
    assert (read(path).rule >= 0).all()


def test_route_hands_back_the_users_case_ids_and_refuses_like_a_run(tmp_path):
    path = written(tmp_path, f"case_id;{HEADER}".replace(",", ";"), f"A7;{PLAIN}".replace(",", ";"))
    assert route(path, SCENARIO, PLAN)["case_id"].tolist() == ["A7"]
    path = written(tmp_path, HEADER, PLAIN.replace("skin", "hud"))
    assert problems(path, lambda bad: route(bad, SCENARIO, PLAN)) == problems(path)


@pytest.mark.rule("UN-7")
def test_a_branch_hands_its_own_cases_over_to_its_clinic_but_not_those_that_stand_there(tmp_path):
    """The branch keeps its physiotherapy: a back case stands at the branch, a skin case at the clinic already."""
    units = {**UNITS, "filial": UNITS["filial"] | {"handles_own_cases": ["physiotherapist"]}}
    people = PEOPLE | {"physio-filial": {"unit": "filial", "role": "physiotherapist", "week": WEEK}}
    scenario = scene(units, people, weeks=2)
    header, skin = f"{HEADER},handover_to", "2026-01-05 08:30,filial,skin,4,40,self,alby"

    def reader(path):
        return read_trace(path, scenario, plan_of(scenario), 1, 0)

    back = reader(written(tmp_path, header, skin.replace("skin", "back")))
    assert (back.handling_unit[0], back.stage_unit[0, 2], back.handover[0]) == (2, 0, Handover.same_provider)
    assert problems(written(tmp_path, header, skin), reader) == [
        "2  handover_to: the case is there already; name another unit, out or none [UN-7]"
    ]


@pytest.mark.rule("UN-10")
def test_a_case_handed_over_is_documented_whatever_minutes_are_stated(tmp_path):
    row = "2026-01-05 08:30,alby,skin,4,40,self,1,berga,0"
    cases = read(written(tmp_path, f"{HEADER},turns,handover_to,wrap_up_minutes", row))
    assert cases.stage_wrap_up[0, 0] == 0
    assert cases.stage_documentation[0, 0] == 1
