"""``count: 3``: one entry under ``people`` that stands for several people alike."""

from pathlib import Path

from sim.errors import Problem
from sim.scenario.source import Node

MAX_COUNT = 200
MOST_PEOPLE = 50_000

Groups = dict[str, tuple[int, Path | None, int]]
"""By name of the entry: how many people it stands for, its file and line."""


def expand(tree: Node, groups: Groups, base: Node) -> tuple[Node, list[Problem]]:
    """Replace every person with a ``count`` by that many people, named ``name-1``, ``name-2`` and so on.

    Parameters
    ----------
    tree
        One file, before it is laid over its base.
    groups
        Entries that the bases expanded; those of this file are added.
    base
        What the bases say together, their people expanded.

    Returns
    -------
    tuple of Node and list of Problem
        The file with its people expanded; names that then stand for two people.
    """
    people = tree.value.get("people")
    if people is None or not isinstance(people.value, dict):
        return tree, []
    every = sum(person.value["count"].value if _counted(person) else 1 for person in people.value.values())
    if every > MOST_PEOPLE:
        what = f"stand for {every} people; at most {MOST_PEOPLE} are played together"
        return tree, [Problem(what, "people", people.file, people.line)]
    there = base.below("people")
    problems: list[Problem] = []
    expanded: dict[str | int, Node] = {}
    made: dict[str | int, str] = {}
    for name, person in people.value.items():
        if isinstance(name, str) and name in groups:
            count, _, line = groups[name]
            what = f"stands for {name}-1 to {name}-{count} (line {line} of the base); name the one that changes"
            problems.append(Problem(what, f"people.{name}", person.file, person.line))
            continue
        if _counted(person) and name in there:
            what = f"{name} is one person of the base already; name new people otherwise, or leave count out"
            problems.append(Problem(what, f"people.{name}.count", person.file, person.line))
            continue
        for each in _people(name, person):
            if each in expanded:
                group = made.get(each, name)
                what = f"{each} is also one of the people of {group} (count); use another name"
                problems.append(Problem(what, f"people.{name}", person.file, person.line))
            expanded[each] = person if each == name else _without_count(person)
            if each != name:
                made[each] = str(name)
    groups.update(
        {
            str(name): (node.value["count"].value, node.file, node.line)
            for name, node in people.value.items()
            if _counted(node)
        }
    )
    return Node({**tree.value, "people": Node(expanded, people.file, people.line)}, tree.file, tree.line), problems


def _people(name: str | int, person: Node) -> list[str | int]:
    if not _counted(person):
        return [name]
    return [f"{name}-{number}" for number in range(1, person.value["count"].value + 1)]


def _counted(person: Node) -> bool:
    """Whether the person has a count that can be expanded; the schema refuses every other one."""
    if not isinstance(person.value, dict) or "count" not in person.value:
        return False
    count = person.value["count"].value
    return type(count) is int and 1 <= count <= MAX_COUNT


def _without_count(person: Node) -> Node:
    return Node({key: node for key, node in person.value.items() if key != "count"}, person.file, person.line)
