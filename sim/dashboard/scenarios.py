"""The scenarios that can be chosen: the files of a folder, and those that somebody made on a page and a link names.

A name from a link is only ever looked up among names that are there; it is never a path.
"""

import hashlib
import re
from pathlib import Path

import streamlit as st

from sim.dashboard.language import catalogue, known, t
from sim.dashboard.settings import settings
from sim.dashboard.telling import name_of
from sim.dashboard.work import Written
from sim.scenario.files import load, load_text
from sim.scenario.loaded import Loaded
from sim.scenario.resolved import resolved_yaml
from sim.store.durable import make_folder, put_file

OWN = re.compile(r"own-[0-9a-f]{16}")
"""What a scenario is called that was made on a page: its content, not its author, gives it its name."""


def names() -> list[str]:
    """Return the names of the files, in order."""
    return sorted(file.stem for file in settings().scenarios.glob("*.yaml"))


def opened(name: str) -> Loaded:
    """Return a scenario; read anew when its file, or one beside it, has changed.

    Raises
    ------
    KeyError
        There is none of that name.
    InputError
        It cannot be used.
    """
    return _read(*_where(name))[0]


def written(name: str) -> Written:
    """Return a scenario written out whole, as a request takes it; raises what `opened` raises."""
    return Written(name, _read(*_where(name))[1])


def _where(name: str) -> tuple[Path, tuple[tuple[str, int], ...]]:
    """Return the file of a scenario, and what changes when it does."""
    if OWN.fullmatch(name):
        if not _kept(name).is_file():
            raise KeyError(name)
        return _kept(name), ()
    if name not in names():
        raise KeyError(name)
    folder = settings().scenarios
    return folder / f"{name}.yaml", tuple((one.name, one.stat().st_mtime_ns) for one in sorted(folder.glob("*.yaml")))


@st.cache_resource(show_spinner=False, max_entries=64)
def _read(path: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Loaded, str]:  # noqa: ARG001 - a key of the cache
    loaded = load(path)
    return loaded, resolved_yaml(loaded.scenario)


def keep(text: str) -> str:
    """Keep a scenario that was made on a page; returns the name that a link may give it.

    Raises
    ------
    InputError
        It is no scenario.
    OSError
        The store cannot be written to.
    """
    name = called(text)
    path = _kept(name)
    if not path.exists():
        load_text(text)
        make_folder(path.parent)
        put_file(path, text.encode())
    return name


def kept() -> list[str]:
    """Return the names of those that were made on a page and kept."""
    return sorted(file.stem for file in _kept("").parent.glob("own-*.yaml") if OWN.fullmatch(file.stem))


def called(text: str) -> str:
    """Return the name of a scenario that was made on a page, whether or not it is kept."""
    return f"own-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def title(name: str) -> str:
    """Return what a scenario is called on screen; of those made on a page some letters tell one from another."""
    base, variant = _apart(name)
    if variant:
        where, _, way = f"-{variant}".rpartition("-")
        said = known(f"scenarios.variant.{way}", way.replace("_", " "))
        return f"{title(base)}: {' '.join(filter(None, [name_of(where[1:]), said]))}"
    plain = f"{t('words.own')} {name[4:8]}" if OWN.fullmatch(name) else name.replace("_", " ")
    return known(f"scenarios.{name}", plain)


def question(name: str, loaded: Loaded) -> str:
    """Return the question of a scenario; of those that come with direktsim in the reader's language."""
    return in_words(name, loaded.scenario.question)


def in_words(name: str, asked: str) -> str:
    """Return a question; that of a scenario that comes with direktsim in the reader's language."""
    base, _ = _apart(name)
    as_shipped = catalogue("en").get(f"scenarios.{base}.question") == asked
    return known(f"scenarios.{base}.question", asked) if as_shipped else asked


def _apart(name: str) -> tuple[str, str]:
    """Return the scenario that a page made a variant of, and the name of the variant: none where it is the scenario."""
    base = name[:20] if OWN.fullmatch(name[:20]) else name.partition("-")[0]
    there = base != name and name not in names() and (base in names() or OWN.fullmatch(base) is not None)
    return (base, name[len(base) + 1 :]) if there else (name, "")


def _kept(name: str) -> Path:
    return settings().store / "scenarios" / f"{name}.yaml"
