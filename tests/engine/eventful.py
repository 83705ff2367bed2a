"""A world of nine days in which everything happens: what the saboteurs of the invariants work on."""

from sim.domain.words import Intake, Role
from sim.tables import CaseTable, PlanTable, Stream
from sim.units import DAY, HOUR, MINUTE
from tests.worlds import Stage, Turn, World, at, hours

NORTH, SOUTH, EAST = 0, 1, 2
ANNA, BO, CIA, DAN, EVA, FIA, GUN, HAL = range(8)

SILENT = Turn(silent=True)
BACK = Turn(silent=True, returns=True)
TALK = (Turn(notice=5 * MINUTE), Turn(delay=20 * MINUTE), Turn())


def eventful() -> tuple[PlanTable, CaseTable]:
    """Three clinics, eight people, nine days, and cases enough to keep them at it."""
    world = World(days=9, max_open=1, max_open_urgent=2, async_reminder_days=0.5, async_closing_days=1)
    world.unit("North", diverts=(1, 2), closes_locked=True)
    world.unit("South", carry="live")
    world.unit("East", provider=1)
    days = range(9)
    world.person("Anna", NORTH, Role.nurse, hours(days, "08:00-12:00 12:45-17:00"))
    world.person("Bo", NORTH, Role.nurse, hours(days, "08:00-11:00 13:00-17:00"), coordinates=200)
    world.person("Cia", NORTH, Role.physician, hours(days, "09:00-15:00"))
    world.person("Dan", SOUTH, Role.nurse)
    world.person("Eva", NORTH, Role.medical_admin, hours(days, "10:00-17:00"))
    world.person("Fia", EAST, Role.nurse, hours(days, "08:00-16:00"))
    world.person("Gun", SOUTH, Role.nurse, hours(days, "08:00-12:00 13:00-17:00"))
    world.person("Hal", EAST, Role.nurse, hours(days, "08:00-12:30"))
    world.closure(EAST, (at(7, "12:00"), at(8, "12:00")), cover=SOUTH)
    world.help(SOUTH, Role.nurse, NORTH, Role.nurse, idle=True)
    world.help(EAST, Role.nurse, NORTH, Role.nurse, idle=False, window=(at(2, "08:00"), at(3, "17:00")))
    for person in (ANNA, DAN):
        world.slots(person, hours(range(1, 9), "10:00-11:00 14:00-15:00"))
    world.absent(ANNA, 3)
    world.absent(GUN, 7)
    for unit in (NORTH, SOUTH):
        world.case(unit, -HOUR, priority=3, stream=Stream.backlog, turns=TALK)
    for day in range(9):
        add_day(world, day)
    return world.build()


def add_day(world: World, day: int) -> None:
    """Add the cases of one day; weekends bring them too."""
    handed = Stage(Role.nurse, (Turn(notice=15 * MINUTE), Turn()), wrap_up=10 * MINUTE, documentation=5 * MINUTE)
    for number in range(6):
        unit = (NORTH, NORTH, SOUTH, EAST)[(day + number) % 4]
        other = (SOUTH, SOUTH, NORTH, NORTH)[(day + number) % 4]
        morning = at(day, "08:00") + (day * 7 + number * 5) % 11 * 15 * MINUTE
        world.case(unit, morning, priority=1 + (day + number) % 5, turns=TALK[: 1 + number % 3], corrected=3)
        world.case(unit, morning, priority=3 + number % 3, turns=((SILENT, BACK)[number % 2], Turn()))
        referred = Stage(Role.physician, (Turn(work=20 * MINUTE),)) if unit == NORTH and number % 2 else None
        onward = (referred, Stage(Role.nurse, TALK[:2], unit=other)) if number in (1, 3) else ()
        world.case(
            unit,
            at(day, "15:30") + number * 10 * MINUTE,
            priority=1 + number % 5,
            stages=(handed, *onward),
            writes_before_acceptance=True,
            before_delay=MINUTE,
            before_async_delay=MINUTE,
            late_for_visit=True,
            visit=number % 2 == 0,
        )
    for number in range(3):
        unit = (NORTH, SOUTH)[number % 2]
        urgent = (Turn(silent=True, reached=number == 1), Turn(work=15 * MINUTE, async_delay=HOUR))
        world.case(unit, at(day, "09:00") + number * 40 * MINUTE, priority=1 + number % 2, turns=urgent)
        world.case(unit, at(day, "11:30"), priority=2, turns=(Turn(delay=25 * MINUTE), Turn(delay=3 * HOUR), Turn()))
    world.case(
        NORTH,
        at(day, "13:00"),
        stream=Stream.picture,
        turns=(Turn(work=2 * MINUTE, async_delay=(3, 7)[day % 2] * HOUR), Turn()),
    )
    world.case(NORTH, at(day, "13:00"), priority=5, turns=(Turn(delay=4 * HOUR), Turn()), role=Role.medical_admin)
    world.case(SOUTH, at(day, "16:00"), priority=4, turns=(Turn(delay=121 * MINUTE + 1800 * (day % 3)), Turn()))
    world.case(NORTH, at(day, "16:30"), priority=5, turns=(Turn(delay=DAY, async_delay=8 * HOUR), SILENT, Turn()))
    world.case(SOUTH, at(day, "10:00"), intake=Intake.turned_away)
    world.case(NORTH, at(day, "07:00"), intake=Intake.diverted, rule=3)
    world.case(NORTH, at(day, "16:59:30"), priority=1, turns=(Turn(notice=HOUR),))
    world.case(EAST, at(day, "09:00"), priority=4, handed_out=True)
