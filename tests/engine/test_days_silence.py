"""Days worked by hand: the patient does not answer, answers late, or the day ends first (CO-1 to CO-8)."""

import pytest

from sim.domain.words import Reason, Role
from sim.tables import Row, Stream
from sim.units import HOUR, MINUTE
from tests.engine.days import lines, play
from tests.worlds import Turn, World, at, hours

SILENT = (Turn(silent=True), Turn())
"""Two turns of ten minutes, and no answer to the first."""


def answered_after(delay: int, work: int = 10 * MINUTE) -> tuple[Turn, Turn]:
    """Two turns, and an answer to the first."""
    return Turn(work=work, delay=delay), Turn(work=work)


@pytest.mark.rule("CO-2", "CO-3", "CO-9", "ST-1")
def test_silence_over_a_weekend_is_closed_at_half_past_nine_on_monday():
    """The first turn takes 16:20 to 16:30 on Friday; thirty working minutes are left of the day.

    The reminder is due after sixty working minutes: thirty on Friday, thirty on Monday, so 08:30. It takes a minute.
    Closable: two working hours after the message (30 + 90 minutes: 09:30) and thirty minutes after 08:31 (09:01); the
    later is 09:30. Anna left on Friday, so the case is nobody's until she begins the reminder.
    """
    world = World(days=14)
    clinic = world.unit("Clinic", carry="live")
    world.person("Anna", clinic)
    case = world.case(clinic, at(4, "16:20"), turns=SILENT)
    assert play(world).story(case, Row.owned, Row.released, Row.attempt) == lines("""
        Fri 16:20 Anna begins first (piece 0)
        Fri 16:20 Anna owns the case
        Fri 16:30 Anna ends first (piece 0)
        Fri 16:30 contact attempt 1
        Fri 17:00 Anna owns the case no longer
        Mon+ 08:30 Anna begins reminder (piece 1)
        Mon+ 08:30 Anna owns the case
        Mon+ 08:31 Anna ends reminder (piece 1)
        Mon+ 08:31 contact attempt 2
        Mon+ 08:31 SMS 0
        Mon+ 09:30 Anna begins closing (piece 2)
        Mon+ 09:35 Anna ends closing (piece 2)
        Mon+ 09:35 Anna owns the case no longer
        Mon+ 09:35 ends: closed_unanswered
    """)


@pytest.mark.rule("AF-2")
@pytest.mark.parametrize(("reason", "documented"), [(Reason.skin, True), (Reason.administrative, False)])
def test_a_silent_case_that_medical_admin_closes_is_documented_unless_it_is_administrative(reason, documented):
    """Anna writes 09:00 to 09:10, reminds at 10:10 and closes 11:10 to 11:15: a clinical case is documented."""
    world = World(days=1)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, Role.medical_admin)
    case = world.case(clinic, at(0, "09:00"), role=Role.medical_admin, turns=SILENT, reason=reason)
    told = play(world).story(case, Row.documented)
    assert "Mon 11:15 ends: closed_unanswered" in told
    assert ("Mon 11:15 is documented" in told) == documented


@pytest.mark.rule("CO-2", "CO-5", "CO-6")
def test_the_same_silence_becomes_async_on_friday_where_cases_are_not_carried_over_live():
    """The same Friday under ``carry_over: async``: at 17:00 the case becomes async.

    The conversion message is the second attempt and the only SMS. Three staffed days later, counted from 17:00 on
    Friday, is 17:00 on Wednesday; nobody begins anything then, so Anna closes it on Thursday at 08:00, in five
    minutes.
    """
    world = World(days=14, async_closing_days=3)
    clinic = world.unit("Clinic", carry="async")
    world.person("Anna", clinic)
    case = world.case(clinic, at(4, "16:20"), turns=SILENT)
    assert play(world).story(case, Row.attempt, Row.arose, Row.documented) == lines("""
        Fri 16:20 piece 0 arises: first
        Fri 16:20 Anna begins first (piece 0)
        Fri 16:30 Anna ends first (piece 0)
        Fri 16:30 contact attempt 1
        Fri 17:00 contact attempt 2
        Fri 17:00 becomes async
        Fri 17:00 SMS 0
        Wed+ 17:00 piece 1 arises: async_closing
        Thu+ 08:00 Anna begins async_closing (piece 1)
        Thu+ 08:05 Anna ends async_closing (piece 1)
        Thu+ 08:05 is documented
        Thu+ 08:05 ends: closed_unanswered_async
    """)


