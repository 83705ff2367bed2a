"""The table of cases: targets, same day, undecided and unfinished, who handled it, how it ended; each on paper."""

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from sim.domain.words import Intake, Outcome, Piece, Role
from sim.engine.reference import run
from sim.measures import COLUMNS, Replication, measure, summarise
from sim.measures.columns import OUTCOMES, WRITTEN
from sim.tables import Row, Stream, list_of
from sim.units import HOUR, MINUTE
from tests.measures.scenes import log_of, measured, played, scenario, settled, waiting, worked
from tests.random_worlds import Tables, worlds
from tests.worlds import Stage, Turn, World, at, hours

PATIENT = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def column(one: Replication, name: str) -> list[object]:
    """A column as it is written."""
    return one.table()[name].to_pylist()


def clock_of(one: Replication, name: str) -> list[str | None]:
    """A column of moments as weekday and time."""
    return [moment and f"{moment:%a %H:%M}" for moment in column(one, name)]


@pytest.mark.rule("PR-3")
def test_due_and_met_by_priority() -> None:
    """One nurse, Fridays 08-10 only, and Mondays 14-17, in the second week too.

    P3 Friday 12:00 is due Saturday 12:00 and begun Monday 14:02: missed, though a staffed second lay before due (Friday
    afternoon). P4 Friday 15:00 is due Monday 15:00 (24 hours of weekdays), begun Monday 14:04: met. P3 of Friday 18:00
    is due Saturday 18:00, before anything opens: missed, not reachable. P5 has no target. P1 of Friday 12:30 is due
    12:45; P2 of Saturday waits for opening and is due Monday 10:00.
    """
    world = World(days=12)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.nurse, hours((4, 11), "08:00-10:00") + hours(7, "14:00-17:00"))
    short = (Turn(work=MINUTE),)
    for arrival, priority in (
        (at(4, "12:00"), 3), (at(4, "12:30"), 1), (at(4, "15:00"), 4), (at(4, "18:00"), 3), (at(5, "09:00"), 2),
        (at(5, "10:00"), 5),
    ):  # fmt: skip
        world.case(clinic, arrival, priority=priority, turns=short)
    one = played(world)
    assert clock_of(one, "due") == ["Sat 12:00", "Fri 12:45", "Mon 15:00", "Sat 18:00", "Mon 10:00", None]
    assert clock_of(one, "first_contact") == [
        "Mon 14:02", "Mon 14:00", "Mon 14:04", "Mon 14:03", "Mon 14:01", "Mon 14:05",
    ]  # fmt: skip
    assert column(one, "within_target") == [False, False, True, False, False, None]
    assert column(one, "reachable") == [True, True, True, False, True, None]
    assert column(one, "arrived_in_staffed_hours") == [True, True, True, False, False, False]
    assert column(one, "weekday") == ["fri", "fri", "fri", "fri", "sat", "sat"]


@pytest.mark.rule("PR-3")
def test_a_first_contact_at_the_due_second_is_in_time() -> None:
    """P1 at 09:00 is due 09:15:00: begun then it is met, a second later missed."""
    for begun, met in ((at(0, "09:15"), True), (at(0, "09:15") + 1, False)):
        world = World(days=1)
        clinic = world.unit("Clinic")
        world.person("Anna", clinic, Role.nurse, [(begun, at(0, "17:00"))])
        world.case(clinic, at(0, "09:00"), priority=1)
        assert column(played(world), "within_target") == [met]


@pytest.mark.rule("PR-2", "PR-3")
def test_undecided_while_the_due_time_is_still_to_come() -> None:
    """No nurse; the horizon ends Tuesday 17:00. P3 of Monday is missed, P3 of Tuesday undecided: its 24 hours run.

    Begun the same day is decided for both: the closing of each due day has come. Both still wait, as long as is known.
    """
    world = World(days=2)
    clinic = world.unit("Clinic")
    world.person("Bo", clinic, Role.physician)
    world.case(clinic, at(0, "10:00"), priority=3)
    world.case(clinic, at(1, "10:00"), priority=3)
    one = played(world)
    assert column(one, "within_target") == [False, None]
    assert column(one, "begun_same_day") == [False, False]
    assert column(one, "still_waiting") == [True, True]
    assert column(one, "wait_elapsed_s") == [31 * HOUR, 7 * HOUR]
    assert column(one, "wait_working_s") == [16 * HOUR, 7 * HOUR]
    assert column(one, "outcome") == ["open_first_waiting"] * 2


