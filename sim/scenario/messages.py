"""What pydantic found wrong, as sentences for a planner: place, value, what is accepted."""

import difflib
import re
from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.errors import LONGEST, Problem, shortened
from sim.scenario.schema import Scenario
from sim.scenario.source import BROKEN, Index, Node, Steps, place

MOST_AT_ONCE = 1000
"""Problems that one round of validation says: thousands of them have few causes."""
NO_KEY = "is no key here"
DISTRIBUTIONS = ("constant", "lognormal", "gamma", "exponential", "uniform", "empirical", "mixture")


def did_you_mean(word: object, options: Iterable[object]) -> str:
    """Return ``did you mean "rosengard"?``, or what is accepted if nothing is near."""
    names = [str(option) for option in options]
    near = difflib.get_close_matches(str(word), names, n=1)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"accepted: {', '.join(names)}" if names else "nothing is accepted here"


def quoted(value: object) -> str:
    """Return a value as a planner wrote it, shortened; text in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{shortened(value)}"'
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)[:LONGEST]


def explain(error: ValidationError, tree: Node) -> list[tuple[Steps, Problem]]:
    """Say what a validation found.

    Parameters
    ----------
    error
        From ``Scenario.model_validate`` of the tree's plain values.
    tree
        The tree, for lines and the values as written.

    Returns
    -------
    list of (steps, Problem)
        One for each place, with the steps to it; the first of them, where there are more than ``MOST_AT_ONCE``.
    """
    found: dict[Steps, Problem] = {}
    for details in error.errors(include_url=False)[:MOST_AT_ONCE]:
        steps, node = _where(details["loc"], tree)
        if details["type"] == "missing":
            steps = (*steps, details["loc"][-1])
        if steps not in found:
            found[steps] = Problem(_sentence(details, steps), place(steps), node.file, node.line or None)
    return list(found.items())


def _where(loc: tuple[int | str, ...], tree: Node) -> tuple[Steps, Node]:
    """Return the steps in the file for pydantic's location, which also names branches of unions, and the node there."""
    steps: Steps = ()
    node = tree
    for step in loc:
        inside = node.value
        if step == "[key]":
            break
        if isinstance(inside, dict):
            key = step if step in inside else _number(step)
            if key in inside:
                steps, node = (*steps, key), inside[key]
        elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
            steps, node = (*steps, Index(step)), inside[step]
    return steps, node


def _number(step: int | str) -> int | str:
    """Return the whole number that pydantic shows as text in the place of a key."""
    return int(step) if isinstance(step, str) and re.fullmatch(r"-?\d{1,19}", step) else step


def _sentence(details: ErrorDetails, steps: Steps) -> str:
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    loc = details["loc"]
    if kind == "value_error":
        return str(context["error"])
    if kind == "invalid_key":  # as in { factor: 1,2 }
        return f"{loc[-1]} is no key here; a decimal has a point, as in 1.2"
    if kind == "extra_forbidden":
        return f"{quoted(loc[-1])} {NO_KEY}; {did_you_mean(loc[-1], _keys(loc[:-1]))}"
    if kind == "missing":
        return f"is missing; write {_manual(loc)}"
    if kind == "union_tag_not_found":
        return f"names no distribution; write distribution: and one of {', '.join(DISTRIBUTIONS)}"
    if kind == "model_attributes_type":
        named = f"distribution: and one of {', '.join(DISTRIBUTIONS)}"
        return f"{quoted(value)} is no distribution; write a number, or {named}"
    if kind == "union_tag_invalid":
        names = re.findall(r"'([^']*)'", context["expected_tags"])
        return f"{quoted(value['distribution'])} is no distribution; {did_you_mean(value['distribution'], names)}"
    if kind == "literal_error":
        options = [_bare(option) for option in re.findall(r"'[^']*'|\d+", context["expected"])]
        return f"{quoted(value)} is not accepted; {did_you_mean(value, options)}"
    if loc and loc[-1] == "[key]":
        return f"{quoted(steps[-1])} cannot be a key here; write {_wanted(kind, context)}"
    wanted = _wanted(kind, context)
    if kind == "list_type" and isinstance(value, str) and len(value) <= LONGEST:
        wanted = f"a list, [{value}]"
    if kind == "model_type" and value is not None:
        wanted += f"; accepted: {', '.join(_keys(loc))}"
    if kind == "bool_type" and "answer" in loc:
        wanted += ", or a list of names"
    if kind == "float_type" and isinstance(value, str) and "," in value:
        wanted += " with a point, as in 1.2"
    if value is None:
        return f"nothing is written here; write {wanted}, or leave the key out"
    return f"{quoted(value)} is not accepted; write {wanted}"


