"""The values that one place of a scenario is given in turn: ``demand.factor=0.8..1.4:7``, ``work.visit=10,20``."""

import re
from dataclasses import dataclass
from itertools import product
from math import floor, inf, isfinite, log10, prod

import numpy as np

from sim.errors import Collected, InputError, Problem
from sim.scenario.loaded import Loaded
from sim.scenario.messages import quoted
from sim.scenario.source import Node
from sim.scenario.vary import VARY, value_of, varied

MOST = 400
"""Points of a grid at most."""
SEVEN = 7
STEP_BY_STEP = 12
"""A range of whole numbers no longer than this takes each of them."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})(?::(\d{{1,6}}))?")


@dataclass(frozen=True, slots=True)
class Axis:
    """A place and its values.

    Attributes
    ----------
    path
        Dotted place.
    texts
        The values as written.
    nodes
        The values as a scenario takes them.
    numbers
        The values, increasing, where all are numbers; empty otherwise.
    """

    path: str
    texts: tuple[str, ...]
    nodes: tuple[Node, ...]
    numbers: tuple[float, ...]


def axis(text: str) -> Axis:
    """Read what ``--vary`` says: a place, ``=``, and a range ``0.8..1.4:7`` or values ``a,b,c``.

    A range without a number of points takes each whole number where its ends are whole and near, otherwise seven.

    Raises
    ------
    InputError
        It cannot be read.
    """
    path, sign, said = (part.strip() for part in text.partition("="))
    if not sign or not path or not said:
        raise _refused(f"{quoted(text)} is no place with values; write such as demand.factor=0.8..1.4:7", "")
    found = _RANGE.fullmatch(said)
    texts = _spread(path, *found.groups()) if found else _listed(said)
    read, problems = [], Collected()
    for one in texts:
        with problems.noted():
            read.append(value_of(one))
    with problems.noted():
        if len(set(texts)) < len(texts):
            raise _refused("a value stands here twice; write it once", path)
    problems.refuse()
    nodes = tuple(read)
    plain = [node.value for node in nodes]
    if any(type(value) not in (int, float) or not isfinite(value) for value in plain):
        return Axis(path, tuple(texts), nodes, ())
    order = sorted(range(len(plain)), key=plain.__getitem__)
    return Axis(
        path, tuple(texts[n] for n in order), tuple(nodes[n] for n in order), tuple(float(plain[n]) for n in order)
    )


def grid(loaded: Loaded, axes: list[Axis]) -> list[Loaded]:
    """Return the scenario at every combination of values, the last axis the fastest.

    Raises
    ------
    InputError
        With every problem of every combination, each once.
    """
    out, problems = [], Collected()
    with problems.noted():
        if len({one.path for one in axes}) < len(axes):
            raise _refused("the same place is varied twice; write all its values in one", axes[0].path)
    number = prod(len(one.nodes) for one in axes)
    with problems.noted():
        if number > MOST:
            raise _refused(f"{number} combinations of values; write at most {MOST}", "")
    # too many to judge all: then each place by itself
    groups = [axes] if number <= MOST else [[one] for one in axes if len(one.nodes) <= MOST]
    for group in groups:
        for nodes in product(*(one.nodes for one in group)):
            with problems.noted():
                out.append(varied(loaded, dict(zip((one.path for one in group), nodes, strict=True))))
    problems.refuse()
    return out


def _spread(path: str, first: str, last: str, points: str | None) -> list[str]:
    low, high = float(first), float(last)
    whole = re.fullmatch(r"[-+]?\d+", first) is not None and re.fullmatch(r"[-+]?\d+", last) is not None
    count = int(points) if points else int(high - low) + 1 if whole and high - low < STEP_BY_STEP else SEVEN
    problems = []
    if not low < high:
        problems += _refused(f"{first}..{last} does not go up; write the lower end first", path).problems
    if points and not 2 <= count <= MOST:
        problems += _refused(f"{count} points; write 2 to {MOST}, as in {first}..{last}:7", path).problems
    if problems:
        raise InputError(problems)
    step = (high - low) / (count - 1)
    if not 0 < step < inf:
        raise _refused(f"{first}..{last} has no steps that can be told apart; write other ends", path)
    digits = max(0, 2 - floor(log10(step)))  # the step to three digits: what is read is played
    numbers = [low, *(round(float(number), digits) for number in np.linspace(low, high, count)[1:-1]), high]
    if whole and all(number.is_integer() for number in numbers):
        return [f"{number:.0f}" for number in numbers]
    return [repr(number) for number in numbers]


def _listed(said: str) -> list[str]:
    """Split at the commas that stand outside brackets and quotes."""
    parts = re.findall(r"""(?:\[[^\]]*\]|\{[^}]*\}|"[^"]*"|'[^']*'|[^,])+""", said)
    return [part.strip() for part in parts]


def _refused(what: str, path: str) -> InputError:
    return InputError([Problem(what, path, VARY)])
