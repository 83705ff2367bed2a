"""Commands about runs that are kept: list, show, rename, prune."""

import json
from typing import Annotated

import typer

from sim.cli.play import RUNS, StoreFolder
from sim.errors import InputError, Problem

Wanted = Annotated[
    str, typer.Argument(metavar="ID|NAME", help="The beginning of an id, or a name.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def runs(context: typer.Context, store: StoreFolder = RUNS, as_json: AsJson = False) -> None:
    """List the runs that are kept, and show, rename or prune them.

    A run is what was simulated: the whole scenario, seed, recorded cases and version of the code together are its id.
    Asked for again it is read and not played. Its name is the scenario file's until you change it. What sweep and
    sensitivity have played of a scenario is listed with them, as studies-of-SCENARIO.

    Examples:
      direktsim runs
      direktsim runs show busy_clinic
      direktsim runs rename 3f9a2c1 before-the-summer
      direktsim runs prune --older-than 90
    """
    if context.invoked_subcommand is None:
        listed(store, as_json)
        return
    options = {"store": "--store", "as_json": "--json"}
    misplaced = [option for name, option in options.items() if _written(context, name)]
    if misplaced:
        raise InputError([Problem(f"write {' and '.join(misplaced)} after the word {context.invoked_subcommand}")])


def _written(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def listed(store: StoreFolder = RUNS, as_json: AsJson = False) -> None:
    """List the runs that are kept, the newest first.

    Says of each how many replications are there, and of how many if it is unfinished. Runs made by another version of
    direktsim are named and left alone: their numbers may differ from today's.

    Examples:
      direktsim runs list
      direktsim runs list --json
    """
    from rich.text import Text

    from sim.report.console import show
    from sim.report.kept import runs_table
    from sim.store import Store, code_version

    found = Store(store).runs(code_version())
    if as_json:
        print(json.dumps([one.as_json() for one in found], indent=2, ensure_ascii=False))
    else:
        show(runs_table(found) if found else Text(f"No runs are kept in {store}."))


def shown(run: Wanted, store: StoreFolder = RUNS, as_json: AsJson = False) -> None:
    """Say everything about one run, and compare every file of it with its checksum.

    Examples:
      direktsim runs show busy_clinic
      direktsim runs show 3f9a2c1 --json
    """
    from sim.report.console import show
    from sim.report.kept import run_shown
    from sim.store import Store, code_version

    found = Store(store).find(run, code_version(), thorough=True)
    if as_json:
        print(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
    else:
        show(run_shown(found))


def rename(
    run: Wanted,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.", show_default=False)],
    store: StoreFolder = RUNS,
    as_json: AsJson = False,
) -> None:
    """Give a run another name; its id and its numbers stay.

    Examples:
      direktsim runs rename 3f9a2c1 before-the-summer
    """
    from sim.store import Store, code_version

    found = Store(store).rename(run, name, code_version())
    if as_json:
        print(json.dumps({"id": found.id, "name": name}, ensure_ascii=False))
    else:
        print(f"{found.id} is called {name} now; before, {found.name}.")


def prune(
    older_than: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, help="Runs begun before so many days.", show_default=False)
    ] = None,
    keep: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="All but the newest N.", show_default=False)
    ] = None,
    unfinished: Annotated[bool, typer.Option("--unfinished", help="Runs with fewer replications than asked.")] = False,
    other_versions: Annotated[
        bool, typer.Option("--other-versions", help="Runs made by another version of direktsim.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete them; without it they are only named.")] = False,
    store: StoreFolder = RUNS,
    as_json: AsJson = False,
) -> None:
    """Name the runs that could be deleted and how large they are; delete them only with --yes.

    A run goes if any of the options names it. One that a live process writes to always stays.

    Examples:
      direktsim runs prune --older-than 90 --unfinished
      direktsim runs prune --other-versions --yes
    """
    from datetime import UTC, datetime, timedelta

    from sim.report.console import show
    from sim.report.kept import pruned, pruned_json
    from sim.store import Store, code_version

    if older_than is None and keep is None and not (unfinished or other_versions):
        options = "--older-than, --keep, --unfinished or --other-versions"
        raise InputError([Problem(f"nothing says which runs to name; write {options}")])
    kept = Store(store)
    found = kept.runs(code_version())
    before = None if older_than is None else datetime.now(UTC) - timedelta(days=older_than)
    chosen = [
        one
        for place, one in enumerate(found)
        if (before is not None and one.begun_before(before))
        or (keep is not None and place >= keep)
        or (unfinished and one.unfinished)
        or (other_versions and not one.current)
    ]
    stay = {one.folder for one in chosen if one.in_use or (yes and not kept.remove(one.folder))}
    if as_json:
        print(json.dumps(pruned_json(chosen, stay, deleted=yes), indent=2, ensure_ascii=False))
    else:
        show(pruned(chosen, stay, deleted=yes))
