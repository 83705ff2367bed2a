"""Random worlds full of ties: coarse times, few people, everything that the mechanics know."""

from hypothesis import strategies as st

from sim.domain.words import Intake, Reason, Role
from sim.tables import CaseTable, PlanTable, Stream
from sim.units import DAY, HOUR, MINUTE
from tests.worlds import ALL_ROLES, Stage, Turn, World, at, hours

Tables = tuple[PlanTable, CaseTable]

PATTERNS = (
    "08:00-12:00 12:45-17:00",
    "08:00-12:00 13:00-17:00",
    "08:00-12:00 14:00-17:00",
    "08:00-12:00",
    "12:00-17:00",
    "08:00-09:00 09:15-10:00 16:00-17:00",
    "10:00-15:00",
)
HALVES = (("08:00-12:00", "12:00-17:00"), ("08:00-11:00 11:15-12:00", "12:30-17:00"), ("13:00-17:00", "08:00-12:30"))
WORK = st.sampled_from((1, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, 2 * HOUR))
DELAY = st.sampled_from((1, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 8 * HOUR, 2 * DAY))
NOTICE = st.sampled_from((0, 0, 5 * MINUTE, 15 * MINUTE, 10 * HOUR))
MOSTLY_NURSE = st.sampled_from((Role.nurse, Role.nurse, Role.nurse, Role.physician, Role.medical_admin))
RARELY = st.sampled_from((False, False, False, True))

TURNS = st.builds(
    Turn,
    work=WORK,
    delay=DELAY,
    async_delay=DELAY,
    silent=st.booleans(),
    returns=st.booleans(),
    reached=st.booleans(),
    notice=NOTICE,
)


@st.composite
def stages(draw: st.DrawFn, role: int, unit: int, least: int = 1) -> Stage:
    """One stage with one to three turns."""
    documentation = draw(st.sampled_from((0, 5 * MINUTE)))
    return Stage(
        role=role,
        unit=unit,
        turns=tuple(draw(st.lists(TURNS, min_size=least, max_size=3))),
        wrap_up=documentation + draw(st.sampled_from((0, 5 * MINUTE))),
        documentation=documentation,
        closing=draw(st.sampled_from((1, 5 * MINUTE, 45 * MINUTE))),
        reminder=draw(st.sampled_from((1, 5 * MINUTE, 30 * MINUTE))),
        call=draw(st.sampled_from((5 * MINUTE, 30 * MINUTE))),
    )


@st.composite
def settings(draw: st.DrawFn) -> World:
    """A world with nothing in it but its calendar and its policy."""
    return World(
        days=draw(st.integers(2, 9)),
        closed_days=draw(st.lists(st.integers(1, 4), max_size=1)),
        max_open=draw(st.integers(1, 3)),
        max_open_urgent=draw(st.integers(1, 3)),
        second_attempt_after=draw(st.sampled_from((15 * MINUTE, HOUR))),
        call_after={1: 15 * MINUTE, 2: draw(st.sampled_from((15 * MINUTE, 30 * MINUTE)))},
        min_after_second_attempt=draw(st.sampled_from((0, 30 * MINUTE))),
        async_reminder_days=draw(st.sampled_from((0.25, 0.5, 1))),
        async_closing_days=draw(st.sampled_from((0.5, 1, 2))),
        visit_lead=draw(st.sampled_from((0, HOUR, DAY))),
    )


def add_units(draw: st.DrawFn, world: World) -> tuple[list[int], list[int]]:
    """Add one to three clinics and at times a branch; return the clinics and all units."""
    clinics = [
        world.unit(
            f"Clinic {number}",
            provider=draw(st.sampled_from((0, 0, 0, 1))),
            carry=draw(st.sampled_from(("async", "async", "live"))),
            diverts=draw(st.sampled_from(((), (), (1, 2)))),
            closes_locked=draw(RARELY),
        )
        for number in range(draw(st.sampled_from((1, 2, 2, 3))))
    ]
    units = list(clinics)
    if draw(st.booleans()):
        own = draw(st.sampled_from(((), (), (Role.nurse,), ALL_ROLES)))
        carry = draw(st.sampled_from(("async", "live")))
        units.append(world.unit("Branch", branch_of=0, own_roles=own, carry=carry, closes_locked=draw(RARELY)))
    return clinics, units


