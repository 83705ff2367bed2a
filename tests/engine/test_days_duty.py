"""Days worked by hand: coming, breaks, leaving, the end of the day, caps, notices, who takes what."""

import pytest

from sim.domain.words import Role
from sim.tables import Row
from sim.units import HOUR, MINUTE
from tests.engine.days import lines, play
from tests.worlds import Turn, World, at, hours

ONE = (Turn(),)
"""One turn of ten minutes."""


def answered_after(delay: int, work: int = 10 * MINUTE) -> tuple[Turn, Turn]:
    """Two turns, and an answer to the first."""
    return Turn(work=work, delay=delay), Turn(work=work)


@pytest.mark.rule("ST-7", "CO-5")
def test_work_that_ends_at_the_closing_second_is_done_before_the_day_ends():
    """16:50 to 17:00:00. One case needs a turn and is settled in the last second.

    At another clinic the same turn asks for an answer: it is the first attempt at 17:00:00, and the end of the day,
    later in the same second, makes the case async with a message of its own, the second attempt.
    """
    world = World()
    for name in ("Anna", "Bo"):
        world.person(name, world.unit(f"{name}s"))
    settled = world.case(0, at(0, "16:50"), turns=ONE)
    asked = world.case(1, at(0, "16:50"), turns=answered_after(HOUR))
    told = play(world)
    assert told.story(settled) == lines("""
        Mon 16:50 Anna begins first (piece 0)
        Mon 17:00 Anna ends first (piece 0)
        Mon 17:00 ends: settled
    """)
    assert told.story(asked, Row.attempt)[:6] == lines("""
        Mon 16:50 Bo begins first (piece 0)
        Mon 17:00 Bo ends first (piece 0)
        Mon 17:00 contact attempt 1
        Mon 17:00 contact attempt 2
        Mon 17:00 becomes async
        Mon 17:00 SMS 0
    """)