@pytest.mark.rule("PR-2")
def test_begun_the_same_staffed_day() -> None:
    """06:00 Monday is due Monday, 17:00:00 Monday is due Tuesday; 12:01 with nobody in the afternoon is late."""
    world = World(days=3)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.nurse, hours(range(3), "08:00-12:00"))
    for arrival in ("06:00", "12:01", "17:00"):
        world.case(clinic, at(0, arrival), turns=(Turn(work=MINUTE),))
    one = played(world)
    assert column(one, "begun_same_day") == [True, False, True]
    assert clock_of(one, "first_contact") == ["Mon 08:00", "Tue 08:00", "Tue 08:01"]


@pytest.mark.rule("IN-5")
def test_diverted_at_close_has_missed_and_never_begun() -> None:
    """P1 at 16:00, nobody there, the unit diverts P1: missed on both counts, and the wait of an hour has no end."""
    world = World(days=2)
    clinic = world.unit("Clinic", diverts=(1,))
    world.person("Anna", clinic, Role.nurse, hours(range(2), "08:00-12:00"))
    world.case(clinic, at(0, "16:00"), priority=1)
    one = played(world)
    for name, value in (("within_target", False), ("begun_same_day", False), ("still_waiting", True),
                        ("wait_elapsed_s", HOUR), ("outcome", "diverted_at_close")):  # fmt: skip
        assert column(one, name) == [value]


def test_who_handled_it_and_for_whom() -> None:
    """Anna of Clinic A covers the closed Clinic B: the case stays B's, the person and her unit are A's [UN-3]."""
    world = World(days=1)
    first, second = world.unit("A"), world.unit("B")
    anna = world.person("Anna", first)
    world.person("Bo", second)
    world.closure(second, hours(0, "08:00-17:00")[0], cover=first, by=(anna,))
    world.case(second, at(0, "09:00"))
    one = played(world)
    assert [column(one, name) for name in ("unit", "handling_unit", "handled_by", "handled_by_unit")] == [
        ["B"], ["B"], ["Anna"], ["A"],
    ]  # fmt: skip


@pytest.mark.rule("UN-9", "RO-9")
def test_referral_and_handover_are_waits_of_their_own() -> None:
    """Referred at 09:10 to a physician who comes at 10:00; handed over at 10:10 to B, whose nurse comes at 11:00."""
    world = World(days=1)
    first, second = world.unit("A"), world.unit("B")
    world.person("Anna", first)
    world.person("Doc", first, Role.physician, hours(0, "10:00-17:00"))
    world.person("Bo", second, Role.nurse, hours(0, "11:00-17:00"))
    world.case(first, at(0, "09:00"), stages=(Stage(), Stage(role=Role.physician), Stage(unit=second)))
    one = played(world)
    expected = {
        "referred_to": "physician", "referred_wait_s": 50 * MINUTE, "referred_waiting": False,
        "acceptance_s": 50 * MINUTE,
        "handed_over_to": "B", "accepted_by_unit": "B", "handled_by_unit": "A", "pieces": 3, "work_s": 30 * MINUTE,
        "to_closing_s": 130 * MINUTE, "outcome": "settled",
    }  # fmt: skip
    assert {name: column(one, name)[0] for name in expected} == expected
    assert clock_of(one, "accepted") == ["Mon 11:00"]