def _wanted(kind: str, context: Mapping[str, Any]) -> str:
    """Return what is accepted in place of a value that pydantic refused with this kind of error."""
    limit = {key: f"{value:g}" if isinstance(value, float) else str(value) for key, value in context.items()}
    limits = {
        "greater_than_equal": "{ge} or more",
        "greater_than": "more than {gt}",
        "less_than_equal": "{le} or less",
        "less_than": "less than {lt}",
        "too_short": "at least {min_length} in it",
        "too_long": "at most {max_length} in it",
        "string_too_short": "some text",
        "string_too_long": "at most {max_length} characters",
        "finite_number": "a number",
        "float_type": "a number",
        "int_type": "a whole number",
        "int_from_float": "a whole number",
        "bool_type": "true or false",
        "string_unicode": "text without special characters",
        "string_type": "text; put a number in quotes",
        "list_type": "a list, such as [a, b]",
        "dict_type": "keys and values",
        "model_type": "keys and values",
    }
    return limits.get(kind, "something else").format(**limit)


def _bare(option: str) -> str:
    return option.strip("'")


def _keys(loc: tuple[int | str, ...]) -> list[str]:
    """Keys that the part at pydantic's location accepts."""
    part: object = Scenario
    for step in loc:
        part = _inside(part, step)
    return [field.alias or name for name, field in _fields(part).items()]


def _manual(loc: tuple[int | str, ...]) -> str:
    """First sentence of the manual under a field, its example first, to say what is missing."""
    part: object = Scenario
    for step in loc[:-1]:
        part = _inside(part, step)
    for name, field in _fields(part).items():
        if (field.alias or name) == loc[-1]:
            first = (field.description or "").split(". ")[0].rstrip(".")
            words, _, example = first.partition(": ``")
            words = words[:1].lower() + words[1:]
            return f"{loc[-1]}: {example.rstrip('`')} ({words})" if example else f"{loc[-1]}: {words}"
    return str(loc[-1])


def _fields(annotation: object) -> dict[str, FieldInfo]:
    """Fields of a part; none for anything else."""
    part = _plain(annotation)
    return part.model_fields if isinstance(part, type) and issubclass(part, BaseModel) else {}


def _plain(annotation: object) -> object:
    """Strip ``Annotated`` and ``None`` from an annotation."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        options = [option for option in get_args(annotation) if option is not NoneType]
        return _plain(options[0]) if len(options) == 1 else annotation
    return annotation


def _inside(annotation: object, step: int | str) -> object:
    """Return the annotation of what stands under one step of pydantic's location."""
    part = _plain(annotation)
    if get_origin(part) in (Union, UnionType):
        return next((option for option in map(_plain, get_args(part)) if _tagged(option, step)), part)
    if get_origin(part) in (dict, list):
        return get_args(part)[-1]
    named = (field.annotation for name, field in _fields(part).items() if step in (name, field.alias))
    return next(named, part)


def _tagged(option: object, step: int | str) -> bool:
    """Whether a branch of a union is the distribution of that name."""
    field = _fields(option).get("distribution")
    return field is not None and step in get_args(field.annotation)


def about(steps: Steps, problem: Problem) -> list[str]:
    """Return the places that a problem is about: its own, and that of the key which an unknown one may stand for."""
    meant = re.search(rf'{NO_KEY}; did you mean "([^"]*)"', problem.what)
    return [place(steps), *([place((*steps[:-1], meant.group(1)))] if meant else [])]


def broken_places(node: Node, steps: Steps = ()) -> list[Steps]:
    """Places that could not be read as YAML."""
    if node.value is BROKEN:
        return [steps]
    if isinstance(node.value, dict):
        return [found for key, item in node.value.items() for found in broken_places(item, (*steps, key))]
    if isinstance(node.value, list):
        return [found for i, item in enumerate(node.value) for found in broken_places(item, (*steps, Index(i)))]
    return []