@pytest.mark.rule("CO-2")
def test_an_answer_in_the_second_of_the_closing_is_in_time_and_one_second_later_is_not():
    """Two patients, each with an own nurse at an own clinic; the first turns take 08:00 to 08:10.

    Reminders at 09:10, done 09:11. Closable at the later of 10:10 and 09:41: 10:10:00. One patient answers after two
    hours sharp, at 10:10:00: messages come before timers, nothing is closed. The other answers a second later, when
    the closing is in hand: too late.
    """
    world = World()
    stories = []
    for name, delay in (("Anna", 2 * HOUR), ("Bo", 2 * HOUR + 1)):
        clinic = world.unit(f"{name}s")
        world.person(name, clinic)
        stories.append(world.case(clinic, at(0, "08:00"), turns=answered_after(delay)))
    told = play(world)
    assert told.story(stories[0])[-5:] == lines("""
        Mon 09:11 SMS 0
        Mon 10:10 the patient writes
        Mon 10:10 Anna begins reply (piece 2)
        Mon 10:20 Anna ends reply (piece 2)
        Mon 10:20 ends: settled
    """)
    assert told.story(stories[1])[-5:] == lines("""
        Mon 09:11 SMS 0
        Mon 10:10 Bo begins closing (piece 2)
        Mon 10:10:01 the patient writes too late
        Mon 10:15 Bo ends closing (piece 2)
        Mon 10:15 ends: closed_unanswered
    """)


@pytest.mark.rule("CO-2")
def test_an_answer_withdraws_a_closing_that_waits():
    """As above, but Anna does another case from 10:05 to 10:25, and the patient answers at 10:12.

    The closing arises at 10:10 and waits; the answer withdraws it. At 10:25 Anna replies.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "08:00"), turns=answered_after(2 * HOUR + 2 * MINUTE))
    world.case(clinic, at(0, "10:05"), turns=(Turn(work=20 * MINUTE),))
    assert play(world).story(case, Row.arose)[-8:] == lines("""
        Mon 09:11 SMS 0
        Mon 10:10 piece 2 arises: closing
        Mon 10:12 the patient writes
        Mon 10:12 piece 3 arises: reply
        Mon 10:12 piece 2 is withdrawn
        Mon 10:25 Anna begins reply (piece 3)
        Mon 10:35 Anna ends reply (piece 3)
        Mon 10:35 ends: settled
    """)


@pytest.mark.rule("CO-3", "CO-6")
def test_a_reminder_brings_a_silent_patient_back():
    """Message at 08:10, reminder 09:10 to 09:11; the patient answers five minutes after it, at 09:16."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "08:00"), turns=(Turn(delay=5 * MINUTE, silent=True, returns=True), Turn()))
    assert play(world).story(case)[2:] == lines("""
        Mon 09:10 Anna begins reminder (piece 1)
        Mon 09:11 Anna ends reminder (piece 1)
        Mon 09:11 SMS 0
        Mon 09:16 the patient writes
        Mon 09:16 Anna begins reply (piece 2)
        Mon 09:26 Anna ends reply (piece 2)
        Mon 09:26 ends: settled
    """)