def test_a_hand_written_async_case() -> None:
    """Attempts, SMS, a late answer and the closing are counted from their rows; the visit is work of the case."""
    world = World(days=2)
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic)
    world.case(clinic, at(0, "16:40"), visit=True)
    nine = at(0, "16:40")
    rows = [
        *waiting(0, nine, Piece.first, list_of(clinic, Role.nurse)), *worked(0, anna, nine, nine + 600),
        (nine + 600, Row.attempt, 0, anna, 0, 1), (at(0, "17:00"), Row.became_async, 0, -1, -1, -1),
        (at(0, "17:00"), Row.attempt, 0, -1, -1, 2), (at(0, "17:00"), Row.sms, 0, -1, -1, 0),
        (at(1, "08:30"), Row.late_reply, 0, -1, -1, -1), (at(1, "09:00"), Row.sms, 0, -1, -1, 0),
        (at(1, "09:00"), Row.booked, 0, anna, -1, 0), (at(1, "10:00"), Row.visit_begun, 0, anna, -1, 0),
        (at(1, "10:20"), Row.visit_done, 0, anna, -1, 0), settled(0, at(1, "10:20")),
    ]  # fmt: skip
    one = measured(world.build(), log_of(*rows))
    expected = {"attempts": 2, "sms": 2, "late_reply": True, "async": True, "pieces": 2, "work_s": 1800,
                "visit_booked": True, "outcome": "settled"}  # fmt: skip
    assert {name: column(one, name)[0] for name in expected} == expected
    assert clock_of(one, "visit_begun") == ["Tue 10:00"]


def test_what_is_open_at_the_end() -> None:
    """Wednesday 17:00 is the end: never begun, live, async over the night, a visit not begun.

    Doc's clinic keeps cases live, Bo's makes them async; the visit is booked for half an hour on Wednesday that Doc, in
    a case since 16:00, cannot begin.
    """
    world = World(days=3)
    live, turned = world.unit("Live", carry="live"), world.unit("Async")
    doc = world.person("Doc", live, Role.nurse)
    world.slots(doc, hours(2, "16:30-17:00"))
    world.person("Bo", turned)
    talk = (Turn(work=10 * MINUTE, delay=8 * 24 * HOUR, async_delay=8 * 24 * HOUR), Turn())
    world.case(live, at(0, "09:00"), visit=True)
    world.case(turned, at(1, "16:00"), turns=talk)
    world.case(live, at(2, "15:30"), turns=talk)
    world.case(live, at(2, "16:00"), turns=(Turn(work=2 * HOUR),))
    world.case(live, at(2, "16:10"))
    one = played(world)
    assert column(one, "outcome") == [
        "open_visit_booked", "open_async", "open_live", "open_live", "open_first_waiting",
    ]  # fmt: skip
    assert one.account.sum() == 5


def test_a_warm_up_as_long_as_the_horizon_measures_nothing() -> None:
    world = World(days=2, measured_from=at(2, "00:00"))
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(0, "09:00"))
    one = played(world)
    assert column(one, "in_measures") == [False]
    assert (one.account.sum(), one.load.busy.sum(), one.load.scheduled.sum(), len(one.lists.opening_day)) == (
        0,
        0,
        0,
        0,
    )
    assert summarise([one]).tables["all"] == []


@pytest.mark.rule("AF-4")
def test_one_fee_for_a_qualified_case_at_an_age_that_pays() -> None:
    """19 pays nothing, 20 and 84 pay 100 SEK, 85 nothing; not qualified nothing; never begun nothing."""
    world = World(days=1)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    for age in (19, 20, 84, 85):
        world.case(clinic, at(0, "09:00"), age=age, qualified=True)
    world.case(clinic, at(0, "09:00"), age=40)
    world.case(clinic, at(0, "16:59"), age=40, qualified=True, priority=5, turns=(Turn(notice=HOUR),))
    assert column(played(world), "fee") == [0, 100, 100, 0, 0, 0]


