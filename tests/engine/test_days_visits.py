"""Days worked by hand: digital visits (AF-1, CO-6, ST-6)."""

import pytest

from sim.domain.words import Role
from sim.tables import Row
from sim.units import HOUR, MINUTE
from tests.engine.days import lines, play
from tests.worlds import Stage, Turn, World, at, hours


@pytest.mark.rule("AF-1", "CO-6")
def test_a_visit_is_booked_with_the_person_who_ends_the_stage():
    """Dag's referral turn and booking take 10 + 3 minutes, 09:10 to 09:23.

    No slot sooner than an hour ahead, so not before 10:23. His slots are 10:00 and 10:30; Eva, the other physician,
    has one at 10:15 and one at 10:25: his own goes first, 10:30. The patient is late: a second SMS. Half an hour
    later the case is settled. Nobody owns it meanwhile.
    """
    world = World(visit_lead=HOUR)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    dag = world.person("Dag", clinic, Role.physician)
    eva = world.person("Eva", clinic, Role.physician, windows=hours(0, "10:00-17:00"))
    world.slots(dag, hours(0, "10:00-11:00"))
    world.slots(eva, hours(0, "10:15-10:25 10:25-10:35"), length=10 * MINUTE)
    stages = [Stage(), Stage(Role.physician, wrap_up=3 * MINUTE)]
    case = world.case(clinic, at(0, "09:00"), stages=stages, visit=True, late_for_visit=True)
    told = play(world)
    assert told.story(case, Row.owned, Row.released)[5:] == lines("""
        Mon 09:10 Dag begins referred (piece 1)
        Mon 09:10 Dag owns the case
        Mon 09:23 Dag ends referred (piece 1)
        Mon 09:23 Dag owns the case no longer
        Mon 09:23 is booked with Dag, slot 3
        Mon 09:23 SMS 0
        Mon 10:30 the visit with Dag begins
        Mon 10:30 SMS 0
        Mon 11:00 the visit with Dag ends
        Mon 11:00 ends: settled
    """)


@pytest.mark.rule("AF-1")
def test_a_scarce_slot_goes_to_the_more_urgent_and_the_other_case_ends_unbooked():
    """Two nurses end their turns at 09:10; one slot is left, Dag's at 13:00. Priority 3 gets it, priority 4 none."""
    world = World()
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    world.person("Bo", clinic)
    dag = world.person("Dag", clinic, Role.physician)
    world.slots(dag, hours(0, "13:00-13:30"))
    calm = world.case(clinic, at(0, "09:00"), priority=4, visit=True)
    urgent = world.case(clinic, at(0, "09:00"), priority=3, visit=True)
    told = play(world)
    assert told.story(calm)[2:] == ["Mon 09:10 ends: visit_unbooked"]
    assert told.only(urgent, Row.booked, Row.closed) == lines("""
        Mon 09:10 is booked with Dag, slot 0
        Mon 13:30 ends: settled
    """)


@pytest.mark.rule("AF-1", "ST-7")
def test_a_visit_waits_for_the_piece_in_hand_and_work_waits_for_the_visit():
    """Anna's slot is 11:00. At 10:55 she begins a case that takes ten minutes: the visit is 11:05 to 11:35.

    A case of priority 1 that arrives at 11:02 waits until 11:35: visits are not interrupted.
    """
    world = World()
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic)
    world.slots(anna, hours(0, "11:00-11:30"))
    visit = world.case(clinic, at(0, "09:00"), visit=True)
    world.case(clinic, at(0, "10:55"), turns=(Turn(),))
    urgent = world.case(clinic, at(0, "11:02"), priority=1, turns=(Turn(),))
    told = play(world)
    assert told.only(visit, Row.visit_begun, Row.visit_done) == lines("""
        Mon 11:05 the visit with Anna begins
        Mon 11:35 the visit with Anna ends
    """)
    assert told.only(urgent, Row.begun) == ["Mon 11:35 Anna begins first (piece 0)"]


@pytest.mark.rule("AF-1", "ST-6", "CO-6")
def test_a_visit_with_somebody_who_is_absent_is_moved_to_the_next_free_slot_of_the_unit():
    """Booked on Monday for Tuesday 10:00 with Dag, who is absent on Tuesday: known at 08:00, his first shift.

    His own later slot on Tuesday is no slot any more. Eva has one on Tuesday at 14:00; a second message tells the
    patient.
    """
    world = World(visit_lead=24 * HOUR)
    clinic = world.unit("Clinic")
    world.person("Anna", clinic)
    dag = world.person("Dag", clinic, Role.physician)
    eva = world.person("Eva", clinic, Role.physician)
    world.slots(dag, hours(1, "10:00-11:00"))
    world.slots(eva, hours(1, "14:00-14:30"))
    world.absent(dag, 1)
    case = world.case(clinic, at(0, "09:00"), visit=True)
    assert play(world).story(case)[2:] == lines("""
        Mon 09:10 is booked with Dag, slot 0
        Mon 09:10 SMS 0
        Tue 08:00 is booked with Eva, slot 2
        Tue 08:00 SMS 0
        Tue 14:00 the visit with Eva begins
        Tue 14:30 the visit with Eva ends
        Tue 14:30 ends: settled
    """)


@pytest.mark.rule("AF-1", "CO-5")
def test_a_case_that_waits_for_its_visit_does_not_become_async():
    """Booked on Monday for Tuesday 09:00 with Anna herself: at 17:00 on Monday nothing happens to it."""
    world = World()
    clinic = world.unit("Clinic")
    anna = world.person("Anna", clinic)
    world.slots(anna, hours(1, "09:00-09:30"))
    case = world.case(clinic, at(0, "16:00"), visit=True)
    assert play(world).story(case)[2:] == lines("""
        Mon 16:10 is booked with Anna, slot 0
        Mon 16:10 SMS 0
        Tue 09:00 the visit with Anna begins
        Tue 09:30 the visit with Anna ends
        Tue 09:30 ends: settled
    """)