@pytest.mark.rule("IN-5", "ST-1")
def test_an_arrival_at_the_closing_second_waits_for_the_next_day():
    """17:00:00 is out of hours, and no piece begins then: Tuesday 08:00."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    case = world.case(clinic, at(0, "17:00"), turns=ONE)
    assert play(world).story(case, Row.arrived, Row.noticed) == lines("""
        Mon 17:00 arrives with priority 4
        Mon 17:00 piece 0 is noticed
        Tue 08:00 Anna begins first (piece 0)
        Tue 08:10 Anna ends first (piece 0)
        Tue 08:10 ends: settled
    """)


@pytest.mark.rule("IN-5")
def test_what_nobody_began_is_diverted_at_closing_where_its_priority_is_diverted_out_of_hours():
    """Anna has a case in hand from 16:45 to 17:05; priorities 2 and 4 arrive at 16:50. The clinic diverts 1 and 2."""
    world = World()
    clinic = world.unit("Clinic", diverts=(1, 2))
    world.person("Anna", clinic)
    in_hand = world.case(clinic, at(0, "16:45"), turns=(Turn(work=20 * MINUTE),))
    urgent = world.case(clinic, at(0, "16:50"), priority=2, turns=ONE)
    waits = world.case(clinic, at(0, "16:50"), priority=4, turns=ONE)
    told = play(world)
    assert told.story(urgent) == lines("""
        Mon 17:00 piece 0 is withdrawn
        Mon 17:00 ends: diverted_at_close
    """)
    assert told.story(waits)[0] == "Tue 08:00 Anna begins first (piece 0)"
    assert told.story(in_hand)[-1] == "Mon 17:05 ends: settled"


@pytest.mark.rule("IN-5", "UN-1")
def test_the_unit_where_care_is_sought_says_what_is_diverted_at_closing():
    """Nobody is there on Monday. The clinic diverts priority 3 out of hours, its redirected branch priority 4."""
    world = World()
    clinic = world.unit("Clinic", diverts=(3,))
    branch = world.unit("East", branch_of=clinic, diverts=(4,))
    world.person("Anna", clinic, windows=hours(1, "08:00-17:00"))
    sought = [(clinic, 4), (clinic, 3), (branch, 4), (branch, 3)]
    cases = [world.case(unit, at(0, "16:00"), priority=priority, turns=ONE) for unit, priority in sought]
    told = play(world)
    assert [told.story(case)[-1] for case in cases] == lines("""
        Tue 08:20 ends: settled
        Mon 17:00 ends: diverted_at_close
        Mon 17:00 ends: diverted_at_close
        Tue 08:10 ends: settled
    """)


@pytest.mark.rule("CO-9", "ST-7", "CO-1")
def test_an_owner_who_leaves_at_noon_locks_nothing():
    """Anna works until 12:00, Bo from 12:00.

    Anna's first turn is 11:40 to 11:50; the patient answers at 12:10: Bo replies.

    Another case is begun at 11:55 and done at 12:05, five minutes after her shift: then it is nobody's; Bo replies at
    12:20, when he is done with the first.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, windows=hours(0, "08:00-12:00"))
    world.person("Bo", clinic, windows=hours(0, "12:00-17:00"))
    left = world.case(clinic, at(0, "11:40"), turns=answered_after(20 * MINUTE))
    in_hand = world.case(clinic, at(0, "11:55"), turns=answered_after(10 * MINUTE))
    told = play(world)
    assert told.story(left, Row.owned, Row.released, Row.waits)[4:] == lines("""
        Mon 12:00 Anna owns the case no longer
        Mon 12:10 the patient writes
        Mon 12:10 piece 1 waits with Clinic nurse
        Mon 12:10 Bo begins reply (piece 1)
        Mon 12:10 Bo owns the case
        Mon 12:20 Bo ends reply (piece 1)
        Mon 12:20 Bo owns the case no longer
        Mon 12:20 ends: settled
    """)
    assert told.only(in_hand, Row.released, Row.begun, Row.done) == lines("""
        Mon 11:55 Anna begins first (piece 0)
        Mon 12:05 Anna ends first (piece 0)
        Mon 12:05 Anna owns the case no longer
        Mon 12:20 Bo begins reply (piece 1)
        Mon 12:30 Bo ends reply (piece 1)
        Mon 12:30 Bo owns the case no longer
    """)


@pytest.mark.rule("CO-9")
def test_lunch_keeps_the_open_cases_but_a_colleague_takes_an_urgent_reply():
    """Anna has lunch from 12:00 to 12:45, Bo is there. Two patients of hers answer at 12:10.

    The reply of priority 4 waits for her: 12:45. That of priority 2 is open to the nurses: Bo takes it, and the case.
    """
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, windows=hours(0, "08:00-12:00 12:45-17:00"))
    world.person("Bo", clinic, windows=hours(0, "12:00-17:00"))
    calm = world.case(clinic, at(0, "11:30"), turns=answered_after(30 * MINUTE))
    urgent = world.case(clinic, at(0, "11:40"), priority=2, turns=answered_after(20 * MINUTE))
    told = play(world)
    assert told.story(calm, Row.waits)[3:] == lines("""
        Mon 12:10 the patient writes
        Mon 12:10 piece 1 waits with Anna
        Mon 12:45 Anna begins reply (piece 1)
        Mon 12:55 Anna ends reply (piece 1)
        Mon 12:55 ends: settled
    """)
    assert told.story(urgent, Row.waits, Row.owned, Row.released)[4:] == lines("""
        Mon 12:10 the patient writes
        Mon 12:10 Anna owns the case no longer
        Mon 12:10 piece 1 waits with Anna and Clinic nurse
        Mon 12:10 Bo begins reply (piece 1)
        Mon 12:10 Bo owns the case
        Mon 12:20 Bo ends reply (piece 1)
        Mon 12:20 Bo owns the case no longer
        Mon 12:20 ends: settled
    """)