def add_people(draw: st.DrawFn, world: World, units: list[int]) -> None:
    """Add people in coarse shifts, some with a post at a second unit, some with visit slots, some absent."""
    workdays = range(world.days)
    for number in range(draw(st.integers(2, 7))):
        unit, role = draw(st.sampled_from(units)), draw(MOSTLY_NURSE)
        coordinates = draw(st.sampled_from((0, 0, 250, 333)))
        elsewhere = [other for other in units if other != unit]
        if elsewhere and draw(RARELY):
            one, other = draw(st.sampled_from(HALVES))
            person = world.person(f"P{number}", unit, role, hours(workdays, one), coordinates=coordinates)
            world.post(person, draw(st.sampled_from(elsewhere)), draw(MOSTLY_NURSE), hours(workdays, other))
        else:
            windows = draw(st.sampled_from((None, *PATTERNS)))
            shifts = None if windows is None else hours(workdays, windows)
            person = world.person(f"P{number}", unit, role, shifts, coordinates=coordinates, home=not draw(RARELY))
        if draw(st.booleans()):
            world.slots(person, hours(workdays, draw(st.sampled_from(("10:00-11:00", "08:30-09:00 14:30-15:30")))))
        if draw(st.booleans()):
            world.absent(person, draw(st.integers(0, world.days - 1)))


def add_closures_and_help(draw: st.DrawFn, world: World, clinics: list[int]) -> None:
    """Close one clinic at times, with or without cover, and let one role help another."""
    if draw(st.booleans()):
        unit, day = draw(st.sampled_from(clinics)), draw(st.integers(0, world.days - 1))
        window = draw(st.sampled_from((hours(day, "00:00-24:00")[0], hours(day, "10:00-14:00")[0])))
        cover = draw(st.sampled_from([-1, *(other for other in clinics if other != unit)]))
        world.closure(unit, window, cover=cover, roles=draw(st.sampled_from((ALL_ROLES, (Role.nurse,)))))
    if draw(st.booleans()):
        unit, other = draw(st.sampled_from(clinics)), draw(st.sampled_from(clinics))
        role, other_role = draw(MOSTLY_NURSE), draw(MOSTLY_NURSE)
        if (unit, role) != (other, other_role):
            window = draw(st.sampled_from((None, (at(0, "09:00"), at(1, "11:00")))))
            world.help(unit, role, other, other_role, idle=draw(st.booleans()), window=window)


def add_case(draw: st.DrawFn, world: World, clinics: list[int], units: list[int]) -> None:
    """Add one case of any kind."""
    unit = draw(st.sampled_from(units))
    priority = draw(st.integers(1, 5))
    stream = draw(st.sampled_from((Stream.channel,) * 8 + (Stream.picture, Stream.backlog)))
    day, quarter = draw(st.integers(0, world.days - 1)), draw(st.integers(28, 70))
    arrival = -draw(st.integers(1, 3)) * HOUR if stream == Stream.backlog else day * DAY + quarter * 15 * MINUTE
    arrival = min(arrival, world.end() - 15 * MINUTE)
    if stream == Stream.picture:
        picture = draw(stages(Role.nurse, -1, least=2))
        world.case(unit, arrival, priority=priority, stream=stream, stages=(picture,))
        return
    role = draw(MOSTLY_NURSE)
    own_clinic = world.list_unit(unit, role)
    elsewhere = [clinic for clinic in clinics if clinic != own_clinic]
    later: list[Stage | None] = [None, None]
    if draw(RARELY):
        later[0] = draw(stages(draw(MOSTLY_NURSE), own_clinic))
    if elsewhere and draw(st.booleans()):
        later[1] = draw(stages(Role.nurse, draw(st.sampled_from(elsewhere))))
    world.case(
        unit,
        arrival,
        priority=priority,
        corrected=draw(st.sampled_from((0, 0, 1, 5))),
        stages=(draw(stages(role, -1)), *later),
        stream=stream,
        intake=draw(st.sampled_from((Intake.accepted,) * 12 + (Intake.turned_away, Intake.diverted))),
        handed_out=draw(RARELY) and later[1] is None,
        reason=draw(st.sampled_from((Reason.other, Reason.administrative))),
        visit=draw(st.booleans()),
        late_for_visit=draw(st.booleans()),
        protected_identity=draw(RARELY),
        writes_before_acceptance=draw(st.booleans()),
        before_delay=draw(DELAY),
        before_async_delay=draw(DELAY),
        before_work=draw(WORK),
    )


@st.composite
def worlds(draw: st.DrawFn, most_cases: int = 16) -> Tables:
    """A plan and cases to play through it."""
    world = draw(settings())
    clinics, units = add_units(draw, world)
    add_people(draw, world, units)
    add_closures_and_help(draw, world, clinics)
    for _ in range(draw(st.integers(3, most_cases))):
        add_case(draw, world, clinics, units)
    return world.build()