def test_care_guarantee_and_a_target_for_everybody() -> None:
    """Monday 10:00, clinical contact Thursday 08:00: none on the day, assessed within three days; Friday is late.

    The further target of 15 working minutes is missed by both and met by the case that is begun at once.
    """
    world = World(days=5)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.nurse, hours((3, 4), "08:00-12:00"))
    world.case(clinic, at(0, "10:00"))
    world.case(clinic, at(0, "11:00"), priority=5, turns=(Turn(work=4 * HOUR),))
    world.case(clinic, at(0, "12:00"), priority=5, turns=(Turn(work=MINUTE),))
    targets = {"care_guarantee": True, "any": {"within": 15.0, "clock": "working"}}
    one = played(world, targets=targets)
    assert clock_of(one, "first_contact") == ["Thu 08:00", "Thu 08:10", "Fri 08:00"]
    assert column(one, "contact_in_guarantee") == [False, False, False]
    assert column(one, "assessed_in_guarantee") == [True, True, False]
    assert column(one, "within_any") == [False, False, False]
    quick = World(days=1)
    clinic = quick.unit("Clinic")
    quick.person("Anna", clinic)
    quick.case(clinic, at(0, "09:00"))
    assert column(played(quick, targets=targets), "within_any") == [True]


def test_population_of_the_measures() -> None:
    """Turned away, diverted, pictures, the backlog and the warm-up are in no measure of cases."""
    world = World(days=2, measured_from=at(1, "00:00"))
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, 0, stream=Stream.backlog)
    world.case(clinic, at(0, "09:00"))
    world.case(clinic, at(1, "09:00"))
    world.case(clinic, at(1, "09:01"), intake=Intake.turned_away)
    world.case(clinic, at(1, "09:02"), intake=Intake.diverted)
    world.case(clinic, at(1, "09:03"), stream=Stream.picture, turns=(Turn(), Turn()))
    one = played(world)
    assert column(one, "in_measures") == [False, False, True, False, False, False]
    assert column(one, "outcome")[3:5] == ["turned_away", "diverted"]
    assert column(one, "wait_elapsed_s")[3:5] == [None, None]
    assert column(one, "role")[3] is None


def test_every_column_is_described_once_and_written_as_described() -> None:
    world = World(days=1)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(0, "09:00"))
    table = played(world).table()
    assert table.column_names == [known.name for known in COLUMNS]
    assert len(set(table.column_names)) == len(COLUMNS)
    arrow = {"int32": pa.int32(), "float32": pa.float32(), "boolean": pa.bool_(), "timestamp[s]": pa.timestamp("s")}
    for known in COLUMNS:
        written = table.schema.field(known.name).type
        assert written.value_type == pa.string() if known.type == "text" else written == arrow[known.type]
        assert known.meaning.endswith(".")
        assert known.type == WRITTEN[known.kind]


def test_the_columns_that_were_asked_for_are_there() -> None:
    asked = """replication case_id arrival unit handling_unit reason priority age intake rule role first_contact
        handled_by closed outcome async attempts sms wait_elapsed_s wait_working_s due within_target begun_same_day
        handled_by_unit accepted_by_unit corrected_priority"""
    assert set(asked.split()) <= {known.name for known in COLUMNS}


@PATIENT
@given(worlds(16))
def test_every_world_can_be_measured_and_adds_up(tables: Tables) -> None:
    """Accounting balances, parts add up to waits, what is counted by unit is counted by case."""
    plan, cases = tables
    one = measure(scenario(), plan, cases, run(plan, cases), 3)
    table = {known.name: one.cases[known.name] for known in COLUMNS}
    assert one.account.sum() == (cases.arrival >= plan.measured_from).sum()
    for stream in Stream:
        for place, name in enumerate(OUTCOMES):
            among = (table["stream"] == stream) & (table["outcome"] == OUTCOMES.index(name))
            assert one.account[stream, :, place].sum() == (among & (cases.arrival >= plan.measured_from)).sum()
    parts = sum(table[known.name] for known in COLUMNS if known.name.startswith("waited_"))
    queued = (table["intake"] == Intake.accepted) & (table["stream"] == Stream.channel)
    assert (parts == table["wait_elapsed_s"])[queued].all()
    assert (parts - table["waited_closed_hours_s"] == table["wait_working_s"])[queued].all()
    closed = table["closed"] >= 0
    assert ((table["outcome"] < len(Outcome)) == (closed | (table["intake"] != Intake.accepted))).all()
    assert one.table().num_rows == len(cases)
    in_time = (table["within_target"] == 1) & (table["due"] >= 0)
    assert (table["first_contact"][in_time] <= table["due"][in_time]).all()