@pytest.mark.rule("CO-9")
def test_an_urgent_reply_that_no_colleague_took_is_the_owners_again_after_lunch():
    """As above, but Bo has a case in hand from 12:05 to 12:55. At 12:45 Anna is back and replies at once."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, windows=hours(0, "08:00-12:00 12:45-17:00"))
    world.person("Bo", clinic, windows=hours(0, "12:00-17:00"))
    urgent = world.case(clinic, at(0, "11:40"), priority=2, turns=answered_after(20 * MINUTE))
    world.case(clinic, at(0, "12:05"), turns=(Turn(work=50 * MINUTE),))
    assert play(world).only(urgent, Row.waits, Row.begun, Row.owned)[3:] == lines("""
        Mon 12:10 piece 1 waits with Anna and Clinic nurse
        Mon 12:45 piece 1 waits with Anna
        Mon 12:45 Anna begins reply (piece 1)
    """)


@pytest.mark.rule("CO-1", "PR-1")
def test_both_caps_hold_back_new_cases_and_nothing_else():
    """Caps: two live cases for priorities 3 to 5, three for 1 and 2. Every piece takes five minutes.

    Two cases of priority 4 are begun at 08:00 and 08:05 and wait for answers until 09:05 and 09:10. A third arrives
    at 08:10 and is held back. A case of priority 1 arrives at 08:20 and is taken (the third live one); another at
    08:30 is held back by the urgent cap until the first is settled: its patient answers at 08:35, the reply ends at
    08:40. The third case of priority 4 waits until the first of its kind is settled at 09:10; but at 09:10 the second
    patient has answered: a live conversation goes first, so 09:15.
    """
    world = World(max_open=2, max_open_urgent=3)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    five = 5 * MINUTE
    world.case(clinic, at(0, "08:00"), turns=answered_after(HOUR, five))
    world.case(clinic, at(0, "08:01"), turns=answered_after(HOUR, five))
    held_back = world.case(clinic, at(0, "08:10"), turns=(Turn(work=five),))
    taken = world.case(clinic, at(0, "08:20"), priority=1, turns=answered_after(10 * MINUTE, five))
    urgent_held_back = world.case(clinic, at(0, "08:30"), priority=1, turns=(Turn(work=five),))
    told = play(world)
    assert told.only(taken, Row.begun) == lines("""
        Mon 08:20 Anna begins first (piece 0)
        Mon 08:35 Anna begins reply (piece 1)
    """)
    assert told.only(urgent_held_back, Row.begun) == ["Mon 08:40 Anna begins first (piece 0)"]
    assert told.only(held_back, Row.begun) == ["Mon 09:15 Anna begins first (piece 0)"]


@pytest.mark.rule("PR-1")
def test_the_most_urgent_first_then_conversations_then_first_come():
    """Anna is busy until 09:00. Waiting then: priority 3 since 08:40, priority 2 since 08:50, another 3 since 08:30."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.case(clinic, at(0, "08:00"), turns=(Turn(work=HOUR),))
    second = world.case(clinic, at(0, "08:30"), priority=3, turns=ONE)
    third = world.case(clinic, at(0, "08:40"), priority=3, turns=ONE)
    first = world.case(clinic, at(0, "08:50"), priority=2, turns=ONE)
    told = play(world)
    begun = [told.only(case, Row.begun)[0][:9] for case in (first, second, third)]
    assert begun == ["Mon 09:00", "Mon 09:10", "Mon 09:20"]


@pytest.mark.rule("AF-5")
def test_an_idle_nurse_notices_after_a_while_and_one_who_has_just_finished_at_once():
    """The notice takes six minutes. Alone, Anna sees the case of 09:00 at 09:06.

    At the other clinic Bo ends a piece at 09:12 and looks at the list in that second: he takes what came at 09:10.
    """
    world = World()
    for name in ("Anna", "Bo"):
        world.person(name, world.unit(f"{name}s"))
    slow = (Turn(notice=6 * MINUTE),)
    alone = world.case(0, at(0, "09:00"), turns=slow)
    world.case(1, at(0, "09:02"), turns=ONE)
    seen = world.case(1, at(0, "09:10"), turns=slow)
    told = play(world)
    assert told.only(alone, Row.noticed, Row.begun) == lines("""
        Mon 09:06 piece 0 is noticed
        Mon 09:06 Anna begins first (piece 0)
    """)
    assert told.only(seen, Row.noticed, Row.begun) == ["Mon 09:12 Bo begins first (piece 0)"]


