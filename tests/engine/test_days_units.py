"""Days worked by hand: closures and cover, branches, referral, correction and handover."""

import pytest

from sim.domain.words import Role
from sim.tables import Row
from sim.units import HOUR, MINUTE
from tests.engine.days import lines, play
from tests.worlds import Stage, Turn, World, at, hours

ONE = (Turn(),)
"""One turn of ten minutes."""
NOON_TO_FIVE = hours(1, "12:00-17:00")[0]
"""Tuesday afternoon."""


def two_clinics() -> World:
    """Anna at the first clinic, Bo at the second."""
    world = World()
    for name in ("Anna", "Bo"):
        world.person(name, world.unit(f"{name}s"))
    return world


@pytest.mark.rule("UN-3", "UN-4")
def test_a_covered_closure_hands_the_list_to_the_covering_clinic():
    """Anna's clinic is closed on Tuesday afternoon, covered by Bo's with permission: he takes what comes at 13:00."""
    world = two_clinics()
    world.closure(0, NOON_TO_FIVE, cover=1)
    case = world.case(0, at(1, "13:00"), turns=ONE)
    told = play(world)
    assert told.story(case, Row.listed) == lines("""
        Tue 13:00 is listed at Annas nurse
        Tue 13:00 Bo begins first (piece 0)
        Tue 13:10 Bo ends first (piece 0)
        Tue 13:10 ends: settled
    """)
    assert told.only(-1, Row.closure_on, Row.closure_off) == ["Tue 12:00 Annas closes", "Tue 17:00 Annas opens again"]


@pytest.mark.rule("UN-4", "ST-4")
def test_without_cover_or_permission_the_case_waits_until_the_clinic_opens():
    """The same afternoon without cover, or with a cover that nobody has permission for: Wednesday 08:00."""
    world = two_clinics()
    world.closure(0, NOON_TO_FIVE)
    case = world.case(0, at(1, "13:00"), turns=ONE)
    assert play(world).only(case, Row.begun) == ["Wed 08:00 Anna begins first (piece 0)"]


@pytest.mark.rule("UN-4")
def test_permission_by_name_admits_the_named_only():
    """Bo and Cilla both work at the covering clinic; only Cilla has permission. Bo is free for longer, she takes it."""
    world = two_clinics()
    cilla = world.person("Cilla", 1, windows=hours(1, "10:00-17:00"))
    world.closure(0, NOON_TO_FIVE, cover=1, by=[cilla])
    case = world.case(0, at(1, "13:00"), turns=ONE)
    assert play(world).only(case, Row.begun) == ["Tue 13:00 Cilla begins first (piece 0)"]


@pytest.mark.rule("UN-5")
def test_open_conversations_are_covered_too_and_kept_by_who_took_them():
    """Anna's clinic is closed from 12:00 to 13:00. Her message went at 11:50; the patient answers at 12:30.

    At 12:00 she leaves the case; Bo covers and replies 12:30 to 12:40. The patient answers again at 13:30: the
    closure is over and Anna is there, but the conversation is Bo's, and he ends it.
    """
    world = two_clinics()
    world.closure(0, hours(1, "12:00-13:00")[0], cover=1)
    turns = (Turn(delay=40 * MINUTE), Turn(delay=50 * MINUTE), Turn())
    case = world.case(0, at(1, "11:40"), priority=3, turns=turns)
    assert play(world).only(case, Row.begun, Row.owned, Row.released) == lines("""
        Tue 11:40 Anna begins first (piece 0)
        Tue 11:40 Anna owns the case
        Tue 12:00 Anna owns the case no longer
        Tue 12:30 Bo begins reply (piece 1)
        Tue 12:30 Bo owns the case
        Tue 13:30 Bo begins reply (piece 2)
        Tue 13:40 Bo owns the case no longer
    """)


