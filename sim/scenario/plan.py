"""A scenario laid out as the arrays that engines read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from sim.domain.words import N_LIST_ROLES, PRIORITIES
from sim.scenario.accesses import Units, accesses_of, window_of
from sim.scenario.days import Days, days_of_horizon
from sim.scenario.posts import PlacedPost, posts_of
from sim.scenario.schema import Scenario
from sim.scenario.settings import LIST_ROLES, settings_of
from sim.scenario.shifts import Duty, Intervals, Window, joined
from sim.tables import Bools, Ints, PlanTable
from sim.units import WEEK, ticks


def plan_of(scenario: Scenario) -> PlanTable:
    """Lay a scenario out as a plan; nothing in it is random.

    Parameters
    ----------
    scenario
        A scenario whose references hold (``sim.scenario.check.problems`` finds none).

    Returns
    -------
    PlanTable
        Units and people in the order of the scenario; posts of the ``administrator`` role are left out, because it is
        never capacity [ST-9].
    """
    settings = settings_of(scenario)
    units = Units(settings, {name: number for number, name in enumerate(settings)})
    days = days_of_horizon(scenario)
    posts = [placed for placed in posts_of(scenario) if placed.is_capacity]
    homes = [units.home(placed.post.unit, placed.role) for placed in posts]
    talk, diverts = scenario.conversation, np.zeros((len(settings), 6), dtype=np.bool_)
    providers = {name: code for code, name in enumerate(dict.fromkeys(unit.provider for unit in settings.values()))}
    for unit, resolved in enumerate(settings.values()):
        diverts[unit, list(PRIORITIES)] = [resolved.out_of_hours[priority] == "divert" for priority in PRIORITIES]
    coordinating = round(scenario.staffing.coordinating_share * 1000)
    return PlanTable(
        unit_names=tuple(settings),
        person_names=tuple(scenario.people),
        first_day=days.first.toordinal(),
        end=days.end,
        measured_from=0 if scenario.backlog else scenario.horizon.warm_up_weeks * WEEK,
        day_open=days.open,
        day_close=days.close,
        day_is_weekday=days.is_weekday,
        worked_before=days.worked_before,
        async_day=days.mean_staffed,
        unit_provider=_ints([providers[unit.provider] for unit in settings.values()]),
        list_unit=_ints([[units.number[unit.list_unit(role)] for role in LIST_ROLES] for unit in settings.values()]),
        unit_async=_bools([unit.carry_over == "async" for unit in settings.values()]),
        unit_diverts=diverts,
        unit_closes_locked=_bools([unit.close_locked for unit in settings.values()]),
        person_coordinates=_ints([coordinating * person.coordinator for person in scenario.people.values()]),
        post_person=_ints([placed.index for placed in posts]),
        post_unit=_ints([units.number[placed.post.unit] for placed in posts]),
        post_role=_ints([placed.role for placed in posts]),
        post_list=_ints(homes),
        **_duty_columns(scenario, posts, homes, units, days),
        **_columns(
            "access", "post list relation from until", accesses_of(posts, homes, scenario.closures, units, days)
        ),
        **_columns("closure", "unit from until", _closures(scenario, units, days)),
        max_open=talk.max_open,
        max_open_urgent=talk.max_open_urgent,
        answer_wait=ticks(talk.answer_wait),
        second_attempt_after=ticks(talk.second_attempt_after),
        call_after=_ints([ticks(talk.call_after.get(priority, 0.0)) for priority in range(6)]),
        min_after_second_attempt=ticks(talk.min_after_second_attempt),
        async_reminder_after=round(talk.async_reminder_after * days.mean_staffed),
        async_closing_after=round(talk.async_closing_after * days.mean_staffed),
        waking_from=talk.waking_hours[0],
        waking_until=talk.waking_hours[1],
        visit_lead=ticks(talk.visit_lead),
    )


def _ints(values: Sequence[object]) -> Ints:
    return np.array(values, dtype=np.int64)


def _bools(values: Sequence[bool]) -> Bools:
    return np.array(values, dtype=np.bool_)


def _all(parts: Iterable[Ints]) -> Ints:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


def _columns(prefix: str, names: str, rows: Sequence[tuple[int, ...]]) -> dict[str, Any]:
    """Turn rows into named columns of a table."""
    columns = names.split()
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(columns))
    return {f"{prefix}_{name}": np.ascontiguousarray(table[:, n]) for n, name in enumerate(columns)}


def _closures(scenario: Scenario, units: Units, days: Days) -> list[tuple[int, int, int]]:
    """List the closed windows by unit, sorted by (from, unit); entries that touch or overlap are one closure [UN-3]."""
    rows: list[tuple[int, int, int]] = []
    entries = ((units.number[closure.unit], *window_of(closure, days)) for closure in scenario.closures)
    for unit, from_, until in sorted(entries):
        if until <= from_:
            continue
        if rows and rows[-1][0] == unit and from_ <= rows[-1][2]:
            rows[-1] = (unit, rows[-1][1], max(until, rows[-1][2]))
        else:
            rows.append((unit, from_, until))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def _duty_columns(
    scenario: Scenario, posts: Sequence[PlacedPost], homes: Sequence[int], units: Units, days: Days
) -> dict[str, Any]:
    """Shifts and visit slots of all posts."""
    duty = Duty(days, ticks(scenario.work.visit), ticks(scenario.staffing.keep_over_break))
    closed = defaultdict(list)
    for unit, from_, until in _closures(scenario, units, days):
        closed[unit].append((from_, until))
    windows: list[list[Window]] = []
    shifts: list[Intervals] = []
    of_person = defaultdict(list)
    for post, placed in enumerate(posts):
        own = units.number[placed.post.unit]
        listed = units.number[units.settings[placed.post.unit].list_unit(placed.role)]
        windows.append([window for unit in dict.fromkeys((own, listed)) for window in closed[unit]])
        shifts.append(duty.shifts(placed, windows[post]))
        of_person[placed.index].append(post)
    leaves, slots = [], []
    for post, placed in enumerate(posts):
        elsewhere = [shifts[other] for other in of_person[placed.index] if other != post]
        leaves.append(duty.leaves(shifts[post], windows[post], elsewhere))
        slots.append(duty.visit_slots(placed, shifts[post]) if homes[post] >= 0 else joined([]))
    slot_post = np.repeat(np.arange(len(posts)), [len(part.day) for part in slots])
    slot = [_all(part.start for part in slots), _all(part.stop for part in slots)]
    person = _ints([placed.index for placed in posts])[slot_post]
    order = np.lexsort((person, slot[0]))
    return {
        "shift_post": np.repeat(np.arange(len(posts)), [len(part.day) for part in shifts]),
        "shift_from": _all(part.start for part in shifts),
        "shift_until": _all(part.stop for part in shifts),
        "shift_leaves": np.concatenate([np.empty(0, dtype=np.bool_), *leaves]),
        "slot_person": person[order],
        "slot_unit": (_ints(homes) // N_LIST_ROLES)[slot_post][order],
        "slot_from": slot[0][order],
        "slot_until": slot[1][order],
    }
