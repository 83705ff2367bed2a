"""A scenario with some of its values changed, each named by its dotted place, and checked as a file is.

The place is the one that messages and ``direktsim assumptions`` print: ``demand.factor``, ``people.nurse.week.mon[0]``.
A share in a mix that must add up to 1 takes the others along: they are scaled to what it leaves.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import InputError, Problem
from sim.scenario.files import settled
from sim.scenario.findings import suggestion
from sim.scenario.loaded import Loaded
from sim.scenario.merge import NULL_IS_NONE, matches
from sim.scenario.messages import quoted
from sim.scenario.resolved import resolved
from sim.scenario.source import BROKEN, Index, Key, Node, Steps, place, read

VARY = Path("--vary")
"""Stands in messages where the file stands otherwise."""
MIXES = (
    ("demand", "weekdays"),
    ("patients", "reasons"),
    ("patients", "priorities"),
    ("patients", "correction", "*"),
    ("work", "turns", "*"),
)
"""Groups of shares that must add up to 1."""
FIXED = {
    "seed": "is the same for all values, so that the same patients come; give it with --seed",
    "replications": "is the same for all values; give it with --replications",
    "horizon": "is the same for all values, so that the same patients come; write it in the scenario",
    "question": "says what is asked, not what is simulated",
    "extends": "is settled before values are changed",
}
"""Keys that cannot be varied, and why."""
NAMED = {"units": "unit", "people": "person"}
"""Groups whose keys are names: a new one would be somebody new."""

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_WHOLE = re.compile(r"-?\d{1,19}")


def value_of(text: str) -> Node:
    """Read one value as it would stand in a scenario file: a number, a word, true, false, null, a list.

    Raises
    ------
    InputError
        It cannot be read.
    """
    try:
        tree, problems = read(f"value: {text}", VARY)
    except InputError as error:
        problems = error.problems
    if problems:
        raise InputError([Problem(problem.what, text, VARY) for problem in problems])
    return _anew(tree.value["value"])


def varied(loaded: Loaded, changes: Mapping[str, object], source: Path = VARY) -> Loaded:
    """Return the scenario with other values in some places.

    Parameters
    ----------
    loaded
        A scenario.
    changes
        By dotted place: a plain value (number, text, bool, list, mapping), or a node from `value_of`.
    source
        What messages name in place of the file.

    Returns
    -------
    Loaded
        The changed scenario.

    Raises
    ------
    InputError
        With every problem: no such place, a value that is not accepted there, what no longer fits together.
    """
    tree = _tree(resolved(loaded.scenario), loaded, ())
    found: list[Problem] = []
    fixed: dict[Steps, set[Key]] = {}
    for path, value in changes.items():
        try:
            steps = _steps(path, tree)
            node = value if isinstance(value, Node) else _anew(Node(_nodes(value)), source)
            tree = _put(tree, steps, node, ())
            if matches(steps[:-1], *MIXES):
                fixed.setdefault(steps[:-1], set()).add(steps[-1])
        except ValueError as error:
            found.append(Problem(str(error), path, source))
    for mix, keys in fixed.items():
        tree = _put(tree, mix, _rescaled(_at(tree, mix), keys), ())
    return settled(tree, loaded.path, found)


def _steps(path: str, tree: Node) -> Steps:
    """Return the steps of a dotted place, with keys and positions as the scenario has them.

    Raises
    ------
    ValueError
        Nothing can stand there.
    """
    steps: list[Key] = []
    node: Node | None = tree
    found = list(_STEP.finditer(path))
    if "".join(part.group() for part in found) != path.replace(".", ""):
        raise ValueError("is no place in a scenario; write it as messages do, such as demand.factor")
    for part in found:
        inside = node.value if node is not None else None
        if part.group(2) is not None:
            index = Index(part.group(2))
            if not isinstance(inside, list) or index >= len(inside):
                raise ValueError(f"there is no {place((*steps, index))} in this scenario")
            steps.append(index)
            node = inside[index]
            continue
        name = part.group(1)
        keys = inside if isinstance(inside, dict) else {}
        key: Key = int(name) if name not in keys and _WHOLE.fullmatch(name) else name
        if len(steps) == 1 and steps[0] in NAMED and key not in keys:
            raise ValueError(
                f"{quoted(name)} is no {NAMED[str(steps[0])]} here; {suggestion(name, list(map(str, keys)))}"
            )
        steps.append(key)
        node = keys.get(key)
    if not steps or str(steps[0]) in FIXED:
        raise ValueError(FIXED.get(str(steps[0]) if steps else "", "names no place; write one such as demand.factor"))
    return tuple(steps)


def _put(node: Node, steps: Steps, value: Node, here: Steps) -> Node:
    """Return the tree with a value at a place; null takes away what stands there, as it does in a file."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    inside = node.value
    if isinstance(first, Index):
        items = list(inside)
        items[first] = _put(items[first], rest, value, (*here, first))
        return Node(items, node.file, node.line)
    keys = dict(inside) if isinstance(inside, dict) else {}
    if not rest and value.value is None and not matches((*here, first), *NULL_IS_NONE):
        keys.pop(first, None)
    else:
        keys[first] = _put(keys.get(first, Node({}, value.file)), rest, value, (*here, first))
    return Node(keys, node.file or value.file, node.line)


def _at(tree: Node, steps: Steps) -> Node:
    node = tree
    for step in steps:
        node = node.value[step]
    return node


def _rescaled(mix: Node, fixed: set[Key]) -> Node:
    """Return a mix in which the shares that were not set make up what the others leave, in their old proportions.

    Where the others leave nothing, or a value is no share, the mix stays as it is and is refused as any other.
    """
    items = dict(enumerate(mix.value)) if isinstance(mix.value, list) else dict(mix.value)
    numbers = {key: node.value for key, node in items.items() if type(node.value) in (int, float)}
    rest = sum(value for key, value in numbers.items() if key not in fixed)
    left = 1 - sum(value for key, value in numbers.items() if key in fixed)
    if len(numbers) < len(items) or rest <= 0 or left < 0 or any(numbers[key] < 0 for key in fixed):
        return mix
    for key in numbers.keys() - fixed:
        items[key] = Node(numbers[key] * left / rest, items[key].file, items[key].line)
    return Node(list(items.values()) if isinstance(mix.value, list) else items, mix.file, mix.line)


def _tree(value: object, loaded: Loaded, steps: Steps) -> Node:
    """Return plain values as a tree that knows where each was written."""
    file, line = loaded.lines.get(place(steps), (None, 0))
    if isinstance(value, dict):
        return Node({key: _tree(item, loaded, (*steps, key)) for key, item in value.items()}, file, line)
    if isinstance(value, list):
        items = [_tree(item, loaded, (*steps, Index(place))) for place, item in enumerate(value)]
        return Node(items, file, line)
    return Node(value, file, line)


def _nodes(value: object) -> Any:  # noqa: ANN401 - the same kind of value as went in
    if isinstance(value, dict):
        return {key: Node(_nodes(item)) for key, item in value.items()}
    if isinstance(value, list):
        return [Node(_nodes(item)) for item in value]
    return value


def _anew(node: Node, source: Path = VARY) -> Node:
    """Return a value as if it were written on the command line."""
    inside = node.value
    if isinstance(inside, dict):
        inside = {key: _anew(item, source) for key, item in inside.items()}
    elif isinstance(inside, list):
        inside = [_anew(item, source) for item in inside]
    return Node(None if inside is BROKEN else inside, source)