@pytest.mark.rule("UN-1", "UN-2")
def test_a_branch_that_is_redirected_stands_in_its_clinics_list():
    """Two branches of Anna's clinic: one redirected, one that handles nurses' cases itself. Bo works at the second."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    redirected = world.unit("East", branch_of=clinic)
    own = world.unit("West", branch_of=clinic, own_roles=[Role.nurse])
    world.person("Bo", own)
    east = world.case(redirected, at(0, "09:00"), turns=ONE)
    west = world.case(own, at(0, "09:00"), turns=ONE)
    told = play(world)
    assert told.only(east, Row.listed, Row.begun) == lines("""
        Mon 09:00 is listed at Clinic nurse
        Mon 09:00 Anna begins first (piece 0)
    """)
    assert told.only(west, Row.listed, Row.begun) == lines("""
        Mon 09:00 is listed at West nurse
        Mon 09:00 Bo begins first (piece 0)
    """)


@pytest.mark.rule("RO-9", "RO-10")
def test_a_nurse_refers_to_a_physician_of_the_same_unit():
    """The nurse's only turn is 09:00 to 09:10; the physician comes at 13:00 and needs ten minutes."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.person("Dag", clinic, Role.physician, windows=hours(0, "13:00-14:00"))
    case = world.case(clinic, at(0, "09:00"), stages=[Stage(), Stage(Role.physician)])
    assert play(world).story(case, Row.waits, Row.owned, Row.released)[1:] == lines("""
        Mon 09:00 Anna begins first (piece 0)
        Mon 09:00 Anna owns the case
        Mon 09:10 Anna ends first (piece 0)
        Mon 09:10 is referred to Clinic physician
        Mon 09:10 Anna owns the case no longer
        Mon 09:10 piece 1 waits with Clinic physician
        Mon 13:00 Dag begins referred (piece 1)
        Mon 13:00 Dag owns the case
        Mon 13:10 Dag ends referred (piece 1)
        Mon 13:10 Dag owns the case no longer
        Mon 13:10 ends: settled
    """)


@pytest.mark.rule("UN-7", "UN-8", "UN-9", "UN-10", "AF-2")
def test_a_handover_to_another_care_provider_ends_the_senders_duty():
    """Anna's turn with documentation and handover takes 10 + 12 minutes: 09:00 to 09:22. Bo accepts and settles, 09:32.

    The patient would write ten minutes after the handover, but to another provider there is no duty: nothing comes of
    it. Bo comes on duty at 10:00.
    """
    world = World()
    annas, bos = world.unit("Annas", provider=0), world.unit("Bos", provider=1)
    world.person("Anna", annas)
    world.person("Bo", bos, windows=hours(0, "10:00-17:00"))
    sender = Stage(wrap_up=12 * MINUTE, documentation=6 * MINUTE)
    case = world.case(
        annas,
        at(0, "09:00"),
        stages=[sender, None, Stage(unit=bos)],
        writes_before_acceptance=True,
        before_delay=10 * MINUTE,
    )
    assert play(world).story(case, Row.documented) == lines("""
        Mon 09:00 Anna begins first (piece 0)
        Mon 09:22 Anna ends first (piece 0)
        Mon 09:22 is documented
        Mon 09:22 is handed over to Bos nurse
        Mon 10:00 Bo begins accept (piece 1)
        Mon 10:00 Bo accepts
        Mon 10:10 Bo ends accept (piece 1)
        Mon 10:10 ends: settled
    """)


@pytest.mark.rule("UN-10")
def test_the_log_itself_tells_the_documentation_before_the_handover():
    """Both fall in one second, 09:16: the row of the documentation stands first."""
    world = two_clinics()
    sender = Stage(wrap_up=6 * MINUTE, documentation=6 * MINUTE)
    world.case(0, at(0, "09:00"), stages=[sender, None, Stage(unit=1)])
    kinds = play(world).log.kind.tolist()
    assert kinds.index(Row.documented) < kinds.index(Row.handed_over)


@pytest.mark.rule("UN-8", "UN-9")
@pytest.mark.parametrize("bo_comes", ["09:15", "09:25", "10:00"])
def test_within_a_care_provider_the_sender_answers_until_acceptance(bo_comes):
    """Handed over at 09:10; the patient writes twenty minutes later, 09:30, unless Bo has accepted before.

    Bo at 09:15 or 09:25: accepted then, no message to the sender. Bo at 10:00: Anna answers 09:30 to 09:35, in five
    minutes, and the acceptance is not delayed.
    """
    world = World()
    annas, bos = world.unit("Annas"), world.unit("Bos")
    world.person("Anna", annas)
    world.person("Bo", bos, windows=hours(0, f"{bo_comes}-17:00"))
    case = world.case(
        annas,
        at(0, "09:00"),
        stages=[Stage(), None, Stage(unit=bos)],
        writes_before_acceptance=True,
        before_delay=20 * MINUTE,
        before_work=5 * MINUTE,
    )
    story = play(world).story(case, Row.owned, Row.released)
    assert story[:5] == lines("""
        Mon 09:00 Anna begins first (piece 0)
        Mon 09:00 Anna owns the case
        Mon 09:10 Anna ends first (piece 0)
        Mon 09:10 is handed over to Bos nurse
        Mon 09:10 Anna owns the case no longer
    """)
    answered = lines("""
        Mon 09:30 the patient writes
        Mon 09:30 Anna begins sender_reply (piece 2)
        Mon 09:35 Anna ends sender_reply (piece 2)
    """)
    assert story[5:-6] == (answered if bo_comes == "10:00" else [])
    assert story[-6] == f"Mon {bo_comes} Bo begins accept (piece 1)"


