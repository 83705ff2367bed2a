"""Digital visits: who gets which slot, and when the visit is held (AF-1, ST-6)."""

from collections.abc import Iterator

from sim.engine.invariants.dispatch import Hands
from sim.engine.invariants.reading import NEVER, Reading, when
from sim.engine.invariants.story import Story
from sim.tables import Row
from sim.units import DAY


def booked_as_due(reading: Reading, stories: list[Story]) -> Iterator[str]:
    """Check that every wish for a visit gets the slot that is next in turn, and no slot goes to two (AF-1)."""
    plan = reading.plan
    slots = list(zip(plan.slot_from.tolist(), plan.slot_person.tolist(), plan.slot_unit.tolist(), strict=True))
    unknown_until = [absence_known(reading, person, start) for start, person, _ in slots]
    taken: set[int] = set()
    wishes = sorted(
        (tick, priority, story.case, person, unit) for story in stories for tick, person, unit, priority in story.wanted
    )
    for tick, _, case, person, unit in wishes:
        earliest = tick + plan.visit_lead if person >= 0 else tick
        free = [n for n, slot in enumerate(slots) if n not in taken and slot[0] >= earliest and tick < unknown_until[n]]
        own = [n for n in free if slots[n][1] == person]
        at_unit = [n for n in free if slots[n][2] == unit]
        due = (own or at_unit or [-1])[0]
        _, slot = stories[case].bookings.get(tick, (-1, -1))
        if slot != due:
            yield f"[visits] {when(tick)}: case {case} got slot {slot}, next in turn is {due}"
        if slot >= 0 and slot in taken:
            yield f"[visits] {when(tick)}: slot {slot} booked twice, now for case {case}"
        taken.add(slot)
    for story in stories:
        for person, slot in story.bookings.values():
            if not 0 <= slot < len(slots) or slots[slot][1] != person:
                yield f"[visits] case {story.case} is booked to {reading.who(person)} in slot {slot} of somebody else"


def absence_known(reading: Reading, person: int, start: int) -> int:
    """Tick at which the absence on the day of a slot is known, never if the person is there."""
    key = (person, start // DAY)
    known = [shift.start for shift in reading.planned if (shift.person, shift.start // DAY) == key]
    return min(known, default=NEVER) if key in reading.absences else NEVER


def held_in_time(reading: Reading, stories: list[Story]) -> Iterator[str]:
    """Check that a visit begins when its slot has come and the person has nothing in hand, and not before."""
    hands = Hands(reading)
    held = {(row[2], row[5]): row[0] for row in reading.rows if row[1] == Row.visit_begun}
    pieces = {(row[3], row[0]) for row in reading.rows if row[1] == Row.begun}
    for story in stories:
        if not story.bookings:
            continue
        person, slot = story.bookings[max(story.bookings)]
        if not 0 <= slot < len(reading.plan.slot_from) or not 0 <= person < len(hands.spans):
            continue
        start = int(reading.plan.slot_from[slot])
        begun = held.get((story.case, slot))
        if absence_known(reading, person, start) < NEVER and begun is None:
            continue
        due = start
        for begin, end in hands.spans[person]:
            other = begin != begun or (person, begin) in pieces
            if other and (begin < due < end or (begin == due and (person, begin) not in pieces)):
                due = end
        expected = due if due < reading.plan.end else None
        if begun != expected:
            said = "never" if begun is None else when(begun)
            yield f"[visits] case {story.case} is due with {reading.who(person)} at {when(due)}, held {said}"
