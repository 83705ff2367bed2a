"""Who may work in which list, as what and when: home, cover during closures, help [ST-4, UN-3, UN-4, UN-6]."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.domain.branch import home_unit
from sim.domain.closure import covers, may_cover
from sim.domain.permissions import needs_permission
from sim.domain.words import Relation, Role
from sim.scenario.days import Days
from sim.scenario.posts import PlacedPost
from sim.scenario.schema.people import Help, Person
from sim.scenario.schema.units import Closure
from sim.scenario.settings import LIST_ROLES, UnitSettings
from sim.scenario.shifts import Window
from sim.tables import list_of
from sim.units import DAY

AccessRow = tuple[int, int, int, int, int]
"""Post, list, relation, from, until: the access columns of a PlanTable."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units as the plan numbers them.

    Attributes
    ----------
    settings
        By name, in the order of the numbers.
    number
        Number by name.
    """

    settings: Mapping[str, UnitSettings]
    number: Mapping[str, int]

    def clinic(self, unit: str) -> int:
        """Return the number of the clinic that a unit is or belongs to."""
        return self.number[self.settings[unit].clinic]

    def list(self, unit: str, role: Role) -> int:
        """Return the code of the list in which a unit's cases of a role stand [UN-1, UN-2]."""
        return list_of(self.number[self.settings[unit].list_unit(role)], role)

    def home(self, unit: str, role: Role) -> int:
        """Return the home list of a role placed at a unit; -1 if kept out of the lists [UN-1]."""
        settings = self.settings[unit]
        clinic = self.number[settings.clinic] if settings.is_branch else -1
        home = home_unit(self.number[unit], clinic, role in settings.own_roles, settings.branch_staff == "join")
        return list_of(home, role) if home >= 0 else -1


def admitted(person: Person, unit: str, units: Units) -> bool:
    """Tell whether a person holds the permission of a unit or of its clinic [ST-4]."""
    return unit in person.permissions or units.settings[unit].clinic in person.permissions


def may_cover_for(placed: PlacedPost, closure: Closure, units: Units) -> bool:
    """Tell whether somebody of the covering clinic is admitted to the closing unit's cases [UN-4].

    Permission is between clinics: a clinic that covers its own branch needs none.
    """
    within_clinic = closure.covered_by is not None and not needs_permission(
        units.clinic(closure.covered_by), units.clinic(closure.unit)
    )
    named = isinstance(closure.permission, list) and placed.name in closure.permission
    return may_cover(closure.permission is True or within_clinic, named, admitted(placed.person, closure.unit, units))


def may_help(placed: PlacedPost, entry: Help, units: Units) -> bool:
    """Tell whether a person may work in the list that a ``help`` entry names; another clinic must permit it [UN-6]."""
    own, other = units.clinic(placed.post.unit), units.clinic(entry.unit)
    return not needs_permission(own, other) or admitted(placed.person, entry.unit, units)


def window_of(closure: Closure, days: Days) -> Window:
    """Ticks of a closure, cut to the horizon; empty (until not after from) where they lie outside it."""
    return max(days.tick(closure.from_), 0), min(days.tick(closure.until), len(days) * DAY)


def accesses_of(
    posts: Sequence[PlacedPost], homes: Sequence[int], closures: Sequence[Closure], units: Units, days: Days
) -> list[AccessRow]:
    """List every access of every post.

    Parameters
    ----------
    posts, homes
        The posts of the plan and their home lists, -1 for none.
    closures
        The planned closures.
    units, days
        The units and the calendar.

    Returns
    -------
    list
        Rows sorted by post, list, from and relation.
    """
    always = (0, len(days) * DAY)
    rows = [(post, home, int(Relation.home), *always) for post, home in enumerate(homes) if home >= 0]
    rows.extend(_cover_rows(posts, homes, closures, units, days))
    for post, placed in enumerate(posts):
        for entry in placed.person.help:
            target = units.list(entry.unit, Role[entry.role])
            if target != homes[post] and may_help(placed, entry, units):
                relation = Relation.help_always if entry.when == "always" else Relation.help_idle
                rows.append((post, target, int(relation), *always))
    return sorted(set(rows), key=lambda row: (row[0], row[1], row[3], row[2]))


def _cover_rows(
    posts: Sequence[PlacedPost], homes: Sequence[int], closures: Sequence[Closure], units: Units, days: Days
) -> Iterator[AccessRow]:
    """Open the lists of closed units to the covering clinic's people of the same role [UN-3 to UN-5]."""
    at_home = defaultdict(list)
    for post, home in enumerate(homes):
        at_home[home].append(post)
    for closure in closures:
        from_, until = window_of(closure, days)
        if closure.covered_by is None or until <= from_:
            continue
        covering = units.number[closure.covered_by]
        for role in LIST_ROLES:
            if role not in units.settings[closure.unit].own_roles:
                continue
            closed = list_of(units.number[closure.unit], role)
            role_covered = closure.roles is None or role.name in closure.roles
            for post in at_home[list_of(covering, role)]:
                covers_it = covers(covering, posts[post].role, covering, role, role_covered)
                if covers_it and may_cover_for(posts[post], closure, units):
                    yield post, closed, int(Relation.cover), from_, until
