"""Changes and comparisons made by hand, for what is said of them."""

from dataclasses import replace

from sim.measures import Change, Comparison, Family


def change(
    priority: int,
    value: float | None,
    low: float,
    high: float,
    verdict: str,
    *,
    base: float = 0.5,
    key: dict | None = None,
    needed: int | None = None,
    ratio: float | None = None,
    could: float | None = None,
    counts: tuple[tuple[int, int], tuple[int, int]] | None = None,
) -> Change:
    return Change(
        key=key or {"priority": priority}, base=base, other=base + (value or 0.0), cases=1000, value=value, low=low,
        high=high, family_low=low, family_high=high, p=0.01, p_family=0.02, verdict=verdict,
        replications_needed=needed, variance_ratio=ratio, could_show=could, counts=counts,
    )  # fmt: skip


def same(priority: int) -> Change:
    return change(priority, 0.0, 0.0, 0.0, "no practical difference")


def compared(
    within: list[Change], waits: list[Change], *, replications: int = 30, cost: float = 0.0, **groups: list[Change]
) -> Comparison:
    """Return a comparison; ``groups``: waits by ``unit``, ``moment`` and so on, ``within_...`` the shares."""
    money = Change(
        key={"cost": "staff_cost"}, base=1000.0, other=1000.0 + cost, cases=30, value=cost, low=cost, high=cost,
        family_low=cost, family_high=cost, p=0.0, p_family=0.0, verdict="worse",
    )  # fmt: skip
    names = ("all", "monday_priority", "unit", "unit_priority", "moment")
    families = [
        Family("within_target", "priority", "share", within),
        Family("within_target", "monday_priority", "share", groups.pop("within_monday_priority", [])),
        Family("mean_wait_working", "priority", "seconds", waits),
        *(Family("mean_wait_working", name, "seconds", groups.pop(name, [])) for name in names),
        Family("begun_same_day", "priority", "share", groups.pop("same_day", [])),
        Family("money", "all", "SEK", [money]),
        Family("scheduled_hours", "role", "hours", groups.pop("hours", [])),
    ]
    for name in ("within_unit", "within_all"):
        groups.setdefault(name, [])
    for name, changes in groups.items():
        measure, unit = ("within_target", "share") if name.startswith("within_") else ("mean_wait_working", "seconds")
        families.append(Family(measure, name.removeprefix("within_"), unit, changes))
    margins = {"share": 0.01, "seconds": 60.0}
    families = [replace(one, margin=margins.get(one.unit, 0.0)) for one in families]
    return Comparison("before?", "after?", replications, [], families)
