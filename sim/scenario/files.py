"""Loading a scenario: read the files, lay them over each other, check everything, report all problems at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from sim.errors import InputError, Problem
from sim.scenario.check import problems
from sim.scenario.expand import Groups, expand
from sim.scenario.loaded import Loaded
from sim.scenario.merge import days_taken, merge, over_defaults
from sim.scenario.messages import about, broken_places, did_you_mean, explain, quoted
from sim.scenario.schema import Scenario
from sim.scenario.shipped import among_shipped, or_shipped
from sim.scenario.source import BROKEN, Index, Node, Steps, place, read, read_text
from sim.scenario.stand_ins import has_stand_in, without

MAX_ROUNDS = 10
MAX_BASES = 50


def load(path: Path) -> Loaded:
    """Load a scenario file and everything that it extends.

    Parameters
    ----------
    path
        A YAML file, or the name of one that comes with direktsim.

    Returns
    -------
    Loaded
        The resolved scenario.

    Raises
    ------
    InputError
        With every problem found: in YAML, in ``extends``, in keys and values, between the parts.
    """
    path = or_shipped(path)
    return _resolve(read_text(path), path)


def load_text(text: str, path: Path = Path("scenario.yaml")) -> Loaded:
    """Load a scenario from text, as if it stood in ``path``.

    Raises
    ------
    InputError
        As for ``load``.
    """
    return _resolve(text, path)


@dataclass
class _Chain:
    """The files of one scenario, the last base first, and what is wrong in them."""

    files: list[Node] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False
    """A file could not be read at all: what stands in the others cannot be judged without it."""


def _resolve(text: str, path: Path) -> Loaded:
    chain = _Chain()
    _follow(text, path, chain, [])
    found = chain.problems
    if chain.broken:
        raise InputError(_once(found))
    groups: Groups = {}
    tree = Node({})
    taken: list[Problem] = []
    for file in chain.files:
        expanded, clashes = expand(file, groups, tree)
        found.extend(clashes)
        taken = days_taken(tree, expanded)  # of the file that was asked for: what its bases take is theirs to say
        tree = merge(tree, expanded)
    return replace(settled(tree, path, found), days_taken=tuple(taken))


def settled(tree: Node, path: Path, found: list[Problem]) -> Loaded:
    """Check a whole scenario, its bases merged already.

    Parameters
    ----------
    tree
        The scenario as it is written.
    path
        The file that was asked for.
    found
        Problems found so far.

    Raises
    ------
    InputError
        With these and every further problem.
    """
    found = list(found)
    top = {key: node for key, node in tree.value.items() if key != "extends"}
    tree = over_defaults(Node(top, tree.file, tree.line))
    unread = broken_places(tree)
    scenario, wrong, tree = _validated(without(tree, unread), unread)
    found.extend(wrong.values())
    lines = {place(steps): (node.file, node.line) for steps, node in _walk(tree) if node.file is not None}
    if scenario is None:
        raise InputError(_once(found))
    loaded = Loaded(scenario, path, frozenset(lines), lines)
    gone = [*map(place, unread), *(one for steps, problem in wrong.items() for one in about(steps, problem))]
    found.extend(problems(loaded, gone))
    if found:
        raise InputError(_once(found))
    return loaded


def _follow(text: str, path: Path, chain: _Chain, seen: list[Path]) -> None:
    """Read a file and its bases into the chain."""
    try:
        tree, problems = read(text, path)
    except InputError as error:
        chain.problems.extend(error.problems)
        chain.broken = True
        return
    chain.problems.extend(problems)
    base = tree.value.get("extends")
    if base is not None:
        _follow_base(base, path, chain, [*seen, path])
    chain.files.append(tree)


def _follow_base(name: Node, path: Path, chain: _Chain, seen: list[Path]) -> None:
    if name.value is BROKEN:
        chain.broken = True
        return
    try:
        base = _base(name.value, path, seen)
    except ValueError as error:
        chain.problems.append(Problem(str(error), "extends", path, name.line))
        chain.broken = True
        return
    try:
        text = read_text(base)
    except InputError as error:
        chain.problems.extend(error.problems)
        chain.broken = True
        return
    _follow(text, base, chain, seen)


def _base(name: object, path: Path, seen: list[Path]) -> Path:
    """Path of the file that ``extends`` names: in the folder of ``path`` or below it, or one that comes with direktsim.

    Raises
    ------
    ValueError
        It names no such file; the sentence says why.
    """
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"{quoted(name)} is no file; write the name of a scenario file, such as clinic.yaml")
    base = path.parent / name
    try:
        folder, real = path.parent.resolve(), base.resolve()
        known = [file.resolve() for file in seen]
        there = real.is_file()
        nowhere = base.is_symlink() and not real.exists()  # from Python 3.13 on a circle of links is this too
    except (OSError, ValueError, RuntimeError):
        nowhere = True
    if nowhere:
        raise ValueError(f"{quoted(name)} is no file; write the name of a scenario file, such as clinic.yaml")
    if len(seen) > MAX_BASES:
        raise ValueError(
            f"{quoted(name)} would be base number {MAX_BASES + 1} in a row; let one of the files extend nothing"
        )
    if not real.is_relative_to(folder):
        raise ValueError(f"{quoted(name)} lies outside this folder; a base lies in the same folder or below it")
    if real in known:
        circle = " extends ".join(file.name for file in [*seen[known.index(real) :], base])
        raise ValueError(f"goes in a circle ({circle}); one of them must extend nothing")
    if real.is_dir():
        raise ValueError(f"{quoted(name)} is a folder; write the name of a scenario file, such as clinic.yaml")
    if not there and (come := among_shipped(name)) and come.resolve() not in known:
        return come
    if not there:
        files = sorted(file.name for file in folder.glob("*.y*ml"))
        raise ValueError(f"{quoted(name)} is not there; {did_you_mean(name, files)}")
    return base


def _validated(tree: Node, unread: list[Steps]) -> tuple[Scenario | None, dict[Steps, Problem], Node]:
    """Validate; what is wrong is taken out and the rest validated again, so that no problem hides another.

    Returns the scenario if what was left is one, the problems by place, and the tree that was left.
    """
    wrong: dict[Steps, Problem] = {}
    for _ in range(MAX_ROUNDS):
        try:
            return Scenario.model_validate(_plain(tree)), wrong, tree
        except ValidationError as error:
            found = explain(error, tree)
        hidden = _Hidden([*unread, *wrong])
        wrong.update((steps, problem) for steps, problem in found if not hidden.related(steps))
        broken = [steps if _stands(tree, steps) or has_stand_in(steps) else steps[:-1] for steps, _ in found]
        if () in broken:
            break
        tree = without(tree, broken)
    return None, wrong, tree


def _stands(tree: Node, steps: Steps) -> bool:
    """Whether something is written at a place; where a key is missing, nothing is."""
    node = tree
    for step in steps:
        inside = node.value
        there = range(len(inside)) if isinstance(inside, list) else inside if isinstance(inside, dict) else ()
        if step not in there:
            return False
        node = inside[step]
    return True


class _Hidden:
    """Places whose problem is said already: what is wrong in them, or in what holds them, may only follow from that."""

    def __init__(self, places: Iterable[Steps]) -> None:
        self._places = set(places)
        self._holding = {steps[:length] for steps in self._places for length in range(len(steps) + 1)}

    def related(self, steps: Steps) -> bool:
        """Tell whether a place lies in, or holds, one of these."""
        return steps in self._holding or any(steps[:length] in self._places for length in range(len(steps)))


def _once(problems: list[Problem]) -> list[Problem]:
    """Drop repetitions: people of one ``count`` share their lines and so their problems."""
    return list({(problem.file, problem.line, problem.what): problem for problem in reversed(problems)}.values())[::-1]


def _walk(node: Node, steps: Steps = ()) -> Iterator[tuple[Steps, Node]]:
    if steps:
        yield steps, node
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            yield from _walk(item, (*steps, key))
    elif isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield from _walk(item, (*steps, Index(index)))


def _plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: _plain(item) for key, item in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(item) for item in node.value]
    return node.value