@pytest.mark.rule("UN-9")
def test_the_senders_answer_is_needed_no_more_once_the_case_is_accepted():
    """The patient writes at 09:30, but Anna has another case in hand from 09:15 to 09:55; Bo accepts at 09:40."""
    world = World()
    annas, bos = world.unit("Annas"), world.unit("Bos")
    world.person("Anna", annas)
    world.person("Bo", bos, windows=hours(0, "09:40-17:00"))
    case = world.case(
        annas,
        at(0, "09:00"),
        stages=[Stage(), None, Stage(unit=bos)],
        writes_before_acceptance=True,
        before_delay=20 * MINUTE,
    )
    world.case(annas, at(0, "09:15"), turns=(Turn(work=40 * MINUTE),))
    assert play(world).story(case, Row.arose)[5:9] == lines("""
        Mon 09:30 the patient writes
        Mon 09:30 piece 2 arises: sender_reply
        Mon 09:40 piece 2 is withdrawn
        Mon 09:40 Bo begins accept (piece 1)
    """)


@pytest.mark.rule("UN-9", "CO-9")
def test_a_sender_who_leaves_leaves_the_answer_to_the_role():
    """Anna goes at 09:20; the patient writes at 09:30: Cilla, nurse at the same clinic, answers and owns nothing."""
    world = World()
    annas, bos = world.unit("Annas"), world.unit("Bos")
    world.person("Anna", annas, windows=hours(0, "08:00-09:20"))
    world.person("Cilla", annas, windows=hours(0, "09:20-17:00"))
    world.person("Bo", bos, windows=hours(0, "12:00-17:00"))
    case = world.case(
        annas,
        at(0, "09:00"),
        stages=[Stage(), None, Stage(unit=bos)],
        writes_before_acceptance=True,
        before_delay=20 * MINUTE,
    )
    assert play(world).story(case, Row.waits, Row.owned)[6:9] == lines("""
        Mon 09:30 the patient writes
        Mon 09:30 piece 2 waits with Annas nurse
        Mon 09:30 Cilla begins sender_reply (piece 2)
    """)


@pytest.mark.rule("UN-9", "ST-7")
def test_a_patient_who_writes_in_the_second_in_which_the_sender_leaves_is_answered_by_the_role():
    """Handed over at 16:10, the patient writes at 17:00:00, before Anna leaves in the same second.

    The clinic keeps cases live, so on Tuesday the answer is anybody's: Cilla's, who comes at 08:00, Anna at 09:00.
    """
    world = World()
    annas, bos = world.unit("Annas", carry="live"), world.unit("Bos")
    world.person("Anna", annas, windows=hours(0, "08:00-17:00") + hours(1, "09:00-17:00"))
    world.person("Cilla", annas, windows=hours(1, "08:00-17:00"))
    world.person("Bo", bos, windows=hours(1, "12:00-17:00"))
    case = world.case(
        annas,
        at(0, "16:00"),
        stages=[Stage(), None, Stage(unit=bos)],
        writes_before_acceptance=True,
        before_delay=50 * MINUTE,
    )
    assert play(world).story(case, Row.waits)[5:8] == lines("""
        Mon 17:00 the patient writes
        Mon 17:00 piece 2 waits with Annas nurse
        Tue 08:00 Cilla begins sender_reply (piece 2)
    """)


