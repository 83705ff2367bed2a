"""The runs of a store, as a table, one by one, and what pruning would take away."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from sim.report.console import bullet, table
from sim.report.forms import plural
from sim.store import Kept

OTHER = "made by another version"
KINDS = {"run": "a run", "points": "points of sweep and sensitivity; replications are counted at all of them together"}


def size(length: int) -> str:
    """Return a number of bytes as people say it: ``12 kB``, ``3.4 MB``."""
    for unit, one in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if length >= one:
            return f"{length / one:.1f} {unit}" if length < 10 * one else f"{length / one:.0f} {unit}"
    return f"{length} bytes"


def state(run: Kept) -> str:
    """Return in words what can be said of a run beside its numbers; empty if all is well."""
    said = []
    if not run.current:
        said.append(OTHER)
    if run.damages:
        said.append(f"{plural(len(run.damages), 'damaged file')}")
    if run.in_use:
        said.append("being written")
    elif run.unfinished:
        said.append("unfinished")
    return ", ".join(said)


def runs_table(runs: Sequence[Kept]) -> RenderableType:
    """Return the runs as a table."""
    made = table("id", "name", "replications", "seed", "made", "size", "", right=("replications", "size"), wrap=("",))
    for run in runs:
        number = f"{run.finished} of {run.asked}" if run.finished != run.asked else str(run.finished)
        seed = "" if run.seed is None else str(run.seed)
        made.add_row(run.id, run.name, number, seed, run.made[:10], size(run.size), state(run))
    return made


def run_shown(run: Kept) -> RenderableType:
    """Return one run with all that is known of it."""
    lines = {
        "id": run.id,
        "name": run.name,
        "what": KINDS[run.kind],
        "question": run.question,
        "replications": f"{run.finished} of {run.asked}",
        "seed": "" if run.seed is None else str(run.seed),
        "made": run.made,
        "size": size(run.size),
        "folder": str(run.folder),
        "state": state(run) or "whole",
    }
    made = table("", "", wrap=("",))
    made.show_header, made.box = False, None
    for name, said in lines.items():
        made.add_row(name, said)
    damages: list[RenderableType] = [bullet(f"{damage}; {damage.remedy}", "!") for damage in run.damages]
    return Group(made, *damages)


def pruned(runs: Sequence[Kept], stay: Collection[Path], *, deleted: bool) -> RenderableType:
    """Return what pruning has deleted, or would.

    Parameters
    ----------
    runs
        Those that the user's words name.
    stay
        Folders of those that stay all the same: a live process writes to them.
    deleted
        Whether the others are gone.
    """
    going = [run for run in runs if run.folder not in stay]
    lines = [Text(f"{run.id} ({run.name}) stays: a process writes to it.") for run in runs if run.folder in stay]
    if not going:
        return Group(*lines, Text("There is nothing to delete."))
    what = f"{plural(len(going), 'run')}, {size(sum(run.size for run in going))}"
    last = f"Deleted: {what}." if deleted else f"Nothing is deleted yet: {what}. With --yes they are deleted."
    return Group(runs_table(going), *lines, Text(last))


def pruned_json(runs: Sequence[Kept], stay: Collection[Path], *, deleted: bool) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "deleted": deleted,
        "runs": [run.as_json() for run in runs if run.folder not in stay],
        "stay": [run.as_json() for run in runs if run.folder in stay],
    }