@pytest.mark.rule("ST-8")
def test_a_coordinating_nurse_takes_longer():
    """15 % of the time goes to coordinating: 600 s / 0.85 = 705.9, so 706 s: 09:00 to 09:11:46."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic, coordinates=150)
    case = world.case(clinic, at(0, "09:00"), turns=ONE)
    assert play(world).story(case)[1] == "Mon 09:11:46 Anna ends first (piece 0)"


@pytest.mark.rule("UN-6", "ST-4")
@pytest.mark.parametrize(("idle", "own", "others"), [(True, "09:20", "09:30"), (False, "09:30", "09:20")])
def test_who_helps_when_idle_does_the_own_work_first_and_who_always_helps_the_most_urgent(idle, own, others):
    """Anna helps the other clinic, whose Bo is busy from 09:05 to 10:00. She has a case in hand until 09:20.

    At 09:10 two cases arrive: priority 5 at her clinic, priority 2 at Bo's. Idle helper: her own at 09:20, then Bo's
    at 09:30. Helping always: the more urgent first.
    """
    world = World()
    near, far = world.unit("Annas"), world.unit("Bos")
    world.person("Anna", near)
    world.person("Bo", far)
    world.help(near, Role.nurse, far, Role.nurse, idle=idle)
    world.case(near, at(0, "09:00"), turns=(Turn(work=20 * MINUTE),))
    world.case(far, at(0, "09:05"), turns=(Turn(work=55 * MINUTE),))
    calm = world.case(near, at(0, "09:10"), priority=5, turns=ONE)
    urgent = world.case(far, at(0, "09:10"), priority=2, turns=ONE)
    told = play(world)
    assert told.only(calm, Row.begun) == [f"Mon {own} Anna begins first (piece 0)"]
    assert told.only(urgent, Row.begun) == [f"Mon {others} Anna begins first (piece 0)"]


@pytest.mark.rule("UN-3", "UN-6")
def test_those_at_home_go_before_those_who_help_and_then_who_has_been_free_longest():
    """Anna helps Bo's clinic; both are free, she for longer, yet Bo takes his own clinic's case.

    Cilla, also at home there, came on duty at 08:00, Bo finished something at 08:30: the next case at 09:00 is hers.
    """
    world = World()
    near, far = world.unit("Annas"), world.unit("Bos")
    world.person("Anna", near)
    world.person("Bo", far)
    world.person("Cilla", far, windows=hours(0, "08:30-17:00"))
    world.help(near, Role.nurse, far, Role.nurse)
    first = world.case(far, at(0, "08:25"), turns=ONE)
    second = world.case(far, at(0, "09:00"), turns=ONE)
    told = play(world)
    assert told.only(first, Row.begun) == ["Mon 08:25 Bo begins first (piece 0)"]
    assert told.only(second, Row.begun) == ["Mon 09:00 Cilla begins first (piece 0)"]


@pytest.mark.rule("ST-6")
def test_an_absent_nurse_is_missed_from_the_first_shift_of_the_day():
    """Anna is absent on Monday: the case of 09:00 waits for Tuesday 08:00; the log says so once, at 08:00."""
    world = World()
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic, windows=hours((0, 1), "08:00-12:00 12:45-17:00"))
    world.absent(anna, 0)
    case = world.case(clinic, at(0, "09:00"), turns=ONE)
    told = play(world)
    assert told.only(case, Row.begun) == ["Tue 08:00 Anna begins first (piece 0)"]
    assert told.only(-1, Row.absent, Row.shift_on)[:2] == ["Mon 08:00 Anna is absent", "Tue 08:00 Anna comes on duty"]
    assert sum("is absent" in line for line in told.only(-1, Row.absent)) == 1