@pytest.mark.rule("CO-3")
def test_a_slow_patient_is_not_silent_and_answers_when_the_answer_comes():
    """The answer to 08:10 comes at 09:10:30, while the reminder is in hand (09:10 to 09:11).

    The reply waits until that is done, 09:11.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "08:00"), turns=answered_after(HOUR + 30))
    assert play(world).story(case, Row.arose, Row.attempt)[4:] == lines("""
        Mon 09:10 piece 1 arises: reminder
        Mon 09:10 Anna begins reminder (piece 1)
        Mon 09:10:30 the patient writes
        Mon 09:11 Anna ends reminder (piece 1)
        Mon 09:11 contact attempt 1
        Mon 09:11 piece 2 arises: reply
        Mon 09:11 Anna begins reply (piece 2)
        Mon 09:11 SMS 0
        Mon 09:21 Anna ends reply (piece 2)
        Mon 09:21 ends: settled
    """)


@pytest.mark.rule("CO-4")
def test_a_call_reaches_the_acute_patient_and_the_rest_is_said_on_the_telephone():
    """Priority 1: message at 08:10, call fifteen working minutes later.

    It takes five minutes and the turns that are left.

    08:25 + 5 + 10 + 10 minutes = 08:50. The patient's own answer, on its way for 08:30, is void: it is said on the
    telephone.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    turns = (Turn(delay=20 * MINUTE, reached=True), Turn(), Turn())
    case = world.case(clinic, at(0, "08:00"), priority=1, turns=turns)
    assert play(world).story(case, Row.attempt)[2:] == lines("""
        Mon 08:10 contact attempt 1
        Mon 08:25 Anna begins call (piece 1)
        Mon 08:50 Anna ends call (piece 1)
        Mon 08:50 the telephone reaches the patient
        Mon 08:50 contact attempt 2
        Mon 08:50 ends: settled
    """)


@pytest.mark.rule("CO-2", "CO-4")
def test_a_call_that_reaches_nobody_is_the_second_attempt():
    """Priority 2: message at 08:10, call at 08:40 for five minutes, nobody answers.

    Closable: later of 10:10 and 09:15.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "08:00"), priority=2, turns=SILENT)
    assert play(world).story(case, Row.attempt)[2:] == lines("""
        Mon 08:10 contact attempt 1
        Mon 08:40 Anna begins call (piece 1)
        Mon 08:45 Anna ends call (piece 1)
        Mon 08:45 contact attempt 2
        Mon 10:10 Anna begins closing (piece 2)
        Mon 10:15 Anna ends closing (piece 2)
        Mon 10:15 ends: closed_unanswered
    """)


@pytest.mark.rule("CO-4", "IN-4")
def test_a_protected_identity_is_reminded_where_others_are_called():
    """Priority 1, protected identity: at 08:25 a reminder of one minute instead of the call."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "08:00"), priority=1, turns=SILENT, protected_identity=True)
    assert play(world).story(case)[2:5] == lines("""
        Mon 08:25 Anna begins reminder (piece 1)
        Mon 08:26 Anna ends reminder (piece 1)
        Mon 08:26 SMS 0
    """)


