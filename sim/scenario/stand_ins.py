"""What stands in for what is wrong while the rest of a scenario is checked, so that no problem hides another.

Where something would go with what is wrong (a post with its role, a list with one of its hours), a value stands in for
it that fits the schema. What only follows from that is never said: each check between the parts names what it depends
on (`sim.scenario.findings`).
"""

from collections.abc import Iterable

from sim.scenario.merge import matches
from sim.scenario.source import Index, Key, Node, Steps

UNKNOWN = "?"
"""Name of a unit or person that there is not."""
SPAN = "08:00-12:00"
DATES: dict[str, object] = {"from": "2099-12-31", "until": "2099-12-31"}
WINDOW: dict[str, object] = {"from": "2099-12-31 23:58", "until": "2099-12-31 23:59"}
POST: dict[str, object] = {"unit": UNKNOWN, "role": "nurse"}

STAND_INS: tuple[tuple[tuple[str, ...], object], ...] = (
    (("question",), UNKNOWN),
    (("horizon",), {}),
    (("horizon", "from"), "2026-01-05"),
    (("horizon", "weeks"), 530),
    (("closures", "*"), {"unit": UNKNOWN, **WINDOW}),
    (("closures", "*", "unit"), UNKNOWN),
    *((("closures", "*", key), value) for key, value in WINDOW.items()),
    (("closures", "*", "permission", "*"), UNKNOWN),
    (("people", "*", "leave", "*"), DATES),
    *((("people", "*", "leave", "*", key), value) for key, value in DATES.items()),
    (("people", "*", "permissions", "*"), UNKNOWN),
    (("people", "*", "breaks", "*"), SPAN),
    *(
        ((*owner, *rest), value)
        for owner in (("people", "*"), ("people", "*", "posts", "*"))
        for rest, value in (
            *(((key,), value) for key, value in POST.items()),
            *(((key, "*", "*"), SPAN) for key in ("week", "dates", "visit_slots")),
        )
    ),
    *((("people", "*", part, "*"), POST) for part in ("posts", "help")),
    *((("people", "*", "help", "*", key), value) for key, value in POST.items()),
)
"""By place, with ``*`` for any key or position: what fits there."""


def has_stand_in(steps: Steps) -> bool:
    """Tell whether something can stand in at a place."""
    return any(matches(steps, pattern) for pattern, _ in STAND_INS)


def without(tree: Node, broken: Iterable[Steps]) -> Node:
    """Return the tree without what stands, or should stand, at some places; something stands in for it where it can."""
    gone: list[Steps] = []
    fitting: list[tuple[Steps, object]] = []
    for steps in broken:
        values = [value for pattern, value in STAND_INS if matches(steps, pattern)]
        if values:
            fitting.append((steps, values[0]))
        else:
            gone.append(steps)
    return _pruned(_filled(tree, fitting), gone)


def _filled(node: Node, fitting: Iterable[tuple[Steps, object]]) -> Node:
    """Return the tree with values at some places, where there is anything around them."""
    inside: dict[Key, list[tuple[Steps, object]]] = {}
    for steps, value in fitting:
        if steps:
            inside.setdefault(steps[0], []).append((steps[1:], value))
        else:
            node = _node(value, node)
    if not inside or not isinstance(node.value, dict | list):
        return node
    if isinstance(node.value, list):
        items = [_filled(item, inside.get(Index(place), ())) for place, item in enumerate(node.value)]
        return Node(items, node.file, node.line)
    kept = dict(node.value)
    for key, below in inside.items():
        if key in kept or any(not steps for steps, _ in below):
            kept[key] = _filled(kept.get(key, Node(None)), below)
    return Node(kept, node.file, node.line)


def _node(value: object, old: Node) -> Node:
    """Return a stand-in as a node, where the old one was written."""
    inside = {key: Node(item) for key, item in value.items()} if isinstance(value, dict) else value
    return Node(inside, old.file, old.line)


def _pruned(node: Node, broken: Iterable[Steps]) -> Node:
    """Return the tree without the values at those places.

    A list goes as a whole with one of its items: without it, the places of the others would no longer be those in the
    file.
    """
    inside: dict[object, list[Steps]] = {}
    for steps in broken:
        inside.setdefault(steps[0] if steps else None, []).append(steps[1:])
    if not inside or not isinstance(node.value, dict | list):
        return node
    if isinstance(node.value, list):
        items = [_pruned(item, inside.get(Index(place), [])) for place, item in enumerate(node.value)]
        return Node(items, node.file, node.line)
    kept = {
        key: _pruned(item, inside.get(key, []))
        for key, item in node.value.items()
        if not any(_goes(item, steps) for steps in inside.get(key, []))
    }
    return Node(kept, node.file, node.line)


def _goes(node: Node, steps: Steps) -> bool:
    """Tell whether a value goes when the place that many steps inside it is broken."""
    if not steps or not isinstance(node.value, dict | list):
        return True
    if isinstance(node.value, list):
        return len(steps) == 1 or not isinstance(steps[0], Index) or _goes(node.value[steps[0]], steps[1:])
    return False
