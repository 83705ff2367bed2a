"""What is written by hand: quoted code stands where it says, named files exist, links lead there, CITATION is valid."""

import re
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.scenario.files import load
from sim.scenario.plan import plan_of

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WRITTEN = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *(path for path in sorted(DOCS.glob("*.md")) if path.name not in ("rulebook.md", "data-dictionary.md")),
    *sorted((DOCS / "decisions").glob("*.md")),
    *sorted((DOCS / "studies").glob("*.md")),
]
QUOTED = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', flags=re.MULTILINE | re.DOTALL)
FILE = re.compile(
    r"`((?:sim|tests|scripts|scenarios|docs|benchmarks|constraints)/[\w./-]*|[\w-]+\.(?:yml|toml|cff|md))`"
)
MODULE = re.compile(r"`(sim(?:\.\w+)+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
COMMAND = re.compile(r"^make (\w+)", flags=re.MULTILINE)

CFF_KEYS = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
    "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
    "repository-code", "title", "type", "url", "version",
}  # fmt: skip
"""Every key that version 1.2.0 of the Citation File Format knows."""


def moved_on(text: str) -> list[str]:
    """Quotations of a page that do not stand in the file that they name, by file."""
    return [
        name
        for name, code in QUOTED.findall(text)
        if not (ROOT / name).is_file() or code not in (ROOT / name).read_text(encoding="utf-8")
    ]


def is_module(name: str) -> bool:
    """Whether there is a module of that name, without importing it."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def not_there(text: str) -> list[str]:
    """Files, folders and modules that a page names and that do not exist."""
    prose = QUOTED.sub("", text)
    missing = [
        name
        for name in FILE.findall(prose)
        if not any((place / name).exists() for place in (ROOT, DOCS, ROOT / "scenarios"))
    ]
    for name in MODULE.findall(prose):
        module, _, attribute = name.rpartition(".")
        if not is_module(name) and not (is_module(module) and hasattr(import_module(module), attribute)):
            missing.append(name)
    return missing


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_quotes_and_names_what_is_there(path):
    text = path.read_text(encoding="utf-8")
    assert moved_on(text) == []
    assert not_there(text) == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_links_of_the_pages_at_the_root_lead_to_files(name):
    links = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_what_a_page_gets_wrong_is_found():
    quoted = '```python title="sim/once.py"\ndef never_written(): ...\n```\n'
    assert moved_on(quoted) == ["sim/once.py"]
    assert moved_on(quoted.replace("once", "twice")) == ["sim/twice.py"]
    assert not_there(
        "`sim/twice.py`, `sim.twice`, `sim.once.nothing` and `gone.yml`; `sim/once.py` and `sim.once` are there"
    ) == [
        "sim/twice.py",
        "gone.yml",
        "sim.twice",
        "sim.once.nothing",
    ]


def test_the_walk_passes_through_every_room_that_a_rule_meets():
    quoted = [name for name, _ in QUOTED.findall((DOCS / "add-a-rule.md").read_text(encoding="utf-8"))]
    rooms = ["sim/domain/", "sim/scenario/", "sim/engine/reference/", "sim/engine/invariants/", "sim/engine/compiled/"]
    assert all(any(name.startswith(room) for name in quoted) for room in [*rooms, "tests/domain/", "tests/engine/"])


def test_every_decision_stands_in_their_list():
    listed = re.findall(r"\]\((0\d{3}-[\w-]+\.md)\)", (DOCS / "decisions" / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {target for page in WRITTEN for target in COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert named >= {"demo", "test", "generated"}
    assert named <= targets


def test_the_citation_follows_its_format_and_names_this_version():
    citation = YAML(typ="safe", pure=True).load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= set(citation) <= CFF_KEYS
    assert str(citation["cff-version"]) == "1.2.0"
    assert citation["type"] == "software"
    assert str(citation["version"]) == project["version"]
    assert citation["license"] == project["license"]
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]
    assert all(isinstance(word, str) for word in citation["keywords"])


RECIPES = re.findall(r"^```yaml\n(.*?)^```$", (DOCS / "scenarios.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.partition("question: ")[2].split("?")[0])
def test_every_scenario_that_is_shown_can_be_run(recipe, tmp_path):
    for file in (ROOT / "scenarios").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "mine.yaml").write_text(recipe, encoding="utf-8")
    loaded = load(tmp_path / "mine.yaml")
    assert loaded.scenario.question == YAML(typ="safe", pure=True).load(recipe)["question"]
    assert plan_of(loaded.scenario).end > 0