@pytest.mark.rule("CO-5", "CO-6", "CO-7", "ST-7")
def test_at_the_end_of_the_day_open_cases_become_async_and_keep_their_place():
    """Two cases, one nurse, Monday 17:00.

    The first is begun 16:30 to 16:40; the patient answers at 16:55, when Anna has the second in hand (16:50 to
    17:05). At 17:00 the waiting reply becomes an async reply, one SMS. The second becomes async at 17:05, when its
    piece ends: that message is its only SMS. The answer to it comes after two waking hours, 19:05. On Tuesday both
    wait in the nurses' list, the one since 16:55 first; each answer of the staff is one SMS.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    early = world.case(clinic, at(0, "16:30"), turns=answered_after(15 * MINUTE))
    late = world.case(clinic, at(0, "16:50"), turns=(Turn(work=15 * MINUTE, async_delay=2 * HOUR), Turn()))
    told = play(world)
    assert told.story(early, Row.waits, Row.released, Row.attempt)[1:] == lines("""
        Mon 16:30 Anna begins first (piece 0)
        Mon 16:40 Anna ends first (piece 0)
        Mon 16:40 contact attempt 1
        Mon 16:55 the patient writes
        Mon 16:55 piece 1 waits with Anna
        Mon 17:00 becomes async
        Mon 17:00 Anna owns the case no longer
        Mon 17:00 piece 1 waits with Clinic nurse
        Mon 17:00 SMS 0
        Tue 08:00 Anna begins async_reply (piece 1)
        Tue 08:10 Anna ends async_reply (piece 1)
        Tue 08:10 SMS 0
        Tue 08:10 ends: settled
    """)
    assert told.story(late, Row.attempt) == lines("""
        Mon 16:50 Anna begins first (piece 0)
        Mon 17:05 Anna ends first (piece 0)
        Mon 17:05 contact attempt 1
        Mon 17:05 becomes async
        Mon 17:05 SMS 0
        Mon 19:05 the patient writes
        Tue 08:10 Anna begins async_reply (piece 1)
        Tue 08:20 Anna ends async_reply (piece 1)
        Tue 08:20 SMS 0
        Tue 08:20 ends: settled
    """)


@pytest.mark.rule("CO-5")
def test_the_message_at_the_end_of_the_day_brings_a_silent_patient_back_in_waking_hours():
    """Silent since 16:40; the conversion at 17:00 is the second attempt.

    Six waking hours: five until 22:00, one from 07:00.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    turns = (Turn(silent=True, returns=True, async_delay=6 * HOUR), Turn())
    case = world.case(clinic, at(0, "16:30"), turns=turns)
    assert play(world).story(case)[2:] == lines("""
        Mon 17:00 becomes async
        Mon 17:00 SMS 0
        Tue 08:00 the patient writes
        Tue 08:00 Anna begins async_reply (piece 1)
        Tue 08:10 Anna ends async_reply (piece 1)
        Tue 08:10 SMS 0
        Tue 08:10 ends: settled
    """)


@pytest.mark.rule("CO-2", "CO-5")
def test_an_async_case_is_not_closed_before_its_second_attempt():
    """The async message is sent at 17:05 on Monday; reminder after one staffed day (Tuesday 17:00), closing after two.

    Anna is back on Friday only: she reminds at 08:00, one minute. The two days passed on Wednesday, so the closing is
    due as soon as the second attempt is made, at 08:01; it takes five minutes.
    """
    world = World(async_reminder_days=1, async_closing_days=2)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, windows=hours((0, 4), "08:00-17:00"))
    case = world.case(clinic, at(0, "16:50"), turns=(Turn(work=15 * MINUTE, silent=True), Turn()))
    assert play(world).story(case, Row.arose, Row.attempt)[4:] == lines("""
        Mon 17:05 becomes async
        Mon 17:05 SMS 0
        Tue 17:00 piece 1 arises: async_reminder
        Fri 08:00 Anna begins async_reminder (piece 1)
        Fri 08:01 Anna ends async_reminder (piece 1)
        Fri 08:01 contact attempt 2
        Fri 08:01 piece 2 arises: async_closing
        Fri 08:01 Anna begins async_closing (piece 2)
        Fri 08:01 SMS 0
        Fri 08:06 Anna ends async_closing (piece 2)
        Fri 08:06 ends: closed_unanswered_async
    """)


@pytest.mark.rule("CO-6", "CO-8")
def test_a_picture_is_asked_for_in_an_async_case_from_birth():
    """A patient on the telephone needs to send a picture: two minutes for the request, one SMS, no owner.

    The picture comes three waking hours later, 12:02; one turn of ten minutes and its SMS settle the case.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    turns = (Turn(work=2 * MINUTE, async_delay=3 * HOUR), Turn())
    case = world.case(clinic, at(0, "09:00"), stream=Stream.picture, priority=3, turns=turns)
    assert play(world).story(case, Row.owned, Row.released, Row.attempt) == lines("""
        Mon 09:00 Anna begins picture (piece 0)
        Mon 09:02 Anna ends picture (piece 0)
        Mon 09:02 contact attempt 1
        Mon 09:02 SMS 0
        Mon 12:02 the patient writes
        Mon 12:02 Anna begins async_reply (piece 1)
        Mon 12:12 Anna ends async_reply (piece 1)
        Mon 12:12 SMS 0
        Mon 12:12 ends: settled
    """)
