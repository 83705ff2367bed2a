"""What the heads of units decide, as variants of a scenario: a branch redirected or not, a closure covered or not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.domain.words import Role
from sim.errors import InputError
from sim.scenario.loaded import Loaded
from sim.scenario.posts import posts_of
from sim.scenario.resolved import resolved
from sim.scenario.schema import Scenario
from sim.scenario.schema.calendar import Horizon
from sim.scenario.schema.units import Closure
from sim.scenario.settings import LIST_ROLES, own_roles
from sim.scenario.vary import varied

OPEN, COVERED, UNCOVERED, UNPERMITTED = "open", "covered", "uncovered", "without_permission"
"""What may become of the cases of a closed unit; ``open``: it does not close."""
WARM_UP, AFTER = 2, 1
"""Weeks before and after those of a planned closure."""
VARIANT = Path("--variant")
"""Stands in messages where the file stands otherwise."""


def branches(loaded: Loaded) -> list[str]:
    """Return the names of the branches of a scenario."""
    return [name for name, unit in loaded.scenario.units.items() if unit.branch_of is not None]


def placed_roles(loaded: Loaded, unit: str) -> tuple[Role, ...]:
    """Return the roles that have somebody placed at a unit."""
    found = {one.role for one in posts_of(loaded.scenario) if one.post.unit == unit and one.is_capacity}
    return tuple(role for role in LIST_ROLES if role in found)


def proposed_roles(loaded: Loaded, branch: str) -> tuple[Role, ...]:
    """Return the roles whose cases a branch handles; where it handles none, those that have somebody placed there."""
    own = own_roles(loaded.scenario.units[branch])
    return tuple(role for role in LIST_ROLES if role in own) or placed_roles(loaded, branch)


def branch_handles(loaded: Loaded, branch: str, roles: Sequence[Role]) -> Loaded:
    """Return the scenario with a branch that handles its own cases of some roles; of none: it is redirected.

    Parameters
    ----------
    loaded
        A scenario.
    branch
        Name of one of its `branches`.
    roles
        Whose cases it handles [UN-2]; the rest go to the clinic [UN-1].

    Raises
    ------
    InputError
        The variant does not fit the rest of the scenario.
    """
    every = len(set(roles)) == len(LIST_ROLES)
    handles: object = [role.name for role in roles] if roles and not every else every
    return varied(loaded, {f"units.{branch}.handles_own_cases": handles}, VARIANT)


def closed_as(loaded: Loaded, how: str, cover: str | None = None) -> Loaded:
    """Return the scenario with another end for the cases of its closed units.

    Parameters
    ----------
    loaded
        A scenario with closures.
    how
        ``open``: no unit closes. ``covered``: as written, with permission where none is, and by ``cover`` where nobody
        covers. ``uncovered``: nobody covers. ``without_permission``: who covers has no permission from a closure.
    cover
        Who covers where the scenario names nobody; such a closure stays uncovered if None.

    Raises
    ------
    InputError
        The variant does not fit the rest of the scenario.
    """
    written: list[dict[str, Any]] = resolved(loaded.scenario).get("closures", [])
    entries = [] if how == OPEN else [_entry(one, how, cover) for one in written]
    return varied(loaded, {"closures": entries}, VARIANT)


def _entry(written: dict[str, Any], how: str, cover: str | None) -> dict[str, Any]:
    """Return a closure as a variant has it."""
    entry = {key: value for key, value in written.items() if value is not None}
    if how == UNCOVERED:
        entry.pop("covered_by", None)
        return entry | {"permission": False}
    if "covered_by" not in entry and cover is not None and cover != entry["unit"]:
        entry["covered_by"] = cover
    if how == UNPERMITTED:
        return entry | {"permission": False}
    return entry | {"permission": entry.get("permission") or True}


def planned(loaded: Loaded, closure: Closure) -> Scenario:
    """Return the scenario with one planned closure, over the weeks that tell what it costs.

    That is the week of the closure and the one after it, in which the lists recover, behind two weeks of warm-up; with
    a stated backlog no warm-up is needed.

    Parameters
    ----------
    loaded
        The scenario; its own closures and horizon are left.
    closure
        What is planned; it is not checked here against the rest.
    """
    warm_up = 0 if loaded.scenario.backlog else WARM_UP
    monday = closure.from_.date() - dt.timedelta(days=closure.from_.weekday(), weeks=warm_up)
    weeks = ((closure.until.date() - monday).days // 7) + 1 + AFTER
    horizon = Horizon.model_validate({"from": monday, "weeks": weeks, "warm_up_weeks": warm_up})
    return loaded.scenario.model_copy(update={"closures": [closure], "horizon": horizon})


def followed(loaded: Loaded) -> Loaded:
    """Return the scenario with time for its lists to recover: a whole week after that of its last closure.

    It is returned as it is where it is as long already.
    """
    scenario = loaded.scenario
    if not scenario.closures:
        return loaded
    last = max(one.until for one in scenario.closures).date()
    weeks = (last - scenario.horizon.from_).days // 7 + 1 + AFTER
    if weeks <= scenario.horizon.weeks or last < scenario.horizon.from_:
        return loaded
    horizon = scenario.horizon.model_copy(update={"weeks": weeks})
    return replace(loaded, scenario=scenario.model_copy(update={"horizon": horizon}))


def who_may_cover(loaded: Loaded) -> list[str]:
    """Return the units that could cover all closures of a scenario: that do not close, and have lists of their own."""
    scenario = loaded.scenario
    closed = {one.unit for one in scenario.closures}
    return [
        name
        for name, unit in scenario.units.items()
        if name not in closed and len(own_roles(unit)) == len(LIST_ROLES) and _fits(loaded, name)
    ]


def _fits(loaded: Loaded, cover: str) -> bool:
    try:
        closed_as(loaded, COVERED, cover)
    except InputError:
        return False
    return True