@pytest.mark.rule("UN-9", "CO-6", "CO-7")
def test_an_async_case_that_waits_for_acceptance_is_answered_from_the_senders_list():
    """In hand 16:50 to 17:05 on Monday, so async; the patient answers after two waking hours, 19:05.

    Anna answers on Tuesday 08:00 to 08:10 and hands over. The patient writes after one waking hour, 09:10; anybody in
    the sender's list answers, Cilla, who has been free for longer: 09:10 to 09:15, an SMS. Bo accepts at 12:00.
    """
    world = World()
    annas, bos = world.unit("Annas"), world.unit("Bos")
    world.person("Anna", annas)
    world.person("Cilla", annas, windows=hours(1, "08:00-17:00"))
    world.person("Bo", bos, windows=hours(1, "12:00-17:00"))
    turns = (Turn(work=15 * MINUTE, async_delay=2 * HOUR), Turn())
    case = world.case(
        annas,
        at(0, "16:50"),
        stages=[Stage(turns=turns), None, Stage(unit=bos)],
        writes_before_acceptance=True,
        before_async_delay=HOUR,
        before_work=5 * MINUTE,
    )
    assert play(world).story(case, Row.waits)[6:] == lines("""
        Mon 19:05 piece 1 waits with Annas nurse
        Tue 08:00 Anna begins async_reply (piece 1)
        Tue 08:10 Anna ends async_reply (piece 1)
        Tue 08:10 is handed over to Bos nurse
        Tue 08:10 piece 2 waits with Bos nurse
        Tue 08:10 SMS 0
        Tue 09:10 the patient writes
        Tue 09:10 piece 3 waits with Annas nurse
        Tue 09:10 Cilla begins sender_reply (piece 3)
        Tue 09:15 Cilla ends sender_reply (piece 3)
        Tue 09:15 SMS 0
        Tue 12:00 Bo begins accept (piece 2)
        Tue 12:00 Bo accepts
        Tue 12:10 Bo ends accept (piece 2)
        Tue 12:10 SMS 0
        Tue 12:10 ends: settled
    """)


@pytest.mark.rule("UN-9", "CO-5")
def test_the_senders_answer_in_hand_at_the_end_of_the_day_is_the_async_message():
    """Handed over at 16:40, the patient writes at 16:58; Anna answers until 17:03.

    Then the case is async, with one SMS.
    """
    world = World()
    annas, bos = world.unit("Annas"), world.unit("Bos")
    world.person("Anna", annas)
    world.person("Bo", bos, windows=hours(1, "08:00-17:00"))
    case = world.case(
        annas,
        at(0, "16:30"),
        stages=[Stage(), None, Stage(unit=bos)],
        writes_before_acceptance=True,
        before_delay=18 * MINUTE,
        before_work=5 * MINUTE,
    )
    assert play(world).story(case, Row.attempt)[3:7] == lines("""
        Mon 16:58 the patient writes
        Mon 16:58 Anna begins sender_reply (piece 2)
        Mon 17:03 Anna ends sender_reply (piece 2)
        Mon 17:03 becomes async
    """)


