"""One scenario over another: what a file says goes before what its base says, and both before the defaults.

Mappings merge key by key, so that a file names only what it changes. Replaced as a whole are lists, the ``week``,
``dates`` and ``visit_slots`` of a person, the ``staffed_hours``, and a distribution that is written with its name.
``{}`` empties. ``null`` takes away what the base says (at the target of a priority it is a value: none).
"""

from sim.errors import Problem
from sim.scenario.schema import Scenario
from sim.scenario.schema.base import Part
from sim.scenario.schema.times import WEEKDAYS, days_of
from sim.scenario.source import Node, Steps

WHOLE = (
    ("people", "*", "week"),
    ("people", "*", "dates"),
    ("people", "*", "visit_slots"),
    ("calendar", "staffed_hours"),
)
NULL_IS_NONE = (("targets", "priorities", "*"),)


def merge(base: Node, over: Node, steps: Steps = ()) -> Node:
    """Return the node that results when ``over`` is laid over ``base``.

    Parameters
    ----------
    base, over
        Trees of the same place; ``over`` wins.
    steps
        Where in the scenario they stand.

    Returns
    -------
    Node
        Every value with the file and line that it came from.
    """
    if not isinstance(base.value, dict) or not isinstance(over.value, dict) or not over.value:
        return over
    if matches(steps, *WHOLE) or "distribution" in over.value:
        return over
    values = dict(base.value)
    for key, node in over.value.items():
        here = (*steps, key)
        if key not in values:
            values[key] = node
        elif node.value is None and not matches(here, *NULL_IS_NONE):
            del values[key]
        else:
            values[key] = merge(values[key], node, here)
    return Node(values, over.file, over.line)


def days_taken(base: Node, over: Node) -> list[Problem]:
    """Return the weekdays that people of the base lose because a ``week`` is replaced as a whole.

    Parameters
    ----------
    base, over
        Trees of whole files, their people expanded.
    """
    taken = []
    people = base.below("people")
    for name, person in over.below("people").items():
        week, before = (node.below("week") for node in (person, people.get(name, Node(None))))
        lost = sorted(_weekdays(before) - _weekdays(week))
        if week and lost:
            days = ", ".join(WEEKDAYS[day] for day in lost)
            what = (
                f"no longer works on {days}, for a week replaces that of the base whole; "
                f"write all days, and {WEEKDAYS[lost[0]]}: [] for a day off"
            )
            line = person.value["week"]
            taken.append(Problem(what, f"people.{name}.week", line.file, line.line))
    return taken


def _weekdays(week: dict[str | int, Node]) -> set[int]:
    """Return the days that a week names; what cannot be read is refused elsewhere."""
    return {day for key in week if isinstance(key, str) and {*key.split("-")} <= {*WEEKDAYS} for day in days_of(key)}


def over_defaults(tree: Node) -> Node:
    """Lay a scenario over the defaults of those mixes and distributions that it changes in part.

    Parameters
    ----------
    tree
        The whole scenario, its bases merged already.

    Returns
    -------
    Node
        The same, with the default's entries where a mix or distribution is written in part.
    """
    values = dict(tree.value)
    for section, field in Scenario.model_fields.items():
        node = values.get(section)
        if field.default_factory is None or node is None or not isinstance(node.value, dict):
            continue
        default = field.get_default(call_default_factory=True)
        if isinstance(default, Part):
            written = default.model_dump(by_alias=True)
            below = {
                key: _node(written[str(key)])
                for key, changed in node.value.items()
                if isinstance(written.get(str(key)), dict) and isinstance(changed.value, dict)
            }
            values[section] = merge(Node(below), node, (section,)) if below else node
    return Node(values, tree.file, tree.line)


def matches(steps: Steps, *patterns: tuple[str, ...]) -> bool:
    """Tell whether steps follow one of the patterns, in which ``*`` stands for any key."""
    return any(
        len(pattern) == len(steps) and all(p in ("*", s) for p, s in zip(pattern, steps, strict=True))
        for pattern in patterns
    )


def _node(value: object) -> Node:
    """Wrap plain values as nodes without a file."""
    if isinstance(value, dict):
        return Node({key: _node(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return Node([_node(item) for item in value])
    return Node(value)
