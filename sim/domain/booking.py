"""Digital visits [Bokning digitalt besök] (AF-1)."""

from sim.domain.columns import Column


def slot_for(
    not_before: int,
    person: int,
    unit: int,
    slot_person: Column,
    slot_unit: Column,
    slot_from: Column,
    slot_taken: Column,
) -> int:
    """Return the slot that a digital visit is booked into (AF-1).

    The person's own earliest free slot; without one, the earliest free slot at the unit.

    Parameters
    ----------
    not_before
        Earliest tick at which the visit may begin.
    person
        Who ended the stage, -1 to look at the unit only.
    unit
        Unit that holds the case.
    slot_person, slot_unit, slot_from
        The slots, sorted by (from, person).
    slot_taken
        True where a slot is booked.

    Returns
    -------
    int
        Row of the slot, -1 if there is none.
    """
    at_unit = -1
    for slot in range(len(slot_from)):
        if slot_taken[slot] or slot_from[slot] < not_before:
            continue
        if slot_person[slot] == person:
            return slot
        if at_unit < 0 and slot_unit[slot] == unit:
            at_unit = slot
    return at_unit