@pytest.mark.rule("UN-8")
def test_without_another_clinic_a_handover_leaves_the_model():
    """The sender's minutes are spent, 09:00 to 09:10; nobody accepts."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "09:00"), turns=ONE, handed_out=True)
    assert play(world).story(case)[1:] == lines("""
        Mon 09:10 Anna ends first (piece 0)
        Mon 09:10 is handed over to somebody outside the model
        Mon 09:10 ends: handed_over_out
    """)


@pytest.mark.rule("RO-9", "RO-2", "UN-7", "UN-8", "UN-9")
def test_a_case_in_three_stages_is_corrected_referred_and_handed_over():
    """A knee, listed as 4 with the physiotherapist, turns out to be 2 in the first turn: the rest is the nurses'.

    Pia 09:00 to 09:10; Anna's first turn 09:10 to 09:20, answered at 09:25; her second, with six minutes of
    documentation and two of handover, 09:25 to 09:43. A case of priority 3 came to Bo's list at 09:40, when he had
    another in hand until 09:45: the corrected priority goes first. Bo accepts at 09:45 and settles at 09:55; then the
    other, 09:55.
    """
    world = World()
    annas, bos = world.unit("Annas"), world.unit("Bos")
    world.person("Pia", annas, Role.physiotherapist)
    world.person("Anna", annas)
    world.person("Bo", bos)
    nurse = Stage(turns=(Turn(delay=5 * MINUTE), Turn()), wrap_up=8 * MINUTE, documentation=6 * MINUTE)
    stages = [Stage(Role.physiotherapist), nurse, Stage(unit=bos)]
    case = world.case(annas, at(0, "09:00"), priority=4, corrected=2, stages=stages)
    world.case(bos, at(0, "09:35"), priority=3, turns=ONE)
    calm = world.case(bos, at(0, "09:40"), priority=3, turns=ONE)
    told = play(world)
    assert told.story(case, Row.documented) == lines("""
        Mon 09:00 Pia begins first (piece 0)
        Mon 09:10 Pia ends first (piece 0)
        Mon 09:10 is referred to Annas nurse
        Mon 09:10 Anna begins referred (piece 1)
        Mon 09:20 Anna ends referred (piece 1)
        Mon 09:25 the patient writes
        Mon 09:25 Anna begins reply (piece 2)
        Mon 09:43 Anna ends reply (piece 2)
        Mon 09:43 is documented
        Mon 09:43 is handed over to Bos nurse
        Mon 09:45 Bo begins accept (piece 3)
        Mon 09:45 Bo accepts
        Mon 09:55 Bo ends accept (piece 3)
        Mon 09:55 ends: settled
    """)
    assert told.only(calm, Row.begun) == ["Mon 09:55 Bo begins first (piece 0)"]


@pytest.mark.rule("CO-5", "UN-8")
def test_a_case_that_waits_for_acceptance_at_the_end_of_the_day_becomes_async_and_keeps_its_place():
    """Handed over at 16:10; the receiving clinic has nobody before Tuesday.

    At 17:00 it becomes async, one SMS, no attempt.

    Bo accepts on Tuesday at 08:00; his answer settles the case and is an SMS.
    """
    world = World()
    annas, bos = world.unit("Annas"), world.unit("Bos", carry="live")
    world.person("Anna", annas)
    world.person("Bo", bos, windows=hours(1, "08:00-17:00"))
    case = world.case(annas, at(0, "16:00"), stages=[Stage(), None, Stage(unit=bos)])
    assert play(world).story(case, Row.attempt, Row.owned, Row.waits)[5:] == lines("""
        Mon 16:10 piece 1 waits with Bos nurse
        Mon 17:00 becomes async
        Mon 17:00 SMS 0
        Tue 08:00 Bo begins accept (piece 1)
        Tue 08:00 Bo accepts
        Tue 08:10 Bo ends accept (piece 1)
        Tue 08:10 SMS 0
        Tue 08:10 ends: settled
    """)


@pytest.mark.rule("CO-5", "RO-9")
def test_a_last_turn_in_hand_at_the_end_of_the_day_makes_a_referred_case_async_by_a_message_of_its_own():
    """16:55 to 17:05, the nurse's last turn, then a referral.

    The message of the conversion is the only SMS of the evening. The physician takes it on Tuesday at 08:00.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.person("Dag", clinic, Role.physician)
    case = world.case(clinic, at(0, "16:55"), stages=[Stage(), Stage(Role.physician)])
    assert play(world).story(case, Row.attempt)[1:] == lines("""
        Mon 17:05 Anna ends first (piece 0)
        Mon 17:05 becomes async
        Mon 17:05 is referred to Clinic physician
        Mon 17:05 SMS 0
        Tue 08:00 Dag begins referred (piece 1)
        Tue 08:10 Dag ends referred (piece 1)
        Tue 08:10 SMS 0
        Tue 08:10 ends: settled
    """)


@pytest.mark.rule("CO-9", "CO-6")
def test_medical_admin_closes_a_case_locked_to_a_busy_nurse_and_informs_the_patient():
    """Message at 09:10, reminder 10:10 to 10:11, closable at 11:10. Anna has another case in hand from 11:00 to 12:00.

    The closing waits with her and is open to medical_admin, who takes it at 11:10: five minutes and one SMS. It stays
    Anna's case to its end. It is a clinical case: documented.
    """
    world = World()
    clinic = world.unit("Clinic", closes_locked=True)
    world.person("Anna", clinic)
    world.person("Maj", clinic, Role.medical_admin)
    case = world.case(clinic, at(0, "09:00"), turns=(Turn(silent=True), Turn()))
    world.case(clinic, at(0, "11:00"), turns=(Turn(work=HOUR),))
    assert play(world).story(case, Row.waits, Row.owned, Row.released, Row.documented)[8:] == lines("""
        Mon 11:10 piece 2 waits with Anna and Clinic medical_admin
        Mon 11:10 Maj begins closing (piece 2)
        Mon 11:15 Maj ends closing (piece 2)
        Mon 11:15 is documented
        Mon 11:15 Anna owns the case no longer
        Mon 11:15 SMS 0
        Mon 11:15 ends: closed_unanswered
    """)
